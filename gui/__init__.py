"""The desktop. PySide6 is loaded first, and Python's own import is put back afterwards.

PySide6 replaces it by one that reads the source of every module that is imported later, to see whether it uses
`__feature__` (snake_case names for Qt), which nothing here does: a sixth of the time until the first frame.
"""

import builtins
from importlib import import_module

_plain = builtins.__import__
import_module("PySide6.QtCore")
builtins.__import__ = _plain
