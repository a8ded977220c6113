"""A field of plain text that keeps no-break spaces: Qt makes spaces of them wherever it gives a text away."""

from __future__ import annotations

from PySide6.QtCore import QMimeData
from PySide6.QtWidgets import QPlainTextEdit

_LINE_ENDS = {0x2028: "\n", 0x2029: "\n"}  # as Qt keeps them


class TextEdit(QPlainTextEdit):
    """Plain text as it was set or typed, also where it is copied, cut or dragged."""

    def text(self) -> str:
        """What stands there, with its no-break spaces, of which `toPlainText` makes spaces."""
        return self.document().toRawText().translate(_LINE_ENDS)

    # Reimplemented Qt methods

    def createMimeDataFromSelection(self) -> QMimeData:
        """What is selected, as it stands there."""
        data = super().createMimeDataFromSelection()  # Qt's own: one of Python's would outlive Python on the clipboard
        data.text()  # makes what is made when it is first asked for, which would take the place of the next line
        data.setText(self.textCursor().selectedText().translate(_LINE_ENDS))
        return data
