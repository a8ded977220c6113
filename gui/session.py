"""What is open in the window, and the signals that pages listen to."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTemporaryDir, QTimer, Signal

from gui.following import Follower
from gui.mix import Mix, with_data
from gui.remedies import remedy_words
from gui.run_names import run_name
from gui.worker import COMMAND, TURN_SECONDS, Job, Outcome
from tfmodel.contract import atomic, commands, events, places
from tfmodel.contract.config import Config
from tfmodel.contract.failure import FailureError, fail
from tfmodel.contract.presets import load_preset
from tfmodel.contract.problems import Problem, problems_of
from tfmodel.contract.proposal import propose
from tfmodel.contract.run_folder import RunFolder


class Session(QObject):
    """The open dataset, the configuration being edited, the run that is shown, and every running job.

    A live event of the training and a line of a reopened run's metrics.jsonl go through the same `handle`.

    Attributes:
        mix: The datasets that are trained on together with the open one.
        dataset_changed: The path of the open dataset, or None.
        config_changed: The last valid `Config`.
        problems_changed: Tuple of `Problem`: what is wrong with the values being edited.
        proposed: Why the configuration was just chosen, in one sentence.
        run_changed: The shown `RunFolder`, or None; whoever shows reports forgets them now.
        replayed: All reports of a reopened run were handled.
        training_changed: The training job, or the state of the run, is another.
        training_ended: The `Outcome` of the training.
        page_requested: The key of a page to show.
        pairs_inspected: The folder of a run that has kept the attention of pairs that a person chose.
        hardware_found: What there is to compute on, an `events.Hardware`.
        job_started: A `Job` made by `new_job` was started.
        job_ended: The same `Job` has ended.
    """

    dataset_changed = Signal(object)
    config_changed = Signal(object)
    problems_changed = Signal(object)
    proposed = Signal(str)
    run_changed = Signal(object)
    replayed = Signal()
    training_changed = Signal()
    training_ended = Signal(object)
    page_requested = Signal(str)
    pairs_inspected = Signal(object)
    hardware_found = Signal(object)
    job_started = Signal(object)
    job_ended = Signal(object)

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
        super().__init__(parent)
        self._command = tuple(command)
        self._jobs: list[Job] = []
        self._scratch = QTemporaryDir()
        self._dataset: Path | None = None
        self.mix = Mix(self)
        self.mix.changed.connect(self._forget_weights)
        self._config = load_preset(Config().preset)
        self._untouched = self._config  # while this is the configuration, opening a dataset may propose another
        self._hardware: events.Hardware | None = None
        self._devices = self.new_job()
        self._devices.received.connect(self.take_hardware)
        self._problems: tuple[Problem, ...] = ()
        self._run: RunFolder | None = None
        self._run_config = self._config
        self._state = ""
        self._pinned: tuple[events.PinnedSentence, ...] = ()
        self._training = self.new_job()
        self._training.received.connect(self.handle)
        self._training.output.connect(lambda text: self.logged.emit(events.Log(message=text)))
        self._training.ended.connect(self._on_training_ended)
        self._follower = Follower(self)
        self._follower.came.connect(self.handle)
        self._follower.rewritten.connect(self._open_again)
        self._follower.ended.connect(self._on_training_ended)
        self._replay: Iterator[events.Event] = iter(())
        self._replay_turn = QTimer(self, interval=0)
        self._replay_turn.timeout.connect(self._replay_some)
        self._signals = {
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

    # What is open

    @property
    def dataset(self) -> Path | None:
        """The open dataset, a .pairs file."""
        return self._dataset

    @property
    def config(self) -> Config:
        """The last valid configuration that was edited."""
        return self._config

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with the values being edited; empty when `config` is what the form shows."""
        return self._problems

    @property
    def run(self) -> RunFolder | None:
        """The run that is shown, in training or reopened."""
        return self._run

    @property
    def run_config(self) -> Config:
        """The configuration of the shown run."""
        return self._run_config

    @property
    def state(self) -> str:
        """What the shown run does: "training", "paused", "interrupted" … (a `run_folder.State`), or ""."""
        return self._state

    def open_dataset(self, path: Path | None) -> None:
        """Makes a .pairs file the one that is trained on."""
        if path != self._dataset:
            self.mix.clear()
        self._dataset = path
        self.dataset_changed.emit(path)
        if path is not None and self._config == self._untouched:
            self.propose()

    def propose(self) -> None:
        """Takes the configuration that suits the open dataset and the device, which `proposed` explains.

        Raises:
            FailureError: When no dataset is open or it cannot be read.
        """
        if self._dataset is None:
            raise fail("No dataset", "There is nothing to propose for.", "Open a dataset on the Data page.")
        from gui.facts import facts_of  # the dataset's library: not needed for the first frame

        proposal = propose(facts_of(self._dataset, gpu=self._hardware is not None and self._hardware.trains_on_gpu))
        self._untouched = proposal.config
        self.set_config(proposal.config)
        self.proposed.emit(proposal.reason)

    def find_devices(self) -> None:
        """Looks, in a process of its own and once, whether there is a GPU: proposals depend on it."""
        if self._hardware is None and not self._devices.is_running:
            self._devices.start(["devices"])

    @property
    def hardware(self) -> events.Hardware | None:
        """What there is to compute on, once it was looked for."""
        return self._hardware

    def take_hardware(self, event: events.Event) -> None:
        """Keeps what the job `devices` found; any other event is none of its."""
        if not isinstance(event, events.Hardware):
            return
        self._hardware = event
        if event.trains_on_gpu and self._dataset is not None and self._config == self._untouched:
            self.propose()
        self.hardware_found.emit(event)

    def set_config(self, config: Config) -> None:
        """Replaces the configuration as a whole (a preset, a proposal, that of a run)."""
        self._config = config
        self._set_problems(())
        self.config_changed.emit(config)

    @property
    def lone_config(self) -> Config:
        """The configuration for a training on one dataset, which has no weights."""
        return with_data(self._config, weights="") or self._config

    def _forget_weights(self) -> None:
        """Other datasets have other weights."""
        if self._config.data.weights:
            self.set_config(self.lone_config)

    def edit(self, values: Mapping[str, Any]) -> None:
        """Takes the nested values of the form: the configuration changes only when they are valid."""
        problems = tuple(problems_of(values))
        self._set_problems(problems)
        if not problems:
            self._config = Config.model_validate(values)
            self.config_changed.emit(self._config)

    def _set_problems(self, problems: tuple[Problem, ...]) -> None:
        if problems != self._problems:
            self._problems = problems
            self.problems_changed.emit(problems)

    def show_page(self, key: str) -> None:
        """Asks the window for another page by its key: "data", "model", "training", "inspect", "runs" …."""
        self.page_requested.emit(key)

    # Jobs

    def new_job(self, parent: QObject | None = None) -> Job:
        """A job that the status bar shows and that ends before the window closes."""
        job = Job(parent or self, command=self._command)
        job.started.connect(lambda: self._on_started(job))
        job.ended.connect(lambda outcome: self._on_ended(job))
        return job

    @property
    def running_jobs(self) -> tuple[Job, ...]:
        """The jobs that run now."""
        return tuple(self._jobs)

    def stop_all(self) -> None:
        """Asks every running job to end well."""
        for job in self.running_jobs:
            job.stop()

    def kill_all(self) -> None:
        """Ends every running job at once."""
        for job in self.running_jobs:
            job.kill()

    def _on_started(self, job: Job) -> None:
        self._jobs.append(job)
        self.job_started.emit(job)

    def _on_ended(self, job: Job) -> None:
        self._jobs.remove(job)
        self.job_ended.emit(job)

    def clear_up(self) -> None:
        """Removes what was written for jobs to read; the window is gone."""
        self._scratch.remove()

    # A run

    def open_run(self, path: Path) -> None:
        """Shows an existing run: replays its reports, and follows it while another process trains it.

        Raises:
            FailureError: When there is no run, or this version cannot read it.
        """
        if self._training.is_running:
            raise fail("Training", "A training is running.", "Stop it before you open another run.")
        run = RunFolder.open(path)
        info = run.info()
        self._show_run(run, run.state(), run.config())
        if info.device:
            self.handle(events.Device(backend=info.backend, device=info.device, precision=info.precision))
        self._follower.attach(run)
        self._replay = run.replay()
        self._replay_turn.start()

    def close_run(self) -> None:
        """Shows no run: the next training makes a new one."""
        if not self._training.is_running:
            self._show_run(None, "", self._config)

    def handle(self, event: events.Event) -> None:
        """Sends an event of the shown run, live or replayed, to whoever listens for its kind."""
        if isinstance(event, events.State):
            self._enter(event.state)
        signal = self._signals.get(type(event))
        if signal is not None:
            signal.emit(event)

    def _show_run(self, run: RunFolder | None, state: str, config: Config) -> None:
        self._replay_turn.stop()
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
        while time.monotonic() < deadline:
            event = next(self._replay, None)
            if event is None:
                self._replay_turn.stop()
                self.replayed.emit()
                self._follower.begin()
                return
            self._follower.saw(event)
            self.handle(event)

    def _open_again(self) -> None:
        if self._run is not None:
            self.open_run(self._run.path)

    # Training

    @property
    def is_training(self) -> bool:
        """Whether the shown run trains, paused or not, as a job of this window or followed."""
        return self._training.is_running or self._follower.is_active

    @property
    def is_following(self) -> bool:
        """Whether the shown run trains in a process that this window did not start."""
        return self._follower.is_active

    @property
    def is_stopping(self) -> bool:
        """Whether the training was asked to stop and is saving."""
        return self._training.is_stopping or self._follower.is_stopping

    @property
    def is_resumable(self) -> bool:
        """Whether the shown run can be gone on with."""
        return not self.is_training and self._state in ("stopped", "interrupted", "failed") and self._has_folder()

    def _has_folder(self) -> bool:
        return self._run is not None and (self._run.path / "run.json").is_file()

    @property
    def training_job(self) -> Job:
        """The one job that trains."""
        return self._training

    def start_training(
        self,
        name: str = "",
        *,
        dataset: Path | None = None,
        config: Config | None = None,
        more: Sequence[str] | None = None,
    ) -> None:
        """Trains a new run on the open dataset, and those that it is mixed with, with the current configuration.

        Args:
            name: The run's folder below `places.runs_folder()`; made from dataset, preset and time when empty.
            dataset: Another dataset than the open one.
            config: Another configuration than the current one.
            more: The words of another mix than the current one.

        Raises:
            FailureError: When no dataset is open, a setting is wrong, or the run exists already.
        """
        others = tuple(self.mix.words()) if more is None else more
        dataset = dataset or self._dataset
        if dataset is None:
            raise fail("No dataset", "There is nothing to train on yet.", "Open a dataset on the Data page.")
        if self._problems and config is None:
            raise fail("Wrong setting", self._problems[0].message + ".", "Correct it on the Model page.")
        places.make_home()
        config = config or self._config
        run = places.runs_folder() / run_name(name, dataset, config.preset)
        try:
            RunFolder.refuse_occupied(run)
        except FailureError as error:
            raise fail("Already there", f"There is a run {run.name} already.", "Choose another name.") from error
        file = self.keep_config(config)
        self._show_run(RunFolder(run), "preparing", config)
        self._train("--data", str(dataset), *others, "--run", str(run), "--config", str(file))
        if self._pinned:
            self.send(commands.SetPinned(sentences=self._pinned))

    def keep_config(self, config: Config, name: str = "config.json") -> Path:
        """Writes a configuration for a job to read; the file goes with the session."""
        file = Path(self._scratch.filePath(name))
        atomic.write_text(file, config.model_dump_json(indent=2))
        return file

    def resume_training(self, remedy: str = "") -> None:
        """Goes on with the shown run from its last checkpoint.

        Args:
            remedy: The `Failure.remedy` to apply first.

        Raises:
            FailureError: When no run is shown or its folder is damaged.
        """
        if self._run is None:
            raise fail("No run", "There is no run to resume.", "Choose one, or start a new one.")
        run = RunFolder.open(self._run.path)
        self._enter("preparing")
        self._train("--run", str(run.path), "--resume", *remedy_words(remedy, run.config()))

    def send(self, command: events.Message) -> None:
        """Sends a command to the training, such as `Pause`, `SaveNow`, `ValidateNow` or `SetLearningRate`."""
        if self.is_following:
            self._follower.send(command)
        else:
            self._training.send(command)

    @property
    def pinned(self) -> tuple[events.PinnedSentence, ...]:
        """The sentences whose attention a training of this window follows; empty: those that it chooses."""
        return self._pinned

    def pin(self, sentences: Sequence[events.PinnedSentence]) -> None:
        """Follows these sentences from the next validation of a running training on, and in those that start later."""
        self._pinned = tuple(sentences)
        if self.is_training:
            self.send(commands.SetPinned(sentences=self._pinned))

    @property
    def learning_rate_factor(self) -> float:
        """What the learning rate of the shown run's schedule is multiplied by."""
        try:
            return self._run.info().learning_rate_factor if self._run is not None else 1.0
        except FailureError:  # it is being made at this moment
            return 1.0

    def stop_training(self) -> None:
        """Asks the training to stop and to keep its model."""
        if self.is_following:
            self._follower.stop()
        else:
            self._training.stop()
        self.training_changed.emit()

    def kill_training(self) -> None:
        """Ends the training at once; it can be resumed from its last checkpoint."""
        if self.is_following:
            self._follower.kill()
        else:
            self._training.kill()

    def let_training_go(self) -> None:
        """Lets the training of this window go on when the window is gone; its job ends here."""
        self._training.let_go()

    def _train(self, *arguments: str) -> None:
        self._training.start(["train", *arguments])
        self.training_changed.emit()

    def _on_training_ended(self, outcome: Outcome) -> None:
        self._enter(self._state_on_disk())
        self.training_ended.emit(outcome)

    def _state_on_disk(self) -> str:
        """How the run stands once its process is gone; one that died before it had a folder has failed."""
        try:
            return self._run.state() if self._run is not None else ""
        except FailureError:
            return "failed"
