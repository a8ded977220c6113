"""The choices of how a file is read: those that fit its format, each with what was detected."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QLineEdit, QSizePolicy, QSpinBox, QWidget

from tfmodel.corpus.detected import Detected, Format
from tfmodel.corpus.detection import Choices, turned_to
from tfmodel.corpus.languages import language_code, language_tag

ENCODINGS = (
    *("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"),
    *("windows-1252", "iso-8859-1", "iso-8859-15", "iso-8859-2", "windows-1250", "windows-1251", "koi8-r"),
    *("shift_jis", "euc-jp", "gb18030", "big5", "euc-kr"),
)
_COLUMNS = ("header", "source_column", "target_column")
_LANGUAGES = ("source_language", "target_language")
_OF_ANY_FILE = ("inline", "states", "fuzzy")  # what a person wants, rather than how one file happens to be
# The fields that matter, by format.
_SHOWN: Mapping[Format, tuple[str, ...]] = {
    "delimited": ("encoding", "delimiter", *_COLUMNS, *_LANGUAGES),
    "parallel": ("encoding", "target_encoding", *_LANGUAGES),
    "tmx": (*_LANGUAGES, "inline"),
    "xliff": (*_LANGUAGES, "states", "inline"),
    "po": ("encoding", *_LANGUAGES, "fuzzy"),
    "xlsx": ("sheet", *_COLUMNS, *_LANGUAGES),
    "jsonl": ("encoding", "source_key", "target_key", *_LANGUAGES),
    "parquet": ("source_key", "target_key", *_LANGUAGES),
    "pairs": _LANGUAGES,
}


class LanguageBox(QComboBox):
    """A language's code, chosen among those of the file or typed."""

    def __init__(self) -> None:
        super().__init__()
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.edit.setMaxLength(35)

    @property
    def edit(self) -> QLineEdit:
        """The field that is typed into."""
        field = self.lineEdit()
        assert field is not None
        return field

    def text(self) -> str:
        """The code."""
        return self.currentText().strip()

    def setText(self, code: str) -> None:
        """Shows a code, in the list or not."""
        self.setCurrentText(code)


