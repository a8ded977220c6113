"""A line to type into a terminal, with the button that copies it."""

from __future__ import annotations

from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QWidget

from gui import theme


class CopyLine(QWidget):
    """Hidden while there is no line."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = QLineEdit(readOnly=True)
        self.line.setAccessibleName(self.tr("Line for a terminal"))
        self.line.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.copy = QPushButton(self.tr("Cop&y"))
        self.copy.setToolTip(self.tr("Copy this line, to paste it into a terminal"))
        self.copy.clicked.connect(self._copy)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.GRID)
        layout.addWidget(self.line, 1)
        layout.addWidget(self.copy)
        self.hide()

    def say(self, line: str) -> None:
        """Shows a line from its beginning."""
        self.line.setText(line)
        self.line.setCursorPosition(0)
        self.copy.setText(self.tr("Cop&y"))
        self.setVisible(bool(line))

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.line.text())
        self.copy.setText(self.tr("Copied"))
