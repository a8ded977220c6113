"""Where the text to translate is typed."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from gui.widgets.text_edit import TextEdit


class SourceEdit(TextEdit):
    """Plain text; Enter and Ctrl+Enter emit `submitted`, Shift+Enter begins another line."""

    submitted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTabChangesFocus(True)

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
