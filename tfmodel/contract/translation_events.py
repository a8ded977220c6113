"""The events of a job that translates; declared apart from those of every job."""

from __future__ import annotations

from typing import Literal

from tfmodel.contract.message import Message


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
