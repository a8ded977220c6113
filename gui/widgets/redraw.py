"""Drawing at the eye's pace, however often the data change."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget

INTERVAL = 200  # milliseconds between two drawings: 5 a second
UNSEEN = 1000  # milliseconds between two drawings of what is scrolled out of view
GAP = 30  # milliseconds after any drawing of the window, in which it answers the person


LAST_DRAWN = "last_drawn"  # a property of the window: several plots never draw in one turn


class Redraw(QObject):
    """Calls `draw` at most five times a second, or as often as `interval` says, and only while the widget is seen.

    A request for a hidden widget is kept until it is shown; one that is scrolled out of view draws once a second. A
    change of the palette is a request too.

    Attributes:
        interval: Milliseconds between two drawings.
    """

    def __init__(self, widget: QWidget, draw: Callable[[], None], interval: int = INTERVAL) -> None:
        super().__init__(widget)
        self._widget = widget
        self._draw = draw
        self._wanted = False
        self.interval = interval
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._fire)
        widget.installEventFilter(self)

    def request(self, *, soon: bool = False) -> None:
        """Something has changed; `soon` where a person did it and waits."""
        if self._wanted and not soon:
            return  # it will be drawn, when the time has come or when the widget is shown
        self._wanted = True
        if self._widget.isVisible() and (soon or not self._timer.isActive()):
            self._timer.start(0 if soon else self._patience())

    def _patience(self) -> int:
        return UNSEEN if self._widget.visibleRegion().isEmpty() else self.interval

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Sees the widget appear, and its scheme change."""
        if event.type() == QEvent.Type.Show and self._wanted:
            self._timer.start(0)
        elif event.type() == QEvent.Type.Paint and self._timer.remainingTime() > self.interval:
            self._timer.start(0)  # it was scrolled into view
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
