"""The chain of cleaning rules of the open dataset: chosen, tried, applied, and switched off again."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pydantic import ValidationError
from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QSplitter, QVBoxLayout, QWidget

from gui import errors, theme
from gui.language import filled
from gui.said import as_sentence, said, spoken
from gui.session import Session
from gui.widgets.job_panel import JobPanel
from gui.widgets.pairs_model import rule_title
from gui.widgets.rule_details import RuleDetails
from gui.widgets.rule_list import RuleList
from gui.worker import Outcome
from tfmodel.contract import events
from tfmodel.contract.failure import FailureError
from tfmodel.contract.settings import settings_of
from tfmodel.corpus.rules import PRESETS, TITLES, Chain
from tfmodel.corpus.store import PairStore, RuleState

BASE = "standard"


class CleanView(QWidget):
    """Presets and buttons above, the rules at the left, the chosen rule at the right. Nothing is ever deleted.

    Attributes:
        outdated: Another file has taken the place of the dataset that was to be changed: nothing is done to it.
    """

    outdated = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._store: PairStore | None = None
        self._values: dict[str, dict[str, Any]] = PRESETS[BASE].model_dump()
        self._problems: dict[str, str] = {}
        self._states: dict[str, RuleState] = {}
        self._previews: dict[str, events.RulePreview] = {}
        self._taken: dict[str, events.RulePreview] = {}  # by the rules that were applied
        self._loaded: tuple[Path, Chain | None] | None = None  # a dataset and its chain, from which the values come
        self._subject: Path | None = None  # the dataset that the job is about
        self._is_preview = False  # whether the job changes nothing
        self._to_say = ""  # once the job has done its work
        self._said = ""  # by a job that changed the dataset, which is then opened anew
        self._is_old = False  # pairs were changed since the states of the rules were read
        self.rules, self.details = RuleList(), RuleDetails()
        self.rules.chosen.connect(self._show_rule)
        self.rules.switched.connect(lambda name, ticked: self._edit(f"{name}.enabled", ticked))
        self.details.edited.connect(self._edit)
        self.details.force.connect(self._force)
        self.details.repair.connect(self._repair)
        self.note = theme.label("", "muted", wrap=True)
        self.progress = JobPanel(session)
        self.progress.received.connect(self._on_event)
        self.progress.ended.connect(self._on_ended)
        self._make_buttons()
        self._arrange()
        self._show_chain()
        self.rules.choose(next(iter(TITLES)))

    def _make_buttons(self) -> None:
        self.presets = QComboBox()
        for name, title in (
            ("gentle", self.tr("Gentle")),
            ("standard", self.tr("Standard")),
            ("strict", self.tr("Strict")),
            ("", self.tr("Own")),
        ):
            self.presets.addItem(title, name)
        self.presets.setAccessibleName(self.tr("Preset of rules"))
        self.presets.setToolTip(self.tr("How much is taken; every rule can be changed afterwards"))
        self.presets.activated.connect(self._on_preset)
        self.preview = QPushButton(self.tr("Pre&view"))
        self.preview.setToolTip(self.tr("Counts what each rule would take and shows some of it; changes nothing"))
        self.preview.clicked.connect(lambda: self._clean(preview=True))
        self.apply = theme.primary(QPushButton(self.tr("Appl&y")))
        self.apply.setToolTip(self.tr("Sets aside what the rules take; nothing is deleted, each can be switched off"))
        self.apply.clicked.connect(lambda: self._clean(preview=False))

    def _arrange(self) -> None:
        label = theme.label(self.tr("P&reset"))
        label.setBuddy(self.presets)
        row = QHBoxLayout()
        row.addWidget(label)
        row.addWidget(self.presets)
        row.addWidget(self.note, 1)
        row.addWidget(self.preview)
        row.addWidget(self.apply)
        split = QSplitter()
        split.setChildrenCollapsible(False)
        split.addWidget(self.rules)
        split.addWidget(self.details)
        split.setStretchFactor(1, 1)
        split.setSizes([400, 660])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, theme.GRID, 0, 0)
        layout.setSpacing(theme.GRID)
        layout.addLayout(row)
        layout.addWidget(self.progress)
        layout.addWidget(split, 1)

    def set_store(self, store: PairStore | None) -> None:
        """Shows the chain of another dataset, or standard where it has none."""
        if store is None:
            if self._is_preview:  # what is applied is kept, whatever is looked at meanwhile
                self.progress.stop()
        elif store.path != self._subject:
            self._said = ""  # it is about another dataset
        self._store, self._previews = store, {}
        if not self._said:
            self._taken = {}
        why_not = self._load_chain(store) if store is not None else ""
        self._states = {state.name: state for state in (store.rules() if store is not None else ())}
        self.note.setText(self._said or why_not or self.tr("Rules set pairs aside and never delete them."))
        self._said = self._said if store is None else ""
        self.rules.show_states(list(self._states.values()))
        self._show_chain()

    def refresh(self) -> None:
        """Shows what the rules take now that pairs were changed, once it is seen; what was previewed stays."""
        self._is_old = not self.isVisible()
        if self._store is not None and self.isVisible():
            self._states = {state.name: state for state in self._store.rules()}
            self.rules.show_states(list(self._states.values()))
            self._show_rule(self.details.name)

    def _load_chain(self, store: PairStore) -> str:
        """Takes the chain of a dataset; returns why it cannot be read, or "".

        What was edited stays where the same one is opened anew with the same chain.
        """
        try:
            chain, why_not = store.chain(), ""
        except FailureError as error:
            chain, why_not = None, spoken(error.failure).sentence
        if (store.path, chain) != self._loaded:
            self._loaded = store.path, chain
            self._values = (chain or PRESETS[BASE]).model_dump()
        return why_not

    # The chain

    @property
    def chain(self) -> Chain | None:
        """The rules as they are chosen, or None while a setting is wrong."""
        return None if self._problems else Chain.model_validate(self._values)

    def _show_chain(self) -> None:
        """Shows the values of all rules."""
        self.rules.show_enabled({name: bool(values["enabled"]) for name, values in self._values.items()})
        self.rules.show_would({name: found.pairs for name, found in self._previews.items()})
        self._check()
        self._show_rule(self.details.name or next(iter(TITLES)))

    def _show_rule(self, name: str) -> None:
        self.details.show_rule(name, self._values.get(name, {}), self._states.get(name))
        self._show_examples()
        self.details.show_problems(self._problems)

    def _show_examples(self) -> None:
        """Pairs that the shown rule would take, or has taken."""
        found, taken = (pairs.get(self.details.name) for pairs in (self._previews, self._taken))
        shown = found or taken
        self.details.show_examples(
            shown.pairs if shown else None, shown.examples if shown else (), applied=found is None
        )

    def _edit(self, path: str, value: object) -> None:
        rule, _, name = path.partition(".")
        self._values[rule] = {**self._values[rule], name: value}
        for pairs in (self._previews, self._taken):
            pairs.pop(rule, None)  # no longer what would be taken
        self.rules.show_would({name: found.pairs for name, found in self._previews.items()})
        self._show_examples()
        self._check()
        self.details.show_problems(self._problems)

    def _check(self) -> None:
        self._problems = problems_of_chain(self._values)
        chain = self.chain
        names = {name: PRESETS[name] for name in PRESETS}
        same = next((name for name, preset in names.items() if preset == chain), "")
        self.presets.setCurrentIndex(self.presets.findData(same))
        for button in (self.preview, self.apply):
            button.setEnabled(not self._problems and self._store is not None and not self.progress.is_running)

    def _on_preset(self) -> None:
        name = self.presets.currentData()
        if name:
            self._values, self._previews, self._taken = PRESETS[name].model_dump(), {}, {}
            self._show_chain()

    # Jobs

    def _clean(self, *, preview: bool) -> None:
        chain = self.chain
        if self._store is None or chain is None or self.progress.is_running:
            return
        changes = [word for path, value in differences(chain).items() for word in ("--set", f"{path}={value}")]
        words = ["clean", str(self._store.path), "--preset", BASE, *changes]
        if preview:
            self._previews = {}
            words.append("--preview")
        self._begin(self._store, self.tr("Looking at the pairs"), words)

    def _force(self, name: str, active: bool) -> None:
        """Lets the flags of a rule count or not."""
        if self._store is not None and not self.progress.is_running:
            title = rule_title(name)
            sentence = self.tr("{0} is on again.") if active else self.tr("{0} is off: its pairs are used.")
            words = ["rule", str(self._store.path), name, "on" if active else "off"]
            self._begin(self._store, self.tr("Switching {0}").format(title), words, sentence.format(title))

    def _repair(self) -> None:
        """Gives the pairs of broken encoding their repaired text."""
        if self._store is not None and not self.progress.is_running:
            words = ["clean", str(self._store.path), "--repair-encoding"]
            self._begin(self._store, self.tr("Repairing"), words)

    def _begin(self, store: PairStore, text: str, words: list[str], sentence: str = "") -> None:
        """Starts a job about a dataset; the sentence is said when its work is done, unless it says one itself."""
        if store.is_replaced():
            self.outdated.emit()
            return
        self._subject, self._to_say = store.path, sentence
        self._is_preview = "--preview" in words
        self.note.clear()
        self.progress.run(text, words)
        self._check()

    @property
    def _is_subject_shown(self) -> bool:
        """Whether the dataset that the job is about is shown; another one may have been opened meanwhile."""
        return self._store is not None and self._store.path == self._subject

    def _on_event(self, event: events.Event) -> None:
        if not self._is_subject_shown:
            return
        if isinstance(event, events.RulePreview):
            self._previews[event.rule] = event
        elif isinstance(event, events.Cleaned):
            self._on_cleaned(event)
        elif isinstance(event, events.Log):  # how many were repaired
            self._said = event.message

    def _on_cleaned(self, cleaned: events.Cleaned) -> None:
        if cleaned.preview:
            self.note.setText(filled(self.tr("Of {0:,} pairs the rules would take these:"), cleaned.pairs))
            self._show_chain()
        else:
            self._taken = self._previews
            text = self.tr("Cleaned in {0:.1f} s: {1:,} of {2:,} pairs are used.")
            self._said = filled(text, cleaned.seconds, cleaned.used, cleaned.pairs)

    def _on_ended(self, outcome: Outcome) -> None:
        self._check()
        sentence, self._said = self._said or self._to_say, ""
        if outcome.failure is not None:
            errors.show_failure(self, outcome.failure)
        elif self._is_subject_shown and outcome.cancelled:
            self.note.setText(self.tr("Cancelled: the dataset is as it was."))
        elif self._is_subject_shown and sentence:
            self._said = sentence
            self._session.open_dataset(self._subject)

    # Reimplemented Qt methods

    def showEvent(self, event: QShowEvent) -> None:
        """Shows the numbers of now."""
        super().showEvent(event)
        if self._is_old:
            self.refresh()


def problems_of_chain(values: dict[str, dict[str, Any]]) -> dict[str, str]:
    """What is wrong with the settings of a chain, by path."""
    try:
        Chain.model_validate(values)
    except ValidationError as error:
        return {".".join(map(str, wrong["loc"])): as_sentence(said(wrong["msg"])) for wrong in error.errors()}
    return {}


def differences(chain: Chain) -> dict[str, object]:
    """The settings of a chain that are not those of the standard one, by path."""
    base, values = PRESETS[BASE].model_dump(), chain.model_dump()
    paths = [setting.path for setting in settings_of(Chain)]
    split = {path: path.partition(".")[::2] for path in paths}
    return {path: values[rule][name] for path, (rule, name) in split.items() if values[rule][name] != base[rule][name]}
