"""The files of pairs that were found among what was dropped, each to be taken or left."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from gui import plain
from gui.language import filled
from gui.said import spoken
from tfmodel.corpus.detected import names_of
from tfmodel.corpus.finding import MOST_FILES
from tfmodel.corpus.looking import Answer

Files = tuple[Path, ...]
_ROWS = 6  # that are seen without scrolling


class FoundFiles(QListWidget):
    """A row for each file, or two parallel ones, with a check mark for those that are imported.

    Below them stand those that hold no pairs, with the reason.

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

    def show_found(self, answer: Answer) -> None:
        """Shows what was found, all of it chosen, the first one current; tells nobody."""
        self.blockSignals(True)
        self.clear()
        refused = [one.paths for one in answer.refused]
        names = names_of([*answer.groups, *refused])
        for group, name in zip(answer.groups, names, strict=False):
            item = QListWidgetItem(name, self)
            item.setData(Qt.ItemDataRole.UserRole, group)
            item.setToolTip(plain.tip("\n".join(map(str, group))))
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked)
        for one, name in zip(answer.refused, names[len(answer.groups) :], strict=True):
            failure = spoken(one.failure)
            self._add_remark(self.tr("{0}: {1}").format(name, failure.title), failure.sentence)
        if not answer.complete:
            text = filled(self.tr("Only the first {0:,} files were looked at"), MOST_FILES)
            self._add_remark(text, self.tr("Open a folder inside this one to find the others"))
        self.setCurrentRow(0)
        self.blockSignals(False)
        self.updateGeometry()

    def _add_remark(self, text: str, help_text: str) -> None:
        item = QListWidgetItem(text, self)
        item.setToolTip(plain.tip(help_text))
        item.setFlags(Qt.ItemFlag.ItemNeverHasChildren)  # nothing can be done with it

    @property
    def current(self) -> Files:
        """The files whose reading is shown."""
        return self._files(self.currentItem()) if self.currentItem() is not None else ()

    @property
    def chosen(self) -> tuple[Files, ...]:
        """The files that are imported, in order."""
        items = (self.item(row) for row in range(self.count()))
        checked = (item for item in items if item.flags() & Qt.ItemFlag.ItemIsUserCheckable)
        return tuple(self._files(item) for item in checked if item.checkState() == Qt.CheckState.Checked)

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
