"""What the larger pages are divided into."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSplitter, QVBoxLayout, QWidget

from gui import theme


def splitter(orientation: Qt.Orientation) -> QSplitter:
    """Parts side by side or over each other, none of which can be pushed out of sight."""
    parts = QSplitter(orientation, childrenCollapsible=False)
    parts.setHandleWidth(2 * theme.GRID)
    return parts


def titled(title: QLabel, content: QWidget, *buttons: QWidget) -> QWidget:
    """A heading, what can be pressed at its right, and what they belong to."""
    part = QWidget()
    layout = QVBoxLayout(part)
    layout.setContentsMargins(0, 0, 0, 0)
    head = QHBoxLayout()
    head.addStrut(4 * theme.GRID)  # as high as a button, so that neighbours align
    head.addWidget(title, 1)
    for button in buttons:
        head.addWidget(button)
    layout.addLayout(head)
    layout.addWidget(content, 1)
    return part
