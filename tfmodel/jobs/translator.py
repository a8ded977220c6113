"""A trained run as a translator: texts in, texts out, in order."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import accumulate, chain
from typing import Any, TypeVar

import numpy as np

from tfmodel.contract import commands, events
from tfmodel.contract.decoding_config import DecodingConfig
from tfmodel.contract.failure import fail
from tfmodel.contract.run_folder import RunFolder
from tfmodel.contract.symbols import EOS, PAD, UNK
from tfmodel.corpus.cleaning import one_line
from tfmodel.jobs import building, compiling
from tfmodel.jobs.methods import graph_settings
from tfmodel.jobs.parts import joined, lines_of, note_of_limit, note_of_text
from tfmodel.jobs.queries import Found, Query, padded
from tfmodel.jobs.reader import Pairs, Read, Reader
from tfmodel.jobs.searching import Searcher
from tfmodel.jobs.sentences import SentenceSearcher
from tfmodel.jobs.stages import SearchGraphs
from tfmodel.jobs.tags import mix_tags
from tfmodel.net.decoding.forced import next_tokens
from tfmodel.net.tensor import Tensor

MANY_LINES = 32  # from which on graphs for many sentences at once are worth tracing
SEARCHERS_KEPT = 4
MOST_CELLS = 500_000  # of the alignments of an answer, 7 bytes each: the window reads no line of more than 16 MiB
S = TypeVar("S")


@dataclass(frozen=True)
class Part:
    """A part of a line: what was searched, ids without EOS, and what was found."""

    source: tuple[int, ...]
    found: Found


@dataclass(frozen=True)
class Translation:
    """The hypotheses of one line, best first, each put together from those of its parts; of equal texts the best.

    `scores` are sums over the parts, `tokens` the ids of each hypothesis by part, EOS included; `note` says what was
    done to a line that is too long, and that the end of the best hypothesis is missing.
    """

    texts: tuple[str, ...]
    scores: tuple[float, ...]
    tokens: tuple[tuple[tuple[int, ...], ...], ...]
    parts: tuple[Part, ...]
    note: str = ""


class Translator:
    """Translates with the model of a run.

    Args:
        run: The run.
        decoding: How to search; None takes the run's own settings.
        compile_shapes: See `Searcher`.
        wanted: How many translations of a line are asked for.
    """

    def __init__(
        self,
        run: RunFolder,
        decoding: DecodingConfig | None = None,
        *,
        compile_shapes: bool = False,
        wanted: int = 1,
    ) -> None:
        self._run = run
        info = run.info()
        self._created = info.created
        trained = building.load(run)
        self.tokenizers, self.config, self.step = trained.tokenizers, trained.config, trained.step
        self.transformer = trained.transformer
        self.finished = trained.finished
        self.decoding = decoding or trained.config.decoding
        self.wanted = wanted
        self._compile_shapes = compile_shapes
        self._searchers: dict[Any, Searcher] = {}
        self._sentence_searchers: dict[Any, SentenceSearcher] = {}
        self._margin = info.length_margin
        self._tags = tuple(mix_tags(run).values())
        self._asked: SentenceSearcher | None = None
        self._nexts: dict[int, compiling.Numeric] = {}

    def reload(self) -> int:
        """Takes the newest weights of the run; returns their step. What was compiled stays.

        Raises:
            FailureError: The run has none, or its folder holds another run by now, whose tokenizers are others.
        """
        if self._run.info().created != self._created:
            raise fail(
                "Another run",
                f"{self._run.path} holds another run by now, which has the name of the one that was loaded.",
                "Load it again.",
            )
        trained = building.load(self._run)
        self.transformer.set_weights(trained.transformer.get_weights())
        self.step, self.finished = trained.step, trained.finished
        for searcher in self._sentence_searchers.values():
            searcher.weights_changed()
        return self.step

    def searcher(
        self, decoding: DecodingConfig | None = None, wanted: int | None = None, *, forced: bool = False
    ) -> Searcher:
        """The searcher of lists; those of the last kinds are kept."""
        decoding, wanted = decoding or self.decoding, wanted or self.wanted
        key = (graph_settings(decoding), wanted, forced)

        def make() -> Searcher:
            compiled = self._compile_shapes
            return Searcher(
                self.transformer, decoding, compile_shapes=compiled, wanted=wanted, forced=forced, margin=self._margin
            )

        searcher = _kept(self._searchers, key, make)
        searcher.decoding = decoding  # graphs take seed and numbers as they come
        return searcher

    def sentence_searcher(self, decoding: DecodingConfig | None = None, wanted: int | None = None) -> SentenceSearcher:
        """The searcher that `answer` uses; the last kinds are kept. A beam finds all that it has: one serves."""
        decoding, wanted = decoding or self.decoding, wanted or self.wanted
        key = (graph_settings(decoding), wanted if decoding.method == "sampling" else decoding.beam_size)
        searcher = _kept(
            self._sentence_searchers,
            key,
            lambda: SentenceSearcher(self.transformer, decoding, wanted=key[1], margin=self._margin),
        )
        searcher.decoding = decoding
        return searcher

    @property
    def has_cold_shapes(self) -> bool:
        """Whether the way in which the last sentence was searched has met lengths that had no program of XLA."""
        return self._asked is not None and bool(self._asked.cold)

    def warm_what_was_asked(self) -> None:
        """Makes these programs; may run in the background."""
        if self._asked is not None:
            self._asked.warm_what_was_asked()

    @property
    def exportable_decoding(self) -> DecodingConfig:
        """How `exportable` searches: to draw samples a graph needs more than sources; a beam stands in."""
        samples = self.decoding.method == "sampling"
        return self.decoding.model_copy(update={"method": "beam"}) if samples else self.decoding

    def exportable(self) -> Callable[[Any], dict[str, Any]]:
        """A search of source ids (B, S) as a function for TensorFlow."""
        decoding = graph_settings(self.exportable_decoding)
        beam = decoding.beam_size
        graphs = SearchGraphs(self.transformer, decoding, beam, forced=False, margin=self._margin)
        tags = self.tokenizers.source.encode(self._tags)
        return partial(graphs.exportable, blank=(PAD, EOS, *chain.from_iterable(tags)))

    def search(self, sources: Sequence[Sequence[int]]) -> list[Found]:
        """What is found for sources of ids."""
        return self.searcher().search([Query(source) for source in sources])

    def translate(
        self,
        lines: Sequence[str],
        *,
        prefix: str = "",
        tag: str = "",
        progress: Callable[[int, int], None] | None = None,
        before: int = 0,
    ) -> list[Translation]:
        """Translations of lines, in their order; an empty line stays empty, an over-long one comes in parts.

        Args:
            lines: Texts.
            prefix: What all translations begin with.
            tag: What all sources begin with: that of a dataset of the run's mix, or "".
            progress: Told how many sentences are done, and of how many: an over-long line is several.
            before: Lines of the same text that were translated before these: samples depend on the number of a line.
        """
        prefix = self._beginning(prefix)
        ids = tuple(self.tokenizers.target.encode([prefix])[0]) if prefix else ()
        if UNK in ids:
            raise fail(
                "Unknown prefix",
                f"The run has no tokens for a part of the beginning {prefix!r}.",
                "Choose a beginning of words or letters that are in its training pairs.",
            )
        return self._translations(lines, self.searcher(forced=bool(ids)), ids, tag, progress, before)

    def _beginning(self, prefix: str) -> str:
        """A space at the end of a prefix is part of the word that follows, but where each character is a piece."""
        prefix = one_line(prefix).lstrip(" ")
        return prefix if self.config.tokenizer.kind == "character" else prefix.rstrip(" ")

    def _translations(
        self,
        lines: Sequence[str],
        searcher: Searcher,
        prefix: tuple[int, ...] = (),
        tag: str = "",
        progress: Callable[[int, int], None] | None = None,
        before: int = 0,
    ) -> list[Translation]:
        cut = lines_of(lines, self.tokenizers.source, self.config.data.max_source_tokens, tag, self._tags)
        queries = [
            Query(part, prefix if piece == 0 else (), (number, piece))
            for number, line in enumerate(cut, start=before)
            for piece, part in enumerate(line.parts)
        ]

        def told(done: int) -> None:
            if progress is not None:
                progress(done, len(queries))

        found = iter(searcher.search(queries, told))
        return [self._translation(tuple(Part(part, next(found)) for part in line.parts), line.note) for line in cut]

    def _translation(self, parts: tuple[Part, ...], note: str) -> Translation:
        if not parts:
            return Translation(("",), (0.0,), ((),), ())
        found: dict[str, tuple[float, tuple[tuple[int, ...], ...]]] = {}
        for rank in range(max(len(part.found.tokens) for part in parts)):
            places = [min(rank, len(part.found.tokens) - 1) for part in parts]
            tokens = tuple(part.found.tokens[place] for part, place in zip(parts, places, strict=True))
            score = sum(part.found.scores[place] for part, place in zip(parts, places, strict=True))
            found.setdefault(joined([self._text(ids) for ids in tokens]), (score, tokens))
        scores, kept = zip(*found.values(), strict=True)
        notes = [part for part in (note, note_of_limit(kept[0])) if part]
        return Translation(tuple(found), scores, kept, parts, " ".join(notes))

    def _text(self, tokens: Sequence[int]) -> str:
        """In one line: bytes that are drawn may be those of a line's end or of a tab, which separate translations."""
        return one_line(self.tokenizers.target.decode(list(tokens)))

    @cached_property
    def reader(self) -> Reader:
        """Looks at translations."""
        return Reader(self.transformer)

    def _next(self, count: int) -> compiling.Numeric:
        """Graphs are kept by how many pieces they give."""
        if count not in self._nexts:

            def after(source: Tensor, prefix: Tensor) -> dict[str, Tensor]:
                return dict(vars(next_tokens(self.transformer, source, prefix, count)))

            longest = self.transformer.architecture.max_length - 1  # BOS comes before the prefix
            self._nexts[count] = compiling.for_any_shape(after, self.transformer, inputs=2, longest=longest)
        return self._nexts[count]

    def next(self, request: commands.AskNext) -> events.NextTokens:
        """The pieces that a translation of one line may go on with; none, of a line that has no single part."""
        (line,) = lines_of([request.text], self.tokenizers.source, self.config.data.max_source_tokens, request.tag)
        if len(line.parts) != 1 or len(request.prefix) >= self.transformer.architecture.max_length:
            return events.NextTokens(id=request.id, tokens=())
        source, prefix = padded([[*line.parts[0], EOS]]), np.array([request.prefix], "int32").reshape(1, -1)
        count = min(request.count, self.tokenizers.target.vocabulary_size - 2)
        values = self._next(count)(source, prefix)
        ids, log_probs = values["tokens"][0], values["log_probs"][0]
        pieces = self.tokenizers.target.pieces([int(token) for token in ids])
        tokens = [
            events.NextToken(id=int(token), piece=piece, probability=round(float(np.exp(log_prob)), 6))
            for token, piece, log_prob in zip(ids, pieces, log_probs, strict=True)
        ]
        return events.NextTokens(id=request.id, tokens=tuple(tokens))

    def answer(self, request: commands.Translate) -> events.Translated:
        """Everything that the window shows of a translation; the attention is that of each hypothesis."""
        began = time.perf_counter()
        lines = request.text.replace("\r\n", "\n").removesuffix("\n").split("\n")
        wanted = request.nbest if len(lines) == 1 else 1  # of several the best: of more samples that would be another
        many = len(lines) >= MANY_LINES
        if many:
            searcher = self.searcher(request.decoding, wanted)
        else:
            searcher = self._asked = self.sentence_searcher(request.decoding, wanted)
        translations = self._translations(lines, searcher, request.prefix if len(lines) == 1 else (), request.tag)
        milliseconds = 1000 * (time.perf_counter() - began)
        return events.Translated(
            id=request.id,
            source=self._pieces(translations[0]) if len(lines) == 1 else (),
            hypotheses=tuple(self._hypotheses(translations, request.nbest)),
            milliseconds=milliseconds,
            compiled=all(part.found.compiled for translation in translations for part in translation.parts),
            note=note_of_text([translation.note for translation in translations]),
        )

    def _pieces(self, translation: Translation) -> tuple[str, ...]:
        """Of a line of one part."""
        if len(translation.parts) != 1:
            return ()
        return tuple(self.tokenizers.source.pieces([*translation.parts[0].source, EOS]))

    def _hypotheses(self, translations: Sequence[Translation], nbest: int) -> list[events.Hypothesis]:
        if len(translations) > 1:
            text = "\n".join(translation.texts[0] for translation in translations)
            return [events.Hypothesis(text=text, score=sum(item.scores[0] for item in translations))]
        (translation,) = translations
        texts, scores = translation.texts[:nbest], translation.scores[:nbest]
        if len(translation.parts) != 1:
            return [events.Hypothesis(text=text, score=score) for text, score in zip(texts, scores, strict=True)]
        (part,) = translation.parts
        tokens = [ids for (ids,) in translation.tokens[:nbest]]
        return [
            events.Hypothesis(
                text=text,
                score=score,
                pieces=tuple(self.tokenizers.target.pieces(list(ids))),
                alignment=read.alignment,
                ids=ids,
                log_probs=read.log_probs,
            )
            for text, score, ids, read in zip(
                texts, scores, tokens, self._read([(part.source, ids) for ids in tokens]), strict=True
            )
        ]

    def _read(self, pairs: Pairs) -> list[Read]:
        """Of translations, best first: those behind `MOST_CELLS` have no alignment."""
        cells = accumulate((len(source) + 1) * len(target) for source, target in pairs)
        aligned = sum(total <= MOST_CELLS for total in cells)
        others = [Read(log_probs, ()) for log_probs in self.reader.log_probs(pairs[aligned:])]
        return [*self.reader.read(pairs[:aligned]), *others]


def _kept(there: dict[Any, S], key: Any, make: Callable[[], S]) -> S:
    """The one of a key, and the last few others: each has graphs, programs and a matrix of its own."""
    found = there.pop(key, None) or make()
    there[key] = found
    while len(there) > SEARCHERS_KEPT:
        del there[next(iter(there))]
    return found
