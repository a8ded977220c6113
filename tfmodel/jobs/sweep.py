"""The job `sweep`: trains one run after another, each with other settings, in a process of its own."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from tfmodel.channel import Channel
from tfmodel.contract import commands, events
from tfmodel.contract.config import Config
from tfmodel.contract.failure import fail
from tfmodel.contract.marks import Marks, write_marks
from tfmodel.contract.places import runs_folder
from tfmodel.contract.presets import load_file, load_preset
from tfmodel.contract.problems import changed
from tfmodel.contract.run_folder import ENDED, RunFolder
from tfmodel.contract.run_summary import summary_of
from tfmodel.contract.sweeping import Sweep, Trial, axes_of, trials_of, write_sweep
from tfmodel.jobs.controls import Controls

MAIN = Path(__file__).resolve().parents[2] / "main.py"


@dataclass(frozen=True)
class SweepOptions:
    """What the command line asked of `sweep`.

    Attributes:
        changes: From path to values, "64,128" or "0.001..0.01".
        folder: Where the runs are put; None: where runs are kept by default.
        random: How many combinations to draw, or None for all of them.
    """

    data: tuple[Path, ...]
    name: str
    changes: dict[str, str]
    folder: Path | None = None
    preset: str = "tiny"
    config: Path | None = None
    random: int | None = None
    seed: int = 1


def run(options: SweepOptions, channel: Channel) -> bool:
    """Trains all trials that have not ended yet; returns whether it was stopped before the last one."""
    folder = options.folder or runs_folder()
    base = load_file(options.config) if options.config is not None else load_preset(options.preset)
    axes = axes_of(options.changes)
    base = changed(base, {axis.path: axis.values[0] for axis in axes if len(axis.values) == 1})  # no axis, a setting
    varied = [axis for axis in axes if len(axis.values) != 1]
    sweep = trials_of(options.name, base, varied, options.random, options.seed)
    for path in options.data:
        if not path.is_file():
            raise fail("File not found", f"There is no file {path}.", "Check the name and the folder.")
    folder.mkdir(parents=True, exist_ok=True)
    write_sweep(folder, sweep)
    controls = Controls(channel)
    with controls.listening():
        for number, trial in enumerate(sweep.trials, start=1):
            if controls.stop.is_set():
                break
            _try(options, base, folder, trial, controls, channel)
            _tell(sweep, number, folder, channel)
    return controls.stop.is_set()


def _try(options: SweepOptions, base: Config, folder: Path, trial: Trial, controls: Controls, channel: Channel) -> None:
    """Trains one trial, goes on with it, or leaves it when it has ended; one that fails ends no sweep."""
    path = folder / trial.run
    if (path / "run.json").is_file():
        if RunFolder(path).state() in ENDED and not _is_stopped(path):
            return
        words = ["--resume"]
    else:
        config = folder / f".{trial.run}.json"
        config.write_text(changed(base, trial.values).model_dump_json(), encoding="utf-8")
        words = ["--data", *map(str, options.data), "--config", str(config)]
    channel.emit(events.State(state="training", text=f"Training {trial.run}"))
    try:
        with _child(["train", "--run", str(path), *words, "--json"]) as child, _stopping(child, controls):
            _relay(child, channel, path, Marks(tags=(options.name,), sweep=options.name))
    finally:
        (folder / f".{trial.run}.json").unlink(missing_ok=True)


def _is_stopped(path: Path) -> bool:
    return RunFolder(path).info().state == "stopped"


@contextmanager
def _child(words: list[str]) -> Iterator[subprocess.Popen[str]]:
    with subprocess.Popen(
        [sys.executable, str(MAIN), *words],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        encoding="utf-8",
    ) as child:
        yield child


@contextmanager
def _stopping(child: subprocess.Popen[str], controls: Controls) -> Iterator[None]:
    """Hands a stop on to the child, as soon as it is asked for, and waits until the child has saved."""
    over = threading.Event()

    def watch() -> None:
        while not over.is_set():
            if controls.stop.wait(0.2):
                with suppress(OSError, ValueError):
                    assert child.stdin is not None
                    child.stdin.write(commands.Stop(at_once=controls.hurry.is_set()).line() + "\n")
                    child.stdin.flush()
                return

    watcher = threading.Thread(target=watch, name="stop of the trial", daemon=True)
    watcher.start()
    try:
        yield
        child.wait()
    finally:
        over.set()
        watcher.join()


def _relay(child: subprocess.Popen[str], channel: Channel, path: Path, marks: Marks) -> None:
    """Tells what the trial reports, and marks its folder once it is there."""
    assert child.stdout is not None
    marked = (path / "marks.json").is_file()
    for line in child.stdout:
        event = events.read_event(line)
        if not marked and (path / "run.json").is_file():
            write_marks(path, marks)
            marked = True
        if isinstance(event, events.ValidationReport):
            text = f"{path.name}: step {event.step:,}, loss {event.loss:.3f}, BLEU {event.bleu:.1f}"
            channel.emit(events.Log(message=text))
        elif isinstance(event, events.Failed):
            channel.emit(events.Log(level="error", message=f"{path.name}: {event.failure.sentence}"))


def _tell(sweep: Sweep, number: int, folder: Path, channel: Channel) -> None:
    trial = sweep.trials[number - 1]
    found = summary_of(folder / trial.run)
    channel.emit(
        events.TrialEnded(
            sweep=sweep.name,
            number=number,
            total=len(sweep.trials),
            run=str(found.path),
            values=trial.values,
            state=found.state,
            bleu=found.bleu,
            loss=found.loss,
        )
    )
