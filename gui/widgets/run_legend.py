"""Which line is which run: names under samples of their lines, in the colours and dashes of `LineChart`."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QLineF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui.theme import colours_of
from gui.widgets.line_chart import sample_pen

SAMPLE, GAP, APART = 28, 6, 20  # pixels of a line, before its name, and after it
LONGEST = 220  # pixels of a name


class RunLegend(QWidget):
    """As many rows as the names need."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names: tuple[str, ...] = ()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_names(self, names: Sequence[str]) -> None:
        """Shows these names."""
        self._names = tuple(names)
        self.setAccessibleName(", ".join(names))
        self.setVisible(bool(names))
        self.updateGeometry()
        self.update()

    def _places(self, width: int) -> list[tuple[int, int, str]]:
        metrics, row = self.fontMetrics(), self.fontMetrics().height() + 4
        places, x, y = [], 0, 0
        for name in self._names:
            text = metrics.elidedText(name, Qt.TextElideMode.ElideMiddle, LONGEST)
            taken = SAMPLE + GAP + metrics.horizontalAdvance(text)
            if x and x + taken > width:
                x, y = 0, y + row
            places.append((x, y, text))
            x += taken + APART
        return places

    # Reimplemented Qt methods

    def hasHeightForWidth(self) -> bool:
        """Names go to the next row when there is no room."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height of the rows."""
        places = self._places(width)
        return (places[-1][1] if places else 0) + self.fontMetrics().height() + 4

    def sizeHint(self) -> QSize:
        """The whole width there is."""
        return QSize(200, self.heightForWidth(max(200, self.width())))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draws samples and names."""
        painter = QPainter(self)
        colours, height = colours_of(self), self.fontMetrics().height() + 4
        for number, (x, y, text) in enumerate(self._places(self.width())):
            painter.setPen(sample_pen(number, colours.series))
            painter.drawLine(QLineF(x, y + height / 2, x + SAMPLE, y + height / 2))
            painter.setPen(QColor(colours.text))
            painter.drawText(x + SAMPLE + GAP, y, LONGEST + APART, height, Qt.AlignmentFlag.AlignVCenter, text)
        painter.end()
