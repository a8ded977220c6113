"""A tour of five steps through the window: each points at a control and says what happens there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget
from shiboken6 import isValid

from gui import theme

WIDTH = 44 * theme.GRID
GAP = theme.GRID  # between the bubble and what it points at


@dataclass(frozen=True)
class Stop:
    """One step.

    Attributes:
        page: The key of the page to show.
        target: Finds the control on that page.
        title: A few words.
        text: What happens there.
    """

    page: str
    target: Callable[[Any], QWidget]  # each page has controls of its own
    title: str
    text: str


class Tour(QFrame):
    """A bubble over the window, and a frame around what it speaks of; the window below goes on working.

    Attributes:
        page_asked: The key of a page that is to come to the front.
        ended: Done, or skipped.
    """

    page_asked = Signal(str)
    ended = Signal()

    def __init__(self, window: QWidget, page_of: Callable[[str], QWidget]) -> None:
        super().__init__(window)
        self._window = window
        self._page_of = page_of
        self._number = 0
        self._target: QWidget | None = None
        self._before = window.focusWidget()
        self.stops = self._make_stops()
        self.setProperty("role", "bubble")
        self.setFixedWidth(WIDTH)
        self.setAccessibleName(self.tr("Tour of the program"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._place_in_row, self._title = theme.label("", "muted"), theme.label("", "heading", wrap=True)
        self._text = theme.label("", wrap=True)
        self._frame = QFrame(window)
        self._frame.setProperty("role", "pointed")
        self._frame.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._arrange()
        self._takes_focus = self._scrolls = True
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self._point)
        window.installEventFilter(self)

    def _make_stops(self) -> tuple[Stop, ...]:
        return (
            Stop(
                "data",
                _opening,
                self.tr("Data: what is learned from"),
                self.tr(
                    "Open or drop files with sentences and their translations, or begin with one of the samples. "
                    "A part of them is set aside, so that the model is tested on what it has not seen."
                ),
            ),
            Stop(
                "model",
                lambda page: page.presets,
                self.tr("Model: how large and of what form"),
                self.tr(
                    "A preset gives a whole set of values to begin with, and everything can be changed below. "
                    "F1 on any field tells what the setting does and what it costs."
                ),
            ),
            Stop(
                "training",
                lambda page: page.controls.start,
                self.tr("Training: watch it learn"),
                self.tr(
                    "Start trains in a process of its own, while loss, scores and sample translations are drawn here. "
                    "You can pause it, stop it and resume it at any time."
                ),
            ),
            Stop(
                "inspect",
                lambda page: page.runs,
                self.tr("Attention: see what looks at what"),
                self.tr(
                    "Choose a run here to play through its training, with every head of attention as a map. "
                    "It works while a run trains, and with all earlier ones."
                ),
            ),
            Stop(
                "translation",
                lambda page: page.source,
                self.tr("Translate and export: use the model"),
                self.tr(
                    "Type a sentence, and the chosen run translates it and shows where it looked. "
                    "The Export page writes the model for other programs."
                ),
            ),
        )

    def _arrange(self) -> None:
        self.skip = QPushButton(self.tr("Skip"))
        self.back, self.next = QPushButton(self.tr("Back")), theme.primary(QPushButton())
        self.skip.clicked.connect(self.end)
        self.back.clicked.connect(lambda: self.go_to(self._number - 1))
        self.next.clicked.connect(lambda: self.go_to(self._number + 1))
        buttons = QHBoxLayout()
        for widget in (self.skip, self.back, self.next):
            buttons.addWidget(widget)
        buttons.insertStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*(2 * theme.GRID,) * 4)
        layout.setSpacing(theme.GRID)
        for label in (self._place_in_row, self._title, self._text):
            layout.addWidget(label)
        layout.addLayout(buttons)

    @property
    def number(self) -> int:
        """The step that is shown, from 0 on."""
        return self._number

    @property
    def target(self) -> QWidget | None:
        """What is pointed at; None until the page that was asked for is laid out."""
        return self._target

    @property
    def text(self) -> str:
        """What is said."""
        return f"{self._title.text()} {self._text.text()}"

    def go_to(self, number: int) -> None:
        """Shows a step; behind the last one is the end."""
        if number >= len(self.stops):
            self.end()
            return
        self._number, self._target = number, None
        self._takes_focus = self._scrolls = True
        stop = self.stops[number]
        self.page_asked.emit(stop.page)
        self._place_in_row.setText(self.tr("{0} of {1}").format(number + 1, len(self.stops)))
        self._title.setText(stop.title)
        self._text.setText(stop.text)
        self.setAccessibleDescription(f"{self._place_in_row.text()}. {self.text}")
        self.next.setText(self.tr("Done") if number == len(self.stops) - 1 else self.tr("Next"))
        self.next.setAccessibleDescription(self.accessibleDescription())
        self.back.setVisible(number > 0)
        self.skip.setVisible(number < len(self.stops) - 1)
        self._later.start()  # the page that was asked for is laid out first

    def _point(self) -> None:
        """Puts the frame around the control of now, and the bubble beside it."""
        stop = self.stops[self._number]
        self._target = stop.target(self._page_of(stop.page))
        for label in (self._title, self._text):
            label.ensurePolished()  # in the type of its role
            label.setMinimumHeight(label.heightForWidth(WIDTH - 5 * theme.GRID))
        self.adjustSize()
        if self._scrolls and self._target.isVisible():  # a person may scroll it away, or go to another page
            _scroll_to(self._target)
            self._scrolls = self._target.visibleRegion().isEmpty()  # a page that is seen first is not laid out yet
        area = QRect(self._target.mapTo(self._window, QPoint()), self._target.size())
        self._frame.setGeometry(area.adjusted(-4, -4, 4, 4) & self._window.rect())
        self.move(_beside(area, self.size(), self._window.rect()))
        for part in (self._frame, self):
            part.show()
            part.raise_()
        if self._takes_focus:  # not each time that the window is laid out: somebody may be typing
            self._takes_focus = False
            self.next.setFocus()

    def end(self) -> None:
        """Goes away, and gives the focus back."""
        self._window.removeEventFilter(self)
        if self._before is not None and isValid(self._before) and self._before.isVisible():  # a cell's editor is gone
            self._before.setFocus()
        for part in (self, self._frame):
            part.hide()
            part.deleteLater()
        self.ended.emit()

    # Reimplemented Qt methods

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape ends it, Enter presses the button with the focus, else goes on."""
        key = event.key()
        if key == Qt.Key.Key_Escape:
            self.end()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            pressed = self.focusWidget() if self.focusWidget() in (self.skip, self.back) else self.next
            assert isinstance(pressed, QPushButton)
            pressed.click()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follows the window's size."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest):
            self._scrolls = self._scrolls or event.type() == QEvent.Type.Resize
            self._later.start()
        return super().eventFilter(watched, event)


