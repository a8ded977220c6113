"""How files that say themselves what is in them are to be read: TMX, XLIFF, workbooks, Parquet, datasets."""

from __future__ import annotations

import contextlib
import sqlite3
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from tfmodel.contract.failure import FailureError, fail
from tfmodel.corpus.delimiters import named_columns, of_columns, text_columns
from tfmodel.corpus.detected import Detected, Place
from tfmodel.corpus.detecting_text import by_the_names, with_keys
from tfmodel.corpus.keys import choose_keys
from tfmodel.corpus.languages import is_heading, language_code, language_tag, languages_of_delimited
from tfmodel.corpus.readers.parquet import keys_of, rows
from tfmodel.corpus.readers.tmx import TMX, language_of
from tfmodel.corpus.readers.workbook import sheet_rows, sheets_of
from tfmodel.corpus.readers.xliff import file_languages, vocabulary
from tfmodel.corpus.readers.xml_units import Broken, Vocabulary, XmlUnits
from tfmodel.corpus.schema import connect, not_a_dataset
from tfmodel.corpus.stream import Stream

if TYPE_CHECKING:
    from lxml.etree import _Element

_SAMPLE_UNITS = 1_000
_SAMPLE_ROWS = 100


def detect_tmx(place: Place) -> Detected:
    """Which languages a translation memory has, and which two of them are likely meant."""
    counts: Counter[str] = Counter()
    version = source = ""
    units = 0
    for element in _sample(place, TMX):
        if element.tag.endswith("header"):
            source = element.get("srclang") or ""
            version = _version(element)
        else:
            units += 1
            found = (language_of(child) for child in element.iterchildren("{*}tuv"))
            counts.update(dict.fromkeys(filter(None, found), 1))
    variants = _variants(counts)
    if len(variants) < 2:
        raise _no_languages(place, counts)
    alike = all(_same(variants[0], other) for other in variants)
    languages = variants if alike else _choices(counts)
    named = _matching(languages, source)
    first = named or languages[0]
    second = next(other for other in languages if other != first and (alike or not _same(other, first)))
    why = f"From {first}, which the header names as the source" if named else f"From {first}, the most frequent"
    listed = ", ".join(f"{found} ({count:,})" for found, count in counts.most_common(12))
    return Detected(
        paths=(place.path,),
        format="tmx",
        source_language=first,
        target_language=second,
        languages=languages,
        evidence=(
            f"TMX {version}, by its first element".replace("  ", " "),
            f"Languages in the first {units:,} units: {listed}",
            f"{why}; to {second}, the most frequent other one",
        ),
    )


def detect_xliff(place: Place) -> Detected:
    """Between which languages an XLIFF file goes, and how far its translation is."""
    words = vocabulary(place)
    pairs: Counter[tuple[str, str]] = Counter()
    states: Counter[str] = Counter()
    version, current = "", ("", "")
    for element in _sample(place, words):
        if _is_file(element):
            current, version = file_languages(element), version or _version(element)
            pairs[current] += 0
        else:
            pairs[current] += 1
            states.update(_states(element))
    if not pairs:
        raise fail("No units", f"{place} has no file with units in it.", "Choose another file.")
    (source, target), _ = pairs.most_common(1)[0]
    languages = tuple(dict.fromkeys(language_tag(found) for pair in pairs for found in pair if found))
    listed = ", ".join(f"{state} ({count:,})" for state, count in states.most_common(8))
    return Detected(
        paths=(place.path,),
        format="xliff",
        source_language=language_tag(source),
        target_language=language_tag(target),
        languages=languages,
        evidence=(
            f"XLIFF {version}, by its first element",
            f"From {source or '(unnamed)'} to {target or '(unnamed)'}, by the attributes of the file",
            *([f"States in the first {states.total():,} units: {listed}"] if states else []),
        ),
    )


def detect_workbook(place: Place, sheet: str | None) -> Detected:
    """Which sheet and columns of a workbook hold the sentences."""
    sheets = sheets_of(place)
    attempts = [(name, _first_rows(place, name)) for name in ([sheet] if sheet is not None else sheets)]
    usable = [(name, rows) for name, rows in attempts if any(sum(map(bool, row)) > 1 for row in rows)]
    if not usable:
        raise fail("One column only", f"No sheet of {place} has two columns.", "Choose a workbook with both languages.")
    name, found = usable[0]
    count = max(map(len, found))
    padded = [(*row, *[""] * (count - len(row))) for row in found]
    header = is_heading([cell for cell in padded[0] if cell])
    below = padded[1:] if header and len(padded) > 1 else padded
    named = named_columns(padded[0], below) if header else None
    source, target = named or text_columns(below, count)
    languages = (language_code(padded[0][source]), language_code(padded[0][target])) if header else ("", "")
    if not all(languages):
        languages = languages_of_delimited(place.name)
    return Detected(
        paths=(place.path,),
        format="xlsx",
        header=header,
        source_column=source,
        target_column=target,
        columns=count,
        source_language=languages[0],
        target_language=languages[1],
        sheet=name,
        sheets=sheets,
        evidence=(
            "A workbook, by its parts",
            f"Sheet {name}, " + ("as chosen" if sheet is not None else "the first one with two columns"),
            *([f"A header, because the first row names the columns: {', '.join(padded[0])}"] if header else []),
            *of_columns(count, source, target, named is not None),
            *by_the_names(*languages),
        ),
    )


