"""A choice among the runs that have a model, newest first."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QComboBox, QFileDialog, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from gui import icons
from gui.language import figures
from gui.run_list import Listed, RunList
from gui.said import said
from gui.widgets.choice import show_rows
from tfmodel.contract import places
from tfmodel.contract.failure import Failure, FailureError
from tfmodel.contract.run_folder import RunFolder
from tfmodel.contract.run_summary import RunSummary, summary_of


class RunChooser(QWidget):
    """The runs of the runs folder, and any that the person browsed to.

    Attributes:
        chosen: The path of the run that was chosen, or None when there is none.
        listed: The runs there are have been read.
        failed: The `Failure` of a folder that is no run.
    """

    chosen = Signal(object)
    listed = Signal()
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
        self.choice.activated.connect(lambda: self.prefer(None))  # a person has chosen
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
        self._list = RunList(self, self._text)
        self._list.changed.connect(self._show)

    def _draw_icon(self) -> None:
        self.again.setIcon(icons.icon("refresh", self.palette().buttonText().color()))

    @property
    def path(self) -> Path | None:
        """The chosen run."""
        path = self.choice.currentData()
        return Path(path) if path is not None else None

    def refresh(self) -> None:
        """Reads the runs folder again while this is seen; the choice stays, or is the newest run if there was none."""
        self._list.refresh()

    def _show(self, runs: Sequence[Listed]) -> None:
        before, known = self.path, {run.path for run in runs}
        elsewhere = (Listed(path, self._text(summary_of(path))) for path in self._elsewhere if path not in known)
        usable = (*runs, *(run for run in elsewhere if run.text))
        paths = [run.path for run in usable]
        row = self._row_to_choose(before, paths)
        show_rows(self.choice, [(run.text, str(run.path)) for run in usable], row)
        self.choice.setEnabled(bool(usable))
        if self.path != before:
            self.chosen.emit(self.path)
        self.listed.emit()

    def _row_to_choose(self, before: Path | None, paths: Sequence[Path]) -> int:
        if self._preferred in paths:
            preferred, self._preferred = paths.index(self._preferred), None
            return preferred
        return paths.index(before) if before in paths else min(0, len(paths) - 1)

    def _text(self, run: RunSummary) -> str:
        """What is said of a run; "" where it cannot be translated with or exported."""
        if run.state == "unreadable" or not has_model(RunFolder(run.path)):
            return ""
        state = "in training" if run.state in ("training", "validating") else run.state
        parts = [run.name, said(state), self.tr("step {0}").format(figures(f"{run.step:,}"))]
        if run.bleu is not None:
            parts.append(figures(f"BLEU {run.bleu:.1f}"))
        return "  ·  ".join(parts)

    def prefer(self, run: RunFolder | None) -> None:
        """Chooses a run at the first refresh at which it has a model, unless a person has chosen one until then."""
        self._preferred = run.path if run is not None else None

    def choose(self, path: Path) -> None:
        """Chooses a run wherever it is; one without a model, or no run at all, is reported by `failed`."""
        failure = why_unusable(path)
        if failure is not None:
            self.failed.emit(failure)
            return
        row = self.choice.findData(str(path))
        if row >= 0:
            self.prefer(None)
            self.choice.setCurrentIndex(row)
            return
        self._elsewhere.append(path)
        self._preferred = path
        self.refresh()

    def _ask_folder(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, self.tr("Run folder"), str(places.runs_folder()))
        if folder:
            self.choose(Path(folder))

    # Reimplemented Qt methods

    def changeEvent(self, event: QEvent) -> None:
        """Follows a change between the light and the dark scheme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._draw_icon()


def has_model(run: RunFolder) -> bool:
    """Whether a run has weights."""
    return run.model_file.is_file() or bool(run.checkpoints())


def why_unusable(path: Path) -> Failure | None:
    """Why a folder has no model to use, or None when it has one."""
    try:
        run = RunFolder.open(path)
    except FailureError as error:
        return error.failure
    if has_model(run):
        return None
    return Failure(
        title="No model yet",
        cause=f"The run {path.name} has not saved a model yet.",
        advice="Wait for its first validation, or press “Save now” on the Training page.",
    )
