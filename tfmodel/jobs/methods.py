"""From settings to the method that they ask for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tfmodel.contract.decoding_config import DecodingConfig
from tfmodel.net.decoding.beam import Beam
from tfmodel.net.decoding.constraints import Constraints
from tfmodel.net.decoding.diverse import DiverseBeam
from tfmodel.net.decoding.greedy import Greedy
from tfmodel.net.decoding.sampling import Sampling
from tfmodel.net.decoding.search import Method
from tfmodel.net.decoding.truncation import MinP, Temperature, TopK, TopP, Truncation
from tfmodel.net.tensor import Tensor

# Settings that a graph takes as numbers: other values need no other graph. The seed is in the noise.
NUMBERS = ("temperature", "top_k", "top_p", "min_p")


def method_of(
    decoding: DecodingConfig, max_length: int | Tensor, wanted: int, numbers: Tensor | None = None
) -> Method[Any]:
    """The method of the settings, of which so many translations of a sentence are wanted.

    Args:
        decoding: The settings.
        max_length: For which there is to be room.
        wanted: Beams give their best ones, sampling draws so many, greedy search has one.
        numbers: (4,) the values of `NUMBERS`, which sampling needs.
    """
    return _METHODS[decoding.method](
        decoding,
        wanted,
        numbers,
        max_length=max_length,
        length_penalty=decoding.length_penalty,
        constraints=Constraints(decoding.no_repeat_ngram_size),
    )


def graph_settings(decoding: DecodingConfig) -> DecodingConfig:
    """The settings with the defaults of all those that a graph takes as numbers: equal ones share a graph."""
    defaults = DecodingConfig()
    return decoding.model_copy(update={name: getattr(defaults, name) for name in ("seed", *NUMBERS)})


def numbers_of(decoding: DecodingConfig) -> list[float]:
    """The values of `NUMBERS`."""
    return [float(getattr(decoding, name)) for name in NUMBERS]


def _beam(decoding: DecodingConfig, wanted: int, numbers: Tensor | None, **shared: Any) -> Method[Any]:
    """A beam of one is greedy search."""
    if decoding.beam_size == 1:
        return Greedy(**shared)
    return Beam(beam_size=decoding.beam_size, wanted=wanted, early_stopping=decoding.early_stopping, **shared)


def _greedy(decoding: DecodingConfig, wanted: int, numbers: Tensor | None, **shared: Any) -> Method[Any]:
    return Greedy(**shared)


def _diverse(decoding: DecodingConfig, wanted: int, numbers: Tensor | None, **shared: Any) -> Method[Any]:
    penalty = decoding.diversity_penalty
    return DiverseBeam(beam_size=decoding.beam_size, groups=decoding.groups, penalty=penalty, **shared)


def _sampling(decoding: DecodingConfig, wanted: int, numbers: Tensor | None, **shared: Any) -> Method[Any]:
    return Sampling(samples=wanted, truncations=_truncations(numbers), **shared)


def _truncations(numbers: Any) -> Sequence[Truncation]:
    """In the order in which they are applied; a `top_k` of 0 is none."""
    temperature, top_k, top_p, min_p = (numbers[place] for place in range(len(NUMBERS)))
    return Temperature(temperature), TopK(top_k), TopP(top_p), MinP(min_p)


_METHODS = {"beam": _beam, "greedy": _greedy, "diverse": _diverse, "sampling": _sampling}
