"""Runs a model over labelled pictures and tables its average precision."""

import json
from dataclasses import dataclass
from typing import Callable

import numpy as np
import torch

from . import checkpoint, deploy
from .dataset import DataError, letterbox
from .metrics import AveragePrecision
from .network import HEIGHT, WIDTH, Detector

SCORE_MIN = 0.02


@dataclass(frozen=True)
class Model:
    """What gives final boxes [N, 300, 6] for letterboxed uint8 pictures [N, 3, height, width]."""

    boxes: Callable
    width: int = WIDTH
    height: int = HEIGHT


def of_network(network, score_min=SCORE_MIN):
    """A model out of training weights."""
    return Model(deploy.Deployed(deploy.fold(network), score_min).eval())


def of_file(path, score_min=SCORE_MIN):
    """A model out of a checkpoint (averaged weights) or an exported file (its own least score and input size)."""
    if not path.is_file():
        raise DataError(f"{path}: no such model")
    if checkpoint.is_torchscript(path):
        return of_export(path, *input_size(path.with_name("model.json")))
    state = checkpoint.load(path)
    network = Detector(checkpoint.architecture_of(state))
    network.load_state_dict(state["ema"])
    return of_network(network, score_min)


def of_export(path, width, height):
    model = Model(torch.jit.load(str(path), map_location="cpu").eval(), width, height)
    try:
        model.boxes(torch.zeros(1, 3, height, width, dtype=torch.uint8))
    except RuntimeError:
        raise DataError(f"{path}: not made for {width}x{height} (expected: a model.json beside it that tells its size)") from None
    return model


def input_size(path):
    """Width and height that a model.json tells; those of this code where there is no such file."""
    if not path.is_file():
        return WIDTH, HEIGHT
    try:
        told = json.loads(path.read_text(encoding="utf-8"))["input"]
        return int(told["width"]), int(told["height"])
    except (ValueError, KeyError, TypeError):
        raise DataError(f"{path}: no input width and height (expected: a model's description)") from None


@torch.no_grad()
def detect(model, image):
    """Boxes of one picture: rows x1 y1 x2 y2 score class in its own pixels."""
    canvas, scale = letterbox(image, model.width, model.height)
    answer = model.boxes(torch.from_numpy(canvas).permute(2, 0, 1)[None].contiguous())[0].numpy()
    rows = answer[answer[:, 5] >= 0].copy()
    rows[:, :4] /= scale
    rows[:, [0, 2]] = np.clip(rows[:, [0, 2]], 0, image.shape[1])
    rows[:, [1, 3]] = np.clip(rows[:, [1, 3]], 0, image.shape[0])
    return rows


def evaluate(model, samples, cameras=True):
    """Results by part of the samples: labelled by people, otherwise labelled, and each camera."""
    parts = {}
    for sample in samples:
        detections = detect(model, sample.image)
        names = ["human" if sample.human else "other"] + ([sample.camera] if cameras else [])
        for name in names:
            parts.setdefault(name, AveragePrecision()).add(detections, sample)
    order = sorted(parts, key=lambda name: (name not in ("human", "other"), name))
    return {name: parts[name].result() for name in order}
