"""The run that is shown: what it reported so far, and what it goes on to report."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from gui.following import Follower
from gui.later import later
from gui.plan import Plan
from gui.said import spoken
from gui.silence import Silence
from gui.worker import COMMAND, TURN_SECONDS, Outcome

if TYPE_CHECKING:
    from tfmodel.contract import events, failure, run_folder
    from tfmodel.contract.config import Config
    from tfmodel.contract.run_folder import RunFolder, RunInfo
else:
    events = later("tfmodel.contract.events")
    failure = later("tfmodel.contract.failure")
    run_folder = later("tfmodel.contract.run_folder")

RESUMABLE = ("stopped", "interrupted", "failed")  # states of a run from which it can be gone on with


class ShownRun(Plan):
    """A live event of the training and a line of a reopened run's metrics.jsonl go through the same `handle`.

    Attributes:
        silence: Notices when the training of this window says nothing any more.
        run_changed: The shown `RunFolder`, or None; whoever shows reports forgets them now.
        replaying: The reports of a reopened run come now, one upon the other.
        replayed: All of them were handled.
        training_changed: The training job, or the state of the run, is another.
        training_ended: The `Outcome` of the training.
    """

    run_changed = Signal(object)
    replaying = Signal()
    replayed = Signal()
    training_changed = Signal()
    training_ended = Signal(object)

    # One signal for each kind of event; the argument is the event.
    device_found = Signal(object)
    state_entered = Signal(object)
    progressed = Signal(object)
    training_reported = Signal(object)
    validated = Signal(object)
    sampled = Signal(object)
    attention_saved = Signal(object)
    checkpoint_saved = Signal(object)
    load_reported = Signal(object)
    logged = Signal(object)

    def __init__(self, parent: QObject | None = None, *, command: Sequence[str] = COMMAND) -> None:
        super().__init__(parent, command=command)
        self._run: RunFolder | None = None
        self._run_config: Config | None = None
        self._state = ""
        self._training = self.new_job()
        self.silence = Silence(self._training, self)  # first: who hears of an end shows it, or starts the next training
        self._listen_to_training()
        self._follower = Follower(self)
        self._follower.came.connect(self.handle)
        self._follower.rewritten.connect(self._open_again)
        self._follower.ended.connect(self._on_training_ended)
        self._replay: Iterator[events.Event] = iter(())
        self._replay_turn = QTimer(self, interval=0)
        self._replay_turn.timeout.connect(self._replay_some)

    @cached_property
    def _signals(self) -> dict[type[events.Message], Any]:
        return {
            events.Device: self.device_found,
            events.State: self.state_entered,
            events.Progress: self.progressed,
            events.TrainingReport: self.training_reported,
            events.ValidationReport: self.validated,
            events.Samples: self.sampled,
            events.Attention: self.attention_saved,
            events.Checkpoint: self.checkpoint_saved,
            events.Load: self.load_reported,
            events.Log: self.logged,
        }

    def _listen_to_training(self) -> None:
        self._training.received.connect(self.handle)
        self._training.output.connect(lambda text: self.logged.emit(events.Log(message=text)))
        self._training.ended.connect(self._on_training_ended)

    @property
    def run(self) -> RunFolder | None:
        """The run that is shown, in training or reopened."""
        return self._run

    @property
    def run_path(self) -> Path | None:
        """The folder of the shown run."""
        return self._run.path if self._run is not None else None

    @property
    def run_config(self) -> Config:
        """The configuration of the shown run."""
        return self._run_config or self._preset

    @property
    def state(self) -> str:
        """What the shown run does: "training", "paused", "interrupted" … (a `run_folder.State`), or ""."""
        return self._state

    @property
    def is_training(self) -> bool:
        """Whether the shown run trains, paused or not, as a job of this window or followed."""
        return self._training.is_running or self._follower.is_active

    def trains(self, path: Path | None) -> bool:
        """Whether the run in a folder is the shown one, and trains."""
        return self.is_training and path is not None and self.run_path == path

    @property
    def is_following(self) -> bool:
        """Whether the shown run trains in a process that this window did not start."""
        return self._follower.is_active

    @property
    def info(self) -> RunInfo | None:
        """What is known of the shown run as a whole; None while it is being made."""
        try:
            return self._run.info() if self._run is not None else None
        except failure.FailureError:
            return None

    @property
    def has_saved(self) -> bool:
        """Whether the shown run has a finished model, or a checkpoint to go on from."""
        return self._run is not None and (self._run.model_file.is_file() or bool(self._run.checkpoints()))

    @property
    def learning_rate_factor(self) -> float:
        """What the learning rate of the shown run's schedule is multiplied by."""
        info = self.info
        return info.learning_rate_factor if info is not None else 1.0

    def open_run(self, path: Path) -> None:
        """Shows an existing run: replays its reports, and follows it while another process trains it.

        Raises:
            FailureError: When there is no run, or this version cannot read it.
        """
        if self._training.is_running:
            raise failure.fail("Training", "A training is running.", "Stop it before you open another run.")
        run = run_folder.RunFolder.open(path)
        info = run.info()
        self._show_run(run, run.state(), run.config())
        if info.device:
            self.handle(events.Device(backend=info.backend, device=info.device, precision=info.precision))
        self._follower.attach(run)
        if self.is_following:
            self.training_changed.emit()  # when it was shown, it was not known to train
        self._replay = chain(run.replay(), run.log())
        self.replaying.emit()
        self._replay_turn.start()

    def close_run(self) -> None:
        """Shows no run: the next training makes a new one."""
        if not self._training.is_running:
            self._show_run(None, "", self.config)

    def handle(self, event: events.Event) -> None:
        """Sends an event of the shown run, live or replayed, to whoever listens for its kind."""
        if isinstance(event, events.State):
            self._enter(event.state)
        signal = self._signals.get(type(event))
        if signal is not None:
            signal.emit(event)

    def _show_run(self, run: RunFolder | None, state: str, config: Config) -> None:
        self._replay_turn.stop()
        self._replay = iter(())  # one that is kept keeps its file open, which nobody can replace on Windows then
        self._follower.leave()
        self._run = run
        self._run_config = config
        self.run_changed.emit(run)
        self._enter(state)

    def _enter(self, state: str) -> None:
        self._state = state
        self.training_changed.emit()

    def _replay_some(self) -> None:
        deadline = time.monotonic() + TURN_SECONDS
        while self._replay_turn.isActive() and time.monotonic() < deadline:  # who hears of an event may close the run
            event = next(self._replay, None)
            if event is None:
                self._replay_turn.stop()
                self.replayed.emit()
                self._follower.begin()
                return
            self._follower.saw(event)
            self.handle(spoken(event) if isinstance(event, events.Log) else event)

    def _open_again(self) -> None:
        if self._run is not None:
            self.open_run(self._run.path)

    def _on_training_ended(self, outcome: Outcome) -> None:
        if outcome.stopped and not self._has_folder():
            self.close_run()  # it was stopped before it was a run
        elif outcome.failure is None or not self._follows_instead():
            self._enter(self._state_on_disk())
        self.training_ended.emit(outcome)

    def _has_folder(self) -> bool:
        return self._run is not None and run_folder.RunFolder.is_run(self._run.path)

    def _follows_instead(self) -> bool:
        """Follows the run where another process was quicker to train it; returns whether that is so."""
        with suppress(failure.FailureError):
            if self._run is not None and self._run.is_alive():
                self.open_run(self._run.path)
        return self._follower.is_active

    def _state_on_disk(self) -> str:
        """How the run stands once its process is gone; one that died before it had a folder has failed."""
        try:
            return self._run.state() if self._run is not None else ""
        except failure.FailureError:
            return "failed"
