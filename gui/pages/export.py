"""The Export page: a run's model in a format that other programs load."""

from __future__ import annotations

import os
from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QGridLayout, QHBoxLayout, QLineEdit, QPushButton, QWidget

from gui import errors, theme
from gui.session import Session
from gui.widgets.empty_state import EmptyState
from gui.widgets.export_formats import FORMATS, ExportFormat
from gui.widgets.export_result import ExportResult
from gui.widgets.format_choice import FormatChoice
from gui.widgets.job_panel import JobPanel
from gui.widgets.run_chooser import RunChooser
from gui.worker import Outcome
from tfmodel.contract import events


class ExportPage(QWidget):
    """Run, format and destination; the progress; then the result."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._exported = False
        self._warnings: list[str] = []
        self._make_parts()
        self._arrange()
        self._suggest()

    def _make_parts(self) -> None:
        self.missing = EmptyState(
            self.tr("There is no model to export yet: train one, or browse to a run."), self.tr("Go to Training")
        )
        self.missing.pressed.connect(lambda: self._session.show_page("training"))
        self.missing.hide()
        self.runs = RunChooser()
        self._session.run_changed.connect(self.runs.prefer)
        for sign_of_a_model in (self._session.checkpoint_saved, self._session.training_ended):
            sign_of_a_model.connect(self.runs.refresh)
        self.runs.chosen.connect(self._suggest)
        self.runs.listed.connect(lambda: self.missing.setVisible(self.runs.path is None))
        self.runs.failed.connect(lambda failure: errors.show_failure(self, failure))
        self.formats = FormatChoice(FORMATS)
        self.formats.changed.connect(self._suggest)
        self.destination = QLineEdit()
        self.destination.setAccessibleName(self.tr("Destination"))
        self.destination.setToolTip(
            self.tr("The folder that will hold model and tokenizer; what is there already is never replaced")
        )
        self.destination.textChanged.connect(self._check)
        self.browse = QPushButton(self.tr("Bro&wse…"))
        self.browse.setToolTip(self.tr("Choose where the export is written"))
        self.browse.clicked.connect(self._ask_destination)
        self.problem = theme.label("", "error", wrap=True)
        self.export = theme.primary(QPushButton(self.tr("&Export")))
        self.export.setToolTip(self.tr("Writes the model, loads it in a separate process and compares"))
        self.export.clicked.connect(self.start_export)
        self.progress, self.result = JobPanel(self._session), ExportResult()
        self.progress.received.connect(self._on_event)
        self.progress.ended.connect(self._on_ended)
        self.result.hide()

    def _arrange(self) -> None:
        layout = theme.page_layout(self, self.tr("Export"))
        layout.addWidget(self.missing)
        layout.addWidget(self.formats)
        form = QGridLayout()
        form.setSpacing(theme.GRID)
        form.addWidget(theme.label(self.tr("Run")), 0, 0)
        form.addWidget(self.runs, 0, 1, 1, 2)
        form.addWidget(theme.label(self.tr("Destination")), 1, 0)
        form.addWidget(self.destination, 1, 1)
        form.addWidget(self.browse, 1, 2)
        layout.addLayout(form)
        layout.addWidget(self.problem)
        row = QHBoxLayout()
        row.addWidget(self.export)
        row.addStretch()
        layout.addLayout(row)
        layout.addWidget(self.progress)
        layout.addSpacing(theme.GRID)
        layout.addWidget(self.result)
        layout.addStretch()

    # Where to

    def _suggest(self) -> None:
        """Names a destination after the run and the format, one that is free."""
        run = self.runs.path
        self.destination.setText(str(free_destination(run.name, self.formats.chosen)) if run is not None else "")
        self._check()

    def _check(self) -> None:
        problem = self._problem()
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))
        self.export.setEnabled(self.runs.path is not None and not problem and not self.progress.is_running)

    def _problem(self) -> str:
        text = self.destination.text().strip()
        if self.progress.is_running or self.runs.path is None:
            return ""
        if not text or not Path(text).is_absolute():
            return self.tr("Name the full path of the destination.")
        if os.path.exists(text):  # which is no error where nobody may look
            return self.tr("There is something at this place already: choose another name.")
        return ""

    def _ask_destination(self) -> None:
        # What exists is refused in place, so the dialog does not offer to replace it.
        name, _ = QFileDialog.getSaveFileName(
            self,
            self.tr("Export to"),
            self.destination.text(),
            options=QFileDialog.Option.DontConfirmOverwrite,
        )
        if name:
            self.destination.setText(name)

    # Exporting

    def start_export(self) -> None:
        """Exports in a process of its own."""
        run = self.runs.path
        if run is None or self._problem() or self.progress.is_running:
            return
        self._exported = False
        self._warnings.clear()
        self.result.hide()
        words = ["export", str(run), "--to", self.formats.chosen.key, "--out", self.destination.text().strip()]
        self.progress.run(self.tr("Exporting {0}…").format(run.name), words)
        self._check()

    def _on_event(self, event: events.Event) -> None:
        if isinstance(event, events.Exported):
            self._exported = True
            self.result.show_exported(event)
        elif isinstance(event, events.Log) and event.level == "warning":
            self._warnings.append(event.message)

    def _on_ended(self, outcome: Outcome) -> None:
        self.result.show_warnings(self._warnings)
        self.result.setVisible(self._exported)
        if outcome.failure is not None:
            errors.show_failure(self, outcome.failure)
        if self._exported:
            self._suggest()
        else:
            self._check()


def free_destination(name: str, entry: ExportFormat) -> Path:
    """A place among the person's documents where nothing is yet."""
    documents = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
    stem = f"{name}-{entry.key}"
    path, number = documents / stem, 2
    while path.exists():
        path, number = documents / f"{stem}-{number}", number + 1
    return path
