"""A job in a process of its own, seen from the window: events come in, commands go out, one outcome at the end."""

from __future__ import annotations

import contextlib
import logging
import os
import sys
import time
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QProcess, QTimer, Signal

from gui.job_kinds import failure_of_death, failure_of_start, kind_of
from gui.later import later
from gui.own_python import set_program
from gui.said import spoken

if TYPE_CHECKING:
    import psutil

    from tfmodel.contract import commands, events
    from tfmodel.contract.failure import Failure
else:
    psutil = later("psutil")
    commands = later("tfmodel.contract.commands")
    events = later("tfmodel.contract.events")

COMMAND = (sys.executable, str(Path(__file__).resolve().parent.parent / "main.py"))

TURN_SECONDS = 0.008  # work on a child's output in one turn of the event loop; then the window gets its turn
LONGEST_LINE = 16 * 2**20  # bytes; a child that writes more without an end of line is not speaking the protocol
TAIL_LINES = 40
NICE = 10  # steps below the window
LEAST_NICE = 19
TAIL_COLUMNS = 1000

_LET_GO: list[QProcess] = []  # of children that outlive this process


@dataclass(frozen=True)
class Outcome:
    """How a job ended.

    Attributes:
        exit_code: As the system reports it; the number of the signal when the process was killed.
        stopped: Whether it ended because it was asked to.
        failure: What went wrong, or None.
    """

    exit_code: int
    stopped: bool
    failure: Failure | None

    @property
    def succeeded(self) -> bool:
        """Whether the job came to its own end."""
        return self.failure is None and not self.stopped

    @property
    def cancelled(self) -> bool:
        """Whether the job ended before its work was done; one asked to stop may have done all of it by then."""
        return self.stopped and self.exit_code != 0


