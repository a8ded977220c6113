"""The trainings that wait, and the buttons to arrange them."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from gui import theme
from gui.run_queue import Planned, RunQueue
from gui.widgets.text_table import TextTable


class QueuePanel(QWidget):
    """Shows a `RunQueue`.

    Attributes:
        add_asked: The settings of the Model page are to be trained later.
        continue_asked: The chosen run is to be gone on with later.
        removed: Place and `Planned` of one that was taken out here.
    """

    add_asked = Signal()
    continue_asked = Signal()
    removed = Signal(int, object)

    def __init__(self, queue: RunQueue, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._queue = queue
        self._listed: tuple[Planned, ...] = ()
        self.add = self._button(self.tr("&Add the Model page’s settings"), self.tr("On the dataset that is open now"))
        self.add_run = self._button(self.tr("Add the c&hosen run to continue"), self.tr("From its last checkpoint"))
        self.up = self._button(self.tr("U&p"), self.tr("Train this one earlier"))
        self.down = self._button(self.tr("Do&wn"), self.tr("Train this one later"))
        self.remove = self._button(self.tr("Remo&ve"), self.tr("Take this one out of the queue"))
        self.go = theme.primary(self._button("", ""))
        self.add.clicked.connect(self.add_asked)
        self.add_run.clicked.connect(self.continue_asked)
        self.up.clicked.connect(lambda: self._move(-1))
        self.down.clicked.connect(lambda: self._move(1))
        self.remove.clicked.connect(self._remove)
        self.go.clicked.connect(lambda: queue.hold() if queue.is_going else queue.go())
        self.table = TextTable(
            self.tr("Waiting trainings"), self.tr("Nothing waits. What is added here is trained one after another.")
        )
        self.table.selectionModel().selectionChanged.connect(lambda *changed: self._enable())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*(theme.GRID,) * 4)
        head = QHBoxLayout()
        for button in (self.add, self.add_run, self.up, self.down, self.remove):
            head.addWidget(button)
        head.addStretch()
        head.addWidget(self.go)
        layout.addLayout(head)
        layout.addWidget(self.table, 1)
        queue.changed.connect(self._show)
        self._show()

    def _button(self, text: str, tip: str) -> QPushButton:
        button = QPushButton(text)
        button.setToolTip(tip)
        return button

    @property
    def _row(self) -> int:
        rows = self.table.selectionModel().selectedRows()
        return rows[0].row() if rows else -1

    def _move(self, by: int) -> None:
        self._queue.move(self._row, by)

    def _remove(self) -> None:
        row = self._row
        planned = self._queue.remove(row)
        if planned is not None:
            self.removed.emit(row, planned)

    def _show(self) -> None:
        titles = ("#", self.tr("Run"), self.tr("Dataset"), self.tr("Preset"), self.tr("What"))
        row, waiting = self._row, self._queue.waiting
        chosen = self._listed[row].key if row >= 0 else ""
        self._listed = tuple(waiting)
        self.table.show_rows(titles, [self._cells(number, planned) for number, planned in enumerate(waiting, start=1)])
        self._choose(next((place for place, planned in enumerate(waiting) if planned.key == chosen), -1))
        self.go.setText(self.tr("Hol&d the queue") if self._queue.is_going else self.tr("&Start the queue"))
        self.go.setToolTip(
            self.tr("Begins no other training after the one in hand")
            if self._queue.is_going
            else self.tr("Trains what waits, one after another")
        )
        self._enable()

    def _choose(self, row: int) -> None:
        """Follows the chosen training to its place of now: another one would be moved or taken out instead of it."""
        if row >= 0:
            self.table.selectRow(row)
        else:
            self.table.clearSelection()

    def _cells(self, number: int, planned: Planned) -> list[str]:
        dataset = planned.dataset.stem if planned.dataset is not None else "–"
        what = self.tr("continue") if planned.resume is not None else self.tr("new run")
        return [str(number), planned.name or self.tr("(named by the time)"), dataset, planned.config.preset, what]

    def _enable(self) -> None:
        row, count = self._row, len(self._queue.waiting)
        self.up.setEnabled(row > 0)
        self.down.setEnabled(0 <= row < count - 1)
        self.remove.setEnabled(row >= 0)
        self.go.setEnabled(count > 0 or self._queue.is_going)
