"""Sizes of windows that fit the screen, which at a scale of 200 % has a quarter of the room."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QStyle, QWidget


def within_screen(window: QWidget, wanted: QSize) -> QSize:
    """As much of a size as the screen of a window has room for, with the title above it."""
    title = window.style().pixelMetric(QStyle.PixelMetric.PM_TitleBarHeight, None, window)
    return wanted.boundedTo(window.screen().availableSize() - QSize(0, title))
