"""The room of the pages, to be scrolled where the window is smaller."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget


class Room(QScrollArea):
    """Gives a widget all of its room, and at least so much of it."""

    def __init__(self, inner: QWidget, least: QSize) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(_Holder(inner, least))


class _Holder(QWidget):
    """Without a layout of Qt, which would ask for the height that texts have at that width, and be scrolled for it."""

    def __init__(self, inner: QWidget, least: QSize) -> None:
        super().__init__()
        self._inner = inner
        inner.setParent(self)
        self.setMinimumSize(least)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The widget goes along."""
        self._inner.resize(event.size())
