#!/usr/bin/python3
"""Prints what a model finds in pictures, as a table like that of `ngatu detect`; `frame` is the picture's place in the list.

    python3 boxes.py MODEL PICTURE [PICTURE ...]

MODEL is a checkpoint or an exported TorchScript file. Boxes come as the model gives them, best first, in pixels of the
picture, from its own least score on; switches and further thresholds are for `model.json`.
"""

import argparse
import sys
from pathlib import Path

import cv2
import torch

from detector import evaluation
from detector.dataset import DataError
from detector.network import CLASSES


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", type=Path, metavar="MODEL")
    parser.add_argument("pictures", nargs="+", type=Path, metavar="PICTURE")
    options = parser.parse_args()
    torch.set_num_threads(1)
    model = evaluation.of_file(options.model)
    print("frame,left,top,width,height,score,class")
    for number, path in enumerate(options.pictures):
        for x1, y1, x2, y2, score, index in evaluation.detect(model, read(path)):
            print(f"{number},{x1:.2f},{y1:.2f},{x2 - x1:.2f},{y2 - y1:.2f},{score:.4f},{CLASSES[int(index)]}")


def read(path):
    picture = cv2.imread(str(path), cv2.IMREAD_COLOR) if path.is_file() else None
    if picture is None:
        raise DataError(f"{path}: {'not a readable picture' if path.is_file() else 'no such image'}")
    return cv2.cvtColor(picture, cv2.COLOR_BGR2RGB)


if __name__ == "__main__":
    try:
        main()
    except DataError as fault:
        sys.exit(f"boxes: {fault}")
