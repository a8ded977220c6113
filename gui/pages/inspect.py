"""The Inspect page: what goes on inside a model. Its first tab is the attention time-machine."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from gui import errors, theme
from gui.session import Session
from gui.widgets.attention_export import AttentionExport
from gui.widgets.pinned_dialog import PinnedDialog
from gui.widgets.time_machine import TimeMachine
from tfmodel.contract import events, places
from tfmodel.contract.events import PinnedSentence
from tfmodel.contract.failure import FailureError
from tfmodel.contract.run_folder import RunFolder, find_runs


class InspectPage(QWidget):
    """Any run: it shows that of the Training page until another one is chosen here."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._elsewhere: list[Path] = []
        self._pairs: TimeMachine | None = None
        self.machine = TimeMachine()
        self.exporting = AttentionExport(self.machine, session)
        self._make_parts()
        self._arrange()
        session.run_changed.connect(self._on_run)
        session.attention_saved.connect(self._on_attention)
        session.pairs_inspected.connect(self._show_pairs)
        self.machine.pinning_asked.connect(self._ask_sentences)
        self.exporting.progressed.connect(self._on_progress)
        self.exporting.ended.connect(self._progress.hide)
        self.exporting.saved.connect(lambda path: self._say(self.tr("Saved: {0}").format(path)))
        self._on_run(session.run)

    def _make_parts(self) -> None:
        self.runs = QComboBox()
        self.runs.setAccessibleName(self.tr("Run"))
        self.runs.setToolTip(self.tr("A training of now or of any time before"))
        self.runs.setPlaceholderText(self.tr("No run yet"))
        self.runs.setMinimumContentsLength(38)
        self.runs.activated.connect(lambda: self._show(Path(self.runs.currentData())))
        self.browse = QPushButton(self.tr("&Browse…"))
        self.browse.setToolTip(self.tr("Choose a run folder in another place"))
        self.browse.clicked.connect(self._ask_folder)
        self._note = theme.label("", "muted", wrap=True)
        self._progress = QWidget()
        self.bar = QProgressBar()
        self.bar.setAccessibleName(self.tr("Progress of the animation"))
        self.bar.setTextVisible(False)
        self.cancel = QPushButton(self.tr("&Cancel"))
        self.cancel.clicked.connect(self.exporting.cancel)
        row = QHBoxLayout(self._progress)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(theme.label(self.tr("Making the animation…")))
        row.addWidget(self.bar, 1)
        row.addWidget(self.cancel)

    def _arrange(self) -> None:
        layout = theme.page_layout(self, self.tr("Inspect"), self.runs, self.browse)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.addTab(self.machine, self.tr("Attention over the training"))
        self._chosen = QWidget()  # its contents are made when they are first seen
        QVBoxLayout(self._chosen).setContentsMargins(0, 0, 0, 0)
        self.tabs.addTab(self._chosen, self.tr("Chosen pairs"))
        self.tabs.currentChanged.connect(lambda place: self.pairs if place else None)
        layout.addWidget(self.tabs, 1)
        layout.addWidget(self._progress)
        layout.addWidget(self._note)
        self._progress.hide()
        self._note.hide()

    @property
    def pairs(self) -> TimeMachine:
        """The attention in pairs that were chosen on the Data page."""
        if self._pairs is None:
            self._pairs = self._make_pairs()
        return self._pairs

    def _make_pairs(self) -> TimeMachine:
        machine = TimeMachine(pairs=True)
        machine.export.hide()  # it saves steps of a training
        layout = self._chosen.layout()
        assert layout is not None
        layout.addWidget(machine)
        machine.show_run(self.machine.history.run)
        return machine

    # Which run

    def _on_run(self, run: RunFolder | None) -> None:
        """The run of the Training page is another."""
        if run is not None:
            self._show(run.path)
        self.refresh()

    def _on_attention(self, event: events.Attention) -> None:
        if self._session.trains(self.machine.history.run):
            self.machine.add(event)

    def _show(self, path: Path | None) -> None:
        self._note.hide()
        self.machine.show_run(path)
        if self._pairs is not None:
            self._pairs.show_run(path)
        self.refresh()

    def _show_pairs(self, run: Path) -> None:
        """Pairs of the dataset were chosen to be looked at."""
        self._show(run)
        self.tabs.setCurrentWidget(self._chosen)

    def refresh(self) -> None:
        """Lists the runs that there are now, newest first, with the shown one chosen; one that is gone gives way."""
        shown, paths = self.machine.history.run, self._paths()
        if shown is not None and shown not in paths:
            self._show(self._session.run_path or next(iter(paths), None))
            return
        self.runs.clear()
        for path in paths:
            self.runs.addItem(path.name, path)
        self.runs.setCurrentIndex(paths.index(shown) if shown is not None else -1)
        self.runs.setEnabled(bool(paths))

    def _paths(self) -> list[Path]:
        """The runs that there are; that of the Training page is one before it has a folder."""
        current = self._session.run_path
        others = (path for path in (*self._elsewhere, self.machine.history.run) if path is not None)
        there = (path for path in others if path == current or RunFolder.is_run(path))
        return list(dict.fromkeys((*(run.path for run in find_runs(places.runs_folder())), *there)))

    def _ask_folder(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, self.tr("Run folder"), str(places.runs_folder()))
        if folder:
            self.open(Path(folder))

    def open(self, path: Path) -> None:
        """Shows a run wherever it is; what is no run is said."""
        try:
            RunFolder.open(path)
        except FailureError as error:
            errors.show_error(self, error)
            return
        self._elsewhere.append(path)
        self._show(path)

    # Sentences, and what is said below

    def _ask_sentences(self) -> None:
        dialog = PinnedDialog(self._pinned(), self, hint=self._hint())
        if dialog.exec():
            self._session.pin(dialog.sentences())
            self._say(self._who_follows())

    def _who_follows(self) -> str:
        """Which trainings follow the sentences that were just pinned."""
        run = self._session.run
        if self._session.is_training:
            return self.tr("The training follows these sentences from its next validation on.")
        if run is not None and self._session.is_resumable:
            return self.tr("{0} follows these sentences when it goes on, and so does the next new training.").format(
                run.path.name
            )
        return self.tr("The next new training follows these sentences from its first step on.")

    def _hint(self) -> str:
        """How the sentences have to begin where a training that follows them has tags before its sources."""
        session = self._session
        info = session.info if session.is_training or session.is_resumable else None
        tags = [part.tag for part in info.mixed if part.tag] if info is not None else []
        if session.run is not None and tags:
            text = self.tr("{0} is trained with tags: begin each sentence with one of these and a space: {1}")
            return text.format(session.run.path.name, ", ".join(tags))
        if session.config.data.tags and session.mix.others:
            return self.tr(
                "The next new training has tags: begin each sentence with that of its dataset and a space, such as "
                "<of:law>."
            )
        return ""

    def _pinned(self) -> tuple[PinnedSentence, ...]:
        """What OK replaces: what the training follows, or the next one will; without a choice that of the shown run."""
        session = self._session
        chosen = session.followed if session.followed is not None else session.pinned
        if chosen is not None:
            return chosen
        followed = self.machine.history.followed()
        return tuple(PinnedSentence(source=said.text, reference=said.reference) for said in followed if said.text)

    def _on_progress(self, share: float) -> None:
        self._progress.show()
        self.bar.setRange(0, 1000)
        self.bar.setValue(round(1000 * share))

    def _say(self, text: str) -> None:
        self._note.setText(text)
        self._note.show()

    # Reimplemented Qt methods

    def showEvent(self, event: QShowEvent) -> None:
        """Looks for new runs; without a run of the Training page it shows the newest one."""
        super().showEvent(event)
        self.refresh()
        if self.machine.history.run is None and self.runs.count():
            self._show(Path(self.runs.itemData(0)))
