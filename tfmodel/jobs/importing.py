"""The job `import`: files of pairs into a dataset."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from tfmodel.channel import Channel
from tfmodel.contract import commands, events
from tfmodel.contract.failure import fail, failure_from
from tfmodel.contract.seldom import Seldom
from tfmodel.corpus.detected import Detected, names_of, origins_of
from tfmodel.corpus.detection import Choices, detect, with_languages
from tfmodel.corpus.finding import MOST_FILES, Group
from tfmodel.corpus.guessing import with_guessed_languages
from tfmodel.corpus.importing import ImportOptions, ImportProgress, ImportReport, import_pairs
from tfmodel.corpus.keys import key_of_language
from tfmodel.corpus.languages import language_rank
from tfmodel.corpus.sifting import READING_ERRORS, Refused, found_in, none_holds_pairs

Tell = Callable[[events.Message], None]

NAMED = 5  # files, each of which is said to be read so and so
_WISHES = {"inline", "states", "fuzzy"}  # which say nothing of how a file is


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
    try:
        found = _Looking(options.readings, channel).detected()
    except _StoppedError:
        return True
    _tell_how(found, channel)
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


def _tell_how(found: Sequence[Detected], channel: Channel) -> None:
    """How files are read: of several with the name of each, of many once for all of which it is true."""
    told = [(origin, said) for file, origin in zip(found, origins_of(found), strict=True) for said in file.evidence]
    if len(found) <= NAMED:
        for origin, said in told:
            channel.emit(events.Log(message=said if len(found) == 1 else f"{origin}: {said}"))
        return
    origin_of = {said: origin for origin, said in told}
    for said, times in Counter(said for _, said in told).items():
        if times > 1:
            channel.emit(events.Log(message=f"{times:,} files: {said}"))
        else:
            channel.emit(events.Log(message=f"{origin_of[said]}: {said}"))


class _StoppedError(Exception):
    """Ends the looking when a person cancels."""


class _Looking:
    """Finds out how files are read. Of several, those that hold no pairs are named and left out."""

    def __init__(self, readings: Sequence[Reading], channel: Channel) -> None:
        self._readings, self._channel = readings, channel
        self._groups = [self._found(reading) for reading in readings]
        self._names = dict(zip(self._all(), names_of(self._all()), strict=True))
        self._refused: list[Refused] = []
        self._looked, self._seldom = 0, Seldom()

    def detected(self) -> list[Detected]:
        """Each file of pairs, or two parallel ones, that is among the files and folders.

        Raises:
            FailureError: None of them can be read, or one that has to be cannot.
            _StoppedError: A person cancels.
        """
        # Where one file says nothing of its languages, the first that does speaks for it.
        said = next((one.detected for one in self._readings if one.detected.get("source_language")), {})
        languages = said.get("source_language", ""), said.get("target_language", "")
        readings = zip(self._readings, self._groups, strict=True)
        found = [file for reading, groups in readings for file in self._of_reading(reading, groups, languages)]
        if not found:
            raise none_holds_pairs(self._refused)
        return found

    def _all(self) -> list[Group]:
        return [group for groups in self._groups for group in groups]

    def _found(self, reading: Reading) -> tuple[Group, ...]:
        if reading.detected.get("format") == "parallel":
            return (reading.files,)
        return groups_in(reading.files, self._channel.emit)

    def _of_reading(self, reading: Reading, groups: Sequence[Group], languages: tuple[str, str]) -> Iterator[Detected]:
        # Files that somebody says how to read are to be read.
        may_be_left = len(groups) > 1 or (reading.detected.keys() <= _WISHES and len(self._names) > 1)
        for group in groups:
            self._ask()
            try:
                yield _detected(group, reading, languages)
            except READING_ERRORS as error:
                named = [path for path in group if path in reading.files]  # others were found in a folder
                if not may_be_left or not all(path.exists() for path in named):
                    raise
                self._leave(Refused(group, failure_from(error)))

    def _ask(self) -> None:
        """Asks whether to look into one more, and tells now and then how many there were."""
        if isinstance(self._channel.command(), commands.Stop):
            raise _StoppedError
        if self._seldom.is_due():
            done, total = self._looked, len(self._all())
            self._channel.emit(events.Progress(text="Looking into files", done=done, total=total, unit="files"))
        self._looked += 1

    def _leave(self, refused: Refused) -> None:
        self._refused.append(refused)
        name, cause = self._names[refused.paths], refused.failure.cause
        self._channel.emit(events.Log(level="warning", message=f"{name} is left out: {cause}"))


def _detected(group: Group, reading: Reading, languages: tuple[str, str]) -> Detected:
    asked = dict(reading.detected)
    choices = Choices(**{name.name: asked.pop(name.name, None) for name in fields(Choices)})
    found = detect(group, choices, guess=False)
    if found.format in ("po", "pairs"):  # which their languages turn round, here as in the window, which has guessed
        found = with_guessed_languages(found)
    read = _as_asked(found, asked, languages)
    if read.is_one_sided:  # who names one side as the file has it for the other one wants it the other way round
        read = _as_asked(_turned(found), asked, languages)
    if read.is_one_sided:
        names = " and ".join(path.name for path in group)
        raise fail(
            "The same on both sides",
            f"Source and target of {names} are the same column, key or language.",
            "Name another one for one of the sides.",
        )
    emptied = {name: "" for name in ("source_language", "target_language") if asked.get(name) == ""}
    if emptied and read.format != "tmx":  # somebody knows better than a guess; of a TMX they are what is read
        return replace(read, **emptied)
    # The languages are guessed from the columns and keys that were asked for.
    return with_guessed_languages(read)


def _as_asked(found: Detected, asked: Mapping[str, Any], languages: tuple[str, str]) -> Detected:
    """How a file is read, with what was asked in place of what was found, and the languages that another file says."""
    rest = dict(asked)
    source, target = rest.pop("source_language", None), rest.pop("target_language", None)
    if source is None:
        source = _spoken_for(found, found.source_language, languages[0])
    if target is None:
        target = _spoken_for(found, found.target_language, languages[1])
    return replace(with_languages(found, source, target), **rest)


def _turned(found: Detected) -> Detected:
    """The same from target to source."""
    return replace(
        found,
        source_language=found.target_language,
        target_language=found.source_language,
        source_column=found.target_column,
        target_column=found.source_column,
        source_key=found.target_key,
        target_key=found.source_key,
    )


def _spoken_for(found: Detected, own: str, said: str) -> str:
    """The language that another file says, where this one says none or offers that one too; else nothing."""
    languages = (found.source_language, found.target_language) if found.has_one_direction else found.languages
    offered = any(language_rank(said, one) for one in languages) or key_of_language(found.keys, said)
    return said if not own or offered else ""


def groups_in(files: Sequence[Path], tell: Tell) -> tuple[Group, ...]:
    """Each file of pairs, and each two parallel ones, among files and folders, by their names.

    Raises:
        FailureError: When there is none.
    """
    found = found_in(files)
    names = " and ".join(map(str, files[:3]))
    if not found.groups:
        raise fail("No pairs found", f"There is no file of pairs in {names}.", "Name the file, or the two files.")
    if not found.complete:
        tell(events.Log(level="warning", message=f"Only the first {MOST_FILES:,} files in {names} were looked at."))
    return found.groups


def import_progress(done: ImportProgress) -> events.Progress:
    """An import's progress as an event."""
    return events.Progress(
        text="Importing",
        done=done.read,
        unit="pairs",
        rate=done.rate,
        total=done.total,
        seconds_left=done.seconds_left,
        rejected=done.rejected,
        share=done.share,
    )


def imported(report: ImportReport) -> events.Imported:
    """An import's report as an event."""
    return events.Imported(**vars(report))
