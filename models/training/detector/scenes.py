"""What the exact truth of a rendered scene says about one of its frames: which boxes teach, and which regions say nothing."""

import csv

from .dataset import DataError
from .network import CLASSES, HEIGHT, WIDTH

COLUMNS = ("frame", "left", "top", "width", "height", "class", "visibility", "truncation")
# Who is seen to less than this, or is lower than this in the network's input, is neither object nor background.
LEAST_SEEN = 0.4
LOWEST = 6
# Less than this is seen of nobody: what hides them is all there is.
HIDDEN = 0.1


def tracks(folder):
    """The rows of gt_tracks.csv by frame (from 1): (class, left, top, width, height in pixels, seen, cut off)."""
    path = folder / "gt_tracks.csv"
    if not path.is_file():
        raise DataError(f"{path}: no such file (expected: one row per frame and road user)")
    frames = {}
    with open(path, newline="", encoding="utf-8") as file:
        reader = csv.DictReader(file)
        missing = [name for name in COLUMNS if name not in (reader.fieldnames or ())]
        if missing:
            raise DataError(f"{path}: no column {missing[0]} (expected: {', '.join(COLUMNS)})")
        for line, row in enumerate(reader, 2):
            if row["class"] not in CLASSES:
                raise DataError(f"{path}:{line}: class {row['class']} (expected: {', '.join(CLASSES)})")
            try:
                numbers = [float(row[name]) for name in COLUMNS if name != "class"]
            except (TypeError, ValueError):
                raise DataError(f"{path}:{line}: not numbers (expected: {', '.join(COLUMNS)})") from None
            frames.setdefault(int(numbers[0]), []).append((row["class"], *numbers[1:]))
    return frames


def labels(users, width, height):
    """Boxes that teach, as (class, (cx, cy, w, h)), and regions to ignore, (cx, cy, w, h): fractions of the picture."""
    scale = min(WIDTH / width, HEIGHT / height)
    boxes, ignore = [], []
    for name, left, top, wide, high, seen, cut in users:
        right, bottom = min(width, left + wide), min(height, top + high)
        left, top = max(0.0, left), max(0.0, top)
        if seen < HIDDEN or right - left < 1 or bottom - top < 1:
            continue
        box = ((left + right) / 2 / width, (top + bottom) / 2 / height, (right - left) / width, (bottom - top) / height)
        if seen < LEAST_SEEN or 1 - cut < LEAST_SEEN or (bottom - top) * scale < LOWEST:
            ignore.append(box)
        else:
            boxes.append((name, box))
    return boxes, ignore
