"""The Translate page: type a sentence, see its translations and what the model looked at."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication, QHideEvent, QShowEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from gui import errors, theme
from gui.language import filled
from gui.session import Session
from gui.translator import Question, Translator, is_long
from gui.widgets.alignment import AlignmentView
from gui.widgets.alignment_words import WordAlignment, align_words
from gui.widgets.alternatives import Alternatives
from gui.widgets.empty_state import EmptyState
from gui.widgets.hypotheses_table import HypothesesTable
from gui.widgets.nearest_pairs import NearestPairs
from gui.widgets.panes import splitter, titled
from gui.widgets.run_chooser import RunChooser
from gui.widgets.search_options import SearchOptions
from gui.widgets.source_edit import SourceEdit
from gui.widgets.text_edit import TextEdit
from tfmodel.contract import events
from tfmodel.contract.failure import Failure
from tfmodel.contract.mixing import MixedDataset
from tfmodel.contract.run_folder import RunFolder

TYPING_PAUSE = 250  # milliseconds
LONG = 300  # milliseconds from which on a translation is said to be under way: nobody sees a shorter one
NOTHING = WordAlignment((), (), ())


class TranslationPage(QWidget):
    """Run at the top, both texts, then the n best, their attention, and the nearest pairs of the dataset."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._answer: events.Translated | None = None
        self._shown: events.Hypothesis | None = None
        self._prefix: tuple[int, ...] = ()
        self._languages = ("", "")
        self._characters = False  # whether those are the pieces of the run
        self._weights = ("", 0)  # of which run and which step they are
        self.translator = Translator(session, self)
        self.translator.changed.connect(self._on_changed)
        self.translator.answered.connect(self._show_answer)
        self.translator.failed.connect(self._on_failed)
        self._pause = QTimer(self, singleShot=True, interval=TYPING_PAUSE)
        self._pause.timeout.connect(self._translate_typed)
        self._long = QTimer(self, singleShot=True, interval=LONG)
        self._long.timeout.connect(self._show_state)
        self._is_under_way = self._is_put_off = False
        self._make_choices()
        self._make_texts()
        self._make_results()
        self._arrange()
        self._show_state()

    # Parts

    def _make_choices(self) -> None:
        self.runs = RunChooser()
        self._session.run_changed.connect(self.runs.prefer)
        for sign_of_a_model in (self._session.checkpoint_saved, self._session.training_ended):
            sign_of_a_model.connect(self.runs.refresh)
        self.runs.chosen.connect(self._open_run)
        self.runs.listed.connect(self._on_listed)
        self.runs.failed.connect(lambda failure: errors.show_failure(self, failure))
        self.newest = QPushButton(self.tr("Use &newest weights"))
        self.newest.setToolTip(self.tr("Takes what the run has learned since; a run in training saves it first"))
        self.newest.clicked.connect(self._take_newest)
        self.state = theme.label("", "muted")
        self.options = SearchOptions()
        self.options.changed.connect(self._pause.start)
        self.options.changed.connect(self._show_state)
        self.tag = QComboBox()
        self.tag.setAccessibleName(self.tr("Translate as in"))
        self.tag.setToolTip(self.tr("The dataset of the run's mix whose way of translating is asked for"))
        self.tag.activated.connect(lambda index: self.translate())
        self.tag_title = theme.label(self.tr("Translate &as in"))
        self.tag_title.setBuddy(self.tag)
        self._show_tags(())
        self.live = QCheckBox(self.tr("Translate while I t&ype"))
        self.live.setChecked(True)
        self.go = theme.primary(QPushButton(self.tr("&Translate")))
        self.go.setToolTip(self.tr("Translate now (Enter)"))
        self.go.clicked.connect(self.translate)
        self.time = theme.label("", "muted")

        self.missing = EmptyState(
            self.tr("There is no model to translate with yet: train one, or browse to a run."),
            self.tr("Go to Training"),
        )
        self.missing.pressed.connect(lambda: self._session.show_page("training"))
        self.missing.hide()

    def _make_texts(self) -> None:
        self.source_title, self.target_title = theme.label("", "heading"), theme.label("", "heading")
        self.source = SourceEdit()
        self.source.setAccessibleName(self.tr("Text to translate"))
        self.source.setPlaceholderText(self.tr("Type a sentence. Enter translates, Shift+Enter begins a new line."))
        self.source.submitted.connect(self.translate)
        self.source.textChanged.connect(self._on_typing)
        self.target = TextEdit(readOnly=True, tabChangesFocus=True)
        self.target.setAccessibleName(self.tr("Translation"))
        self.copy = QPushButton(self.tr("&Copy"))
        self.copy.setToolTip(self.tr("Copy the translation to the clipboard"))
        self.copy.clicked.connect(self._copy)

    def _make_results(self) -> None:
        self.hypotheses = HypothesesTable()
        self.hypotheses.selected.connect(self._show_hypothesis)
        self.alignment = AlignmentView()
        self.alternatives = Alternatives()
        self.alternatives.asked.connect(self._ask_next)
        self.alternatives.chosen.connect(self._complete)
        self.translator.continued.connect(self.alternatives.show_tokens)
        self.nearest = NearestPairs()

    def _arrange(self) -> None:
        layout = theme.page_layout(self, self.tr("Translate"))
        layout.addWidget(self.missing)
        head = QHBoxLayout()
        head.addWidget(self.runs, 1)
        head.addWidget(self.newest)
        layout.addLayout(head)
        texts = splitter(Qt.Orientation.Horizontal)
        texts.addWidget(titled(self.source_title, self.source, self.time, self.go))
        texts.addWidget(titled(self.target_title, self.target, self.copy))
        self.parts = splitter(Qt.Orientation.Vertical)
        self.parts.addWidget(texts)
        self.parts.addWidget(self._results())
        self.parts.setSizes([200, 460])
        layout.addLayout(self._options())
        layout.addWidget(self.parts, 1)

    def _options(self) -> QVBoxLayout:
        row = QHBoxLayout()
        row.addWidget(self.live)
        row.addSpacing(2 * theme.GRID)
        row.addWidget(self.tag_title)
        row.addWidget(self.tag)
        row.addStretch()
        row.addWidget(self.state)
        rows = QVBoxLayout()
        rows.addWidget(self.options)
        rows.addLayout(row)
        return rows

    def _results(self) -> QWidget:
        scroll = QScrollArea(widgetResizable=True)
        scroll.setWidget(self.alignment)
        scroll.setAccessibleName(self.tr("Attention"))
        tables = splitter(Qt.Orientation.Horizontal)
        tables.addWidget(titled(theme.label(self.tr("Best translations"), "heading"), self.hypotheses))
        tables.addWidget(self.nearest)
        tables.setSizes([1000, 1000])
        results = splitter(Qt.Orientation.Vertical)
        results.addWidget(tables)
        looks = splitter(Qt.Orientation.Horizontal)
        looks.addWidget(titled(theme.label(self.tr("Where the model looked"), "heading"), scroll))
        looks.addWidget(self.alternatives)
        looks.setSizes([1300, 700])
        results.addWidget(looks)
        results.setSizes([200, 240])
        return results

    # The run

    def _open_run(self, path: Path | None) -> None:
        if not self.isVisible():
            return
        self._forget_answer()
        self.translator.open(path)
        if path is not None:
            self._read_run(RunFolder(path))
            self.translate()

    def _on_listed(self) -> None:
        """Loads a run anew that was made anew under its name since it was loaded."""
        self.missing.setVisible(self.runs.path is None)
        if self.translator.is_replaced:
            self._open_run(self.runs.path)

    def _take_newest(self) -> None:
        """Of another run of the same name all is another: its words, its settings, its datasets."""
        if self.translator.is_replaced:
            self._open_run(self.runs.path)
        else:
            self.translator.update()

    def _read_run(self, run: RunFolder) -> None:
        info = run.info()
        self._languages = (info.source_language, info.target_language)
        self._show_tags(tuple(part for part in info.mixed if part.tag))
        config = run.config()
        self._characters = config.tokenizer.kind == "character"
        self.options.set_run(config.decoding)  # what the process warms up for
        self.nearest.set_dataset(run.dataset(info))
        self._show_state()

    def _show_tags(self, mixed: Sequence[MixedDataset]) -> None:
        """Offers the datasets of a run whose sources began with tags."""
        self.tag.clear()
        for part in mixed:
            self.tag.addItem(part.name, part.tag)
        for widget in (self.tag, self.tag_title):
            widget.setVisible(bool(mixed))

    def _on_changed(self) -> None:
        was, self._is_under_way = self._is_under_way, self.translator.is_translating
        if self._is_under_way and not was:
            self._long.start()
        elif not self._is_under_way:
            self._long.stop()
        self._follow_weights()
        self._show_state()

    def _follow_weights(self) -> None:
        """Asks anew for what is shown once the run has other weights, unless they are at a newer question already."""
        ready, shown, (run, step) = self.translator.ready, self.translator.question, self._weights
        if ready is None:
            return
        self._weights = (ready.run, ready.step)
        if ready.run != run or ready.step == step or shown is None or self.translator.is_translating:
            return
        if shown.text == self._text or not is_long(shown.text):
            self._ask(shown.text, shown.prefix, shown.tag)

    def _show_state(self) -> None:
        ready = self.translator.ready
        self.newest.setEnabled(ready is not None and not self.translator.is_updating)
        self.go.setEnabled(self.runs.path is not None)
        self.state.setText(self._state_text(ready))
        source, target = self._languages
        self.source_title.setText(self.tr("Source") + (f" ({source})" if source else ""))
        self.target_title.setText(self.tr("Translation") + (f" ({target})" if target else ""))

    def _state_text(self, ready: events.Ready | None) -> str:
        if self.translator.run is None:
            return self.tr("No model is loaded.") if self.runs.path is not None else ""
        if ready is None:
            return self.tr("Loading the model…")
        if self.translator.is_updating:
            return self.tr("Taking the newest weights…")
        if self._is_under_way and not self._long.isActive():
            return self.tr("Translating…")
        warming = "" if ready.warm else self.tr("  ·  warming up: the first answers take longer")
        waits = is_long(self._text) and not (self._is_answered and self._is_asked_so)
        long = self.tr("  ·  long text: press Translate") if waits else ""
        return filled(self.tr("Ready  ·  weights of step {0:,}"), ready.step) + warming + long

    def _on_failed(self, failure: Failure) -> None:
        errors.show_failure(self, failure, (self.tr("&Load again"), lambda: self._open_run(self.runs.path)))

    # Texts

    @property
    def _text(self) -> str:
        """What is to be translated."""
        return self.source.text().strip()

    def _on_typing(self) -> None:
        self._prefix = ()
        self._offer_copy()
        if not self._text:
            self._forget_answer()
        elif self.live.isChecked():
            self._pause.start()

    def _translate_typed(self) -> None:
        """Typing alone begins no process anew, nor what may take minutes."""
        if self.translator.run is not None and not is_long(self._text):
            self.translate()

    def translate(self) -> None:
        """Translates what stands there now; with a new process where the one before has ended."""
        self._pause.stop()
        self._ask(self._text, self._prefix, self.tag.currentData() or "")

    def _ask(self, text: str, prefix: tuple[int, ...], tag: str) -> None:
        if self.translator.run is None and self.runs.path is not None:
            self.translator.open(self.runs.path)
        if text:
            self.translator.ask(Question(text, self.options.decoding(), self.options.shown(), prefix, tag))

    def _ask_next(self, prefix: tuple[int, ...]) -> None:
        """Asks about the translation that is shown, whatever stands in the text field by now."""
        shown = self.translator.question
        if shown is not None:
            self.translator.ask_next(shown.text, prefix, shown.tag)

    def _complete(self, prefix: tuple[int, ...]) -> None:
        """Lets the translation that is shown begin with what a person chose."""
        shown = self.translator.question
        if shown is None:
            return
        if shown.text == self._text:
            self._prefix = prefix
        self._ask(shown.text, prefix, shown.tag)

    def _forget_answer(self) -> None:
        self._prefix = ()
        self._pause.stop()
        self.translator.forget()
        self._answer = None
        self.time.clear()
        self.hypotheses.show_hypotheses(())
        self.nearest.look_up("")

    def _show_answer(self, answer: events.Translated) -> None:
        self._answer = answer
        parts = [filled(self.tr("{0:.0f} ms"), answer.milliseconds), answer.note]
        self.time.setText("  ·  ".join(part for part in parts if part))
        self.hypotheses.show_hypotheses(answer.hypotheses)
        shown = self.translator.question
        self.nearest.look_up(shown.text if shown is not None else "")

    def _show_hypothesis(self, hypothesis: events.Hypothesis | None) -> None:
        self._shown = hypothesis
        self.target.setPlainText(hypothesis.text if hypothesis is not None else "")
        self._offer_copy()
        shown = self.translator.question
        forced = len(shown.prefix) if shown is not None else 0
        self.alternatives.show_hypothesis(hypothesis, forced, characters=self._characters)
        if hypothesis is None or self._answer is None or not hypothesis.alignment:
            self.alignment.show_alignment(NOTHING)
        else:
            self.alignment.show_alignment(
                align_words(self._answer.source, hypothesis.pieces, hypothesis.alignment, characters=self._characters)
            )

    def _offer_copy(self) -> None:
        """Lets what is shown be copied while it translates what stands there."""
        self.copy.setEnabled(self._is_answered)
        self._show_state()

    @property
    def _is_answered(self) -> bool:
        asked = self.translator.question
        return self._shown is not None and asked is not None and asked.text == self._text

    @property
    def _is_asked_so(self) -> bool:
        """Whether what is shown was searched for as the fields say by now."""
        asked = self.translator.question
        return asked is not None and (asked.decoding, asked.nbest) == (self.options.decoding(), self.options.shown())

    def _copy(self) -> None:
        if self._shown is not None:
            QGuiApplication.clipboard().setText(self._shown.text)

    def take_focus(self) -> None:
        """Lets a person who opened the page type at once."""
        self.source.setFocus()

    # Reimplemented Qt methods

    def showEvent(self, event: QShowEvent) -> None:
        """Loads the model only now that somebody looks: it costs memory and seconds."""
        super().showEvent(event)
        if self.translator.run is None and self.runs.path is not None:
            self._open_run(self.runs.path)
        elif self._is_put_off:
            self._pause.start()
        self._is_put_off = False

    def hideEvent(self, event: QHideEvent) -> None:
        """Puts a translation that was about to be asked for off until somebody looks again."""
        super().hideEvent(event)
        self._is_put_off = self._pause.isActive()
        self._pause.stop()
