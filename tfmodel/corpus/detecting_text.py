"""How text files are to be read: delimited, parallel, PO and JSON Lines, each in some encoding."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import islice

from tfmodel.contract.failure import FailureError, fail
from tfmodel.corpus.delimiters import Columns, detect_columns
from tfmodel.corpus.detected import Detected, Place
from tfmodel.corpus.encoding import Encoding, detect_encoding
from tfmodel.corpus.keys import KeyChoice, choose_keys
from tfmodel.corpus.languages import language_code, language_of_parallel, language_tag, languages_of_delimited, sibling
from tfmodel.corpus.readers.json_lines import parsed, text_keys
from tfmodel.corpus.text_file import TextFile, sample_bytes

_SAMPLE_BYTES = 1 << 18
_SAMPLE_LINES = 200


def encoding_of(place: Place, known: str | None) -> Encoding:
    """The encoding of a text file, as chosen or as found.

    Raises:
        FailureError: It is empty or no text.
    """
    sample = sample_bytes(place, _SAMPLE_BYTES)
    if not sample.strip():
        raise fail("Empty file", f"{place} is empty.", "Choose a file with a pair of sentences a line.")
    if known is not None:
        return Encoding(known, f"{known}, as chosen")
    found = detect_encoding(sample)
    if found is None:
        raise fail("Not a text file", f"{place} is not a text file.", "Save the pairs as text, one pair a line.")
    return found


def detect_delimited(place: Place, encoding: Encoding, delimiter: str | None) -> Detected:
    """How a file with a pair a line is to be read."""
    spreadsheet = ".csv" in place.name.lower()
    columns = detect_columns(_lines(place, encoding), spreadsheet=spreadsheet, delimiter=delimiter)
    if columns is None:
        raise _one_column(place)
    source, target = _languages(place, columns)
    return Detected(
        paths=(place.path,),
        format="delimited",
        encoding=encoding.name,
        delimiter=columns.delimiter,
        quoting=columns.quoting,
        header=bool(columns.header),
        source_column=columns.source,
        target_column=columns.target,
        columns=columns.count,
        source_language=source,
        target_language=target,
        evidence=(encoding.evidence, *columns.evidence, *by_the_names(source, target)),
    )


def detect_parallel(places: Sequence[Place], encodings: Sequence[Encoding]) -> Detected:
    """How two files with a sentence a line are to be read."""
    first, second = (place.name for place in places)
    source, target = language_of_parallel(first, second), language_of_parallel(second, first)
    evidence = [f"{place.name}: {found.evidence}" for place, found in zip(places, encodings, strict=True)]
    return Detected(
        paths=tuple(place.path for place in places),
        format="parallel",
        encoding=encodings[0].name,
        source_language=source,
        target_language=target,
        evidence=(*evidence, *by_the_names(source, target)),
        target_encoding=encodings[1].name if encodings[1].name != encodings[0].name else None,
    )


_HEADER_FIELD = r'^"\s*{}\s*:\s*([^;"\s\\]+)'


def detect_po(place: Place, known: str | None) -> Detected:
    """How a PO file is to be read; its header names its encoding and the language of the translations."""
    lines = _lines(place, Encoding("utf-8", ""))
    head = "\n".join(lines)
    charset = re.search(r"charset=([\w.:-]+)", head)
    encoding = encoding_of(place, known)
    if known is None and charset is not None and _is_codec(charset[1]) and not encoding.name.endswith("-sig"):
        encoding = Encoding(charset[1].lower(), f"{charset[1]}, by the header")
    language = re.search(_HEADER_FIELD.format("Language"), head, re.MULTILINE)
    target = language_tag(language[1]) if language else _language_of_place(place)
    named = f"To {target}, by the header" if language else f"To {target}, by the name of the file or its folder"
    return Detected(
        paths=(place.path,),
        format="po",
        encoding=encoding.name,
        source_language="en",
        target_language=target,
        evidence=(
            "gettext PO, because it has messages and translations",
            encoding.evidence,
            "From en, in which the messages of programs nearly always are",
            *([named] if target else []),
        ),
    )


def detect_json_lines(place: Place, encoding: Encoding) -> Detected:
    """How a file with an object a line is to be read."""
    records = [parsed(line) for line in _lines(place, encoding)]
    texts = [text_keys(record) for record in records if record is not None]
    choice = choose_keys(texts)
    if choice is None:
        raise fail(
            "No two texts",
            f"The lines of {place} are no JSON objects with two texts in each.",
            'Choose a file with an object a line, such as {"en": "a house", "fr": "une maison"}.',
        )
    return with_keys(
        Detected(
            paths=(place.path,),
            format="jsonl",
            encoding=encoding.name,
            evidence=("JSON Lines, because every line is an object", encoding.evidence),
        ),
        choice,
    )


def with_keys(detected: Detected, choice: KeyChoice) -> Detected:
    """The same with keys, and with the languages and the evidence that they give."""
    return replace(
        detected,
        keys=choice.keys,
        source_key=choice.source,
        target_key=choice.target,
        source_language=choice.languages[0],
        target_language=choice.languages[1],
        evidence=(*detected.evidence, *choice.evidence),
    )


def by_the_names(source: str, target: str) -> tuple[str, ...]:
    """The sentence about languages that names tell."""
    return (f"From {source} to {target}, by the names",) if source and target else ()


def _lines(place: Place, encoding: Encoding) -> list[str]:
    with TextFile(place, encoding.name) as file:
        found: Iterable[str] = islice(file, _SAMPLE_LINES)
        return list(found)


def _languages(place: Place, columns: Columns) -> tuple[str, str]:
    if columns.header:
        named = language_code(columns.header[columns.source]), language_code(columns.header[columns.target])
        if all(named):
            return named
    return languages_of_delimited(place.name)


def _language_of_place(place: Place) -> str:
    """The language of "fr.po" or of "locale/fr/LC_MESSAGES/django.po"."""
    parts = (place.member or str(place.path)).replace("\\", "/").split("/")
    words = [parts[-1].split(".")[0], *reversed(parts[:-1])]
    return next((language_tag(word) for word in words[:4] if language_code(word) and len(word) <= 7), "")


def _is_codec(name: str) -> bool:
    try:
        "".encode(name)
    except LookupError:
        return False
    return True


def _one_column(place: Place) -> FailureError:
    other = None if place.member else sibling(place.path)
    advice = (
        f"Choose it together with {other.name}, which seems to hold the translations."
        if other is not None
        else "Choose a file with two columns between tabs or commas, or two files with the same number of lines."
    )
    return fail("One column only", f"The lines of {place} have one column, so there is no translation in them.", advice)
