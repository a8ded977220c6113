"""What became of an export: where it is, how it was compared, and how to load it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from gui import theme
from gui.language import figures, filled
from gui.widgets.export_formats import FORMATS
from tfmodel.contract.events import Exported

SNIPPET_LINES = 12


class ExportResult(QFrame):
    """Shows one `Exported` event."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._path = Path()
        self.title = theme.label("", "heading", wrap=True)
        self.place = theme.label("", wrap=True)
        self.place.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.comparison = theme.label("", wrap=True)
        self.warnings = theme.label("", wrap=True)
        self.warnings.hide()
        self.snippet = QPlainTextEdit(readOnly=True, tabChangesFocus=True)
        self.snippet.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.snippet.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.snippet.setAccessibleName(self.tr("Python that loads the export"))
        self.snippet.setFixedHeight(SNIPPET_LINES * self.snippet.fontMetrics().lineSpacing() + 2 * theme.GRID)
        self.copy = QPushButton(self.tr("&Copy code"))
        self.copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.snippet.toPlainText()))
        self.folder = QPushButton(self.tr("Open &folder"))
        self.folder.setToolTip(self.tr("Shows the export in the system's file manager"))
        self.folder.clicked.connect(self._open_folder)
        self._arrange()

    def _arrange(self) -> None:
        buttons = QHBoxLayout()
        buttons.addWidget(self.folder)
        buttons.addWidget(self.copy)
        buttons.addStretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*(2 * theme.GRID,) * 4)
        layout.setSpacing(theme.GRID)
        for widget in (self.title, self.place, self.comparison, self.warnings):
            layout.addWidget(widget)
        layout.addWidget(theme.label(self.tr("How to load it"), "heading"))
        layout.addWidget(self.snippet)
        layout.addLayout(buttons)

    def show_exported(self, exported: Exported) -> None:
        """Shows another export."""
        self._path = Path(exported.path)
        entry = next(entry for entry in FORMATS if entry.key == exported.format)
        self.title.setText(self.tr("Exported as {0}: {1}").format(entry.title, size(exported.bytes)))
        self.place.setText(exported.path)
        self.comparison.setText(
            filled(
                self.tr("Compared {0:,} sentences with the run in a separate process: largest difference {1:.2g}."),
                exported.sentences_compared,
                exported.largest_difference,
            )
        )
        self.snippet.setPlainText(entry.snippet(self._path))

    def show_warnings(self, warnings: Sequence[str]) -> None:
        """Shows what a person has to know who uses the export."""
        self.warnings.setText("\n".join(warnings))
        self.warnings.setVisible(bool(warnings))

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._path.parent)))


def size(count: int) -> str:
    """Bytes as a person reads them: "4.2 MB"."""
    amount = float(count)
    for unit in ("bytes", "kB", "MB"):
        if amount < 1000:
            return figures(f"{amount:.0f} {unit}") if unit == "bytes" else figures(f"{amount:.1f} {unit}")
        amount /= 1000
    return figures(f"{amount:.1f} GB")
