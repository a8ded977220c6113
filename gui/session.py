"""What is open in the window, and the trainings that it starts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from gui.later import later
from gui.remedies import remedy_words
from gui.run_names import run_name
from gui.shown_run import RESUMABLE, ShownRun
from gui.worker import COMMAND, Job

if TYPE_CHECKING:
    from tfmodel.contract import commands, events, failure, pinning, places, run_folder
    from tfmodel.contract.config import Config
else:
    commands = later("tfmodel.contract.commands")
    events = later("tfmodel.contract.events")
    failure = later("tfmodel.contract.failure")
    pinning = later("tfmodel.contract.pinning")
    places = later("tfmodel.contract.places")
    run_folder = later("tfmodel.contract.run_folder")


@dataclass(frozen=True)
class _Asked:
    """What a run is to follow.

    Attributes:
        sentences: All of them; empty: those that the run chooses; None: those that it follows already.
        before: Those that it was seen to follow when it was asked.
        probes: Those that were asked for before sentences that nobody knows here, the newest last.
    """

    sentences: tuple[events.PinnedSentence, ...] | None
    before: tuple[events.PinnedSentence, ...] = ()
    probes: tuple[str, ...] = ()

    def whole(self, seen: tuple[events.PinnedSentence, ...]) -> tuple[events.PinnedSentence, ...] | None:
        """All that is to be followed by a run that was last seen to follow these; None where nobody knows it here."""
        if not self.probes:
            return self.sentences
        return self._with_probes(seen) if self.sentences is None and seen else None

    def is_answered_by(self, seen: tuple[events.PinnedSentence, ...]) -> bool:
        """Whether a look is one at these sentences; one that was under way by then is at those from before."""
        if self.probes:
            return seen not in ((), self.before) and self._with_probes(seen) == seen
        sentences = self.sentences or ()
        begins_so = seen[: len(sentences)] == sentences  # behind them may stand what only the run knew
        return seen == sentences or (begins_so and seen != self.before)

    def _with_probes(self, sentences: tuple[events.PinnedSentence, ...]) -> tuple[events.PinnedSentence, ...]:
        for text in self.probes:
            sentences = pinning.with_first(text, sentences)
        return sentences


class Session(ShownRun):
    """All that pages share: the jobs, the planned training, the shown run, and here the way from one to the other.

    Attributes:
        page_requested: The key of a page to show.
        dataset_requested: The path of a dataset to open.
        pairs_inspected: The folder of a run that has kept the attention of pairs that a person chose.
    """

    page_requested = Signal(str)
    dataset_requested = Signal(object)
    pairs_inspected = Signal(object)

    def __init__(self, parent: QObject | None = None, *, command: Sequence[str] = COMMAND) -> None:
        super().__init__(parent, command=command)
        self._pinned: tuple[events.PinnedSentence, ...] | None = None
        self._asked: dict[Path, _Asked] = {}  # of runs that were not seen to follow it yet
        self._followed: tuple[events.PinnedSentence, ...] = ()  # at the newest look of the shown run
        self.run_changed.connect(self._forget_followed)
        self.attention_saved.connect(self._note_followed)

    def show_page(self, key: str) -> None:
        """Asks the window for another page by its key: "data", "model", "training", "inspect", "runs" …."""
        self.page_requested.emit(key)

    def request_dataset(self, path: Path) -> None:
        """Asks the Data page to open a dataset, which first brings one of an older format up to date."""
        self.show_page("data")  # so that it is there to hear of it
        self.dataset_requested.emit(path)

    @property
    def is_stopping(self) -> bool:
        """Whether the training was asked to stop and is saving."""
        return self._training.is_stopping or self._follower.is_stopping

    @property
    def held_unseen(self) -> list[run_folder.RunFolder]:
        """The trainings of other processes, shown now or before, that are paused or told to: they may wait for ever."""
        return self._follower.held

    @property
    def is_resumable(self) -> bool:
        """Whether the shown run can be gone on with."""
        return not self.is_training and self._state in RESUMABLE and self._has_folder()

    @property
    def training_job(self) -> Job:
        """The one job that trains."""
        return self._training

    def start_training(
        self,
        name: str = "",
        *,
        dataset: Path | None = None,
        config: Config | None = None,
        more: Sequence[str] | None = None,
    ) -> None:
        """Trains a new run on the open dataset, and those that it is mixed with, with the current configuration.

        Args:
            name: The run's folder below `places.runs_folder()`; made from dataset, preset and time when empty.
            dataset: Another dataset than the open one.
            config: Another configuration than the current one.
            more: The words of another mix than the current one.

        Raises:
            FailureError: When no dataset is open, a setting is wrong, or the run exists already.
        """
        others = tuple(self.mix.words()) if more is None else more
        dataset = dataset or self._dataset
        if dataset is None:
            raise failure.fail("No dataset", "There is nothing to train on yet.", "Open a dataset on the Data page.")
        if config is None:
            self.refuse_problems()
        places.make_home()
        config = config or self.config
        run = places.runs_folder() / run_name(name, dataset, config.preset)
        try:
            run_folder.RunFolder.refuse_occupied(run)
        except failure.FailureError as error:
            cause = f"There is a run {run.name} already."
            raise failure.fail("Already there", cause, "Choose another name.") from error
        file = self.keep_config(config)
        self._show_run(run_folder.RunFolder(run), "preparing", config)
        self._train("--data", str(dataset), *others, "--run", str(run), "--config", str(file))
        self._asked.pop(run, None)  # of another one that had its name
        if self._pinned:
            self._asked[run] = _Asked(self._pinned)
        self._ask_again(run)

    def resume_training(self, remedy: str = "") -> None:
        """Goes on with the shown run from its last checkpoint, and with sentences that were pinned while it was shown.

        One that another process trains by now is followed instead.

        Args:
            remedy: The `Failure.remedy` to apply first.

        Raises:
            FailureError: When no run is shown or its folder is damaged.
        """
        if self._run is None:
            raise failure.fail("No run", "There is no run to resume.", "Choose one, or start a new one.")
        run = run_folder.RunFolder.open(self._run.path)
        if run.is_alive():
            self.open_run(run.path)
            return
        self._enter("preparing")
        self._train("--run", str(run.path), "--resume", *remedy_words(remedy, run.config()))
        self._ask_again(run.path)

    def send(self, command: events.Message) -> None:
        """Sends a command to the training, such as `Pause`, `SaveNow`, `ValidateNow` or `SetLearningRate`."""
        if self.is_following:
            self._follower.send(command)
        else:
            self._training.send(command)

    @property
    def pinned(self) -> tuple[events.PinnedSentence, ...] | None:
        """The sentences whose attention later trainings follow; empty: those that they choose; None: nobody said."""
        return self._pinned

    @property
    def followed(self) -> tuple[events.PinnedSentence, ...] | None:
        """All that the shown run follows, or was asked to; None where that is not known yet, or the run is over."""
        if not (self.is_training or self.is_resumable):
            return None
        asked = self._unanswered
        return asked.whole(self._followed) if asked is not None else self._followed or None

    @property
    def _unanswered(self) -> _Asked | None:
        """What the shown run was asked to follow, and was not seen to follow yet."""
        return self._asked.get(self._run.path) if self._run is not None else None

    def pin(self, sentences: Sequence[events.PinnedSentence]) -> None:
        """Follows these sentences from the next validation of a running training on, and in those that start later.

        Of the runs that stand still only the shown one goes on with them: the others keep their own. What the shown run
        was asked for before anybody knew what else it follows, who chose these has not seen: it keeps that too.
        """
        unseen = self._unanswered.probes if self._unanswered and self.followed is None else ()
        self._pinned = wanted = pinning.distinct(sentences)
        for text in unseen if wanted else ():
            wanted = pinning.with_first(text, wanted)
        probes = () if wanted else unseen
        self._ask(wanted, probes)
        if self.is_training:
            self._send_asked(_Asked(wanted, probes=probes))

    def follow_probe(self, text: str) -> None:
        """Follows one more sentence, before the others, from the next validation of the running training on."""
        if self._pinned:
            self._pinned = pinning.with_first(text, self._pinned)
        if self.followed:
            self._ask(pinning.with_first(text, self.followed))
        else:  # alone it would stand for all that the run follows
            asked = self._unanswered or _Asked(None)
            self._ask(asked.sentences, (*asked.probes, text))
        self.send(commands.SetProbe(text=text))

    def _ask(self, sentences: tuple[events.PinnedSentence, ...] | None, probes: tuple[str, ...] = ()) -> None:
        """Keeps what the shown run is to follow, unless it is over: another one may get its name."""
        if self._run is not None and (self.is_training or self.is_resumable):
            self._asked[self._run.path] = _Asked(sentences, self._followed, probes)

    def follow(self, old: Path, new: Path) -> None:
        """A run was renamed: what was pinned for it is for it under its new name."""
        asked = self._asked.pop(old, None)
        self._asked.pop(new, None)  # of another one that had its name
        if asked is not None:
            self._asked[new] = asked

    def stop_training(self, *, newest: bool = False) -> None:
        """Asks the training to stop and to keep its model, the best one or that of its newest weights."""
        if self.is_following:
            self._follower.stop(newest=newest)
        else:
            self._training.stop(newest=newest)
        self.training_changed.emit()

    def kill_training(self) -> None:
        """Ends the training at once; it can be resumed from its last checkpoint.

        Raises:
            FailureError: When it is only followed, and this system does not see its process.
        """
        if self.is_following:
            self._follower.kill()
        else:
            self._training.kill()

    def let_training_go(self) -> None:
        """Lets the training go on when the window is gone, also from a pause; the job of this window ends here."""
        self.send(commands.Resume())  # nobody would see that it waits
        self._training.let_go()

    def let_held_go(self) -> None:
        """Lets the trainings go on that are `held_unseen`."""
        self._follower.let_go()

    def _ask_again(self, run: Path) -> None:
        """Asks a training that begins for the sentences that the run was not seen to follow before."""
        self._send_asked(self._asked.get(run, _Asked(None)))

    def _send_asked(self, asked: _Asked) -> None:
        if asked.sentences is not None:
            self.send(commands.SetPinned(sentences=asked.sentences))
        for text in asked.probes:
            self.send(commands.SetProbe(text=text))

    def _forget_followed(self, run: run_folder.RunFolder | None) -> None:
        self._followed = ()

    def _note_followed(self, event: events.Attention) -> None:
        """A look that happens now answers what was asked before it; a replayed one may be older than that."""
        self._followed = tuple(
            events.PinnedSentence(source=said.text, reference=said.reference) for said in event.sentences if said.text
        )
        asked = self._unanswered
        if self._run is None or asked is None or self._replay_turn.isActive():
            return
        if asked.is_answered_by(self._followed):
            del self._asked[self._run.path]
        elif self._followed == asked.before:  # it was under way; of the next one that cannot be said
            self._asked[self._run.path] = replace(asked, before=())

    def _train(self, *arguments: str) -> None:
        self._training.start(["train", *arguments])
        self.training_changed.emit()
