"""What the run doctor says of the chosen run, with the button that tries the way out."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from gui import theme
from gui.declared import titles_of, value_text
from gui.session import Session
from tfmodel.contract import events
from tfmodel.contract.config import Config
from tfmodel.contract.failure import Failure


class DoctorPanel(QWidget):
    """Asks the job `doctor` about one run at a time, while somebody looks.

    Attributes:
        fix_asked: The run, and the `Finding` whose fix a new run is to have.
        failed: The `Failure` of the job.
    """

    fix_asked = Signal(object, object)
    failed = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._wanted: Path | None = None
        self._shown: Path | None = None
        self._found: Sequence[events.Finding] | None = None
        self._job = session.new_job(self)
        self._job.received.connect(self._on_event)
        self._job.failed.connect(self._on_failed)
        self._job.failed.connect(self.failed)
        self._job.ended.connect(lambda outcome: self._examine())
        self.state = theme.label("", "muted", wrap=True)
        self.again = QPushButton(self.tr("&Examine again"))
        self.again.clicked.connect(self._forget)
        self.cards: list[QFrame] = []
        self._column = QVBoxLayout()
        self._column.setSpacing(theme.GRID)
        self._arrange()
        self.show_run(None)

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.state, 1)
        head.addWidget(self.again)
        body = QWidget()
        inner = QVBoxLayout(body)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addLayout(self._column)
        inner.addStretch()
        scroll = QScrollArea(widgetResizable=True)
        scroll.setAccessibleName(self.tr("Findings"))
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(body)
        for widget in (body, scroll.viewport()):
            widget.setAutoFillBackground(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*(theme.GRID,) * 4)
        layout.addLayout(head)
        layout.addWidget(scroll, 1)

    def show_run(self, run: Path | None) -> None:
        """Examines this run when somebody looks; None: no run, or several, are chosen."""
        self._wanted = run
        self.again.setEnabled(run is not None)
        self._examine()

    @property
    def findings(self) -> Sequence[events.Finding] | None:
        """What was found; None while it is not known."""
        return self._found

    def _forget(self) -> None:
        self._shown = None
        self._examine()

    def _examine(self) -> None:
        if self._job.is_running and self._wanted != self._shown:
            self._shown = None  # nothing more is heard of it, so that it is examined anew when it is wanted again
            self._job.kill()
        if self._wanted is None:
            self._shown = None
            self._show(None, self.tr("Choose one run to have it examined."))
        elif self.isVisible() and self._wanted != self._shown and not self._job.is_running:
            self._shown = self._wanted
            self._show(None, self.tr("Examining {0}…").format(self._wanted.name))
            self._job.start(["doctor", str(self._wanted)])

    def _on_event(self, event: events.Event) -> None:
        if isinstance(event, events.Diagnosed) and self._shown == self._wanted and self._shown is not None:
            count = len(event.findings)
            text = self.tr("{0}: nothing is known against it.") if not count else self.tr("{0}: the gravest first.")
            self._show(event.findings, text.format(self._shown.name))

    def _on_failed(self, failure: Failure) -> None:
        if self._shown is not None and self._shown == self._wanted:
            self._show(None, self.tr("{0} could not be examined: {1}").format(self._shown.name, failure.cause))

    def _show(self, found: Sequence[events.Finding] | None, text: str) -> None:
        self._found = found
        self.state.setText(text)
        for card in self.cards:
            self._column.removeWidget(card)
            card.deleteLater()
        self.cards = [self._card(one) for one in found or ()]
        for card in self.cards:
            self._column.addWidget(card)

    def _card(self, found: events.Finding) -> QFrame:
        card = QFrame()
        card.setProperty("role", "card")
        card.setAccessibleName(found.title)
        texts = QVBoxLayout()
        texts.setSpacing(theme.GRID // 2)
        texts.addWidget(theme.label(found.title, "heading"))
        texts.addWidget(theme.label(found.cause, wrap=True))
        titles = titles_of(Config)
        changes = ", ".join(f"{titles.get(path, path)} = {value_text(value)}" for path, value in found.fix.items())
        texts.addWidget(theme.label(f"{found.advice}  {changes}".rstrip(), "muted", wrap=True))
        layout = QHBoxLayout(card)
        layout.setContentsMargins(2 * theme.GRID, theme.GRID, 2 * theme.GRID, theme.GRID)
        layout.addLayout(texts, 1)
        if found.fix:
            button = QPushButton(self.tr("Try it in a new run"))
            button.setToolTip(self.tr("Takes the settings of this run, with {0}, to the Model page").format(changes))
            button.setAccessibleDescription(found.title)
            button.clicked.connect(lambda: self.fix_asked.emit(self._shown, found))
            layout.addWidget(button)
        return card

    # Reimplemented Qt methods

    def showEvent(self, event: QShowEvent) -> None:
        """Examines the run that was chosen meanwhile."""
        super().showEvent(event)
        self._examine()
