"""The job `train`: from pairs to a finished model, with everything that happens on the way told to the channel."""

from __future__ import annotations

from contextlib import AbstractContextManager, ExitStack, nullcontext, suppress
from typing import TYPE_CHECKING

from tfmodel.channel import Channel
from tfmodel.contract import commands, events, run_log
from tfmodel.contract.awake import awake_seconds
from tfmodel.contract.backends import TITLES
from tfmodel.contract.config import Config
from tfmodel.contract.failure import FailureError, fail, failure_from
from tfmodel.contract.processes import own_process
from tfmodel.contract.run_folder import RunFolder, State
from tfmodel.jobs import backends, checkpoints
from tfmodel.jobs.attending import NotingChannel, attending
from tfmodel.jobs.controls import Controls, StoppedError
from tfmodel.jobs.importing import Tell
from tfmodel.jobs.load import reporting_load
from tfmodel.jobs.pinned import keep_asked
from tfmodel.jobs.preparing import Prepared, TrainOptions, prepare
from tfmodel.jobs.recovery import Recovery
from tfmodel.jobs.trouble import DivergedError, OutOfMemoryError

if TYPE_CHECKING:
    from tfmodel.jobs.assembling import Assembly
    from tfmodel.jobs.environment import Way


def run(options: TrainOptions, channel: Channel) -> bool:
    """Trains a run; returns whether it was stopped before its end."""
    began = awake_seconds()
    _refuse_backend(options)
    controls = Controls(channel)
    if options.pins:
        controls.pins.put(commands.SetPinned(sentences=options.pins))
    with controls.listening(), reporting_load(channel) as energy, ExitStack() as stack:
        channel.emit(events.State(state="preparing", text="Reading the pairs"))
        prepared = stack.enter_context(prepare(options, _telling(channel, controls)))
        prepared.run.change_info(state="preparing", failure=None, **own_process())
        energy.go_on(prepared.run.info(), prepared.config.training.devices)
        noting = NotingChannel(channel, prepared.run, energy)
        try:
            with attending(prepared.run, controls):
                step = _train(prepared, options, noting, controls, began)
            prepared.run.change_info(state=_ending(controls), step=step, energy=energy.now())
        except StoppedError:  # it stands where it stood before
            prepared.run.change_info(state=_ending(controls), energy=energy.now())
            with suppress(OSError):  # a full disk: it stopped all the same
                keep_asked(controls.pins, prepared.run)
        except Exception as error:
            with suppress(OSError, FailureError):  # the disk may be full: then the run counts as interrupted
                failure = failure_from(error)
                prepared.run.change_info(state="failed", failure=failure)
                run_log.append(prepared.run.path, events.Log(level="error", message=failure.sentence))
            raise
        return controls.stop.is_set()


def _refuse_backend(options: TrainOptions) -> None:
    """One that is not there or cannot do what is asked, before any work; a wrong name is one of the wrong settings."""
    asked = options.changes.get("training.backend", "auto")
    if asked == "auto" or asked in TITLES:
        _refuse_event_files(options, backends.choose(asked))


def _refuse_event_files(options: TrainOptions, backend: str) -> None:
    if options.tensorboard and backend != "tensorflow":
        raise fail("TensorFlow's own", f"{TITLES[backend]} writes no event files.", "Leave --tensorboard out.")


def _telling(channel: Channel, controls: Controls) -> Tell:
    """Tells events, and ends a preparation that nobody waits for any more."""

    def tell(event: events.Message) -> None:
        if controls.stop.is_set():
            raise KeyboardInterrupt
        channel.emit(event)

    return tell


def _train(prepared: Prepared, options: TrainOptions, channel: Channel, controls: Controls, began: float) -> int:
    """Trains to the end; returns the step that it came to."""
    from tfmodel.jobs.environment import environment

    config, former = prepared.config, prepared.run.info().backend
    backend = backends.choose(config.training.backend, former)
    _refuse_event_files(options, backend)
    channel.emit(events.State(state="preparing", text=f"Loading {TITLES[backend]}"))
    here = environment(config.training, former)
    way = here.way(config, prepared.run.info())
    channel.emit(here.event(way.precision))
    if way.measured:
        channel.emit(_as_measured(way))
    prepared.run.change_info(
        backend=here.backend,
        device=here.device,
        precision=way.precision,
        xla=way.xla,
        steps_per_call=way.per_call,
    )
    from tfmodel.jobs.assembling import Assembly

    with _telling_others(channel, options, prepared) as channel:
        spent = _seconds_spent(prepared.run) if options.resume else None
        deadline = _deadline(config, began - (spent or 0.0))
        assembly = Assembly(prepared, here, way, channel, controls)
        recovery = Recovery(prepared.run, channel)
        step, deadline, spent = _attempt(assembly, recovery, deadline, spent)
        while step is None:
            step, deadline, spent = _attempt(assembly, recovery, deadline, spent, again=True)
        return step


def _as_measured(way: Way) -> events.Log:
    when, kind = way.measured, way.precision
    if way.xla:
        return events.Log(message=f"Steps are computed in {kind} with XLA, as measured here on {when}")
    return events.Log(message=f"Steps are computed in {kind} without XLA, as measured here on {when}")


def _telling_others(channel: Channel, options: TrainOptions, prepared: Prepared) -> AbstractContextManager[Channel]:
    if not options.tensorboard:
        return nullcontext(channel)
    from tfmodel.jobs.tensorboard import telling_tensorboard

    return telling_tensorboard(channel, prepared.run.path)


def _ending(controls: Controls) -> State:
    """A run whose window died was not stopped by a person: the next window says so."""
    if controls.hurry.is_set():
        return "interrupted"
    return "stopped" if controls.stop.is_set() else "finished"


def _attempt(
    assembly: Assembly, recovery: Recovery, deadline: float | None, spent: float | None, *, again: bool = False
) -> tuple[int | None, float | None, float]:
    """Trains to the end, or until the training has to be made anew and go on.

    Nothing of it is left then: the next one needs its memory.

    Args:
        assembly: Makes it.
        recovery: Changes how the next one goes on.
        deadline: `awake_seconds()` at which the whole job should be done, or None.
        spent: Seconds of the training so far; None where it begins.
        again: This session has trained before, and met trouble.

    Returns:
        The last step, or None when it has to go on; the deadline, None where a fall is kept to however late it ends;
        the seconds by now.
    """
    training = assembly.new_training(deadline)
    if spent is not None:
        training.resume(spent, again=again)
        assembly.channel.emit(events.Log(message=f"Going on from step {training.progress.step:,}"))
    step: int | None = None
    try:
        training.run_to_the_end()
        step = training.progress.step
    except OutOfMemoryError:
        recovery.cut_batches(training.batches.longest, training.feed.devices.replicas)
    except DivergedError as trouble:
        recovery.slow_down(trouble)
    return step, training.ending.deadline, training.seconds


def _seconds_spent(run: RunFolder) -> float:
    """Of earlier sessions, up to the checkpoint that the training goes on from: minutes are counted in all."""
    path = checkpoints.newest_complete(run)
    return 0.0 if path is None else checkpoints.read_progress(path).seconds


def _deadline(config: Config, began: float) -> float | None:
    minutes = config.training.max_minutes
    return None if minutes is None else began + 60.0 * minutes
