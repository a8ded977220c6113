"""The runs of a sweep's trials: which they are, and whether they are those of the same sweep."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from pydantic import ValidationError

from tfmodel.contract.config import Config
from tfmodel.contract.failure import FailureError, fail
from tfmodel.contract.marks import Marks
from tfmodel.contract.problems import changed
from tfmodel.contract.run_folder import RunFolder
from tfmodel.contract.run_summary import RunSummary
from tfmodel.contract.settings import settings_of
from tfmodel.contract.sweeping import Sweep

ANOTHER_NAME = "Choose another name for the new one."


def runs_of(sweep: Sweep, marked: Mapping[Path, Marks]) -> dict[str, Path]:
    """From the name of a trial to its run, which a person may have renamed; without those that have none.

    Args:
        sweep: Whose trials.
        marked: All runs there are, with their marks.
    """
    own = {path: marks for path, marks in marked.items() if marks.sweep in ("", sweep.name)}
    found = {marks.trial: path for path, marks in own.items() if marks.sweep and marks.trial}
    found |= {path.name: path for path, marks in own.items() if marks.trial in ("", path.name)}
    return {trial.run: found[trial.run] for trial in sweep.trials if trial.run in found}


def state_of(sweep: Sweep, trial: str, run: RunSummary | None) -> str:
    """How a trial stands, by its run if it has one: "waiting" also where that failed for a full disk."""
    if run is None:
        return "deleted" if trial in sweep.begun else "waiting"
    return "waiting" if run.lacked_space else run.state


def config_of(sweep: Sweep, trial: str) -> Config | None:
    """What a trial is trained with; None where the sweep does not say so, or has no such trial."""
    values = next((one.values for one in sweep.trials if one.run == trial), None)
    if values is None or not sweep.base:
        return None
    try:
        return changed(Config.model_validate(sweep.base), values)
    except (ValidationError, FailureError):  # a version with other settings wrote it
        return None


def refuse_other(before: Sweep | None, asked: Sweep, runs: Mapping[str, Path]) -> None:
    """Fails when a name belongs to a sweep of other settings or data already: its scores would stand under new values.

    Trials that were not begun yet may change.

    Args:
        before: The sweep of that name, if there is one.
        asked: The new one, which says what it is trained with.
        runs: Those of both, by the names of their trials.

    Raises:
        FailureError: Naming the first difference.
    """
    begun = sorted({*runs, *(before.begun if before is not None else ())})
    if before is not None and before.data and begun and before.data != asked.data:
        there, now = _named(before.data), _named(asked.data)
        raise fail("Another sweep", f"The sweep {asked.name} was begun on {there}, not {now}.", ANOTHER_NAME)
    for trial in begun:
        former = config_of(before, trial) if before is not None else None
        if former is None and trial in runs:
            former = RunFolder(runs[trial]).config()
        wanted = config_of(asked, trial)
        if wanted is None:
            cause = f"The sweep {asked.name} has a trial {trial}, which these values do not make."
            raise fail("Another sweep", cause, ANOTHER_NAME)
        if former is not None:
            _refuse_difference(asked.name, trial, former, wanted)


def _refuse_difference(name: str, trial: str, former: Config, wanted: Config) -> None:
    for setting in settings_of(Config):
        before, now = former.value(setting.path), wanted.value(setting.path)
        if before != now:
            cause = f"The sweep {name} trained {trial} with {setting.path}={before}, not {now}."
            raise fail("Another sweep", cause, ANOTHER_NAME)


def _named(data: tuple[tuple[str, ...], ...]) -> str:
    return " and ".join(Path(path).name for files in data for path in files)
