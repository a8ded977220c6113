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

_OF_MANY = ("ids", "all")
# What each action reads of the command line.
_READ = {"exclude": _OF_MANY, "restore": _OF_MANY, "edit": ("pair", "source", "target"), "undo": (), "redo": ()}


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
    """Changes within one transaction; an interrupt leaves the dataset as it was.

    Raises:
        FailureError: Something is asked for that the action does not read, or the change is refused.
    """
    _refuse_unread(options)
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


def _refuse_unread(options: ChangeOptions) -> None:
    """Numbers of pairs beside `--all` would change all of them."""
    given = {
        "ids": options.ids is not None,
        "all": options.everything,
        "pair": options.pair != 0,
        "source": options.source is not None,
        "target": options.target is not None,
    }
    unread = next((word for word, is_given in given.items() if is_given and word not in _READ[options.action]), "")
    if unread:
        raise fail("No effect", f"--{unread} has no effect beside {options.action}.", "Leave it out.")
    if options.everything and options.ids is not None:
        raise fail("No effect", "--ids has no effect beside --all.", "Leave one of them out.")


def _ids(options: ChangeOptions) -> array[int]:
    if options.everything:
        with PairStore.open(options.data) as store:
            return store.ids()
    if options.ids is None:
        raise fail(
            "No pairs", f"{options.action} needs --ids with the numbers of pairs.", "Name such a file, or --all."
        )
    return numbers_in(options.ids)
