"""Pairs as columns, with what can be worked out without the dataset that they go into."""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from tfmodel.corpus.pair import Pair
from tfmodel.corpus.rules import Batch, Chain, Profile
from tfmodel.corpus.splitting import pair_keys, source_keys


@dataclass(frozen=True)
class Columns:
    """B pairs, column by column.

    Attributes:
        sources: Sentences.
        targets: Their translations.
        lines: Where they begin in their file.
        units: What the file calls them.
        notes: What stands beside them.
        source_keys: Hashes by which parts are drawn.
        pair_keys: Hashes by which exact duplicates are found.
        source_words: How many words each source has.
        target_words: The same for the targets.
        found: By rule, the places of the pairs that it takes.
    """

    sources: Sequence[str]
    targets: Sequence[str]
    lines: array[int]
    units: Sequence[str]
    notes: Sequence[str]
    source_keys: array[int]
    pair_keys: array[int]
    source_words: array[int]
    target_words: array[int]
    found: Mapping[str, Sequence[int]] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.sources)

    def only(self, places: Sequence[int]) -> Columns:
        """Those at some places, in order."""
        numbers = {place: number for number, place in enumerate(places)}
        return Columns(
            sources=[self.sources[place] for place in places],
            targets=[self.targets[place] for place in places],
            lines=_chosen(self.lines, places),
            units=[self.units[place] for place in places],
            notes=[self.notes[place] for place in places],
            source_keys=_chosen(self.source_keys, places),
            pair_keys=_chosen(self.pair_keys, places),
            source_words=_chosen(self.source_words, places),
            target_words=_chosen(self.target_words, places),
            found={name: [numbers[place] for place in taken if place in numbers] for name, taken in self.found.items()},
        )


def columns_of(pairs: Sequence[Pair], seed: int, chain: Chain | None = None, profile: Profile | None = None) -> Columns:
    """The columns of some pairs.

    Args:
        pairs: Any.
        seed: Of the draw of the parts.
        chain: Rules that look at them, each pair by itself.
        profile: What is usual in the dataset, for the rules.
    """
    sources, targets = [pair.source for pair in pairs], [pair.target for pair in pairs]
    batch = Batch((sources, targets), profile or Profile())
    source_words, target_words = batch.words
    return Columns(
        sources=sources,
        targets=targets,
        lines=array("q", [pair.line for pair in pairs]),
        units=[pair.unit for pair in pairs],
        notes=[pair.note for pair in pairs],
        source_keys=source_keys(seed, sources),
        pair_keys=pair_keys(sources, targets),
        source_words=array("q", source_words.tobytes()),
        target_words=array("q", target_words.tobytes()),
        found={} if chain is None or not pairs else chain.taken(batch),
    )


def _chosen(numbers: array[int], places: Sequence[int]) -> array[int]:
    return array("q", [numbers[place] for place in places])