def _opening(page: Any) -> QWidget:
    """Where files are opened: beside the title once there is a dataset, in the middle before."""
    button, area = page.open, page.start.drop
    assert isinstance(button, QWidget) and isinstance(area, QWidget)
    return button if button.isVisible() else area


def _scroll_to(target: QWidget) -> None:
    """Brings a control into view in all areas that scroll it, the innermost first."""
    around = target.parentWidget()
    while around is not None:
        if isinstance(around, QScrollArea):
            around.ensureWidgetVisible(target)
        around = around.parentWidget()


def _beside(area: QRect, bubble: QSize, room: QRect) -> QPoint:
    """Where a bubble hides nothing of what it points at: below, above, right or left of it, as there is room."""
    inner = room.adjusted(GAP, GAP, -GAP - bubble.width(), -GAP - bubble.height())
    left = min(max(area.left(), inner.left()), inner.right())
    top = min(max(area.top(), inner.top()), inner.bottom())
    places = (
        QPoint(left, area.bottom() + 2 * GAP),
        QPoint(left, area.top() - 2 * GAP - bubble.height()),
        QPoint(area.right() + 2 * GAP, top),
        QPoint(area.left() - 2 * GAP - bubble.width(), top),
    )
    return next((place for place in places if inner.contains(place)), QPoint(inner.right(), inner.bottom()))
