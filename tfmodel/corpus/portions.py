"""Files of pairs, portion by portion: read, checked and judged, ready to be written into a dataset."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass, field

from tfmodel.corpus.columns import Columns, columns_of
from tfmodel.corpus.detected import Detected
from tfmodel.corpus.pair import Pair, Rejected, rejected
from tfmodel.corpus.profiles import learned
from tfmodel.corpus.readers import Position, read
from tfmodel.corpus.rules import Chain, Profile

PORTION = 2_000  # records


@dataclass(frozen=True)
class Task:
    """What is read, and how it is judged.

    Attributes:
        files: One after another.
        seed: Of the draw of the parts.
        max_words: Longer sentences are left out.
        max_characters: The same, for scripts without spaces.
        languages: Codes of source and target, for the rules.
        chain: The rules that look at the pairs.
        profile: What is usual in the dataset; None: learned from the first portion.
    """

    files: tuple[Detected, ...]
    seed: int
    max_words: int
    max_characters: int
    languages: tuple[str, str] = ("", "")
    chain: Chain | None = None
    profile: Profile | None = None


@dataclass(frozen=True)
class Portion:
    """What some records of a file became.

    Attributes:
        file: Which of the files, from 0.
        share: How much of all files is read, between 0 and 1.
        pairs: The good ones.
        rejected: Those that are left out.
        profile: What was learned of this portion.
    """

    file: int
    share: float
    pairs: Columns
    rejected: Sequence[Rejected] = field(default=())
    profile: Profile | None = None


def portions(task: Task) -> Generator[Portion, None, None]:
    """The files in order.

    Raises:
        FailureError: A file cannot be read to its end.
    """
    work = _Work(task)
    sizes = [max(1, sum(path.stat().st_size for path in file.paths)) for file in task.files]
    for number, file in enumerate(task.files):
        before, position = sum(sizes[:number]), Position()
        for records in _batches(file, position):
            share = (before + sizes[number] * position.share) / sum(sizes)
            yield work.portion(number, share, records)


def _batches(file: Detected, position: Position) -> Iterator[list[Pair | Rejected]]:
    records: list[Pair | Rejected] = []
    for record in read(file, position):
        records.append(record)
        if len(records) >= PORTION:  # a file of bad lines is to be cancelled too
            yield records
            records = []
    yield records


class _Work:
    def __init__(self, task: Task) -> None:
        self._task, self._profile = task, task.profile
        # A sentence of n words has n - 1 spaces at least, so most need not be cut into words.
        self._surely_short = min(task.max_characters, 2 * task.max_words - 2)

    def portion(self, file: int, share: float, records: Sequence[Pair | Rejected]) -> Portion:
        good: list[Pair] = []
        bad: list[Rejected] = []
        short = self._surely_short
        for record in records:
            if isinstance(record, Rejected):
                bad.append(record)
            elif (len(record.source) <= short and len(record.target) <= short) or self._fits(record):
                good.append(record)
            else:
                bad.append(rejected(record.line, "too-long", record.source, record.target))
        new = self._learn(good)
        return Portion(file, share, columns_of(good, self._task.seed, self._task.chain, self._profile), bad, new)

    def _fits(self, pair: Pair) -> bool:
        words, characters = self._task.max_words, self._task.max_characters
        return all(len(text) <= characters and len(text.split()) <= words for text in (pair.source, pair.target))

    def _learn(self, pairs: Sequence[Pair]) -> Profile | None:
        if self._task.chain is None or self._profile is not None or not pairs:
            return None
        self._profile = learned(self._task.languages, [(pair.source, pair.target) for pair in pairs])
        return self._profile
