"""What an import left out: how many for each reason, and the lines themselves, to be exported."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from gui import errors, theme
from gui.language import figures, filled
from gui.said import said
from gui.saving import completed
from gui.session import Session
from gui.widgets.job_progress import reasons
from gui.widgets.paged_model import Column, PagedModel
from gui.widgets.table_view import TableView
from gui.worker import Outcome
from tfmodel.contract import events
from tfmodel.contract.failure import Failure
from tfmodel.corpus.pair import REASONS, Rejected
from tfmodel.corpus.store import PairStore

_FILE = 2  # the column


class RejectedTable(QWidget):
    """A sentence with the counts by reason over a table of line number, reason, file (of several) and text."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._store: PairStore | None = None
        self._job = session.new_job(self)
        self._job.received.connect(self._on_event)
        self._job.ended.connect(self._on_ended)
        columns = [
            Column[Rejected](self.tr("Line"), lambda row: figures(f"{row.line:,}"), number=True),
            Column[Rejected](self.tr("Why it was left out"), lambda row: said(REASONS.get(row.reason, row.reason))),
            Column[Rejected](self.tr("File"), lambda row: row.origin),
            Column[Rejected](self.tr("Text"), lambda row: row.text),
        ]
        self._model = PagedModel(columns, self)
        self._model.failed.connect(self._on_unreadable, Qt.ConnectionType.QueuedConnection)
        self.view = TableView(self._model)
        self.view.setAccessibleName(self.tr("Lines left out"))
        self.view.fit_columns((88, 320, 200, None))
        self.summary = theme.label("")
        self.summary.setWordWrap(True)
        self.export = QPushButton(self.tr("&Export…"))
        self.export.setToolTip(self.tr("Writes line number, reason and text of these lines as tab-separated text"))
        self.export.clicked.connect(self._ask_file)
        self.note = theme.label("", "muted")
        self._arrange()

    def _arrange(self) -> None:
        below = QHBoxLayout()
        below.addWidget(self.export)
        below.addWidget(self.note, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, theme.GRID, 0, 0)
        layout.setSpacing(theme.GRID)
        layout.addWidget(self.summary)
        layout.addWidget(self.view, 1)
        layout.addLayout(below)
        layout.addStretch()  # keeps the sentence at the top while there is no table

    def set_store(self, store: PairStore | None) -> None:
        """Shows what is known of another dataset's import."""
        self._store = store
        counts = store.rejected_counts() if store is not None else {}
        kept = store.rejected_stored() if store is not None else 0
        self.summary.setText(self._sentence(counts, kept))
        self.note.clear()
        self.view.setColumnHidden(_FILE, store is None or len(store.origin_names()) < 2)
        for part in (self.view, self.export):
            part.setVisible(kept > 0)
        self._model.show_rows(kept, lambda offset, limit: store.rejected(offset, limit) if store is not None else ())

    def _on_unreadable(self, failure: Failure) -> None:
        errors.show_alone(self, failure)

    def _sentence(self, counts: dict[str, int], kept: int) -> str:
        if not counts:
            return self.tr("Nothing was left out: every line became a pair.")
        total = sum(counts.values())
        text = filled(self.tr("Lines left out: {0:,}. {1}."), total, reasons(counts))
        return text if kept == total else text + " " + filled(self.tr("The first {0:,} of them are kept:"), kept)

    def _ask_file(self) -> None:
        if self._store is None:
            return
        path = self._store.path
        name, _ = QFileDialog.getSaveFileName(
            self,
            self.tr("Export the lines that were left out"),
            f"{path.stem}-left-out.tsv",
            self.tr("Tab-separated text (*.tsv)"),
        )
        if name and self._store is not None and self._store.path == path:  # no other was opened meanwhile
            self.export_to(Path(name))

    def export_to(self, path: Path) -> None:
        """Writes the lines to a file; one without the ending .tsv gets it."""
        store, into = self._store, completed(self, path, (".tsv",))
        if into is not None and store is not None and store is self._store and not self._job.is_running:
            self._job.start(["extract", str(store.path), "--rejected", "--into", str(into)])

    def _on_event(self, event: events.Event) -> None:
        if isinstance(event, events.Extracted):
            self.note.setText(self.tr("Wrote %Ln line(s) to {0}.", "", event.count).format(Path(event.path).name))

    def _on_ended(self, outcome: Outcome) -> None:
        if outcome.failure is not None:
            errors.show_failure(self, outcome.failure)
