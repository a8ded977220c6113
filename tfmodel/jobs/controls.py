"""What the person at the other end wants now: heard by one thread, read by the training between its steps."""

from __future__ import annotations

import queue
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from tfmodel.channel import Channel
from tfmodel.contract import commands

_HANGUP = getattr(signal, "SIGHUP", None)  # Windows has none
_SIGNALS = tuple(number for number in (signal.SIGINT, signal.SIGTERM, _HANGUP) if number is not None)


class StoppedError(Exception):
    """Ends work before the first step of a training that is to stop."""


class Controls:
    """Commands as flags. `interrupts` says that the stretch of training in hand should end early."""

    def __init__(self, channel: Channel) -> None:
        self._channel = channel
        self.stop = threading.Event()
        self.save = threading.Event()
        self.validate = threading.Event()
        self.paused = threading.Event()
        self.hurry = threading.Event()
        self.newest = threading.Event()
        self._heard = threading.Event()
        self._detached = False
        self.pins: queue.SimpleQueue[commands.SetProbe | commands.SetPinned] = queue.SimpleQueue()
        self.learning_rates: queue.SimpleQueue[float] = queue.SimpleQueue()

    @property
    def interrupts(self) -> bool:
        """Whether something waits that can only be done between two calls of `fit`."""
        waits = any(flag.is_set() for flag in (self.stop, self.save, self.validate, self.paused))
        return waits or not self.learning_rates.empty()

    def heed_stop(self) -> None:
        """Ends long work before the first step, once the training is to stop.

        Raises:
            StoppedError: It is to stop.
        """
        if self.stop.is_set():
            raise StoppedError

    def wait_for_a_command(self) -> None:
        """Returns when something may have changed: during a pause."""
        self._heard.wait()
        self._heard.clear()

    @contextmanager
    def listening(self) -> Iterator[None]:
        """Hears commands, and Ctrl+C or a polite kill as a stop, while the block runs."""
        previous = {number: signal.signal(number, self._on_signal) for number in heeded()}
        listener = threading.Thread(target=self._listen, name="controls", daemon=True)
        listener.start()
        try:
            yield
        finally:
            self._channel.release()  # or it would take the first command that is meant for the next job
            listener.join()
            for number, handler in previous.items():
                signal.signal(number, handler)

    def _listen(self) -> None:
        while (command := self._channel.command(wait=None)) is not None:
            self.obey(command)

    def obey(self, command: commands.Command) -> None:
        """Takes a command, from whatever thread."""
        self._set(command)
        self._heard.set()

    def _set(self, command: commands.Command) -> None:
        if isinstance(command, commands.Stop):
            self._stop(command)
        elif isinstance(command, commands.Detach):
            self._detached = True
        elif isinstance(command, commands.Pause):
            self.paused.set()
        elif isinstance(command, commands.Resume):
            self.paused.clear()
        elif isinstance(command, commands.SaveNow):
            self.save.set()
        elif isinstance(command, commands.ValidateNow):
            self.validate.set()
        elif isinstance(command, commands.SetProbe | commands.SetPinned):
            self.pins.put(command)
        elif isinstance(command, commands.SetLearningRate):
            self.learning_rates.put(command.factor)

    def _stop(self, command: commands.Stop) -> None:
        if command.at_once:
            self.hurry.set()
        if command.keep == "newest":
            self.newest.set()
        self.stop.set()
        self.paused.clear()

    def _on_signal(self, number: int, frame: Any) -> None:
        if number == _HANGUP and (self._detached or self.stop.is_set()):
            return  # the terminal of the window that is gone; or that of a shell, which says it, and then the system
        if self.stop.is_set():  # the second time: at once
            raise KeyboardInterrupt
        self._stop(commands.Stop())
        self._heard.set()


def heeded() -> list[int]:
    """Numbers of the signals that mean a stop; `nohup` ignores the end of the terminal, and so does what it starts."""
    ignored = _HANGUP is not None and signal.getsignal(_HANGUP) is signal.SIG_IGN
    return [number for number in _SIGNALS if not (ignored and number == _HANGUP)]