def detect_parquet(place: Place) -> Detected:
    """Which columns of a Parquet file hold the sentences."""
    keys = keys_of(place)
    found = Detected(paths=(place.path,), format="parquet", evidence=("Parquet, by its first bytes",))
    sample = islice(rows(found, keys), _SAMPLE_ROWS) if keys else iter(())
    texts = [{key: text for key, text in zip(keys, row, strict=True) if text is not None} for row in sample]
    choice = choose_keys(texts or [dict.fromkeys(keys, "")])
    if choice is None:
        raise fail("No two texts", f"{place} has no two columns of text.", "Choose a file with both languages.")
    return with_keys(found, choice)


def detect_dataset(place: Place) -> Detected:
    """The languages of a dataset."""
    try:
        with contextlib.closing(connect(place.path)) as connection:
            known = dict(connection.execute("SELECT key, value FROM meta WHERE key LIKE '%language'"))
    except (sqlite3.DatabaseError, UnicodeDecodeError) as error:  # the latter in place of a message with any bytes
        raise not_a_dataset(place.path) from error
    return Detected(
        paths=(place.path,),
        format="pairs",
        source_language=str(known.get("source_language", "")),
        target_language=str(known.get("target_language", "")),
        evidence=("A dataset of this program",),
    )


def _sample(place: Place, words: Vocabulary) -> Iterator[_Element]:
    """The first units and what is around them, each to be read before the next one."""
    with Stream(place) as stream:
        elements = (item for item in XmlUnits(stream, place, words) if not isinstance(item, Broken))
        yield from islice(elements, _SAMPLE_UNITS)


def _version(element: _Element) -> str:
    return element.getroottree().getroot().get("version") or ""


def _is_file(element: _Element) -> bool:
    return bool(element.tag.rpartition("}")[2] == "file")


def _states(unit: _Element) -> list[str]:
    """What a unit says of its translation, for each of its segments."""
    found = []
    for target in unit.iter("{*}target"):
        segment = target.getparent()
        state = target.get("state") or (segment.get("state") if segment is not None else "") or ""
        found.append("approved" if unit.get("approved") == "yes" else state or "translated")
    return found or ["without translation"]


def _choices(counts: Counter[str]) -> tuple[str, ...]:
    """The languages to choose from, without their regions; where one has several regions, each of these too."""
    totals: Counter[str] = Counter()
    variants: dict[str, list[str]] = {}
    for found, count in counts.items():
        tag = language_tag(found)
        plain = tag.split("-")[0]
        totals[plain] += count
        variants.setdefault(plain, []).append(tag)
    tags: list[str] = []
    for plain, _ in totals.most_common():
        tags += [plain, *variants[plain]] if len(set(variants[plain])) > 1 else [plain]
    return tuple(dict.fromkeys(tags))


def _variants(counts: Counter[str]) -> tuple[str, ...]:
    """All languages with their regions, the most frequent ones first; spellings that differ in case are one."""
    tags = (language_tag(found) for found, _ in counts.most_common())
    return tuple({tag.lower(): tag for tag in tags}.values())


def _matching(languages: Sequence[str], named: str) -> str:
    tag = language_tag(named)
    return next((choice for choice in (tag, tag.split("-")[0]) if choice in languages), "")


def _same(first: str, second: str) -> bool:
    return first.split("-")[0] == second.split("-")[0]


def _first_rows(place: Place, sheet: str) -> list[tuple[str, ...]]:
    return [row for row in islice(sheet_rows(Detected((place.path,), "xlsx", sheet=sheet)), _SAMPLE_ROWS) if any(row)]


def _no_languages(place: Place, counts: Counter[str]) -> FailureError:
    what = f"only one language, {next(iter(counts))}" if counts else "no translations"
    return fail("No two languages", f"{place} has {what}.", "Choose a translation memory with two languages.")
