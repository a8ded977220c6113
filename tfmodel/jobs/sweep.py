"""The job `sweep`: trains one run after another, each with other settings, in a process of its own."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from tfmodel.channel import Channel
from tfmodel.contract import commands, events, run_lock
from tfmodel.contract.config import DEFAULT_PRESET, Config
from tfmodel.contract.failure import FailureError, fail
from tfmodel.contract.marks import Marks, read_marks, write_marks
from tfmodel.contract.places import is_dataset, runs_folder
from tfmodel.contract.presets import load_file, load_preset
from tfmodel.contract.problems import changed
from tfmodel.contract.run_folder import ENDED, RunFolder, RunInfo, find_runs
from tfmodel.contract.run_summary import summary_of
from tfmodel.contract.sweeping import Sweep, Trial, axes_of, is_file_name, read_sweep, trials_of, write_sweep
from tfmodel.contract.trials import config_of, refuse_other, runs_of, state_of
from tfmodel.jobs.controls import Controls
from tfmodel.jobs.mixing import fingerprint_of

MAIN = Path(__file__).resolve().parents[2] / "main.py"
NAMED = 8  # trials that failed, when their number is told

Trouble = Literal["", "failed", "disk", "elsewhere"]


@dataclass(frozen=True)
class SweepOptions:
    """What the command line asked of `sweep`.

    Attributes:
        data: The files or folders of each dataset; of several, each run is trained on a mix. Empty when it goes on.
        changes: From path to values, "64,128" or "0.001..0.01".
        folder: Where the runs are put; None: where runs are kept by default.
        preset: Name; None: tiny, or that of the file.
        config: A TOML or JSON file of what differs from the preset, or None.
        random: How many combinations to draw, or None for all of them.
        seed: Of the drawing; None: 1.
        resume: Whether to go on with the sweep of that name as it was set up.
        again: Whether trials whose runs were deleted are trained once more.
    """

    data: tuple[tuple[Path, ...], ...]
    name: str
    changes: dict[str, str]
    folder: Path | None = None
    preset: str | None = None
    config: Path | None = None
    random: int | None = None
    seed: int | None = None
    resume: bool = False
    again: bool = False


def run(options: SweepOptions, channel: Channel) -> bool:
    """Trains all trials that have not ended yet; returns whether it was stopped before the last one.

    Raises:
        FailureError: The sweep is refused, found the disk full, or came to its end and some trials failed.
    """
    folder = options.folder or runs_folder()
    sweep = _kept(options, folder) if options.resume else _asked(options)
    for path in (Path(file) for files in sweep.data for file in files):
        if not (path.is_file() or path.is_dir()):  # a pipe would be empty for the second trial
            raise fail("File not found", f"There is no file {path}.", "Check the name and the folder.")
    folder.mkdir(parents=True, exist_ok=True)
    sweep = _begin(sweep, folder)
    controls = Controls(channel)
    failed: list[str] = []
    with controls.listening():
        turns = list(enumerate(sweep.trials, start=1))
        for turn, (number, trial) in enumerate(turns):
            if controls.stop.is_set():
                break
            sweep, trouble = _try(sweep, trial, folder, options.again, controls, channel)
            if trouble == "elsewhere" and turn < len(sweep.trials):
                turns.append((number, trial))  # once more behind all others: it may have been stopped by then
            if trouble == "failed":
                failed.append(trial.run)
            _tell(sweep, number, folder, channel, failed=trouble == "failed")
            if trouble == "disk" and not controls.stop.is_set():
                if failed:
                    channel.emit(events.Log(level="error", message=f"Trials that failed before: {_some(failed)}"))
                raise _no_space(trial)
    if failed and not controls.stop.is_set():
        raise _failed(failed, sweep)
    return controls.stop.is_set()


def _failed(trials: Sequence[str], sweep: Sweep) -> FailureError:
    return fail(
        "Failed trials",
        f"{len(trials):,} of {len(sweep.trials):,} trials failed: {_some(trials)}.",
        "What each of them said tells why; the other trials are kept.",
    )


def _some(trials: Sequence[str]) -> str:
    return ", ".join(trials[:NAMED]) + (", …" if len(trials) > NAMED else "")


def _no_space(trial: Trial) -> FailureError:
    """The trials behind it would not find any either."""
    return fail(
        "Cannot write",
        f"{trial.run} could not be written: the disk is full or read-only.",
        "Make room for it and go on with the sweep; what is trained is kept.",
        is_of_disk=True,
    )


def _begin(sweep: Sweep, folder: Path) -> Sweep:
    """Keeps the sweep with the trials that were begun already; refuses the name of another one."""
    before = read_sweep(folder, sweep.name)
    runs = _runs(folder, sweep)
    refuse_other(before, sweep, runs if before is None else runs | _runs(folder, before))
    begun = {*runs, *(before.begun if before is not None else ())}
    sweep = sweep.model_copy(update={"begun": tuple(trial.run for trial in sweep.trials if trial.run in begun)})
    write_sweep(folder, sweep)
    return sweep


def _asked(options: SweepOptions) -> Sweep:
    """The sweep that the options describe."""
    if not is_file_name(options.name):
        raise fail(
            "No name for a sweep",
            f"--name {options.name!r} is no name of a file.",
            "Give one of letters, digits and dashes.",
        )
    if not options.data:
        raise fail("No data", "A new sweep needs --data, a dataset or files of pairs.", "Name them, or use --resume.")
    if options.config is not None:
        base = load_file(options.config, options.preset)
    else:
        base = load_preset(options.preset or DEFAULT_PRESET)
    axes = axes_of(options.changes)
    fixed = {axis.path: axis.values[0] for axis in axes if len(axis.values) == 1}  # no axes, but settings
    varied = [axis for axis in axes if len(axis.values) != 1]
    data = tuple(tuple(str(path.resolve()) for path in files) for files in options.data)
    seed = 1 if options.seed is None else options.seed
    sweep = trials_of(options.name, base, varied, options.random, seed, fixed)
    base = changed(base, {**fixed, **sweep.trials[0].values})  # they may fit together alone
    return sweep.model_copy(update={"base": base.model_dump(mode="json"), "data": data})


def _kept(options: SweepOptions, folder: Path) -> Sweep:
    """The sweep of that name, as it was set up."""
    said = {
        "data": options.data,
        "set": options.changes,
        **{name: getattr(options, name) for name in ("preset", "config", "random", "seed")},
    }
    given = next((word for word, value in said.items() if value not in ((), {}, None)), None)
    if given is not None:
        raise fail("Not with --resume", "A sweep keeps its own data and settings.", f"Leave --{given} out.")
    sweep = read_sweep(folder, options.name)
    if sweep is None:
        raise fail("No sweep there", f"There is no sweep {options.name} in {folder}.", "Check its name.")
    if not sweep.can_go_on or config_of(sweep, sweep.trials[0].run) is None:
        raise fail(
            "Older sweep",
            f"An earlier version began the sweep {options.name} and did not keep its settings.",
            "Give its data and settings again, without --resume.",
        )
    return sweep


def _runs(folder: Path, sweep: Sweep) -> dict[str, Path]:
    return runs_of(sweep, {run.path: read_marks(run.path) for run in find_runs(folder)})


def _try(
    sweep: Sweep, trial: Trial, folder: Path, again: bool, controls: Controls, channel: Channel
) -> tuple[Sweep, Trouble]:
    """Trains one trial or goes on with it, unless it has ended or another process trains it; a failure ends no sweep.

    Returns the sweep, which notes that the trial was begun, and how the training failed, if it did.

    Raises:
        FailureError: A dataset has changed since other trials were trained on it.
    """
    path = _runs(folder, sweep).get(trial.run)
    if _is_trained_elsewhere(path or folder / trial.run):
        channel.emit(events.Log(message=f"{trial.run} is being trained by another process and is left to it"))
        return sweep, "elsewhere"
    if path is not None:
        run = RunFolder(path)
        state = run.state()
        if state in ENDED and state != "stopped" and not run.info().lacked_space:
            return sweep, "failed" if state == "failed" else ""
        words = ["--resume"]
    elif trial.run in sweep.begun and not again:
        channel.emit(events.Log(message=f"{trial.run} was deleted and is left out"))
        return sweep, ""
    else:
        _refuse_changed_data(sweep, folder)
        path = folder / trial.run
        config = folder / f".{trial.run}.json"
        config.write_text(changed(Config.model_validate(sweep.base), trial.values).model_dump_json(), encoding="utf-8")
        words = [word for files in sweep.data for word in ("--data", *files)] + ["--config", str(config)]
    channel.emit(events.State(state="training", text=f"Training {path.name}"))
    try:
        with _child(["train", "--run", str(path), *words, "--json"]) as child, _stopping(child, controls):
            sweep, trouble = _relay(child, channel, path, sweep, trial)
    finally:
        (folder / f".{trial.run}.json").unlink(missing_ok=True)
    if not trouble and child.returncode not in (0, 130):  # it was killed, or crashed
        trouble = "failed"
        channel.emit(events.Log(level="error", message=f"{path.name} ended with status {child.returncode}."))
    return sweep, trouble


def _is_trained_elsewhere(path: Path) -> bool:
    """Whether another process trains a run, or is about to: its lock tells so before run.json does."""
    return run_lock.is_held(path) or (RunFolder.is_run(path) and RunFolder(path).is_alive())


def _refuse_changed_data(sweep: Sweep, folder: Path) -> None:
    """Fails when a dataset is not what a run of the sweep began with: the scores of both would be ranked together."""
    began = {known for run in _runs(folder, sweep).values() for known in _datasets(sweep, RunFolder(run).info())}
    for path, fingerprint in sorted(began):
        now = fingerprint_of(path)
        if now and fingerprint and now != fingerprint:  # what is gone is said by the training
            raise fail(
                "Other data",
                f"{path} has changed since the sweep {sweep.name} was begun.",
                "Begin a new sweep with it.",
            )


def _datasets(sweep: Sweep, info: RunInfo) -> Iterator[tuple[str, str]]:
    """The datasets that a run was begun with, and their fingerprints; where it imported files it has the only one."""
    if info.mixed:
        yield from ((part.path, part.fingerprint) for part in info.mixed)
    elif is_dataset([Path(name) for name in sweep.data[0]]):
        yield sweep.data[0][0], info.dataset_fingerprint


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


def _relay(
    child: subprocess.Popen[str], channel: Channel, path: Path, sweep: Sweep, trial: Trial
) -> tuple[Sweep, Trouble]:
    """Tells what the trial reports, notes that it was begun once its folder is there, and returns how it failed."""
    assert child.stdout is not None
    noted = False
    trouble: Trouble = ""
    for line in child.stdout:
        event = events.read_event(line)
        if not noted and RunFolder.is_run(path):
            sweep, noted = _noted(sweep, trial, path), True
        if isinstance(event, events.ValidationReport):
            text = f"{path.name}: step {event.step:,}, loss {event.loss:.3f}, BLEU {event.bleu:.1f}"
            channel.emit(events.Log(message=text))
        elif isinstance(event, events.Failed):
            trouble = "disk" if event.failure.is_of_disk else "failed"
            channel.emit(events.Log(level="error", message=f"{path.name}: {event.failure.sentence}"))
    return sweep, trouble


def _noted(sweep: Sweep, trial: Trial, path: Path) -> Sweep:
    """Marks the run of a trial, and keeps that there is one."""
    if not (path / "marks.json").is_file():
        write_marks(path, Marks(tags=(sweep.name,), sweep=sweep.name, trial=trial.run))
    if trial.run in sweep.begun:
        return sweep
    sweep = sweep.model_copy(update={"begun": (*sweep.begun, trial.run)})
    write_sweep(path.parent, sweep)
    return sweep


def _tell(sweep: Sweep, number: int, folder: Path, channel: Channel, *, failed: bool) -> None:
    """How a trial ended; one that failed before there was a run is the sweep's alone to tell of."""
    trial = sweep.trials[number - 1]
    path = _runs(folder, sweep).get(trial.run)
    found = summary_of(path) if path is not None else None
    channel.emit(
        events.TrialEnded(
            sweep=sweep.name,
            number=number,
            total=len(sweep.trials),
            run=str(path or folder / trial.run),
            values=trial.values,
            state="failed" if failed and found is None else state_of(sweep, trial.run, found),
            bleu=found.bleu if found is not None else None,
            loss=found.loss if found is not None else None,
        )
    )
