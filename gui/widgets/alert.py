"""A failure said in place, with the button that helps."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from gui import errors, theme
from gui.said import spoken
from tfmodel.contract.failure import Failure


class Alert(QFrame):
    """Title, cause and advice of a `Failure`; hidden until there is one.

    Attributes:
        helped: The button was pressed.
    """

    helped = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "alert")
        self.failure: Failure | None = None
        self._title = theme.label("", "heading", wrap=True)
        self._text = theme.label("", wrap=True)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.help_button = theme.primary(QPushButton())
        self.help_button.hide()
        self.help_button.clicked.connect(self.helped)
        self.details_button = QPushButton(self.tr("&Details"))
        self.details_button.clicked.connect(self._show_details)
        texts = QVBoxLayout()
        texts.setSpacing(theme.GRID // 2)
        texts.addWidget(self._title)
        texts.addWidget(self._text)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(2 * theme.GRID, theme.GRID, 2 * theme.GRID, theme.GRID)
        layout.addLayout(texts, 1)
        layout.addWidget(self.details_button)
        layout.addWidget(self.help_button)
        self.hide()

    @property
    def text(self) -> str:
        """What is said."""
        return f"{self._title.text()} {self._text.text()}"

    def say(self, failure: Failure, button: str = "") -> None:
        """Shows a failure; `button` is the text of the button that helps, if any."""
        self.failure = failure = spoken(failure)
        self._title.setText(failure.title)
        self._text.setText(failure.sentence)
        self.help_button.setText(button)
        self.help_button.setVisible(bool(button))
        self.details_button.setVisible(bool(failure.details))
        self.show()

    def dismiss(self) -> None:
        """Says nothing any more."""
        self.failure = None
        self.hide()

    def _show_details(self) -> None:
        if self.failure is not None:
            errors.show_failure(self, self.failure)
