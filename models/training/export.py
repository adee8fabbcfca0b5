#!/usr/bin/python3
"""Exports a checkpoint's averaged weights as TorchScript, from uint8 pictures to final boxes, and checks the file.

    python3 export.py --checkpoint RUN/checkpoint.pt --out NAME.pt
    python3 export.py --checkpoint RUN/checkpoint.pt --out NAME-int8.pt --int8 --data DATA
    python3 export.py --checkpoint RUN/checkpoint.pt --out SMALL.pt --size 640x384
    python3 export.py --checkpoint RUN-2/checkpoint.pt --earlier RUN/checkpoint.pt --out NAME.pt

The checkpoint may also be an fp32 export, whose int8 form is wanted.

Prints, as JSON, size, cost, speed on one thread, and how far the loaded file is from the network itself.
"""

import argparse
import hashlib
import json
import random
import sys
import time
from pathlib import Path

import numpy as np
import torch

from detector import checkpoint, dataset, deploy, growth, quantise
from detector.dataset import DataError
from detector.network import HEIGHT, MEAN, SCALE, STRIDES, WIDTH, Detector, multiply_accumulates

CALIBRATION = 128
# Of the network: the backbone down to stride 16, its rest at stride 32, the feature pyramid, the outputs.
PARTS = ("fine", "coarse", "neck", "head")
COARSE = ("down5", "stage5", "pool")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--checkpoint", required=True, type=Path)
    parser.add_argument("--out", required=True, type=Path)
    parser.add_argument("--score-min", type=float, default=0.1, help="boxes below never leave the model")
    parser.add_argument("--int8", action="store_true")
    parser.add_argument("--data", help="data folder whose training pictures calibrate int8")
    parser.add_argument("--earlier", type=Path, help="checkpoint of an earlier run, which this one started from")
    parser.add_argument(
        "--earlier-share",
        type=part_shares,
        default="0.2",
        metavar="SHARE[,SHARE,SHARE,SHARE]",
        help=f"how far the weights go back towards it: all, or those of {', '.join(PARTS)}",
    )
    parser.add_argument("--size", type=size, default=(WIDTH, HEIGHT), help="of its input: a smaller one is faster")
    options = parser.parse_args()
    if options.int8 and not options.data:
        parser.error("--int8 needs --data")
    torch.set_num_threads(1)
    torch.manual_seed(0)
    if options.earlier:
        network = blended(options.checkpoint, options.earlier, options.earlier_share)
    else:
        network = trained(options.checkpoint)
    core, prepare = deploy.fold(network), deploy.Normalise()
    if options.int8:
        core, prepare = quantise.quantise(core, calibration(options.data, options.size)), quantise.Encode()
    deploy.script(core, options.score_min, prepare, *options.size).save(str(options.out))
    deployed = deploy.Deployed(core, options.score_min, prepare, *options.size)
    print(json.dumps(report(network, deployed, options), indent=1))


def size(text):
    """Width and height, which the coarsest cells must fill."""
    sides = text.split("x")
    if len(sides) != 2 or not all(side.isdecimal() and int(side) > 0 and int(side) % max(STRIDES) == 0 for side in sides):
        raise argparse.ArgumentTypeError(f"{text} (expected: WIDTHxHEIGHT in multiples of {max(STRIDES)})")
    return int(sides[0]), int(sides[1])


def part_shares(text):
    """One share for each part of the network."""
    told = text.split(",")
    try:
        numbers = [float(share) for share in told]
    except ValueError:
        numbers = []
    if len(numbers) not in (1, len(PARTS)) or not all(0 <= share <= 1 for share in numbers):
        raise argparse.ArgumentTypeError(f"{text} (expected: one number in 0..1, or {len(PARTS)} with commas)")
    return numbers * len(PARTS) if len(numbers) == 1 else numbers


def trained(path):
    if path.is_file() and checkpoint.is_torchscript(path):
        return growth.restored(path)
    return averaged(path)


def averaged(path):
    """The network of a checkpoint of train.py, with its averaged weights."""
    state = checkpoint.load(path)
    network = Detector(checkpoint.architecture_of(state))
    network.load_state_dict(state["ema"])
    return network.eval()


def blended(path, earlier, shares):
    """The network of a checkpoint whose weights go back towards those of an earlier run, by one share per part.

    The mean of two stages of one training generalises better than either (model soups, Wortsman et al., 2022); what a
    stage learned, and what it forgot, sits in different parts.
    """
    network, before = averaged(path), averaged(earlier)
    if before.architecture != network.architecture:
        told, expected = before.architecture.describe(), network.architecture.describe()
        raise DataError(f"{earlier}: architecture {told} (expected: {expected})")
    with torch.no_grad():
        for name, now in network.state_dict().items():
            if now.dtype.is_floating_point:
                now.lerp_(before.state_dict()[name], shares[PARTS.index(part(name))])
    return network


def part(name):
    """The part of the network that a weight belongs to."""
    if name.startswith("backbone."):
        return "coarse" if name.split(".")[1] in COARSE else "fine"
    return "neck" if name.startswith("neck.") else "head"


def calibration(data, size):
    samples = dataset.load(data, "train")
    chosen = random.Random(0).sample(samples, min(CALIBRATION, len(samples)))
    return [normalised(torch.from_numpy(dataset.letterbox(sample.image, *size)[0])[None]) for sample in chosen]


def normalised(pictures):
    pictures = pictures.permute(0, 3, 1, 2).float().sub_(MEAN).div_(SCALE)
    return pictures.contiguous(memory_format=torch.channels_last)


@torch.no_grad()
def report(network, deployed, options):
    """Compares the saved file with the network on noise (whose boxes are many) and times it."""
    model = torch.jit.load(str(options.out))
    width, height = options.size
    pictures = torch.from_numpy(np.random.default_rng(0).integers(0, 256, (4, 3, height, width), dtype=np.uint8))
    together, eager = model(pictures), deployed(pictures)
    single = torch.cat([model(picture[None]) for picture in pictures])
    x = normalised(pictures.permute(0, 2, 3, 1))
    seconds = []
    for _ in range(30):
        began = time.perf_counter()
        model(pictures[:1])
        seconds.append(time.perf_counter() - began)
    return {
        "file": options.out.name,
        "bytes": options.out.stat().st_size,
        "sha256": hashlib.sha256(options.out.read_bytes()).hexdigest(),
        "parameters": sum(p.numel() for p in network.parameters()),
        "gflops": round(2e-9 * multiply_accumulates(network, width, height), 2),
        "logits_off": float((network(x)[0] - deployed.network(deployed.prepare(pictures))[0]).abs().max()),
        "boxes_off_after_loading": float((together - eager).abs().max()),
        "boxes_off_one_by_one": float((together - single).abs().max()),
        "ms_one_thread": {"median": round(1e3 * float(np.median(seconds)), 1), "best": round(1e3 * min(seconds), 1)},
        "torch": torch.__version__,
    }


if __name__ == "__main__":
    try:
        main()
    except DataError as fault:
        sys.exit(f"export: {fault}")
