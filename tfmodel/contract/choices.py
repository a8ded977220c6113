"""The words that a setting or an option can be, where more than one place declares it: a type each."""

from __future__ import annotations

from typing import Literal

TokenizerKind = Literal["unigram", "bpe", "word", "character"]
Positions = Literal["sinusoidal", "learned", "rotary"]
Normalisation = Literal["layer", "rms"]
NormPosition = Literal["pre", "post"]
Activation = Literal["relu", "gelu", "swiglu"]

SplitChoice = Literal["auto", "train", "validation", "test"]  # the part that imported pairs belong to
CleanChoice = Literal["none", "gentle", "standard", "strict"]  # the preset of rules for a new dataset
