"""Writes pairs of a dataset as a file that other programs read: TSV or TMX 1.4b."""

from __future__ import annotations

import re
from array import array
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path
from xml.sax.saxutils import XMLGenerator
from xml.sax.xmlreader import AttributesImpl

from tfmodel.contract.atomic import replacing
from tfmodel.contract.failure import fail
from tfmodel.corpus.pair import REASONS
from tfmodel.corpus.store import PairStore, Row
from tfmodel.corpus.tables import SPLITS

_AT_ONCE = 1_000
_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # characters that XML 1.0 has not
_BREAKS = re.compile(r"[\t\r\n]+")

Told = Callable[[int, int], None]


def extract(store: PairStore, into: Path, ids: array[int] | None, told: Told = lambda done, total: None) -> int:
    """Writes pairs, with where they came from; returns how many.

    Args:
        store: The dataset.
        into: The file, complete or absent; its ending says the format.
        ids: Which pairs, in order; None: all that are used, part by part.
        told: Called now and then with the pairs done and all to do; what it raises ends the work.

    Raises:
        FailureError: The ending is another.
    """
    counts = store.counts()
    total = counts.total - counts.unused if ids is None else len(ids)
    rows = _told(_rows(store, ids), total, told)
    with replacing(into) as temporary:
        if into.suffix.lower() == ".tsv":
            return _write_tsv(temporary, store.languages, rows)
        if into.suffix.lower() == ".tmx":
            return _write_tmx(temporary, store.languages, rows)
        raise fail("Unknown format", f"{into.name} ends neither in .tsv nor in .tmx.", "Give it one of these endings.")


def extract_rejected(store: PairStore, into: Path) -> int:
    """Writes the lines that imports left out and that are kept, as TSV: line, reason, text; returns how many.

    Where the pairs come from several files, the file of each line stands last.

    Raises:
        FailureError: The ending is not .tsv.
    """
    if into.suffix.lower() != ".tsv":
        raise fail("Unknown format", f"{into.name} does not end in .tsv.", "Give it this ending.")
    count, several = store.rejected_stored(), len(store.origin_names()) > 1
    with replacing(into) as temporary, temporary.open("w", encoding="utf-8", newline="\n") as file:
        file.write(_tabbed("line", "reason", "text", *(["file"] if several else [])))
        for offset in range(0, count, _AT_ONCE):
            for line in store.rejected(offset, _AT_ONCE):
                origin = [line.origin] if several else []
                file.write(_tabbed(str(line.line), REASONS.get(line.reason, line.reason), line.text, *origin))
    return count


def _rows(store: PairStore, ids: array[int] | None) -> Iterator[Row]:
    if ids is None:
        return chain.from_iterable(store.stream(split) for split in SPLITS)
    return chain.from_iterable(store.rows(ids[start : start + _AT_ONCE]) for start in range(0, len(ids), _AT_ONCE))


def _told(rows: Iterable[Row], total: int, told: Told) -> Iterator[Row]:
    for number, row in enumerate(rows):
        if number % _AT_ONCE == 0:
            told(number, total)
        yield row


def _write_tsv(path: Path, languages: tuple[str, str], rows: Iterable[Row]) -> int:
    """Source and target first, so that it is imported again as it is."""
    count = 0
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(_tabbed(languages[0] or "source", languages[1] or "target", "part", "file", "line"))
        for row in rows:
            file.write(_tabbed(row.source, row.target, row.split, row.origin, str(row.line)))
            count += 1
    return count


def _tabbed(*cells: str) -> str:
    return "\t".join(_BREAKS.sub(" ", cell) for cell in cells) + "\n"


def _write_tmx(path: Path, languages: tuple[str, str], rows: Iterable[Row]) -> int:
    """Translation Memory eXchange 1.4b; a side whose language nobody named gets a private tag.

    Of several pairs of one unit, such as plural forms, the first has its name: a program may keep but one of each name.
    """
    tags = languages[0] or "x-source", languages[1] or "x-target"
    count, named = 0, set[int]()  # hashes: the names of millions of units would fill the memory
    with path.open("w", encoding="utf-8", newline="\n") as file:
        xml = XMLGenerator(file, "utf-8", short_empty_elements=True)
        xml.startDocument()
        xml.startElement("tmx", AttributesImpl({"version": "1.4"}))
        xml.ignorableWhitespace("\n")
        header = {
            "creationtool": "Transformer Desk",
            "creationtoolversion": "1",
            "creationdate": datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ"),
            "segtype": "sentence",
            "o-tmf": "pairs",
            "adminlang": "en",
            "srclang": tags[0],
            "datatype": "plaintext",
        }
        xml.startElement("header", AttributesImpl(header))
        xml.endElement("header")
        xml.startElement("body", AttributesImpl({}))
        for row in rows:
            name = "" if hash(row.unit) in named else row.unit
            _write_unit(xml, row, tags, name)
            if name:
                named.add(hash(name))
            count += 1
        for name in ("body", "tmx"):
            xml.ignorableWhitespace("\n")
            xml.endElement(name)
        xml.endDocument()
    return count


def _write_unit(xml: XMLGenerator, row: Row, tags: tuple[str, str], name: str) -> None:
    xml.ignorableWhitespace("\n")
    xml.startElement("tu", AttributesImpl({"tuid": _in_xml(name)} if name else {}))
    if row.note:
        _write(xml, "note", {}, row.note)
    about = {"x-number": str(row.id), "x-origin": row.origin, "x-line": str(row.line), "x-part": row.split}
    for kind, text in about.items():
        _write(xml, "prop", {"type": kind}, text)
    for tag, text in zip(tags, (row.source, row.target), strict=True):
        xml.startElement("tuv", AttributesImpl({"xml:lang": tag}))
        _write(xml, "seg", {}, text)
        xml.endElement("tuv")
    xml.endElement("tu")


def _write(xml: XMLGenerator, name: str, attributes: dict[str, str], text: str) -> None:
    xml.startElement(name, AttributesImpl(attributes))
    xml.characters(_in_xml(text))
    xml.endElement(name)


def _in_xml(text: str) -> str:
    return _NO_XML.sub("\ufffd", text)
