"""The job `doctor`: what is wrong with a run. Loads no TensorFlow."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import regex

from tfmodel.channel import Channel
from tfmodel.contract import events
from tfmodel.contract.doctor import evidence_of, examine
from tfmodel.contract.mixing import MixedDataset, without_tag
from tfmodel.contract.run_folder import RunFolder
from tfmodel.corpus.schema import NOT_READABLE
from tfmodel.corpus.store import PairStore


@dataclass(frozen=True)
class DoctorOptions:
    """What the command line asked of `doctor`."""

    run: Path


def run(options: DoctorOptions, channel: Channel) -> bool:
    """Tells what is wrong; returns False: it is never stopped half-way."""
    folder = RunFolder.open(options.run)
    findings = examine(evidence_of(folder, leaked(folder)))
    channel.emit(events.Diagnosed(run=str(folder.path), findings=tuple(findings)))
    return False


def leaked(run: RunFolder) -> float | None:
    """The share of validation sources that are trained on too but for case and punctuation; None: not known.

    An import keeps equal sources in one part; these it does not see. Those of a mix are looked at without their tags,
    which tell two datasets apart. A dataset that cannot be read tells nothing. Only the held-out ones are kept in
    memory.
    """
    info = run.info()
    try:
        with PairStore.open(run.path / info.dataset) as store:
            held_out = set(_sources(store, "validation", info.mixed))
            found = held_out.intersection(_sources(store, "train", info.mixed))
    except NOT_READABLE:
        return None
    return len(found) / len(held_out) if held_out else None


def _sources(store: PairStore, split: str, mixed: Sequence[MixedDataset]) -> Iterator[str]:
    return (_words(without_tag(source, mixed)) for source in store.sources(split))


def _words(text: str) -> str:
    """Without punctuation, symbols and what is not seen; vowel signs and tone marks stay, as parts of words."""
    return " ".join(regex.sub(r"[\p{P}\p{S}\p{Z}\p{C}]+", " ", text.casefold()).split()) or text
