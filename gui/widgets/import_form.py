"""What was detected in a file, each guess changeable, with the preview following at once."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from gui import theme
from gui.import_command import ImportRequest, dataset_path, free_name, safe_name
from gui.widgets.import_preview import ImportPreview
from tfmodel.contract.failure import Failure, FailureError, failure_from
from tfmodel.corpus.detection import Detected, preview

PREVIEW_ROWS = 100

ENCODINGS = (
    *("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"),
    *("windows-1252", "iso-8859-1", "iso-8859-15", "iso-8859-2", "windows-1250", "windows-1251", "koi8-r"),
    *("shift_jis", "euc-jp", "gb18030", "big5", "euc-kr"),
)


class ImportForm(QWidget):
    """Edits how a file is read.

    Attributes:
        accepted: The `ImportRequest` to run.
        cancelled: The person does not want this file.
    """

    accepted = Signal(object)
    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._detected: Detected | None = None
        self._make_fields()
        self.preview = ImportPreview()
        self.title = theme.label("", "heading")
        self.evidence = theme.label("", "muted", wrap=True)
        self.problem = theme.label("", "error", wrap=True)
        self.accept = theme.primary(QPushButton(self.tr("&Import")))
        self.accept.clicked.connect(self._accept)
        self.cancel = QPushButton(self.tr("&Cancel"))
        self.cancel.clicked.connect(self.cancelled)
        self._arrange()

    def _make_fields(self) -> None:
        self.encoding, self.target_encoding = QComboBox(editable=True), QComboBox(editable=True)
        for encoding in (self.encoding, self.target_encoding):
            encoding.addItems(ENCODINGS)
            encoding.currentTextChanged.connect(self._follow)
        self.delimiter = QComboBox()
        for title, character in (("Tab", "\t"), ("Comma ,", ","), ("Semicolon ;", ";"), ("Bar |", "|")):
            self.delimiter.addItem(self.tr(title), character)
        self.header = QCheckBox(self.tr("The first line names the columns"))
        self.source_column, self.target_column = QSpinBox(minimum=1), QSpinBox(minimum=1)
        self.source_language, self.target_language = QLineEdit(maxLength=35), QLineEdit(maxLength=35)
        self.name = QLineEdit(maxLength=100)
        self.goal = QComboBox()
        self.part = QComboBox()
        for title, part in _parts(self).items():
            self.part.addItem(title, part)
        for language in (self.source_language, self.target_language):
            language.setPlaceholderText(self.tr("code, such as en"))
        for choice in (self.delimiter, self.goal):
            choice.currentIndexChanged.connect(self._follow)
        self.header.toggled.connect(self._follow)
        for column in (self.source_column, self.target_column):
            column.valueChanged.connect(self._follow)
        for line in (self.source_language, self.target_language, self.name):
            line.textChanged.connect(self._follow)

    def _rows(self) -> list[tuple[str, QWidget, str]]:
        return [
            (self.tr("Encoding"), self.encoding, self.tr("How the file's bytes stand for letters")),
            (
                self.tr("Target encoding"),
                self.target_encoding,
                self.tr("How the second file's bytes stand for letters"),
            ),
            (self.tr("Delimiter"), self.delimiter, self.tr("What stands between the columns")),
            (self.tr("Header"), self.header, self.tr("Leave the first line out")),
            (self.tr("Source column"), self.source_column, self.tr("Column that is translated from")),
            (self.tr("Target column"), self.target_column, self.tr("Column that is translated to")),
            (self.tr("Source language"), self.source_language, self.tr("Code of the language translated from")),
            (self.tr("Target language"), self.target_language, self.tr("Code of the language translated to")),
            (self.tr("Goes to"), self.goal, self.tr("Begin a dataset, or add these pairs to the open one")),
            (self.tr("Name"), self.name, self.tr("The dataset is kept under this name")),
            (self.tr("Part"), self.part, self.tr("What the pairs are for; by itself, a few are held out of training")),
        ]

    def _arrange(self) -> None:
        self.fields = QFormLayout()
        self.fields.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for text, field, help_text in self._rows():
            field.setAccessibleName(text)
            field.setAccessibleDescription(help_text)
            field.setToolTip(help_text)
            self.fields.addRow(text, field)
        buttons = QHBoxLayout()
        buttons.addWidget(self.accept)
        buttons.addWidget(self.cancel)
        buttons.addStretch()
        left = QWidget()
        left.setFixedWidth(46 * theme.GRID)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, theme.GRID, 0)
        column.addLayout(self.fields)
        column.addWidget(self.problem)
        column.addLayout(buttons)
        column.addWidget(self.evidence)
        column.addStretch()
        body = QHBoxLayout()
        body.addWidget(left)
        body.addWidget(self.preview, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.title)
        layout.addLayout(body, 1)

    def show_detected(self, detected: Detected, open_dataset: Path | None = None) -> None:
        """Begins with what was detected of a file.

        Args:
            detected: The file.
            open_dataset: What the pairs could be added to.
        """
        self._detected = None  # the fields are silent until all are set
        self.goal.clear()
        self.goal.addItem(self.tr("A new dataset"), None)
        if open_dataset is not None:
            self.goal.addItem(self.tr("The open dataset, {0}").format(open_dataset.stem), str(open_dataset))
        self.part.setCurrentIndex(0)
        self.title.setText(" + ".join(path.name for path in detected.paths))
        self.evidence.setText("\n".join(f"• {sentence}" for sentence in detected.evidence))
        self.encoding.setCurrentText(detected.encoding)
        self.target_encoding.setCurrentText(detected.encoding_of_targets)
        self._set_delimiter(detected.delimiter)
        self.header.setChecked(detected.header)
        self.source_column.setValue(detected.source_column + 1)
        self.target_column.setValue(detected.target_column + 1)
        self.source_language.setText(detected.source_language)
        self.target_language.setText(detected.target_language)
        self.name.setText(free_name(detected.paths))
        for field in (self.delimiter, self.header, self.source_column, self.target_column):
            self.fields.setRowVisible(field, detected.format == "delimited")
        self.fields.setRowVisible(self.target_encoding, detected.format == "parallel")
        self._detected = detected
        self._follow()
        self.accept.setFocus()

    def _set_delimiter(self, delimiter: str | None) -> None:
        if delimiter is not None and self.delimiter.findData(delimiter) < 0:
            self.delimiter.addItem(delimiter, delimiter)
        self.delimiter.setCurrentIndex(self.delimiter.findData(delimiter or "\t"))

    @property
    def request(self) -> ImportRequest | None:
        """What would be imported now."""
        base = self._detected
        if base is None:
            return None
        changed = replace(
            base,
            encoding=self.encoding.currentText().strip(),
            source_language=self.source_language.text().strip(),
            target_language=self.target_language.text().strip(),
        )
        if base.format == "parallel":
            changed = replace(changed, target_encoding=self.target_encoding.currentText().strip())
        if base.format == "delimited":
            changed = replace(
                changed,
                delimiter=self.delimiter.currentData(),
                header=self.header.isChecked(),
                source_column=self.source_column.value() - 1,
                target_column=self.target_column.value() - 1,
            )
        goal = self.goal.currentData()
        into = Path(goal) if goal else dataset_path(safe_name(self.name.text()))
        return ImportRequest(changed, into, self.part.currentData())

    def _follow(self) -> None:
        request = self.request
        if request is None:
            return
        self.fields.setRowVisible(self.name, self.goal.currentData() is None)
        failure = self._show_preview(request.detected) or self._name_failure(request)
        self.problem.setText(failure.sentence if failure else "")
        self.problem.setVisible(failure is not None)
        self.accept.setEnabled(failure is None)

    def _show_preview(self, detected: Detected) -> Failure | None:
        try:
            shown = preview(detected, PREVIEW_ROWS)
        except (FailureError, OSError, ValueError, LookupError, csv.Error) as error:  # any encoding can be typed
            self.preview.clear()
            return failure_from(error)
        self.preview.show_rows(detected, shown.rows)
        columns = max((len(row) for row in shown.rows), default=0)
        return self._column_failure(detected, columns)

    def _column_failure(self, detected: Detected, columns: int) -> Failure | None:
        if detected.source_column == detected.target_column:
            return Failure(title="", cause=self.tr("Source and target are the same column."))
        if max(detected.source_column, detected.target_column) >= columns:
            return Failure(
                title="", cause=self.tr("With this delimiter the file has too few columns: {0}.").format(columns)
            )
        return None

    def _name_failure(self, request: ImportRequest) -> Failure | None:
        if self.goal.currentData() is not None:
            return None
        if not safe_name(self.name.text()):
            return Failure(title="", cause=self.tr("The dataset needs a name."))
        if request.into.exists():
            return Failure(title="", cause=self.tr("There is a dataset of this name: choose another one."))
        return None

    def _accept(self) -> None:
        if self.request is not None:
            self.accepted.emit(self.request)


def _parts(widget: QWidget) -> dict[str, str]:
    return {
        widget.tr("Split by itself"): "auto",
        widget.tr("Training"): "train",
        widget.tr("Validation"): "validation",
        widget.tr("Test"): "test",
    }
