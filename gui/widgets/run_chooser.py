"""A choice among the runs that have a model, newest first."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QComboBox, QFileDialog, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from gui import icons
from gui.language import figures
from gui.said import said
from tfmodel.contract import places
from tfmodel.contract.failure import Failure, FailureError
from tfmodel.contract.run_folder import RunFolder, find_runs


@dataclass(frozen=True)
class RunEntry:
    """One line of the choice."""

    path: Path
    text: str


class RunChooser(QWidget):
    """The runs of the runs folder, and any that the person browsed to.

    Attributes:
        chosen: The path of the run that was chosen, or None when there is none.
        failed: The `Failure` of a folder that is no run.
    """

    chosen = Signal(object)
    failed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._elsewhere: list[Path] = []
        self._preferred: Path | None = None
        self.choice = QComboBox()
        self.choice.setAccessibleName(self.tr("Run"))
        self.choice.setToolTip(self.tr("A finished, stopped or running training that has saved a model"))
        self.choice.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.choice.setMinimumContentsLength(24)
        self.choice.setPlaceholderText(self.tr("No run with a model yet"))
        self.choice.currentIndexChanged.connect(lambda: self.chosen.emit(self.path))
        self.again = QPushButton()
        self.again.setAccessibleName(self.tr("Refresh the list of runs"))
        self.again.setToolTip(self.tr("Looks for new runs"))
        self.again.clicked.connect(self.refresh)
        self.browse = QPushButton(self.tr("&Browse…"))
        self.browse.setToolTip(self.tr("Choose a run folder in another place"))
        self.browse.clicked.connect(self._ask_folder)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        for widget in (self.choice, self.again, self.browse):
            layout.addWidget(widget)
        self._draw_icon()

    def _draw_icon(self) -> None:
        self.again.setIcon(icons.icon("refresh", self.palette().buttonText().color()))

    @property
    def path(self) -> Path | None:
        """The chosen run."""
        path = self.choice.currentData()
        return Path(path) if path is not None else None

    def refresh(self) -> None:
        """Reads the runs folder again; the choice stays, or is the newest run when there was none."""
        before = self.path
        self.choice.blockSignals(True)
        self.choice.clear()
        for entry in usable_runs(self._elsewhere):
            self.choice.addItem(entry.text, str(entry.path))
        self.choice.setCurrentIndex(self._row_to_choose(before))
        self.choice.blockSignals(False)
        self.choice.setEnabled(self.choice.count() > 0)
        if self.path != before:
            self.chosen.emit(self.path)

    def _row_to_choose(self, before: Path | None) -> int:
        preferred = self.choice.findData(str(self._preferred))
        if preferred >= 0:
            self._preferred = None
            return preferred
        return max(self.choice.findData(str(before)), 0 if self.choice.count() else -1)

    def prefer(self, run: RunFolder | None) -> None:
        """Chooses a run at the first refresh at which it has a model."""
        self._preferred = run.path if run is not None else None

    def choose(self, path: Path) -> None:
        """Chooses a run wherever it is; one without a model, or no run at all, is reported by `failed`."""
        failure = why_unusable(path)
        if failure is not None:
            self.failed.emit(failure)
            return
        if self.choice.findData(str(path)) < 0:
            self._elsewhere.append(path)
            self.refresh()
        self.choice.setCurrentIndex(self.choice.findData(str(path)))

    def _ask_folder(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, self.tr("Run folder"), str(places.runs_folder()))
        if folder:
            self.choose(Path(folder))

    # Reimplemented Qt methods

    def showEvent(self, event: QShowEvent) -> None:
        """Looks for new runs whenever the page comes into sight."""
        super().showEvent(event)
        self.refresh()

    def changeEvent(self, event: QEvent) -> None:
        """Follows a change between the light and the dark scheme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._draw_icon()


def usable_runs(elsewhere: list[Path]) -> list[RunEntry]:
    """What can be translated with or exported: the runs folder's and those elsewhere, newest first."""
    runs = find_runs(places.runs_folder())
    runs += [RunFolder(path) for path in elsewhere if path not in {run.path for run in runs}]
    return [RunEntry(run.path, _text(run)) for run in runs if why_unusable(run.path) is None]


def why_unusable(path: Path) -> Failure | None:
    """Why a folder has no model to use, or None when it has one."""
    try:
        run = RunFolder.open(path)
    except FailureError as error:
        return error.failure
    if run.model_file.is_file() or run.checkpoints():
        return None
    return Failure(
        title="No model yet",
        cause=f"The run {path.name} has not saved a model yet.",
        advice="Wait for its first validation, or press “Save now” on the Training page.",
    )


def _text(run: RunFolder) -> str:
    info = run.info()
    step = QCoreApplication.translate("RunChooser", "step {0}").format(figures(f"{info.step:,}"))
    state = run.state()
    parts = [run.path.name, said("in training" if state in ("training", "validating") else state), step]
    if info.best_bleu is not None:
        parts.append(figures(f"BLEU {info.best_bleu:.1f}"))
    return "  ·  ".join(parts)
