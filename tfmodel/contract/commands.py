"""What a window may ask of a running job: one JSON line a command. Closed and frozen, as the events are."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, TypeAdapter

from tfmodel.contract.decoding_config import DecodingConfig
from tfmodel.contract.events import PinnedSentence
from tfmodel.contract.message import Message, read
from tfmodel.contract.query import PairQuery


class Pause(Message):
    """Hold training after the step in hand."""

    command: Literal["pause"] = "pause"


class Resume(Message):
    """Go on after a pause."""

    command: Literal["resume"] = "resume"


class Stop(Message):
    """End the job; training saves a usable model first.

    `at_once` is what the end of stdin means: whoever started the job is gone. Training then saves where it stands and
    leaves the choice of the finished model to whoever resumes it. `keep` says what the finished model of a training is:
    what scores best on validation, or the newest weights.
    """

    command: Literal["stop"] = "stop"
    at_once: bool = False
    keep: Literal["best", "newest"] = "best"


class Detach(Message):
    """Go on when stdin ends, as whoever started the training is about to; answered by `Detached`.

    From then on commands come through the run folder (`inbox`).
    """

    command: Literal["detach"] = "detach"


class SaveNow(Message):
    """Write a checkpoint at once; answered by `Checkpoint`."""

    command: Literal["save"] = "save"


class ValidateNow(Message):
    """Validate after the step in hand, and save; answered by `ValidationReport`.

    At a step that was validated before, only sentences that were pinned since are looked at; answered by `Attention`.
    Where none were, nothing answers.
    """

    command: Literal["validate"] = "validate"


class SetProbe(Message):
    """Follow the attention of one more sentence, before the others, from the next validation on."""

    command: Literal["probe"] = "probe"
    text: str


class SetLearningRate(Message):
    """Multiply the learning rate of the schedule by `factor` from the next steps on; 1 is the schedule itself."""

    command: Literal["learning-rate"] = "learning-rate"
    factor: float = Field(gt=0.0, le=100.0)


class SetPinned(Message):
    """Follow the attention of these sentences from the next validation on; none: those that the training chooses."""

    command: Literal["pin"] = "pin"
    sentences: tuple[PinnedSentence, ...]


class Translate(Message):
    """Translate one text, which may hold several lines; answered by `Translated` with the same id.

    `decoding` says how, None as the run does; all translations of a single line begin with the ids of `prefix`, and
    all sources with `tag`, that of a dataset of the run's mix or its name; where it is neither, the answer is empty.
    """

    command: Literal["translate"] = "translate"
    id: int
    text: str
    decoding: DecodingConfig | None = None
    nbest: int = 1
    prefix: tuple[int, ...] = ()
    tag: str = ""


class AskNext(Message):
    """Which pieces may follow the beginning of a translation of one line; answered by `NextTokens` with the same id."""

    command: Literal["next"] = "next"
    id: int
    text: str
    prefix: tuple[int, ...] = ()
    tag: str = ""
    count: int = 8


class Reload(Message):
    """Take the newest weights of the run; answered by `Ready`."""

    command: Literal["reload"] = "reload"


class CutText(Message):
    """Cut a sentence of a side by every candidate of the tokenizer bench; answered by `TextCut` with the same id."""

    command: Literal["cut-text"] = "cut-text"
    id: int
    text: str
    side: Literal["source", "target"] = "source"


class FindPairs(Message):
    """Look for pairs; answered by `PairsFound` with the same id as they are found.

    Their numbers are written to `file`, eight bytes each in this machine's order.
    """

    command: Literal["find-pairs"] = "find-pairs"
    id: int
    file: str
    query: PairQuery


Command = Annotated[
    Pause
    | Resume
    | Stop
    | Detach
    | SaveNow
    | ValidateNow
    | SetProbe
    | SetPinned
    | SetLearningRate
    | Translate
    | AskNext
    | Reload
    | CutText
    | FindPairs,
    Field(discriminator="command"),
]

_COMMANDS: TypeAdapter[Command] = TypeAdapter(Command)


def read_command(line: str | bytes) -> Command | None:
    """The command of a line, or None for a line that is none."""
    return read(_COMMANDS, line)
