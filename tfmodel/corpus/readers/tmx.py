"""TMX 1.1 to 1.4b: translation memories, any two of their languages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from tfmodel.corpus.detected import Detected
from tfmodel.corpus.languages import language_rank
from tfmodel.corpus.pair import Pair, Rejected, rejected
from tfmodel.corpus.readers.inline import TMX_CODES, text_of
from tfmodel.corpus.readers.position import Position
from tfmodel.corpus.readers.units import unit_pair
from tfmodel.corpus.readers.xml_units import Broken, Vocabulary, XmlUnits
from tfmodel.corpus.stream import Stream

if TYPE_CHECKING:
    from lxml.etree import _Element

TMX = Vocabulary("TMX", root="tmx", unit="tu", context="header")
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def language_of(variant: _Element) -> str:
    """The language of a `tuv`: `xml:lang`, which TMX 1.1 calls `lang`."""
    return variant.get(_LANG) or variant.get("lang") or ""


def read_tmx(detected: Detected, position: Position) -> Iterator[Pair | Rejected]:
    """The pairs of a TMX file in the two languages of `detected`.

    Raises:
        FailureError: It is no TMX file, or declares entities.
    """
    place = detected.places[0]
    with Stream(place) as stream:
        position.follow(stream)
        units = XmlUnits(stream, place, TMX)
        reader = _Reader(detected)
        for item in units:
            if isinstance(item, Broken):
                yield rejected(item.line, "broken-unit", item.reason)
            elif not item.tag.endswith("header"):
                yield reader.pair(item, units.line_of(item))


class _Reader:
    def __init__(self, detected: Detected) -> None:
        self._inline = detected.inline
        self._wanted = detected.source_language, detected.target_language
        self._ranks: dict[str, tuple[int, int]] = {}
        self._tag = self._variant = self._segment = self._note = ""

    def pair(self, unit: _Element, line: int) -> Pair | Rejected:
        """The pair of a `tu`."""
        if unit.tag != self._tag:
            self._tag = unit.tag
            space = unit.tag.removesuffix("tu")
            self._variant, self._segment, self._note = f"{space}tuv", f"{space}seg", f"{space}note"
        source, target, note = self._sides(unit)
        if source is None or target is None or source is target:  # the only one of two variants of a language
            found = source if target is None else target
            return rejected(line, "missing-language", "" if found is None else "".join(found.itertext()))
        texts = text_of(source, TMX_CODES, self._inline), text_of(target, TMX_CODES, self._inline)
        if texts[0] is None or texts[1] is None:
            return rejected(line, "inline-codes", "".join(source.itertext()))
        return unit_pair(texts[0], texts[1], line, unit.get("tuid") or "", note)

    def _sides(self, unit: _Element) -> tuple[_Element | None, _Element | None, str]:
        """The segments of both languages, those in exactly the wanted variants first, and the notes."""
        source = target = None
        best_source = best_target = 0
        note = ""
        for child in unit:
            if child.tag == self._variant:
                language = language_of(child)
                source_rank, target_rank = self._ranks.get(language) or self._rank(language)
                if source_rank > best_source and (segment := self._segment_of(child)) is not None:
                    source, best_source = segment, source_rank
                if target_rank > best_target and (segment := self._segment_of(child)) is not None:
                    target, best_target = segment, target_rank
            elif child.tag == self._note:
                note = f"{note}\n{child.text or ''}".strip()
        return source, target, note

    def _segment_of(self, variant: _Element) -> _Element | None:
        for child in variant:  # nearly always the first one, which find() takes much longer to find
            if child.tag == self._segment:
                return child
        return None

    def _rank(self, language: str) -> tuple[int, int]:
        source, target = self._wanted
        if len(self._ranks) > 1_000:  # nobody speaks so many
            self._ranks.clear()
        self._ranks[language] = language_rank(source, language), language_rank(target, language)
        return self._ranks[language]
