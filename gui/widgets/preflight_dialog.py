"""Looks before a training starts whether it fits this machine: figures, a verdict, and buttons that make it fit."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from gui import theme
from gui.declared import titles_of, value_text
from gui.language import figures
from gui.said import said
from gui.screen_room import within_screen
from gui.session import Session
from gui.widgets.job_panel import JobPanel
from gui.widgets.job_progress import duration
from gui.worker import Outcome
from tfmodel.contract import events, places
from tfmodel.contract.config import Config
from tfmodel.contract.needs import human
from tfmodel.contract.problems import changed

Rows = Sequence[tuple[str, str, str]]  # title, figure, what belongs to it


class PreflightDialog(QDialog):
    """Runs the job `preflight` for the open dataset and the configuration of the Model page."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._again = False
        self._found: events.Preflight | None = None
        self.setWindowTitle(self.tr("Does the training fit?"))
        self.setMinimumWidth(within_screen(self, QSize(88 * theme.GRID, 0)).width())
        self.progress = JobPanel(session)
        self.progress.received.connect(self._on_event)
        self.progress.ended.connect(self._on_ended)
        self.verdict = theme.label("", "title", wrap=True)
        self.reasons = theme.label("", wrap=True)
        self.change_buttons: list[QPushButton] = []
        self._cards = QHBoxLayout()
        self._cards.setSpacing(2 * theme.GRID)
        self._changes = QVBoxLayout()
        self._changes.setSpacing(theme.GRID)
        self._arrange()

    def _arrange(self) -> None:
        self.again = QPushButton(self.tr("Check &again"))
        self.again.clicked.connect(self.measure)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, parent=self)
        buttons.addButton(self.again, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*(3 * theme.GRID,) * 4)
        layout.setSpacing(2 * theme.GRID)
        layout.addWidget(self.verdict)
        layout.addWidget(self.reasons)
        layout.addWidget(self.progress)
        layout.addLayout(self._changes)
        layout.addLayout(self._cards)
        layout.addStretch()
        layout.addWidget(buttons)

    def measure(self) -> None:
        """Starts the measuring; where an earlier one is still stopping, after it."""
        dataset = self._session.dataset
        self._again = self.progress.is_running
        if dataset is None or self._again:
            return
        self._found = None
        self._clear()
        self.verdict.setText(self.tr("Measuring…"))
        self._say(self.tr("A few real training steps are run, and nothing of them is kept."))
        self.again.setEnabled(False)
        config = self._session.keep_config(self._session.config, "preflight.json")
        run = places.runs_folder()
        words = ["preflight", "--data", str(dataset), "--config", str(config), "--run", str(run)]
        self.progress.run(self.tr("Starting…"), [*words, *self._session.mix.words()])

    def _on_event(self, event: events.Event) -> None:
        if isinstance(event, events.Preflight):
            self._found = event

    def _on_ended(self, outcome: Outcome) -> None:
        self.again.setEnabled(True)
        if self._again:
            self.measure()
        elif self._found is not None:
            self._show(self._found)
        elif outcome.failure is not None:
            self.verdict.setText(outcome.failure.title)
            self._say(outcome.failure.sentence)
        else:
            self.verdict.setText(self.tr("Not measured"))
            self._say(self.tr("The check was cancelled. A training can be started without one."))

    # What was found

    def _show(self, found: events.Preflight) -> None:
        self.verdict.setText(self.tr("It fits") if found.fits else self.tr("It does not fit"))
        self._say("\n".join(found.reasons))
        for rows, title in ((self._model(found), self.tr("Model")), (self._needs(found), found.device)):
            self._cards.addWidget(_card(title, rows), 1)
        self._offer(found)

    def _offer(self, found: events.Preflight) -> None:
        if found.fits:
            return
        if not found.changes:
            text = self.tr("No change of one or two settings was found that makes it fit.")
        elif found.together:
            text = self.tr("These two changes together make it fit:")
        else:
            text = (
                self.tr("This makes it fit:") if len(found.changes) == 1 else self.tr("Either of these makes it fit:")
            )
        self._changes.addWidget(theme.label(text, "heading", wrap=True))
        for change in found.changes:
            self._changes.addWidget(self._change_row(change))

    def _change_row(self, change: events.Change) -> QWidget:
        button = QPushButton(self.tr("Change it"))
        titles = titles_of(Config)
        values = ", ".join(f"{titles.get(path, path)} = {value_text(value)}" for path, value in change.settings.items())
        button.setAccessibleName(self.tr("Change: {0}").format(change.effect))
        button.setToolTip(values)
        button.clicked.connect(lambda: self._apply(change, button))
        self.change_buttons.append(button)
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addWidget(theme.label(change.effect, wrap=True))
        texts.addWidget(theme.label(values, "muted", wrap=True))
        row = QWidget()
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(texts, 1)
        layout.addWidget(button)
        return row

    def _apply(self, change: events.Change, button: QPushButton) -> None:
        self._session.set_config(changed(self._session.config, change.settings))
        button.setText(self.tr("Changed"))
        button.setEnabled(False)
        self.again.setFocus()

    def _model(self, found: events.Preflight) -> Rows:
        total = (self.tr("Parameters"), figures(f"{sum(found.parameters.values()):,}"), "")
        return [total, *((said(name), figures(f"{count:,}"), "") for name, count in found.parameters.items())]

    def _needs(self, found: events.Preflight) -> Rows:
        rows = [
            (self.tr("Steps an epoch"), figures(f"{found.steps_per_epoch:,}"), ""),
            (self.tr("Steps in all"), figures(f"{found.total_steps:,}"), self._limit(found)),
            *self._times(found),
            self._room(self.tr("Memory"), found.memory, found.memory_free, measured=found.steps_measured > 0),
        ]
        if found.gpu_memory is not None and found.gpu_memory_free is not None:
            rows.append(self._room(self.tr("GPU memory"), found.gpu_memory, found.gpu_memory_free))
        return [*rows, self._room(self.tr("Disk"), found.disk, found.disk_free)]

    def _times(self, found: events.Preflight) -> Rows:
        if found.step_seconds is None or found.tokens_per_second is None or found.seconds is None:
            return [(self.tr("Time"), "–", self.tr("not measured"))]
        each = found.validation_seconds or 0.0
        validations = self.tr("about {0} each").format(duration(each)) if each >= 1 else self.tr("under 1 s each")
        return [
            (
                self.tr("One step"),
                figures(f"{found.step_seconds:.3f} s"),
                self.tr("mean of {0}").format(found.steps_measured),
            ),
            (self.tr("Tokens a second"), figures(f"{found.tokens_per_second:,.0f}"), ""),
            (self.tr("Validations"), figures(f"{found.validations:,}"), validations),
            (self.tr("Whole training"), duration(found.seconds), self.tr("at most")),
        ]

    def _limit(self, found: events.Preflight) -> str:
        texts = {
            "epochs": self.tr("limited by epochs"),
            "steps": self.tr("limited by steps"),
            "minutes": self.tr("limited by minutes"),
        }
        return texts[found.limited_by]

    def _room(self, title: str, needed: int, free: int, *, measured: bool = True) -> tuple[str, str, str]:
        note = self.tr("of {0} free") if measured else self.tr("of {0} free, an estimate")
        return title, figures(human(needed)), note.format(figures(human(free)))

    def figure(self, title: str) -> str:
        """What is shown beside that title."""
        return next(label.text() for label in self.findChildren(QLabel) if label.accessibleDescription() == title)

    def _say(self, text: str) -> None:
        self.reasons.setText(text)
        self.reasons.setVisible(bool(text))

    def _clear(self) -> None:
        self.change_buttons = []
        for layout in (self._cards, self._changes):
            while (item := layout.takeAt(0)) is not None:
                if (widget := item.widget()) is not None:
                    widget.setParent(None)
                    widget.deleteLater()

    # Reimplemented Qt methods

    def done(self, result: int) -> None:
        """Whoever closes it does not wait for the measuring, nor for another one."""
        self._again = False
        self.progress.stop()
        super().done(result)


def _card(title: str, rows: Rows) -> QFrame:
    """Titles, figures with their last digits under each other, and notes."""
    card = QFrame()
    card.setProperty("role", "card")
    grid = QGridLayout(card)
    grid.setContentsMargins(*(2 * theme.GRID,) * 4)
    grid.setHorizontalSpacing(2 * theme.GRID)
    grid.setVerticalSpacing(theme.GRID // 2)
    grid.addWidget(theme.label(title, "heading", wrap=True), 0, 0, 1, 3)
    for number, (name, figure, note) in enumerate(rows, start=1):
        value = theme.label(figure)
        value.setAlignment(Qt.AlignmentFlag.AlignRight)
        value.setAccessibleDescription(name)  # as a name a screen reader would say it instead of the figure
        grid.addWidget(theme.label(name, "muted"), number, 0)
        grid.addWidget(value, number, 1)
        grid.addWidget(theme.label(note, "muted"), number, 2)
    grid.setColumnStretch(2, 1)
    grid.setRowStretch(len(rows) + 1, 1)
    return card
