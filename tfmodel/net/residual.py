"""What stands around every sub-layer: a residual connection and a normalisation (section 3.1)."""

from __future__ import annotations

from typing import Any

import keras

from tfmodel.net.architecture import Architecture
from tfmodel.net.dropout import HashDropout
from tfmodel.net.layer_norm import LayerNorm
from tfmodel.net.taps import tap
from tfmodel.net.tensor import Tensor

_KINDS: dict[str, type[keras.layers.Layer]] = {
    "layer": LayerNorm,  # learned scale and shift
    "rms": keras.layers.RMSNormalization,  # no mean is subtracted, no shift learned (Zhang & Sennrich 2019)
}


def normalisation(architecture: Architecture, **kwargs: Any) -> keras.layers.Layer:
    """Normalisation of the last axis, of the kind that the architecture has."""
    return _KINDS[architecture.normalisation](epsilon=1e-6, **kwargs)


class Residual(keras.layers.Layer):
    """`norm(x + dropout(f(x)))` ("post", the paper) or `x + dropout(f(norm(x)))` ("pre"), in two halves.

    The halves let a sub-layer be called in whatever way it needs: `leave(x, f(enter(x)))`.

    Args:
        architecture: Gives the width, the dropout rate and the kind and place of the normalisation.
        seed: Of the dropout masks.
    """

    def __init__(self, architecture: Architecture, *, seed: int, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.d_model = architecture.d_model
        self.pre = architecture.norm_position == "pre"
        self.norm = normalisation(architecture, name="norm", dtype=self.dtype_policy)
        self.dropout = HashDropout(architecture.dropout, seed=seed, name="dropout", dtype=self.dtype_policy)

    def build(self, input_shape: Any = None) -> None:
        """Make all weights."""
        self.norm.build((None, None, self.d_model))
        self.dropout.build()

    def enter(self, x: Tensor) -> Tensor:
        """What the sub-layer sees of x (..., D)."""
        return self._normalise(x) if self.pre else x

    def leave(self, x: Tensor, y: Tensor, training: bool = False) -> Tensor:
        """Add the sub-layer's output y (..., D) to its input x (..., D)."""
        total = x + self.dropout(y, training=training)
        tap("residual", total)
        return total if self.pre else self._normalise(total)

    def _normalise(self, x: Tensor) -> Tensor:
        normalised = self.norm(x)
        tap("norm", normalised)
        return normalised
