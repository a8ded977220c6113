"""Functions of a model's tensors, compiled the way of the backend.

TensorFlow traces a graph for inputs of all shapes, and compiles one for given shapes with XLA. JAX compiles a program
for each shape that it meets, so it should meet few. PyTorch runs a function as it is. The weights of the model may
change between two calls in all of them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Protocol

import keras
import numpy as np

from tfmodel.corpus.shapes import padded
from tfmodel.corpus.sizes import round_up
from tfmodel.net.tensor import Tensor
from tfmodel.net.transformer import Transformer

Function = Callable[..., Any]  # of structures (tuples, lists, dictionaries) of tensors, as is what it returns
Numeric = Callable[..., dict[str, np.ndarray]]  # of int32 ids (rows, positions)


@dataclass(frozen=True)
class Spec:
    """Shape and type of a tensor; None is a size that may be any."""

    shape: tuple[int | None, ...]
    dtype: str


class Traced(Protocol):
    """A function that is ready to be called with tensors, or with arrays of the very types."""

    outputs: Any  # `Spec`s in the structure of what it returns, as far as they are known; JAX and PyTorch need none

    def __call__(self, *arguments: Any) -> Any:
        """What the function makes of the arguments."""


def traced(function: Function, model: keras.Model, specs: Sequence[Any], *, static: bool) -> Traced:
    """A function for the rest of the process.

    Args:
        function: Reads no variables but those of the model.
        model: Whose variables it reads.
        specs: Of its arguments, structures of `Spec`.
        static: Whether the shapes are all known, and worth a compiler's seconds.
    """
    return _backend().traced(function, model, specs, static=static)


def for_any_shape(function: Function, model: Transformer, inputs: int, longest: int | None = None) -> Numeric:
    """Makes a function of ids, which returns a dictionary, one of arrays of many shapes; traced when first called.

    What it returns may have more rows and positions than its inputs: those of padding, at the end.

    Args:
        function: Reads no variables but those of the model.
        model: Whose variables it reads.
        inputs: How many arrays of ids it takes.
        longest: Positions that they are padded to at most; None: those that the model has.
    """
    ready = cache(lambda: traced(function, model, [Spec((None, None), "int32")] * inputs, static=False))
    few, longest = compiles_each_shape(), longest or model.architecture.max_length

    def call(*ids: np.ndarray) -> dict[str, np.ndarray]:
        found = ready()(*(tensor(_of_few_shapes(array, longest) if few else array) for array in ids))
        return {name: array_of(value) for name, value in found.items()}

    return call


def compiles_each_shape() -> bool:
    """Whether a function for any shape is a program for each shape: then few shapes should be asked."""
    return keras.backend.backend() == "jax"


def gains_by_programs() -> bool:
    """Whether a program for one shape is faster than a function for any: PyTorch runs operation by operation anyway."""
    return keras.backend.backend() != "torch"


def batches_in_a_call(wanted: int) -> int:
    """How many batches `fit` gets through without a return to Python: as wanted, where the backend can."""
    return 1 if keras.backend.backend() == "torch" else wanted


def tensor(array: Any) -> Tensor:
    """An array as what a traced function takes; JAX takes it as it is."""
    return array if compiles_each_shape() else keras.ops.convert_to_tensor(array)


def array_of(tensor: Tensor) -> np.ndarray:
    """A tensor as an array."""
    return np.asarray(keras.ops.convert_to_numpy(tensor))


def rows_at(tensor: Tensor, places: np.ndarray) -> Tensor:
    """Rows of a tensor outside of graphs, in one operation: Keras' `take` makes seven, of which there would be many."""
    if keras.backend.backend() != "tensorflow":
        return tensor[places]
    import tensorflow as tf

    return tf.gather(tensor, places)


def is_known(tensor: Tensor) -> bool:
    """Whether it is a value, not a place in a graph that is being traced."""
    if keras.backend.backend() != "tensorflow":
        return True
    import tensorflow as tf

    return bool(tf.executing_eagerly()) or isinstance(tensor, np.ndarray)


def _of_few_shapes(ids: np.ndarray, longest: int) -> np.ndarray:
    width = ids.shape[1]
    return padded(ids, (round_up(ids.shape[0]), min(round_up(width), max(width, longest))))


class _TensorFlow:
    def traced(self, function: Function, model: keras.Model, specs: Sequence[Any], *, static: bool) -> Traced:
        import tensorflow as tf

        def signature(spec: Spec) -> Any:
            return tf.TensorSpec(spec.shape, spec.dtype)

        graph = tf.function(function, jit_compile=static, autograph=False)
        return _Concrete(graph.get_concrete_function(*keras.tree.map_structure(signature, list(specs))))


class _Concrete:
    """A function of TensorFlow for one signature."""

    def __init__(self, function: Any) -> None:
        self._function = function
        self.outputs = keras.tree.map_structure(
            lambda known: Spec(tuple(known.shape), known.dtype.name), function.structured_outputs
        )

    def __call__(self, *arguments: Any) -> Any:
        return self._function(*arguments)


class _Jax:
    def traced(self, function: Function, model: keras.Model, specs: Sequence[Any], *, static: bool) -> Traced:
        return _Jitted(function, model)


class _Jitted:
    """A program of XLA for each shape; it returns arrays, because each little step outside of it would be another."""

    outputs: Any = ()

    def __init__(self, function: Function, model: keras.Model) -> None:
        import jax

        # JAX would compile the values of variables in as constants.
        def of_values(values: Sequence[Any], *arguments: Any) -> Any:
            with keras.StatelessScope(state_mapping=list(zip(model.variables, values, strict=True))):
                return function(*arguments)

        self._model = model
        self._program = jax.jit(of_values)
        self._fetched = jax.device_get

    def __call__(self, *arguments: Any) -> Any:
        return self._fetched(self._program([variable.value for variable in self._model.variables], *arguments))


class _Torch:
    outputs: Any = ()

    def traced(self, function: Function, model: keras.Model, specs: Sequence[Any], *, static: bool) -> Traced:
        import torch

        return _Eager(torch.no_grad()(function))


class _Eager:
    """The function itself."""

    outputs: Any = ()

    def __init__(self, function: Function) -> None:
        self._function = function

    def __call__(self, *arguments: Any) -> Any:
        return self._function(*arguments)


_BACKENDS: dict[str, Any] = {"tensorflow": _TensorFlow, "jax": _Jax, "torch": _Torch}


def _backend() -> Any:
    return _BACKENDS[keras.backend.backend()]()
