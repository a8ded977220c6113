"""The job `import`: files of pairs into a dataset."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from tfmodel.channel import Channel
from tfmodel.contract import events
from tfmodel.corpus.detection import detect
from tfmodel.corpus.importing import ImportOptions, import_pairs
from tfmodel.jobs.preparing import import_progress, imported


@dataclass(frozen=True)
class ImportJobOptions:
    """What the command line asked of `import`; `detected` overrides what was detected, field by field."""

    files: tuple[Path, ...]
    into: Path
    options: ImportOptions
    detected: dict[str, Any] = field(default_factory=dict)


def run(options: ImportJobOptions, channel: Channel) -> bool:
    """Imports; returns whether it was cancelled, which leaves the dataset as it was."""
    asked = dict(options.detected)
    decisive = ("encoding", "target_encoding", "delimiter")  # with these, the rest is detected
    read_as = {name: asked.pop(name, None) for name in decisive}
    detected = replace(detect(options.files, **read_as), **asked)
    for sentence in detected.evidence:
        channel.emit(events.Log(message=sentence))
    report = import_pairs(
        detected,
        options.into,
        options.options,
        progress=lambda done: channel.emit(import_progress(done)),
        cancelled=lambda: isinstance(channel.command(), events.Stop),
    )
    if report is None:
        return True
    channel.emit(imported(report))
    return False
