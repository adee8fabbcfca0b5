"""Training pictures: mosaics, crops, flips, vehicles put into the same place of another moment, colour and quality."""

import queue
import random
import threading
from dataclasses import dataclass, field

import cv2
import numpy as np

from . import distractors
from .network import CLASSES

RARE = (0, 1, 4, 5)
# Cameras that show what is scarce get more weight, quiet car-only ones less.
WEIGHTS = {
    "uvh1615": 1.6,
    "uvhnael_h": 1.2,
    "tatthang": 2.2,
    "ngk_pvt": 3.0,
    "ngk_nx": 2.0,
    "tanth1": 1.3,
    "yash_traffic": 1.4,
    "b1809": 1.5,
    "zee_traffic": 2.0,
    "intelcar": 0.4,
    "jadwh": 0.6,
    "jiantleman": 0.7,
}


@dataclass
class Scene:
    """A picture under construction and what is known about it; `unlabelled` are (class, region) pairs."""

    image: np.ndarray
    boxes: list = field(default_factory=list)
    classes: list = field(default_factory=list)
    ignore: list = field(default_factory=list)
    unlabelled: list = field(default_factory=list)

    def targets(self):
        boxes = np.concatenate(self.boxes) if self.boxes else np.zeros((0, 4), np.float32)
        classes = np.concatenate(self.classes) if self.classes else np.zeros(0, np.int64)
        ignore = np.concatenate(self.ignore) if self.ignore else np.zeros((0, 4), np.float32)
        return boxes.astype(np.float32), classes, ignore.astype(np.float32), self.unlabelled


class Painter:
    """Makes one training picture after another from samples; all chance comes from its seed. Used by one thread."""

    def __init__(self, samples, seed):
        self.samples = samples
        self.rng = random.Random(seed)
        counts = {}
        for sample in samples:
            counts[sample.camera] = counts.get(sample.camera, 0) + 1
        self.cumulated = np.cumsum([WEIGHTS.get(s.camera, 1.0) * counts[s.camera] ** -0.45 for s in samples])
        self.tones = {sample.name: float(sample.image.mean()) for sample in samples}
        self.donors = donors(samples)

    def pick(self):
        sample = self.samples[int(np.searchsorted(self.cumulated, self.rng.random() * self.cumulated[-1]))]
        return self.enrich(sample) if self.rng.random() < 0.5 else (sample.image, sample)

    def enrich(self, sample):
        """The sample with rare vehicles from other moments of the same camera, at the very place they had there."""
        image, boxes, classes = sample.image, sample.boxes, sample.classes
        candidates = self.donors.get((sample.view, image.shape), ())
        for _ in range(min(len(candidates), 6)):
            donor, index = self.rng.choice(candidates)
            box = donor.boxes[index]
            known = np.concatenate([boxes, sample.ignore])
            if abs(self.tones[donor.name] - self.tones[sample.name]) > 14 or overlap(box, known) > 0.02:
                continue
            if image is sample.image:
                image = image.copy()
            paste(image, donor.image, box)
            boxes = np.concatenate([boxes, box[None]])
            classes = np.append(classes, donor.classes[index])
            if len(classes) >= len(sample.classes) + 2:
                break
        return image, Enriched(boxes, classes, sample.ignore, sample.labelled)

    def paint(self, width, height, mosaic):
        """A picture [H, W, 3] uint8 and its (boxes, classes, ignore, unlabelled); `mosaic` is the share of mosaics."""
        rng = self.rng
        scene = Scene(np.empty((height, width, 3), np.uint8))
        if rng.random() < mosaic:
            x, y = int(width * rng.uniform(0.3, 0.7)), int(height * rng.uniform(0.3, 0.7))
            for tile in ((0, 0, x, y), (x, 0, width, y), (0, y, x, height), (x, y, width, height)):
                if rng.random() < 0.04:
                    left, top, right, bottom = tile
                    scene.image[top:bottom, left:right] = distractors.night(right - left, bottom - top, rng)
                else:
                    self.place(scene, tile, rng.uniform(np.log(0.45), np.log(1.4)))
        else:
            self.place(scene, (0, 0, width, height), rng.uniform(np.log(0.65), np.log(3.2)))
        boxes, classes, ignore, unlabelled = scene.targets()
        if rng.random() < 0.4:
            distractors.add(scene.image, np.concatenate([boxes, ignore]), rng, rng.randint(1, 4))
        return degrade(scene.image, rng), (boxes, classes, ignore, unlabelled)

    def place(self, scene, tile, log_scale):
        """Puts a randomly scaled, shifted, perhaps mirrored sample into a tile of the scene."""
        rng = self.rng
        image, labels = self.pick()
        x1, y1, x2, y2 = tile
        room_x, room_y = x2 - x1, y2 - y1
        height, width = scene.image.shape[:2]
        scale = min(width / image.shape[1], height / image.shape[0]) * float(np.exp(log_scale))
        # Cameras stretch pictures, and lenses and angles make vehicles wider or taller.
        stretch = float(np.exp(rng.uniform(-0.2, 0.2))) if rng.random() < 0.5 else 1.0
        scale_x, scale_y = scale * stretch, scale / stretch
        w, h = image.shape[1] * scale_x, image.shape[0] * scale_y
        left = rng.uniform(min(0, room_x - w), max(0, room_x - w))
        top = rng.uniform(min(0, room_y - h), max(0, room_y - h))
        mirrored = rng.random() < 0.5
        matrix = np.array([[-scale_x, 0, left + w] if mirrored else [scale_x, 0, left], [0, scale_y, top]], np.float32)
        scene.image[y1:y2, x1:x2] = cv2.warpAffine(
            image, matrix, (room_x, room_y), flags=cv2.INTER_LINEAR, borderValue=(114, 114, 114)
        )

        def moved(boxes):
            """Boxes in the scene, cut to the tile, and the share of each that is left."""
            out = boxes * np.array([scale_x, scale_y, scale_x, scale_y], np.float32)
            if mirrored:
                out = np.stack([w - out[:, 2], out[:, 1], w - out[:, 0], out[:, 3]], 1)
            out = out + np.array([left, top, left, top], np.float32)
            cut = np.clip(out, 0, np.array([room_x, room_y, room_x, room_y], np.float32))
            visible = area(cut) / np.maximum(area(out), 1e-6)
            return cut + np.array([x1, y1, x1, y1], np.float32), visible

        boxes, visible = moved(labels.boxes)
        large = (boxes[:, 2] - boxes[:, 0] >= 3.5) & (boxes[:, 3] - boxes[:, 1] >= 5)
        kept = (visible >= 0.35) & large
        scene.boxes.append(boxes[kept])
        scene.classes.append(labels.classes[kept])
        scene.ignore.append(boxes[~kept & (visible > 0.02)])
        ignore, visible = moved(labels.ignore)
        scene.ignore.append(ignore[visible > 0.02])
        scene.unlabelled += [(c, tile) for c in range(len(CLASSES)) if not labels.labelled[c]]


