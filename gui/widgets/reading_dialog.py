"""A dialog in which a person reads and looks things up, and decides nothing."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QPushButton


class ReadingDialog(QDialog):
    """Enter presses the button that has the focus, and none from a table or a search.

    Its buttons are to have no `autoDefault`: Qt would frame one of them as that which Enter presses from anywhere.
    """

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Does for a button without `autoDefault` what Qt does for others."""
        focused = self.focusWidget()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(focused, QPushButton):
            focused.click()
        else:
            super().keyPressEvent(event)
