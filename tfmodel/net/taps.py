"""Names for intermediate tensors, kept only while somebody looks.

A layer says `tap("scores", scores)`. Outside `trace()` that does nothing; inside, the tensor is kept under its path:
`decoder/2/cross_attention/scores`. Plots, the inspector and the tests read traces, so there is no second code path
"with attention".
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

from tfmodel.net.tensor import Tensor


@dataclass
class _Recorder:
    tensors: dict[str, Tensor] = field(default_factory=dict)
    path: list[str] = field(default_factory=list)


_recorder: ContextVar[_Recorder | None] = ContextVar("recorder", default=None)


@contextmanager
def trace() -> Iterator[dict[str, Tensor]]:
    """Keep every tapped tensor of the block, by its path. Traces do not nest: the innermost one sees the taps."""
    recorder = _Recorder()
    token = _recorder.set(recorder)
    try:
        yield recorder.tensors
    finally:
        _recorder.reset(token)


@contextmanager
def scope(name: str) -> Iterator[None]:
    """Put `name/` before the names of all taps of the block."""
    recorder = _recorder.get()
    if recorder is None:
        yield
        return
    recorder.path.append(name)
    try:
        yield
    finally:
        recorder.path.pop()


def tracing() -> bool:
    """Whether a trace is being taken: for tensors that only a trace has a use for."""
    return _recorder.get() is not None


def tap(name: str, tensor: Tensor) -> None:
    """Name a tensor.

    Raises:
        ValueError: The name is taken: two tensors of one pass must not hide each other.
    """
    recorder = _recorder.get()
    if recorder is None:
        return
    path = "/".join((*recorder.path, name))
    if path in recorder.tensors:
        raise ValueError(f"Two tensors of one trace are called {path}")
    recorder.tensors[path] = tensor
