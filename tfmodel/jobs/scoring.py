"""Scores of translations against references: sacreBLEU's, each with the signature that makes it comparable."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from tfmodel.contract.failure import fail
from tfmodel.corpus.words import HAN, UNSPACED

Measure = Literal["bleu", "chrf", "loss"]  # by which weights are better than others

Told = Callable[[int], None]  # how many sentences are done

AUTO = "auto"  # the tokenizer that suits the references
SLICE = 1000  # sentences whose n-grams are in memory at once
_ORDER = 4  # tokens of BLEU's longest n-grams
_ENOUGH = 0.1  # of the references: BLEU of fewer sentences is an accident
_HAN = re.compile(f"[{HAN}]")


@dataclass(frozen=True)
class Score:
    """A figure from 0 to 100 and how it was made."""

    value: float
    signature: str


def tokenizer_for(references: Sequence[str]) -> str:
    """BLEU's tokenizer for a text: "13a" cuts at spaces and marks, "zh" also at Chinese letters, "char" at all letters.

    Where words stand without spaces a sentence would be one word of 13a, and BLEU 0 or an accident.
    """
    text = "".join(references[:1000])
    unspaced = len(UNSPACED.findall(text))
    if 2 * unspaced <= sum(map(str.isalpha, text)) or not unspaced:
        return "13a"
    return "zh" if len(_HAN.findall(text)) > 0.9 * unspaced else "char"  # Japanese has kana among its Han letters


def settled(tokenize: str, references: Sequence[str]) -> str:
    """The tokenizer that was asked for, or the one that suits."""
    return tokenizer_for(references) if tokenize == AUTO else tokenize


def measure_for(wanted: Measure, references: Sequence[str], tokenize: str) -> Measure:
    """What is wanted, but chrF instead of BLEU where hardly a reference has four tokens of sacreBLEU's `tokenize`.

    BLEU is then 0 however good the translations are, or what a few that ramble make of it.
    """
    return wanted if wanted != "bleu" or _have_n_grams(references, tokenize) else "chrf"


def _have_n_grams(references: Sequence[str], tokenize: str) -> bool:
    from sacrebleu.metrics import BLEU

    cut = BLEU(tokenize=tokenize, force=True).tokenizer
    return sum(len(cut(text).split()) >= _ORDER for text in references) >= _ENOUGH * len(references)


def bleu(
    hypotheses: Sequence[str], references: Sequence[str], tokenize: str = "13a", told: Told | None = None
) -> Score:
    """Corpus BLEU (Papineni et al. 2002), cased; no advice is printed where the texts are tokenized (`force`)."""
    from sacrebleu.metrics import BLEU

    return _score(BLEU(tokenize=tokenize, force=True), hypotheses, references, told)


def check_tokenizer(name: str) -> None:
    """Raises a FailureError when sacreBLEU has no tokenizer of that name, or cannot make it here."""
    from sacrebleu.metrics import BLEU

    if name == AUTO:
        return
    if name not in BLEU.TOKENIZERS:
        known = ", ".join(sorted(BLEU.TOKENIZERS))
        raise fail("Unknown tokenizer", f"sacreBLEU has no tokenizer {name!r}.", f"Choose one of {known}.")
    try:
        BLEU(tokenize=name)
    except (ImportError, RuntimeError, OSError) as error:
        reason = str(error).strip().partition("\n")[0].rstrip(".")
        raise fail(
            "Tokenizer missing",
            f"sacreBLEU cannot make its tokenizer {name} here: {reason}.",
            "Install what it asks for, or choose another.",
        ) from error


def chrf(hypotheses: Sequence[str], references: Sequence[str], told: Told | None = None) -> Score:
    """chrF2 (Popović 2015)."""
    from sacrebleu.metrics import CHRF

    return _score(CHRF(), hypotheses, references, told)


def ter(hypotheses: Sequence[str], references: Sequence[str], told: Told | None = None) -> Score:
    """Translation edit rate (Snover et al. 2006); lower is better."""
    from sacrebleu.metrics import TER

    return _score(TER(), hypotheses, references, told)


def exact_match(hypotheses: Sequence[str], references: Sequence[str]) -> float:
    """The share of translations that are their reference, letter for letter."""
    pairs = zip(hypotheses, references, strict=True)
    return sum(hypothesis == reference for hypothesis, reference in pairs) / max(1, len(references))


def counts_of(
    metric: Any, hypotheses: Sequence[str], references: Sequence[str], told: Told | None = None
) -> Iterator[list[list[float]]]:
    """What sacreBLEU's metric counts in each sentence and makes its scores of: (sentences, counts), slice by slice.

    `corpus_score` keeps the n-grams of all references first: for chrF 40 KB a sentence.
    """
    for first in range(0, len(references), SLICE):
        part = slice(first, first + SLICE)
        yield metric._extract_corpus_statistics(hypotheses[part], [references[part]])
        if told is not None:
            told(min(first + SLICE, len(references)))


def _score(metric: Any, hypotheses: Sequence[str], references: Sequence[str], told: Told | None) -> Score:
    slices = counts_of(metric, hypotheses, references, told)
    result = metric._aggregate_and_compute([counts for of_slice in slices for counts in of_slice])
    return Score(float(result.score), str(metric.get_signature()))
