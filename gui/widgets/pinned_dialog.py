"""Chooses the sentences whose attention a training follows."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from gui import theme
from gui.screen_room import within_screen
from tfmodel.contract.events import PinnedSentence
from tfmodel.contract.pinning import MOST
from tfmodel.corpus.cleaning import one_line

ROW = 28  # pixels


class PinnedDialog(QDialog):
    """A table of up to ten sentences, each with its translation where the person knows one.

    Args:
        sentences: What is in the table at first.
        parent: The window that it is over.
        hint: What else has to be known of the sentences, or "".
    """

    def __init__(self, sentences: Sequence[PinnedSentence], parent: QWidget | None = None, *, hint: str = "") -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Pinned sentences"))
        self.table = QTableWidget(MOST, 2)
        self.table.setAccessibleName(self.tr("Pinned sentences"))
        self.table.setTabKeyNavigation(False)  # or Tab would never leave the table
        self.table.setHorizontalHeaderLabels([self.tr("Sentence"), self.tr("Its translation, if you know it")])
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.table.verticalHeader().setDefaultSectionSize(ROW)
        self._removed: tuple[PinnedSentence, ...] = ()
        self.fill(sentences)
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel, parent=self
        )
        self.clear = QPushButton(self.tr("From &validation"))
        self.clear.setToolTip(self.tr("Follow sentences that the training takes from the validation part"))
        self.clear.clicked.connect(self._clear)
        buttons.addButton(self.clear, QDialogButtonBox.ButtonRole.ResetRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        text = self.tr(
            "At every validation the training keeps who looks at whom in these sentences. With a translation of yours "
            "the decoder reads that at each step, so that the maps can be compared; without one, what it wrote itself."
        )
        layout = QVBoxLayout(self)
        layout.setSpacing(theme.GRID)
        for words in filter(None, (text, hint)):
            layout.addWidget(theme.label(words, wrap=True))
        layout.addWidget(self.table, 1)
        layout.addWidget(theme.label(self.tr("An empty table: the training chooses five of its validation."), "muted"))
        layout.addWidget(buttons)
        around = 9 if hint else 7  # rows
        self.resize(within_screen(self, QSize(104 * theme.GRID, (MOST + around) * ROW)))  # all rows are in sight

    def _clear(self) -> None:
        """Empties the table; the same button puts back what was in it."""
        removed, self._removed = self.sentences(), self._removed
        self.fill(self._removed)
        self._removed = removed
        self.clear.setText(self.tr("&Put back") if removed else self.tr("From &validation"))

    def fill(self, sentences: Sequence[PinnedSentence]) -> None:
        """Shows these sentences."""
        self.table.clearContents()
        for row, sentence in enumerate(sentences[:MOST]):
            for column, text in enumerate((sentence.source, sentence.reference)):
                self.table.setItem(row, column, QTableWidgetItem(text))

    def sentences(self) -> tuple[PinnedSentence, ...]:
        """What is in the table; rows without a sentence do not count."""
        texts = [[self._text(row, column) for column in range(2)] for row in range(MOST)]
        return tuple(PinnedSentence(source=source, reference=reference) for source, reference in texts if source)

    def _text(self, row: int, column: int) -> str:
        item = self.table.item(row, column)
        return one_line(item.text()).strip() if item is not None else ""
