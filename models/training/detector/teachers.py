"""Other detectors that help to label pictures: ONNX files, run on a whole picture and on its four overlapping quarters.

They serve for labelling only; nothing of them goes into a model. ONNX Runtime is wanted only where this is used.
"""

from dataclasses import dataclass

import cv2
import numpy as np

from . import evaluation, metrics
from .dataset import DataError
from .network import CLASSES

PEDESTRIAN, BICYCLE, MOTORCYCLE, CAR, BUS, TRUCK = range(len(CLASSES))
TILE = 0.58
SCORE_MIN = 0.05
SAME = 0.55


@dataclass(frozen=True)
class Teacher:
    """How a file is fed and read: side of its square input, whether pictures come as RGB 0..1 or BGR 0..255, whether its
    output is a grid that must be decoded (YOLOX) or rows of boxes (YOLO), and our class for each of its classes."""

    size: int
    yolox: bool
    classes: dict
    tiled: bool = True


TEACHERS = {
    "dangUIT_640": Teacher(640, False, {0: BUS, 1: CAR, 2: MOTORCYCLE, 3: TRUCK}, tiled=False),
    "tris157_int8": Teacher(640, False, {0: CAR, 1: MOTORCYCLE}),
    "yolox_nano": Teacher(416, True, {0: PEDESTRIAN, 2: CAR, 5: BUS, 7: TRUCK}),
}


class OnnxDetector:
    """One teacher. Not for several threads."""

    def __init__(self, path):
        if path.stem not in TEACHERS:
            raise DataError(f"{path}: unknown teacher (expected: any of {', '.join(TEACHERS)})")
        if not path.is_file():
            raise DataError(f"{path}: no such file")
        try:
            import onnxruntime
        except ImportError:
            raise DataError(f"{path}: onnxruntime is not installed (expected: pip install onnxruntime)") from None
        self.name, self.kind = path.stem, TEACHERS[path.stem]
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        self.session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
        self.input = self.session.get_inputs()[0].name

    def detect(self, image):
        """Rows x1 y1 x2 y2 score class in pixels of an RGB picture."""
        return tiled(self.whole, image) if self.kind.tiled else self.whole(image)

    def whole(self, image):
        size = self.kind.size
        scale = size / max(image.shape[:2])
        small = cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR)
        canvas = np.full((size, size, 3), 114, np.uint8)
        canvas[: small.shape[0], : small.shape[1]] = small[:size, :size]
        tensor = canvas[..., ::-1].astype(np.float32) if self.kind.yolox else canvas.astype(np.float32) / 255
        answer = self.session.run(None, {self.input: np.ascontiguousarray(tensor.transpose(2, 0, 1)[None])})[0][0]
        boxes, scores = of_grid(answer, size) if self.kind.yolox else (answer[:4].T, answer[4:].T)
        own = np.array(list(self.kind.classes))
        best = scores[:, own].argmax(1)
        score = scores[:, own].max(1)
        kept = score >= SCORE_MIN
        corners = np.concatenate([boxes[:, :2] - boxes[:, 2:] / 2, boxes[:, :2] + boxes[:, 2:] / 2], 1) / scale
        names = np.array(list(self.kind.classes.values()))[best]
        return distinct(np.column_stack([corners, score, names])[kept])


class OwnDetector:
    """A checkpoint or export of this project. Not for several threads."""

    def __init__(self, path):
        self.name, self.model = path.stem, evaluation.of_file(path, SCORE_MIN)

    def detect(self, image):
        return tiled(lambda picture: distinct(evaluation.detect(self.model, picture)), image)


def of_grid(answer, size):
    """YOLOX's output: offsets within cells of strides 8, 16 and 32, logarithmic sizes, objectness times class."""
    cells, strides = [], []
    for stride in (8, 16, 32):
        count = size // stride
        y, x = np.mgrid[:count, :count]
        cells.append(np.column_stack([x.ravel(), y.ravel()]))
        strides.append(np.full(count * count, stride))
    cells, strides = np.concatenate(cells), np.concatenate(strides)[:, None]
    boxes = np.concatenate([(answer[:, :2] + cells) * strides, np.exp(answer[:, 2:4]) * strides], 1)
    return boxes, answer[:, 4:5] * answer[:, 5:]


def tiled(detect, image):
    """The whole picture's boxes and those of its quarters, without what a quarter's inner edge cuts off."""
    height, width = image.shape[:2]
    tall, wide = int(height * TILE), int(width * TILE)
    found = [detect(image)]
    for top in (0, height - tall):
        for left in (0, width - wide):
            rows = detect(np.ascontiguousarray(image[top : top + tall, left : left + wide]))
            rows[:, :4] += (left, top, left, top)
            margin = 4
            inner = (rows[:, 0] > left + margin) | (left == 0)
            inner &= (rows[:, 1] > top + margin) | (top == 0)
            inner &= (rows[:, 2] < left + wide - margin) | (left + wide >= width)
            inner &= (rows[:, 3] < top + tall - margin) | (top + tall >= height)
            # What fills a quarter is better seen in the whole picture.
            inner &= metrics.area(rows[:, :4]) < 0.2 * tall * wide
            found.append(rows[inner])
    return distinct(np.concatenate(found))


def distinct(rows):
    """Greedy suppression among the classes of one group."""
    kept = []
    for members in ((PEDESTRIAN,), (BICYCLE, MOTORCYCLE), (CAR, BUS, TRUCK)):
        own = rows[np.isin(rows[:, 5], members)]
        kept.append(own[metrics.suppress(own[:, :4], own[:, 4], SAME)])
    return np.concatenate(kept)
