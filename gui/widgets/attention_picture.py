"""Pictures of attention for files: drawn beside the window, so that what a person looks at does not move."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODeviceBase, QPoint, QSize
from PySide6.QtGui import QImage, QPaintDevice, QPainter
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gui import theme
from gui.widgets.head_grid import HeadGrid, Tile
from gui.widgets.linked_map import LinkedMap
from tfmodel.contract import atomic
from tfmodel.contract.failure import fail

SIZE = QSize(1000, 720)  # pixels


class AttentionPicture(QWidget):
    """A title, and all heads or one of them below it; never shown."""

    def __init__(self, source: QWidget) -> None:
        """Makes an empty picture.

        Args:
            source: In whose colours and type it is drawn.
        """
        super().__init__()
        self.setPalette(source.palette())
        self.setFont(source.font())
        self.setAutoFillBackground(True)
        self.title, self.subtitle = theme.label("", "heading", wrap=True), theme.label("", "muted", wrap=True)
        self.grid, self.map = HeadGrid(), LinkedMap()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*(2 * theme.GRID,) * 4)
        for part in (self.title, self.subtitle):
            layout.addWidget(part)
        for body in (self.grid, self.map):
            layout.addWidget(body, 1)
            body.hide()
        theme.dress(self)
        self.resize(SIZE)

    def show_titles(self, title: str, subtitle: str) -> None:
        """Says what is seen."""
        self.title.setText(title)
        self.subtitle.setText(subtitle)

    def show_tiles(self, tiles: Sequence[Sequence[Tile]], choice: tuple[int, int]) -> None:
        """Shows all heads."""
        self.grid.show_tiles(tiles)
        self.grid.choose(*choice)
        self.grid.show()
        self.map.hide()

    def name_axes(self, like: LinkedMap) -> None:
        """Titles the axes of one head as those of the map in the window are now."""
        self.map.title_x, self.map.title_y = like.title_x, like.title_y

    def show_matrix(self, weights: Sequence[Sequence[float]], queries: Sequence[str], keys: Sequence[str]) -> None:
        """Shows one head."""
        self.map.show_matrix(weights, queries, keys)
        self.map.show()
        self.grid.hide()

    def image(self, sharpness: int = 1) -> QImage:
        """The picture in pixels."""
        image = QImage(self.size() * sharpness, QImage.Format.Format_RGB32)
        image.setDevicePixelRatio(sharpness)
        self._paint_on(image)
        return image

    def save_svg(self, path: Path) -> None:
        """Writes an SVG with text and shapes; complete or not at all.

        Raises:
            FailureError: When the file cannot be written.
        """
        svg = self._svg()
        try:
            with atomic.replacing(path) as temporary:
                temporary.write_bytes(svg)
        except OSError as error:
            raise fail("Not saved", f"{path} cannot be written: {error}.", "Choose another place.") from error

    def _svg(self) -> bytes:
        from PySide6.QtSvg import QSvgGenerator  # not needed before somebody saves

        buffer = QBuffer()  # a generator that writes into a file says nothing of a full disk
        buffer.open(QIODeviceBase.OpenModeFlag.WriteOnly)
        generator = QSvgGenerator()
        generator.setOutputDevice(buffer)
        generator.setSize(self.size())
        generator.setViewBox(self.rect())
        generator.setTitle(self.title.text())
        self._paint_on(generator)
        return bytes(buffer.data().data())

    def _paint_on(self, device: QPaintDevice) -> None:
        painter = QPainter(device)
        self.render(painter, QPoint())
        painter.end()
