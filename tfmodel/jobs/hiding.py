"""Packages that are installed and not to be found: libraries load what is there whether it is used or not."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from _typeshed.importlib import MetaPathFinderProtocol


class _Without:
    """A finder of modules that does not know some packages.

    None in `sys.modules` would hide them as well, but not from who looks there for what has been loaded: SciPy's
    arrays take the None for PyTorch.
    """

    def __init__(self, finder: MetaPathFinderProtocol, packages: Sequence[str]) -> None:
        self.finder, self._packages = finder, packages

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        return None if name in self._packages else self.finder.find_spec(name, path, target)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.finder, name)


def hide(*packages: str) -> None:
    """Lets nobody find these packages in the rest of the process, as far as they are not loaded."""
    sys.meta_path[:] = [_Without(finder, packages) for finder in sys.meta_path]


@contextmanager
def hidden(*packages: str) -> Iterator[None]:
    """Lets nobody find these packages meanwhile; a finder that is added in the block stays, at its place.

    JAX, pandas and PyArrow took 2.1 of the 7.0 s of the import of TensorFlow where they were installed.
    """
    made = [_Without(finder, packages) for finder in sys.meta_path]
    sys.meta_path[:] = made
    try:
        yield
    finally:
        sys.meta_path[:] = [finder.finder if finder in made else finder for finder in sys.meta_path]
