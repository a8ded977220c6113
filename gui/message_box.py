"""A box that asks or tells the person something, drawn by Qt on every system."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget


def message_box(parent: QWidget, icon: QMessageBox.Icon, title: str, text: str) -> QMessageBox:
    """A box without buttons yet.

    It is none of the system's: an alert of macOS loses a button that is disabled, and on macOS 26 it cannot be clicked
    where Qt is older than 6.10.

    Args:
        parent: Any widget of the window.
        icon: The kind of what is said.
        title: A few words, which macOS does not show.
        text: A sentence, shown as it is: a name in it may look like HTML.
    """
    box = QMessageBox(parent)
    box.setOption(QMessageBox.Option.DontUseNativeDialog)  # Qt wants to know it before all else
    box.setIcon(icon)
    box.setWindowTitle(title)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(text)
    return box
