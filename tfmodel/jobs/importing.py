"""The job `import`: files of pairs into a dataset."""

from __future__ import annotations

from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from tfmodel.channel import Channel
from tfmodel.contract import commands, events
from tfmodel.contract.failure import fail
from tfmodel.corpus.detected import Detected
from tfmodel.corpus.detection import Choices, detect, with_languages
from tfmodel.corpus.finding import find_files
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
    detected = _detected(options)
    for sentence in detected.evidence:
        channel.emit(events.Log(message=sentence))
    report = import_pairs(
        detected,
        options.into,
        options.options,
        progress=lambda done: channel.emit(import_progress(done)),
        cancelled=lambda: isinstance(channel.command(), commands.Stop),
    )
    if report is None:
        return True
    channel.emit(imported(report))
    return False


def _detected(options: ImportJobOptions) -> Detected:
    asked = dict(options.detected)
    choices = Choices(**{name.name: asked.pop(name.name, None) for name in fields(Choices)})
    found = detect(_files(options), choices)
    languages = options.options.source_language, options.options.target_language
    return replace(with_languages(found, *languages), **asked)


def _files(options: ImportJobOptions) -> tuple[Path, ...]:
    groups = find_files(options.files)
    if len(groups) == 1:
        return groups[0]
    names = " and ".join(map(str, options.files[:3]))
    if not groups:
        raise fail("No pairs found", f"There is no file of pairs in {names}.", "Name the file, or the two files.")
    listed = "; ".join(" + ".join(path.name for path in group) for group in groups[:5])
    raise fail(
        "Several files of pairs",
        f"There are {len(groups):,} in {names}: {listed}{'; …' if len(groups) > 5 else ''}.",
        "Import them one after another into the same dataset.",
    )
