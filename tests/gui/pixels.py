"""Reading what is painted."""

from PySide6.QtCore import QPoint
from PySide6.QtGui import QColor


def is_painted(widget, place, colour):
    """Whether a pixel at a place, or next to it, has nearly this colour (a smooth line covers pixels in part)."""
    image, wanted, middle = widget.grab().toImage(), QColor(colour), place.toPoint()
    around = (QPoint(x, y) for x in (-1, 0, 1) for y in (-1, 0, 1))
    return min(_distance(image.pixelColor(middle + offset), wanted) for offset in around) < 100


def _distance(one, other):
    return sum(abs(a - b) for a, b in zip(one.getRgb()[:3], other.getRgb()[:3], strict=True))
