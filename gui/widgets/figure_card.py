"""A chart with a heading, one sentence that says what it shows, and its numbers as a table."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from gui import theme
from gui.keys import with_keys
from gui.widgets.chart import Chart
from gui.widgets.chart_table import offer
from gui.widgets.paged_model import Column, PagedModel
from gui.widgets.table_view import TableView

HEIGHT = 42 * theme.GRID

Cells = Sequence[str]


class FigureCard(QFrame):
    """Shows the chart, or its table where the button is pressed; without a chart always the table."""

    def __init__(self, title: str, chart: Chart | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.chart = chart
        self.heading = theme.label(title, "heading")
        self.summary = theme.label("", "muted", wrap=True)
        self._model: PagedModel[Cells] = PagedModel([], self)
        self.table = TableView(self._model)
        self.table.setAccessibleName(self.tr("{0}: the numbers").format(title))
        self.as_table = QPushButton(self.tr("Table"))
        self.as_table.setCheckable(True)
        self.as_table.setAccessibleName(self.tr("{0} as a table").format(title))
        self.as_table.setToolTip(with_keys(self.tr("Shows the numbers of this chart, to be read or copied"), "Ctrl+C"))
        self.as_table.toggled.connect(self._show)
        self.as_table.setVisible(chart is not None)
        if chart is not None:
            chart.setAccessibleName(title)
            chart.removeAction(chart.as_table)  # the card has the table itself
            offer(chart, self._show_numbers)
        self.stack = QStackedWidget()
        for part in (chart, self.table):
            if part is not None:
                self.stack.addWidget(part)
        self.setFixedHeight(HEIGHT)
        self._arrange()

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.heading, 1)
        head.addWidget(self.as_table)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * theme.GRID, theme.GRID, 2 * theme.GRID, theme.GRID)
        layout.setSpacing(theme.GRID // 2)
        layout.addLayout(head)
        layout.addWidget(self.summary)
        layout.addWidget(self.stack, 1)

    def show_figures(
        self, summary: str, headings: Sequence[str], rows: Sequence[Cells], names: Collection[int] = (0,)
    ) -> None:
        """Fills sentence and table; whoever owns the chart fills that.

        Args:
            summary: One sentence.
            headings: Of the columns.
            rows: As text.
            names: The columns that are no numbers.
        """
        self.summary.setText(summary)
        if self.chart is not None:
            self.chart.setAccessibleDescription(summary)
        columns = [
            Column[Cells](heading, lambda row, place=place: row[place], number=place not in names)  # type: ignore[misc]
            for place, heading in enumerate(headings)
        ]
        self._model.set_columns(columns)
        self._model.show_rows(len(rows), lambda offset, limit: rows[offset : offset + limit])
        self.table.fit_columns((None,) * len(headings))

    def _show_numbers(self) -> None:
        self.as_table.setChecked(True)
        self.table.setFocus()

    def _show(self, as_table: bool) -> None:
        self.stack.setCurrentWidget(self.table if as_table or self.chart is None else self.chart)
