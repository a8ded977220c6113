"""What was detected in a file, each guess changeable, with the preview following at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from gui import theme
from gui.background import Background
from gui.import_command import ImportRequest, dataset_path, free_name
from gui.lookout import Lookout
from gui.run_names import safe_name
from gui.said import said, spoken
from gui.widgets.found_files import Files, FoundFiles
from gui.widgets.import_preview import ImportPreview
from gui.widgets.reading_fields import ReadingFields
from tfmodel.contract.failure import Failure
from tfmodel.corpus.detection import Choices, Detected, Preview
from tfmodel.corpus.looking import Answer, Question

PREVIEW_ROWS = 100


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
        self._shown: Files = ()  # those of the found files that the fields are about
        self._read: dict[Files, Detected] = {}  # the found files that were looked into, as a person left them
        self._wishes: dict[str, Any] = {}  # for files that were not looked into: those of the last one that was
        self._named_wrong = False  # whether the problem on the screen is one of the name
        self._lookout = lookout = Lookout()
        self.destroyed.connect(lambda: lookout.close())  # kept by the connection: this object may be gone first
        self._detecting, self._previewing = Background(self), Background(self)
        self._detecting.done.connect(self._on_detected)
        self._detecting.failed.connect(self._on_undetected)
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
        self.found = FoundFiles()
        self.found.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.found.shown.connect(self._turn_to)
        self.found.chosen_changed.connect(self._check)
        help_text = self.tr("All that are checked are imported together, or none; go to one to see how it is read")
        self._add_row(self.tr("Files"), self.found, help_text)
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

    def set_open_dataset(self, dataset: Path | None) -> None:
        """Offers to add the pairs to another dataset; where one was chosen that is open no more, a new one is made."""
        chosen, self._open_dataset = self.goal.currentData(), dataset
        self.goal.blockSignals(True)
        self._show_goals()
        self.goal.setCurrentIndex(max(0, self.goal.findData(chosen)))
        self.goal.blockSignals(False)
        self._check()

    def _turn_to(self, files: Files) -> None:
        """Shows another one of the found files, as it was left or as it is detected."""
        self._keep_reading()
        self._detected, self._shown = None, files
        if files in self._read:
            if self._detecting.is_busy:
                self._detecting.forget()  # its answer would be taken for that of these files
                self._lookout.end()
            self._previewing.forget()
            self.show_detected(self._read[files])
            self.detected.emit()
        else:
            self._look(Question(files))

    def _keep_reading(self) -> None:
        if self._detected is not None:
            read = self.reading.apply(self._detected)
            self._read[self._shown] = read
            self._wishes.update(self.reading.wishes(read))

    def _detect_again(self, choices: Choices) -> None:
        if self._detected is not None:
            self._look(Question(self._detected.paths, choices=choices))

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
            self._detected = None  # the fields are still about another file
            several = len(answer.groups) + len(answer.refused) > 1
            self._read.clear()
            self._wishes.clear()
            self.found.show_found(answer)
            self._shown = self.found.current
            self.fields.setRowVisible(self.found, several or not answer.complete)
            self._show_goals()
            self.part.setCurrentIndex(0)
            self.name.setText(free_name(question.paths[:1] if several else answer.detected.paths))
        self.show_detected(replace(answer.detected, **self._wishes))
        self.detected.emit()

    def _on_undetected(self, failure: Failure) -> None:
        """Goes back to what is known: another sheet, part of an archive or file was refused."""
        if self._detected is not None:
            self.show_detected(self.reading.apply(self._detected))
        self.failed.emit(failure)

    def _show_goals(self) -> None:
        self.goal.clear()
        self.goal.addItem(self.tr("A new dataset"), None)
        if self._open_dataset is not None:
            title = self.tr("The open dataset, {0}").format(self._open_dataset.stem)
            self.goal.addItem(title, str(self._open_dataset))

    def show_detected(self, detected: Detected) -> None:
        """Shows what was detected of a file."""
        self._detected = None  # the fields are silent until all are set
        self.title.setText(" + ".join(path.name for path in detected.paths))
        self.evidence.setText("\n".join(f"• {said(sentence)}" for sentence in detected.evidence))
        self.reading.show_detected(detected)
        self._detected = detected
        self._follow()

    # Following what a person changes

    @property
    def request(self) -> ImportRequest | None:
        """What would be imported now."""
        chosen = self.found.chosen
        if self._detected is None or not chosen:
            return None
        self._keep_reading()
        goal = self.goal.currentData()
        into = Path(goal) if goal else dataset_path(safe_name(self.name.text()))
        read = tuple(self._read.get(files, files) for files in chosen)
        wishes = {name: value for name, value in self._wishes.items() if value != getattr(Detected, name)}
        return ImportRequest(read, into, self.part.currentData(), wishes)

    def _follow(self) -> None:
        if self._detected is None:
            return
        self.accept.setEnabled(False)
        detected = self.reading.apply(self._detected)
        question = Question(detected.paths, detected=detected, limit=PREVIEW_ROWS)
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
        """Says what is wrong with the wishes, once the file that is shown is known to be right."""
        if self._detected is None:
            return
        self.fields.setRowVisible(self.name, self.goal.currentData() is None)
        if self.is_busy or (self.problem.text() and not self._named_wrong):
            return
        failure = self._wish_failure()
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
        if detected.format == "tmx" and detected.is_one_sided:
            return Failure(title="", cause=self.tr("Source and target are the same language."))
        if shown.source == shown.target:
            return Failure(title="", cause=self.tr("Source and target are the same column."))
        columns = max((len(row) for row in shown.rows), default=0)
        if detected.format in ("delimited", "xlsx") and max(shown.source, shown.target) >= columns:
            return Failure(title="", cause=self.tr("Read like this the file has too few columns: {0}.").format(columns))
        return None

    def _wish_failure(self) -> Failure | None:
        """What is wrong with what is wished: which files, under which name."""
        request = self.request
        if request is None:
            return Failure(title="", cause=self.tr("Choose at least one file."))
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
