"""The files of pairs that were found among what was dropped, each to be taken or left."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from gui import plain

Files = tuple[Path, ...]
_ROWS = 6  # that are seen without scrolling


class FoundFiles(QListWidget):
    """A row for each file, or two parallel ones, with a check mark for those that are imported.

    Attributes:
        shown: The files of the row that a person went to.
        chosen_changed: A check mark was set or taken away.
    """

    shown = Signal(object)
    chosen_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setUniformItemSizes(True)
        self.currentItemChanged.connect(self._on_current)
        self.itemChanged.connect(lambda item: self.chosen_changed.emit())

    def show_groups(self, groups: Sequence[Files]) -> None:
        """Shows these, all of them chosen, the first one current; tells nobody."""
        self.blockSignals(True)
        self.clear()
        for group in groups:
            item = QListWidgetItem(" + ".join(path.name for path in group), self)
            item.setData(Qt.ItemDataRole.UserRole, group)
            item.setToolTip(plain.tip("\n".join(map(str, group))))
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked)
        self.setCurrentRow(0)
        self.blockSignals(False)
        self.updateGeometry()

    @property
    def current(self) -> Files:
        """The files whose reading is shown."""
        return self._files(self.currentItem()) if self.currentItem() is not None else ()

    @property
    def chosen(self) -> tuple[Files, ...]:
        """The files that are imported, in order."""
        items = (self.item(row) for row in range(self.count()))
        return tuple(self._files(item) for item in items if item.checkState() == Qt.CheckState.Checked)

    def _files(self, item: QListWidgetItem) -> Files:
        return tuple(map(Path, item.data(Qt.ItemDataRole.UserRole)))

    def _on_current(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.shown.emit(self._files(item))

    # Reimplemented Qt methods

    def sizeHint(self) -> QSize:
        """As high as its rows, up to a few."""
        rows = max(1, min(_ROWS, self.count()))
        return QSize(super().sizeHint().width(), rows * max(20, self.sizeHintForRow(0)) + 2 * self.frameWidth())

    def minimumSizeHint(self) -> QSize:
        """The same: a form gives it no more and no less."""
        return QSize(super().minimumSizeHint().width(), self.sizeHint().height())
