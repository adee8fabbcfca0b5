#!/usr/bin/python3
"""Trains the detector, on as many one-thread processes as there are cores, and can be stopped and resumed at any time.

    python3 train.py --data DATA --out RUN --minutes 480
    python3 train.py --data DATA --out RUN --minutes 960 --resume

Every process computes gradients on its own batch; the mean over all goes into identical optimisers (one-thread
processes use two busy cores much better than two OpenMP threads do). bfloat16 forward and backward, float32 weights.
AdamW, cosine learning rate, exponential moving average of the weights. Writes checkpoint.pt, curves.csv and val.csv.

Interrupting it (Ctrl-C, SIGTERM) saves a checkpoint first. The clock is processor time, painting of pictures included: beside other work a run takes longer but gets as far.
"""

import argparse
import csv
import math
import signal
import sys
import time
from pathlib import Path

import cv2
import numpy as np
import torch
import torch.multiprocessing as multiprocessing

from detector import augment, checkpoint, dataset, evaluation, loss
from detector.dataset import DataError
from detector.network import CLASSES, HEIGHT, MEAN, SCALE, WIDTH, Architecture, Detector, grid

SMALL = (640, 384)
CURVES = ("iteration", "minutes", "rate", "loss", "class", "box", "positives", "iou", "ms_per_image")
WAIT_S = 900


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", required=True, nargs="+", help="data folders to train on; the first's val is measured")
    parser.add_argument("--out", required=True, type=Path, help="folder of the run")
    parser.add_argument("--minutes", type=float, required=True, help="processor time of each process, earlier parts included")
    parser.add_argument("--start", type=Path, help="checkpoint whose weights a new run starts from")
    parser.add_argument("--resume", action="store_true", help="go on with the run in --out")
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--batch", type=int, default=8, help="pictures per process and step")
    parser.add_argument("--rate", type=float, default=1e-3, help="highest learning rate")
    parser.add_argument("--decay", type=float, default=0.02)
    parser.add_argument("--small-share", type=float, default=0.5, help="share of the time at 640x384, then 832x480")
    parser.add_argument("--mosaic", type=float, default=0.4, help="share of mosaics; none in the last tenth")
    parser.add_argument("--save", type=float, default=2, help="such minutes between checkpoints")
    parser.add_argument("--check", type=float, default=30, help="such minutes between evaluations")
    parser.add_argument("--head-only", action="store_true", help="backbone and feature pyramid stay as they are")
    parser.add_argument("--absent", default="", help="classes without labels, comma separated")
    options = parser.parse_args()
    if options.head_only and not (options.start or options.resume):
        parser.error("--head-only needs --start: what stays must have learned")
    unknown = [name for name in options.absent.split(",") if name and name not in CLASSES]
    if unknown:
        parser.error(f"--absent: {unknown[0]} (expected: any of {', '.join(CLASSES)})")
    return options


class Average:
    """Exponential moving average of all weights and statistics; early on it follows quickly."""

    def __init__(self, network):
        self.network = Detector(network.architecture).eval()
        self.network.load_state_dict(network.state_dict())

    @torch.no_grad()
    def update(self, network, iteration):
        keep = min(0.9985, (1 + iteration) / (20 + iteration))
        for mean, now in zip(self.network.state_dict().values(), network.state_dict().values()):
            if mean.dtype.is_floating_point:
                mean.mul_(keep).add_(now, alpha=1 - keep)
            else:
                mean.copy_(now)


def trainable(network, head_only):
    """The parameters that learn; all others stay, and with them the statistics of their normalisations."""
    network.train()
    if head_only:
        for rest in (network.backbone, network.neck):
            rest.requires_grad_(False).eval()
    return [p for p in network.parameters() if p.requires_grad]


class Run:
    """One process's share of a training run; rank 0 keeps the average, the clock, the records and the checkpoints."""

    def __init__(self, options, state, rank):
        self.options, self.rank = options, rank
        torch.manual_seed(0)
        self.network = Detector(checkpoint.architecture_of(state) if state else Architecture())
        if state:
            self.network.load_state_dict(state["model"])
        self.network.to(memory_format=torch.channels_last)
        learning = trainable(self.network, options.head_only)
        kernels = [p for p in learning if p.ndim > 1]
        others = [p for p in learning if p.ndim <= 1]
        self.parameters = kernels + others
        groups = [{"params": kernels, "weight_decay": options.decay}, {"params": others, "weight_decay": 0.0}]
        self.optimizer = torch.optim.AdamW(groups, lr=options.rate)
        self.average = Average(self.network)
        self.iteration, self.used = 0, 0.0
        if state and options.resume:
            self.average.network.load_state_dict(state["ema"])
            self.optimizer.load_state_dict(state["optimizer"])
            self.iteration, self.used = state["iteration"], state["used"]
        self.recent = []

    def save(self):
        checkpoint.save(
            self.options.out / "checkpoint.pt",
            architecture=self.network.architecture.describe(),
            model=self.network.state_dict(),
            ema=self.average.network.state_dict(),
            optimizer=self.optimizer.state_dict(),
            iteration=self.iteration,
            used=self.used,
            arguments={name: str(value) for name, value in vars(self.options).items()},
        )

    def rate(self, share):
        warm = min(1.0, (self.iteration + 1) / 150)
        return self.options.rate * warm * (0.02 + 0.98 * 0.5 * (1 + math.cos(math.pi * share)))

    def gradients(self, images, targets, places):
        """Leaves the gradients of one batch in the parameters and returns the parts of the loss."""
        pictures = torch.from_numpy(images).permute(0, 3, 1, 2).float().sub_(MEAN).div_(SCALE)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            logits, distances = self.network(pictures)
        total, parts = loss.loss(logits.float(), distances.float(), targets, *places)
        self.optimizer.zero_grad(set_to_none=True)
        total.backward()
        return {"loss": float(total), **parts}

    def step(self, share):
        for group in self.optimizer.param_groups:
            group["lr"] = self.rate(share)
        norm = torch.nn.utils.clip_grad_norm_(self.parameters, 10.0)
        if torch.isfinite(norm):
            self.optimizer.step()
        self.iteration += 1

    def record(self, parts, seconds, share):
        """Keeps the parts of a step; every hundred steps their means become a row of the curves."""
        self.recent.append({**parts, "ms_per_image": 1e3 * seconds / self.options.batch})
        if len(self.recent) < 100:
            return
        means = {key: float(np.mean([row[key] for row in self.recent])) for key in self.recent[0]}
        row = {"iteration": self.iteration, "minutes": self.used / 60, "rate": self.rate(share), **means}
        append(self.options.out / "curves.csv", CURVES, [f"{row[key]:.6g}" for key in CURVES])
        print(" ".join(f"{key} {row[key]:.4g}" for key in CURVES), flush=True)
        self.recent = []


