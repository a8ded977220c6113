"""The job `runs`: what there is."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from tfmodel.channel import Channel
from tfmodel.contract import events
from tfmodel.contract.places import runs_folder
from tfmodel.contract.run_folder import find_runs
from tfmodel.contract.run_summary import RunSummary, summary_of


@dataclass(frozen=True)
class RunsOptions:
    """The folder whose runs are listed; None: where runs are kept by default."""

    folder: Path | None = None


def list_runs(options: RunsOptions, channel: Channel) -> bool:
    """Tells all runs, newest first."""
    if options.folder is not None:
        next(options.folder.iterdir(), None)  # says that it is not there, no folder, or not to be read
    runs = [summary_of(run.path) for run in find_runs(options.folder or runs_folder())]
    channel.emit(events.Listed(rows=tuple(map(_row, runs))))
    return False


def _row(run: RunSummary) -> dict[str, str]:
    cells = {
        "run": run.name,
        "state": run.state,
        "step": f"{run.step:,}" if run.step else "",
        "BLEU": f"{run.bleu:.1f}" if run.bleu is not None else "–",
        "about": run.problem or "  ".join(part for part in (run.languages, ", ".join(run.marks.tags)) if part),
        "path": str(run.path),
    }
    return {name: " ".join(text.splitlines()) for name, text in cells.items()}  # a name of a folder may have several
