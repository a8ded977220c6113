"""The translating process of one run: at most one question under way, the newest text next."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from gui.session import Session
from gui.worker import Outcome
from tfmodel.contract import commands, events
from tfmodel.contract.decoding_config import DecodingConfig
from tfmodel.contract.failure import FailureError
from tfmodel.contract.run_folder import RunFolder

PATIENCE = 15_000  # milliseconds for the checkpoint of a training that another process holds
LONG_LINES, LONG_TEXT = 32, 4_000  # lines, or characters, from which on a text may take minutes


@dataclass(frozen=True)
class Question:
    """What is to be translated, and how."""

    text: str
    decoding: DecodingConfig
    nbest: int
    prefix: tuple[int, ...] = ()
    tag: str = ""


def is_long(text: str) -> bool:
    """Whether a text may take so long that it is not translated as it is typed, and not waited for in vain."""
    return text.count("\n") + 1 >= LONG_LINES or len(text) >= LONG_TEXT


class Translator(QObject):
    """Starts `main.py translate RUN`, asks it, and takes its newest weights.

    While an answer is awaited only the latest question is kept: a fast typist never waits for sentences that are
    no longer there. A long text that nobody waits for any more ends with the process, and the run gets another one.

    Attributes:
        changed: `run`, `ready`, `is_updating` or `is_translating` is another.
        answered: The `Translated` of the newest question.
        continued: The `NextTokens` of the newest `ask_next`.
        failed: The `Failure` of the process.
    """

    changed = Signal()
    answered = Signal(object)
    continued = Signal(object)
    failed = Signal(object)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._run: Path | None = None
        self._created = ""  # see the function
        self._ready: events.Ready | None = None
        self._updating = False
        self._switching = False
        self._number = 0
        self._next_number = 0
        self._asked: Question | None = None
        self._answered: Question | None = None
        self._waiting: Question | None = None
        self._job = session.new_job(self)
        self._job.received.connect(self._on_event)
        self._job.ended.connect(self._on_ended)
        session.checkpoint_saved.connect(self._on_checkpoint)
        self._reloading = False
        self._late = QTimer(self, singleShot=True, interval=PATIENCE)
        self._late.timeout.connect(self._reload)
        session.training_ended.connect(self._on_training_ended)

    @property
    def run(self) -> Path | None:
        """The run whose model answers."""
        return self._run

    @property
    def is_replaced(self) -> bool:
        """Whether the folder of the run holds another one by now, which was begun at another time."""
        return self._run is not None and _created(self._run) not in ("", self._created)

    @property
    def ready(self) -> events.Ready | None:
        """What the process said when it could answer, or None while it cannot."""
        return self._ready

    @property
    def question(self) -> Question | None:
        """What the newest answer answers, until that is forgotten; another text may stand in the window by now."""
        return self._answered

    @property
    def is_updating(self) -> bool:
        """Whether newer weights are on their way."""
        return self._updating

    @property
    def is_translating(self) -> bool:
        """Whether the process is at a question."""
        return self._asked is not None

    def open(self, run: Path | None) -> None:
        """Translates with another run, also one that has the path of the one before, or with none."""
        if run == self._run and self._job.is_running and not self.is_replaced:
            return
        self._run, self._created = run, _created(run)
        self._begin_anew()

    def _begin_anew(self) -> None:
        """Starts a process for the run, if there is one, as soon as the one that is there has ended."""
        self._ready, self._updating, self._asked = None, False, None
        if self._job.is_running:
            self._switching = self._run is not None
            self._job.kill()  # it holds nothing that could be lost; the next one starts when it has ended
        elif self._run is not None:
            self._job.start(["translate", str(self._run)])
        self.changed.emit()

    def _leave_long_text(self) -> None:
        """Ends the process that is at one: nothing else keeps it from all of its lines."""
        if self._asked is not None and is_long(self._asked.text):
            self._begin_anew()

    def ask(self, question: Question) -> None:
        """Translates a text as soon as the process is free; a long one that it is at already is not begun again."""
        if question == self._asked and is_long(question.text):
            return
        self._waiting = question
        self._leave_long_text()
        self._ask_next()

    def ask_next(self, text: str, prefix: tuple[int, ...], tag: str = "") -> None:
        """Asks what may follow the beginning of a translation."""
        if self._ready is not None:
            self._next_number += 1
            self._job.send(commands.AskNext(id=self._next_number, text=text, prefix=prefix, tag=tag))

    def forget(self) -> None:
        """Nobody waits for an answer any more, nor looks at the one before."""
        self._waiting = self._answered = None
        self._number += 1
        self._next_number += 1
        self._leave_long_text()

    def update(self) -> None:
        """Takes the newest weights of the run; one that is in training saves them first."""
        if self._ready is None:
            return
        self._updating, self._reloading = True, False
        if self._session.trains(self._run):
            self._session.send(commands.SaveNow())
            if not self._session.training_job.is_running:  # it says nothing where it has saved this very step before
                self._late.start()
        else:
            self._reload()
        self.changed.emit()

    def _reload(self) -> None:
        self._late.stop()
        if self._updating and not self._reloading:
            self._reloading = True
            self._job.send(commands.Reload())

    def _on_checkpoint(self, checkpoint: events.Checkpoint) -> None:
        if self._session.trains(self._run):
            self._reload()

    def _on_training_ended(self, outcome: Outcome) -> None:
        self._reload()  # it may have ended before it could save on demand

    def _ask_next(self) -> None:
        if self._ready is None or self._asked is not None or self._waiting is None:
            return
        self._asked, self._waiting = self._waiting, None
        self._number += 1
        asked = self._asked
        self._job.send(
            commands.Translate(
                id=self._number,
                text=asked.text,
                decoding=asked.decoding,
                nbest=asked.nbest,
                prefix=asked.prefix,
                tag=asked.tag,
            )
        )
        self.changed.emit()

    def _on_event(self, event: events.Event) -> None:
        if self._switching:
            return  # the last words of a process that was ended
        if isinstance(event, events.Ready):
            self._ready = event
            self._updating = self._updating and not self._reloading  # else it is the end of the warm-up
            self._ask_next()
            self.changed.emit()
        elif isinstance(event, events.Translated):
            asked, self._asked = self._asked, None
            if event.id == self._number and self._waiting is None:
                self._answered = asked
                self.answered.emit(event)
            self._ask_next()
            self.changed.emit()
        elif isinstance(event, events.NextTokens) and event.id == self._next_number:
            self.continued.emit(event)

    def _on_ended(self, outcome: Outcome) -> None:
        self._ready, self._asked, self._updating = None, None, False
        if self._switching and self._run is not None:
            self._switching = False
            self._job.start(["translate", str(self._run)])
        else:
            self._run = None
        if outcome.failure is not None:
            self.failed.emit(outcome.failure)
        self.changed.emit()


def _created(run: Path | None) -> str:
    """When a run was begun, as its folder says; "" where it does not."""
    try:
        return RunFolder(run).info().created if run is not None else ""
    except FailureError:
        return ""
