"""Numbers as depths of the accent colour: the cells of a map, and the bar at its right that explains them."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QLinearGradient, QPainter

from gui.theme import Colours

BAR = 10  # pixels: width of the colour bar, and its distance from the cells


def depth(share: float, colours: Colours) -> QColor:
    """The accent colour, so much of it: 0 to 1."""
    colour = QColor(colours.accent)
    colour.setAlphaF(share)
    return colour


def depth_image(depths: bytes, width: int, height: int, colours: Colours) -> QImage:
    """One pixel a cell, row by row, each depth a byte; it shares the bytes, which have to outlive it."""
    image = QImage(depths, width, height, width, QImage.Format.Format_Indexed8)
    image.setColorTable([depth(level / 255, colours).rgba() for level in range(256)])
    return image


def paint_depth_bar(painter: QPainter, area: QRectF, colours: Colours) -> QRectF:
    """Paints the bar beside the cells, which are in `area`; returns where it is. The pen is that of text then."""
    bar = QRectF(area.right() + BAR, area.top(), BAR, area.height())
    gradient = QLinearGradient(bar.bottomLeft(), bar.topLeft())
    gradient.setColorAt(0.0, depth(0.0, colours))
    gradient.setColorAt(1.0, depth(1.0, colours))
    painter.setPen(QColor(colours.border))
    painter.setBrush(gradient)
    painter.drawRect(bar)
    painter.setPen(QColor(colours.text))
    return bar