def append(path, header, row):
    new = not path.exists()
    with open(path, "a", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        if new:
            writer.writerow(header)
        writer.writerow(row)


def exchange(run, shared, barrier):
    """Replaces the gradients of every process by their mean."""
    flat = [p.grad.reshape(-1) if p.grad is not None else torch.zeros(p.numel()) for p in run.parameters]
    shared[run.rank].copy_(torch.cat(flat))
    barrier.wait(WAIT_S)
    mean, start = shared.mean(0), 0
    for parameter in run.parameters:
        parameter.grad = mean[start : start + parameter.numel()].view_as(parameter).clone()
        start += parameter.numel()


def check(run, validation):
    """Evaluates the averaged weights and records the result."""
    tables = evaluation.evaluate(evaluation.of_network(run.average.network), validation, cameras=False)
    for part, groups in tables.items():
        for name, result in groups.items():
            row = [run.iteration, f"{run.used / 60:.1f}", part, name, f"{result['ap']:.4f}", result["true"]]
            append(run.options.out / "val.csv", ("iteration", "minutes", "part", "group", "ap50", "true"), row)
        print(part, " ".join(f"{name} {result['ap']:.3f}" for name, result in groups.items()), flush=True)


def work(rank, options, state, training, validation, shared, share, stop, barrier):
    torch.set_num_threads(1)
    run = Run(options, state, rank)
    fresh = np.random.SeedSequence([run.iteration, rank]).generate_state(1)[0]
    batches, places, size = None, None, None
    saved, checked = run.used, run.used
    while float(share) < 1:
        now = float(share)
        wanted = SMALL if now < options.small_share else (WIDTH, HEIGHT)
        if wanted != size:
            size, places = wanted, grid(*wanted)
            batches = batches or augment.Batches(training, options.batch, size, options.mosaic, int(fresh))
            batches.size = size
        batches.mosaic = options.mosaic if now < 0.9 else 0.0
        began = time.process_time()
        parts = run.gradients(*batches.get(), places)
        exchange(run, shared, barrier)
        run.step(now)
        if rank == 0:
            run.average.update(run.network, run.iteration)
            seconds = time.process_time() - began
            run.used += seconds
            run.record(parts, seconds, now)
            if run.used - saved > options.save * 60:
                run.save()
                saved = run.used
            if run.used - checked > options.check * 60:
                check(run, validation)
                checked = run.used
            # Changed here only, between the barriers, so that all processes end after the same step.
            share.fill_(math.inf if stop else run.used / (options.minutes * 60))
        barrier.wait(WAIT_S)
    if rank == 0:
        run.save()
        if not math.isinf(float(share)):
            check(run, validation)


def initial_state(options):
    path = options.out / "checkpoint.pt"
    if options.resume:
        state = checkpoint.load(path)
        begun = state["arguments"].get("head_only", "False")
        if begun != str(options.head_only):
            raise DataError(f"{path}: --head-only: {options.head_only} (expected: {begun}, as the run began)")
        return state
    if path.exists():
        raise DataError(f"{path}: a run is already there (expected: --resume, or another --out)")
    return checkpoint.load(options.start) if options.start else None


def main():
    options = arguments()
    cv2.setNumThreads(1)
    torch.set_num_threads(1)
    state = initial_state(options)
    training = dataset.load(options.data, "train", absent=options.absent.split(","))
    validation = dataset.load(options.data[0], "val", corrected=False)
    options.out.mkdir(parents=True, exist_ok=True)
    print(f"{len(training)} training and {len(validation)} validation pictures", flush=True)
    network = Detector(checkpoint.architecture_of(state) if state else Architecture())
    size = sum(p.numel() for p in trainable(network, options.head_only))
    context = multiprocessing.get_context("fork")
    shared = torch.zeros(options.processes, size).share_memory_()
    share = torch.zeros((), dtype=torch.float64).share_memory_()
    stop = torch.zeros((), dtype=torch.bool).share_memory_()
    if options.resume:
        share.fill_(state["used"] / (options.minutes * 60))
    barrier = context.Barrier(options.processes)
    common = (options, state, training, validation, shared, share, stop, barrier)
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.fill_(True))
    workers = [context.Process(target=work, args=(rank, *common)) for rank in range(options.processes)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    if any(worker.exitcode for worker in workers):
        raise DataError(f"{options.out}: a process ended early; --resume goes on from the last checkpoint")


if __name__ == "__main__":
    try:
        main()
    except DataError as fault:
        sys.exit(f"train: {fault}")
