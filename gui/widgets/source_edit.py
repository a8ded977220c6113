"""Where the text to translate is typed."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget

_LINE_ENDS = {0x2028: "\n", 0x2029: "\n"}  # as Qt keeps them


class SourceEdit(QPlainTextEdit):
    """Plain text; Enter and Ctrl+Enter emit `submitted`, Shift+Enter begins another line."""

    submitted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTabChangesFocus(True)

    def text(self) -> str:
        """What stands there, with its no-break spaces, of which `toPlainText` makes spaces."""
        return self.document().toRawText().translate(_LINE_ENDS)

    # Reimplemented Qt methods

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tells Enter from Shift+Enter."""
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.submitted.emit()
        else:
            super().keyPressEvent(event)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Takes text alone: a dropped file or picture is no sentence."""
        if source.hasText() and not source.hasUrls():
            self.insertPlainText(source.text())
