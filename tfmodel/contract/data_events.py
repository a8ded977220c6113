"""What the jobs that work on a dataset tell; part of the vocabulary in `events`."""

from __future__ import annotations

from typing import Literal

from tfmodel.contract.message import Message
from tfmodel.contract.picture import Picture
from tfmodel.contract.trial import TokenizerTrial


class Imported(Message):
    """An import is complete: how many pairs were read and kept, and why the others were not."""

    event: Literal["imported"] = "imported"
    path: str
    read: int
    kept: int
    train: int
    validation: int
    test: int
    rejected: dict[str, int]
    seconds: float
    held_out: int = 0


class ExamplePair(Message):
    """A pair that a rule of cleaning takes; `note` says why, where the name of the rule does not."""

    id: int
    source: str
    target: str
    note: str = ""


class RulePreview(Message):
    """What one rule would take: how many pairs, and some of them from all over the dataset."""

    event: Literal["rule_preview"] = "rule_preview"
    rule: str
    pairs: int
    examples: tuple[ExamplePair, ...]


class Cleaned(Message):
    """A cleaning, or with `preview` a trial of one, is complete: how many pairs each rule takes, how many are used."""

    event: Literal["cleaned"] = "cleaned"
    path: str
    preview: bool
    pairs: int
    used: int
    taken: dict[str, int]
    seconds: float


class Described(Message):
    """The picture of a dataset."""

    event: Literal["described"] = "described"
    path: str
    picture: Picture


class TokenizerTried(Message):
    """One candidate of the tokenizer bench is trained and measured; `number` is its place in the order asked for."""

    event: Literal["tokenizer-tried"] = "tokenizer-tried"
    number: int
    trial: TokenizerTrial


class TextCut(Message):
    """The answer to a `CutText` of the same `id`: the pieces by the `number` of each candidate that is trained."""

    event: Literal["text-cut"] = "text-cut"
    id: int
    pieces: dict[int, tuple[str, ...]]


class PairsFound(Message):
    """How many pairs a `FindPairs` of the same `id` has found so far; their numbers are in the file that it named."""

    event: Literal["pairs-found"] = "pairs-found"
    id: int
    count: int
    done: bool = False
    seconds: float


class Changed(Message):
    """So many pairs have another text, are excluded or restored; 0: all were so already."""

    event: Literal["changed"] = "changed"
    pairs: int


class Stepped(Message):
    """A change ("edit", "exclude", "restore"; "": there was none) of so many pairs was taken back, or done again.

    `skipped` others were left as they are, because the dataset has a pair with the text that they would get.
    """

    event: Literal["stepped"] = "stepped"
    undone: bool
    change: str = ""
    pairs: int = 0
    skipped: int = 0


class Extracted(Message):
    """Pairs, or the lines that were left out, are written to a file."""

    event: Literal["extracted"] = "extracted"
    path: str
    count: int
    what: str
