"""The room of the pages, to be scrolled where the window is smaller than the page in view needs."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedWidget, QWidget


class Room(QScrollArea):
    """Gives the pages all of its room, at least so much, and as much as the one in view needs."""

    def __init__(self, pages: QStackedWidget, least: QSize) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(_Holder(pages, least))


class _Holder(QWidget):
    """Without a layout of Qt, which would ask for the height that texts have at that width, and be scrolled for it."""

    def __init__(self, pages: QStackedWidget, least: QSize) -> None:
        super().__init__()
        self._pages, self._least = pages, least
        pages.setParent(self)
        pages.currentChanged.connect(lambda place: self.updateGeometry())

    def minimumSizeHint(self) -> QSize:
        """What the page in view needs."""
        page = self._pages.currentWidget()
        return self._least if page is None else page.minimumSizeHint().expandedTo(self._least)

    def event(self, event: QEvent) -> bool:
        """Asks for more room when the page does."""
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The pages go along."""
        self._pages.resize(event.size())
