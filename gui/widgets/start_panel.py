"""What the Data page shows before a dataset is open: where to drop a file, and the samples."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from gui import theme
from gui.said import said
from gui.widgets.drop_area import DropArea
from resources.samples import Sample


class StartPanel(QWidget):
    """`sample_chosen` carries the `Sample` whose button was pressed."""

    sample_chosen = Signal(object)

    def __init__(self, samples: Sequence[Sample], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.drop = DropArea()
        self.buttons: dict[str, QPushButton] = {}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.GRID)
        layout.addWidget(self.drop, 1)
        layout.addSpacing(theme.GRID)
        layout.addWidget(theme.label(self.tr("Or begin with a sample"), "heading"))
        cards = QHBoxLayout()
        cards.setSpacing(2 * theme.GRID)
        for sample in samples:
            cards.addWidget(self._card(sample), 1)
        layout.addLayout(cards)

    def _card(self, sample: Sample) -> QFrame:
        card = QFrame()
        card.setProperty("role", "card")
        button = QPushButton(self.tr("Use this sample"))
        button.setAccessibleName(self.tr("Use the sample {0}").format(said(sample.title)))
        button.setToolTip(said(sample.description))
        button.clicked.connect(lambda: self.sample_chosen.emit(sample))
        self.buttons[sample.name] = button
        layout = QVBoxLayout(card)
        layout.setContentsMargins(*(2 * theme.GRID,) * 4)
        layout.addWidget(theme.label(said(sample.title), "heading", wrap=True))
        layout.addWidget(theme.label(said(sample.description), "muted", wrap=True))
        layout.addStretch()
        row = QHBoxLayout()
        row.addWidget(button)
        row.addStretch()
        layout.addLayout(row)
        return card
