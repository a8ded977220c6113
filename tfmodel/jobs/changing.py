"""The job `change`: excludes or restores many pairs of a dataset, edits one, or takes such a change back."""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from pathlib import Path

from tfmodel.channel import Channel
from tfmodel.contract import events
from tfmodel.contract.failure import fail
from tfmodel.corpus.editing import PairEditor, Step
from tfmodel.corpus.store import PairStore
from tfmodel.jobs.pair_numbers import numbers_in


@dataclass(frozen=True)
class ChangeOptions:
    """What is changed.

    Attributes:
        data: The dataset.
        action: "exclude", "restore", "edit", "undo" or "redo".
        ids: A file of the numbers of the pairs, eight bytes each in this machine's order; for the first two.
        everything: All pairs instead.
        pair: The number of the pair that is edited.
        source: Its new source, if that is to change.
        target: The same for its target.
    """

    data: Path
    action: str
    ids: Path | None = None
    everything: bool = False
    pair: int = 0
    source: str | None = None
    target: str | None = None


def run(options: ChangeOptions, channel: Channel) -> bool:
    """Changes within one transaction; an interrupt leaves the dataset as it was."""
    with PairEditor.open(options.data) as editor:
        if options.action in ("undo", "redo"):
            step = {"undo": editor.undo, "redo": editor.redo}[options.action]() or Step("", 0)
            undone = options.action == "undo"
            channel.emit(events.Stepped(undone=undone, change=step.action, pairs=step.pairs, skipped=step.skipped))
            return False
        if options.action == "edit":
            pairs = int(editor.edit(options.pair, source=options.source, target=options.target))
        else:
            pairs = {"exclude": editor.exclude, "restore": editor.restore}[options.action](_ids(options))
        channel.emit(events.Changed(pairs=pairs))
    return False


def _ids(options: ChangeOptions) -> array[int]:
    if options.everything:
        with PairStore.open(options.data) as store:
            return store.ids()
    if options.ids is None:
        raise fail(
            "No pairs", f"{options.action} needs --ids with the numbers of pairs.", "Name such a file, or --all."
        )
    return numbers_in(options.ids)
