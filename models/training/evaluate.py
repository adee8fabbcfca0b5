#!/usr/bin/python3
"""Prints the average precision (AP50) of models on labelled pictures, one table for all of them.

    python3 evaluate.py --data DATA MODEL [MODEL ...]

MODEL is a checkpoint or an exported TorchScript file. --operating adds precision and recall at score thresholds.
"""

import argparse
import json
import sys
from pathlib import Path

import torch

from detector import dataset, evaluation
from detector.dataset import DataError
from detector.metrics import GROUPED, THRESHOLDS


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("models", nargs="+", type=Path, metavar="MODEL")
    parser.add_argument("--data", required=True)
    parser.add_argument("--split", default="val")
    parser.add_argument("--operating", action="store_true")
    parser.add_argument("--json", type=Path, help="also write everything there")
    options = parser.parse_args()
    torch.set_num_threads(1)
    models = {path: evaluation.of_file(path) for path in options.models}
    samples = dataset.load(options.data, options.split, corrected=False)
    results = {str(path): evaluation.evaluate(model, samples) for path, model in models.items()}
    print_table(results)
    if options.operating:
        print_operating(results)
    if options.json:
        options.json.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")


def print_table(results):
    print("| part | model | " + " | ".join(GROUPED) + " |")
    print("|---|---|" + "---|" * len(GROUPED))
    for part in next(iter(results.values())):
        for path, parts in results.items():
            cells = [cell(parts[part].get(name)) for name in GROUPED]
            print(f"| {part} | {Path(path).stem} | " + " | ".join(cells) + " |")


def cell(result):
    return f"{result['ap']:.3f} ({result['true']})" if result else "–"


def print_operating(results):
    print("\n| part | model | group | " + " | ".join(f"P / R at {at}" for at in THRESHOLDS) + " |")
    print("|---|---|---|" + "---|" * len(THRESHOLDS))
    for part in ("human", "other"):
        for path, parts in results.items():
            for name, result in parts.get(part, {}).items():
                cells = [f"{p:.2f} / {r:.2f}" for p, r in result["at"].values()]
                print(f"| {part} | {Path(path).stem} | {name} | " + " | ".join(cells) + " |")


if __name__ == "__main__":
    try:
        main()
    except DataError as fault:
        sys.exit(f"evaluate: {fault}")
