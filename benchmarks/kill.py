"""Kills a training at random moments, resumes it each time, and compares its losses with those of a run left alone.

    python -m benchmarks.kill [--kills 10] [--steps 480]
    python -m benchmarks.kill --window [--kills 5]        needs a screen, such as xvfb-run

Without --window the training process is killed; with it the window that trains, and what it started has to be gone
within 5 seconds. Prints a row a kill, and the largest difference of the validation losses; exits 1 when it is above
1e-4, or when something outlived its window.
"""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import psutil

from resources.samples import SAMPLES
from tfmodel.contract import events, places
from tfmodel.contract.run_folder import RunFolder

MAIN = Path(__file__).resolve().parents[1] / "main.py"
ORPHANED = 5.0  # seconds in which everything has to be gone when its window was killed
SETTINGS = (
    "model.num_encoder_layers=1",
    "model.num_decoder_layers=1",
    "model.d_model=64",
    "training.precision=float32",
    "training.validate_every=40",
    "training.batch_tokens=1000",
)


def train(*words: str) -> list[str]:
    """The command that the window starts."""
    return [sys.executable, str(MAIN), "train", *words, "--json"]


def window(config: Path, run: Path) -> list[str]:
    """A window that presses its own buttons."""
    return [sys.executable, "-m", "benchmarks.self_driven_window", str(config), str(run)]


def started(command: Sequence[str]) -> subprocess.Popen[bytes]:
    """A process that tells events on its stdout."""
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)


def to_the_end(command: Sequence[str]) -> tuple[int, int] | None:
    """How many events a process tells before its first training report, and from then on; None when it fails."""
    with started(command) as process:
        assert process.stdout is not None
        told = [isinstance(events.read_event(line.decode()), events.TrainingReport) for line in process.stdout]
    before = told.index(True) if any(told) else len(told)  # a run that was killed after its last step reports none
    return (before, len(told) - before) if process.returncode == 0 else None


class Torment:
    """Kills one training again and again.

    Args:
        run: Where it trains.
        fresh: The command that begins it.
        again: The command that goes on with it.
        draw: Of the moments.
        span: Events among which a moment is drawn.
    """

    def __init__(self, run: Path, fresh: list[str], again: list[str], draw: random.Random, span: int) -> None:
        self.run, self.fresh, self.again, self.draw, self.span = run, fresh, again, draw, span
        self.slowest = 0.0

    def command(self) -> list[str]:
        """What a person would start now."""
        return self.again if RunFolder.is_run(self.run) else self.fresh

    def kills(self, count: int) -> None:
        """Kills so many times, unless it comes to its end before; prints a row each."""
        print("  kill  after event  processes  gone after s  state          step", flush=True)
        for number in range(1, count + 1):
            moment = self.draw.randrange(1, self.span)
            with started(self.command()) as process:
                if not self._waited(process, moment):
                    print(f"  {number:>4}  it came to its end")
                    return
                family = [psutil.Process(process.pid), *psutil.Process(process.pid).children(recursive=True)]
                process.kill()
                seconds = seconds_until_gone(family)
            self.slowest = max(self.slowest, seconds)
            self._row(number, moment, len(family), seconds)

    def _waited(self, process: subprocess.Popen[bytes], moment: int) -> bool:
        """Whether it told so many events and half a second's random part went by before its end."""
        assert process.stdout is not None
        if len([line for line, _ in zip(process.stdout, range(moment), strict=False)]) < moment:
            return False
        try:
            process.wait(self.draw.uniform(0.0, 0.5))
        except subprocess.TimeoutExpired:
            return True
        return False

    def _row(self, number: int, moment: int, processes: int, seconds: float) -> None:
        begun = RunFolder.is_run(self.run)
        state, step = (RunFolder(self.run).state(), RunFolder(self.run).info().step) if begun else ("not begun", 0)
        print(f"  {number:>4}  {moment:>11}  {processes:>9}  {seconds:>12.1f}  {state:<12}  {step:>5}", flush=True)


def seconds_until_gone(family: Sequence[psutil.Process]) -> float:
    """How long a killed process' children, and theirs, live on; one that waits to be reaped by the system is dead."""
    began = time.monotonic()
    while any(map(lives, family)) and time.monotonic() - began < 60:
        time.sleep(0.02)
    return time.monotonic() - began


def lives(process: psutil.Process) -> bool:
    """Whether a process could still do anything."""
    try:
        return process.status() not in (psutil.STATUS_ZOMBIE, psutil.STATUS_DEAD)
    except psutil.NoSuchProcess:
        return False


def validation_losses(run: Path) -> dict[int, float]:
    """Loss by step."""
    replay = RunFolder(run).replay()
    return {event.step: event.loss for event in replay if isinstance(event, events.ValidationReport)}


def verdict(expected: dict[int, float], found: dict[int, float]) -> int:
    """Prints the largest difference; the exit status."""
    if expected.keys() != found.keys():
        print(f"validations differ: {sorted(expected)} and {sorted(found)}")
        return 1
    difference = max(abs(found[step] - loss) for step, loss in expected.items())
    print(f"{len(expected)} validations, largest difference of the loss {difference:.2e}")
    return 0 if difference <= 1e-4 else 1


def compare(options: argparse.Namespace, home: Path) -> int:
    """Trains once alone and once tormented; the exit status."""
    os.environ["TRANSFORMER_DESK_HOME"] = str(home)
    alone, killed = home / "alone", places.runs_folder() / "killed"
    new = ["--data", str(SAMPLES[0].path), "--set", f"training.max_steps={options.steps}"]
    new += [word for setting in SETTINGS for word in ("--set", setting)]
    told = to_the_end(train(*new, "--run", str(alone)))
    if told is None:
        print("the run left alone failed")
        return 1
    resumed = train("--run", str(killed), "--resume")
    fresh, again = train(*new, "--run", str(killed)), resumed
    if options.window:
        fresh = again = window(alone / "config.json", killed)
    before, trained = told
    # Half as much again as its share: what was done since the last checkpoint is lost with each kill.
    span = before + max(2, 3 * trained // (2 * options.kills))
    torment = Torment(killed, fresh, again, random.Random(options.seed), span)
    torment.kills(options.kills)
    if to_the_end(resumed) is None:
        print("the last resume failed")
        return 1
    if torment.slowest > ORPHANED:
        print(f"something lived on for {torment.slowest:.1f} s")
        return 1
    return verdict(validation_losses(alone), validation_losses(killed))


def main() -> int:
    """Runs the comparison; returns the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--window", action="store_true", help="kill the window instead of the training")
    parser.add_argument("--kills", type=int, default=10)
    parser.add_argument("--steps", type=int, default=480)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    options = parser.parse_args()
    print(f"seed {options.seed}")
    with tempfile.TemporaryDirectory() as home:
        return compare(options, Path(home))


if __name__ == "__main__":
    sys.exit(main())
