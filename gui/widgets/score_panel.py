"""The chosen runs on a test set: scores with confidence intervals, and whether a difference means anything."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFileDialog, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from gui import theme
from gui.language import figures, filled
from gui.said import said
from gui.widgets.text_table import TextTable
from tfmodel.contract import events
from tfmodel.contract.comparing import Basis, why_not_ranked
from tfmodel.contract.failure import FailureError
from tfmodel.contract.run_folder import RunFolder
from tfmodel.contract.scores import has_moved_on, newest_scores

SIGNIFICANT = 0.05


class _Scored(NamedTuple):
    """The newest scores of a run, and what they stand on."""

    name: str
    scores: events.Compared
    basis: Basis


class ScorePanel(QWidget):
    """What the newest comparisons of the chosen runs found; a new one is computed in a job.

    Attributes:
        asked: The words of the command line after the runs: the test set.
        cancelled: The running comparison is to end.
    """

    asked = Signal(object)
    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._runs: tuple[Path, ...] = ()
        self._busy = ""
        self.source, self.reference = self._file(self.tr("Source sentences")), self._file(self.tr("References"))
        self.tag = QComboBox()
        self.tag.setAccessibleName(self.tr("Translate as in"))
        self.tag.setToolTip(
            self.tr("The dataset of a run's mix as which files are translated; the test part has tags of its own")
        )
        self.source.textChanged.connect(lambda: self.tag.setEnabled(self._names_files))
        self.go = QPushButton(self.tr("&Score the chosen runs"))
        self.go.setToolTip(
            self.tr("Translates the test set with each chosen run and tests the others against the first")
        )
        self.go.clicked.connect(lambda: self.asked.emit(self.words))
        self.cancel = QPushButton(self.tr("C&ancel"))
        self.cancel.setToolTip(self.tr("Ends the comparison; nothing of it is kept"))
        self.cancel.clicked.connect(self.cancelled)
        self.cancel.hide()
        self.note = theme.label("", "muted", wrap=True)
        self.table = TextTable(self.tr("Scores"), "")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*(theme.GRID,) * 4)
        head = QHBoxLayout()
        for edit in (self.source, self.reference):
            head.addWidget(edit, 1)
            head.addWidget(self._browse(edit))
        head.addWidget(self.tag)
        head.addWidget(self.go)
        head.addWidget(self.cancel)
        layout.addLayout(head)
        layout.addWidget(self.note)
        layout.addWidget(self.table, 1)
        self.show_runs(())

    def _file(self, name: str) -> QLineEdit:
        edit = QLineEdit(clearButtonEnabled=True)
        edit.setAccessibleName(name)
        edit.setPlaceholderText(self.tr("{0}: the test part of the dataset").format(name))
        return edit

    def _browse(self, edit: QLineEdit) -> QPushButton:
        button = QPushButton("…")
        button.setAccessibleName(self.tr("Choose a file: {0}").format(edit.accessibleName()))
        button.setToolTip(button.accessibleName())
        button.clicked.connect(lambda: self._choose(edit))
        return button

    def _choose(self, edit: QLineEdit) -> None:
        name, _ = QFileDialog.getOpenFileName(self, edit.accessibleName())
        if name:
            edit.setText(name)

    @property
    def words(self) -> list[str]:
        """The test set as words of the command line; none: the test part of the dataset."""
        named = (("--source", self.source.text().strip()), ("--reference", self.reference.text().strip()))
        words = [word for option, text in named if text for word in (option, text)]
        return [*words, "--tag", self.tag.currentData()] if self._names_files and self.tag.count() else words

    @property
    def _names_files(self) -> bool:
        return bool(self.source.text().strip())

    @property
    def runs(self) -> tuple[Path, ...]:
        """The chosen runs."""
        return self._runs

    def show_busy(self, text: str) -> None:
        """Says what the running comparison does; "": none runs."""
        self._busy = text
        self._say()

    def show_runs(self, runs: Sequence[Path]) -> None:
        """Shows what is known of these runs."""
        self._runs = tuple(runs)
        self._found = [_scored(run, scores) for run in self._runs if (scores := newest_scores(run)) is not None]
        self._show_tags(_tagged_datasets(self._runs))
        if not self._found:
            self.table.show_nothing(
                self.tr("Choose two or more runs and score them: BLEU and chrF with 95 % intervals.")
            )
        else:
            self._show()
        self._say()

    def _show_tags(self, names: list[str]) -> None:
        """Offers the datasets of runs whose sources began with tags; one that was chosen stays."""
        chosen = self.tag.currentData()
        self.tag.clear()
        for name in names:
            self.tag.addItem(self.tr("As in {0}").format(name), name)
        self.tag.setCurrentIndex(max(0, self.tag.findData(chosen)) if names else -1)
        self.tag.setVisible(bool(names))
        self.tag.setEnabled(self._names_files)

    def _say(self) -> None:
        self.go.setEnabled(len(self._runs) > 1 and not self._busy)
        shown, hidden = (self.cancel, self.go) if self._busy else (self.go, self.cancel)
        shown.show()  # first, so that the focus goes over to it
        hidden.hide()
        reason = why_not_ranked([one.basis for one in self._found]) if len(self._found) > 1 else ""
        first = self._found[0].scores if self._found and not reason else None
        signatures = f"BLEU {first.bleu_signature}  ·  chrF {first.chrf_signature}" if first is not None else ""
        self.note.setText(self._busy or said(reason) or signatures)

    def _show(self) -> None:
        found, ranked = self._found, not why_not_ranked([one.basis for one in self._found])
        if ranked:
            found = sorted(found, key=lambda one: -one.scores.rows[0].bleu.score)
        titles = [
            self.tr("Rank"),
            self.tr("Run"),
            self.tr("BLEU [95 %]"),
            self.tr("chrF [95 %]"),
            self.tr("Differs from its baseline"),
            self.tr("Test set"),
            self.tr("Weights of step"),
        ]
        rows = [
            [str(place) if ranked else "–", one.name, *self._cells(one.scores), self._step(one)]
            for place, one in enumerate(found, start=1)
        ]
        self.table.show_rows(titles, rows)

    def _cells(self, scores: events.Compared) -> list[str]:
        row = scores.rows[0]
        test_set = filled(self.tr("{0}, {1:,} sentences ({2})"), scores.title, scores.sentences, scores.test_set[:6])
        return [_interval(row.bleu), _interval(row.chrf), self._verdict(scores), test_set]

    def _step(self, one: _Scored) -> str:
        step = one.scores.rows[0].step
        if step is None:  # a former version scored it
            return "–"
        return filled(self.tr("{0:,}; trained further since") if one.basis.is_stale else "{0:,}", step)

    def _verdict(self, scores: events.Compared) -> str:
        p = scores.rows[0].bleu.p_value
        if p is None:
            return self.tr("is the baseline")
        baseline = Path(scores.baseline).name
        if p < SIGNIFICANT:
            return filled(self.tr("yes, p = {1:.3f}, from {0}"), baseline, p)
        return filled(self.tr("not shown, p = {1:.3f}, from {0}"), baseline, p)


def _scored(run: Path, scores: events.Compared) -> _Scored:
    return _Scored(run.name, scores, Basis(scores.test_set, scores.bleu_signature, has_moved_on(run, scores)))


def _tagged_datasets(runs: Sequence[Path]) -> list[str]:
    """The datasets whose tags all of the runs know that were trained with tags."""
    of_runs: list[list[str]] = []
    for run in runs:
        with contextlib.suppress(FailureError, OSError):  # what is wrong with a run is said where it is scored
            names = [part.name for part in RunFolder(run).info().mixed if part.tag]
            of_runs += [names] if names else []
    return [name for name in of_runs[0] if all(name in others for others in of_runs)] if of_runs else []


def _interval(score: events.Interval) -> str:
    return figures(f"{score.score:.1f}  [{score.low:.1f}, {score.high:.1f}]")
