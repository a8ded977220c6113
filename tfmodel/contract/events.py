"""The vocabulary between a job and whoever started it: one JSON line an event, one JSON line a command.

Closed and frozen: an event that is not here does not exist. Unknown events and fields are skipped by a reader, so that
a window of one version can watch a job of the next.
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field, TypeAdapter

from tfmodel.contract.check_events import BackendReport as BackendReport
from tfmodel.contract.check_events import Change as Change
from tfmodel.contract.check_events import Hardware as Hardware
from tfmodel.contract.check_events import Preflight as Preflight
from tfmodel.contract.data_events import Changed as Changed
from tfmodel.contract.data_events import Cleaned as Cleaned
from tfmodel.contract.data_events import Described as Described
from tfmodel.contract.data_events import ExamplePair as ExamplePair
from tfmodel.contract.data_events import Extracted as Extracted
from tfmodel.contract.data_events import Imported as Imported
from tfmodel.contract.data_events import PairsFound as PairsFound
from tfmodel.contract.data_events import RulePreview as RulePreview
from tfmodel.contract.data_events import Stepped as Stepped
from tfmodel.contract.data_events import TextCut as TextCut
from tfmodel.contract.data_events import TokenizerTried as TokenizerTried
from tfmodel.contract.energy import Energy as Energy
from tfmodel.contract.failure import Failure
from tfmodel.contract.message import Message as Message
from tfmodel.contract.message import read
from tfmodel.contract.run_events import Compared as Compared
from tfmodel.contract.run_events import ComparedRun as ComparedRun
from tfmodel.contract.run_events import Detached as Detached
from tfmodel.contract.run_events import Diagnosed as Diagnosed
from tfmodel.contract.run_events import Finding as Finding
from tfmodel.contract.run_events import Interval as Interval
from tfmodel.contract.run_events import TrialEnded as TrialEnded
from tfmodel.contract.training_events import AttendedSentence as AttendedSentence
from tfmodel.contract.training_events import Attention as Attention
from tfmodel.contract.training_events import Checkpoint as Checkpoint
from tfmodel.contract.training_events import Load as Load
from tfmodel.contract.training_events import PinnedSentence as PinnedSentence
from tfmodel.contract.training_events import Sample as Sample
from tfmodel.contract.training_events import Samples as Samples
from tfmodel.contract.training_events import TrainingReport as TrainingReport
from tfmodel.contract.training_events import ValidationReport as ValidationReport
from tfmodel.contract.translation_events import Hypothesis as Hypothesis
from tfmodel.contract.translation_events import NextToken as NextToken
from tfmodel.contract.translation_events import NextTokens as NextTokens
from tfmodel.contract.translation_events import Ready as Ready
from tfmodel.contract.translation_events import Translated as Translated

PROTOCOL = 1


# "finishing" is the choice of the finished model: the training does nothing else any more.
RunState = Literal[
    "preparing", "training", "paused", "validating", "saving", "finishing", "stopped", "finished", "failed"
]


class Started(Message):
    """First line of every job."""

    event: Literal["started"] = "started"
    protocol: int = PROTOCOL
    job: str
    pid: int


class Device(Message):
    """Where a job computes: shown beside the progress."""

    event: Literal["device"] = "device"
    backend: str
    device: str
    precision: str = "float32"


class State(Message):
    """A training job entered another state; `text` says what it does now ("Training the tokenizer")."""

    event: Literal["state"] = "state"
    state: RunState
    text: str = ""


class Progress(Message):
    """How far a job is; `total` and `seconds_left` are None when nobody can know.

    `share` of the work is done, between 0 and 1, where that is less than `done` of `total`: pairs that were all read
    are still to be compared. `rejected` are the lines that an import has left out so far, by reason.
    """

    event: Literal["progress"] = "progress"
    text: str = ""
    done: float
    total: float | None = None
    unit: str = ""
    rate: float | None = None
    seconds_left: float | None = None
    rejected: dict[str, int] = Field(default_factory=dict)
    share: float | None = None

    @property
    def work_done(self) -> float | None:
        """The share of the work that is done, between 0 and 1; None when nobody can know."""
        if self.share is not None:
            return self.share
        return min(1.0, self.done / self.total) if self.total else None


class Log(Message):
    """A line for the log; `at` says when it was said, where that is not now."""

    event: Literal["log"] = "log"
    level: Literal["info", "warning", "error"] = "info"
    message: str
    at: datetime | None = None


class Evaluated(Message):
    """Scores of a run on a test set, each with its sacreBLEU signature."""

    event: Literal["evaluated"] = "evaluated"
    run: str
    sentences: int
    bleu: float
    bleu_signature: str
    chrf: float
    chrf_signature: str
    ter: float
    ter_signature: str
    exact_match: float
    seconds: float


class Exported(Message):
    """An export is written and was compared with the run in a process of its own."""

    event: Literal["exported"] = "exported"
    format: str
    path: str
    bytes: int
    sentences_compared: int
    largest_difference: float


class Listed(Message):
    """Rows of a listing job (`runs`), as text by column."""

    event: Literal["listed"] = "listed"
    rows: tuple[dict[str, str], ...]


class Failed(Message):
    """Last line of a job that could not go on."""

    event: Literal["failed"] = "failed"
    failure: Failure


class Finished(Message):
    """Last line of a job that came to its end; `stopped` when it was asked to stop before."""

    event: Literal["finished"] = "finished"
    stopped: bool = False
    text: str = ""


Event = Annotated[
    Started
    | Device
    | State
    | Progress
    | TrainingReport
    | ValidationReport
    | Samples
    | Attention
    | Checkpoint
    | Load
    | Log
    | Imported
    | RulePreview
    | Cleaned
    | Ready
    | Translated
    | NextTokens
    | Evaluated
    | Exported
    | Listed
    | Described
    | TokenizerTried
    | TextCut
    | PairsFound
    | Extracted
    | Changed
    | Stepped
    | Compared
    | TrialEnded
    | Detached
    | Diagnosed
    | Preflight
    | Hardware
    | Failed
    | Finished,
    Field(discriminator="event"),
]


_EVENTS: TypeAdapter[Event] = TypeAdapter(Event)


def read_event(line: str | bytes) -> Event | None:
    """The event of a line, or None for a line that is none (of a newer version, or not of this protocol)."""
    return read(_EVENTS, line)
