"""The backends of Keras that a model can be computed on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

Backend = Literal["tensorflow", "jax", "torch"]

# By the name that Keras and the package have, in the order of preference; what a person calls them.
TITLES: Mapping[str, str] = {"tensorflow": "TensorFlow", "jax": "JAX", "torch": "PyTorch"}
