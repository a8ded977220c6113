"""Drawing at the eye's pace, however often the data change."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget

INTERVAL = 200  # milliseconds between two drawings: 5 a second
GAP = 30  # milliseconds after any drawing of the window, in which it answers the person


LAST_DRAWN = "last_drawn"  # a property of the window: several plots never draw in one turn


class Redraw(QObject):
    """Calls `draw` at most five times a second, or as often as `interval` says, and only while the widget is seen.

    A request for a hidden widget is kept until it is shown. A change of the palette is a request too.
    """

    def __init__(self, widget: QWidget, draw: Callable[[], None], interval: int = INTERVAL) -> None:
        super().__init__(widget)
        self._widget = widget
        self._draw = draw
        self._wanted = False
        self._interval = interval
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._fire)
        widget.installEventFilter(self)

    def request(self) -> None:
        """Something has changed."""
        self._wanted = True
        if self._widget.isVisible() and not self._timer.isActive():
            self._timer.start(self._interval)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Sees the widget appear, and its scheme change."""
        if event.type() == QEvent.Type.Show and self._wanted:
            self._timer.start(0)
        elif event.type() == QEvent.Type.PaletteChange:
            self.request()
        return super().eventFilter(watched, event)

    def _fire(self) -> None:
        if not self._wanted or not self._widget.isVisible():
            return
        window = self._widget.window()
        if time.monotonic() - (window.property(LAST_DRAWN) or 0.0) < GAP / 1000:
            self._timer.start(GAP)
            return
        self._wanted = False
        self._draw()
        window.setProperty(LAST_DRAWN, time.monotonic())
