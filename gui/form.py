"""A form made from the declarations of a configuration: one editor a setting, problems marked in place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QCoreApplication, QLocale, QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence, QWheelEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFrame,
    QGridLayout,
    QLineEdit,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from gui import theme
from gui.declared import choice, settings_in
from gui.said import as_sentence, said
from tfmodel.contract.config import Config
from tfmodel.contract.problems import Problem, problems_of
from tfmodel.contract.settings import Kind, Setting

EDITOR_WIDTH = 17 * theme.GRID
HELP_KEY = "F1"
LONGEST_PLACEHOLDER = 16  # characters that fit into it


class NumberEditor(QLineEdit):
    """A number as text: nothing is cut to the bounds in silence, the validation says what is wrong instead."""

    edited = Signal()

    def __init__(self, setting: Setting) -> None:
        super().__init__()
        self._optional = setting.optional
        self._is_whole = setting.kind == "integer"
        self.setPlaceholderText(_meaning_of_empty(setting) if setting.optional else "")
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.textEdited.connect(lambda text: self.edited.emit())

    def value(self) -> str | None:
        """The text, or None when it is empty and the program may decide."""
        locale, text = QLocale(), self.text().strip()
        separator = re.escape(locale.groupSeparator())
        if self._is_whole and re.fullmatch(rf"\d{{1,3}}({separator}\d{{3}})+", text):
            text = text.replace(locale.groupSeparator(), "")  # as this window writes whole numbers itself
        text = text.replace(locale.decimalPoint(), ".")
        return None if not text and self._optional else text

    def set_value(self, value: float | str | None) -> None:
        """Shows the shortest text that gives this number back, or what somebody typed for one."""
        self.setText("" if value is None else str(value).replace(".", QLocale().decimalPoint()))


class TextEditor(QLineEdit):
    """A text."""

    edited = Signal()

    def __init__(self, setting: Setting) -> None:
        super().__init__()
        self.textEdited.connect(lambda text: self.edited.emit())

    def value(self) -> str:
        """The text."""
        return self.text()

    def set_value(self, value: str) -> None:
        """Shows a text."""
        self.setText(value)


class ChoiceEditor(QComboBox):
    """One of a few words."""

    edited = Signal()

    def __init__(self, setting: Setting) -> None:
        super().__init__()
        for value in setting.choices:
            self.addItem(choice(value), value)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.activated.connect(lambda index: self.edited.emit())

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leaves the wheel to whoever scrolls the form, unless the choice was entered before."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    def value(self) -> str:
        """The chosen word."""
        return str(self.currentData())

    def set_value(self, value: str) -> None:
        """Chooses a word."""
        self.setCurrentIndex(self.findData(value))


class FlagEditor(QCheckBox):
    """Yes or no."""

    edited = Signal()

    def __init__(self, setting: Setting) -> None:
        super().__init__()
        self.clicked.connect(lambda checked: self.edited.emit())

    def value(self) -> bool:
        """Whether it is ticked."""
        return self.isChecked()

    def set_value(self, value: bool) -> None:
        """Ticks it or not."""
        self.setChecked(value)


# Of each the form knows a value that goes in and out, and a signal when a person changed it.
EDITORS: dict[Kind, type[NumberEditor] | type[TextEditor] | type[ChoiceEditor] | type[FlagEditor]] = {
    "integer": NumberEditor,
    "number": NumberEditor,
    "text": TextEditor,
    "choice": ChoiceEditor,
    "flag": FlagEditor,
}


class Field(QObject):
    """The widgets of one setting: label, editor, unit, and the sentence that says what is wrong."""

    def __init__(self, setting: Setting, parent: QWidget) -> None:
        super().__init__(parent)
        self.setting = setting
        self.editor = EDITORS[setting.kind](setting)
        self.label = theme.label(
            setting.title, wrap=True
        )  # where the window is narrow, and the language has long words
        self.unit = theme.label(setting.unit, "muted")
        self.message = theme.label("", "error", wrap=True)
        self.message.hide()
        self.label.setBuddy(self.editor)
        self.label.setToolTip(setting.tooltip)
        self.editor.setObjectName(setting.path)
        self.editor.setToolTip(setting.tooltip)
        self.editor.setAccessibleName(f"{setting.title} ({setting.unit})" if setting.unit else setting.title)
        self.editor.setAccessibleDescription(setting.tooltip)
        if setting.kind != "flag":
            self.editor.setFixedWidth(EDITOR_WIDTH)

    def place(self, grid: QGridLayout, row: int) -> None:
        """Puts the widgets in two rows of a grid, the second for the message."""
        grid.addWidget(self.label, row, 0)
        grid.addWidget(self.editor, row, 1)
        grid.addWidget(self.unit, row, 2)
        grid.addWidget(self.message, row + 1, 0, 1, 3)

    def set_visible(self, visible: bool) -> None:
        """Shows or folds away the row; a row with a problem stays."""
        shown = visible or bool(self.message.text())
        for widget in (self.label, self.editor, self.unit):
            widget.setVisible(shown)

    def show_problem(self, message: str) -> None:
        """Marks the editor and says why; an empty text takes the mark away."""
        if message == self.message.text():
            return
        self.message.setText(message)
        self.message.setVisible(bool(message))
        self.editor.setProperty("problem", bool(message))
        self.editor.setAccessibleDescription(f"{message}\n{self.setting.tooltip}" if message else self.setting.tooltip)
        theme.restyle(self.editor)


class SectionCard(QFrame):
    """The settings of one section, the advanced ones folded away at first."""

    def __init__(self, title: str, settings: Sequence[Setting]) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.fields = [Field(setting, self) for setting in settings]
        self._message = theme.label("", "error", wrap=True)
        self._message.hide()
        grid = QGridLayout(self)
        grid.setContentsMargins(*(2 * theme.GRID,) * 4)
        grid.setVerticalSpacing(theme.GRID // 2)
        grid.setHorizontalSpacing(theme.GRID)
        grid.setColumnStretch(0, 1)
        grid.setColumnMinimumWidth(2, 9 * theme.GRID)
        grid.addWidget(theme.label(title, "heading"), 0, 0)
        grid.addWidget(self._message, 1, 0, 1, 3)
        for row, field in enumerate(self.fields):
            field.place(grid, 2 + 2 * row)
        grid.setRowStretch(2 + 2 * len(self.fields), 1)
        self.unfold = self._make_unfold()
        grid.addWidget(self.unfold, 0, 1, 1, 2, Qt.AlignmentFlag.AlignRight)
        self.unfold.setVisible(any(field.setting.advanced for field in self.fields))
        self._show_advanced(False)

    def _make_unfold(self) -> QToolButton:
        button = QToolButton()
        button.setText(self.tr("Advanced"))
        button.setToolTip(self.tr("Show the settings that are seldom changed"))
        button.setCheckable(True)
        button.setAutoRaise(True)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.toggled.connect(self._show_advanced)
        return button

    def _show_advanced(self, shown: bool) -> None:
        self.unfold.setArrowType(Qt.ArrowType.DownArrow if shown else Qt.ArrowType.RightArrow)
        for field in self.fields:
            if field.setting.advanced:
                field.set_visible(shown)

    def show_problems(self, problems: Iterable[Problem]) -> None:
        """Marks what is wrong: at the field itself, or at the field that a sentence about the section names."""
        messages = dict.fromkeys([field.setting.path for field in self.fields], "")
        general = ""
        for problem in problems:
            path = problem.path if problem.path in messages else self._named_in(problem.message)
            if path:
                messages[path] = as_sentence(said(problem.message))
            else:
                general = as_sentence(said(problem.message))
        for field in self.fields:
            field.show_problem(messages[field.setting.path])
            if messages[field.setting.path]:
                field.set_visible(True)
        self._message.setText(general)
        self._message.setVisible(bool(general))

    def _named_in(self, message: str) -> str:
        for field in self.fields:
            if field.setting.path.partition(".")[2] in message.split():
                return field.setting.path
        return ""


class Form(QObject):
    """All settings of `Config` as cards, one a section; the owner lays the cards out.

    Attributes:
        edited: A person changed something; `values()` has it.
        help_asked: The path of a setting that a person wants to read about.
    """

    edited = Signal()
    help_asked = Signal(str)

    def __init__(self, titles: dict[str, str], parent: QWidget) -> None:
        """Makes the cards.

        Args:
            titles: The heading of each section.
            parent: Owner of the form.
        """
        super().__init__(parent)
        self._preset = Config().preset
        settings = list(settings_in(Config))
        self.cards = {
            section: SectionCard(title, [setting for setting in settings if setting.section == section])
            for section, title in titles.items()
        }
        self.fields = {field.setting.path: field for card in self.cards.values() for field in card.fields}
        for field in self.fields.values():
            field.editor.edited.connect(self.edited)
            self._offer_help(field)

    def _offer_help(self, field: Field) -> None:
        """F1 in the editor, and the menu of the label: that of the editor is its own."""
        for widget in (field.label, field.editor):
            action = QAction(self.tr("Help on this setting"), widget)
            action.setShortcut(QKeySequence(HELP_KEY))
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            action.triggered.connect(lambda checked=False: self.help_asked.emit(field.setting.path))
            widget.addAction(action)
        field.label.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)

    def values(self) -> dict[str, Any]:
        """What the editors hold, nested as `Config` is."""
        values: dict[str, Any] = {"preset": self._preset}
        for path, field in self.fields.items():
            section, _, name = path.partition(".")
            values.setdefault(section, {})[name] = field.editor.value()
        return values

    def config(self) -> Config | None:
        """The configuration that the values make, or None while something is wrong."""
        values = self.values()
        return None if problems_of(values) else Config.model_validate(values)

    def set_config(self, config: Config) -> None:
        """Shows a configuration."""
        self.set_values(config.model_dump())

    def set_values(self, values: Mapping[str, Any]) -> None:
        """Shows nested values, those that are wrong too; an editor that holds its own already is left as it is."""
        self._preset = values["preset"]
        for path, field in self.fields.items():
            section, _, name = path.partition(".")
            if field.editor.value() != values[section][name]:
                field.editor.set_value(values[section][name])

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Marks every field that refuses its value, and takes the other marks away."""
        for section, card in self.cards.items():
            card.show_problems([problem for problem in problems if problem.path.partition(".")[0] == section])


def _meaning_of_empty(setting: Setting) -> str:
    """What the help says of an empty field, where that fits into it: "no limit"."""
    meaning = setting.help.rpartition(QCoreApplication.translate("Form", "empty: "))[2].rstrip(".")
    return meaning if len(meaning) <= LONGEST_PLACEHOLDER else QCoreApplication.translate("Form", "automatic")
