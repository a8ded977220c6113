"""The Model page: presets, a proposal for the data, every hyperparameter, and how large it all becomes."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from gui import errors, theme
from gui.form import Form
from gui.said import said
from gui.session import Session
from gui.widgets.size_summary import SizeSummary
from gui.widgets.undo_bar import UndoBar
from tfmodel.contract.config import Config
from tfmodel.contract.presets import load_preset, preset_names
from tfmodel.contract.problems import Problem


class ModelPage(QWidget):
    """Edits `session.config`."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        layout = theme.page_layout(self, self.tr("Model"))
        layout.addLayout(self._make_presets())
        self.undo = UndoBar()
        layout.addWidget(self.undo)
        self.form = Form(self._titles(), self)
        self.form.edited.connect(lambda: self._session.edit(self.form.values()))
        self.form.edited.connect(self.undo.dismiss)  # also one that is refused for now
        self.form.help_asked.connect(self.show_help)
        self.size_summary = SizeSummary()
        body = QHBoxLayout()
        body.setSpacing(2 * theme.GRID)
        body.addWidget(self._scroll(), 1)
        body.addLayout(self._aside())
        layout.addLayout(body, 1)
        session.config_changed.connect(self._on_config)
        session.problems_changed.connect(self._on_problems)
        session.dataset_changed.connect(lambda path: self._show_dataset())
        for changed in (session.dataset_changed, session.mix.changed):
            changed.connect(self.undo.dismiss)  # what was replaced was set for other data
        session.proposed.connect(self._on_proposed)
        self.form.set_config(session.config)
        self._on_config(session.config)
        self._show_dataset()

    def _titles(self) -> dict[str, str]:
        return {
            "tokenizer": self.tr("Tokens"),
            "model": self.tr("Transformer"),
            "data": self.tr("Data"),
            "training": self.tr("Training"),
            "decoding": self.tr("Translating"),
        }

    def _make_presets(self) -> QHBoxLayout:
        self.presets = QComboBox()
        self.presets.addItems(list(preset_names()))
        self.presets.setAccessibleName(self.tr("Preset"))
        self.presets.setToolTip(self.tr("A whole set of values to begin with; everything can be changed afterwards"))
        self.presets.activated.connect(
            lambda index: self._take(lambda: self._session.set_config(load_preset(self.presets.currentText())))
        )
        self.propose = QPushButton(self.tr("&Propose for this data"))
        self.propose.setToolTip(self.tr("Chooses values from the number and the length of the pairs"))
        self.propose.clicked.connect(self._propose)
        self.help = QPushButton(self.tr("&Help (F1)"))
        self.help.setToolTip(self.tr("What each setting does, what it may be and what it costs"))
        self.help.clicked.connect(lambda: self.show_help(""))
        self.note = theme.label("", "muted", wrap=True)
        row = QHBoxLayout()
        title = theme.label(self.tr("P&reset"))
        title.setBuddy(self.presets)
        row.addWidget(title)
        row.addWidget(self.presets)
        row.addWidget(self.propose)
        row.addWidget(self.note, 1)
        row.addWidget(self.help)
        return row

    def _scroll(self) -> QScrollArea:
        columns = QWidget()
        layout = QHBoxLayout(columns)
        layout.setContentsMargins(0, 0, theme.GRID, 0)
        layout.setSpacing(2 * theme.GRID)
        for sections in (("tokenizer", "model", "data"), ("training", "decoding")):
            column = QVBoxLayout()
            column.setSpacing(2 * theme.GRID)
            for section in sections:
                column.addWidget(self.form.cards[section])
            column.addStretch()
            layout.addLayout(column, 1)
        scroll = QScrollArea()
        scroll.setAccessibleName(self.tr("Settings"))
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        scroll.setWidget(columns)
        return scroll

    def _aside(self) -> QVBoxLayout:
        self.size_summary.setFixedWidth(31 * theme.GRID)
        self.problem = theme.label("", "error", wrap=True)
        self.problem.setFixedWidth(31 * theme.GRID)
        self.go_on = theme.primary(QPushButton(self.tr("&Train…")))
        self.go_on.setToolTip(self.tr("Go on to the Training page"))
        self.go_on.clicked.connect(lambda: self._session.show_page("training"))
        column = QVBoxLayout()
        column.setSpacing(2 * theme.GRID)
        column.addWidget(self.size_summary)
        column.addWidget(self.problem)
        column.addStretch()
        column.addWidget(self.go_on)
        return column

    def _on_config(self, config: Config) -> None:
        if self.form.config() != config:  # not what was just typed here
            self.undo.dismiss()  # or it would undo this change too; `_take` offers its own way back after it
            self.form.set_values(self._session.values)  # what a person is typing stays while some of it is wrong
            self.form.show_problems(self._session.problems)
        self.presets.setCurrentText(config.preset)
        self.note.setText(self._difference(config))
        self.size_summary.show_config(config)

    def _difference(self, config: Config) -> str:
        if config.preset not in preset_names():
            return ""
        base = load_preset(config.preset)
        paths = [path for path in self.form.fields if base.value(path) != config.value(path)]
        if not paths:
            return ""
        titles = [self.form.fields[path].setting.title for path in paths]
        return self.tr("Changed: {0}").format(", ".join(titles[:4]) + (" …" if len(titles) > 4 else ""))

    def _on_problems(self, problems: tuple[Problem, ...]) -> None:
        self.form.show_problems(problems)
        text = self.tr("%Ln setting(s) cannot stay.", "", len(problems))
        self.problem.setText(text if problems else "")
        self.go_on.setEnabled(not problems)

    def _take(self, choose: Callable[[], None]) -> None:
        """Chooses another configuration; what a person had changed can be taken back."""
        before = self._session.config
        had_changes = bool(self._difference(before))
        choose()
        if had_changes and self._session.config != before:
            self.undo.say(self.tr("Your changes were replaced."), lambda: self._session.set_config(before))

    def _propose(self) -> None:
        with errors.shown(self):
            self._take(self._session.propose)

    def show_help(self, path: str) -> None:
        """Opens the help on a setting, by its path, or on the first one."""
        from gui.widgets.setting_help import SettingHelp  # seldom needed: the page opens sooner without

        SettingHelp(self._session.config, self.window(), path).show()

    def _on_proposed(self, reason: str) -> None:
        self.note.setText(said(reason))

    def showEvent(self, event: QShowEvent) -> None:
        """Looks for a GPU before somebody asks for a proposal."""
        super().showEvent(event)
        self._session.find_devices()

    def _show_dataset(self) -> None:
        self.propose.setEnabled(self._session.dataset is not None)
