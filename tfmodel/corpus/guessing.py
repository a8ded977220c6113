"""Languages that nothing names, guessed from the sentences."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice

from tfmodel.contract.failure import FailureError
from tfmodel.corpus.detected import Detected
from tfmodel.corpus.identification import NO_LANGUAGE, identify
from tfmodel.corpus.pair import Pair
from tfmodel.corpus.readers import read

_ITEMS = 300  # lines that are looked at
_LETTERS = 200  # fewer tell nothing
_SURE = 0.9


def with_guessed_languages(detected: Detected) -> Detected:
    """The same with the languages of its first sentences where none was known, and with the evidence."""
    if detected.source_language and detected.target_language:
        return detected
    try:
        pairs = [item for item in islice(read(detected), _ITEMS) if isinstance(item, Pair)]
    except FailureError:  # what is wrong with the file is said when it is read for its own sake
        return detected
    source = detected.source_language or _language([pair.source for pair in pairs])
    target = detected.target_language or _language([pair.target for pair in pairs])
    if not (source and target) or source == target:
        return detected
    evidence = f"From {source} to {target}, by the words of the first {len(pairs):,} pairs"
    return replace(detected, source_language=source, target_language=target, evidence=(*detected.evidence, evidence))


def _language(sentences: list[str]) -> str:
    text = " ".join(sentences)[:20_000]
    if sum(map(str.isalpha, text)) < _LETTERS:
        return ""
    try:
        found = identify(text)
    except OSError:  # it unpacks its model in the folder of temporary files, which may be full
        return ""
    return found.language if found.probability >= _SURE and found.language != NO_LANGUAGE else ""
