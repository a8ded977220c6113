"""From settings to the method that they ask for."""

from __future__ import annotations

from typing import Any

from tfmodel.contract.config import DecodingConfig
from tfmodel.net.decoding.beam import Beam
from tfmodel.net.decoding.constraints import Constraints
from tfmodel.net.decoding.diverse import DiverseBeam
from tfmodel.net.decoding.greedy import Greedy
from tfmodel.net.decoding.sampling import Sampling
from tfmodel.net.decoding.search import Method
from tfmodel.net.decoding.truncation import truncations
from tfmodel.net.tensor import Tensor


def method_of(decoding: DecodingConfig, max_length: int | Tensor, wanted: int | None = None) -> Method[Any]:
    """The method of the settings, with room for so many tokens; a beam of which so many translations are wanted."""
    return _METHODS[decoding.method](
        decoding,
        wanted,
        max_length=max_length,
        length_penalty=decoding.length_penalty,
        constraints=Constraints(decoding.no_repeat_ngram_size),
    )


def _beam(decoding: DecodingConfig, wanted: int | None, **shared: Any) -> Method[Any]:
    """A beam of one is greedy search."""
    if decoding.beam_size == 1:
        return Greedy(**shared)
    return Beam(beam_size=decoding.beam_size, wanted=wanted, **shared)


def _diverse(decoding: DecodingConfig, wanted: int | None, **shared: Any) -> Method[Any]:
    return DiverseBeam(
        beam_size=decoding.beam_size, groups=decoding.groups, penalty=decoding.diversity_penalty, **shared
    )


def _sampling(decoding: DecodingConfig, wanted: int | None, **shared: Any) -> Method[Any]:
    chosen = truncations(
        temperature=decoding.temperature, top_k=decoding.top_k, top_p=decoding.top_p, min_p=decoding.min_p
    )
    return Sampling(samples=decoding.samples, truncations=chosen, **shared)


_METHODS = {"beam": _beam, "diverse": _diverse, "sampling": _sampling}
