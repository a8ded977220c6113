"""XLIFF 1.2, 2.0 and 2.1: what a translator has done so far."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from tfmodel.corpus.detected import Detected, Place, States
from tfmodel.corpus.languages import are_backwards, fit
from tfmodel.corpus.pair import Pair, Rejected, rejected
from tfmodel.corpus.readers.inline import XLIFF_CODES, text_of
from tfmodel.corpus.readers.position import Position
from tfmodel.corpus.readers.units import unit_pair
from tfmodel.corpus.readers.xml_units import Broken, Vocabulary, XmlUnits
from tfmodel.corpus.stream import Stream

if TYPE_CHECKING:
    from lxml.etree import _Element

XLIFF_1 = Vocabulary("XLIFF", root="xliff", unit="trans-unit", context="file")
XLIFF_2 = Vocabulary("XLIFF", root="xliff", unit="unit", context="file")

_UNTRANSLATED = {"new", "initial"}  # beside all that begin with "needs-"
_APPROVED = {"final", "signed-off", "reviewed"}
_HEAD = 1 << 14


def vocabulary(place: Place) -> Vocabulary:
    """Which of the two the file is in: version 1 has other elements than version 2."""
    with Stream(place) as stream:
        head = stream.bytes.read(_HEAD).replace(b"\0", b"")
    return XLIFF_2 if b"xliff:document:2" in head else XLIFF_1


def file_languages(element: _Element) -> tuple[str, str]:
    """Source and target language of a `file` of either version."""
    around = element.getparent()
    if around is None or element.get("source-language") or element.get("target-language"):
        return element.get("source-language") or "", element.get("target-language") or ""
    return around.get("srcLang") or "", around.get("trgLang") or ""


def read_xliff(detected: Detected, position: Position) -> Iterator[Pair | Rejected]:
    """The pairs of an XLIFF file whose state is good enough; backwards when the languages are asked for so.

    Raises:
        FailureError: It is no XLIFF file, or declares entities.
    """
    place = detected.places[0]
    words = vocabulary(place)
    with Stream(place) as stream:
        position.follow(stream)
        units = XmlUnits(stream, place, words)
        reader = _Reader(detected)
        for item in units:
            if isinstance(item, Broken):
                yield rejected(item.line, "broken-unit", item.reason)
            elif item.tag.endswith("}file") or item.tag == "file":
                reader.enter(item)
            else:
                yield from reader.pairs(item, units.line_of(item), words)


class _Reader:
    def __init__(self, detected: Detected) -> None:
        self._detected = detected
        self._fits, self._backwards = True, False

    def enter(self, file: _Element) -> None:
        """Goes on with another file of the file."""
        source, target = file_languages(file)
        wanted = self._detected.source_language, self._detected.target_language
        self._backwards = are_backwards(wanted, (source, target))
        self._fits = self._backwards or fit(wanted, (source, target))

    def pairs(self, unit: _Element, line: int, words: Vocabulary) -> Iterator[Pair | Rejected]:
        """The pairs of a unit: one, or one a segment."""
        space = unit.tag.removesuffix(words.unit)
        name = unit.get("id") or ""
        note = "\n".join(note.text or "" for note in unit.iter(f"{space}note"))
        if words is XLIFF_1:
            yield self._pair(unit, space, line, name, note)
            return
        segments = list(unit.iter(f"{space}segment"))
        for number, segment in enumerate(segments, 1):
            own = segment.get("id") or (str(number) if len(segments) > 1 else "")
            yield self._pair(segment, space, line, f"{name}/{own}" if own else name, note)

    def _pair(self, element: _Element, space: str, line: int, name: str, note: str) -> Pair | Rejected:
        source, target = element.find(f"{space}source"), element.find(f"{space}target")
        shown = "" if source is None else "".join(source.itertext())
        if source is None or target is None:
            return rejected(line, "not-translated" if target is None else "empty-source", shown)
        if not self._fits:
            return rejected(line, "missing-language", shown)
        reason = _refusal(element, target, self._detected.states)
        if reason:
            return rejected(line, reason, shown)
        texts = [text_of(side, XLIFF_CODES, self._detected.inline) for side in (source, target)]
        if texts[0] is None or texts[1] is None:
            return rejected(line, "inline-codes", shown)
        if self._backwards:
            texts.reverse()
        return unit_pair(texts[0] or "", texts[1] or "", line, name, note)


def _refusal(element: _Element, target: _Element, states: States) -> str:
    """Why the state of a unit (version 1, on the target too) or of a segment (version 2) is not good enough, or ""."""
    state = target.get("state") or element.get("state") or ""
    approved = state in _APPROVED or element.get("approved") == "yes"
    if states == "approved" and not approved:
        return "not-approved"
    if states == "translated" and not approved and (state in _UNTRANSLATED or state.startswith("needs-")):
        return "not-translated"
    return ""
