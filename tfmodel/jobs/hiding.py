"""Packages that are installed and not to be found: libraries load what is there whether it is used or not."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any


class _Without:
    """A finder of modules that does not know some packages.

    None in `sys.modules` would hide them as well, but not from who looks there for what has been loaded: SciPy's
    arrays take the None for PyTorch.
    """

    def __init__(self, finder: Any, packages: frozenset[str]) -> None:
        self._finder, self._packages = finder, packages

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        found = None if name in self._packages else self._finder.find_spec(name, path, target)
        assert found is None or isinstance(found, ModuleSpec)
        return found

    def __getattr__(self, name: str) -> Any:
        return getattr(self._finder, name)


def hide(*packages: str) -> None:
    """Lets nobody find these packages in the rest of the process, as far as they are not loaded."""
    sys.meta_path[:] = [_Without(finder, frozenset(packages)) for finder in sys.meta_path]


@contextmanager
def hidden(*packages: str) -> Iterator[None]:
    """Lets nobody find these packages meanwhile.

    JAX, pandas and PyArrow took 2.1 of the 7.0 s of the import of TensorFlow where they were installed.
    """
    before = list(sys.meta_path)
    hide(*packages)
    try:
        yield
    finally:
        added = [finder for finder in sys.meta_path if not isinstance(finder, _Without)]
        sys.meta_path[:] = [*added, *before]
