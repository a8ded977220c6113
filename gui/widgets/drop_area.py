"""A field that takes dropped files, and opens the file dialog when it is pressed."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QSize, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from gui import icons, theme
from gui.keys import with_keys


class DropArea(QWidget):
    """Says what can be dropped; `dropped` carries the paths, `pressed` asks for the file dialog."""

    dropped = Signal(list)
    pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hovered = False
        self.setAcceptDrops(True)
        self.setMinimumHeight(200)
        self._icon = theme.label("")
        self._icon.setAlignment(Qt.AlignmentFlag.AlignCenter)
        title = theme.label(self.tr("Drop files of text pairs here"))
        title.setAlignment(Qt.AlignmentFlag.AlignCenter)
        font = title.font()
        font.setPointSizeF(font.pointSizeF() * 1.3)
        title.setFont(font)
        explanation = theme.label(
            self.tr(
                "TMX, XLIFF, PO, TSV, CSV, XLSX, JSON Lines, Parquet, two parallel text files (a sentence a line), "
                "a ZIP of these, a folder, or a .pairs dataset."
            )
        )
        explanation.setAlignment(Qt.AlignmentFlag.AlignCenter)
        explanation.setWordWrap(True)
        self.button = QPushButton(self.tr("Open &file…"))
        self.button.setToolTip(with_keys(self.tr("Choose one file, or the two files of a parallel corpus"), "Ctrl+O"))
        self.button.clicked.connect(self.pressed)
        layout = QVBoxLayout(self)
        layout.addStretch()
        for widget in (self._icon, title, explanation):
            layout.addWidget(widget)
        layout.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch()
        self._draw_icon()

    def _draw_icon(self) -> None:
        icon = icons.icon("file-download-outline", self.palette().placeholderText().color())
        self._icon.setPixmap(icon.pixmap(QSize(48, 48), self.devicePixelRatioF()))

    def _hover(self, hovered: bool) -> None:
        self._hovered = hovered
        self.update()

    # Reimplemented Qt methods

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Accepts files and folders of this computer."""
        if files_of(event.mimeData()):
            self._hover(True)
            accept_copy(event)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Takes the highlight back."""
        self._hover(False)

    def dropEvent(self, event: QDropEvent) -> None:
        """Hands over the files."""
        self._hover(False)
        if accept_copy(event):
            self.dropped.emit(files_of(event.mimeData()))

    def paintEvent(self, event: QPaintEvent) -> None:
        """A dashed frame, in the accent colour while files hover over it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colour = self.palette().highlight() if self._hovered else self.palette().mid()
        painter.setPen(QPen(colour.color(), 2, Qt.PenStyle.DashLine))
        painter.drawRoundedRect(self.rect().adjusted(2, 2, -2, -2), 8, 8)

    def changeEvent(self, event: QEvent) -> None:
        """Follows a change between the light and the dark scheme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._draw_icon()


def files_of(data: QMimeData) -> list[Path]:
    """The local files and folders that are dragged; empty when there is anything else among them."""
    paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    return paths if len(paths) == len(data.urls()) else []


def accept_copy(event: QDropEvent) -> bool:
    """Takes what is dragged as a copy, whatever key is held: who drags a file away deletes what was moved.

    Returns:
        Whether it was taken: what can only be moved is not.
    """
    is_copied = bool(event.possibleActions() & Qt.DropAction.CopyAction)
    if is_copied:
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
    else:
        event.ignore()
    return is_copied
