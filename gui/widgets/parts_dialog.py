"""Chooses how the pairs of a dataset are divided into training, validation and test."""

from __future__ import annotations

from collections.abc import Sequence

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
MOST = 0.5  # of the pairs, in a held-out part
SMALL = 0.01  # below it a share is shown with more decimals
ROW = 32  # pixels
SEEN = 64  # rows: more than a screen shows
_FILE, _PART = range(2)  # columns


class PartsDialog(QDialog):
    """Shares for a draw, and for each file whether its pairs are drawn from or are a part of their own.

    Args:
        origins: Names of the imported files.
        plan: What the dialog begins with.
    """

    def __init__(self, origins: Sequence[str], plan: SplitPlan, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        # A file of both is of the validation part.
        self._own = dict.fromkeys(plan.test_origins, "test") | dict.fromkeys(plan.validation_origins, "validation")
        self.setWindowTitle(self.tr("Parts of the dataset"))
        self._planned = {"validation": min(MOST, plan.validation_share), "test": min(MOST, plan.test_share)}
        self.shares = {part: self._share_box(share) for part, share in self._planned.items()}
        self._rounded = {part: box.value() for part, box in self.shares.items()}
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

    def _share_box(self, share: float) -> QDoubleSpinBox:
        decimals = 4 if 0 < share < SMALL else 2
        box = QDoubleSpinBox(minimum=0.0, maximum=100 * MOST, decimals=decimals, singleStep=1.0, value=100 * share)
        box.setSuffix(self.tr(" % of the pairs"))
        box.setToolTip(self.tr("What is held out of training; nothing is drawn for a part that has files of its own"))
        return box

    def _fill(self, origins: Sequence[str]) -> None:
        self.files.setAccessibleName(self.tr("Imported files"))
        self.files.setHorizontalHeaderLabels([self.tr("File"), self.tr("Its pairs are")])
        self.files.setTabKeyNavigation(False)  # or Tab would never leave the table
        self.files.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.files.verticalHeader().hide()
        self.files.verticalHeader().setDefaultSectionSize(ROW)
        header = self.files.horizontalHeader()
        header.setSectionResizeMode(_FILE, header.ResizeMode.Stretch)
        header.setSectionResizeMode(_PART, header.ResizeMode.Fixed)
        header.resizeSection(_PART, 22 * theme.GRID)
        for row, name in enumerate(origins):
            self.files.setItem(row, _FILE, QTableWidgetItem(name))
        self._make_choices(0)
        self.files.verticalScrollBar().valueChanged.connect(lambda: self._make_choices(max(0, self.files.rowAt(0))))

    def _make_choices(self, first: int) -> None:
        """Makes the choices of the rows that are seen from that one on: those of thousands of files would be felt."""
        for row in range(first, min(first + SEEN, self.files.rowCount())):
            self.choice(row)

    def _choice(self, name: str) -> QComboBox:
        choice = QComboBox()
        choice.setAccessibleName(self.tr("Part of {0}").format(name))
        choice.addItem(self.tr("drawn from"), "")
        choice.addItem(self.tr("the validation part"), "validation")
        choice.addItem(self.tr("the test part"), "test")
        choice.setCurrentIndex(choice.findData(self._own.get(name, "")))
        return choice

    def choice(self, row: int) -> QComboBox:
        """What the pairs of a file are; made when it is first asked for."""
        made = self.files.cellWidget(row, _PART)
        if isinstance(made, QComboBox):
            return made
        choice = self._choice(self._name(row))
        self.files.setCellWidget(row, _PART, choice)
        before = self.files.cellWidget(row - 1, _PART)
        self.setTabOrder(before if isinstance(before, QComboBox) else self.files, choice)
        return choice

    @property
    def words(self) -> list[str]:
        """The plan as options of `split`."""
        words = ["--draw", str(self.draw.value())]
        parts = [self._part(row) for row in range(self.files.rowCount())]
        for part in HELD_OUT:
            names = [self._name(row) for row, chosen in enumerate(parts) if chosen == part]
            words += [f"--{part}-share", str(self._share(part))]
            words += [f"--{part}-origin", *names] if names else []
        return words

    def _share(self, part: str) -> float:
        """The share of a part, with all its digits where nobody changed it: those that are not seen are pairs, too."""
        value = self.shares[part].value()
        return self._planned[part] if value == self._rounded[part] else round(value / 100, 6)

    def _part(self, row: int) -> str:
        """What the pairs of a file are, also where nobody has seen its choice."""
        made = self.files.cellWidget(row, _PART)
        return str(made.currentData()) if isinstance(made, QComboBox) else self._own.get(self._name(row), "")

    def _name(self, row: int) -> str:
        item = self.files.item(row, _FILE)
        assert item is not None
        return item.text()
