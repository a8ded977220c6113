"""The events of a training at work; declared apart from those of every job."""

from __future__ import annotations

from typing import Literal

from tfmodel.contract.energy import Energy
from tfmodel.contract.message import Message


class TrainingReport(Message):
    """The training since the report before: mean loss per token (nats, smoothed), learning rate, speed.

    `seconds` counts the training of all sessions of the run; `epoch` is a fraction (1.5: half of the second is done).
    `gradient_norm` is the length of the newest gradient before clipping, `last_step` the end of the training as it is
    planned now, and `last_second`, counted as `seconds`, the one at which its clock ends it, None where none does: for
    want of a limit, or in a fall that an earlier session began. Runs of before do not tell them.
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
    last_second: float | None = None


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

    `source` and `target` are the pieces of the axes, EOS last, of a long sentence the first ones; `translation` is what
    the model makes of the sentence ("" before the first step). The target is the `reference` where there is one, else
    that translation.
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
