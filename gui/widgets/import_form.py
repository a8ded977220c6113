"""What was detected in a file, each guess changeable, with the preview following at once."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from gui import theme
from gui.background import Background
from gui.import_command import ImportRequest, dataset_path, free_name, safe_name
from gui.lookout import Lookout
from gui.said import said, spoken
from gui.widgets.import_preview import ImportPreview
from gui.widgets.reading_fields import ReadingFields
from tfmodel.contract.failure import Failure
from tfmodel.corpus.detection import Choices, Detected, Preview
from tfmodel.corpus.looking import Answer, Question

PREVIEW_ROWS = 100

Files = tuple[Path, ...]


class ImportForm(QWidget):
    """Edits how files are read. They are looked into beside the event loop.

    Attributes:
        accepted: The `ImportRequest` to run.
        cancelled: The person does not want these files.
        detected: They can be read, and are shown.
        failed: The `Failure` for which they cannot be shown at all.
        ready: They can be imported as the form says.
    """

    accepted = Signal(object)
    cancelled = Signal()
    detected = Signal()
    failed = Signal(object)
    ready = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._detected: Detected | None = None
        self._open_dataset: Path | None = None
        self._named_wrong = False  # whether the problem on the screen is one of the name
        self._lookout = Lookout()
        self.destroyed.connect(self._lookout.close)
        self._detecting, self._previewing = Background(self), Background(self)
        self._detecting.done.connect(self._on_detected)
        self._detecting.failed.connect(self.failed)
        self._previewing.done.connect(self._on_preview)
        self._previewing.failed.connect(self._on_no_preview)
        self._make_fields()
        self.preview = ImportPreview()
        self.title = theme.label("", "heading")
        self.evidence = theme.label("", "muted", wrap=True)
        self.problem = theme.label("", "error", wrap=True)
        self.accept = theme.primary(QPushButton(self.tr("&Import")))
        self.accept.clicked.connect(self._accept)
        self.cancel = QPushButton(self.tr("&Cancel"))
        self.cancel.clicked.connect(self._cancel)
        self._arrange()

    def _make_fields(self) -> None:
        self.fields = QFormLayout()
        self.fields.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self.found = QComboBox()
        self.found.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.found.activated.connect(lambda place: self._detect(self.found.itemData(place)))
        self._add_row(self.tr("Files"), self.found, self.tr("Which of the pairs that were found are imported"))
        self.reading = ReadingFields(self.fields, self)
        self.reading.changed.connect(self._follow)
        self.reading.detect_again.connect(self._detect_again)
        self.name = QLineEdit(maxLength=100)
        self.goal, self.part = QComboBox(), QComboBox()
        for title, part in self._parts().items():
            self.part.addItem(title, part)
        self.goal.currentIndexChanged.connect(self._check)
        self.name.textChanged.connect(self._check)
        self._add_row(self.tr("Goes to"), self.goal, self.tr("Begin a dataset, or add these pairs to the open one"))
        self._add_row(self.tr("Name"), self.name, self.tr("The dataset is kept under this name"))
        help_text = self.tr("What the pairs are for; by itself, a few are held out of training")
        self._add_row(self.tr("Part"), self.part, help_text)

    def _add_row(self, text: str, field: QWidget, help_text: str) -> None:
        field.setAccessibleName(text)
        field.setAccessibleDescription(help_text)
        field.setToolTip(help_text)
        self.fields.addRow(text, field)

    def _arrange(self) -> None:
        buttons = QHBoxLayout()
        buttons.addWidget(self.accept)
        buttons.addWidget(self.cancel)
        buttons.addStretch()
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, theme.GRID, 0)
        column.addLayout(self.fields)
        column.addWidget(self.problem)
        column.addLayout(buttons)
        column.addWidget(self.evidence)
        column.addStretch()
        scrolled = QScrollArea(widgetResizable=True)
        scrolled.setAccessibleName(self.tr("How the files are read"))
        scrolled.setFrameShape(QFrame.Shape.NoFrame)
        scrolled.setFixedWidth(48 * theme.GRID)
        scrolled.setWidget(left)
        body = QHBoxLayout()
        body.addWidget(scrolled)
        body.addWidget(self.preview, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.title)
        layout.addLayout(body, 1)

    @property
    def is_busy(self) -> bool:
        """Whether files are being looked into."""
        return self._detecting.is_busy or self._previewing.is_busy

    # Looking into files

    def begin(self, paths: Sequence[Path], open_dataset: Path | None = None) -> None:
        """Looks into files and folders; `detected` or `failed` says what came of it.

        Args:
            paths: Where pairs are.
            open_dataset: What the pairs could be added to.
        """
        self._open_dataset = open_dataset
        self._look(Question(tuple(path.absolute() for path in paths), find=True))

    def _detect(self, files: Files, choices: Choices | None = None) -> None:
        self._look(Question(files, choices=choices))

    def _detect_again(self, choices: Choices) -> None:
        if self._detected is not None:
            self._detect(self._detected.paths, choices)

    def _look(self, question: Question) -> None:
        self.accept.setEnabled(False)
        if self.is_busy:
            self._previewing.forget()
            self._lookout.end()  # what it is doing is of no use any more
        self._detecting.call(lambda: (question, self._lookout.ask(question)))

    def _on_detected(self, outcome: tuple[Question, Answer]) -> None:
        question, answer = outcome
        assert answer.detected is not None
        if question.find:
            self._show_groups(answer.groups)
            self._show_goals()
        self.show_detected(answer.detected)
        self.detected.emit()

    def _show_groups(self, groups: tuple[Files, ...]) -> None:
        self.found.clear()
        for group in groups:
            self.found.addItem(" + ".join(path.name for path in group), group)
        self.fields.setRowVisible(self.found, len(groups) > 1)

    def _show_goals(self) -> None:
        self.goal.clear()
        self.goal.addItem(self.tr("A new dataset"), None)
        if self._open_dataset is not None:
            title = self.tr("The open dataset, {0}").format(self._open_dataset.stem)
            self.goal.addItem(title, str(self._open_dataset))
        self.part.setCurrentIndex(0)

    def show_detected(self, detected: Detected) -> None:
        """Shows what was detected of a file."""
        self._detected = None  # the fields are silent until all are set
        self.title.setText(" + ".join(path.name for path in detected.paths))
        self.evidence.setText("\n".join(f"• {said(sentence)}" for sentence in detected.evidence))
        self.reading.show_detected(detected)
        self.name.setText(free_name(detected.paths))
        self._detected = detected
        self._follow()

    # Following what a person changes

    @property
    def request(self) -> ImportRequest | None:
        """What would be imported now."""
        if self._detected is None:
            return None
        goal = self.goal.currentData()
        into = Path(goal) if goal else dataset_path(safe_name(self.name.text()))
        return ImportRequest(self.reading.apply(self._detected), into, self.part.currentData())

    def _follow(self) -> None:
        request = self.request
        if request is None:
            return
        self.accept.setEnabled(False)
        question = Question(request.detected.paths, detected=request.detected, limit=PREVIEW_ROWS)
        self._previewing.call(lambda: self._lookout.ask(question))

    def _on_preview(self, answer: Answer) -> None:
        detected, shown = answer.detected, answer.preview
        assert detected is not None and shown is not None
        self.preview.show_preview(detected, shown)
        failure = self._column_failure(detected, shown)
        self._show_failure(failure)
        if failure is None:
            self._check()

    def _on_no_preview(self, failure: Failure) -> None:
        self.preview.clear()
        self._show_failure(failure)

    def _check(self) -> None:
        """Says what is wrong with the name, once the files are known to be right."""
        request = self.request
        if request is None:
            return
        self.fields.setRowVisible(self.name, self.goal.currentData() is None)
        if self._previewing.is_busy or (self.problem.text() and not self._named_wrong):
            return
        failure = self._name_failure(request)
        self._show_failure(failure)
        self._named_wrong = failure is not None

    def _show_failure(self, failure: Failure | None) -> None:
        self._named_wrong = False
        self.problem.setText(spoken(failure).sentence if failure else "")
        self.problem.setVisible(failure is not None)
        self.accept.setEnabled(failure is None)
        if failure is None:
            self.ready.emit()

    def _column_failure(self, detected: Detected, shown: Preview) -> Failure | None:
        if shown.source == shown.target:
            return Failure(title="", cause=self.tr("Source and target are the same column."))
        columns = max((len(row) for row in shown.rows), default=0)
        if detected.format in ("delimited", "xlsx") and max(shown.source, shown.target) >= columns:
            return Failure(title="", cause=self.tr("Read like this the file has too few columns: {0}.").format(columns))
        return None

    def _name_failure(self, request: ImportRequest) -> Failure | None:
        if self.goal.currentData() is not None:
            return None
        if not safe_name(self.name.text()):
            return Failure(title="", cause=self.tr("The dataset needs a name."))
        if request.into.exists():
            return Failure(title="", cause=self.tr("There is a dataset of this name: choose another one."))
        return None

    def _parts(self) -> dict[str, str]:
        return {
            self.tr("Split by itself"): "auto",
            self.tr("Training"): "train",
            self.tr("Validation"): "validation",
            self.tr("Test"): "test",
        }

    def _accept(self) -> None:
        if self.request is not None:
            self.accepted.emit(self.request)

    def _cancel(self) -> None:
        self._detecting.forget()
        self._previewing.forget()
        self._lookout.end()
        self.cancelled.emit()