@dataclass
class Enriched:
    """Labels of a sample after vehicles were added."""

    boxes: np.ndarray
    classes: np.ndarray
    ignore: np.ndarray
    labelled: np.ndarray


def donors(samples):
    """Unobstructed boxes of rare classes by view and picture size."""
    found = {}
    for sample in samples:
        for index, name in enumerate(sample.classes):
            others = np.concatenate([np.delete(sample.boxes, index, 0), sample.ignore])
            if name in RARE and area(sample.boxes[index : index + 1])[0] > 250:
                if overlap(sample.boxes[index], others) < 0.02:
                    found.setdefault((sample.view, sample.image.shape), []).append((sample, index))
    return found


def paste(image, donor, box):
    """Copies a box with a soft rim; both pictures come from one fixed camera, so that the surroundings agree."""
    height, width = image.shape[:2]
    x1, y1 = max(0, int(box[0]) - 2), max(0, int(box[1]) - 2)
    x2, y2 = min(width, int(box[2]) + 3), min(height, int(box[3]) + 3)
    mask = np.zeros((y2 - y1, x2 - x1), np.float32)
    mask[2:-2, 2:-2] = 1
    mask = cv2.blur(mask, (5, 5))[..., None]
    image[y1:y2, x1:x2] = (image[y1:y2, x1:x2] * (1 - mask) + donor[y1:y2, x1:x2] * mask).astype(np.uint8)


