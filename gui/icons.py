"""Icons of the Material Design set that comes with QtAwesome.

Its font alone is used: its code imports every class of Qt, which was a fifth of the time to the first frame.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QIcon, QIconEngine, QPainter, QPixmap

_SET = "materialdesignicons6-webfont"
_FILLED = 0.9  # of the height of the icon, by its glyph


def icon(name: str, colour: QColor | str, selected: QColor | str | None = None) -> QIcon:
    """An icon that is sharp at every size.

    Args:
        name: Of the set, such as "refresh".
        colour: What it is drawn in.
        selected: The same while the row of a list that it is in is selected.
    """
    return QIcon(_Glyph(_character(name), QColor(colour), QColor(colour if selected is None else selected)))


class _Glyph(QIconEngine):
    """Draws one character."""

    def __init__(self, character: str, colour: QColor, selected: QColor) -> None:
        super().__init__()
        self._character, self._colour, self._selected = character, colour, selected

    def clone(self) -> QIconEngine:
        """The same once more; Qt asks for it where two icons part."""
        return _Glyph(self._character, self._colour, self._selected)

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        """Draws it into the middle of a rectangle."""
        painter.save()
        font = QFont(_family())
        font.setPixelSize(max(1, round(_FILLED * rect.height())))
        painter.setFont(font)
        colour = QColor(self._selected if mode == QIcon.Mode.Selected else self._colour)
        if mode == QIcon.Mode.Disabled:
            colour.setAlphaF(0.5)
        painter.setPen(colour)
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, self._character)
        painter.restore()

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        """As a picture with nothing behind."""
        picture = QPixmap(size)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        painter.end()
        return picture


def _fonts() -> Path:
    """The folder of fonts of QtAwesome, which is not imported for it."""
    found = find_spec("qtawesome")
    if found is None or found.origin is None:
        raise ModuleNotFoundError("QtAwesome is not installed.", name="qtawesome")
    return Path(found.origin).parent / "fonts"


@cache
def _names() -> str:
    """The file of names: JSON, of which the few that are used are looked up, since all of it is 7,000."""
    (file,) = _fonts().glob(f"{_SET}-charmap*.json")
    return file.read_text(encoding="utf-8")


@cache
def _character(name: str) -> str:
    found = re.search(rf'"{re.escape(name)}":\s*"(?:0x)?([0-9a-fA-F]+)"', _names())
    if found is None:
        raise KeyError(name)
    return chr(int(found[1], 16))


@cache
def _family() -> str:
    """The font, known to Qt from now on."""
    (file,) = _fonts().glob(f"{_SET}-[0-9]*.ttf")
    return QFontDatabase.applicationFontFamilies(QFontDatabase.addApplicationFont(str(file)))[0]
