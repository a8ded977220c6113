"""A look at the validation part during training, on a float32 copy of the model that shares nothing with `fit`."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import NamedTuple

import numpy as np

from tfmodel.contract import events
from tfmodel.contract.awake import awake_seconds
from tfmodel.contract.config import Config
from tfmodel.contract.decoding_config import LENGTH_MARGIN, DecodingConfig
from tfmodel.corpus.batches import Batch, BatchSource
from tfmodel.corpus.shapes import Shapes
from tfmodel.corpus.sizes import round_up
from tfmodel.corpus.tokenizers import TokenizerPair
from tfmodel.jobs import compiling, scoring
from tfmodel.jobs.pinned import Ids, PinnedSentences
from tfmodel.jobs.queries import Query, padded
from tfmodel.jobs.searching import Searcher
from tfmodel.net.attention_maps import attention_weights
from tfmodel.net.objective import token_statistics
from tfmodel.net.tensor import Tensor
from tfmodel.net.transformer import Transformer

VALIDATION_TOKENS = 1000  # a batch of the validation part
MANY_LOGITS = 2**26  # of all batches that are computed side by side
FRESH = 3  # times as many sentences on which the finished model is chosen, where the part has them
SAMPLES = 8  # translations that are shown at a validation, unless more sentences are pinned


@dataclass(frozen=True)
class Scores:
    """What one validation measured; `seconds` is what it took itself. The samples are the first sentences."""

    loss: float
    perplexity: float
    token_accuracy: float
    bleu: scoring.Score
    chrf: scoring.Score
    samples: tuple[events.Sample, ...]
    seconds: float


def samples_of(pinned: Sequence[events.AttendedSentence], scores: Scores) -> tuple[events.Sample, ...]:
    """What is shown of a validation: the pinned sentences, and the first of the others where those are few."""
    own = [events.Sample(source=one.text, reference=one.reference, hypothesis=one.translation) for one in pinned]
    there = {sample.source for sample in own}
    others = [sample for sample in scores.samples if sample.source not in there]
    return (*own, *others[: max(0, SAMPLES - len(own))])


class Sentences(NamedTuple):
    """(source, reference) texts of the validation part.

    Attributes:
        of_each: Translated at each validation.
        fresh: On which the finished model is chosen: the best of many validations had luck with its sentences.
    """

    of_each: Sequence[tuple[str, str]]
    fresh: Sequence[tuple[str, str]]


def spread(pairs: Iterable[tuple[str, str] | None], count: int, wanted: int) -> Sentences:
    """Every n-th of `count` pairs, and up to `FRESH` times as many between them, without Nones.

    Files may be sorted, and the datasets of a mix come one after the other. Those that are None count among the
    `wanted`, so that runs to which others are None have the same pairs; fewer remain then, perhaps none.
    """
    step = max(1, count // wanted)
    between = {step * part // (FRESH + 1) for part in range(1, FRESH + 1)} - {0}
    of_each: list[tuple[str, str]] = []
    fresh: list[tuple[str, str]] = []
    for place, pair in enumerate(islice(pairs, wanted * step)):
        if pair is None:
            continue
        if place % step == 0:
            of_each.append(pair)
        elif place % step in between:
            fresh.append(pair)
    return Sentences(of_each, fresh)


class Validator:
    """Measures a model on fixed validation sentences.

    Args:
        transformer: A float32 model of its own; `scores` measures whatever weights it has.
        batches: All of the validation part.
        sentences: Those that are translated for BLEU.
        margin: See `SearchGraphs`.
        at_once: How many batches are computed side by side, where each has cores of its own.

    Attributes:
        measure: Which of the scores says what weights are better: the one of the settings, or chrF where the
            references are too short for BLEU.
    """

    def __init__(
        self,
        transformer: Transformer,
        tokenizers: TokenizerPair,
        config: Config,
        batches: BatchSource,
        sentences: Sentences,
        at_once: int = 1,
        margin: int = LENGTH_MARGIN,
    ) -> None:
        self.transformer = transformer
        self._tokenizers = tokenizers
        self._smoothing = config.training.label_smoothing
        self._batches = batches
        self.sentences, self.fresh = sentences
        self._at_once = max(1, min(at_once, MANY_LOGITS // (VALIDATION_TOKENS * tokenizers.target.vocabulary_size)))
        references = [reference for _, reference in self.sentences]
        self._tokenize = scoring.tokenizer_for(references)
        self.measure = scoring.measure_for(config.training.stop_on, references, self._tokenize)
        self._sources = tokenizers.source.encode([source for source, _ in self.sentences])
        self._searcher = Searcher(transformer, self._greedy(config), plain_streams=at_once, margin=margin)
        self._limit, self._margin = config.decoding.max_length, margin
        self._few_shapes = compiling.compiles_each_shape()
        self._shapes = Shapes(VALIDATION_TOKENS, config.max_length, fewest=self._few_shapes)
        self._statistics = compiling.for_any_shape(self._batch_statistics, transformer, inputs=3)
        self._attention = compiling.for_any_shape(
            lambda source, target: attention_weights(transformer, source, target), transformer, inputs=2
        )
        self.pinned = PinnedSentences(
            tokenizers, config.max_length, self._translate_pinned, self._attend, self.sentences
        )

    def _greedy(self, config: Config) -> DecodingConfig:
        """No longer than references can be: an untrained model repeats itself up to the limit."""
        references = self._tokenizers.target.encode([reference for _, reference in (*self.sentences, *self.fresh)])
        longest = 10 + 3 * max(len(reference) for reference in references) // 2
        return DecodingConfig(method="greedy", length_penalty=0.0, max_length=min(config.decoding.max_length, longest))

    def scores(self) -> Scores:
        """Loss over the whole part; BLEU and chrF of greedy translations of the chosen sentences."""
        began = awake_seconds()
        loss, nll, tokens, correct = self._sums_of_all()
        texts = self._texts(self._sources)
        references = [reference for _, reference in self.sentences]
        return Scores(
            loss=loss / tokens,
            perplexity=math.exp(min(nll / tokens, 700.0)),
            token_accuracy=correct / tokens,
            bleu=scoring.bleu(texts, references, self._tokenize),
            chrf=scoring.chrf(texts, references),
            samples=tuple(
                events.Sample(source=source, reference=reference, hypothesis=text)
                for (source, reference), text in zip(self.sentences[:SAMPLES], texts, strict=False)
            ),
            seconds=awake_seconds() - began,
        )

    def merits(self) -> tuple[float, float, float]:
        """BLEU and chrF of the fresh sentences, and the loss over the whole part."""
        texts = self._texts(self._tokenizers.source.encode([source for source, _ in self.fresh]))
        references = [reference for _, reference in self.fresh]
        bleu, chrf = scoring.bleu(texts, references, self._tokenize), scoring.chrf(texts, references)
        loss, _, tokens, _ = self._sums_of_all()
        return bleu.value, chrf.value, loss / tokens

    def _texts(self, sources: Sequence[Ids]) -> list[str]:
        return [self._tokenizers.target.decode(list(tokens)) for tokens in self._translate(list(sources))]

    def _translate(self, sources: list[Ids], searcher: Searcher | None = None) -> list[Ids]:
        found = (searcher or self._searcher).search([Query(source) for source in sources])
        return [result.tokens[0] for result in found]

    def _translate_pinned(self, sources: list[Ids]) -> list[Ids]:
        """Of a sentence that is longer than all of the part the references of the part say nothing."""
        longest = max(map(len, self._sources), default=0)
        is_longer = any(len(source) > longest for source in sources)
        has_more_room = self._limit > self._searcher.decoding.max_length
        return self._translate(sources, self._roomy if is_longer and has_more_room else None)

    @cached_property
    def _roomy(self) -> Searcher:
        """With the limit of the settings: graphs of its own, which only a run with such a sentence has to make."""
        decoding = self._searcher.decoding.model_copy(update={"max_length": self._limit})
        return Searcher(self.transformer, decoding, margin=self._margin)

    def _attend(self, source: Ids, target: Ids) -> dict[str, np.ndarray]:
        weights = self._attention(*(padded([side], self._shape_of(source, target)) for side in (source, target)))
        return {name: _unpadded(name, value[0], len(source), len(target)) for name, value in weights.items()}

    def _shape_of(self, source: Ids, target: Ids) -> tuple[int, int] | None:
        """Of both sides of a sentence where that saves programs."""
        longest = max(len(source), len(target))
        return (1, min(round_up(longest, 1), self._shapes.longest)) if self._few_shapes else None

    def _sums_of_all(self) -> list[float]:
        """The first batch traces the graph of the others."""
        batches = iter(self._batches.epoch(0))
        first = self._sums(next(batches))
        if self._at_once == 1:
            sums = [first, *map(self._sums, batches)]
        else:
            with ThreadPoolExecutor(self._at_once) as pool:
                sums = [first, *pool.map(self._sums, batches)]
        return [float(value) for value in np.sum(sums, axis=0)]

    def _sums(self, batch: Batch) -> list[float]:
        batch = self._shapes.padded(batch)
        sums = self._statistics(batch.source, batch.target, batch.labels)
        return [float(sums[name]) for name in ("loss_sum", "nll_sum", "tokens", "correct")]

    def _batch_statistics(self, source: Tensor, target: Tensor, labels: Tensor) -> dict[str, Tensor]:
        return token_statistics(self.transformer, source, target, labels, self._smoothing).tensors()


def _unpadded(name: str, weights: np.ndarray, source: int, target: int) -> np.ndarray:
    """Attention (H, queries, keys) of the tokens of a sentence, without that of padding."""
    queries = source if name.startswith("encoder/") else target
    keys = target if name.startswith("decoder/") and "self_attention" in name else source
    return weights[:, :queries, :keys]
