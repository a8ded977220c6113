"""The tokenizer bench: candidates compared on the open dataset, a sentence cut by each, one taken for the model."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QPushButton, QSplitter, QVBoxLayout, QWidget

from gui import errors, theme
from gui.language import filled
from gui.session import Session
from gui.widgets.candidates_form import CandidatesForm
from gui.widgets.job_progress import JobProgress
from gui.widgets.line_chart import Line, LineChart
from gui.widgets.table_view import TableView
from gui.widgets.trials_table import TrialRow, TrialsTable
from gui.worker import Outcome
from tfmodel.contract import commands, events
from tfmodel.contract.config import Config
from tfmodel.contract.failure import FailureError
from tfmodel.contract.problems import changed
from tfmodel.corpus.statistics import corpus_statistics
from tfmodel.corpus.store import PairStore

TYPING_PAUSE = 150  # milliseconds
SUBWORDS = ("unigram", "bpe")  # the kinds that can be cut differently in each epoch
FAR = 2.5  # times the shortest sequences: what is beyond is left to the table


class TokenizerBench(QWidget):
    """Form, progress, table and plot of the candidates, and the sentence below."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._store: PairStore | None = None
        self._asked = 0
        self._next: tuple[str, ...] = ()  # candidates to be compared when the job that runs has ended
        self._configured = session.config.tokenizer.symbols  # never split, as the configuration has it
        self._symbols = self._configured  # the same for what is taken from here
        self._job = session.new_job(self)
        self._job.received.connect(self._on_event)
        self._job.ended.connect(self._on_ended)
        self.form = CandidatesForm()
        self.form.accepted.connect(self._compare)
        self.progress = JobProgress()
        self.progress.cancelled.connect(self._job.kill)  # it writes nothing
        self.progress.hide()
        self.note = theme.label("", "muted", wrap=True)
        self.table = TrialsTable()
        self.table.view.selectionModel().currentRowChanged.connect(lambda current: self._offer())
        self.chart = LineChart(self.tr("embedding parameters"), self.tr("tokens a pair"))
        self.chart.setAccessibleName(self.tr("Tokens of a pair over embedding parameters"))
        self._pause = QTimer(self, singleShot=True, interval=TYPING_PAUSE)
        self._pause.timeout.connect(self._cut)
        self.cuts = TableView(self.table.cuts_model)
        self.cuts.setAccessibleName(self.tr("The sentence as each of them cuts it"))
        self.cuts.fit_columns((184, 60, None))
        self.results = QWidget()
        self._make_sentence()
        self._arrange()
        session.config_changed.connect(self._on_config)
        self._offer()

    def _make_sentence(self) -> None:
        self.sentence = QLineEdit()
        self.sentence.setAccessibleName(self.tr("Sentence to cut"))
        self.sentence.setPlaceholderText(self.tr("Type a sentence and see how each of them cuts it…"))
        self.sentence.setToolTip(self.tr("The pieces appear below; ▁ is the space before a word"))
        self.sentence.textChanged.connect(lambda: self._pause.start())
        self.side = QComboBox()
        self.side.addItem(self.tr("as source"), "source")
        self.side.addItem(self.tr("as target"), "target")
        self.side.setAccessibleName(self.tr("Side of the sentence"))
        self.side.setToolTip(self.tr("Whose vocabulary cuts the sentence"))
        self.side.currentIndexChanged.connect(self._cut)
        self.use = QPushButton(self.tr("Us&e this one"))
        self.use.setToolTip(self.tr("Takes kind, size and sharing of the selected row for the model"))
        self.use.clicked.connect(self._take)

    def _arrange(self) -> None:
        said = QHBoxLayout()
        said.addWidget(self.note, 1)
        said.addWidget(self.use)
        row = QHBoxLayout()
        row.addWidget(self.sentence, 1)
        row.addWidget(self.side)
        split = QSplitter()
        split.setChildrenCollapsible(False)
        split.addWidget(self.table)
        split.addWidget(self.chart)
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 1)
        split.setSizes([786, 284])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, theme.GRID, 0, 0)
        layout.setSpacing(theme.GRID)
        below = QVBoxLayout(self.results)
        below.setContentsMargins(0, 0, 0, 0)
        below.addWidget(split, 5)
        below.addLayout(row)
        below.addWidget(self.cuts, 4)
        layout.addWidget(self.form)
        layout.addWidget(self.progress)
        layout.addLayout(said)
        layout.addWidget(self.results, 1)
        layout.addStretch()

    def set_store(self, store: PairStore | None) -> None:
        """Forgets what was compared on another dataset."""
        self._next = ()
        self._job.kill()
        self._store = store
        self.table.show_trials(())
        self._draw()
        self.progress.hide()
        self.form.show_symbols(self._session.config.tokenizer.symbols)
        self.form.make_room_for(corpus_statistics(store).letters if store is not None else 0)
        self.note.setText(
            self.tr("Compares how kinds and sizes of vocabularies cut this dataset: nothing is changed by it.")
        )
        self._offer()

    # Comparing

    def _compare(self, candidates: list[str]) -> None:
        self._next = tuple(candidates)
        if self._job.is_running:  # the one before waits for sentences; it has nothing to save
            self._job.kill()
        else:
            self._start()

    def _start(self) -> None:
        candidates, self._next = self._next, ()
        if self._store is None or not candidates:
            return
        self.table.show_trials(())
        self._draw()
        self.note.clear()
        self.progress.begin(self.tr("Training the first tokenizer"))
        self.progress.show()
        self._symbols = " ".join(self.form.symbols.text().split())
        words = [word for text in candidates for word in ("--candidate", text)]
        self._job.start(["tokenizers", str(self._store.path), *words, f"--symbols={self._symbols}"])

    def _on_event(self, event: events.Event) -> None:
        if isinstance(event, events.Progress):
            self.progress.show_progress(event)
            self._job.is_idle = event.done >= (event.total or 0)  # it waits for sentences alone
            self.progress.setVisible(not self._job.is_idle)
        elif isinstance(event, events.TokenizerTried):
            self.table.add_trial(event.trial, self._session.config)
            self._draw()
            self._cut()
        elif isinstance(event, events.TextCut) and event.id == self._asked:
            self.table.show_pieces(event.pieces)

    def _on_ended(self, outcome: Outcome) -> None:
        self.progress.hide()
        self._start()  # what was asked for while this one ran
        if outcome.failure is not None:
            errors.show_failure(self, outcome.failure)

    def _on_config(self, config: Config) -> None:
        """Shows what is never split by now, and counts the parameters again, for another width of the model."""
        if config.tokenizer.symbols != self._configured:  # what is taken later does not bring older ones back
            self._configured = self._symbols = config.tokenizer.symbols
            self.form.show_symbols(self._symbols)
        self.table.count_again(config)
        self._draw()

    def _draw(self) -> None:
        self.results.setVisible(bool(self.table.rows))
        lines, beyond = lines_of(self.table.rows)
        self.chart.show_lines(lines)
        best = min((row for row in self.table.rows if row.works), key=lambda row: row.tokens, default=None)
        if best is not None:
            text = self.tr("{0} makes the shortest sequences: {1:.1f} tokens a pair; {2:.2%} of them are known to it.")
            note = filled(text, best.name, best.tokens, best.trial.coverage)
            if beyond:
                note += " " + self.tr("Beyond the plot: {0}.").format("; ".join(line.name for line in beyond))
            self.note.setText(note)
            self.chart.setAccessibleDescription(self.note.text())

    # A sentence

    def _cut(self) -> None:
        self._pause.stop()
        self._asked += 1
        text = self.sentence.text().strip()
        if not text:
            self.table.show_pieces({})
        elif self._job.is_running:
            side: Literal["source", "target"] = "source" if self.side.currentData() == "source" else "target"
            self._job.send(commands.CutText(id=self._asked, text=text, side=side))

    # Taking one

    def _offer(self) -> None:
        row = self.table.current
        self.use.setEnabled(row is not None and row.works)

    def _take(self) -> None:
        row = self.table.current
        if row is None:
            return
        config = self._session.config
        taken = {
            "tokenizer.kind": row.trial.kind,
            "tokenizer.vocabulary_size": row.trial.vocabulary_size,
            "tokenizer.shared": row.trial.shared,
            "tokenizer.symbols": self._symbols,
            "tokenizer.sampling_alpha": config.tokenizer.sampling_alpha if row.trial.kind in SUBWORDS else None,
        }
        try:
            config = changed(config, taken)
        except FailureError as error:
            errors.show_error(self, error)
            return
        self._session.set_config(config)
        self.note.setText(self.tr("The next model is trained with {0}; the Model page shows it.").format(row.name))


def lines_of(rows: list[TrialRow]) -> tuple[list[Line], list[Line]]:
    """A line for each kind and sharing: tokens of a pair over the parameters of the embeddings.

    Returns:
        Those to be drawn, and those beyond them: characters make sequences so long that all others would lie together.
    """
    series: dict[str, list[TrialRow]] = {}
    for row in rows:
        if row.works:
            series.setdefault(row.series, []).append(row)
    lines = []
    for name, members in series.items():
        members.sort(key=lambda row: row.parameters)
        lines.append(Line(name, [row.parameters for row in members], [row.tokens for row in members], dotted=True))
    shortest = min((min(line.y) for line in lines), default=0.0)
    near = [line for line in lines if min(line.y) <= FAR * shortest]
    return near, [line for line in lines if line not in near]
