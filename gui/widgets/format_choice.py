"""A choice among export formats, each with the sentence that says what it is for."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QRadioButton, QSizePolicy, QVBoxLayout, QWidget

from gui import theme
from gui.said import said
from gui.widgets.export_formats import ExportFormat


class FormatChoice(QWidget):
    """One card a format; `changed` when another is chosen."""

    changed = Signal()

    def __init__(self, formats: Sequence[ExportFormat], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._formats = tuple(formats)
        self._group = QButtonGroup(self)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.buttons: dict[str, QRadioButton] = {}
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2 * theme.GRID)
        for entry in self._formats:
            layout.addWidget(self._card(entry), 1)
        self._group.buttons()[0].setChecked(True)
        self._group.idClicked.connect(self.changed)

    @property
    def chosen(self) -> ExportFormat:
        """The format of the button that is on."""
        return self._formats[self._group.checkedId()]

    def _card(self, entry: ExportFormat) -> QFrame:
        card = QFrame()
        card.setProperty("role", "card")
        button = QRadioButton(said(entry.title))
        button.setAccessibleDescription(said(entry.purpose))
        button.setToolTip(said(entry.purpose))
        self._group.addButton(button, len(self.buttons))
        self.buttons[entry.key] = button
        layout = QVBoxLayout(card)
        layout.setContentsMargins(*(2 * theme.GRID,) * 4)
        layout.addWidget(button)
        layout.addWidget(theme.label(said(entry.purpose), "muted", wrap=True))
        layout.addStretch()
        return card
