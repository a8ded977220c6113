"""Keys that do the same on every system, and how the one that the window is on writes them."""

from __future__ import annotations

import sys

from PySide6.QtGui import QKeySequence

# To Qt the key above the return key of a Mac is Backspace; only a wide keyboard has Delete, and none has Insert.
_ON_MACOS: dict[str, tuple[str, ...]] = {"Delete": ("Backspace", "Delete"), "Insert": ("Shift+Backspace",)}


def keys_here(name: str) -> list[QKeySequence]:
    """The keys of this system for those that Linux and Windows have; of several the first is the one to tell of."""
    names = _ON_MACOS.get(name, (name,)) if sys.platform == "darwin" else (name,)
    return [QKeySequence(each) for each in names]


def with_keys(text: str, name: str) -> str:
    """A text with the keys behind it: "Undo (Ctrl+Z)", on macOS "Undo (⌘Z)"."""
    return f"{text} ({keys_here(name)[0].toString(QKeySequence.SequenceFormat.NativeText)})"
