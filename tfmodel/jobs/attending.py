"""What lets another window follow a training and act on it: its state in the run folder, and an ear there."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from tfmodel.channel import Channel
from tfmodel.contract import commands, events, inbox, run_log
from tfmodel.contract.run_folder import RunFolder
from tfmodel.jobs.controls import Controls
from tfmodel.jobs.load import RunEnergy

SECONDS = 0.5  # between two looks into the run folder


@contextmanager
def attending(run: RunFolder, controls: Controls, seconds: float = SECONDS) -> Iterator[None]:
    """Obeys what is dropped into the run folder while the block runs, from a thread of its own."""
    inbox.clear(run.path)
    done = threading.Event()
    thread = threading.Thread(target=_attend, args=(run, controls, done, seconds), name="inbox", daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()
        inbox.clear(run.path)


def _attend(run: RunFolder, controls: Controls, done: threading.Event, seconds: float) -> None:
    while not done.wait(seconds):
        with suppress(OSError):  # on Windows a virus scanner may hold a file; it is there the next time too
            for command in inbox.take(run.path):
                controls.obey(command)


class NotingChannel:
    """A channel that notes in run.json the state of the training and the energy it has taken, and keeps its log."""

    def __init__(self, channel: Channel, run: RunFolder, energy: RunEnergy) -> None:
        self._channel = channel
        self._run = run
        self._energy = energy
        self._state = ""

    def emit(self, event: events.Message) -> None:
        """See `Channel`."""
        if isinstance(event, events.State) and event.state != self._state:
            self._state = event.state
            self._run.change_info(state=event.state, energy=self._energy.now())
        if isinstance(event, events.Log):
            run_log.append(self._run.path, event)
        self._channel.emit(event)

    def command(self, *, wait: float | None = 0.0) -> commands.Command | None:
        """See `Channel`."""
        return self._channel.command(wait=wait)

    def release(self) -> None:
        """See `Channel`."""
        self._channel.release()
