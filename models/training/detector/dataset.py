"""Labelled pictures from a folder, checked completely before anything is trained or measured on them."""

import csv
import re
from dataclasses import dataclass, replace
from pathlib import Path

import cv2
import numpy as np

from .metrics import iou
from .network import CLASSES, HEIGHT, WIDTH

LONGEST_SIDE = 960
# Writing in the picture that detectors took for vehicles: left, top, right, bottom as shares of the picture.
WRITING = {"zee_traffic": ((0, 0, 0.4, 0.2), (0.75, 0.9, 1, 1))}
# Signs, a signal's pole, a roof and paint that detectors took for vehicles, as boxes of the same form; vehicles pass there
# too.
GIANG_VO = ((0, 0.332, 0.06, 0.478), (0.93, 0.44, 0.998, 0.54), (0.962, 0.46, 1, 0.55), (0.923, 0.441, 0.971, 0.532))
FIXTURES = {
    "uvh1615": GIANG_VO,
    "uvhnael_h": GIANG_VO,
    "ngk_pvt": ((0.282, 0.13, 0.352, 0.275),),
    "intelcar": ((0.974, 0.896, 1, 1),),
}
COLUMNS = ("split", "camera", "image", "label_origin", "unlabelled_classes")


class DataError(Exception):
    """Broken input; its text is the one line for the user."""


@dataclass(frozen=True, eq=False)
class Sample:
    """One picture (RGB uint8) with its boxes x1 y1 x2 y2 in pixels.

    `ignore` are regions where nothing is known; `labelled[c]` tells whether class c was labelled here at all;
    `view` names the fixed camera position; `human` tells whether people made the labels.
    """

    name: str
    camera: str
    view: str
    human: bool
    image: np.ndarray
    boxes: np.ndarray
    classes: np.ndarray
    ignore: np.ndarray
    labelled: np.ndarray


def load(roots, split, absent=(), corrected=True):
    """All samples of a split, out of one data folder or several together.

    `absent` are classes that may have no box and then count as unlabelled everywhere; `corrected` applies the label
    corrections below (for training; measuring uses the labels as they are). Raises DataError naming the first fault.
    """
    roots = [Path(root) for root in (roots if isinstance(roots, (list, tuple)) else [roots])]
    samples = [sample for root in roots for sample in read_split(root, split)]
    if corrected:
        samples = [correct(sample) for sample in samples]
    counts = class_counts(samples)
    for index, name in enumerate(CLASSES):
        if name in absent:
            for sample in samples:
                sample.labelled[index] = False
        elif corrected and counts[index] == 0:
            raise DataError(f"class {name}: 0 boxes in split {split} (expected: at least 1, or --absent {name})")
    return samples


def read_split(root, split):
    rows = [row for row in sources(root) if row["split"] == split]
    if not rows:
        raise DataError(f"{root / 'sources.csv'}: no image of split {split} (expected: at least 1)")
    return [read_sample(root, row) for row in rows]


def class_counts(samples):
    return np.bincount(np.concatenate([sample.classes for sample in samples]), minlength=len(CLASSES))


def correct(sample):
    """Puts in doubt what people labelled in two ways, or left out.

    In one source riders were labelled as pedestrians, on top of or beside their motorcycle; in another, which walks
    through a crowd, some pedestrians were labelled and others not.
    """
    height, width = sample.image.shape[:2]
    size = np.array([width, height, width, height], np.float32)
    for region in WRITING.get(sample.camera, ()):
        sample = without(sample, lambda boxes: inside(boxes, region * size))
    if sample.camera in FIXTURES:
        fixtures = np.array(FIXTURES[sample.camera], np.float32) * size
        sample = without(sample, lambda boxes: (iou(boxes, fixtures) > 0.5).any(1))
    if sample.camera == "b1809":
        return replace(sample, labelled=sample.labelled & (np.arange(len(CLASSES)) != 0))
    if sample.camera != "tatthang" or not sample.human or not (sample.classes == 0).any():
        return sample
    doubtful = sample.classes == 0
    return replace(
        sample,
        boxes=sample.boxes[~doubtful],
        classes=sample.classes[~doubtful],
        ignore=np.concatenate([sample.ignore, sample.boxes[doubtful]]),
    )


def inside(boxes, region):
    """Which of the boxes lie inside a region."""
    return (boxes[:, :2] >= region[:2] - 2).all(1) & (boxes[:, 2:] <= region[2:] + 2).all(1)