class Job(QObject):
    """Runs `main.py <job> … --json` and turns its lines into signals.

    Every signal is emitted in the window's thread. `ended` is the last and comes exactly once for each `start`,
    after every event that the child wrote. When the window dies, the child's stdin closes, which tells it to stop.

    Attributes:
        received: One `tfmodel.contract.events` message (`event` is a method of QObject).
        output: Text that is no event: the child's stderr and stray lines.
        failed: The `Failure` of the job, before `ended`.
        ended: The `Outcome`.
        is_idle: Whether it only waits to be asked; who started it says so, and the next start takes it back.
    """

    received = Signal(object)
    output = Signal(str)
    started = Signal()
    failed = Signal(object)
    ended = Signal(object)

    def __init__(self, parent: QObject | None = None, *, command: Sequence[str] = COMMAND) -> None:
        super().__init__(parent)
        self._command = tuple(command)
        self._process = self._make_process()
        # An interval of 0 fires once the window has handled what was waiting: the rest of a flood follows then.
        self._next_turn = QTimer(self, interval=0, singleShot=True)
        self._next_turn.timeout.connect(self._work)
        self._forget()

    def _make_process(self) -> QProcess:
        process = QProcess(self)
        process.started.connect(self._step_back)
        process.readyReadStandardOutput.connect(self._work)
        process.readyReadStandardError.connect(self._work)
        process.finished.connect(self._finished)
        process.errorOccurred.connect(self._error)
        return process

    def _forget(self) -> None:
        self._name = ""
        self._tail: deque[str] = deque(maxlen=TAIL_LINES)
        self._failure: Failure | None = None
        self._stop_asked = False
        self._let_go = False
        self._killed = False
        self._ending: tuple[int, bool] | None = None
        self.is_idle = False

    @property
    def name(self) -> str:
        """The job's word: "train"."""
        return self._name

    @property
    def is_running(self) -> bool:
        """True from `start` until `ended`."""
        return self._process.state() != QProcess.ProcessState.NotRunning or self._ending is not None

    @property
    def is_stopping(self) -> bool:
        """Whether the job was asked to stop and has not ended yet."""
        return self.is_running and self._stop_asked

    @property
    def process_id(self) -> int:
        """The child's process number, 0 when it does not run."""
        return int(self._process.processId())

    def start(self, arguments: Sequence[str]) -> None:
        """Starts `main.py` with `arguments` (the job's word first) and `--json`."""
        if self.is_running:
            raise RuntimeError(f"{self._name} is still running")
        self._forget()
        self._name = arguments[0]
        set_program(self._process, self._command[0])
        self._process.setArguments([*self._command[1:], *arguments, "--json"])
        self._process.start()
        self.started.emit()

    def send(self, command: events.Message) -> None:
        """Writes one command to the child; a child that is gone or was asked to stop hears nothing."""
        if self._process.state() != QProcess.ProcessState.NotRunning and not self._stop_asked:
            self._process.write((command.line() + "\n").encode())

    def stop(self, *, newest: bool = False) -> None:
        """Asks the child to end well: a training saves its model first, the best one or that of its newest weights."""
        if self.is_running and not self._stop_asked and not self._let_go:
            self.send(commands.Stop(keep="newest" if newest else "best"))
            self._stop_asked = True
            self._process.closeWriteChannel()

    def let_go(self) -> None:
        """Tells a training to go on without this window; `ended` comes once it has heard."""
        if self.is_running and not self._stop_asked:
            self.send(commands.Detach())
            self._let_go = True

    def kill(self) -> None:
        """Ends the child at once; what it has not saved is lost."""
        if self.is_running:
            self._killed = True
            self._process.kill()

    def _step_back(self) -> None:
        """Long work gives way to the window and to everything else that a person does on this machine."""
        if kind_of(self._name).is_background:
            with contextlib.suppress(psutil.Error):  # it may have ended already
                psutil.Process(self.process_id).nice(_lower_priority())

    def _work(self) -> None:
        deadline = time.monotonic() + TURN_SECONDS
        while time.monotonic() < deadline:
            if not self._take_line() and not self._take_errors():
                if self._ending is not None:
                    self._conclude()
                return
        self._next_turn.start()

    def _take_line(self) -> bool:
        self._process.setReadChannel(QProcess.ProcessChannel.StandardOutput)
        partial = self._ending is not None or self._process.bytesAvailable() > LONGEST_LINE
        if not self._process.canReadLine() and not (partial and self._process.bytesAvailable()):
            return False
        line = bytes(self._process.readLine(LONGEST_LINE).data())
        event = events.read_event(line)
        if event is None:
            self._note(line)
        else:
            self._take_event(event)
        return True

    def _take_event(self, event: events.Event) -> None:
        if isinstance(event, events.Failed):
            self._failure = spoken(event.failure)
        elif isinstance(event, events.Finished):
            self._stop_asked = self._stop_asked or event.stopped
        elif isinstance(event, events.Detached):
            self._abandon()
            return
        self.received.emit(spoken(event))

    def _abandon(self) -> None:
        """Leaves the child to itself; see `end`."""
        process, self._process = self._process, self._make_process()
        process.blockSignals(True)
        process.setParent(None)
        _LET_GO.append(process)
        self.ended.emit(Outcome(0, stopped=True, failure=None))

    def _take_errors(self) -> bool:
        self._process.setReadChannel(QProcess.ProcessChannel.StandardError)
        if not self._process.canReadLine() and not (self._ending is not None and self._process.bytesAvailable()):
            return False
        self._note(bytes(self._process.readLine(TAIL_COLUMNS).data()))
        return True

    def _note(self, line: bytes) -> None:
        text = line[:TAIL_COLUMNS].decode("utf-8", errors="replace").rstrip()
        if text:
            self._tail.append(text)
            self.output.emit(text)

    def _finished(self, exit_code: int, status: QProcess.ExitStatus) -> None:
        self._ending = (exit_code, status == QProcess.ExitStatus.CrashExit)
        self._work()

    def _error(self, error: QProcess.ProcessError) -> None:
        if error == QProcess.ProcessError.FailedToStart:  # the only error after which `finished` does not come
            self._failure = spoken(failure_of_start(self._process.program(), self._process.errorString()))
            self._ending = (1, False)
            self._next_turn.start()

    def _conclude(self) -> None:
        assert self._ending is not None
        exit_code, crashed = self._ending
        asked = self._stop_asked or self._killed or exit_code == 130
        died = crashed or exit_code not in (0, 130)
        if self._failure is None and died and not self._killed:
            died_so = failure_of_death(self._name, exit_code, crashed=crashed, tail=tuple(self._tail))
            self._failure = spoken(died_so)
        outcome = Outcome(exit_code, stopped=asked and self._failure is None, failure=self._failure)
        self._ending = None
        if outcome.failure is not None:
            self.failed.emit(outcome.failure)
        self.ended.emit(outcome)


def end(code: int) -> None:
    """Ends this process when a child was let go, without its clearing up: a QProcess that is destroyed kills its child.

    Otherwise returns, and the process ends as any other.
    """
    if _LET_GO:
        logging.shutdown()
        os._exit(code)


def _lower_priority() -> int:
    """The priority class, or the niceness counted from the window's own."""
    if sys.platform == "win32":
        return int(psutil.BELOW_NORMAL_PRIORITY_CLASS)
    return int(min(psutil.Process().nice() + NICE, LEAST_NICE))
