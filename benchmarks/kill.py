"""Kills a training at random moments, resumes it each time, and compares its losses with those of a run left alone.

    python -m benchmarks.kill [--kills 10] [--steps 480]

Prints a row a kill and the largest difference of the validation losses; exits 1 when it is above 1e-4.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from resources.samples import SAMPLES
from tfmodel.contract import events
from tfmodel.contract.run_folder import RunFolder

MAIN = Path(__file__).resolve().parents[1] / "main.py"
LATEST = 25.0  # seconds after which a training is killed at the latest
SETTINGS = (
    "model.num_encoder_layers=1",
    "model.num_decoder_layers=1",
    "model.d_model=64",
    "training.precision=float32",
    "training.validate_every=40",
    "training.batch_tokens=1000",
)


def train(*words: str) -> subprocess.Popen[bytes]:
    """Starts a training as the window does."""
    command = [sys.executable, str(MAIN), "train", *words, "--json"]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def validation_losses(run: Path) -> dict[int, float]:
    """Loss by step."""
    replay = RunFolder(run).replay()
    return {event.step: event.loss for event in replay if isinstance(event, events.ValidationReport)}


def killed_after(moment: float, words: list[str]) -> bool:
    """Whether the training had to be killed; False when it came to its end before."""
    process = train(*words)
    try:
        process.wait(moment)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
        return True
    return False


def torment(run: Path, new: list[str], kills: int, draw: random.Random) -> bool:
    """Kills and resumes, then lets it end; whether that worked."""
    print("  kill  after s  state          step")
    words = [*new, "--run", str(run)]
    for number in range(1, kills + 1):
        moment = draw.uniform(0.5, LATEST)
        if not killed_after(moment, words):
            print(f"  {number:>4}  {moment:>7.1f}  it had come to its end")
            return True
        begun = (run / "run.json").exists()
        state = RunFolder.open(run).state() if begun else "not begun"
        print(
            f"  {number:>4}  {moment:>7.1f}  {state:<12}  {RunFolder(run).info().step if begun else 0:>5}", flush=True
        )
        words = ["--run", str(run), "--resume"] if begun else words
    return train(*words).wait() == 0


def verdict(expected: dict[int, float], found: dict[int, float]) -> int:
    """Prints the largest difference; the exit status."""
    if expected.keys() != found.keys():
        print(f"validations differ: {sorted(expected)} and {sorted(found)}")
        return 1
    difference = max(abs(found[step] - loss) for step, loss in expected.items())
    print(f"{len(expected)} validations, largest difference of the loss {difference:.2e}")
    return 0 if difference <= 1e-4 else 1


def main() -> int:
    """Runs the comparison; returns the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=10)
    parser.add_argument("--steps", type=int, default=480)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    options = parser.parse_args()
    print(f"seed {options.seed}")
    with tempfile.TemporaryDirectory() as temporary:
        alone, killed = Path(temporary) / "alone", Path(temporary) / "killed"
        new = ["--data", str(SAMPLES[0].path), "--set", f"training.max_steps={options.steps}"]
        new += [word for setting in SETTINGS for word in ("--set", setting)]
        if train(*new, "--run", str(alone)).wait() != 0:
            print("the run left alone failed")
            return 1
        if not torment(killed, new, options.kills, random.Random(options.seed)):
            print("the last resume failed")
            return 1
        return verdict(validation_losses(alone), validation_losses(killed))


if __name__ == "__main__":
    sys.exit(main())
