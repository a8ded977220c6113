"""Plots beside and under each other, none of them smaller than can be read."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QWidget

from gui import theme

COLUMNS = 2
ROWS = 2  # in view at once


class PlotGrid(QScrollArea):
    """Two plots a row; up to two rows fill the height, and what does not fit there is scrolled to."""

    def __init__(self, plots: Sequence[QWidget], parent: QWidget | None = None) -> None:
        super().__init__(parent, widgetResizable=True)
        self._plots = tuple(plots)
        self._rows = 0
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Tab goes to the plots, and scrolls to them
        self.setMinimumHeight(24 * theme.GRID)
        self._content = QWidget()
        self._grid = QGridLayout(self._content)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(theme.GRID)
        for plot in self._plots:
            plot.setParent(self._content)
        self.setWidget(self._content)
        self.viewport().setAutoFillBackground(False)
        self._content.setAutoFillBackground(False)  # which setWidget turned on

    def arrange(self, shown: Sequence[QWidget]) -> None:
        """Shows these plots alone; of an odd number the first has a row of its own."""
        for plot in self._plots:
            self._grid.removeWidget(plot)
            plot.setVisible(plot in shown)
        odd = len(shown) % COLUMNS
        for number, plot in enumerate(shown):
            row, column = divmod(number + odd, COLUMNS)
            wide = bool(odd) and number == 0
            self._grid.addWidget(plot, row, 0 if wide else column, 1, COLUMNS if wide else 1)
        before, self._rows = self._rows, (len(shown) + odd) // COLUMNS
        for row in range(max(before, self._rows)):
            self._grid.setRowStretch(row, 1 if row < self._rows else 0)
        self._give_height()

    def _give_height(self) -> None:
        """As much height as `ROWS` rows have in view, for every row."""
        row = (self.viewport().height() - (ROWS - 1) * theme.GRID) // ROWS
        self._content.setMinimumHeight(self._rows * (row + theme.GRID) - theme.GRID if self._rows > ROWS else 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keeps `ROWS` rows in view."""
        super().resizeEvent(event)
        self._give_height()
