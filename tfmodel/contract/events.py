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


class TrainingReport(Message):
    """The training since the report before: mean loss per token (nats, smoothed), learning rate, speed.

    `seconds` counts the training of all sessions of the run; `epoch` is a fraction (1.5: half of the second is done).
    `gradient_norm` is the length of the newest gradient before clipping, `last_step` the end of the training as it is
    planned now; runs of before do not tell them.
    """

    event: Literal["training"] = "training"
    step: int
    epoch: float
    loss: float
    learning_rate: float
    tokens_per_second: float
    seconds: float
    gradient_norm: float | None = None
    last_step: int | None = None


class ValidationReport(Message):
    """A look at the validation part: loss and perplexity over all of it, BLEU and chrF over `sentences` of it.

    `seconds` counts the training so far, as in `TrainingReport`.
    """

    event: Literal["validation"] = "validation"
    step: int
    epoch: float
    loss: float
    perplexity: float
    token_accuracy: float
    bleu: float
    bleu_signature: str
    chrf: float
    chrf_signature: str
    sentences: int
    best: bool
    seconds: float


class Sample(Message):
    """One sentence, what it should become ("": nobody knows), and what the model made of it."""

    source: str
    reference: str
    hypothesis: str


class Samples(Message):
    """Sample translations at a validation."""

    event: Literal["samples"] = "samples"
    step: int
    samples: tuple[Sample, ...]


class PinnedSentence(Message):
    """A sentence whose attention is followed; with its `reference`, the decoder reads that at every validation."""

    source: str
    reference: str = ""


class AttendedSentence(Message):
    """A pinned sentence at a validation.

    `source` and `target` are the pieces of the axes, EOS last; `translation` is what the model makes of the sentence
    ("" before the first step). The target is the `reference` where there is one, else that translation.
    """

    text: str = ""
    reference: str = ""
    source: tuple[str, ...]
    target: tuple[str, ...]
    translation: str = ""


class Attention(Message):
    """Attention of the pinned sentences at a validation, or at step 0, in `file` (an .npz below the run folder).

    Its arrays are named "encoder/0/self_attention/weights", shape (heads, queries, keys), float16; those of the second
    sentence begin with "sentence-1/" (see `attention_files.array_name`). `source` and `target` are those of the first.
    """

    event: Literal["attention"] = "attention"
    step: int
    file: str
    source: tuple[str, ...]
    target: tuple[str, ...]
    sentences: tuple[AttendedSentence, ...] = ()

    @property
    def attended(self) -> tuple[AttendedSentence, ...]:
        """The sentences in the order of the file; the only one of a run of before there could be several."""
        return self.sentences or (AttendedSentence(source=self.source, target=self.target),)


class Checkpoint(Message):
    """A complete checkpoint is on the disk."""

    event: Literal["checkpoint"] = "checkpoint"
    step: int
    path: str
    best: bool = False


class Load(Message):
    """How busy the machine that trains is; figures of a GPU are None where there is none that tells.

    `cpu` is that of the training alone in percent of one core, `cores` how many there are; memory is in bytes.
    `energy` is that of the run so far, None where nothing counts it.
    """

    event: Literal["load"] = "load"
    cpu: float
    cores: int
    memory: int
    total_memory: int
    gpu: float | None = None
    gpu_memory: int | None = None
    total_gpu_memory: int | None = None
    watts: float | None = None
    energy: Energy | None = None


class Log(Message):
    """A line for the log; `at` says when it was said, where that is not now."""

    event: Literal["log"] = "log"
    level: Literal["info", "warning", "error"] = "info"
    message: str
    at: datetime | None = None


class Ready(Message):
    """A translating job can answer; `step` is the step of the weights it uses."""

    event: Literal["ready"] = "ready"
    run: str
    step: int
    warm: bool


class Hypothesis(Message):
    """One translation: text, its pieces (EOS last), its score and the cross-attention that made it.

    `score` is the length-penalised log probability; `alignment` has a row a piece, a column a source piece, the mean
    over the heads and layers. `ids` and `log_probs` are those of the pieces.
    """

    text: str
    score: float
    pieces: tuple[str, ...] = ()
    alignment: tuple[tuple[float, ...], ...] = ()
    ids: tuple[int, ...] = ()
    log_probs: tuple[float, ...] = ()


class Translated(Message):
    """The answer to a `Translate` of the same `id`; `milliseconds` is what the search took."""

    event: Literal["translated"] = "translated"
    id: int
    source: tuple[str, ...]
    hypotheses: tuple[Hypothesis, ...]
    milliseconds: float
    compiled: bool
    note: str = ""


class NextToken(Message):
    """A piece that a translation could go on with; "</s>" ends it."""

    id: int
    piece: str
    probability: float


class NextTokens(Message):
    """The answer to an `AskNext` of the same `id`: the likeliest pieces, best first."""

    event: Literal["next"] = "next"
    id: int
    tokens: tuple[NextToken, ...]


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
