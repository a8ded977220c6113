"""The job `doctor`: what is wrong with a run. Loads no TensorFlow."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import regex

from tfmodel.channel import Channel
from tfmodel.contract import events
from tfmodel.contract.doctor import evidence_of, examine
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

    An import keeps equal sources in one part; these it does not see. A dataset that cannot be read tells nothing.
    Only the held-out ones are kept in memory.
    """
    path = run.path / run.info().dataset
    try:
        with PairStore.open(path) as store:
            held_out = {_words(row.source) for row in store.stream("validation")}
            found = {words for row in store.stream("train") if (words := _words(row.source)) in held_out}
    except NOT_READABLE:
        return None
    return len(found) / len(held_out) if held_out else None


def _words(text: str) -> str:
    """Without punctuation, symbols and what is not seen; vowel signs and tone marks stay, as parts of words."""
    return " ".join(regex.sub(r"[\p{P}\p{S}\p{Z}\p{C}]+", " ", text.casefold()).split()) or text
