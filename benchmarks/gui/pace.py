"""How fast a training is beside its window: the same steps from the command line and in the window, in turn."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from benchmarks.child import MAIN, ROOT, Child, told
from tfmodel.contract import events
from tfmodel.contract.config import Config
from tfmodel.contract.presets import load_preset
from tfmodel.contract.problems import changed

DATA = ROOT / "resources" / "samples" / "english-french.tsv"
SKIPPED = 80  # steps, in which graphs are traced


def config_of(steps: int) -> Config:
    """The preset `tiny` for so many steps, without a validation on the way."""
    settings = {"training.max_steps": steps, "training.max_minutes": None, "training.validate_every": steps}
    return changed(load_preset("tiny"), settings)


def ratios(folder: Path, *, pairs: int, steps: int) -> list[float]:
    """Steps a second in the window over those from the command line, a ratio for each pair.

    Args:
        folder: Where datasets and runs are made.
        pairs: Of trainings; every second pair begins with the window.
        steps: Of each training, at most 80 of which do not count.
    """
    folder.mkdir()
    config = folder / "config.json"
    config.write_text(config_of(steps).model_dump_json(), encoding="utf-8")
    found = []
    for number in range(pairs):
        speeds = {}
        for side in ("line", "window") if number % 2 == 0 else ("window", "line"):
            speeds[side] = steps_per_second(side, folder / f"{side}-{number}", config, steps)
        found.append(speeds["window"] / speeds["line"])
        print({side: f"{speed:.2f} steps/s" for side, speed in speeds.items()}, flush=True)
    return found


def steps_per_second(side: str, place: Path, config: Path, steps: int) -> float:
    """The speed of one training, by the clock of its own reports."""
    if side == "line":
        words = ["train", "--data", str(DATA), "--run", str(place), "--config", str(config), "--json"]
        command = [sys.executable, str(MAIN), *words]
    else:
        command = [sys.executable, "-m", "benchmarks.self_driven_window", str(config), str(place)]
    os.environ["TRANSFORMER_DESK_HOME"] = str(place.with_suffix(".home"))  # where the window keeps what it makes
    child = Child(command, place.with_suffix(".log"))
    skipped = min(SKIPPED, steps // 4)
    reports = []
    with told():
        for line in child.lines():
            event = events.read_event(line.text)
            if isinstance(event, events.TrainingReport) and event.step >= skipped:
                reports.append(event)
        if len(reports) < 2 or reports[-1].step < steps:
            raise child.failure()
    child.end()
    return (reports[-1].step - reports[0].step) / (reports[-1].seconds - reports[0].seconds)
