"""The job `import`: files of pairs into a dataset."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from tfmodel.channel import Channel
from tfmodel.contract import commands, events
from tfmodel.contract.failure import fail
from tfmodel.corpus.detected import Detected
from tfmodel.corpus.detection import Choices, detect, with_languages
from tfmodel.corpus.finding import find_files
from tfmodel.corpus.guessing import with_guessed_languages
from tfmodel.corpus.importing import ImportOptions, import_pairs
from tfmodel.jobs.preparing import import_progress, imported


@dataclass(frozen=True)
class Reading:
    """Files and folders, and what the command line says of how they are read, field by field of `Detected`."""

    files: tuple[Path, ...]
    detected: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class ImportJobOptions:
    """What the command line asked of `import`: all readings or none go into the dataset."""

    readings: tuple[Reading, ...]
    into: Path
    options: ImportOptions


def run(options: ImportJobOptions, channel: Channel) -> bool:
    """Imports; returns whether it was cancelled, which leaves the dataset as it was."""
    # Where one file says nothing of its languages, the first that does speaks for it.
    said = next((one.detected for one in options.readings if "source_language" in one.detected), {})
    languages = said.get("source_language", ""), said.get("target_language", "")
    found = [file for reading in options.readings for file in _detected(reading, languages)]
    for file in found:
        for sentence in file.evidence:
            channel.emit(events.Log(message=sentence if len(found) == 1 else f"{file.origin}: {sentence}"))
    report = import_pairs(
        found,
        options.into,
        options.options,
        progress=lambda done: channel.emit(import_progress(done)),
        cancelled=lambda: isinstance(channel.command(), commands.Stop),
    )
    if report is None:
        return True
    channel.emit(imported(report))
    return False


def _detected(reading: Reading, languages: tuple[str, str]) -> Iterator[Detected]:
    """Each file of pairs, or two parallel ones, that is among some files and folders."""
    asked = dict(reading.detected)
    choices = Choices(**{name.name: asked.pop(name.name, None) for name in fields(Choices)})
    wanted = asked.pop("source_language", languages[0]), asked.pop("target_language", languages[1])
    groups = find_files(reading.files)
    if not groups:
        names = " and ".join(map(str, reading.files[:3]))
        raise fail("No pairs found", f"There is no file of pairs in {names}.", "Name the file, or the two files.")
    for group in groups:
        # The languages are guessed from the columns and keys that were asked for.
        found = replace(with_languages(detect(group, choices, guess=False), *wanted), **asked)
        yield with_guessed_languages(found)
