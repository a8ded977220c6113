"""Kills a training at random moments, resumes it each time, and compares its losses with those of a run left alone.

    python benchmarks/kill.py [--kills 10] [--steps 480]

Prints a row a kill and the largest difference of the validation losses; exits 1 when it is above 1e-4.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from resources.samples import SAMPLES  # noqa: E402
from tfmodel.contract import events  # noqa: E402
from tfmodel.contract.run_folder import RunFolder  # noqa: E402

SETTINGS = (
    "model.num_encoder_layers=1",
    "model.num_decoder_layers=1",
    "model.d_model=64",
    "training.precision=float32",
    "training.validate_every=40",
    "training.batch_tokens=1000",
)


def train(*words: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, str(ROOT / "main.py"), "train", *words, "--json"]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def validation_losses(run: Path) -> dict[int, float]:
    replay = RunFolder(run).replay()
    return {event.step: event.loss for event in replay if isinstance(event, events.ValidationReport)}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=10)
    parser.add_argument("--steps", type=int, default=480)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    options = parser.parse_args()
    draw = random.Random(options.seed)
    print(f"seed {options.seed}")
    with tempfile.TemporaryDirectory() as temporary:
        alone, killed = Path(temporary) / "alone", Path(temporary) / "killed"
        new = ["--data", str(SAMPLES[0].path), "--set", f"training.max_steps={options.steps}"]
        new += [word for setting in SETTINGS for word in ("--set", setting)]
        began = time.monotonic()
        if train(*new, "--run", str(alone)).wait() != 0:
            return 1
        whole = time.monotonic() - began
        print(f"left alone: {whole:.1f} s\n  kill  after s  state        step")
        words = [*new, "--run", str(killed)]
        for number in range(1, options.kills + 1):
            process = train(*words)
            moment = draw.uniform(0.5, min(whole, 25.0))
            try:
                process.wait(moment)
                print(f"  {number:>4}  {moment:>7.1f}  it had come to its end")
                break
            except subprocess.TimeoutExpired:
                os.kill(process.pid, signal.SIGKILL)
                process.wait()
            begun = (killed / "run.json").exists()
            state = RunFolder.open(killed).state() if begun else "not begun"
            print(f"  {number:>4}  {moment:>7.1f}  {state:<11}  {RunFolder(killed).info().step if begun else 0:>4}")
            words = ["--run", str(killed), "--resume"] if begun else words
        if train(*words).wait() != 0:
            print("the last resume failed")
            return 1
        expected, found = validation_losses(alone), validation_losses(killed)
        if expected.keys() != found.keys():
            print(f"validations differ: {sorted(expected)} and {sorted(found)}")
            return 1
        difference = max(abs(found[step] - loss) for step, loss in expected.items())
        print(f"{len(expected)} validations, largest difference of the loss {difference:.2e}")
        return 0 if difference <= 1e-4 else 1


if __name__ == "__main__":
    sys.exit(main())
