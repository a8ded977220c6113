"""What a training on several datasets calls them and says of them."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from tfmodel.contract import events
from tfmodel.contract.mixing import MixedDataset
from tfmodel.contract.places import is_dataset
from tfmodel.contract.seldom import Seldom
from tfmodel.corpus.dealing import Deal
from tfmodel.corpus.detected import readable
from tfmodel.corpus.mixing import MixReport
from tfmodel.corpus.schema import NOT_READABLE
from tfmodel.corpus.store import PairStore


def names_for(datasets: Sequence[Sequence[Path]]) -> list[str]:
    """What the datasets of a mix are called: as little of their names as tells them apart.

    Args:
        datasets: Of each the `.pairs` file, or the files of its pairs.
    """
    names = [_beginning(files) for files in datasets]
    for longer in (_stem, _with_folder):
        often = Counter(names)
        names = [longer(files) if often[name] > 1 else name for name, files in zip(names, datasets, strict=True)]
    return [readable(name) for name in names]


def _beginning(files: Sequence[Path]) -> str:
    """Files have their languages behind the first dot; a dataset has the name that the window shows."""
    return _stem(files) if is_dataset(files) else files[0].name.partition(".")[0]


def _stem(files: Sequence[Path]) -> str:
    return files[0].stem


def _with_folder(files: Sequence[Path]) -> str:
    return f"{files[0].parent.resolve().name}-{_beginning(files)}"


def telling(tell: Callable[[events.Message], None]) -> Callable[[float, int], None]:
    """Tells about ten times a second how far a mix is, from its share and its pairs."""
    began, seldom = time.monotonic(), Seldom()

    def progress(share: float, pairs: int) -> None:
        if seldom.is_due():
            seconds = time.monotonic() - began
            rate = pairs / seconds
            left = seconds * (1 - share) / share if share else None
            tell(events.Progress(text="Mixing", done=pairs, unit="pairs", rate=rate, total=None, seconds_left=left))

    return progress


def in_words(report: MixReport) -> Iterator[str]:
    """What was left out of a mix, in sentences."""
    if report.held_out:
        yield (
            f"{report.held_out:,} training pairs are left out: their source is in the validation or test part of one "
            f"of the datasets"
        )
    if report.not_validated:
        yield (
            f"{report.not_validated:,} validation pairs are left out: their source is in the test part of one of the "
            f"datasets"
        )
    if report.repeated:
        yield f"{report.repeated:,} pairs are in an earlier dataset already and are kept once"


def idle(mixed: Sequence[MixedDataset]) -> Iterator[str]:
    """A sentence for each dataset that gives a mix no training pair."""
    for part in mixed:
        if not part.pairs:
            yield f"{part.name} gives the mix no training pair: it has no share of an epoch and no tag"


def epoch_in_words(mixed: Sequence[MixedDataset], deal: Deal) -> str:
    """What an epoch holds, in a sentence."""
    total = sum(deal.counts)
    shares = (
        f"{part.name} {100 * count / total:.1f} % ({count:,} pairs, each {count / max(1, len(pack)):.3g} times)"
        for part, pack, count in zip(mixed, deal.packs, deal.counts, strict=True)
    )
    return f"An epoch holds {total:,} pairs: {', '.join(shares)}"


def changed_since(mixed: Sequence[MixedDataset]) -> Iterator[str]:
    """A sentence for each dataset that is another one now, or gone."""
    for part in mixed:
        now = fingerprint_of(part.path) if part.fingerprint else part.fingerprint
        if now != part.fingerprint:
            what = "has changed" if now else "is gone or cannot be read"
            yield f"{part.path} {what} since the run was begun; it goes on with the pairs it began with"


def fingerprint_of(path: str) -> str:
    """That of a dataset as it is now; "" where it is gone or cannot be read."""
    try:
        with PairStore.open(Path(path)) as store:
            return store.fingerprint()
    except NOT_READABLE:
        return ""