class ReadingFields(QObject):
    """The rows of a form that say how a file is read.

    Attributes:
        changed: A person changed something.
        detect_again: The `Choices` from which all else is detected anew: another sheet, another part of an archive.
    """

    changed = Signal()
    detect_again = Signal(object)

    def __init__(self, form: QFormLayout, parent: QObject) -> None:
        super().__init__(parent)
        self._form = form
        self._silent = False
        self._make_fields()
        self._connect()
        for name, (text, help_text) in self._texts().items():
            field = self.fields[name]
            field.setAccessibleName(text)
            field.setAccessibleDescription(help_text)
            field.setToolTip(help_text)
            form.addRow(text, field)

    def _make_fields(self) -> None:
        self.encoding, self.target_encoding = QComboBox(editable=True), QComboBox(editable=True)
        for encoding in (self.encoding, self.target_encoding):
            encoding.addItems(ENCODINGS)
        self.delimiter = QComboBox()
        self.delimiter.addItem(self.tr("Tab"), "\t")
        self.delimiter.addItem(self.tr("Comma ,"), ",")
        self.delimiter.addItem(self.tr("Semicolon ;"), ";")
        self.delimiter.addItem(self.tr("Bar |"), "|")
        self.header = QCheckBox(self.tr("The first line names the columns"))
        self.source_column, self.target_column = QSpinBox(minimum=1), QSpinBox(minimum=1)
        self.members, self.sheet = QComboBox(), QComboBox()
        self.source_key, self.target_key = QComboBox(), QComboBox()
        for choice in (self.members, self.sheet, self.source_key, self.target_key):
            # A long name must not widen the form.
            choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.source_language, self.target_language = LanguageBox(), LanguageBox()
        for language in (self.source_language, self.target_language):
            language.edit.setPlaceholderText(self.tr("code, such as en"))
        self.inline = _choice(
            {"strip": self.tr("Strip them"), "keep": self.tr("Keep as {1}"), "skip": self.tr("Leave the pair out")}
        )
        self.states = _choice(
            {
                "any": self.tr("All with a target"),
                "translated": self.tr("Translated"),
                "approved": self.tr("Approved only"),
            }
        )
        self.fuzzy = QCheckBox(self.tr("Take fuzzy messages too"))

    def _texts(self) -> dict[str, tuple[str, str]]:
        return {
            "members": (self.tr("In the archive"), self.tr("Which files of the archive are read")),
            "sheet": (self.tr("Sheet"), self.tr("Sheet of the workbook")),
            "encoding": (self.tr("Encoding"), self.tr("How the file's bytes stand for letters")),
            "target_encoding": (self.tr("Target encoding"), self.tr("How the second file's bytes stand for letters")),
            "delimiter": (self.tr("Delimiter"), self.tr("What stands between the columns")),
            "header": (self.tr("Header"), self.tr("Leave the first line out")),
            "source_column": (self.tr("Source column"), self.tr("Column that is translated from")),
            "target_column": (self.tr("Target column"), self.tr("Column that is translated to")),
            "source_key": (self.tr("Source key"), self.tr("Under which each record has the sentence")),
            "target_key": (self.tr("Target key"), self.tr("Under which each record has the translation")),
            "source_language": (self.tr("Source language"), self.tr("Code of the language translated from")),
            "target_language": (self.tr("Target language"), self.tr("Code of the language translated to")),
            "states": (self.tr("Units"), self.tr("How far the translation of a unit must be for it to be read")),
            "inline": (self.tr("Inline codes"), self.tr("What becomes of formatting and other codes in a sentence")),
            "fuzzy": (self.tr("Fuzzy"), self.tr("Messages whose translation is marked as in need of a look")),
        }

    @property
    def fields(self) -> dict[str, QWidget]:
        """The fields by the name of what they choose."""
        return {name: getattr(self, name) for name in self._texts()}

    def _connect(self) -> None:
        for encoding in (self.encoding, self.target_encoding):
            encoding.currentTextChanged.connect(self._tell)
        for choice in (self.delimiter, self.inline, self.states):
            choice.currentIndexChanged.connect(self._tell)
        for box in (self.header, self.fuzzy):
            box.toggled.connect(self._tell)
        for column in (self.source_column, self.target_column):
            column.valueChanged.connect(self._tell)
        for language in (self.source_language, self.target_language):
            language.currentTextChanged.connect(self._tell)
        self.source_key.currentTextChanged.connect(lambda key: self._follow_key(key, self.source_language))
        self.target_key.currentTextChanged.connect(lambda key: self._follow_key(key, self.target_language))
        self.sheet.activated.connect(lambda place: self._again(Choices(sheet=self.sheet.itemText(place))))
        self.members.activated.connect(lambda place: self._again(Choices(members=self.members.itemData(place))))

    def show_detected(self, detected: Detected) -> None:
        """Shows what was detected, in the fields that matter."""
        self._silent = True
        self.encoding.setCurrentText(detected.encoding)
        self.target_encoding.setCurrentText(detected.encoding_of_targets)
        self._set_delimiter(detected.delimiter)
        self.header.setChecked(detected.header)
        self.source_column.setValue(detected.source_column + 1)
        self.target_column.setValue(detected.target_column + 1)
        _fill(self.sheet, {sheet: sheet for sheet in detected.sheets}, detected.sheet)
        _fill(self.members, {" + ".join(names): names for names in detected.member_choices}, detected.members)
        for key, known in ((self.source_key, detected.source_key), (self.target_key, detected.target_key)):
            _fill(key, {name: name for name in detected.keys}, known)
        for language, code in (
            (self.source_language, detected.source_language),
            (self.target_language, detected.target_language),
        ):
            _fill(language, {name: name for name in detected.languages}, code)
            language.setText(code)
        for choice, value in ((self.inline, detected.inline), (self.states, detected.states)):
            choice.setCurrentIndex(choice.findData(value))
        self.fuzzy.setChecked(detected.fuzzy)
        shown = (*_SHOWN[detected.format], *(["members"] if detected.members else []))
        for name, field in self.fields.items():
            self._form.setRowVisible(field, name in shown)
        self._silent = False

    def apply(self, base: Detected) -> Detected:
        """The file as the fields say that it is read."""
        values: dict[str, Any] = {
            "encoding": self.encoding.currentText().strip(),
            "target_encoding": self.target_encoding.currentText().strip(),
            "delimiter": self.delimiter.currentData(),
            "header": self.header.isChecked(),
            "source_column": self.source_column.value() - 1,
            "target_column": self.target_column.value() - 1,
            "source_key": self.source_key.currentText(),
            "target_key": self.target_key.currentText(),
            "source_language": self.source_language.text(),
            "target_language": self.target_language.text(),
            "inline": self.inline.currentData(),
            "states": self.states.currentData(),
            "fuzzy": self.fuzzy.isChecked(),
        }
        shown = {name: values[name] for name in _SHOWN[base.format] if name in values}
        languages = {name: shown.pop(name) for name in _LANGUAGES}
        read = replace(turned_to(replace(base, **shown), *languages.values()), **languages)
        had = {name for name in _LANGUAGES if getattr(base, name)} | set(base.cleared)
        return replace(read, cleared=tuple(name for name in _LANGUAGES if name in had and not getattr(read, name)))

    def wishes(self, read: Detected) -> dict[str, Any]:
        """What is chosen for a file and holds for files that nobody has looked at, field by field."""
        return {name: getattr(read, name) for name in _OF_ANY_FILE if name in _SHOWN[read.format]}

    def _set_delimiter(self, delimiter: str | None) -> None:
        if delimiter is not None and self.delimiter.findData(delimiter) < 0:
            self.delimiter.addItem(delimiter, delimiter)
        self.delimiter.setCurrentIndex(self.delimiter.findData(delimiter or "\t"))

    def _follow_key(self, key: str, language: LanguageBox) -> None:
        """Takes the language from a key that is named after it."""
        name = key.rpartition(".")[2]
        if not self._silent and language_code(name):
            language.setText(language_tag(name))
        self._tell()

    def _again(self, choices: Choices) -> None:
        if not self._silent:
            self.detect_again.emit(choices)

    def _tell(self) -> None:
        if not self._silent:
            self.changed.emit()


def _choice(titles: Mapping[str, str]) -> QComboBox:
    choice = QComboBox()
    for value, title in titles.items():
        choice.addItem(title, value)
    return choice


def _fill(choice: QComboBox, items: Mapping[str, object], chosen: object) -> None:
    choice.clear()
    for title, value in items.items():
        choice.addItem(title, value)
    choice.setCurrentIndex(next((place for place, value in enumerate(items.values()) if value == chosen), -1))
