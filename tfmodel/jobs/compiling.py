"""Functions of token ids, compiled the way of the backend: NumPy arrays in, NumPy arrays out.

TensorFlow traces one graph for inputs of all shapes. JAX compiles a program for each shape, so its inputs are padded to
few shapes. PyTorch runs a function as it is. The weights of the model may change between two calls in all of them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Protocol

import keras
import numpy as np

from tfmodel.corpus.shapes import padded, round_up
from tfmodel.net.tensor import Tensor

Function = Callable[..., dict[str, Tensor]]  # of int32 ids, each input (rows, positions)
Compiled = Callable[..., dict[str, np.ndarray]]
Shape = tuple[int, int]


def for_any_shape(function: Function, model: keras.Model, inputs: int) -> Compiled:
    """Compiles a function that is called with inputs of many shapes.

    What it returns may have more rows and positions than its inputs: those of padding, at the end.

    Args:
        function: Reads no variables but those of the model.
        model: Whose variables it reads.
        inputs: How many arrays of ids it takes.
    """
    return _backend().for_any_shape(function, model, inputs)


def for_shapes(function: Function, model: keras.Model, shapes: Sequence[Shape]) -> Compiled:
    """Compiles a function for one shape of each input, and waits for it: slow to come and the fastest to run."""
    return _backend().for_shapes(function, model, shapes)


def compiles_each_shape() -> bool:
    """Whether a function for any shape is a program for each shape too, so that few shapes should be asked."""
    return keras.backend.backend() == "jax"


class _Backend(Protocol):
    def for_any_shape(self, function: Function, model: keras.Model, inputs: int) -> Compiled: ...

    def for_shapes(self, function: Function, model: keras.Model, shapes: Sequence[Shape]) -> Compiled: ...


class _TensorFlow:
    def for_any_shape(self, function: Function, model: keras.Model, inputs: int) -> Compiled:
        import tensorflow as tf

        signature = [tf.TensorSpec([None, None], tf.int32)] * inputs
        return _numpy(tf.function(function, input_signature=signature, autograph=False))

    def for_shapes(self, function: Function, model: keras.Model, shapes: Sequence[Shape]) -> Compiled:
        import tensorflow as tf

        program = tf.function(function, jit_compile=True, autograph=False)
        return _numpy(program.get_concrete_function(*(tf.TensorSpec(shape, tf.int32) for shape in shapes)))


class _Jax:
    def for_any_shape(self, function: Function, model: keras.Model, inputs: int) -> Compiled:
        import jax

        program = jax.jit(_of_values(function, model))
        run = _numpy(lambda *ids: program(_values(model), *ids))
        return lambda *ids: run(*map(_rounded_up, ids))

    def for_shapes(self, function: Function, model: keras.Model, shapes: Sequence[Shape]) -> Compiled:
        import jax

        ids = [jax.ShapeDtypeStruct(shape, np.int32) for shape in shapes]
        program = jax.jit(_of_values(function, model)).lower(_values(model), *ids).compile()
        return _numpy(lambda *ids: program(_values(model), *ids))


class _Torch:
    def for_any_shape(self, function: Function, model: keras.Model, inputs: int) -> Compiled:
        import torch

        return _numpy(torch.no_grad()(function))

    def for_shapes(self, function: Function, model: keras.Model, shapes: Sequence[Shape]) -> Compiled:
        return self.for_any_shape(function, model, len(shapes))


_BACKENDS: dict[str, type[_Backend]] = {"tensorflow": _TensorFlow, "jax": _Jax, "torch": _Torch}


def _backend() -> _Backend:
    return _BACKENDS[keras.backend.backend()]()


def _numpy(function: Callable[..., dict[str, Tensor]]) -> Compiled:
    def call(*ids: np.ndarray) -> dict[str, np.ndarray]:
        results = function(*(keras.ops.convert_to_tensor(array, dtype="int32") for array in ids))
        return {name: keras.ops.convert_to_numpy(value) for name, value in results.items()}

    return call


def _of_values(function: Function, model: keras.Model) -> Callable[..., dict[str, Tensor]]:
    """The function with the values of the variables as its first argument: JAX would compile them in as constants."""

    def of_values(values: Sequence[Any], *ids: Tensor) -> dict[str, Tensor]:
        with keras.StatelessScope(state_mapping=list(zip(model.variables, values, strict=True))):
            return function(*ids)

    return of_values


def _values(model: keras.Model) -> list[Any]:
    return [variable.value for variable in model.variables]


def _rounded_up(ids: np.ndarray) -> np.ndarray:
    """Ids padded to a shape of which there are few."""
    return padded(ids, (round_up(ids.shape[0]), round_up(ids.shape[1])))
