"""Checkpoints: everything that training needs to go on, written so that a crash never leaves half a file."""

import os
import zipfile
from pathlib import Path

import torch

from .dataset import DataError
from .network import CLASSES, Architecture

FORMAT = 1


def save(path, **state):
    path = Path(path)
    draft = path.with_suffix(".part")
    torch.save({"format": FORMAT, "classes": CLASSES, **state}, draft)
    os.replace(draft, path)


def load(path, architecture=None):
    """The checkpoint as a dict; DataError unless it is one of ours with our classes (and this architecture, if given)."""
    path = Path(path)
    if not path.is_file():
        raise DataError(f"{path}: no such checkpoint")
    if is_torchscript(path):
        raise DataError(f"{path}: an exported model (expected: a checkpoint of train.py)")
    try:
        state = torch.load(path, map_location="cpu")
    except Exception as fault:  # whatever a foreign file makes the unpickler say
        raise DataError(f"{path}: not a checkpoint ({type(fault).__name__})") from fault
    if not isinstance(state, dict) or state.get("format") != FORMAT:
        raise DataError(f"{path}: not a checkpoint of this training code, format {FORMAT}")
    if tuple(state["classes"]) != CLASSES:
        raise DataError(f"{path}: classes {' '.join(state['classes'])} (expected: {' '.join(CLASSES)})")
    if architecture is not None and state["architecture"] != architecture.describe():
        raise DataError(f"{path}: architecture {state['architecture']} (expected: {architecture.describe()})")
    return state


def architecture_of(state):
    return Architecture(**{k: tuple(v) if isinstance(v, list) else v for k, v in state["architecture"].items()})


def is_torchscript(path):
    """Whether the file is a TorchScript archive (those carry code)."""
    if not zipfile.is_zipfile(path):
        return False
    with zipfile.ZipFile(path) as archive:
        return any("/code/" in name for name in archive.namelist())
