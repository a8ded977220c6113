"""Setting up a sweep: which settings, which values, all combinations or some of them."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QRadioButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from gui import theme
from gui.declared import settings_in
from gui.language import spoken_now
from gui.run_names import safe_name
from gui.said import spoken
from tfmodel.contract.config import Config
from tfmodel.contract.failure import FailureError, fail
from tfmodel.contract.sweeping import Sweep, axes_of, trials_of

ROWS = 5  # settings at once
USUAL = ("training.peak_learning_rate", "model.d_model")


class SweepDialog(QDialog):
    """Says at once how many runs it will be, or what is wrong; `known` are the names of the sweeps there are."""

    def __init__(self, base: Config, known: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("New sweep"))
        self.setMinimumWidth(76 * theme.GRID)
        self._base = base
        self._known = known
        self.name = QLineEdit(next(name for number in itertools.count(1) if (name := f"sweep-{number}") not in known))
        self.name.setAccessibleName(self.tr("Name of the sweep"))
        self.rows = [self._row(number) for number in range(ROWS)]
        self.grid, self.some = QRadioButton(self.tr("&All combinations")), QRadioButton(self.tr("&Random:"))
        self.grid.setChecked(True)
        self.count = QSpinBox(minimum=2, maximum=1000, value=8)
        self.count.setAccessibleName(self.tr("Combinations to draw"))
        self.verdict = theme.label("", "muted", wrap=True)
        self.box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, parent=self)
        self.begin = theme.primary(
            self.box.addButton(self.tr("&Start the sweep"), QDialogButtonBox.ButtonRole.AcceptRole)
        )
        self.box.accepted.connect(self.accept)
        self.box.rejected.connect(self.reject)
        self._arrange()
        self._listen()
        self._judge()

    def _row(self, number: int) -> tuple[QComboBox, QLineEdit]:
        setting, values = QComboBox(), QLineEdit()
        setting.addItem(self.tr("(none)"), "")
        for declared in settings_in(Config):
            setting.addItem(declared.path, declared.path)
            setting.setItemData(setting.count() - 1, declared.tooltip, Qt.ItemDataRole.ToolTipRole)
        setting.setAccessibleName(self.tr("Setting {0}").format(number + 1))
        values.setAccessibleName(self.tr("Values of setting {0}").format(number + 1))
        values.setPlaceholderText(self.tr("64, 128   or, at random, 0.001..0.01"))
        if number < len(USUAL):
            setting.setCurrentIndex(setting.findData(USUAL[number]))
        return setting, values

    def _arrange(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*(3 * theme.GRID,) * 4)
        layout.setSpacing(theme.GRID)
        text = self.tr("Every run has the settings of the Model page, except for those that you choose here.")
        layout.addWidget(theme.label(text, "muted", wrap=True))
        form = QGridLayout()
        form.setColumnStretch(1, 1)
        title = theme.label(self.tr("&Name"))
        title.setBuddy(self.name)
        form.addWidget(title, 0, 0)
        form.addWidget(self.name, 0, 1)
        for number, (setting, values) in enumerate(self.rows, start=1):
            form.addWidget(setting, number, 0)
            form.addWidget(values, number, 1)
        layout.addLayout(form)
        ways = QHBoxLayout()
        for widget in (self.grid, self.some, self.count):
            ways.addWidget(widget)
        ways.addStretch()
        layout.addLayout(ways)
        layout.addWidget(self.verdict)
        layout.addWidget(self.box)

    def _listen(self) -> None:
        self.name.textChanged.connect(self._judge)
        self.grid.toggled.connect(self._judge)
        self.count.valueChanged.connect(self._judge)
        for setting, values in self.rows:
            setting.currentIndexChanged.connect(self._judge)
            values.textChanged.connect(self._judge)

    @property
    def _typed(self) -> list[tuple[str, str]]:
        """Path and values of each row that has both, as the command line has them."""
        rows = [(str(setting.currentData()), _in_points(values.text().strip())) for setting, values in self.rows]
        return [(path, values) for path, values in rows if path and values]

    @property
    def changes(self) -> dict[str, str]:
        """From path to values, "0.5,1.5" whatever the language writes before decimals."""
        return dict(self._typed)

    @property
    def words(self) -> list[str]:
        """The sweep as words of the command line, without data and base."""
        sets = [word for path, values in self.changes.items() for word in ("--set", f"{path}={values}")]
        count = ["--random", str(self.count.value())] if self.some.isChecked() else []
        return ["--name", safe_name(self.name.text()), *sets, *count]

    def sweep(self) -> Sweep:
        """The trials.

        Raises:
            FailureError: What is wrong with what was typed.
        """
        name = safe_name(self.name.text())
        if not name:
            raise fail("No name", "The sweep has no name.", "Type one.")
        if name in self._known:
            raise fail("Already there", f"There is a sweep {name} already.", "Choose another name.")
        paths = [path for path, _ in self._typed]
        twice = next((path for path in paths if paths.count(path) > 1), "")
        if twice:
            raise fail("Chosen twice", f"{twice} is chosen in several rows.", "Type all its values in one row.")
        count = self.count.value() if self.some.isChecked() else None
        return trials_of(name, self._base, axes_of(self.changes), count)

    def _judge(self) -> None:
        self.count.setEnabled(self.some.isChecked())
        try:
            text = self.tr("{0} runs, one after another.").format(len(self.sweep().trials))
        except FailureError as error:
            self.verdict.setText(spoken(error.failure).sentence)
            self.begin.setEnabled(False)
        else:
            self.verdict.setText(text)
            self.begin.setEnabled(True)


def _in_points(values: str) -> str:
    """Values as the texts of the window have them, as `--set` has them: in German a comma between digits is decimal."""
    if spoken_now() == "de":
        values = re.sub(r"(?<=\d),(?=\d)", ".", values)
    return re.sub(r"\s*[,;]\s*", ",", values)
