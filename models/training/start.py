#!/usr/bin/python3
"""Makes a checkpoint to start training from out of an exported fp32 model of this project.

    python3 start.py --data DATA --from MODEL.pt --out START.pt

A model of the seed's smaller architecture is grown to the present one. Either way the network answers as before.
"""

import argparse
import random
import sys
from pathlib import Path

import numpy as np
import torch

from detector import checkpoint, dataset, growth
from detector.dataset import DataError
from detector.network import MEAN, SCALE, Architecture


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", required=True)
    parser.add_argument("--from", dest="source", required=True, type=Path)
    parser.add_argument("--out", required=True, type=Path)
    options = parser.parse_args()
    if not options.source.is_file() or not checkpoint.is_torchscript(options.source):
        raise DataError(f"{options.source}: not an exported model")
    torch.manual_seed(0)
    samples = random.Random(0).sample(dataset.load(options.data, "train"), 32)
    pictures = np.stack([dataset.letterbox(sample.image)[0] for sample in samples])
    pictures = torch.from_numpy(pictures).permute(0, 3, 1, 2).float().sub_(MEAN).div_(SCALE)
    convolutions = growth.exported_convolutions(options.source)
    source = growth.exported_architecture(options.source, convolutions)
    network = growth.grow(convolutions, source, Architecture(), pictures)
    architecture = network.architecture.describe()
    checkpoint.save(options.out, architecture=architecture, model=network.state_dict(), ema=network.state_dict())


if __name__ == "__main__":
    try:
        main()
    except DataError as fault:
        sys.exit(f"start: {fault}")
