"""The candidates of the tokenizer bench, a row each, and a model of how each cuts a sentence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gui.declared import choice
from gui.language import figures
from gui.said import said
from gui.widgets.paged_model import Column, PagedModel
from gui.widgets.table_view import TableView
from tfmodel.contract.config import Config
from tfmodel.contract.memory import BYTES, WEIGHT_COPIES
from tfmodel.contract.needs import human
from tfmodel.contract.parameters import count_parameters
from tfmodel.contract.trial import TokenizerTrial


@dataclass(frozen=True)
class TrialRow:
    """A candidate as it is shown.

    Attributes:
        trial: What was measured.
        parameters: Of embeddings and output projection in a model of the configured width.
        pieces: Of the sentence that was typed.
    """

    trial: TokenizerTrial
    parameters: int
    pieces: tuple[str, ...] = ()

    @property
    def works(self) -> bool:
        """Whether it could be trained."""
        return not self.trial.problem

    @property
    def series(self) -> str:
        """Kind and sharing."""
        return f"{choice(self.trial.kind)}, {self._sharing}"

    @property
    def name(self) -> str:
        """Kind, size and sharing."""
        return f"{choice(self.trial.kind)} {figures(f'{self.trial.vocabulary_size:,}')}, {self._sharing}"

    @property
    def _sharing(self) -> str:
        if self.trial.shared:
            return QCoreApplication.translate("TrialsTable", "shared")
        return QCoreApplication.translate("TrialsTable", "separate")

    @property
    def tokens(self) -> float:
        """Mean tokens of both sides of a pair."""
        return self.trial.source_tokens + self.trial.target_tokens


class TrialsTable(QWidget):
    """A row a candidate, in the order they were trained."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: list[TrialRow] = []
        self._model = PagedModel(self._columns(), self)
        self.view = TableView(self._model)
        self.view.setAccessibleName(self.tr("Candidates"))
        self.view.setHorizontalScrollMode(TableView.ScrollMode.ScrollPerPixel)
        self.view.fit_columns((180, 100, 60, 60, 64, 72, 72, 84, 68))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.view)
        self.cuts_model: PagedModel[TrialRow] = PagedModel(
            [
                Column(self.tr("Tokenizer"), lambda row: row.name),
                Column(self.tr("Tokens"), lambda row: str(len(row.pieces)) if row.pieces else "", number=True),
                Column(self.tr("Pieces"), lambda row: "  ".join(row.pieces) or said(row.trial.problem)),
            ],
            self,
        )

    def _columns(self) -> list[Column[TrialRow]]:
        words = self.tr("Mean tokens of a {0} sentence of the validation part")
        return [
            Column(self.tr("Tokenizer"), lambda row: row.name),
            Column(
                self.tr("Vocabulary"),
                _vocabulary,
                number=True,
                help=self.tr("Tokens that the vocabulary got: fewer than asked where the data cannot fill it"),
            ),
            Column(
                self.tr("Source"),
                lambda row: _figure(row, row.trial.source_tokens),
                number=True,
                help=words.format(self.tr("source")),
            ),
            Column(
                self.tr("Target"),
                lambda row: _figure(row, row.trial.target_tokens),
                number=True,
                help=words.format(self.tr("target")),
            ),
            Column(
                self.tr("Longest"),
                lambda row: f"{row.trial.longest}" if row.works else "–",
                number=True,
                help=self.tr("Tokens that 99 % of the sentences do not exceed"),
            ),
            Column(
                self.tr("Covered"),
                lambda row: figures(f"{row.trial.coverage:.2%}") if row.works else "–",
                number=True,
                help=self.tr("Share of the validation tokens that are neither unknown nor spelt in bytes"),
            ),
            Column(
                self.tr("Unknown"),
                lambda row: figures(f"{row.trial.unknown:.2%}") if row.works else "–",
                number=True,
                help=self.tr("Share of the validation tokens that are unknown"),
            ),
            Column(
                self.tr("Parameters"),
                lambda row: figures(f"{row.parameters:,}") if row.works else "–",
                number=True,
                help=self.tr("Of embeddings and output projection, in a model of the width on the Model page"),
            ),
            Column(
                self.tr("Memory"),
                _memory,
                number=True,
                help=self.tr("Of these parameters in training: weights, gradients and Adam's means"),
            ),
        ]

    @property
    def current(self) -> TrialRow | None:
        """The selected candidate."""
        place = self.view.currentIndex().row()
        return self.rows[place] if 0 <= place < len(self.rows) else None

    def show_trials(self, rows: Iterable[TrialRow]) -> None:
        """Shows other candidates; the selection stays on its row."""
        place = self.view.currentIndex().row()
        self.rows = list(rows)
        for model in (self._model, self.cuts_model):
            model.show_rows(len(self.rows), lambda offset, limit: self.rows[offset : offset + limit])
        if 0 <= place < len(self.rows):
            self.view.selectRow(place)

    def add_trial(self, trial: TokenizerTrial, config: Config) -> None:
        """Shows one more."""
        self.show_trials([*self.rows, TrialRow(trial, _parameters(trial, config))])

    def show_pieces(self, pieces: Mapping[int, tuple[str, ...]]) -> None:
        """Shows how each cuts a sentence, by its number."""
        self.show_trials(replace(row, pieces=pieces.get(number, ())) for number, row in enumerate(self.rows))

    def count_again(self, config: Config) -> None:
        """Counts the parameters for another configuration."""
        self.show_trials(replace(row, parameters=_parameters(row.trial, config)) for row in self.rows)


def _parameters(trial: TokenizerTrial, config: Config) -> int:
    """Of the embeddings and the output projection, which alone depend on the vocabulary."""
    count = count_parameters(
        config.model.model_copy(update={"positions": "sinusoidal"}),
        trial.source_vocabulary,
        trial.target_vocabulary,
        shared=trial.shared,
        max_length=config.max_length,
    )
    return count.embeddings + count.output


def _figure(row: TrialRow, value: float) -> str:
    return figures(f"{value:.1f}") if row.works else "–"


def _vocabulary(row: TrialRow) -> str:
    if not row.works:
        return "–"
    source, target = row.trial.source_vocabulary, row.trial.target_vocabulary
    return figures(f"{source:,}") if row.trial.shared else figures(f"{source:,} + {target:,}")


def _memory(row: TrialRow) -> str:
    return figures(human(row.parameters * BYTES * WEIGHT_COPIES)) if row.works else "–"
