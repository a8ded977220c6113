"""What the tokenizer bench measures of one candidate."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

from tfmodel.contract.choices import TokenizerKind


class TokenizerTrial(BaseModel):
    """A candidate and its figures on the validation part; all figures are 0 when it could not be trained.

    Attributes:
        kind: As the setting `tokenizer.kind`.
        vocabulary_size: Tokens that were asked for.
        shared: One vocabulary for both sides.
        source_vocabulary: Tokens that the source side got; fewer than asked where the data cannot fill it.
        target_vocabulary: The same of the target side.
        source_tokens: Mean tokens of a source sentence.
        target_tokens: Mean tokens of a target sentence.
        longest: Tokens that 99 % of the sentences of both sides do not exceed.
        coverage: Share of the tokens that are in the vocabulary: neither unknown nor spelt in bytes.
        unknown: Share of the tokens that are unknown.
        seconds: Time of the training.
        problem: Why it could not be trained, or "".
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    kind: TokenizerKind
    vocabulary_size: int
    shared: bool
    source_vocabulary: int = 0
    target_vocabulary: int = 0
    source_tokens: float = 0.0
    target_tokens: float = 0.0
    longest: int = 0
    coverage: float = 0.0
    unknown: float = 0.0
    seconds: float = 0.0
    problem: str = ""
