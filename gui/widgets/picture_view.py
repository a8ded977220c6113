"""The picture of the open dataset: measured by a job when it is first seen, and kept in the dataset."""

from __future__ import annotations

from collections import Counter

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from gui import errors, theme
from gui.language import filled
from gui.session import Session
from gui.widgets.empty_state import EmptyState
from gui.widgets.job_progress import JobProgress
from gui.widgets.picture_cards import PictureCards
from gui.worker import Outcome
from tfmodel.contract import events
from tfmodel.contract.picture import Picture
from tfmodel.corpus.describing import stored_picture
from tfmodel.corpus.store import Bin, PairStore
from tfmodel.corpus.tables import SIDES

BINS = 40
FINE = 1_000_000  # more bins than there are lengths: each length is one


class PictureView(QWidget):
    """Cards with charts in two columns; above them how many pairs were looked at."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._store: PairStore | None = None
        self._wanted = False
        self._picture: Picture | None = None
        self._job = session.new_job(self)
        self._job.received.connect(self._on_event)
        self._job.ended.connect(self._on_ended)
        self.note = theme.label("", "muted", wrap=True)
        self.progress = JobProgress()
        self.progress.cancelled.connect(self._job.kill)  # it writes nothing before its end
        self.ask = EmptyState(self.tr("The pairs have not been measured yet."), self.tr("Meas&ure"))
        self.ask.pressed.connect(self.measure)
        self.cards = PictureCards(self)
        self.stack = QStackedWidget()
        for part in (self.ask, self.progress, self._scroll()):
            self.stack.addWidget(_at_top(part))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, theme.GRID, 0, 0)
        layout.addWidget(self.note)
        layout.addWidget(self.stack, 1)

    def _scroll(self) -> QScrollArea:
        inner = QWidget()
        grid = QGridLayout(inner)
        grid.setContentsMargins(0, 0, theme.GRID, 0)
        grid.setSpacing(theme.GRID)
        for number, card in enumerate(self.cards.cards.values()):
            grid.addWidget(card, number // 2, number % 2)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setAccessibleName(self.tr("Picture of the dataset"))
        scroll.setWidget(inner)
        return scroll

    @property
    def picture(self) -> Picture | None:
        """What is shown."""
        return self._picture

    def set_store(self, store: PairStore | None) -> None:
        """Shows another dataset as soon as this is seen; what is being measured of the one before is dropped."""
        self._job.kill()
        self._store, self._picture, self._wanted = store, None, store is not None
        self.note.clear()
        self.stack.setCurrentIndex(0)
        if self.isVisible():
            self._look()

    def showEvent(self, event: QShowEvent) -> None:
        """Looks at the dataset when this is first seen."""
        super().showEvent(event)
        self._look()

    def _look(self) -> None:
        if self._store is None or not self._wanted or self._job.is_running:
            return  # a job that was dropped ends soon, and looks then
        self._wanted = False
        picture = stored_picture(self._store)
        if picture is None:
            self.measure()
        else:
            self._show(picture)

    def measure(self) -> None:
        """Measures the dataset in a process of its own."""
        if self._store is not None and not self._job.is_running:
            self.progress.begin(self.tr("Looking at the pairs"))
            self.stack.setCurrentIndex(1)
            self._job.start(["describe", str(self._store.path)])

    def _on_event(self, event: events.Event) -> None:
        if self._wanted or self._store is None:
            return  # of a dataset that is no longer shown
        if isinstance(event, events.Progress):
            self.progress.show_progress(event)
        elif isinstance(event, events.Described):
            self._show(event.picture)

    def _on_ended(self, outcome: Outcome) -> None:
        if self._picture is None:
            self.stack.setCurrentIndex(0)
        if self._wanted and self.isVisible():
            self._look()
        elif outcome.failure is not None:
            errors.show_failure(self, outcome.failure)

    def _lengths(self, side: str, width: int) -> list[Bin]:
        """Bins of one width on both sides, so that their heights can be compared."""
        assert self._store is not None
        counts: Counter[int] = Counter()
        for entry in self._store.length_histogram(side, FINE):
            counts[entry.start // width] += entry.count
        return [Bin(n * width, (n + 1) * width, counts[n]) for n in range(max(counts, default=-1) + 1)]

    def _show(self, picture: Picture) -> None:
        if self._store is None:
            return
        self._picture = picture
        text = self.tr("Measured on all {0:,} training pairs; the lengths are those of all pairs.")
        if picture.sampled < picture.pairs:
            text = self.tr(
                "Measured on {1:,} of {0:,} training pairs, evenly spread; the lengths are those of all pairs."
            )
        self.note.setText(filled(text, picture.pairs, picture.sampled))
        source, target = (self._store.length_histogram(side, BINS) for side in SIDES)
        width = max((entry.end - entry.start for entry in (*source, *target)), default=1)
        self.cards.show_picture(picture, (self._lengths("source", width), self._lengths("target", width)))
        self.stack.setCurrentIndex(2)


def _at_top(part: QWidget) -> QWidget:
    """The part as high as it needs to be; a scroll area takes everything."""
    if isinstance(part, QScrollArea):
        return part
    holder = QWidget()
    layout = QVBoxLayout(holder)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.addWidget(part)
    layout.addStretch()
    return holder
