"""One rule: what it takes, its settings, whether it is in force, and thirty of the pairs that it would take."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from gui import theme
from gui.declared import settings_in
from gui.form import Field
from gui.language import figures
from gui.widgets.paged_model import Column, PagedModel
from gui.widgets.pairs_model import rule_title
from gui.widgets.table_view import TableView
from tfmodel.contract.events import ExamplePair
from tfmodel.corpus.rules import Chain
from tfmodel.corpus.store import RuleState

REPAIRED = "encoding"  # the rule that knows which text was meant


class RuleDetails(QWidget):
    """Shows one rule at a time.

    Attributes:
        edited: A person changed a setting: its path, its value.
        force: A person wants the flags of a rule in force or not: its name, wanted or not.
        repair: A person wants the repaired text in the pairs that the rule has taken.
    """

    edited = Signal(str, object)
    force = Signal(str, bool)
    repair = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = ""
        self._state: RuleState | None = None
        self._settings = {setting.path: setting for setting in settings_in(Chain)}
        self.fields: dict[str, Field] = {}
        self.title = theme.label("", "heading")
        self.help = theme.label("", "muted", wrap=True)
        self.switch = QPushButton()
        self.switch.clicked.connect(self._on_switch)
        self.mend = QPushButton(self.tr("R&epair"))
        self.mend.clicked.connect(self.repair)
        self._form = QWidget()
        self._grid = QGridLayout(self._form)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setColumnStretch(3, 1)
        self.count = theme.label("", wrap=True)
        self._model = PagedModel[ExamplePair](
            [
                Column(self.tr("Number"), lambda pair: figures(f"{pair.id:,}"), number=True),
                Column(self.tr("Source"), lambda pair: pair.source),
                Column(self.tr("Target"), lambda pair: pair.target),
                Column(self.tr("Why"), lambda pair: pair.note),
            ],
            self,
        )
        self.examples = TableView(self._model)
        self.examples.setAccessibleName(self.tr("Some of the pairs that the rule would take"))
        self.examples.fit_columns((72, None, None, 160))
        self._arrange()

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self.mend)
        head.addWidget(self.switch)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.GRID, 0, 0, 0)
        layout.setSpacing(theme.GRID)
        layout.addLayout(head)
        layout.addWidget(self.help)
        layout.addWidget(self._form)
        layout.addWidget(self.count)
        layout.addWidget(self.examples, 100)
        layout.addStretch(1)  # while there are no examples

    @property
    def name(self) -> str:
        """The rule that is shown."""
        return self._name

    def show_rule(self, name: str, values: Mapping[str, Any], state: RuleState | None) -> None:
        """Shows another rule.

        Args:
            name: Of the rule.
            values: Its settings by name; none for a rule that is no part of a chain.
            state: What the dataset knows of it, None when it was never applied.
        """
        if name != self._name:
            self._name = name
            self._make_fields(name)
        for path, field in self.fields.items():
            field.editor.set_value(values[path.partition(".")[2]])
        self.title.setText(rule_title(name))
        enabled = self._settings.get(f"{name}.enabled")
        self.help.setText(enabled.help if enabled is not None else self.tr("This rule is always applied."))
        self._state = state
        self.switch.setVisible(state is not None and enabled is not None)
        self._offer_repair(name, state)
        if state is not None:
            self.switch.setText(self.tr("S&witch off") if state.active else self.tr("Switch o&n again"))
            self.switch.setToolTip(
                self.tr("Its pairs are used again; what was found stays and can be switched on again")
                if state.active
                else self.tr("Its pairs are set aside again, without looking for them anew")
            )

    def _offer_repair(self, name: str, state: RuleState | None) -> None:
        self.mend.setVisible(name == REPAIRED)
        self.mend.setEnabled(state is not None and state.pairs > 0)
        self.mend.setToolTip(
            self.tr("Writes the repaired text into the pairs that the rule has taken; Undo takes it back")
            if self.mend.isEnabled()
            else self.tr("Apply the rules first: what this one takes can be repaired then")
        )

    def _make_fields(self, name: str) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        paths = [path for path in self._settings if path.startswith(f"{name}.") and not path.endswith(".enabled")]
        self.fields = {path: Field(self._settings[path], self) for path in paths}
        for row, (path, field) in enumerate(self.fields.items()):
            field.place(self._grid, 2 * row)
            field.editor.edited.connect(lambda path=path, field=field: self.edited.emit(path, field.editor.value()))
        self._form.setVisible(bool(paths))

    def show_examples(self, taken: int | None, pairs: Sequence[ExamplePair], *, applied: bool = False) -> None:
        """Shows what a preview found, None when there was none; `applied` says that the rule has taken it since."""
        if taken is None:
            self.count.setText(self.tr("Press Preview to see which pairs it would take."))
        else:
            text = self._took(taken) if applied else self._would_take(taken)
            shown = self.tr("{0} of them, from all over the dataset:").format(len(pairs)) if len(pairs) < taken else ""
            self.count.setText(f"{text} {shown}".strip())
        self.examples.setVisible(bool(pairs))
        self.examples.setColumnHidden(3, not any(pair.note for pair in pairs))
        self._model.show_rows(len(pairs), lambda offset, limit: pairs[offset : offset + limit])

    def _would_take(self, pairs: int) -> str:
        return self.tr("Would take %Ln pair(s).", "", pairs)

    def _took(self, pairs: int) -> str:
        return self.tr("Took %Ln pair(s).", "", pairs)

    def show_problems(self, problems: Mapping[str, str]) -> None:
        """Marks the fields that refuse their values."""
        for path, field in self.fields.items():
            field.show_problem(problems.get(path, ""))

    def _on_switch(self) -> None:
        if self._state is not None:
            self.force.emit(self._name, not self._state.active)