def without(sample, nobody):
    """The sample without the labels and ignore regions of which `nobody` tells, box by box, that no road user is there."""
    kept = ~nobody(sample.boxes)
    return replace(
        sample,
        boxes=sample.boxes[kept],
        classes=sample.classes[kept],
        ignore=sample.ignore[~nobody(sample.ignore)],
    )


def sources(root):
    path = root / "sources.csv"
    if not path.is_file():
        raise DataError(f"{path}: no such file (expected: one row per image)")
    with open(path, newline="", encoding="utf-8") as file:
        reader = csv.DictReader(file)
        missing = [name for name in COLUMNS if name not in (reader.fieldnames or ())]
        if missing:
            raise DataError(f"{path}: no column {missing[0]} (expected: {', '.join(COLUMNS)})")
        return list(reader)


def read_sample(root, row):
    path = root / row["image"]
    picture = cv2.imread(str(path), cv2.IMREAD_COLOR) if path.is_file() else None
    if picture is None:
        raise DataError(f"{path}: {'not a readable picture' if path.is_file() else 'no such image'}")
    picture = shrunk(cv2.cvtColor(picture, cv2.COLOR_BGR2RGB))
    height, width = picture.shape[:2]
    labels = root / "labels" / row["split"] / f"{path.stem}.txt"
    if not labels.is_file():
        raise DataError(f"{labels}: no such label file (an empty one means: no object)")
    objects = read_boxes(labels, width, height, with_class=True)
    ignore = read_boxes(root / "ignore" / row["split"] / f"{path.stem}.txt", width, height, with_class=False)
    labelled = np.ones(len(CLASSES), bool)
    for index in row["unlabelled_classes"].split():
        if index not in map(str, range(len(CLASSES))):
            raise DataError(f"{root / 'sources.csv'}: {path.name}: unlabelled class {index} (expected: 0..5)")
        labelled[int(index)] = False
    return Sample(
        name=path.stem,
        camera=row["camera"],
        view=re.sub(r"_?\d+$", "", path.stem),
        human=row["label_origin"].startswith("human"),
        image=np.ascontiguousarray(picture),
        boxes=objects[:, 1:],
        classes=objects[:, 0].astype(np.int64),
        ignore=ignore,
        labelled=labelled,
    )


def shrunk(picture):
    """The picture, no longer than what is kept in memory."""
    share = LONGEST_SIDE / max(picture.shape[:2])
    return cv2.resize(picture, None, fx=share, fy=share, interpolation=cv2.INTER_AREA) if share < 1 else picture


def read_boxes(path, width, height, with_class):
    """Rows of a label file as pixels; an absent ignore file means that nothing is ignored."""
    fields = 5 if with_class else 4
    rows = []
    lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        where = f"{path}:{number}"
        try:
            values = [float(text) for text in line.split()]
        except ValueError:
            raise DataError(f"{where}: {line.strip()!r} (expected: {fields} numbers)") from None
        if len(values) != fields:
            raise DataError(f"{where}: {len(values)} numbers (expected: {fields})")
        if with_class and values[0] not in range(len(CLASSES)):
            raise DataError(f"{where}: class {values[0]:g} (expected: 0..{len(CLASSES) - 1})")
        x, y, w, h = values[-4:]
        if not (0 <= x <= 1 and 0 <= y <= 1 and 0 < w <= 1.01 and 0 < h <= 1.01):
            raise DataError(f"{where}: box {x:g} {y:g} {w:g} {h:g} (expected: fractions of the picture, size > 0)")
        box = [(x - w / 2) * width, (y - h / 2) * height, (x + w / 2) * width, (y + h / 2) * height]
        rows.append(values[:-4] + box)
    return np.array(rows, np.float32).reshape(-1, fields)


def letterbox(image, width=WIDTH, height=HEIGHT):
    """The picture scaled into the top-left corner of the network's input, the rest filled with 114, and the scale."""
    scale = min(width / image.shape[1], height / image.shape[0])
    size = (round(image.shape[1] * scale), round(image.shape[0] * scale))
    canvas = np.full((height, width, 3), 114, np.uint8)
    interpolation = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
    canvas[: size[1], : size[0]] = cv2.resize(image, size, interpolation=interpolation)
    return canvas, scale
