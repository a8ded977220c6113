"""The way from the wish to close the window to the end of its last job."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QMessageBox, QProgressBar, QPushButton, QVBoxLayout, QWidget

from gui import theme
from gui.job_kinds import kind_of
from gui.job_titles import title_of
from gui.message_box import message_box
from gui.session import Session
from gui.worker import Job

KILL_AFTER = 20_000  # milliseconds that other jobs than trainings get to end
SHOWN_AFTER = 400  # milliseconds; most jobs have ended by then


class Closing(QObject):
    """Asks what becomes of the jobs that run, then waits for them.

    A training may take minutes to save its model: it is ended before that only when the person says so.

    Attributes:
        dialog: Says what is waited for.
        idle: Nothing runs any more.
    """

    idle = Signal()

    def __init__(self, session: Session, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._window = window
        self.dialog: WaitingDialog | None = None

    @property
    def has_begun(self) -> bool:
        """Whether it is waited already."""
        return self.dialog is not None

    def may_begin(self) -> bool:
        """Asks where something is lost, goes on or waits; a training that is only followed goes on unless it waits."""
        if self._session.training_job.is_running:
            return self._may_leave_held() and self._ask_about_training()
        others = self._others()
        if others and not self._ask_about(others):
            return False
        return self._may_leave_held()

    def begin(self) -> None:
        """Asks all jobs to end, and waits."""
        session = self._session
        self.dialog = WaitingDialog(session, self._window)
        session.job_ended.connect(lambda job: QTimer.singleShot(0, self._look))  # when all have heard of its end
        session.job_started.connect(Job.stop)  # what the end of another would have begun
        session.stop_all()
        QTimer.singleShot(SHOWN_AFTER, self._show)
        QTimer.singleShot(KILL_AFTER, self._end_the_late)
        QTimer.singleShot(0, self._look)  # all may have ended while the person was asked

    def _show(self) -> None:
        if self.dialog is not None and self._session.running_jobs:
            self.dialog.open()

    def _look(self) -> None:
        if not self._session.running_jobs:
            if self.dialog is not None:
                self.dialog.hide()
            self.idle.emit()

    def _end_the_late(self) -> None:
        for job in self._session.running_jobs:
            if not kind_of(job.name).is_training:
                job.kill()

    # What is asked

    def _others(self) -> list[str]:
        """What is done beside the training, and takes so long that nobody wants to lose it."""
        jobs = [job for job in self._session.running_jobs if job is not self._session.training_job]
        return [title_of(job.name) for job in jobs if kind_of(job.name).is_long and not job.is_idle]

    def _ask_about(self, others: list[str]) -> bool:
        title, text = self.tr("Something is still being done"), self.tr("Close the window, and end what is being done?")
        box = message_box(self._window, QMessageBox.Icon.Question, title, text)
        told = self.tr("What is not finished has to be done again; what was there before stays.")
        box.setInformativeText("\n".join(others) + f"\n\n{told}")
        close = box.addButton(self.tr("&End it and close"), QMessageBox.ButtonRole.AcceptRole)
        box.setDefaultButton(box.addButton(QMessageBox.StandardButton.Cancel))
        box.exec()
        return box.clickedButton() is close

    def _ask_about_training(self) -> bool:
        text = self.tr("What becomes of the training when the window closes?")
        box = message_box(self._window, QMessageBox.Icon.Question, self.tr("A training is running"), text)
        box.setInformativeText(self._what_becomes())
        may_go_on = not self._ends_anyhow()
        return self._chosen(box, self.tr("&Save and stop"), self._session.let_training_go, may_go_on)

    def _may_leave_held(self) -> bool:
        held = self._session.held_unseen
        return not held or self._ask_about_pause([run.path.name for run in held])

    def _ask_about_pause(self, names: list[str]) -> bool:
        text = "\n".join((self.tr("What becomes of the paused training when the window closes?"), *names))
        box = message_box(self._window, QMessageBox.Icon.Question, self.tr("A training is paused"), text)
        told = self.tr("Paused, it keeps its memory, and waits until it is continued in a later window.")
        box.setInformativeText(told)
        return self._chosen(box, self.tr("Let it stay &paused"), self._session.let_held_go)

    def _chosen(self, box: QMessageBox, other: str, go: Callable[[], None], may_go_on: bool = True) -> bool:
        """Offers to let a training go on, something else, or not to close; returns whether the window may."""
        go_on = box.addButton(self.tr("&Let it go on in the background"), QMessageBox.ButtonRole.AcceptRole)
        go_on.setEnabled(may_go_on)
        instead = box.addButton(other, QMessageBox.ButtonRole.AcceptRole)
        box.setDefaultButton(box.addButton(QMessageBox.StandardButton.Cancel))
        box.exec()
        if box.clickedButton() is go_on:
            go()
        return box.clickedButton() in (go_on, instead)

    def _ends_anyhow(self) -> bool:
        """Until it has loaded everything it ends with the window; one that was asked to stop hears of nothing else."""
        return self._session.state == "preparing" or self._session.is_stopping

    def _what_becomes(self) -> str:
        told = self.tr("Stopped, it keeps its model, and can be resumed later from where it stopped.")
        prepares = self._session.state == "preparing"
        if prepares and not self._session.has_saved:
            told = self.tr("Stopped before its first step, it has no model to keep.")
        if self._session.is_stopping:
            told = self.tr("It is stopping already; the window closes when it has ended.") + " " + told
        elif prepares:
            told += " " + self.tr("It can go on in the background once it has begun.")
        else:
            told = self.tr("In the background it goes on to its end; the next window finds it again.") + " " + told
        others = self._others()
        also = self.tr("This ends with the window:")
        return "\n".join((f"{told}\n\n{also}", *others)) if others else told


class WaitingDialog(QDialog):
    """What a closing window waits for, with the way not to."""

    def __init__(self, session: Session, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self.setWindowTitle(self.tr("Closing"))
        self.setMinimumWidth(56 * theme.GRID)
        self.doing = theme.label("", "muted", wrap=True)
        self.doing.setTextFormat(Qt.TextFormat.PlainText)
        bar = QProgressBar(maximum=0, textVisible=False)
        bar.setAccessibleName(self.tr("Waiting"))
        self.end = QPushButton(self.tr("&End at once"))
        self.end.setToolTip(self.tr("What is not saved by now is lost"))
        self.end.setAutoDefault(False)
        self.end.clicked.connect(session.kill_all)
        buttons = QDialogButtonBox(parent=self)
        buttons.addButton(self.end, QDialogButtonBox.ButtonRole.DestructiveRole)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*(3 * theme.GRID,) * 4)
        layout.setSpacing(2 * theme.GRID)
        layout.addWidget(theme.label(self.tr("The window closes when everything is saved."), "heading", wrap=True))
        for part in (self.doing, bar, buttons):
            layout.addWidget(part)
        for signal in (session.job_ended, session.state_entered):
            signal.connect(lambda told: self._tell())
        self._tell()

    def _tell(self) -> None:
        names = dict.fromkeys(job.name for job in self._session.running_jobs if not kind_of(job.name).is_quiet)
        self.doing.setText("\n".join(map(self._doing, names)))

    def _doing(self, job: str) -> str:
        if job == "train" and self._session.state == "finishing":
            return self.tr("The training chooses and writes its finished model, which takes minutes for a large one…")
        return self.tr("The training ends its step and saves…") if job == "train" else title_of(job)

    # Reimplemented Qt methods

    def reject(self) -> None:
        """There is no way back: the jobs were told to end."""
