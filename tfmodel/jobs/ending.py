"""When a training is over, by its plan, its clock or its patience, and when its learning rate falls to 0 for that."""

from __future__ import annotations

from tfmodel.contract import events
from tfmodel.contract.awake import awake_seconds
from tfmodel.contract.config import Config
from tfmodel.contract.run_folder import RunFolder
from tfmodel.jobs.checkpoints import Progress
from tfmodel.jobs.closing import Closing
from tfmodel.jobs.cooldown import Cooldown
from tfmodel.jobs.plan import clock_warning


class Ending:
    """The end of one session of a training, as far as it is known by now.

    Args:
        run: The run.
        config: Of the run.
        planned: The last step by the limits of epochs and steps.
        closing: Says how long the choice of the finished model takes.
        deadline: `awake_seconds()` at which the whole job should be done, or None.

    Attributes:
        fall: From which step to which the learning rate falls to 0; the training ends with the second.
        is_early: Patience has run out before the fall, which began for that.
    """

    def __init__(self, run: RunFolder, config: Config, planned: int, closing: Closing, deadline: float | None) -> None:
        training = config.training
        self.closing = closing
        self.is_early = False
        self._config, self._planned = config, planned
        self._cooldown = Cooldown(run, training.cooldown, deadline, 60.0 * (training.max_minutes or 0.0))
        self.fall = self._cooldown.steps(planned, finished=0)
        self._has_judged_its_speed = False

    @property
    def deadline(self) -> float | None:
        """That of the beginning, and what was left out since; None where the fall of an earlier session is kept to."""
        return None if self._cooldown.is_kept_to else self._cooldown.deadline

    def resume(self, progress: Progress, *, again: bool = False) -> None:
        """The training goes on from there.

        Args:
            progress: Where it stands.
            again: In the session that met trouble there, with the deadline that it had then.
        """
        self.fall = self._cooldown.steps(self._planned, progress.step, again=again)
        self.is_early = self._has_no_more_gain(progress) and self._cooldown.is_noted
        if progress.validation_seconds is not None:
            self.closing.validated(progress.validation_seconds)

    def passes(self, finished: int) -> None:
        """So many steps are done."""
        self._cooldown.passes(finished)

    def leave_out(self, seconds: float) -> None:
        """A pause is no more part of a training's time than what passes between two sessions."""
        self._cooldown.leave_out(seconds)

    # What the training asks

    def is_over(self, progress: Progress) -> bool:
        """Whether no further step is to come."""
        late = progress.step > 0 and self.time_is_up()
        return self.has_waited_enough(progress) or late or self.is_done(progress.step)

    def is_done(self, finished: int) -> bool:
        """Whether the last step has come."""
        return finished >= self.fall[1]

    def time_is_up(self) -> bool:
        """Whether the rest of the time is needed to choose and write the finished model."""
        left = self.seconds_left()
        return left is not None and left <= 0.0

    def seconds_left(self) -> float | None:
        """Until the time is up, negative when it is; None where no clock ends the training."""
        if self.deadline is None:
            return None
        return self.deadline - self.closing.seconds - awake_seconds()

    def has_waited_enough(self, progress: Progress) -> bool:
        """Whether patience ends the training now, and not only after the fall of the learning rate."""
        return self._has_no_more_gain(progress) and self._cooldown.is_behind(progress.step)

    def fall_is_due(self) -> bool:
        """Whether the share of the time has begun in which the learning rate falls."""
        return self._cooldown.is_due()

    def is_to_come_early(self, progress: Progress) -> bool:
        """Whether patience has run out before the fall; a training that was just resumed has to know its speed."""
        waits = progress.step < self.fall[0] and self._cooldown.knows_its_speed
        return waits and self._has_no_more_gain(progress)

    # What it decides

    def come_early(self, finished: int, per_call: int) -> None:
        """Where patience has run out, the fall of the learning rate begins, which patience does not cut short."""
        self.is_early = True
        self.fall = self._cooldown.early(finished, self.fall, per_call)
        self.settle(finished, per_call)

    def settle(self, finished: int, per_call: int) -> None:
        """The last steps are counted: those that fit into the time that is left."""
        self.closing.decide()
        seconds = self.closing.seconds + 3.0 + self.closing.validation_seconds  # the validation of the last step
        self.fall = self._cooldown.settle(finished, self.fall, seconds, per_call)

    def note(self, finished: int, *, stopped: bool) -> None:
        """The session is over: whoever goes on with this training knows where its fall ended."""
        if self.is_done(finished) or (self.time_is_up() and not stopped):
            self._cooldown.end(self.fall[1], finished)

    def warning(self, finished: int) -> events.Log | None:
        """Said once, as soon as the speed is known, of a learning rate that rises for too much of the time."""
        if self._has_judged_its_speed or finished >= self._config.training.warmup_steps:
            return None
        reach = self._cooldown.reach(finished, self.closing.seconds)
        self._has_judged_its_speed = reach is not None
        return None if reach is None else clock_warning(self._config, self._planned, reach)

    def _has_no_more_gain(self, progress: Progress) -> bool:
        return progress.validations_without_gain >= self._config.training.patience
