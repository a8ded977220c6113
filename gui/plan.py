"""The next training as it is planned: its dataset, its configuration, and what there is to compute on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from gui.jobs import Jobs
from gui.later import later
from gui.mix import Mix, with_data
from gui.worker import COMMAND

if TYPE_CHECKING:
    from tfmodel.contract import config as configuration
    from tfmodel.contract import events, failure, presets, problems, proposal
    from tfmodel.contract.config import Config
    from tfmodel.contract.problems import Problem
else:
    configuration = later("tfmodel.contract.config")
    events = later("tfmodel.contract.events")
    failure = later("tfmodel.contract.failure")
    presets = later("tfmodel.contract.presets")
    problems = later("tfmodel.contract.problems")
    proposal = later("tfmodel.contract.proposal")


class Plan(Jobs):
    """The open dataset, the configuration that is edited, and the hardware.

    Attributes:
        mix: The datasets that are trained on together with the open one.
        dataset_changed: The path of the open dataset, or None.
        config_changed: The last valid `Config`. While there are problems, only some settings of the data are others
            than before, and what a person is typing stays.
        problems_changed: Tuple of `Problem`: what is wrong with the values being edited.
        proposed: Why the configuration was just chosen, in one sentence.
        hardware_found: What there is to compute on, an `events.Hardware`.
        hardware_failed: The `Failure` of looking for it.
    """

    dataset_changed = Signal(object)
    config_changed = Signal(object)
    problems_changed = Signal(object)
    proposed = Signal(str)
    hardware_found = Signal(object)
    hardware_failed = Signal(object)

    def __init__(self, parent: QObject | None = None, *, command: Sequence[str] = COMMAND) -> None:
        super().__init__(parent, command=command)
        self._dataset: Path | None = None
        self.mix = Mix(self)
        self.mix.changed.connect(self._suit_mix)
        self._edited: Config | None = None
        self._refused: Mapping[str, Any] | None = None  # the nested values of the form, while some of them are wrong
        self._proposed: Config | None = None
        self._problems: tuple[Problem, ...] = ()
        self._hardware: events.Hardware | None = None
        self._devices = self.new_job()
        self._devices.received.connect(self.take_hardware)
        self._devices.failed.connect(self.hardware_failed)

    @property
    def dataset(self) -> Path | None:
        """The open dataset, a .pairs file."""
        return self._dataset

    @property
    def config(self) -> Config:
        """The last valid configuration that was edited."""
        return self._edited or self._preset

    @cached_property
    def _preset(self) -> Config:
        """What the window begins with."""
        return presets.load_preset(configuration.Config().preset)

    @property
    def _is_untouched(self) -> bool:
        """Whether a person has chosen nothing yet, nor begun to, so that another configuration may be proposed."""
        return not self._problems and self.config == (self._proposed or self._preset)

    @property
    def values(self) -> Mapping[str, Any]:
        """The nested values being edited, as the form shows them: those of `config`, unless some are wrong."""
        return self.config.model_dump() if self._refused is None else self._refused

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with the values being edited; empty when `config` is what the form shows."""
        return self._problems

    def refuse_problems(self) -> None:
        """Whoever trains with `config` gets what the form shows.

        Raises:
            FailureError: A value being edited is wrong, and `config` still has the valid one from before.
        """
        if self._problems:
            raise failure.fail("Wrong setting", self._problems[0].message + ".", "Correct it on the Model page.")

    def open_dataset(self, path: Path | None) -> None:
        """Makes a .pairs file the one that is trained on."""
        if path != self._dataset:
            self._dataset = None  # nothing is proposed for what is open no more
            self.mix.clear()
        self._dataset = path
        self.dataset_changed.emit(path)
        self._propose_if_untouched()

    def propose(self) -> None:
        """Takes the configuration that suits the datasets of the training and the device, which `proposed` explains.

        Raises:
            FailureError: When no dataset is open or one cannot be read.
        """
        if self._dataset is None:
            raise failure.fail("No dataset", "There is nothing to propose for.", "Open a dataset on the Data page.")
        from gui.facts import facts_of  # the dataset's library: not needed for the first frame

        proposed = proposal.propose(facts_of((self._dataset, *self.mix.others), self._hardware))
        self._proposed = proposed.config
        self.set_config(proposed.config)
        self.proposed.emit(proposed.reason)

    def _propose_if_untouched(self) -> None:
        if self._dataset is not None and self._is_untouched:
            with suppress(failure.FailureError):  # who trains is told which dataset of the mix cannot be read
                self.propose()

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
        self.hardware_found.emit(event)
        if event.trains_on_gpu or event.batch_tokens:
            self._propose_if_untouched()

    def set_config(self, config: Config) -> None:
        """Replaces the configuration as a whole (a preset, a proposal, that of a run)."""
        self._edited, self._refused = config, None
        self._set_problems(())
        self.config_changed.emit(config)

    @property
    def lone_config(self) -> Config:
        """The configuration for a training on one dataset, which has no weights."""
        return with_data(self.config, weights="") or self.config

    def change_data(self, **changes: Any) -> bool:
        """Changes settings of the data, if they are allowed, and says so; what else is being typed stays.

        What was refused for a value that is mended by this is taken with it.
        """
        config = with_data(self.config, **changes)
        if config is None:
            return False
        values = self.values
        self._edited = config
        self._take({**values, "data": values["data"] | changes})
        self.config_changed.emit(self.config)
        return True

    def _suit_mix(self) -> None:
        """Other datasets have other weights, and other proposals."""
        if self.config.data.weights:
            self.change_data(weights="")
        self._propose_if_untouched()

    def edit(self, values: Mapping[str, Any]) -> None:
        """Takes the nested values of the form: the configuration changes only when they are valid."""
        self._take(values)
        if not self._problems:
            self.config_changed.emit(self.config)

    def _take(self, values: Mapping[str, Any]) -> None:
        found = tuple(problems.problems_of(values))
        self._refused = values if found else None
        if not found:
            self._edited = configuration.Config.model_validate(values)
        self._set_problems(found)

    def _set_problems(self, found: tuple[Problem, ...]) -> None:
        if found != self._problems:
            self._problems = found
            self.problems_changed.emit(found)
