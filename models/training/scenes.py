#!/usr/bin/python3
"""Turns rendered scenes into a data folder: their pictures with the boxes of their exact truth.

    python3 scenes.py --out DATA ../../benchmarks/junction/target/*-101
    python3 scenes.py --out DATA --every 10 FOLDER/*

A scene is a folder with gt_tracks.csv and either single pictures frames/N.png (N from 0), which are all train, or
clip.mp4. Of a clip every Nth frame is taken; its last quarter becomes the split val, and the two seconds before it are
left out, so that nothing in val is a moment that was trained on. Who stands still stays in both.
"""

import argparse
import csv
import sys
from pathlib import Path

import cv2

from detector import scenes
from detector.dataset import DataError
from detector.network import CLASSES

SOURCES = ("image", "split", "camera", "frame", "label_origin", "unlabelled_classes")
VAL_SHARE = 0.25
GAP_S = 2.0
QUALITY = 90


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("scenes", nargs="+", type=Path, metavar="SCENE")
    parser.add_argument("--out", required=True, type=Path)
    parser.add_argument("--every", type=int, default=10, help="take each such frame of a clip")
    options = parser.parse_args()
    if options.every < 1:
        parser.error(f"--every: {options.every} (expected: at least 1)")
    if (options.out / "sources.csv").exists():
        raise DataError(f"{options.out}: a data folder is already there (expected: another --out)")
    tracks = [scenes.tracks(folder) for folder in options.scenes]
    for kind in ("images", "labels", "ignore"):
        for split in ("train", "val"):
            (options.out / kind / split).mkdir(parents=True, exist_ok=True)
    rows = [row for folder, users in zip(options.scenes, tracks) for row in convert(folder, users, options)]
    with open(options.out / "sources.csv", "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(SOURCES)
        writer.writerows(rows)
    print(f"{len(rows)} pictures, {sum(row[1] == 'val' for row in rows)} of them val")


def convert(folder, tracks, options):
    """Writes the pictures and labels of one scene; returns its rows of sources.csv."""
    taken = single(folder) if (folder / "frames").is_dir() else film(folder, options.every)
    return [keep(folder, number, split, picture, tracks, options.out) for number, split, picture in taken]


def single(folder):
    """The single pictures of a scene: number (from 1), split, picture."""
    for path in sorted((folder / "frames").glob("*.png"), key=lambda path: int(path.stem)):
        picture = cv2.imread(str(path))
        if picture is None:
            raise DataError(f"{path}: not a readable picture")
        yield int(path.stem) + 1, "train", picture


def film(folder, every):
    """Every Nth frame of a scene's clip: number (from 1), split, picture."""
    clip = cv2.VideoCapture(str(folder / "clip.mp4"))
    frames, rate = clip.get(cv2.CAP_PROP_FRAME_COUNT), clip.get(cv2.CAP_PROP_FPS)
    if frames < 1 or rate <= 0:
        raise DataError(f"{folder / 'clip.mp4'}: not a readable clip")
    last = frames * (1 - VAL_SHARE)
    number = 0
    while clip.grab():
        number += 1
        split = "train" if number < last - GAP_S * rate else "val" if number >= last else None
        if number % every == 0 and split:
            yield number, split, clip.retrieve()[1]


def keep(folder, number, split, picture, tracks, out):
    """Writes one picture and its labels; returns its row of sources.csv."""
    name = f"{folder.name}_{number:05d}"
    boxes, ignore = scenes.labels(tracks.get(number, ()), picture.shape[1], picture.shape[0])
    image = f"images/{split}/{name}.jpg"
    cv2.imwrite(str(out / image), picture, [cv2.IMWRITE_JPEG_QUALITY, QUALITY])
    write(out / "labels" / split / f"{name}.txt", [[CLASSES.index(c), *box] for c, box in boxes])
    write(out / "ignore" / split / f"{name}.txt", ignore)
    return [image, split, folder.name, number, "rendered", ""]


def write(path, rows):
    path.write_text("".join(" ".join(f"{value:.6g}" for value in row) + "\n" for row in rows), encoding="utf-8")


if __name__ == "__main__":
    try:
        main()
    except DataError as fault:
        sys.exit(f"scenes: {fault}")
