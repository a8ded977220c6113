"""The ending of a file that is saved, and the question that the system's dialog cannot ask before it is known."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QMessageBox, QWidget

from gui.message_box import message_box


def endings_in(forms: str) -> list[str]:
    """The endings in forms of a dialog: of "PNG (*.png);;SVG (*.svg)" .png and .svg."""
    return re.findall(r"\*(\.\w+)", forms)


def completed(parent: QWidget, path: Path, endings: Sequence[str]) -> Path | None:
    """The path to save to; None where what is there already is to stay.

    The dialog asks before a file is replaced, but knows the name only as it was typed.

    Args:
        parent: Any widget of the window.
        path: What the dialog was told.
        endings: Those that the file may have; without one of them it gets the first.
    """
    if path.suffix.lower() in endings:
        return path
    path = path.with_name(path.name + endings[0])
    return path if not path.exists() or _may_replace(parent, path) else None


def _may_replace(parent: QWidget, path: Path) -> bool:
    translate = QCoreApplication.translate
    text = translate("Saving", "{0} is there already. Replace it?").format(path.name)
    box = message_box(parent, QMessageBox.Icon.Warning, translate("Saving", "Replace a file"), text)
    yes = box.addButton(translate("Saving", "&Replace"), QMessageBox.ButtonRole.DestructiveRole)
    box.setDefaultButton(box.addButton(QMessageBox.StandardButton.Cancel))
    box.exec()
    return box.clickedButton() is yes
