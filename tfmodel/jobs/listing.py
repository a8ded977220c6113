"""The jobs `runs` and `devices`: what there is."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from tfmodel.channel import Channel
from tfmodel.contract import events
from tfmodel.contract.failure import FailureError
from tfmodel.contract.places import runs_folder
from tfmodel.contract.run_folder import RunFolder, find_runs


@dataclass(frozen=True)
class RunsOptions:
    """The folder whose runs are listed; None: where runs are kept by default."""

    folder: Path | None = None


def list_runs(options: RunsOptions, channel: Channel) -> bool:
    """Tells all runs, newest first."""
    if options.folder is not None:
        next(options.folder.iterdir(), None)  # says that it is not there, no folder, or not to be read
    channel.emit(events.Listed(rows=tuple(_row(run) for run in find_runs(options.folder or runs_folder()))))
    return False


def list_devices(options: object, channel: Channel) -> bool:
    """Tells which devices the backend sees, and what training would use."""
    from tfmodel.jobs.environment import environment, processor

    here = environment()
    rows = [{"device": processor(), "kind": "CPU", "backend": here.backend, "used": "no" if here.gpu else "yes"}]
    if here.gpu:
        rows.append({"device": here.device, "kind": "GPU", "backend": here.backend, "used": "yes"})
    channel.emit(events.Listed(rows=tuple({**row, "precision": here.fast_precision} for row in rows)))
    return False


def _row(run: RunFolder) -> dict[str, str]:
    try:
        info = run.info()
    except FailureError as error:
        return _columns(run, "unreadable", "", "", error.failure.cause)
    bleu = f"{info.best_bleu:.1f}" if info.best_bleu is not None else "–"
    languages = f"{info.source_language or '?'} → {info.target_language or '?'}"
    return _columns(run, run.state(), f"{info.step:,}", bleu, languages)


def _columns(run: RunFolder, state: str, step: str, bleu: str, about: str) -> dict[str, str]:
    return {"run": run.path.name, "state": state, "step": step, "BLEU": bleu, "about": about, "path": str(run.path)}
