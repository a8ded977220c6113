"""Modules that are loaded when something in them is first needed.

The first frame of the window needs Qt and few words; pydantic, the contract and the corpus would take longer to load
than all the rest. What stands under `TYPE_CHECKING` for the reader is written below it as `later(...)`.
"""

from __future__ import annotations

import sys
from importlib.util import LazyLoader, find_spec, module_from_spec
from types import ModuleType
from typing import Any


def later(name: str) -> Any:
    """The module of that name, loaded at the first look into it (importlib's own `LazyLoader`).

    Raises:
        ModuleNotFoundError: There is no such module.
    """
    if name in sys.modules:
        return sys.modules[name]
    spec = find_spec(name)
    if spec is None or spec.loader is None:
        raise ModuleNotFoundError(f"No module named {name!r}", name=name)
    spec.loader = LazyLoader(spec.loader)
    module: ModuleType = module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    package, _, own = name.rpartition(".")
    if package:
        setattr(sys.modules[package], own, module)  # as an import does
    return module
