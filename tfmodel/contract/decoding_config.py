"""How translations are searched for: a run's default, and what one may ask for instead each time."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import model_validator

from tfmodel.contract.settings import Section, setting

LENGTH_MARGIN = 24  # tokens by which a translation may always be longer than one and a half sources

# Settings that some methods alone read; all others are read by every method.
METHODS_OF: dict[str, tuple[str, ...]] = {
    "beam_size": ("beam", "diverse"),
    "early_stopping": ("beam",),
    "beam_groups": ("diverse",),
    "diversity_penalty": ("diverse",),
    "temperature": ("sampling",),
    "top_k": ("sampling",),
    "top_p": ("sampling",),
    "min_p": ("sampling",),
    "seed": ("sampling",),
}


class DecodingConfig(Section):
    """How a translation is searched for."""

    method: Literal["beam", "greedy", "diverse", "sampling"] = setting(
        "beam",
        "Method",
        "Beam search looks for the likeliest translation; greedy takes the likeliest token each time; diverse beams "
        "find several that differ; sampling draws at random.",
        paper="section 6.1",
        cost="Greedy search and sampling follow one translation; beam searches take time and memory with the beam.",
    )
    beam_size: int = setting(
        5,
        "Beam",
        "Hypotheses kept at each step; 1 takes the likeliest token each time.",
        paper="section 6.1",
        ge=1,
        le=64,
        cost="Translating takes time and memory in proportion.",
    )
    length_penalty: float = setting(
        1.0,
        "Length penalty",
        "Above 0 favours longer translations (Wu et al. 2016, equation 14).",
        paper="section 6.1",
        ge=0.0,
        le=5.0,
    )
    early_stopping: bool = setting(
        False,
        "Early end",
        "Beam search: done once as many translations have ended as there are hypotheses, as in most programs; "
        "otherwise only when no better one can come (Kasai et al. 2022).",
        cost="Saves a sixth of the time of a sentence and a third of that of a list; on Multi30k it costs 0.2 BLEU.",
        advanced=True,
    )
    max_length: int = setting(
        128,
        "Longest translation",
        "Tokens of a translation at most.",
        unit="tokens",
        paper="section 6.1",
        ge=4,
        le=2048,
        cost="A translation that does not end by itself takes time in proportion.",
    )
    no_repeat_ngram_size: int = setting(
        0,
        "Blocked n-grams",
        "No sequence of so many tokens may stand twice in a translation; 0 allows every repetition.",
        unit="tokens",
        ge=0,
        le=16,
        advanced=True,
    )
    beam_groups: int | None = setting(
        None,
        "Groups",
        "Diverse beam search: groups that keep apart, each of an equal share of the beam; empty: one a hypothesis.",
        ge=1,
        le=64,
        advanced=True,
        example=5,
    )
    diversity_penalty: float = setting(
        0.5,
        "Diversity",
        "Diverse beam search: what a token costs that another group took at this place (Vijayakumar et al. 2016).",
        ge=0.0,
        le=100.0,
        advanced=True,
    )
    temperature: float = setting(
        1.0,
        "Temperature",
        "Sampling: below 1 draws what is likely, towards 0 only that; above 1 draws what is unlikely more often.",
        ge=0.01,
        le=100.0,
        advanced=True,
    )
    top_k: int = setting(
        0,
        "Top k",
        "Sampling: draws from so many likeliest tokens; 0 draws from all (Fan et al. 2018).",
        unit="tokens",
        ge=0,
        le=128_000,
        advanced=True,
    )
    top_p: float = setting(
        1.0,
        "Top p",
        "Sampling: draws from the fewest tokens that hold this share of the probability (Holtzman et al. 2020).",
        gt=0.0,
        le=1.0,
        advanced=True,
    )
    min_p: float = setting(
        0.0,
        "Min p",
        "Sampling: draws from tokens at least this share as probable as the likeliest (Nguyen et al. 2024).",
        ge=0.0,
        le=1.0,
        advanced=True,
    )
    seed: int = setting(
        1, "Seed", "Sampling: the same seed draws the same translations.", ge=0, le=2**31 - 1, advanced=True
    )

    @property
    def groups(self) -> int:
        """Groups of diverse beam search."""
        return self.beam_groups or self.beam_size

    @model_validator(mode="after")
    def _groups_divide_beam(self) -> Self:
        if self.method == "diverse" and self.beam_size % self.groups:
            divisors = [str(number) for number in range(1, self.beam_size + 1) if self.beam_size % number == 0]
            raise ValueError(
                f"beam_groups is {self.groups}, which does not divide a beam of {self.beam_size}; choose one of "
                f"{', '.join(divisors)}"
            )
        return self


def read_by_its_method(decoding: DecodingConfig) -> dict[str, bool | int | float | str | None]:
    """The settings, by name, that the method reads."""
    settings = decoding.model_dump().items()
    return {name: value for name, value in settings if decoding.method in METHODS_OF.get(name, (decoding.method,))}
