"""The weights of a run for other programs, as far as these know its form."""

from __future__ import annotations

from dataclasses import MISSING, fields
from pathlib import Path
from typing import Any

from tfmodel.contract.run_folder import RunFolder
from tfmodel.net.architecture import Architecture
from tfmodel.net.transformer import Transformer

# What the conversions here know; whatever else an architecture says must be as it is by default.
_KNOWN = ("dropout", "norm_position", "activation", "share_embeddings", "tie_output", "max_length", "seed")


def load(run: Path) -> Transformer:
    """The finished model of a run, in float32.

    Raises:
        SystemExit: Its form is one that the conversions do not know.
    """
    from tfmodel.jobs.building import load as load_run

    transformer = load_run(RunFolder.open(run)).transformer
    unknown = _unknown(transformer.architecture)
    if unknown:
        raise SystemExit(f"{run} cannot be converted for a peer: {', '.join(unknown)}.")
    return transformer


def _unknown(architecture: Architecture) -> list[str]:
    optional = [field for field in fields(architecture) if field.default is not MISSING]
    return [
        f"{field.name} is {getattr(architecture, field.name)}"
        for field in optional
        if not field.name.endswith(_KNOWN) and getattr(architecture, field.name) != field.default
    ]


def array(weight: Any) -> Any:
    """The values of a Keras variable, float32."""
    return weight.numpy().astype("float32")
