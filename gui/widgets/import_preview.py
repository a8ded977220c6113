"""The first rows of a file as they would be read, with the two chosen columns named, and how many are left out."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from gui import theme
from gui.said import said
from gui.widgets.paged_model import Column, PagedModel
from gui.widgets.table_view import TableView
from tfmodel.corpus.detection import Detected, Preview
from tfmodel.corpus.pair import REASONS

Cells = tuple[str, ...]
_ASIDE = 14 * theme.GRID  # width of a column that is neither source nor target, where the columns have names


class ImportPreview(QWidget):
    """A table of the file's own columns; those that become source and target say so in their heading."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model: PagedModel[Cells] = PagedModel([], self)
        self.view = TableView(self.model)
        self.left_out = theme.label("", "muted", wrap=True)
        self.left_out.hide()
        self.view.setAccessibleName(self.tr("First rows of the file"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.GRID)
        layout.addWidget(self.view, 1)
        layout.addWidget(self.left_out)

    def show_preview(self, detected: Detected, shown: Preview) -> None:
        """Shows the rows that were read as `detected` says."""
        rows, columns = shown.rows, max((len(row) for row in shown.rows), default=0)
        self.model.set_columns([Column(self._heading(detected, shown, n), _cell(n)) for n in range(columns)])
        self.model.show_rows(len(rows), lambda offset, limit: rows[offset : offset + limit])
        sides = shown.source, shown.target
        self.view.fit_columns([None if n in sides or not shown.headings else _ASIDE for n in range(columns)])
        self.left_out.setText(self._left_out(shown))
        self.left_out.setVisible(bool(shown.left_out))

    def clear(self) -> None:
        """Shows nothing."""
        self.model.set_columns([])
        self.left_out.hide()

    def _heading(self, detected: Detected, shown: Preview, number: int) -> str:
        named = number < len(shown.headings)
        title = shown.headings[number] if named else self.tr("Column {0}").format(number + 1)
        side = {shown.source: self.tr("source"), shown.target: self.tr("target")}.get(number, "")
        code = {shown.source: detected.source_language, shown.target: detected.target_language}.get(number, "")
        if not side:
            return title
        if named and title:  # the name of a key, which says the language if anything does
            return f"{title}: {side}"
        return f"{title}: {side} {code}".strip() if title else f"{side.capitalize()} {code}".strip()

    def _left_out(self, shown: Preview) -> str:
        total = sum(shown.left_out.values())
        why = "; ".join(f"{_lower(said(REASONS[reason]))} ({count})" for reason, count in shown.left_out.items())
        return self.tr("Of the first {0}, {1} are left out: {2}.").format(total + len(shown.pairs), total, why)


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


def _cell(number: int) -> Callable[[Cells], str]:
    return lambda row: row[number] if number < len(row) else ""
