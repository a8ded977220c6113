"""Epochs whose sentences are cut into other subwords each time; each is drawn while the one before is trained on."""

from __future__ import annotations

import math
import shutil
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from tfmodel.contract import atomic
from tfmodel.corpus.batches import Batch, BatchSource
from tfmodel.corpus.dealing import Deal
from tfmodel.corpus.kept_texts import kept_texts
from tfmodel.corpus.token_cache import CacheWriter, TokenCache, open_cache, tokenised
from tfmodel.corpus.tokenizers import TokenizerPair

_CHUNK = 256  # pairs that are drawn at a time: some milliseconds
_PROBE = 2_000  # pairs that tell by how much drawn cuts are longer
_SEEDS = 1_000_003  # epochs of neighbouring seeds share no draws


@dataclass(frozen=True)
class Draws:
    """How the training part of a dataset is cut anew.

    Attributes:
        texts: What `keep_texts` wrote of the pairs in `plain`: the dataset may be edited between two epochs.
        plain: The part with the likeliest cuts: its pairs are the ones that are drawn.
        tokenizers: Of both sides.
        alpha: See `SampledTokenizer`.
        limits: Tokens of a source and of a target at most.
        folder: Where epochs are kept while they are needed.
        seed: Decides everything that is random.
    """

    texts: Path
    plain: TokenCache
    tokenizers: TokenizerPair
    alpha: float
    limits: tuple[int, int]
    folder: Path
    seed: int

    def growth(self) -> float:
        """How many times as long as the likeliest cuts drawn ones are, measured on the first pairs."""
        pairs = list(islice(kept_texts(self.texts), _PROBE))
        drawn, likeliest = (
            sum(max(len(pair.source), len(pair.target)) + 1 for pair in tokenised(pairs, tokenizers))
            for tokenizers in (self._tokenizers(0), self.tokenizers)
        )
        return drawn / likeliest

    def draw(self, epoch: int) -> Iterator[TokenCache | None]:
        """Draws an epoch, some pairs a turn; the last turn gives what was drawn."""
        path = self.path(epoch)
        shutil.rmtree(path, ignore_errors=True)
        tokenizers, pairs = self._tokenizers(epoch), kept_texts(self.texts)
        with atomic.replacing_folder(path) as temporary, CacheWriter(temporary, self.limits) as writer:
            while chunk := list(islice(pairs, _CHUNK)):
                writer.add(tokenised(chunk, tokenizers))
                yield None
        yield open_cache(path)

    def path(self, epoch: int) -> Path:
        """Where an epoch is kept."""
        return self.folder / f"epoch-{epoch:06}"

    def _tokenizers(self, epoch: int) -> TokenizerPair:
        return self.tokenizers.sampled(self.alpha, self.seed * _SEEDS + epoch, self.limits)


class ResampledBatches:
    """What `BatchSource` does, on tokens that are drawn anew for each epoch by (seed, epoch).

    Every epoch has as many batches, so the place of any step is known without drawing the epochs before it. With each
    batch that is taken a share of the next epoch is drawn; of earlier epochs nothing stays on the disk.

    Args:
        draws: Where the tokens come from.
        batch_tokens: Tokens of a batch on the average, see `BatchSource`.
        deal: Which pairs an epoch holds; None: each once.
    """

    def __init__(self, draws: Draws, batch_tokens: int, deal: Deal | None = None) -> None:
        self._draws, self._deal = draws, deal
        self._batch_tokens = batch_tokens
        for left in draws.folder.glob("*epoch-*"):  # by a process that was killed
            shutil.rmtree(left, ignore_errors=True)
        rows = None if deal is None else deal.rows(0)
        plain = BatchSource(draws.plain, batch_tokens=batch_tokens, seed=draws.seed, rows=rows)
        pairs = len(draws.plain) if rows is None else len(rows)
        self._count = min(math.ceil(plain.batches_per_epoch() * draws.growth()), pairs)
        self.longest = plain.longest
        self._drawing: dict[int, Iterator[TokenCache | None]] = {}
        self._drawn: dict[int, BatchSource] = {}
        self._turns = threading.Lock()  # the batches of a stretch may still be asked for while the next one begins

    def batches_per_epoch(self) -> int:
        """How many batches an epoch has: all have as many."""
        return self._count

    def from_step(self, step: int) -> Iterator[Batch]:
        """Batches without end, beginning with the one that training step `step` (from 0) uses."""
        turns_a_batch = math.ceil(len(self._draws.plain) / _CHUNK / self._count)
        while True:
            number, first = divmod(step, self._count)
            for batch in islice(self._epoch(number).from_step(step), self._count - first):
                yield batch
                self._draw(number + 1, turns_a_batch)
            step += self._count - first

    def _epoch(self, number: int) -> BatchSource:
        """The batches of an epoch; what is not yet drawn of it is drawn now."""
        with self._turns:
            self._forget_before(number - 1)  # batches are made ahead of their step: it may be asked for again
        while number not in self._drawn:
            self._draw(number, 1)
        return self._drawn[number]

    def _draw(self, number: int, turns: int) -> None:
        with self._turns:
            if number in self._drawn:
                return
            # One that raises, as where the disk is full, has ended: whoever asks for the epoch again has it drawn anew.
            drawing = self._drawing.pop(number, None) or self._draws.draw(number)
            for cache in islice(drawing, turns):
                if cache is not None:
                    self._drawn[number] = BatchSource(
                        cache,
                        batch_tokens=self._batch_tokens,
                        seed=self._draws.seed,
                        count=self._count,
                        rows=None if self._deal is None else self._deal.rows(number),
                    )
            self._drawing[number] = drawing

    def _forget_before(self, number: int) -> None:
        for epochs in (self._drawing, self._drawn):
            for old in [known for known in epochs if known < number]:
                del epochs[old]
                shutil.rmtree(self._draws.path(old), ignore_errors=True)
