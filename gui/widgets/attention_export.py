"""Saves what the time-machine shows: one step as a picture, or the whole training as an animation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, QTemporaryDir, QTimer, Signal
from PySide6.QtWidgets import QFileDialog, QMenu

from gui import errors
from gui.attention_history import Look, text_of
from gui.attention_kinds import keys_of, queries_of
from gui.head_book import thinned
from gui.language import figures
from gui.saving import completed, endings_in
from gui.session import Session
from gui.widgets.attention_picture import AttentionPicture
from gui.widgets.time_machine import TimeMachine
from gui.worker import Outcome
from tfmodel.contract import events
from tfmodel.contract.failure import FailureError, fail

SHARPNESS = 2  # pixels of a picture to one of the screen
MOST_FRAMES = 120  # of an animation: the job holds all of them, 2 MB each


class Subject:
    """What is saved, as it was chosen when it began: who looks at another head meanwhile does not change the frames."""

    def __init__(self, machine: TimeMachine, looks: Sequence[Look], *, one_head: bool) -> None:
        self._machine = machine
        self._one_head = one_head
        self._head = machine.choice
        self._book = machine.book.copy(looks, machine)
        every = QCoreApplication.translate("AttentionExport", "all layers and heads")
        self._title = f"{machine.kind.currentText()}, {machine.head_name() if one_head else every}"
        self._picture = AttentionPicture(machine)
        self._picture.name_axes(machine.head.map)

    def can_show(self, look: Look) -> bool:
        """Whether the file of a look is there and whole."""
        return bool(self._book.weights(look))

    def measuring(self, look: Look) -> Iterator[None]:
        """Measures what the picture of a look says of its heads, a head at a time while it is iterated."""
        return iter(()) if self._one_head else self._book.measuring(look)

    def shown(self, look: Look) -> AttentionPicture:
        """The picture of a look; its heads are named where it was measured."""
        picture, book, (layer, head) = self._picture, self._book, self._head
        step = QCoreApplication.translate("AttentionExport", "step {0}").format(figures(f"{look.step:,}"))
        picture.show_titles(f"{self._title} · {step}", text_of(look))
        if self._one_head:
            queries, keys = queries_of(look.sentence, book.kind), keys_of(look.sentence, book.kind)
            picture.show_matrix(book.weights(look)[layer].head(head), queries, keys)
        else:
            picture.show_tiles(self._machine.tiles(look, book), (layer, head))
        return picture

    def forget(self) -> None:
        """It is saved."""
        self._book.pause()
        self._book.deleteLater()


class AttentionExport(QObject):
    """The menu of the time-machine's button, and the job that makes animations.

    Attributes:
        progressed: The share of an animation that is done, between 0 and 1.
        saved: The path of a file that is complete.
        ended: An animation was made, or was given up.
    """

    progressed = Signal(float)
    saved = Signal(object)
    ended = Signal()

    def __init__(self, machine: TimeMachine, session: Session) -> None:
        super().__init__(machine)
        self._machine = machine
        self._job = session.new_job(self)
        self._job.received.connect(self._on_event)
        self._job.ended.connect(self._on_ended)
        self._frames: Iterator[float] = iter(())
        self._folder: QTemporaryDir | None = None
        self._subject: Subject | None = None
        self._out = Path()
        self._turn = QTimer(self, interval=0)
        self._turn.timeout.connect(self._draw_next)
        menu = QMenu(machine.export)
        for text, one_head, animated in (
            (self.tr("Picture of all heads…"), False, False),
            (self.tr("Picture of this head…"), True, False),
            (self.tr("Animation of all heads…"), False, True),
            (self.tr("Animation of this head…"), True, True),
        ):
            action = menu.addAction(text)
            action.triggered.connect(lambda checked=False, kind=(one_head, animated): self._ask(*kind))
        machine.export.setMenu(menu)

    @property
    def is_animating(self) -> bool:
        """Whether an animation is being made."""
        return self._turn.isActive() or self._job.is_running

    def _ask(self, one_head: bool, animated: bool) -> None:
        forms = self.tr("GIF (*.gif);;Animated PNG (*.png)") if animated else self.tr("PNG (*.png);;SVG (*.svg)")
        # A validation, or the next run of the queue, may come while the dialog is open.
        run, look, looks = self._machine.history.run, self._machine.look, list(self._machine.looks)
        stem = f"{run.name if run is not None else 'attention'}-{'head' if one_head else 'heads'}"
        suffix = ".gif" if animated else ".png"
        name, chosen = QFileDialog.getSaveFileName(
            self._machine, self.tr("Save as"), str(Path.home() / (stem + suffix)), forms
        )
        if not name:
            return
        path = completed(self._machine, Path(name), endings_in(f"{chosen};;{forms}"))
        if path is None:
            return
        if self._machine.history.run != run:
            gone = fail("Not saved", "Another run is shown by now.", "Choose the run again, then save it once more.")
            errors.show_error(self._machine, gone)
        elif animated:
            self.animate(path, one_head=one_head, looks=looks)
        else:
            self.save(path, one_head=one_head, look=look)

    def save(self, path: Path, *, one_head: bool, look: Look | None = None) -> None:
        """Saves a step, or the shown one: .svg at once, .png by the job, for compressing would hold the window."""
        look = look or self._machine.look
        if look is None:
            return
        if not look.file.is_file():  # a run keeps a bounded number of them
            gone = fail("Not saved", "The run has given this step up by now.", "Choose another one.")
            errors.show_error(self._machine, gone)
            return
        if path.suffix.lower() != ".svg":
            self._begin(path, [look], one_head, SHARPNESS)
            return
        subject = Subject(self._machine, [look], one_head=one_head)
        try:
            for _ in subject.measuring(look):
                pass
            subject.shown(look).save_svg(path)
        except FailureError as error:
            errors.show_error(self._machine, error)
        else:
            self.saved.emit(path)
        finally:
            subject.forget()

    def animate(self, path: Path, *, one_head: bool, looks: Sequence[Look] | None = None) -> None:
        """Draws a picture a step, in several turns of the event loop; then a job joins them to a .gif or an APNG.

        Args:
            path: The file.
            one_head: Whether the chosen head is drawn alone.
            looks: The steps; None: all that there are.
        """
        self._begin(path, thinned(self._machine.looks if looks is None else looks, MOST_FRAMES), one_head, 1)

    def _begin(self, path: Path, looks: Sequence[Look], one_head: bool, sharpness: int) -> None:
        if not self.is_animating:
            self._machine.hold_export(True)
            self._folder, self._out = QTemporaryDir(), path
            self._subject = Subject(self._machine, looks, one_head=one_head)
            self._frames = _draw_all(Path(self._folder.path()), looks, self._subject, sharpness)
            self._turn.start()

    def cancel(self) -> None:
        """Gives the animation up."""
        if self._turn.isActive():
            self._give_up()
        else:
            self._job.stop()

    def _give_up(self) -> None:
        self._turn.stop()
        self._folder = None
        if self._subject is not None:
            self._subject.forget()
        self._subject = None
        self._machine.hold_export(False)
        self.ended.emit()

    def _draw_next(self) -> None:
        try:
            share = next(self._frames, None)
        except FailureError as error:
            self._give_up()
            errors.show_error(self._machine, error)
            return
        if share is not None:
            self.progressed.emit(0.7 * share)
            return
        self._turn.stop()
        assert self._folder is not None
        self._job.start(["animate", self._folder.path(), "--out", str(self._out)])

    def _on_event(self, event: events.Event) -> None:
        if isinstance(event, events.Progress) and event.total:
            self.progressed.emit(0.7 + 0.3 * event.done / event.total)

    def _on_ended(self, outcome: Outcome) -> None:
        self._give_up()
        if outcome.failure is not None:
            errors.show_failure(self._machine, outcome.failure)
        elif outcome.succeeded:
            self.saved.emit(self._out)


def _draw_all(folder: Path, looks: Sequence[Look], subject: Subject, sharpness: int) -> Iterator[float]:
    for number, look in enumerate(looks):
        yield number / len(looks)
        if subject.can_show(look):
            for _ in subject.measuring(look):
                yield number / len(looks)
            picture = subject.shown(look)
            yield (number + 0.3) / len(looks)
            image = picture.image(sharpness)
            yield (number + 0.6) / len(looks)
            if not image.save(str(folder / f"{number:05}.bmp")):  # nothing to compress
                raise fail(
                    "Not saved", f"A picture cannot be written into {folder}.", "Free some space, then try again."
                )
