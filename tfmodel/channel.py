"""How a job speaks: events out, commands in, over the two pipes that every process has (design, section 3)."""

from __future__ import annotations

import _thread
import errno
import os
import queue
import select
import signal
import stat
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Protocol, TextIO

from tfmodel import console
from tfmodel.contract import commands, events
from tfmodel.event_text import RESULTS, text_of

SECONDS_TO_LEAVE = 2.5  # that a job has to save and end when whoever started it is gone
# What steers a terminal, but for the ends of lines and tabs: C0, the character of deleting, and C1.
_CONTROLS = {sign: "\ufffd" for sign in (*range(0x20), *range(0x7F, 0xA0)) if chr(sign) not in "\n\t"}


class Channel(Protocol):
    """Where a job sends its events, and where it hears commands."""

    def emit(self, event: events.Message) -> None:
        """Sends one event; never raises because nobody listens any more."""

    def command(self, *, wait: float | None = 0.0) -> commands.Command | None:
        """The next command, or None when none came within `wait` seconds (None: wait for ever) or after `release`."""

    def release(self) -> None:
        """Lets whoever waits for a command go away without one; the next command is for who asks next."""


class JsonChannel:
    """Events as JSON lines on stdout, commands as JSON lines on stdin; the end of stdin means stop.

    A terminal gives commands while the job has it: where a shell began the job with `&`, or sent it to the background,
    what is typed is for others.

    The real stdout is kept for the events alone: file descriptor 1 then points at stderr, so that nothing that a
    library prints can corrupt the protocol.

    Args:
        hears: Whether the job asks for commands itself. One that does not is interrupted, as by Ctrl+C, when it is to
            stop: a window that died leaves no job behind.
        answers: Whether commands are all the work of the job: where nobody can speak, those of a file at stdin are
            read, whose end is the end of the work.
        on_stop: Called once the job was told to stop, or to go on alone: from then on it takes the time that it needs.

    Attributes:
        lost: What kept events from the file that they go to, such as a full disk; nothing was written after it.
    """

    def __init__(
        self, *, hears: bool = True, answers: bool = False, on_stop: Callable[[], None] = lambda: None
    ) -> None:
        self.lost: OSError | None = None
        self._hears = hears
        self._answers = answers
        self._on_stop = on_stop
        self._stopping = False
        self._interrupted = False
        self._detached = False
        sys.stdout.flush()
        self._out = os.fdopen(os.dup(1), "w", encoding="utf-8", newline="\n")
        os.dup2(2, 1)
        self._lock = threading.Lock()
        self._commands: queue.Queue[commands.Command | None] = queue.Queue()
        speaks = _somebody_speaks(sys.stdin)
        if speaks and _has_no_commands(sys.stdin, self._out):
            speaks = False
            self._on_stop()  # whoever started the job may leave: the end of stdin was no leash
        self._reads = answers and not speaks
        if speaks:
            threading.Thread(target=self._listen, name="commands", daemon=True).start()

    def emit(self, event: events.Message) -> None:
        """Writes one line; a reader that is gone is no error, the end of stdin tells the job to stop. See `lost`."""
        if self._interrupted and not isinstance(event, events.Finished | events.Failed):
            raise KeyboardInterrupt  # once more: libraries swallow the first one
        with self._lock:
            try:
                with writing(self._out):
                    self._out.write(event.line() + "\n")
                    self._out.flush()
            except ValueError:
                return
            except OSError as error:
                self.lost = self.lost or error

    def command(self, *, wait: float | None = 0.0) -> commands.Command | None:
        """The next command; see `Channel`."""
        if wait is None and self._reads:
            _read_without_being_held()
            return next(self._spoken(), None)
        try:
            return self._commands.get(block=wait != 0.0, timeout=wait)
        except queue.Empty:
            return None

    def release(self) -> None:
        """See `Channel`."""
        self._commands.put(None)

    def _spoken(self) -> Iterator[commands.Command]:
        while line := self._line():
            command = commands.read_command(line)
            if command is not None:
                yield command
            elif line.strip():
                self.emit(events.Log(level="warning", message=f"This is no command: {line.strip()[:200]}"))

    def _line(self) -> str:
        """One line of stdin, or an empty text at its end, also of one that is closed or missing."""
        try:
            return sys.stdin.readline()
        except (OSError, ValueError, AttributeError) as error:
            if getattr(error, "errno", None) == errno.EIO and not self._answers:
                self._detached = True  # the shell has the terminal again, as after Ctrl+Z and `bg`: it did not end
            return ""

    def _listen(self) -> None:
        if not self._answers:  # a job whose work is what is typed may be held in the background
            _read_without_being_held()
        for command in self._spoken():
            self._take(command)
        if not self._stopping and not self._detached:
            leave = threading.Timer(SECONDS_TO_LEAVE, os._exit, (130,))  # files are complete or absent at any moment
            leave.daemon = True
            leave.start()
            self._take(commands.Stop(at_once=True))

    def _take(self, command: commands.Command) -> None:
        if isinstance(command, commands.Stop) and not command.at_once:
            self._on_stop()
        if isinstance(command, commands.Detach):
            self._detach()
        self._stopping = self._stopping or isinstance(command, commands.Stop)
        if isinstance(command, commands.Stop) and not self._hears:
            self._interrupted = True
            _interrupt_main()
        else:
            self._commands.put(command)

    def _detach(self) -> None:
        """Says so, and writes nothing more to pipes that nobody will read."""
        self._detached = True
        self._on_stop()
        console.leave()
        self.emit(events.Detached())
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, 1)
        os.dup2(nowhere, 2)
        os.close(nowhere)


