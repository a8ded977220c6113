"""A trained run as a translator: texts in, texts out, in order."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from tfmodel.contract import events
from tfmodel.contract.config import DecodingConfig
from tfmodel.contract.run_folder import RunFolder
from tfmodel.contract.symbols import BOS, EOS
from tfmodel.jobs import building, compiling
from tfmodel.jobs.searching import Found, Searcher, padded
from tfmodel.net.attention_maps import attention_weights

Alignment = tuple[tuple[float, ...], ...]  # a row a target piece, a column a source piece


@dataclass(frozen=True)
class Translation:
    """The hypotheses of one line, best first; `note` says what was done to a line that is too long."""

    texts: tuple[str, ...]
    found: Found
    source: tuple[int, ...]
    note: str = ""


class Translator:
    """Translates with the model of a run.

    Args:
        run: The run.
        decoding: How to search; None takes the run's own settings.
        compile_shapes: See `Searcher`.
    """

    def __init__(self, run: RunFolder, decoding: DecodingConfig | None = None, *, compile_shapes: bool = False) -> None:
        self._run = run
        trained = building.load(run)
        self.tokenizers, self.config, self.step = trained.tokenizers, trained.config, trained.step
        self.transformer = trained.transformer
        self.decoding = decoding or trained.config.decoding
        self._compile_shapes = compile_shapes
        self._searchers: dict[int, Searcher] = {}
        self._attention = compiling.for_any_shape(
            lambda source, target: attention_weights(self.transformer, source, target), self.transformer, inputs=2
        )

    def reload(self) -> int:
        """Takes the newest weights of the run; returns their step. What was compiled stays."""
        trained = building.load(self._run)
        self.transformer.set_weights(trained.transformer.get_weights())
        self.step = trained.step
        return self.step

    def searcher(self, beam_size: int | None = None) -> Searcher:
        """The searcher for a beam; one of each size is kept."""
        size = beam_size or self.decoding.beam_size
        if size not in self._searchers:
            decoding = self.decoding.model_copy(update={"beam_size": size})
            self._searchers[size] = Searcher(self.transformer, decoding, compile_shapes=self._compile_shapes)
        return self._searchers[size]

    def translate(
        self, lines: Sequence[str], beam_size: int | None = None, progress: Callable[[int], None] | None = None
    ) -> list[Translation]:
        """Translations of lines, in their order; an empty line stays empty, an over-long one is cut and says so."""
        limit = self.config.data.max_source_tokens
        sources = [ids if line.strip() else [] for line, ids in self._encoded(lines)]
        found = self.searcher(beam_size).search([source[:limit] for source in sources], progress)
        return [self._translation(source, limit, result) for source, result in zip(sources, found, strict=True)]

    def _encoded(self, lines: Sequence[str]) -> Iterable[tuple[str, list[int]]]:
        return zip(lines, self.tokenizers.source.encode([line.strip() for line in lines]), strict=True)

    def alignments(self, source: Sequence[int], targets: Sequence[Sequence[int]]) -> list[Alignment]:
        """Cross-attention of translations of one source, the mean over layers and heads, in one pass."""
        shifted = padded([[BOS, *target[:-1]] for target in targets])
        repeated = np.tile(np.array([[*source, EOS]], "int32"), (len(targets), 1))
        weights = self._attention(repeated, shifted)
        cross = [value for name, value in weights.items() if "cross_attention" in name]
        means = np.mean(np.stack(cross), axis=(0, 2))[: len(targets), :, : len(source) + 1]
        return [
            tuple(tuple(round(float(value), 4) for value in row) for row in mean[: len(target)])
            for mean, target in zip(means, targets, strict=True)
        ]

    def answer(self, request: events.Translate) -> events.Translated:
        """Everything that the window shows of a translation; the attention is that of each hypothesis."""
        began = time.perf_counter()
        lines = request.text.splitlines() or [""]
        translations = self.translate(lines, request.beam_size)
        milliseconds = 1000 * (time.perf_counter() - began)
        notes = [translation.note for translation in translations if translation.note]
        return events.Translated(
            id=request.id,
            source=self._pieces(translations[0]) if len(lines) == 1 else (),
            hypotheses=tuple(self._hypotheses(translations, request.nbest)),
            milliseconds=milliseconds,
            compiled=all(translation.found.compiled for translation in translations),
            note=notes[0] if notes else "",
        )

    def _translation(self, source: Sequence[int], limit: int, found: Found) -> Translation:
        texts = tuple(self.tokenizers.target.decode(list(tokens)) for tokens in found.tokens)
        note = (
            f"The line has {len(source)} tokens; only the first {limit} were translated." if len(source) > limit else ""
        )
        return Translation(texts, found, tuple(source[:limit]), note)

    def _pieces(self, translation: Translation) -> tuple[str, ...]:
        return tuple(self.tokenizers.source.pieces([*translation.source, EOS])) if translation.source else ()

    def _hypotheses(self, translations: Sequence[Translation], nbest: int) -> list[events.Hypothesis]:
        if len(translations) > 1:
            text = "\n".join(translation.texts[0] for translation in translations)
            return [events.Hypothesis(text=text, score=sum(item.found.scores[0] for item in translations))]
        return self._ranked(translations[0], nbest)

    def _ranked(self, translation: Translation, nbest: int) -> list[events.Hypothesis]:
        texts, scores = translation.texts[:nbest], translation.found.scores[:nbest]
        if not translation.source:
            return [events.Hypothesis(text=text, score=score) for text, score in zip(texts, scores, strict=True)]
        tokens = translation.found.tokens[:nbest]
        alignments = self.alignments(translation.source, tokens)
        return [
            events.Hypothesis(
                text=text, score=score, pieces=tuple(self.tokenizers.target.pieces(list(ids))), alignment=alignment
            )
            for text, score, ids, alignment in zip(texts, scores, tokens, alignments, strict=True)
        ]
