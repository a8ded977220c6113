"""Finds out how files of pairs are to be read, and says why it thinks so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from tfmodel.contract.failure import fail
from tfmodel.corpus.detected import Detected, Format, Place
from tfmodel.corpus.detecting_files import detect_dataset, detect_parquet, detect_tmx, detect_workbook, detect_xliff
from tfmodel.corpus.detecting_text import detect_delimited, detect_json_lines, detect_parallel, detect_po, encoding_of
from tfmodel.corpus.finding import members_with_pairs
from tfmodel.corpus.guessing import with_guessed_languages
from tfmodel.corpus.keys import key_of_language
from tfmodel.corpus.languages import are_backwards
from tfmodel.corpus.previewing import Preview, preview
from tfmodel.corpus.readers import read
from tfmodel.corpus.sniffing import archive_members, sniff

__all__ = ["Choices", "Detected", "Preview", "detect", "preview", "read", "turned_to", "with_languages"]


@dataclass(frozen=True)
class Choices:
    """What a person knows better, and what the rest is detected from; None lets it be detected too.

    Attributes:
        format: Of the file.
        encoding: Of the file.
        target_encoding: The same for the second of two files, which otherwise follows `encoding`.
        delimiter: Between the columns.
        sheet: Of a workbook.
        members: Of an archive: one, or two parallel ones.
    """

    format: Format | None = None
    encoding: str | None = None
    target_encoding: str | None = None
    delimiter: str | None = None
    sheet: str | None = None
    members: tuple[str, ...] | None = None


def detect(
    paths: Sequence[Path],
    choices: Choices | None = None,
    *,
    encoding: str | None = None,
    target_encoding: str | None = None,
    delimiter: str | None = None,
    guess: bool = True,
) -> Detected:
    """How one file with both sides, two parallel files, or an archive of such, are to be read.

    Args:
        paths: One file, or the file of the sources and the file of the targets.
        choices: When a person knows better.
        encoding: In short for `Choices(encoding=...)`.
        target_encoding: In short for `Choices(target_encoding=...)`.
        delimiter: In short for `Choices(delimiter=...)`.
        guess: Whether languages that nothing names are guessed from the sentences, which takes most of a second.

    Raises:
        FailureError: A file is missing, empty, in no known format, a folder, has one column, or there are more than
            two; one file is given two encodings; an archive holds no pairs, or is not to be trusted.
    """
    asked = choices or Choices(encoding=encoding, target_encoding=target_encoding, delimiter=delimiter)
    files = tuple(Path(path) for path in paths)
    if len(files) not in (1, 2):
        raise fail(
            "Too many files", f"Pairs are in one file or in two, not in {len(files)}.", "Choose one or two files."
        )
    for path in files:
        _check(path)
    places = tuple(Place(path) for path in files)
    if len(places) == 1 and sniff(places[0]) == "archive":
        found = _in_archive(places[0], asked)
    else:
        found = _of_places(places, asked)
    return with_guessed_languages(found) if guess else found


def with_languages(detected: Detected, source: str, target: str) -> Detected:
    """The same for other languages: with their keys where keys are named after languages, or turned round.

    Args:
        detected: What was found out.
        source: Code; empty keeps what there is.
        target: The same for the other side.
    """
    detected = turned_to(detected, source, target)
    changed = replace(
        detected,
        source_language=source or detected.source_language,
        target_language=target or detected.target_language,
    )
    return replace(
        changed,
        source_key=(source and key_of_language(detected.keys, source)) or detected.source_key,
        target_key=(target and key_of_language(detected.keys, target)) or detected.target_key,
    )


def turned_to(detected: Detected, source: str, target: str) -> Detected:
    """The same from target to source, where a file of one direction has these languages the other way round.

    Both of its own must be known: an unknown one says nothing of the direction.
    """
    wanted, found = (source, target), (detected.source_language, detected.target_language)
    if not all(found) or not detected.has_one_direction or not are_backwards(wanted, found):
        return detected
    turned = replace(detected, source_language=found[1], target_language=found[0])
    if detected.format != "parallel":
        return replace(turned, backwards=not detected.backwards)
    members = detected.members[::-1]
    return replace(
        turned,
        paths=detected.paths[::-1],
        encoding=detected.encoding_of_targets,
        target_encoding=detected.encoding,
        members=members,
        member_choices=tuple(members if some == detected.members else some for some in detected.member_choices),
    )


def _check(path: Path) -> None:
    if path.is_dir():
        raise fail("A folder, not a file", f"{path} is a folder.", "Choose the file with the pairs in it.")
    if not path.exists():
        raise fail("File not found", f"There is no file {path}.", "Check the name and the folder.")
    if path.stat().st_size == 0:
        raise fail("Empty file", f"{path} is empty.", "Choose a file with a pair of sentences a line.")


def _of_places(places: Sequence[Place], asked: Choices) -> Detected:
    first = places[0]
    if len(places) == 2:
        second = asked.encoding if asked.target_encoding is None else asked.target_encoding
        return detect_parallel(places, [encoding_of(first, asked.encoding), encoding_of(places[1], second)])
    if asked.target_encoding is not None:
        raise fail(
            "One file, two encodings",
            f"An encoding of the targets is given, but {first} alone holds both sides.",
            "Give the encoding of the file, or name two parallel files.",
        )
    return _of_one(first, asked)


def _of_one(place: Place, asked: Choices) -> Detected:
    kind = asked.format or ("delimited" if asked.delimiter is not None else sniff(place))
    if kind == "tmx":
        return detect_tmx(place)
    if kind == "xliff":
        return detect_xliff(place)
    if kind == "xlsx":
        return detect_workbook(place, asked.sheet)
    if kind == "parquet":
        return detect_parquet(place)
    if kind == "pairs":
        return detect_dataset(place)
    if kind == "po":
        return detect_po(place, asked.encoding)
    encoding = encoding_of(place, asked.encoding)
    if kind == "jsonl":
        return detect_json_lines(place, encoding)
    return detect_delimited(place, encoding, asked.delimiter)


def _in_archive(place: Place, asked: Choices) -> Detected:
    known = archive_members(place)
    choices = members_with_pairs(known)
    members = asked.members or next(iter(choices), ())
    if not members:
        raise fail(
            "No pairs in the archive",
            f"{place} holds no file of pairs that could be read where it is: {', '.join(known[:5]) or 'nothing'}.",
            "Unpack it, and choose the files in it.",
        )
    inside = [Place(place.path, member) for member in members]
    if len(inside) == 1 and sniff(inside[0]) not in ("delimited", "tmx", "xliff", "po", "jsonl"):
        raise fail("Not text", f"{inside[0]} cannot be read inside an archive.", "Unpack it, and choose that file.")
    found = _of_places(inside, asked)
    which = f"{' and '.join(member.name for member in inside)} in an archive of {len(known):,} files"
    more = [f"{len(choices) - 1} other choices in it"] if len(choices) > 1 else []
    return replace(
        found,
        paths=(place.path,),
        members=tuple(members),
        member_choices=choices if tuple(members) in choices else (tuple(members), *choices),
        evidence=(which, *more, *found.evidence),
    )
