"""Pairs of formats that name their units."""

from __future__ import annotations

from tfmodel.corpus.cleaning import clean
from tfmodel.corpus.pair import Pair, Rejected


def unit_pair(source: str, target: str, line: int, unit: str = "", note: str = "") -> Pair | Rejected:
    """The pair of two fields with what the file says beside them, or why it is none."""
    found = clean(source, target, line)
    if isinstance(found, Rejected) or not (unit or note):
        return found
    return Pair(found.source, found.target, line, unit, note)
