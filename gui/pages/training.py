"""The Training page: starts a training, and shows everything that it reports while it happens."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QMessageBox, QPushButton, QSplitter, QTabWidget, QWidget

from gui import errors, theme
from gui.expectation import Expectation
from gui.language import figures
from gui.message_box import message_box
from gui.session import Session
from gui.widgets.alert import Alert
from gui.widgets.attention import AttentionView
from gui.widgets.curve_panel import CurvePanel
from gui.widgets.empty_state import EmptyState
from gui.widgets.hardware_dialog import HardwareDialog
from gui.widgets.log_view import LogView
from gui.widgets.preflight_dialog import PreflightDialog
from gui.widgets.progress_panel import ProgressPanel
from gui.widgets.samples_table import SamplesTable
from gui.widgets.training_controls import TrainingControls
from gui.widgets.unused_gpu import UnusedGpu
from gui.worker import Outcome
from tfmodel.contract import commands, events, places
from tfmodel.contract.failure import Failure, FailureError
from tfmodel.contract.run_folder import RunFolder, find_runs

LOOKED_AT = 20  # runs, the newest ones, that could be training when the window opens
WAITING = ("preparing", "saving", "finishing")  # states of which nobody knows how long they take


class TrainingPage(QWidget):
    """Everything of one run: the one in training, or an earlier one."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.preflight: PreflightDialog | None = None  # made when it is asked for
        self.doctor: HardwareDialog | None = None
        self._resumes = False  # what the start button offers, whatever has become of the run since
        self._typed = ""  # the name of the run that was begun here, until it ends
        self.controls = TrainingControls()
        self.need = EmptyState("", "")
        self.alert = Alert()
        self.unused_gpu = UnusedGpu(session)
        self.hardware = QPushButton(self.tr("H&ardware…"))
        self.hardware.setToolTip(self.tr("What there is to compute on, and what keeps a GPU from being used"))
        self.progress = ProgressPanel()
        self.attention = AttentionView()
        self.samples = SamplesTable()
        self.log = LogView()
        self.curves = CurvePanel()
        self.expectation = Expectation(self)
        self.loss, self.bleu, self.rate = (self.curves.plots[name] for name in ("loss", "bleu", "rate"))
        self._assemble()
        self._listen()
        self._on_run(session.run)
        if session.run is None:
            self._find_interrupted()

    def _assemble(self) -> None:
        layout = theme.page_layout(self, self.tr("Training"), self.hardware)
        for widget in (self.controls, self.need, self.alert, self.unused_gpu, self.progress):
            layout.addWidget(widget)
        upper = QSplitter(Qt.Orientation.Horizontal)
        upper.addWidget(self.curves)
        upper.addWidget(self.attention)
        upper.setSizes([620, 420])
        tabs = QTabWidget()
        tabs.addTab(self.samples, self.tr("Sample translations"))
        tabs.addTab(self.log, self.tr("Log"))
        tabs.setCornerWidget(self.log.levels)
        tabs.currentChanged.connect(lambda tab: self.log.levels.setVisible(tabs.widget(tab) is self.log))
        self.log.levels.hide()
        whole = QSplitter(Qt.Orientation.Vertical)
        whole.addWidget(upper)
        whole.addWidget(tabs)
        whole.setSizes([420, 140])
        whole.setChildrenCollapsible(False)
        layout.addWidget(whole, 1)

    def _listen(self) -> None:
        session = self._session
        session.run_changed.connect(self._on_run)
        session.replaying.connect(lambda: self.curves.fill(True))
        session.replayed.connect(lambda: self.curves.fill(False))
        session.replayed.connect(self._say_how_it_ended)
        session.replayed.connect(self._expect)
        self.expectation.found.connect(self.curves.show_bands)
        session.training_changed.connect(self._show_state)
        session.dataset_changed.connect(lambda path: self._show_state())
        session.problems_changed.connect(lambda problems: self._show_state())
        session.training_ended.connect(self._on_ended)
        session.silence.noticed.connect(self._on_silence)
        session.state_entered.connect(self._on_state)
        session.load_reported.connect(self.progress.show_load)
        session.device_found.connect(self.progress.show_device)
        session.training_reported.connect(self._on_report)
        session.validated.connect(self._on_validation)
        session.sampled.connect(self.samples.show_samples)
        session.attention_saved.connect(self.attention.add)
        session.hardware_failed.connect(lambda failure: self.log.add(failure.sentence, "warning"))
        session.logged.connect(lambda event: self.log.add(event.message, event.level, event.at))
        self.controls.run_chosen.connect(self._choose_run)
        self.controls.start_pressed.connect(lambda: self._start(resumes=self._resumes))
        self.controls.check_pressed.connect(self._check)
        self.hardware.clicked.connect(self._show_hardware)
        self.controls.pause_pressed.connect(self._pause)
        self.controls.stop_pressed.connect(self._stop)
        self.controls.keep_newest_pressed.connect(lambda: session.stop_training(newest=True))
        self.controls.validate_pressed.connect(lambda: session.send(commands.ValidateNow()))
        self.controls.rate_chosen.connect(lambda factor: session.send(commands.SetLearningRate(factor=factor)))
        self.controls.save_pressed.connect(lambda: session.send(commands.SaveNow()))
        self.need.pressed.connect(lambda: session.show_page("data" if session.dataset is None else "model"))
        self.alert.helped.connect(self._help)
        self.attention.all_heads_pressed.connect(lambda: session.show_page("inspect"))
        self.attention.probe_changed.connect(session.follow_probe)

    # What is shown

    def _on_run(self, run: RunFolder | None) -> None:
        self.curves.clear()
        self.expectation.forget()
        self.alert.dismiss()
        self.progress.show_run(self._session.run_config.training)
        self._show_energy()
        self.attention.show_run(run.path if run is not None else Path())
        self.samples.clear_samples()
        self.log.clear_lines()
        self.controls.refresh(run.path if run is not None else None)
        self._show_state()

    def _find_interrupted(self) -> None:
        """Opens the newest run that trains on without this window, or else the newest of all if it was cut off."""
        runs = find_runs(places.runs_folder())[:LOOKED_AT]
        found = next(filter(_trains, runs), None) or next(iter(runs), None)
        with suppress(FailureError):  # a run that cannot be read says so when it is chosen
            if found is not None and (found.state() == "interrupted" or found.is_alive()):
                self._session.open_run(found.path)

    def _say_how_it_ended(self) -> None:
        """What ended a reopened run against its will is said again, with the button that goes on."""
        run = self._session.run
        if run is None or not self._session.is_resumable:
            return
        failure = self._interruption(run) if self._session.state == "interrupted" else run.info().failure
        if failure is not None:
            self.alert.say(failure, self._help_text(failure))

    def _interruption(self, run: RunFolder) -> Failure:
        return Failure(
            title=self.tr("A training was interrupted"),
            cause=self.tr("The training of {0} ended without a word, with its window or with the computer.").format(
                run.path.name
            ),
            advice=self._way_on(run),
        )

    def _way_on(self, run: RunFolder) -> str:
        kept = run.checkpoints()
        if not kept:
            return self.tr("Press Resume: nothing was saved yet, so it begins again.")
        step = run.step_of(kept[-1])
        return self.tr("Press Resume: it continues from its last checkpoint, at step {0}.").format(figures(f"{step:,}"))

    def _show_state(self) -> None:
        session = self._session
        self._resumes = session.is_resumable
        self.controls.show_state(
            session.state,
            training=session.is_training,
            stopping=session.is_stopping,
            resumable=self._resumes,
            ready=session.dataset is not None and not session.problems,
        )
        self.controls.show_rate(session.learning_rate_factor)
        self.attention.set_training(session.is_training and not session.is_stopping)
        self._show_need()
        waiting = session.is_training and session.state in WAITING
        self.progress.show_state(self._state_text(), running=session.is_training, waiting=waiting)

    def _show_energy(self) -> None:
        """That of a run of before, or one that is followed; a training of this window tells it itself."""
        info = self._session.info
        if info is not None and info.step:
            self.progress.show_energy(info.energy)

    def _expect(self) -> None:
        """Looks what earlier runs lead one to expect, as soon as it is known which data the run is trained on."""
        run, info = self._session.run, self._session.info
        if run is not None and info is not None:
            self.expectation.seek(run, info, self._session.run_config)

    def _show_need(self) -> None:
        session = self._session
        free = not session.is_training and not session.is_resumable
        self.need.setVisible(free and (session.dataset is None or bool(session.problems)))
        if session.dataset is None:
            self.need.say(self.tr("There is no dataset yet to train on."), self.tr("Op&en the Data page"))
        else:
            self.need.say(self.tr("A setting of the model cannot stay as it is."), self.tr("Op&en the Model page"))

    def _state_text(self) -> str:
        session = self._session
        if session.is_stopping:
            saves = session.state != "preparing"
            return self.tr("Stopping: the model is being saved…") if saves else self.tr("Stopping…")
        if session.state == "stopped" and not session.has_saved:
            return self.tr("Stopped before its first step")
        texts = {
            "": self.tr("Not started"),
            "preparing": self.tr("Preparing…"),
            "training": self.tr("Training"),
            "paused": self.tr("Paused"),
            "validating": self.tr("Validating"),
            "saving": self.tr("Saving…"),
            "finishing": self.tr("Choosing the finished model…"),
            "stopped": self.tr("Stopped; the model is kept"),
            "finished": self.tr("Finished"),
            "failed": self.tr("Failed"),
            "interrupted": self.tr("Interrupted; it can be resumed"),
        }
        return texts.get(session.state, session.state)

    def _on_state(self, event: events.State) -> None:
        if self._session.is_following:
            self._show_energy()
        self._expect()
        if event.state == "preparing":
            self.progress.begin_session()
        if event.state == "paused":
            self.progress.show_pause()
        if event.text and not self._session.is_stopping:
            self.progress.show_state(event.text, waiting=event.state in WAITING)

    def _on_report(self, report: events.TrainingReport) -> None:
        self.curves.show_report(report)
        self.progress.show_report(report)

    def _on_validation(self, report: events.ValidationReport) -> None:
        self.curves.show_validation(report)
        self.progress.show_validation(report)

    def _on_ended(self, outcome: Outcome) -> None:
        run = self._session.run
        typed, self._typed = self._typed, ""
        if run is not None and outcome.failure is not None and not RunFolder.is_run(run.path):
            run = None  # it never became one, and what it was to be called is free
            self.controls.name.setText(typed or self.controls.name.text())
        self.controls.refresh(run.path if run is not None else None)
        self._show_state()
        if self._session.is_following:
            return  # the run that another process has begun meanwhile
        if outcome.failure is not None:
            self.alert.say(outcome.failure, self._help_text(outcome.failure))
        elif not outcome.stopped:
            self._say_how_it_ended()

    def _on_silence(self, silent: bool) -> None:
        if not silent:
            self.alert.dismiss()
            return
        self.alert.say(
            Failure(
                title=self.tr("The training says nothing"),
                cause=self.tr("Nothing has come from it for {0} seconds.").format(
                    f"{self._session.silence.patience:.0f}"
                ),
                advice=self.tr(
                    "Wait, for the machine may be short of memory; or press Stop twice: its last checkpoint is kept."
                ),
            )
        )

    def _help_text(self, failure: Failure) -> str:
        if not self._session.is_resumable:
            return ""
        return self.tr("Halve the batch and resume") if failure.remedy == "halve-batch" else self.tr("Resume")

    # What is done

    def _choose_run(self, path: Path | None) -> None:
        try:
            if path is None:
                self._session.close_run()
            else:
                self._session.open_run(path)
        except FailureError as error:
            self.controls.refresh(self._session.run_path)
            errors.show_error(self, error)

    def _help(self) -> None:
        failure = self.alert.failure
        self._start(failure.remedy if failure is not None else "", resumes=True)

    def _start(self, remedy: str = "", *, resumes: bool) -> None:
        self.alert.dismiss()
        with errors.shown(self):
            if resumes:
                self._session.resume_training(remedy)
            else:
                name = "" if self.controls.name.isHidden() else self.controls.name.text()
                self._session.start_training(name)
                self._typed = name
                self.controls.name.clear()

    def _check(self) -> None:
        if self.preflight is None:
            self.preflight = PreflightDialog(self._session, self.window())
        self.preflight.open()
        self.preflight.measure()

    def _show_hardware(self) -> None:
        if self.doctor is None:
            self.doctor = HardwareDialog(self._session, self.window())
        self.doctor.open()

    def _pause(self) -> None:
        self._session.send(commands.Resume() if self._session.state == "paused" else commands.Pause())

    def _stop(self) -> None:
        if not self._session.is_stopping:
            self._session.stop_training()
        elif self._confirm_kill():
            with errors.shown(self):
                self._session.kill_training()

    def showEvent(self, event: QShowEvent) -> None:
        """Looks for a GPU that is not used before somebody trains."""
        super().showEvent(event)
        self._session.find_devices()

    def _confirm_kill(self) -> bool:
        text = self.tr("End the training without waiting until it has saved?")
        box = message_box(self, QMessageBox.Icon.Warning, self.tr("End at once"), text)
        box.setInformativeText(
            self.tr("What it learned since its last checkpoint is lost; it can be resumed from there.")
        )
        end = box.addButton(self.tr("&End at once"), QMessageBox.ButtonRole.DestructiveRole)
        wait = box.addButton(self.tr("&Wait"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(wait)
        self._session.training_ended.connect(box.reject)  # nothing is left to be asked
        box.exec()
        box.deleteLater()
        return box.clickedButton() is end


def _trains(run: RunFolder) -> bool:
    try:
        return run.is_alive()
    except FailureError:
        return False