def _interrupt_main() -> None:
    """As Ctrl+C does: where there are signals, also while the main thread waits for a process of its own."""
    if hasattr(signal, "pthread_kill"):
        signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGINT)
    else:
        _thread.interrupt_main()


def _somebody_speaks(stream: TextIO) -> bool:
    """Whether commands can come: from a pipe, a socket or a terminal. /dev/null ends at once and means nothing."""
    try:
        mode = os.fstat(stream.fileno()).st_mode
    except (OSError, ValueError, AttributeError):
        return False
    return stat.S_ISFIFO(mode) or stat.S_ISSOCK(mode) or (console.is_terminal(stream) and _is_ours(stream))


def _is_ours(terminal: TextIO) -> bool:
    """Whether what is typed is for this job: a shell gives its terminal to one at a time, to none begun with `&`."""
    if sys.platform == "win32":
        return True
    try:
        return os.tcgetpgrp(terminal.fileno()) == os.getpgrp()
    except OSError:  # it belongs to another session
        return False


def _read_without_being_held() -> None:
    """From now on this thread gets an error where the shell has the terminal; the system would stop the process."""
    if sys.platform != "win32":
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTTIN})


def _has_no_commands(stream: TextIO, out: TextIO) -> bool:
    """Whether a pipe had ended, with nothing in it, before the job began: so it is where a script runs by itself.

    Not where the reader of `out` is gone, too: then whoever started the job is, and it is to stop. Windows, and macOS,
    do not tell such a pipe from one with commands in it.
    """
    if not hasattr(select, "poll"):
        return False
    poll = select.poll()
    poll.register(stream, select.POLLIN)
    poll.register(out, 0)
    seen = dict(poll.poll(0))
    has_ended = seen.get(stream.fileno(), 0) & (select.POLLIN | select.POLLHUP) == select.POLLHUP
    return has_ended and not seen.get(out.fileno(), 0) & (select.POLLERR | select.POLLHUP)


class TextChannel:
    """Events as sentences for a person: results on stdout, everything else on stderr. Commands: none but Ctrl+C."""

    def __init__(self, *, quiet: bool = False) -> None:
        self._quiet = quiet
        self._live = sys.stderr.isatty()
        if self._live:
            console.show_escapes(sys.stderr)
        self._pending = False

    def emit(self, event: events.Message) -> None:
        """Prints the event where it says something to a person."""
        text = text_of(event)
        if isinstance(event, events.Failed | events.Finished | events.State):
            self._clear()
        if text and isinstance(event, events.Progress):
            self._progress(text)
        elif text:
            result = isinstance(event, RESULTS)
            is_error = isinstance(event, events.Log) and event.level == "error"
            if result or is_error or not self._quiet:
                whole = isinstance(event, events.Translated)  # what a model wrote, for whoever reads it from stdout
                self._line(text if whole else harmless(text), sys.stdout if result else sys.stderr)

    def command(self, *, wait: float | None = 0.0) -> commands.Command | None:
        """None: a terminal gives no commands."""
        return None

    def release(self) -> None:
        """Nobody waits here."""

    def _progress(self, text: str) -> None:
        if self._live and not self._quiet:
            with writing(sys.stderr):  # a terminal may be gone, and the work is to go on
                sys.stderr.write(f"\r\x1b[2K{harmless(text)}")
                sys.stderr.flush()
            self._pending = True

    def _clear(self) -> None:
        """Takes the progress away: what follows stands on a line of its own."""
        if self._pending:
            with writing(sys.stderr):
                sys.stderr.write("\r\x1b[2K")
                sys.stderr.flush()
            self._pending = False

    def _line(self, text: str, stream: TextIO) -> None:
        self._clear()
        with writing(stream):
            print(text, file=stream, flush=True)


def harmless(text: str) -> str:
    """A text for a terminal, which obeys the control characters in it: names and messages may be of any run folder."""
    return text.translate(_CONTROLS)


@contextmanager
def writing(stream: TextIO) -> Iterator[None]:
    """Around writing: a reader that has seen enough is no error, and what stderr loses is no loss.

    Raises:
        OSError: Naming the file behind stdout, when it cannot be written.
    """
    try:
        yield
    except OSError as error:
        name = _file_behind(stream)
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())  # what is in its buffer would fail at the end again
        if stream is not sys.stderr and not _is_of_a_gone_reader(error):
            raise OSError(error.errno, error.strerror, name) from error


def _is_of_a_gone_reader(error: OSError) -> bool:
    """Windows says of a broken pipe that the argument is invalid."""
    return isinstance(error, BrokenPipeError) or (sys.platform == "win32" and error.errno == errno.EINVAL)


def _file_behind(stream: TextIO) -> str:
    try:
        return os.readlink(f"/proc/self/fd/{stream.fileno()}")
    except OSError:  # no Linux
        return "the output"
