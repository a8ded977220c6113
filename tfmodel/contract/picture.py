"""The picture of a dataset: figures that a job computes once and that the window draws."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

FORMAT = 1  # of the figures; a picture of another format is made anew
PICTURE = "picture"  # the remark in the dataset that holds them


class _Figures(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class Share(_Figures):
    """How often something was counted: a word, a script, a language."""

    name: str
    count: int


class Growth(_Figures):
    """The vocabulary after so many running words (Heaps 1978); `words` and `distinct` are equally long, and rise."""

    words: tuple[int, ...]
    distinct: tuple[int, ...]
    exponent: float
    factor: float

    def expected(self, words: float) -> float:
        """Distinct words after so many running ones by the fitted law, factor * words ** exponent."""
        return float(self.factor * words**self.exponent)


class Coverage(_Figures):
    """What a vocabulary of the `sizes` most frequent training words covers, as shares between 0 and 1.

    `train` are the running words of the training part, `validation` those of the validation part.
    """

    sizes: tuple[int, ...]
    train: tuple[float, ...]
    validation: tuple[float, ...]


class Density(_Figures):
    """Pairs by the lengths of their sides in words.

    `counts[t][s]` are the pairs whose source has at least `s * step` words and fewer than `(s + 1) * step`, and whose
    target has `t * step` to `(t + 1) * step`; `beyond` pairs are longer and not in it.
    """

    step: int
    counts: tuple[tuple[int, ...], ...]
    beyond: int
    median_ratio: float
    low_ratio: float
    high_ratio: float


class SidePicture(_Figures):
    """Figures of one side: the words counted most and least often, scripts of its letters, languages, vocabulary."""

    running_words: int
    distinct_words: int
    seen_once: int
    frequent: tuple[Share, ...]
    rare: tuple[Share, ...]
    scripts: tuple[Share, ...]
    languages: tuple[Share, ...]
    growth: Growth
    coverage: Coverage


class Picture(_Figures):
    """All figures of a dataset.

    Attributes:
        format: Of the figures.
        fingerprint: Of the dataset that they were computed from.
        pairs: Pairs of the training part.
        sampled: How many of them were looked at, spread evenly over the dataset.
    """

    format: int = FORMAT
    fingerprint: str
    pairs: int
    sampled: int
    density: Density
    source: SidePicture
    target: SidePicture
