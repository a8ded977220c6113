"""The first rows of a file as they would be read, with the two chosen columns named."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from gui.widgets.paged_model import Column, PagedModel
from gui.widgets.table_view import TableView
from tfmodel.corpus.detection import Detected

Cells = tuple[str, ...]


class ImportPreview(QWidget):
    """A table of the file's own columns; those that become source and target say so in their heading."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model: PagedModel[Cells] = PagedModel([], self)
        self.view = TableView(self.model)
        self.view.setAccessibleName(self.tr("First rows of the file"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.view)

    def show_rows(self, detected: Detected, rows: tuple[Cells, ...]) -> None:
        """Shows rows as `detected` reads them."""
        columns = max((len(row) for row in rows), default=0)
        self.model.set_columns([Column(self._heading(detected, n), _cell(n)) for n in range(columns)])
        self.model.show_rows(len(rows), lambda offset, limit: rows[offset : offset + limit])
        self.view.fit_columns((None,) * columns)

    def clear(self) -> None:
        """Shows nothing."""
        self.model.set_columns([])

    def _heading(self, detected: Detected, number: int) -> str:
        title = self.tr("Column {0}").format(number + 1)
        if number == detected.source_column:
            return f"{title}: " + self.tr("source {0}").format(detected.source_language).strip()
        if number == detected.target_column:
            return f"{title}: " + self.tr("target {0}").format(detected.target_language).strip()
        return title


def _cell(number: int) -> Callable[[Cells], str]:
    return lambda row: row[number] if number < len(row) else ""
