"""Chooses how the pairs of a dataset are divided into training, validation and test."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QDoubleSpinBox,
    QFormLayout,
    QSpinBox,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from gui import theme
from tfmodel.corpus.division import SplitPlan

HELD_OUT = ("validation", "test")
_FILE, _PART = range(2)  # columns


class PartsDialog(QDialog):
    """Shares for a draw, and for each file whether its pairs are drawn from or are a part of their own.

    Args:
        origins: Names of the imported files.
        plan: What the dialog begins with.
    """

    def __init__(self, origins: Sequence[str], plan: SplitPlan, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._plan = plan
        self.setWindowTitle(self.tr("Parts of the dataset"))
        shares = {"validation": plan.validation_share, "test": plan.test_share}
        self.shares = {name: self._share(share) for name, share in shares.items()}
        self.draw = QSpinBox(minimum=0, maximum=9_999, value=plan.draw)
        self.draw.setToolTip(self.tr("Another number draws other pairs; 0 draws as the first import did"))
        self.files = QTableWidget(len(origins), 2)
        self._fill(origins)
        form = QFormLayout()
        form.addRow(self.tr("&Validation"), self.shares["validation"])
        form.addRow(self.tr("&Test"), self.shares["test"])
        form.addRow(self.tr("&Draw"), self.draw)
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel, parent=self
        )
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        text = self.tr(
            "Whole sources are drawn, so no sentence is in two parts. A source that is in the files of two parts stays "
            "in the test or validation part; its other pairs are set aside, and nothing is deleted. The test part "
            "stays as it is when pairs are imported later."
        )
        layout = QVBoxLayout(self)
        layout.setSpacing(theme.GRID)
        layout.addWidget(theme.label(text, wrap=True))
        layout.addLayout(form)
        layout.addWidget(self.files, 1)
        layout.addWidget(buttons)
        self.setMinimumWidth(72 * theme.GRID)

    def _share(self, share: float) -> QDoubleSpinBox:
        box = QDoubleSpinBox(minimum=0.0, maximum=50.0, decimals=2, singleStep=1.0, value=100 * share)
        box.setSuffix(self.tr(" % of the pairs"))
        box.setToolTip(self.tr("What is held out of training; nothing is drawn for a part that has files of its own"))
        return box

    def _fill(self, origins: Sequence[str]) -> None:
        self.files.setAccessibleName(self.tr("Imported files"))
        self.files.setHorizontalHeaderLabels([self.tr("File"), self.tr("Its pairs are")])
        self.files.setTabKeyNavigation(False)  # or Tab would never leave the table
        self.files.verticalHeader().hide()
        header = self.files.horizontalHeader()
        header.setSectionResizeMode(_FILE, header.ResizeMode.Stretch)
        header.setSectionResizeMode(_PART, header.ResizeMode.Fixed)
        header.resizeSection(_PART, 22 * theme.GRID)
        for row, name in enumerate(origins):
            item = QTableWidgetItem(name)
            item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsEditable)
            self.files.setItem(row, _FILE, item)
            self.files.setCellWidget(row, _PART, self._choice(name))
            self.files.setRowHeight(row, 32)

    def _choice(self, name: str) -> QComboBox:
        choice = QComboBox()
        choice.setAccessibleName(self.tr("Part of {0}").format(name))
        choice.addItem(self.tr("drawn from"), "")
        choice.addItem(self.tr("the validation part"), "validation")
        choice.addItem(self.tr("the test part"), "test")
        own = {"validation": self._plan.validation_origins, "test": self._plan.test_origins}
        choice.setCurrentIndex(choice.findData(next((part for part in HELD_OUT if name in own[part]), "")))
        return choice

    def choice(self, row: int) -> QComboBox:
        """What the pairs of a file are."""
        widget = self.files.cellWidget(row, _PART)
        assert isinstance(widget, QComboBox)
        return widget

    @property
    def words(self) -> list[str]:
        """The plan as options of `split`."""
        words = ["--draw", str(self.draw.value())]
        for part in HELD_OUT:
            names = [self._name(row) for row in range(self.files.rowCount()) if self.choice(row).currentData() == part]
            words += [f"--{part}-share", f"{self.shares[part].value() / 100:.4f}"]
            words += [f"--{part}-origin", *names] if names else []
        return words

    def _name(self, row: int) -> str:
        item = self.files.item(row, _FILE)
        assert item is not None
        return item.text()
