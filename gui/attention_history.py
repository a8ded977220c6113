"""The attention that a run has kept, sentence by sentence, from its first look to the newest."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from gui.attention_kinds import plain_text
from gui.worker import TURN_SECONDS
from tfmodel.contract import events
from tfmodel.contract.attention_files import PAIRS_RECORD, named_in
from tfmodel.contract.reports import METRICS

MARK = b'"event":"attention"'
MARKED = 64  # bytes of a line in which the mark stands
BLOCK = 1 << 16  # bytes
SLOWLY = 100  # milliseconds between two turns of reading what nobody sees

Key = tuple[str, ...]  # what makes two looks those of the same sentence: the source pieces, of a pair its texts too


@dataclass(frozen=True)
class Look:
    """One pinned sentence at one step: where its attention is, and what its tokens are.

    `taken` numbers what a history took: a step that is trained again writes the same file, with other attention.
    """

    step: int
    file: Path
    number: int
    sentence: events.AttendedSentence
    taken: int = 0


class AttentionHistory(QObject):
    """Reads the looks of a run from its metrics.jsonl, a few milliseconds at a time, and takes live ones.

    Args:
        parent: As of any object.
        record: Another file of the run folder with such events.

    Attributes:
        changed: There are other looks than before.
        read: A run was read to the end of its file.
    """

    changed = Signal()
    read = Signal()

    def __init__(self, parent: QObject | None = None, record: str = METRICS) -> None:
        super().__init__(parent)
        self._record = record
        self.run: Path | None = None
        self._looks: dict[Key, list[Look]] = {}
        self._taken = 0
        self._newest: list[Key] = []
        self._lines: Iterator[events.Attention | None] = iter(())
        self._waiting: list[events.Attention] = []
        self._turn = QTimer(self, interval=SLOWLY)
        self._turn.timeout.connect(self._read_some)

    def open(self, run: Path | None) -> None:
        """Begins with another run, or with none."""
        self.run = run
        self._looks.clear()
        self._newest.clear()
        self._waiting.clear()
        self._lines = _attention_lines(run / self._record) if run is not None else iter(())
        self._turn.start()
        self.changed.emit()

    def hurry(self, wanted: bool) -> None:
        """Whether somebody waits for it; else what is in sight goes first."""
        self._turn.setInterval(0 if wanted else SLOWLY)

    def add(self, event: events.Attention) -> None:
        """Takes a live event of the run; it waits until what came before it is read."""
        if self._turn.isActive():
            self._waiting.append(event)
        else:
            self._forget_removed()
            self._take(event)
            self.changed.emit()

    def sentences(self) -> list[Key]:
        """The sentences: those of the newest look first, in their order, then those that were pinned before."""
        order = dict.fromkeys([*self._newest, *self._looks])
        return [key for key in order if self._looks.get(key)]

    def followed(self) -> list[events.AttendedSentence]:
        """The sentences of the newest look, as it has them: those before it may be followed no more."""
        return [self._looks[key][-1].sentence for key in dict.fromkeys(self._newest) if self._looks.get(key)]

    def looks(self, key: Key) -> list[Look]:
        """The looks at a sentence, by step."""
        return self._looks.get(key, [])

    def forget(self, look: Look) -> None:
        """Leaves out a look whose file is gone: a run keeps a bounded number."""
        looks = self.looks(self._key(look.sentence))
        if look in looks:
            looks.remove(look)
            self.changed.emit()

    def _read_some(self) -> None:
        deadline = time.monotonic() + TURN_SECONDS
        for event in self._lines:
            if event is not None:
                self._take(event)
            if time.monotonic() > deadline:
                return
        for event in self._waiting:
            self._take(event)
        self._waiting.clear()
        self._turn.stop()
        self.changed.emit()
        self.read.emit()

    def _forget_removed(self) -> None:
        """A run keeps a bounded number of looks: its training may have removed files since they were read."""
        assert self.run is not None
        with suppress(OSError):  # what cannot be listed now is not gone for that
            there = {file.name for file in (self.run / "attention").iterdir()}
            for looks in self._looks.values():
                looks[:] = [look for look in looks if look.file.name in there]

    def _take(self, event: events.Attention) -> None:
        """A step that was looked at before (a resumed run goes over it again) replaces what came after it."""
        assert self.run is not None
        for looks in self._looks.values():
            while looks and looks[-1].step >= event.step:
                looks.pop()
        file = named_in(self.run, event.file)
        if file is None or not file.is_file():
            return
        self._taken += 1
        self._newest = [self._key(sentence) for sentence in event.attended]
        for number, sentence in enumerate(event.attended):
            looks = self._looks.setdefault(self._key(sentence), [])
            if not looks or looks[-1].step < event.step:
                looks.append(Look(event.step, file, number, sentence, self._taken))

    def _key(self, sentence: events.AttendedSentence) -> Key:
        """A training is followed by its sources, whatever their references; pairs are all of one step."""
        texts: Key = (sentence.text, sentence.reference) if self._record == PAIRS_RECORD else ()
        return (*sentence.source, *texts)


def text_of(look: Look) -> str:
    """The sentence as it was written, or near enough to recognise it."""
    return look.sentence.text or plain_text(look.sentence.source)


def texts_of(looks: Sequence[Look]) -> list[str]:
    """The sentences of looks; of several with the same source, each with its target."""
    texts = [text_of(look) for look in looks]
    return [
        f"{text} → {look.sentence.reference}" if texts.count(text) > 1 and look.sentence.reference else text
        for text, look in zip(texts, looks, strict=True)
    ]


def _attention_lines(record: Path) -> Iterator[events.Attention | None]:
    """The events of the file, and None after each block of it."""
    try:
        with record.open("rb") as file:
            while block := file.read(BLOCK) + file.readline():
                yield from _attention_in(block)
                yield None
    except OSError:
        return


def _attention_in(lines: bytes) -> Iterator[events.Attention]:
    """Found by their mark: a long run has a million other lines."""
    place = lines.find(MARK)
    while place >= 0:
        begin, end = lines.rfind(b"\n", 0, place) + 1, lines.find(b"\n", place)
        line = lines[begin:end] if end >= 0 else lines[begin:]
        event = events.read_event(line) if place - begin < MARKED else None
        if isinstance(event, events.Attention):
            yield event
        place = lines.find(MARK, begin + len(line))
