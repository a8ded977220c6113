"""Sizes of windows that fit the screen, which at a scale of 200 % has a quarter of the room."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget


def within_screen(window: QWidget, wanted: QSize) -> QSize:
    """As much of a size as the screen of a window has room for."""
    return wanted.boundedTo(window.screen().availableSize())
