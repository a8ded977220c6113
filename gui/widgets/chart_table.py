"""What every chart offers beside its picture: its numbers as a table, to be read and copied."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence
from PySide6.QtWidgets import QDialogButtonBox, QVBoxLayout, QWidget

from gui import theme
from gui.language import figures
from gui.widgets.paged_model import Column, PagedModel
from gui.widgets.reading_dialog import ReadingDialog
from gui.widgets.table_view import TableView

KEY = "Ctrl+T"
MOST_STRETCHED = 6  # columns that share the width of the window
LONG, LONGEST = 999_999.5, 1e15  # a number between them is written without an exponent

Cell = str | float | None


@dataclass(frozen=True)
class Figures:
    """The numbers of a chart.

    Attributes:
        headings: Of the columns.
        rows: A text, a number or nothing for each column.
    """

    headings: tuple[str, ...]
    rows: Sequence[Sequence[Cell]]

    def text(self) -> str:
        """All of it, a line a row, with tabs between the cells."""
        lines = (self.headings, *(tuple(map(written, row)) for row in self.rows))
        return "\n".join("\t".join(line) for line in lines)


def written(cell: Cell) -> str:
    """A cell as text; numbers keep six digits, and all before the point."""
    if cell is None or isinstance(cell, str):
        return cell or ""
    return figures(f"{cell:.0f}" if LONG <= abs(cell) < LONGEST else f"{cell:.6g}")


def offer(chart: QWidget, show: Callable[[], object]) -> QAction:
    """Puts "Show as table" into the context menu of a chart, which then takes the focus, and on a key of its own."""
    action = QAction(QCoreApplication.translate("ChartTable", "Show as table"), chart)
    action.setShortcut(QKeySequence(KEY))
    action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
    action.triggered.connect(lambda checked=False: show())
    chart.addAction(action)
    chart.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
    chart.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return action


def offer_table(chart: QWidget, figures: Callable[[], Figures]) -> QAction:
    """Offers the numbers that a chart has at that moment in a window of their own."""

    def show() -> None:
        TableDialog(chart.accessibleName(), chart.accessibleDescription(), figures(), chart).show()

    return offer(chart, show)


class TableDialog(ReadingDialog):
    """The numbers of a chart as they were when it was opened."""

    def __init__(self, title: str, sentence: str, figures: Figures, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self._figures = figures
        self._model: PagedModel[Sequence[Cell]] = PagedModel(_columns(figures), self)
        self._model.show_rows(len(figures.rows), lambda offset, limit: figures.rows[offset : offset + limit])
        self.table = TableView(self._model)
        self.table.setAccessibleName(QCoreApplication.translate("ChartTable", "{0}: the numbers").format(title))
        if len(figures.headings) <= MOST_STRETCHED:
            self.table.fit_columns((None,) * len(figures.headings))
        self.table.empty = QCoreApplication.translate("ChartTable", "The chart shows no numbers yet.")
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, parent=self)
        self.copy = buttons.addButton(
            QCoreApplication.translate("ChartTable", "Cop&y all"), QDialogButtonBox.ButtonRole.ActionRole
        )
        self.copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(figures.text()))
        for button in (self.copy, buttons.button(QDialogButtonBox.StandardButton.Close)):
            button.setAutoDefault(False)  # Enter in the table is not for it
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setSpacing(theme.GRID)
        layout.addWidget(theme.label(sentence, "muted", wrap=True))
        layout.addWidget(self.table, 1)
        layout.addWidget(buttons)
        self.resize(70 * theme.GRID, 55 * theme.GRID)
        self.table.setFocus()


def _columns(figures: Figures) -> list[Column[Sequence[Cell]]]:
    first = figures.rows[0] if figures.rows else ()
    return [
        Column(title, _cell(place), number=place < len(first) and not isinstance(first[place], str))
        for place, title in enumerate(figures.headings)
    ]


def _cell(place: int) -> Callable[[Sequence[Cell]], str]:
    return lambda row: written(row[place])
