"""A training that another process holds, or none any more: seen through the files that it writes."""

from __future__ import annotations

import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from gui.later import later
from gui.said import spoken
from gui.worker import Outcome

if TYPE_CHECKING:
    import psutil

    from tfmodel.contract import commands, events, failure, inbox, run_log
    from tfmodel.contract.failure import Failure
    from tfmodel.contract.message import Message
    from tfmodel.contract.run_folder import RunFolder, RunInfo
else:
    psutil = later("psutil")
    commands = later("tfmodel.contract.commands")
    events = later("tfmodel.contract.events")
    failure = later("tfmodel.contract.failure")
    inbox = later("tfmodel.contract.inbox")
    run_log = later("tfmodel.contract.run_log")

INTERVAL = 500  # milliseconds between two looks; each asks the system for three sizes and one process
MOST = 2**16  # bytes of a file that are read in one look
LOAD_SECONDS = 2.0  # between two figures of what the training takes
MISSES = 5  # looks in a row at a run.json that cannot be read, after which it counts as damaged
FILES = ("metrics.jsonl", "samples.jsonl", "log.txt")


class Follower(QObject):
    """Looks after a run that is trained elsewhere: what is new in its files comes as events.

    Attributes:
        came: One event.
        rewritten: The training went back to an earlier step, and its files with it.
        ended: The `Outcome`: the process is gone.
    """

    came = Signal(object)
    rewritten = Signal()
    ended = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._run: RunFolder | None = None
        self._offsets: dict[Path, int] = {}
        self._newest: Path | None = None
        self._seen: dict[type, int] = {}
        self._state = ""
        self._misses = 0
        self._stopping = False
        self._told: bool | None = None  # to pause or else to go on, until it is seen to have done it
        self._left: dict[RunFolder, bool] = {}  # while they were held; True: they had not paused yet
        self._process: psutil.Process | None = None
        self._load_told = 0.0
        self._timer = QTimer(self, interval=INTERVAL)
        self._timer.timeout.connect(self._look)

    @property
    def is_active(self) -> bool:
        """Whether a living training is followed."""
        return self._run is not None

    @property
    def is_stopping(self) -> bool:
        """Whether it was asked to stop and has not ended yet."""
        return self.is_active and self._stopping

    @property
    def is_held(self) -> bool:
        """Whether it is paused, or told to pause, which takes as long as a validation; one that stops is not."""
        held = self._state == "paused" if self._told is None else self._told
        return self.is_active and not self._stopping and held

    @property
    def held(self) -> list[RunFolder]:
        """The trainings that would wait unseen without the window: the followed one, and those that were left held."""
        left = [run for run, told in self._left.items() if _waits(run, told)]
        return [self._run, *left] if self._run is not None and self.is_held else left

    def attach(self, run: RunFolder) -> None:
        """Takes a run if its process lives; whoever shows it replays its reports so far, then calls `begin`."""
        self.leave()
        told = self._left.pop(run, False)
        if run.is_alive():
            self._run, self._state, self._told = run, run.state(), told or None
            self._offsets = {run.path / name: _size(run.path / name) for name in FILES}
            self._newest = _newest(run)

    def saw(self, event: events.Event) -> None:
        """Notes what was replayed, so that it does not come again."""
        self._seen[type(event)] = max(self._seen.get(type(event), -1), getattr(event, "step", -1))

    def begin(self) -> None:
        """Follows from now on."""
        if self.is_active:
            self._timer.start()

    def leave(self) -> None:
        """Follows nothing any more; the training does not hear of it, and if it is held, it stays among the `held`."""
        if self._run is not None and self.is_held:
            self._left[self._run] = bool(self._told)
        self._forget()

    def _forget(self) -> None:
        self._timer.stop()
        self._run, self._stopping, self._seen, self._process, self._misses = None, False, {}, None, 0
        self._told = None

    def send(self, command: Message) -> None:
        """Drops a command into the run folder."""
        assert self._run is not None
        inbox.post(self._run.path, command)
        if isinstance(command, commands.Pause | commands.Resume):
            self._told = isinstance(command, commands.Pause)

    def let_go(self) -> None:
        """Lets all that are held go on."""
        for run in self.held:
            inbox.post(run.path, commands.Resume())
        self._left.clear()
        self._told = False

    def stop(self, *, newest: bool = False) -> None:
        """Asks the training to stop and to keep its model, the best one or that of its newest weights."""
        if self.is_active and not self._stopping:
            self.send(commands.Stop(keep="newest" if newest else "best"))
            self._stopping = True  # not where that has failed, as on a full disk

    def kill(self) -> None:
        """Ends its process at once.

        Raises:
            FailureError: When this system does not see the process.
        """
        run = self._run
        if run is None or not run.is_alive():
            return
        if not run.is_here():
            name = run.path.name
            cause = f"{name} is trained in another container or on another machine: its process is not seen from here."
            raise failure.fail("Trained elsewhere", cause, "Wait until it has stopped, or end its process there.")
        psutil.Process(run.info().pid).kill()

    def _look(self) -> None:
        run = self._run
        assert run is not None
        try:
            info = run.info()
        except failure.FailureError:
            self._miss(run)
            return
        self._misses = 0
        alive = run.is_alive(info)
        if self._told == (info.state == "paused"):
            self._told = None
        if alive and info.state != self._state:
            self._state = info.state
            if info.state != "interrupted":
                self.came.emit(events.State(state=info.state, text=""))
        if alive and run.is_here(info):
            self._tell_load(info)
        is_more = self._read_files()
        if self._run is run:
            self._tell_checkpoint(run, info)
        if not alive and not is_more and self._run is run:
            self._end(info.failure)

    def _miss(self, run: RunFolder) -> None:
        """The folder was taken away, or the file is just being replaced, during which Windows lets nobody read it."""
        self._misses += 1
        if self._misses >= MISSES or not run.is_run(run.path):
            self._end(None)

    def _tell_checkpoint(self, run: RunFolder, info: RunInfo) -> None:
        newest = _newest(run)
        if newest is not None and newest != self._newest:
            self._newest = newest
            step = run.step_of(newest)
            self.came.emit(events.Checkpoint(step=step, path=str(newest), best=step == info.best_step))

    def _tell_load(self, info: RunInfo) -> None:
        """What the system knows of the process; what it takes of a GPU, only the process itself could tell."""
        if time.monotonic() - self._load_told < LOAD_SECONDS:
            return
        self._load_told = time.monotonic()
        with suppress(psutil.Error):
            if self._process is None:
                self._process = psutil.Process(info.pid)
                self._process.cpu_percent()  # counts from here
                return
            load = events.Load(
                cpu=self._process.cpu_percent(),
                cores=psutil.cpu_count() or 1,
                memory=self._process.memory_info().rss,
                total_memory=psutil.virtual_memory().total,
                energy=info.energy,
            )
            self.came.emit(load)

    def _read_files(self) -> bool:
        """Whether something was read."""
        found = False
        for path, offset in self._offsets.items():
            if _size(path) < offset:
                self.rewritten.emit()
                return True
            if _size(path) > offset:
                found = self._read(path, offset) or found
        return found

    def _read(self, path: Path, offset: int) -> bool:
        with path.open("rb") as file:
            file.seek(offset)
            text = file.read(MOST)
            if b"\n" not in text:
                text += file.readline()
        whole = text[: text.rfind(b"\n") + 1]  # the last line may be half written
        self._offsets[path] = offset + len(whole)
        for line in whole.splitlines():
            event = _event_of(path, line)
            if event is not None and self._is_new(event):
                self.saw(event)
                self.came.emit(event)
        return bool(whole)

    def _is_new(self, event: events.Event) -> bool:
        """Whether it was not replayed; at one step there may be several looks, the last of them at other sentences."""
        step, seen = getattr(event, "step", 0), self._seen.get(type(event), -1)
        return step > seen or (step == seen and isinstance(event, events.Attention))

    def _end(self, failure: Failure | None) -> None:
        stopped = self._stopping
        self._forget()
        self.ended.emit(Outcome(0, stopped=stopped and failure is None, failure=failure))


def _event_of(path: Path, line: bytes) -> events.Event | None:
    if path.name != run_log.NAME:
        return events.read_event(line)
    said = run_log.read_line(line)
    return spoken(said) if said is not None else None


def _waits(run: RunFolder, told: bool) -> bool:
    """Whether a training lives and is paused, or was told to pause and may do so any moment."""
    with suppress(failure.FailureError):  # the folder was taken away
        info = run.info()
        return run.is_alive(info) and (told or info.state == "paused")
    return False


def _newest(run: RunFolder) -> Path | None:
    found = run.checkpoints()
    return found[-1] if found else None


def _size(path: Path) -> int:
    return path.stat().st_size if path.is_file() else 0
