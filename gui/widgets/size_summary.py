"""How large a model is, always current: parameters by part and the memory of training."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QWidget

from gui import theme
from gui.language import figures
from tfmodel.contract.config import Config
from tfmodel.contract.memory import size_of
from tfmodel.contract.needs import human


class SizeSummary(QFrame):
    """Parameters of each part, their sum, and an estimate of memory."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(*(2 * theme.GRID,) * 4)
        self._grid.setVerticalSpacing(theme.GRID)
        self._grid.addWidget(theme.label(self.tr("Size"), "heading"), 0, 0, 1, 2)
        self._values = {
            "total": self._row(1, self.tr("Parameters"), "figure"),
            "embeddings": self._row(2, self.tr("Embeddings")),
            "encoder": self._row(3, self.tr("Encoder")),
            "decoder": self._row(4, self.tr("Decoder")),
            "output": self._row(5, self.tr("Output projection")),
            "weights": self._row(7, self.tr("Weights and optimizer")),
            "activations": self._row(8, self.tr("One batch")),
            "program": self._row(9, self.tr("Program and libraries")),
            "memory": self._row(10, self.tr("Memory, about"), "figure"),
        }
        self._grid.setRowMinimumHeight(6, theme.GRID)
        note = theme.label(self.tr("Counted with a full vocabulary; the memory is an estimate."), "muted", wrap=True)
        self._grid.addWidget(note, 11, 0, 1, 2)
        self._grid.setRowStretch(12, 1)

    def _row(self, row: int, title: str, role: str = "") -> QLabel:
        value = theme.label("", role)
        value.setAlignment(Qt.AlignmentFlag.AlignRight)
        value.setAccessibleDescription(title)  # as a name a screen reader would say it instead of the figure
        self._grid.addWidget(theme.label(title, "" if role else "muted", wrap=True), row, 0)
        self._grid.addWidget(value, row, 1)
        return value

    def show_config(self, config: Config) -> None:
        """Counts again."""
        size = size_of(config)
        count = size.parameters
        texts = {
            "total": figures(f"{count.total:,}"),
            "embeddings": figures(f"{count.embeddings:,}"),
            "encoder": figures(f"{count.encoder:,}"),
            "decoder": figures(f"{count.decoder:,}"),
            "output": figures(f"{count.output:,}") if count.output else self.tr("tied"),
            "weights": figures(human(size.weights)),
            "activations": figures(human(size.activations)),
            "program": figures(human(size.program)),
            "memory": figures(human(size.total)),
        }
        for key, text in texts.items():
            self._values[key].setText(text)

    def text(self, key: str) -> str:
        """What is shown for "total", "embeddings", "encoder", "decoder", "output", "memory" …."""
        return self._values[key].text()