def degrade(image, rng):
    """Colour, exposure, night, blur, low resolution and compression as road cameras have them."""
    hue, saturation, value = (
        1 + rng.uniform(-1, 1) * 0.015,
        1 + rng.uniform(-1, 1) * 0.55,
        1 + rng.uniform(-1, 1) * 0.4,
    )
    steps = np.arange(256)
    planes = cv2.split(cv2.cvtColor(image, cv2.COLOR_RGB2HSV))
    tables = ((steps * hue) % 180, np.clip(steps * saturation, 0, 255), np.clip(steps * value, 0, 255))
    planes = [cv2.LUT(plane, table.astype(np.uint8)) for plane, table in zip(planes, tables)]
    image = camera(cv2.cvtColor(cv2.merge(planes), cv2.COLOR_HSV2RGB), rng)
    if rng.random() < 0.1:
        dark = (255 * (steps / 255) ** rng.uniform(1.3, 2.6)).astype(np.uint8)
        image = cv2.LUT(image, dark)
        noise = np.empty(image.shape, np.int8)
        cv2.randn(noise, 0, rng.uniform(1, 7))
        image = cv2.add(image, noise, dtype=cv2.CV_8U)
    kind = rng.random()
    if kind < 0.06:
        image = cv2.cvtColor(cv2.cvtColor(image, cv2.COLOR_RGB2GRAY), cv2.COLOR_GRAY2RGB)
    elif kind < 0.14:
        image = cv2.GaussianBlur(image, (3, 3), 0)
    elif kind < 0.22:
        share = rng.uniform(0.5, 0.8)
        size = (image.shape[1], image.shape[0])
        image = cv2.resize(cv2.resize(image, None, fx=share, fy=share), size)
    elif kind < 0.32:
        image = cv2.imdecode(cv2.imencode(".jpg", image, [cv2.IMWRITE_JPEG_QUALITY, rng.randint(25, 80)])[1], 1)
    return image


def camera(image, rng):
    """Another camera's look: white balance, contrast or haze, and what its electronics do to edges and dark places."""
    steps = np.arange(256)
    if rng.random() < 0.4:
        gains = [rng.uniform(0.82, 1.18) for _ in range(3)]
        planes = [cv2.LUT(p, np.clip(steps * g, 0, 255).astype(np.uint8)) for p, g in zip(cv2.split(image), gains)]
        image = cv2.merge(planes)
    if rng.random() < 0.3:
        share, veil = rng.uniform(0.5, 1.25), rng.uniform(90, 210)
        image = cv2.LUT(image, np.clip(steps * share + veil * (1 - share), 0, 255).astype(np.uint8))
    kind = rng.random()
    if kind < 0.12:
        light, a, b = cv2.split(cv2.cvtColor(image, cv2.COLOR_RGB2LAB))
        light = cv2.createCLAHE(rng.uniform(1, 4), (8, 8)).apply(light)
        image = cv2.cvtColor(cv2.merge([light, a, b]), cv2.COLOR_LAB2RGB)
    elif kind < 0.24:
        strength = rng.uniform(0.3, 1.5)
        image = cv2.addWeighted(image, 1 + strength, cv2.GaussianBlur(image, (0, 0), 1.2), -strength, 0)
    return image


def area(boxes):
    return np.clip(boxes[:, 2] - boxes[:, 0], 0, None) * np.clip(boxes[:, 3] - boxes[:, 1], 0, None)


def overlap(box, others):
    """Largest intersection with any other box, as a share of the smaller of the two."""
    if not len(others):
        return 0.0
    both = np.concatenate([np.maximum(box[:2], others[:, :2]), np.minimum(box[2:], others[:, 2:])], 1)
    return float((area(both) / np.maximum(np.minimum(area(box[None]), area(others)), 1e-6)).max())


class Batches:
    """Batches painted ahead by one thread; `size` and `mosaic` may change between batches."""

    def __init__(self, samples, batch, size, mosaic, seed):
        self.batch, self.size, self.mosaic = batch, size, mosaic
        self.ready = queue.Queue(4)
        self.painter = Painter(samples, seed)
        threading.Thread(target=self.work, daemon=True).start()

    def work(self):
        while True:
            size = self.size
            painted = [self.painter.paint(*size, self.mosaic) for _ in range(self.batch)]
            self.ready.put((size, np.stack([image for image, _ in painted]), [targets for _, targets in painted]))

    def get(self):
        """The next batch of the present size: pictures uint8 [B, H, W, 3] and their targets."""
        while True:
            size, images, targets = self.ready.get()
            if size == self.size:
                return images, targets
