#!/usr/bin/python3
"""A further round of labels: own model and other detectors together confirm, add, widen or doubt what is there.

    python3 relabel.py --data DATA --out NEW --model ../street-detector/street-detector.pt --teacher TEACHER.onnx ...

Writes a data folder with the pictures of DATA, those of the split val with the labels they have, and, with --clips
LIST, frames of clips: LIST is a CSV with the columns clip, camera, view, from_s, to_s, every_s. Labels of cameras in
--trusted are only added to; those in --as-drawn keep their boxes, or go. What the detectors found is kept in NEW/found,
so that a second run with other rules takes no time. Needs onnxruntime.

With --split val it looks over the pictures that models are measured on instead; --model is left out then, as nobody
may judge himself.
"""

import argparse
import csv
import multiprocessing
import shutil
import sys
from pathlib import Path

import cv2
import numpy as np
import torch

from detector import dataset, fusion, teachers
from detector.dataset import DataError, Sample
from detector.network import CLASSES
from scenes import QUALITY, SOURCES, write

COLUMNS = ("clip", "camera", "view", "from_s", "to_s", "every_s")
# Teachers that call every four-wheeler a car.
UNNAMED = ("tris157_int8",)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", required=True, type=Path)
    parser.add_argument("--out", required=True, type=Path)
    parser.add_argument("--model", type=Path)
    parser.add_argument("--split", default="train", choices=("train", "val"))
    parser.add_argument("--teacher", required=True, type=Path, action="append")
    parser.add_argument("--clips", type=Path)
    parser.add_argument("--trusted", type=names, default=(), metavar="CAMERA,...", help="their labels are only added to")
    parser.add_argument(
        "--as-drawn", type=names, default=(), metavar="CAMERA,...", help="their two-wheelers don't grow to hold the rider"
    )
    parser.add_argument("--processes", type=int, default=2)
    options = parser.parse_args()
    if options.out.resolve() == options.data.resolve():
        raise DataError(f"--out {options.out}: the data folder itself (expected: another folder)")
    for path in options.teacher:
        teachers.OnnxDetector(path)
    samples = dataset.read_split(options.data, options.split)
    if options.split == "train":
        samples = [dataset.correct(sample) for sample in samples]
    if options.clips:
        samples += clips(options.clips)
    for option, cameras in (("--trusted", options.trusted), ("--as-drawn", options.as_drawn)):
        known(option, cameras, samples)
    for kind in ("images", "labels", "ignore"):
        (options.out / kind / options.split).mkdir(parents=True, exist_ok=True)
    (options.out / "found").mkdir(exist_ok=True)
    shares = [samples[part :: options.processes] for part in range(options.processes)]
    workers = [multiprocessing.get_context("fork").Process(target=look, args=(share, options)) for share in shares]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    if any(worker.exitcode for worker in workers):
        raise DataError(f"{options.out}: a process ended early; the same command goes on from there")
    new = fusion.without_fixtures(samples, [relabelled(sample, options) for sample in samples])
    rows = (measured(options) if options.split == "train" else []) + [keep(sample, options) for sample in new]
    with open(options.out / "sources.csv", "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(SOURCES)
        writer.writerows(rows)
    for name, before, after in zip(CLASSES, dataset.class_counts(samples), dataset.class_counts(new)):
        print(f"{name}: {before} boxes before, {after} after")


def names(text):
    """Names with commas between them."""
    return tuple(text.split(","))


def known(option, cameras, samples):
    """Refuses cameras that no sample is of."""
    there = sorted({sample.camera for sample in samples})
    for camera in cameras:
        if camera not in there:
            raise DataError(f"{option} {camera}: no such camera (expected: any of {', '.join(there)})")


def relabelled(sample, options):
    with np.load(found(sample, options)) as rows:
        seen = fusion.sights(dict(rows), UNNAMED)
    return fusion.relabel(sample, seen, sample.camera in options.trusted, sample.camera in options.as_drawn)


def measured(options):
    """Copies the split val as it is; returns its rows of sources.csv."""
    rows = [row for row in dataset.sources(options.data) if row["split"] == "val"]
    for kind in ("images", "labels", "ignore"):
        shutil.copytree(options.data / kind / "val", options.out / kind / "val", dirs_exist_ok=True)
    return [[row.get(name, "") for name in SOURCES] for row in rows]


def clips(path):
    """Frames of clips, without labels."""
    if not path.is_file():
        raise DataError(f"{path}: no such file (expected: a CSV with the columns {', '.join(COLUMNS)})")
    with open(path, newline="", encoding="utf-8") as file:
        reader = csv.DictReader(file)
        missing = [name for name in COLUMNS if name not in (reader.fieldnames or ())]
        if missing:
            raise DataError(f"{path}: no column {missing[0]} (expected: {', '.join(COLUMNS)})")
        for line, row in enumerate(reader, 2):
            try:
                due, until, every = (float(row[name]) for name in COLUMNS[3:])
            except (TypeError, ValueError):
                raise DataError(f"{path}:{line}: not numbers (expected: {', '.join(COLUMNS[3:])})") from None
            if every <= 0:
                raise DataError(f"{path}:{line}: every_s: {every:g} (expected: > 0)")
            yield from frames(row, due, until, every)


def frames(row, due, until, every):
    clip = cv2.VideoCapture(row["clip"])
    if not clip.isOpened():
        raise DataError(f"{row['clip']}: not a readable clip")
    number = 0
    while due < until and clip.grab():
        if clip.get(cv2.CAP_PROP_POS_MSEC) / 1e3 >= due:
            picture = dataset.shrunk(cv2.cvtColor(clip.retrieve()[1], cv2.COLOR_BGR2RGB))
            yield unlabelled(f"{row['view']}_{90000 + number:05d}", row["camera"], picture)
            due += every
        number += 1


def unlabelled(name, camera, picture):
    none = np.zeros((0, 4), np.float32)
    view = name.rsplit("_", 1)[0]
    return Sample(name, camera, view, False, picture, none, np.zeros(0, np.int64), none, np.ones(len(CLASSES), bool))


def look(samples, options):
    """Keeps what every detector finds in the samples; those that were looked at before are left out."""
    cv2.setNumThreads(1)
    torch.set_num_threads(1)
    detectors = [teachers.OwnDetector(options.model)] if options.model else []
    detectors += [teachers.OnnxDetector(path) for path in options.teacher]
    for number, sample in enumerate(samples, 1):
        path = found(sample, options)
        if not path.exists():
            # Under its name only once it is whole: what is there is not looked at again.
            unfinished = path.with_suffix(".part.npz")
            np.savez(unfinished, **{detector.name: detector.detect(sample.image) for detector in detectors})
            unfinished.replace(path)
        if number % 50 == 0:
            print(f"{number} of {len(samples)} pictures of this process", flush=True)


def found(sample, options):
    return options.out / "found" / f"{sample.name}.npz"


def keep(sample, options):
    """Writes a picture and its labels; returns its row of sources.csv."""
    height, width = sample.image.shape[:2]
    image = f"images/{options.split}/{sample.name}.jpg"
    picture = cv2.cvtColor(sample.image, cv2.COLOR_RGB2BGR)
    cv2.imwrite(str(options.out / image), picture, [cv2.IMWRITE_JPEG_QUALITY, QUALITY])

    def fractions(boxes):
        centres, sizes = (boxes[:, :2] + boxes[:, 2:]) / 2, boxes[:, 2:] - boxes[:, :2]
        return np.concatenate([centres, sizes], 1) / (width, height, width, height)

    labels = np.column_stack([sample.classes, fractions(sample.boxes)])
    write(options.out / "labels" / options.split / f"{sample.name}.txt", labels)
    write(options.out / "ignore" / options.split / f"{sample.name}.txt", fractions(sample.ignore))
    unlabelled_classes = " ".join(str(index) for index in np.where(~sample.labelled)[0])
    return [image, options.split, sample.camera, sample.name, "fused", unlabelled_classes]


if __name__ == "__main__":
    try:
        main()
    except DataError as fault:
        sys.exit(f"relabel: {fault}")
