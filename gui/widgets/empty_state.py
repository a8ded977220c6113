"""What a page still needs, said with the button that gets it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from gui import theme


class EmptyState(QFrame):
    """One sentence and one button.

    Attributes:
        pressed: The button was pressed.
    """

    pressed = Signal()

    def __init__(self, text: str, button: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._text = theme.label(text, wrap=True)
        self.button = QPushButton(button)
        self.button.clicked.connect(self.pressed)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(2 * theme.GRID, theme.GRID, 2 * theme.GRID, theme.GRID)
        layout.addWidget(self._text, 1)
        layout.addWidget(self.button, 0, Qt.AlignmentFlag.AlignVCenter)

    @property
    def text(self) -> str:
        """The sentence."""
        return self._text.text()

    def say(self, text: str, button: str) -> None:
        """Says another sentence; without a text for the button there is none."""
        self._text.setText(text)
        self.button.setText(button)
        self.button.setVisible(bool(button))
