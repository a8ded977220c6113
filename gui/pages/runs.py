"""The Runs page: every run there is, what can be done with it, and how the chosen ones compare."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QTabWidget, QVBoxLayout, QWidget

from gui import errors, theme
from gui.keys import with_keys
from gui.language import filled
from gui.run_actions import RunActions
from gui.run_jobs import RunJobs
from gui.run_library import RunLibrary
from gui.run_queue import Planned, RunQueue
from gui.said import said
from gui.session import Session
from gui.shown_run import RESUMABLE
from gui.widgets.doctor_panel import DoctorPanel
from gui.widgets.empty_state import EmptyState
from gui.widgets.panes import splitter
from gui.widgets.queue_panel import QueuePanel
from gui.widgets.run_curves import MOST_RUNS, RunCurves
from gui.widgets.runs_model import RunsModel
from gui.widgets.runs_table import RunsTable
from gui.widgets.score_panel import ScorePanel
from gui.widgets.setting_differences import SettingDifferences
from gui.widgets.sweep_panel import SweepPanel
from gui.widgets.undo_bar import UndoBar
from tfmodel.contract import events
from tfmodel.contract.comparing import Basis, why_not_ranked
from tfmodel.contract.failure import FailureError
from tfmodel.contract.run_folder import RunFolder
from tfmodel.contract.run_summary import RunSummary
from tfmodel.contract.sweeping import find_sweeps

TYPING_PAUSE = 150  # milliseconds
CHOOSING_PAUSE = 60  # milliseconds: who holds an arrow key does not want each run on the way


class RunsPage(QWidget):
    """The table above, tabs about the chosen runs below."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.library = RunLibrary(self)
        self.runs = RunsModel(self)
        self.table = RunsTable(self.runs)
        self.actions_on_runs = RunActions(session, self.library, self)
        self.jobs = RunJobs(session, self)
        self.queue = RunQueue(session, self)
        self._left = len(self.queue.waiting)  # by the program's last start
        self._make_head()
        self._make_tabs()
        self._arrange()
        self._listen()
        self.library.refresh()  # so that the page opens with its runs

    # Parts

    def _make_head(self) -> None:
        self.search = QLineEdit(clearButtonEnabled=True)
        self.search.setAccessibleName(self.tr("Search the runs"))
        self.search.setPlaceholderText(
            with_keys(self.tr("Search name, dataset, preset, state, tags, note"), "Ctrl+F") + self.tr("; ★ for starred")
        )
        self.count = theme.label("", "muted")
        self.buttons = {
            "open": QPushButton(self.tr("&Open")),
            "continue": QPushButton(self.tr("Con&tinue")),
            "clone": QPushButton(self.tr("&Clone")),
            "report": QPushButton(self.tr("&Report…")),
            "delete": QPushButton(self.tr("De&lete")),
        }
        for key, tip in self._tips().items():
            self.buttons[key].setToolTip(tip)
            self.buttons[key].clicked.connect(lambda checked, key=key: self._act(key))
        self.undo = UndoBar()
        self.warning = theme.label("", "muted", wrap=True)
        self.warning.hide()
        self.missing = EmptyState(self.tr("There is no run yet: train a first model."), self.tr("Go to Training"))
        self.missing.pressed.connect(lambda: self._session.show_page("training"))
        self.missing.hide()
        self.still_waiting = EmptyState(
            self.tr("Trainings wait in the queue since the last time: {0}.").format(self._left),
            self.tr("Start the &queue"),
        )
        self.still_waiting.pressed.connect(self.queue.go)
        self.still_waiting.setVisible(self._left > 0)

    def _tips(self) -> dict[str, str]:
        return {
            "open": self.tr("Show the run on the Training page (Enter)"),
            "continue": with_keys(self.tr("Go on with its training from its last checkpoint"), "Ctrl+R"),
            "clone": with_keys(self.tr("Take its settings to the Model page for a new run"), "Ctrl+D"),
            "report": with_keys(self.tr("Write all that is known of it into one HTML file"), "Ctrl+P"),
            "delete": with_keys(self.tr("Move the chosen runs to the trash"), "Delete"),
        }

    def _make_tabs(self) -> None:
        self.curves = RunCurves()
        self.settings = SettingDifferences()
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)  # the pane of a framed one is too bright for the grids in the dark scheme
        self.tabs.addTab(self.curves, self.tr("Curves"))
        self.tabs.addTab(_framed(self.settings), self.tr("Settings"))
        self.scores = ScorePanel()
        self.doctor = DoctorPanel(self._session)
        self.sweeps = SweepPanel()
        self.waiting = QueuePanel(self.queue)
        self.tabs.addTab(self.scores, self.tr("Scores"))
        self.tabs.addTab(self.doctor, self.tr("Doctor"))
        self.tabs.addTab(self.sweeps, self.tr("Sweeps"))
        self.tabs.addTab(self.waiting, self.tr("Queue"))

    def _arrange(self) -> None:
        layout = theme.page_layout(self, self.tr("Runs"), *self.buttons.values())
        layout.addWidget(self.missing)
        layout.addWidget(self.still_waiting)
        layout.addWidget(self.undo)
        upper = QWidget()
        column = QVBoxLayout(upper)
        column.setContentsMargins(0, 0, 0, 0)
        head = QHBoxLayout()
        head.addWidget(self.search, 1)
        head.addWidget(self.count)
        column.addLayout(head)
        column.addWidget(self.table, 1)
        column.addWidget(self.warning)
        self.parts = splitter(Qt.Orientation.Vertical)
        self.parts.addWidget(upper)
        self.parts.addWidget(self.tabs)
        self.parts.setSizes([300, 340])
        layout.addWidget(self.parts, 1)

    def _listen(self) -> None:
        session = self._session
        self._typing = QTimer(self, singleShot=True, interval=TYPING_PAUSE)
        self._typing.timeout.connect(lambda: self.runs.search(self.search.text()))
        self._choosing = QTimer(self, singleShot=True, interval=CHOOSING_PAUSE)
        self._choosing.timeout.connect(self._show_chosen)
        self.search.textChanged.connect(lambda text: self._typing.start())
        self.library.changed.connect(self._on_runs)
        self.runs.rearranged.connect(self._show_count)
        self.runs.edited.connect(self._on_edited)
        self.table.chosen.connect(self._choosing.start)
        self.table.asked.connect(self._act)
        self.actions_on_runs.done.connect(self.undo.say)
        self._listen_to_jobs()
        session.training_changed.connect(self._refresh_if_seen)
        session.validated.connect(lambda report: self._refresh_if_seen())
        QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self).activated.connect(self.search.setFocus)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Undo), self).activated.connect(self.undo.undo)
        self.undo.undo_button.setToolTip(with_keys(self.tr("Undo"), "Ctrl+Z"))

    def _listen_to_jobs(self) -> None:
        self.jobs.comparing.connect(self.scores.show_busy)
        self.jobs.sweeping.connect(self.sweeps.show_running)
        self.jobs.found.connect(self._on_found)
        self.jobs.failed.connect(lambda failure: errors.show_failure(self, failure))
        self.queue.changed.connect(self.still_waiting.hide)
        self.library.renamed.connect(self.queue.follow)
        self.library.renamed.connect(self._session.follow)
        self.queue.failed.connect(lambda failure: errors.show_alone(self, failure))
        self.scores.asked.connect(lambda words: self.jobs.compare(self.scores.runs, words))
        self.scores.cancelled.connect(self.jobs.stop_comparing)
        self.doctor.failed.connect(lambda failure: errors.show_failure(self, failure))
        self.doctor.fix_asked.connect(self._try_fix)
        self.sweeps.new_asked.connect(self._ask_sweep)
        self.sweeps.stop_asked.connect(self.jobs.stop_sweep)
        self.sweeps.continue_asked.connect(self._go_on_sweeping)
        self.sweeps.run_chosen.connect(lambda name: self.table.choose(self.library.folder / name))
        self.waiting.add_asked.connect(self._queue_settings)
        self.waiting.continue_asked.connect(self._queue_run)
        self.waiting.removed.connect(self._on_unqueued)

    # What is shown

    def _on_runs(self, runs: tuple[RunSummary, ...]) -> None:
        before = {run.path: (run.step, run.state) for run in self.table.selection}
        self.runs.set_runs(runs)
        self.missing.setVisible(not runs)
        self.sweeps.show_sweeps(find_sweeps(self.library.folder), {run.path: run for run in runs})
        if runs and not self.table.selection:
            self.table.selectRow(0)
        elif not runs:
            self._choosing.start()
        self._show_count()
        now = {run.path: (run.step, run.state) for run in self.table.selection}
        if any(before.get(path, standing) != standing for path, standing in now.items()):
            self.curves.refresh()
            self.scores.show_runs(self.scores.runs)  # they may be of other weights by now

    def _show_count(self) -> None:
        shown, total, chosen = self.runs.rowCount(), self.runs.total, len(self.table.selection)
        text = (
            self.tr("%Ln run(s)", "", total) if shown == total else filled(self.tr("{0:,} of {1:,} runs"), shown, total)
        )
        self.count.setText(f"{text}  ·  " + self.tr("{0} chosen").format(chosen) if chosen else text)
        self._warn()

    def _warn(self) -> None:
        """Says that an order by BLEU is no ranking where the scores are not of one kind."""
        reason = ""
        if self.runs.order == "bleu":
            scored = [run for run in self.runs.shown if run.bleu is not None]
            reason = why_not_ranked([Basis(run.fingerprint, run.signature, sentences=run.sentences) for run in scored])
        self.warning.setText(self.tr("The order by BLEU is no ranking.") + f" {said(reason)}" if reason else "")
        self.warning.setVisible(bool(reason))

    def _show_chosen(self) -> None:
        chosen = self.table.selection
        paths = [run.path for run in chosen if run.state != "unreadable"]
        self.curves.show_runs(paths[:MOST_RUNS])
        self.settings.show_runs(paths)
        self.scores.show_runs(paths[:MOST_RUNS])
        self.doctor.show_run(paths[0] if len(paths) == 1 else None)
        self._show_count()
        one = len(chosen) == 1
        usable = {
            "open": one,
            "continue": one and chosen[0].state in RESUMABLE,
            "clone": one,
            "report": one,
            "delete": bool(chosen),
        }
        for key, button in self.buttons.items():
            button.setEnabled(usable[key])
        self.waiting.add_run.setEnabled(any(run.state in RESUMABLE for run in chosen))

    def _refresh_if_seen(self) -> None:
        if self.isVisible():
            self.library.refresh()

    def _on_found(self) -> None:
        self.library.refresh()
        self.scores.show_runs([run.path for run in self.table.selection][:MOST_RUNS])

    # What is done

    def _ask_sweep(self) -> None:
        from gui.widgets.sweep_dialog import SweepDialog  # seldom needed: the page opens sooner without

        session = self._session
        try:
            session.refuse_problems()
        except FailureError as error:
            session.show_page("model")
            errors.show_error(self, error)
            return
        known = [sweep.name for sweep in find_sweeps(self.library.folder)]
        dialog = SweepDialog(session.config, known, self.window())
        dialog.accepted.connect(lambda: self._sweep(dialog.words))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _try_fix(self, run: Path, found: events.Finding) -> None:
        with errors.shown(self):
            self.actions_on_runs.mend(run, found)

    def _sweep(self, words: list[str]) -> None:
        with errors.shown(self):
            self.jobs.sweep(words)

    def _go_on_sweeping(self, name: str, again: bool) -> None:
        with errors.shown(self):
            self.jobs.resume_sweep(name, again=again)

    def _queue_settings(self) -> None:
        session = self._session
        if session.dataset is None or session.problems:
            session.show_page("data" if session.dataset is None else "model")
        else:
            self.queue.add(Planned("", session.dataset, session.config, more=tuple(session.mix.words())))

    def _queue_run(self) -> None:
        for run in self.table.selection:
            if run.state in RESUMABLE:
                folder = RunFolder(run.path)
                self.queue.add(Planned(run.name, folder.dataset(), folder.config(), run.path))

    def _on_unqueued(self, place: int, planned: Planned) -> None:
        self.undo.say(self.tr("Taken out of the queue."), lambda: self.queue.insert(place, planned))

    def _act(self, key: str) -> None:
        chosen = self.table.selection
        if not chosen:
            return
        try:
            self._perform(key, chosen)
        except (FailureError, OSError) as error:
            errors.show_error(self, error)

    def _perform(self, key: str, chosen: tuple[RunSummary, ...]) -> None:
        act = self.actions_on_runs
        if key == "star":
            act.star(chosen)
        elif key == "delete":
            act.delete(chosen)
        elif key in ("tags", "note", "rename"):
            self.table.edit_cell("name" if key == "rename" else key)
        elif key == "folder":
            QGuiApplication.clipboard().setText("\n".join(str(run.path) for run in chosen))
        elif len(chosen) == 1:
            of_one = {
                "open": act.open,
                "continue": act.go_on,
                "clone": act.clone,
                "report": act.report,
                "tensorboard": act.write_event_files,
            }
            of_one[key](chosen[0])

    def _on_edited(self, run: RunSummary, column: str, text: str) -> None:
        try:
            path = self.actions_on_runs.edit(run, column, text)
        except (FailureError, OSError) as error:
            errors.show_error(self, error)
        else:
            self._choose_when_read(path)

    def _choose_when_read(self, path: Path) -> None:
        once = Qt.ConnectionType.SingleShotConnection
        self.library.changed.connect(lambda runs: self.table.choose(path), once)

    def take_focus(self) -> None:
        """Lets a person who opened the page choose runs at once."""
        self.table.setFocus()

    # Reimplemented Qt methods

    def showEvent(self, event: QShowEvent) -> None:
        """Looks for runs that were made meanwhile."""
        super().showEvent(event)
        self.library.refresh()


def _framed(content: QWidget) -> QWidget:
    """With the margins that the other tabs have."""
    frame = QWidget()
    layout = QVBoxLayout(frame)
    layout.setContentsMargins(*(theme.GRID,) * 4)
    layout.addWidget(content)
    return frame
