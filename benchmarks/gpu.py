"""Training speed of the large presets on a GPU: tokens a second, and the share of what the card can do.

    python -m benchmarks.gpu [--backends jax torch] [--presets base big] [--attention plain fused] [--lengths 32]
                             [--tokens 16384] [--seconds 8] [--limit 1800]

Each combination is a process of its own that takes real steps (model, loss, optimizer and `fit`) on random ids.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from itertools import product
from pathlib import Path
from typing import Any

from benchmarks.child import ROOT
from benchmarks.facts import facts
from benchmarks.table import Report, Table
from tfmodel.contract.presets import preset_names

PATIENCE = 150.0  # seconds for one combination
GB, TERA = 1e9, 1e12
BEST = {"backend": "torch", "product": True}


def measure(asked: dict[str, Any], seconds_left: float) -> dict[str, Any]:
    """What the process of a combination found, or why there is nothing."""
    if seconds_left < 10:
        return {"failed": "no time was left"}
    command = [sys.executable, "-m", "benchmarks.gpu_step", json.dumps(asked)]
    try:
        done = subprocess.run(
            command, cwd=ROOT, capture_output=True, text=True, timeout=min(PATIENCE, seconds_left), check=False
        )
    except subprocess.TimeoutExpired:
        return {"failed": "it took too long"}
    if done.returncode:
        print(done.stderr[-1500:], file=sys.stderr, flush=True)
        return {"failed": (done.stderr.strip().splitlines() or ["?"])[-1]}
    return dict(json.loads(done.stdout.splitlines()[-1]))


def row(asked: dict[str, Any], found: dict[str, Any], best: float) -> tuple[str, ...]:
    """Of the table."""
    head = (asked["preset"], asked["backend"], asked["attention"], str(asked["length"]))
    if "failed" in found:
        return (*head, found["failed"], "", "", "", "")
    share = f"{found['flops'] / best:.0%}" if best else ""
    return (
        *head,
        f"{found['tokens_per_second']:,.0f}",
        f"{found['flops'] / TERA:.0f}",
        share,
        f"{found['memory'] / GB:.1f}",
        f"{found['first_steps']:.0f}",
    )


def parser() -> argparse.ArgumentParser:
    """The command line."""
    found = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    found.add_argument("--backends", nargs="+", choices=("jax", "torch"), default=["jax", "torch"])
    found.add_argument("--presets", nargs="+", choices=preset_names(), default=["base", "big"])
    found.add_argument("--attention", nargs="+", choices=("plain", "fused"), default=["plain", "fused"])
    found.add_argument("--lengths", nargs="+", type=int, default=[32], help="tokens of every sentence")
    found.add_argument("--tokens", type=int, default=16_384, help="target tokens of a step")
    found.add_argument("--seconds", type=float, default=8.0, help="measured of each")
    found.add_argument("--limit", type=float, default=1800.0, help="seconds after which nothing more is begun")
    found.add_argument("--results", type=Path, default=Path(__file__).parent / "results")
    return found


def main() -> None:
    """Measures, prints and keeps."""
    options = parser().parse_args()
    began = time.monotonic()
    best = measure(BEST, options.limit)
    print(best, flush=True)
    everything, rows = [], []
    for length, preset, backend, attention in product(
        options.lengths, options.presets, options.backends, options.attention
    ):
        asked = {"backend": backend, "preset": preset, "attention": attention, "length": length}
        asked.update(tokens=options.tokens, seconds=options.seconds)
        found = measure(asked, options.limit - (time.monotonic() - began))
        everything.append({**asked, **found})
        rows.append(row(asked, found, best.get("flops", 0.0)))
        print(f"{time.monotonic() - began:.0f} s", *rows[-1], flush=True)
    if all("failed" in one for one in everything):
        sys.exit(1)  # there is nothing to keep
    heads = (
        "preset",
        "backend",
        "attention",
        "length",
        "target tokens/s",
        "TFLOP/s",
        "of peak",
        "GB",
        "first steps, s",
    )
    notes = (
        f"{options.tokens:,} source and as many target tokens a step, all sentences as long, no padding.",
        "TFLOP/s: the products of projections, feed-forward, attention and logits, three passes, divided by the time.",
        f"Of peak: of the {best.get('flops', 0.0) / TERA:.0f} TFLOP/s that a product of two 8192 x 8192 matrices in "
        "bfloat16 reaches on this card.",
        "GB: the most of the card's memory that the backend had in use.",
    )
    known = facts({name: value for name, value in vars(options).items() if name != "results"}, {})
    report = Report(
        "gpu",
        (Table(f"Training on {best.get('device', 'no GPU')}", heads, tuple(rows), notes),),
        {"peak": best, "steps": everything},
        known,
    )
    report.print()
    report.append(options.results)
    sys.exit(any("failed" in one for one in everything))


if __name__ == "__main__":
    main()
