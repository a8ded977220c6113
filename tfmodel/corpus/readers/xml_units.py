"""Units of an XML file, one after another, in bounded memory, from files that nobody vouches for.

The parser loads no DTD and nothing from anywhere else, expands no entity, and a file that declares some is refused. A
unit that is damaged costs itself alone: the reading goes on with the next one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.sax.saxutils import quoteattr

from tfmodel.contract.failure import FailureError, fail
from tfmodel.corpus.detected import Place
from tfmodel.corpus.stream import Stream

if TYPE_CHECKING:
    from lxml.etree import XMLPullParser, _Element

_CHUNK = 1 << 16
_TAIL = 128  # bytes that may hold the first half of a tag
_LONGEST_UNIT = 64  # chunks
_LONGEST_GAP = 128  # chunks without a unit; the parser holds a comment or a tag in memory until it ends
_MOST_DAMAGE = 1_000  # damaged units, where they outnumber the good ones: then the rest is not worth the time


@dataclass(frozen=True)
class Vocabulary:
    """The elements that matter in a format.

    Attributes:
        title: Of the format.
        root: Name of the outermost element.
        unit: Name of the elements that hold a pair.
        context: Name of an element around units whose attributes matter; yielded when it begins.
    """

    title: str
    root: str
    unit: str
    context: str


@dataclass(frozen=True)
class Broken:
    """A place where the file is no XML: its line, counted from 1, and why."""

    line: int
    reason: str


class XmlUnits:
    """Iterates over units, contexts and damage; an element is to be read before the next one is asked for."""

    def __init__(self, stream: Stream, place: Place, vocabulary: Vocabulary) -> None:
        self._stream, self._place, self._vocabulary = stream, place, vocabulary
        name = re.escape(vocabulary.unit.encode())
        self._begin = re.compile(rb"<(?:[\w.-]+:)?%s[\s>/]" % name)
        self._end = re.compile(rb"</(?:[\w.-]+:)?%s\s*>" % name)
        self._parser: XMLPullParser | None = None  # None while the next unit after damage is looked for
        self._root: _Element | None = None
        self._encoding = ""
        self._header = b""  # the elements around a unit
        self._unit_tag = ""  # of the last unit, with its namespace
        self._tail = b""
        self._lines = 0  # before the chunk
        self._offset = 0  # before what the parser has seen
        self._opened = self._closed = self._age = 0
        self._good = self._bad = 0
        self._is_wide = False  # in UTF-16 or UTF-32: no tag can be found by its bytes, to go on with after damage
        self._stopped = False

    def line_of(self, element: _Element) -> int:
        """The line on which it begins, counted from 1."""
        return self._offset + (element.sourceline or 1)

    def __iter__(self) -> Iterator[_Element | Broken]:
        """Reads to the end.

        Raises:
            FailureError: It is no such file, declares entities, or is packed and damaged.
        """
        self._parser = self._new_parser(None)
        first = True
        while chunk := self._stream.bytes.read(_CHUNK):
            if first:
                self._is_wide, first = b"\0" in chunk[:4], False
            yield from self._read(self._tail + chunk)
            if self._stopped:
                return
            if self._bad > max(_MOST_DAMAGE, self._good):
                yield Broken(self._lines + 1, "too much is damaged: the rest was not read")
                return
        if not self._header:
            raise self._no_such_file("it ends too early")
        if self._parser is not None:
            yield from self._finish(self._parser)

    def _read(self, chunk: bytes) -> Iterator[_Element | Broken]:
        position = self._resume(chunk, 0) if self._parser is None else 0
        while self._parser is not None:
            before = self._opened, self._closed
            found, error = self._feed(self._parser, chunk[position:])
            yield from found
            if error is None:
                self._prune()
                break
            self._bad += 1
            if self._is_wide:
                self._stopped = True
                yield Broken(error.line, f"{error.reason}: the rest was not read")
                return
            yield error
            position = self._resume(chunk, max(position + 1, self._after_damage(chunk, position, *before)))
        self._tail = chunk[-_TAIL:] if self._parser is None else b""
        self._lines += chunk.count(b"\n") - self._tail.count(b"\n")

    def _feed(self, parser: XMLPullParser, piece: bytes) -> tuple[list[_Element], Broken | None]:
        from lxml.etree import XMLSyntaxError

        error, opened = None, self._opened
        try:
            parser.feed(piece)
        except XMLSyntaxError as caught:
            error = Broken(self._offset + (caught.lineno or 1), _reason(caught))
        found = self._events(parser)
        if not self._header:
            raise self._no_such_file(error.reason if error else "its first element is another one")
        self._age = 0 if found or self._opened > opened else self._age + 1
        if self._age > (_LONGEST_UNIT if self._opened > self._closed else _LONGEST_GAP):
            error = Broken(self._lines + 1, "a unit, or what stands between two, is longer than any sentence")
        return found, error

    def _events(self, parser: XMLPullParser) -> list[_Element]:
        found, last = [], None
        for event, element in parser.read_events():
            is_unit = element.tag == self._unit_tag or _is(element, self._vocabulary.unit)
            if is_unit and event == "end":
                self._closed += 1
                found.append(element)
            elif is_unit:
                self._opened, last, self._unit_tag = self._opened + 1, element, element.tag
            elif element.getparent() is None:
                self._take_root(element, event)
            elif event == "start":
                found.append(element)
        self._good += len(found)
        if last is not None and self._root is not None:  # without a root it is no such file
            self._header = b"".join(_start_tag(around) for around in reversed(list(last.iterancestors())))
        return found

    def _take_root(self, root: _Element, event: str) -> None:
        if self._header or event == "end":
            return
        info = root.getroottree().docinfo
        if info.internalDTD is not None and any(True for _ in info.internalDTD.iterentities()):
            raise fail(
                "Entities in the file",
                f"{self._place} declares entities of its own, as attacks do and translation files do not.",
                "Nothing was read. Export the file again with another program, or replace the entities.",
            )
        self._root, self._header, self._encoding = root, _start_tag(root), (info.encoding or "utf-8").lower()

    def _after_damage(self, chunk: bytes, position: int, opened: int, closed: int) -> int:
        """Where in a chunk that was fed from `position` on the damaged unit has begun already.

        Args:
            chunk: With the damage.
            position: Where the parser began.
            opened: Units that had begun before.
            closed: Units that had ended before.
        """
        ended = self._closed - closed
        for _ in range(ended):
            match = self._end.search(chunk, position)
            position = match.end() if match else len(chunk)
        begun_before = opened > closed and not ended
        if self._opened > self._closed and not begun_before:
            match = self._begin.search(chunk, position)
            position = match.end() if match else len(chunk)
        return position

    def _resume(self, chunk: bytes, after: int) -> int:
        """Begins anew with the next unit of a chunk; returns where that is."""
        match = self._begin.search(chunk, after)
        self._parser = None
        if match is None:
            return len(chunk)
        self._offset = self._lines + chunk.count(b"\n", 0, match.start())
        self._opened = self._closed = self._age = 0
        self._parser = self._new_parser(self._encoding)
        self._parser.feed(self._header)
        self._root = next(element for _, element in [*self._parser.read_events()])
        return match.start()

    def _prune(self) -> None:
        """Forgets what was read, but for what is still open."""
        node = self._root
        while node is not None and len(node) and not _is(node, self._vocabulary.unit):
            del node[:-1]
            node = node[-1]

    def _finish(self, parser: XMLPullParser) -> Iterator[_Element | Broken]:
        from lxml.etree import XMLSyntaxError

        error = None
        try:
            parser.close()
        except XMLSyntaxError as caught:
            error = _reason(caught)
        yield from self._events(parser)
        if error is not None and (self._opened > self._closed or not self._bad):
            yield Broken(self._lines + 1, f"the file ends too early: {error}")

    def _new_parser(self, encoding: str | None) -> XMLPullParser:
        from lxml.etree import XMLPullParser

        words = self._vocabulary
        return XMLPullParser(
            events=("start", "end"),
            tag=[f"{{*}}{name}" for name in {words.root, words.unit, words.context}],
            encoding=encoding,
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        )

    def _no_such_file(self, why: str) -> FailureError:
        return fail(
            f"Not a {self._vocabulary.title} file",
            f"{self._place} cannot be read as {self._vocabulary.title}: {why}.",
            "Export it again, or choose another file.",
        )


def _is(element: _Element, name: str) -> bool:
    return isinstance(element.tag, str) and element.tag.rpartition("}")[2] == name


def _start_tag(element: _Element) -> bytes:
    spaces = "".join(
        f" xmlns{':' + prefix if prefix else ''}={quoteattr(uri)}"
        for prefix, uri in element.nsmap.items()
        if prefix != "xml"
    )
    name = element.tag.rpartition("}")[2]
    return f"<{element.prefix}:{name}{spaces}>".encode() if element.prefix else f"<{name}{spaces}>".encode()


def _reason(error: SyntaxError) -> str:
    return re.sub(r",? line \d+(, column \d+)?", "", error.msg or "it is no XML").strip()
