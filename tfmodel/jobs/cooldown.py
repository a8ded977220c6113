"""When the learning rate begins to fall to 0, so that it is there when the training ends."""

from __future__ import annotations

import math
from dataclasses import dataclass

from tfmodel.contract.awake import awake_seconds
from tfmodel.contract.run_folder import RunFolder
from tfmodel.contract.training_config import TrainingConfig
from tfmodel.jobs import checkpoints
from tfmodel.jobs.pace import Pace

_SURE = 30.0  # seconds of a session after which its speed can be told to somebody


@dataclass
class Cooldown:
    """The fall of the learning rate at the end of a training, whatever ends it.

    Where steps or epochs end it, the first step of the fall is known beforehand. Where time or patience does, its steps
    are worked out once, when the fall is due, and noted in run.json: a resumed training keeps to them. One that goes on
    after trouble in the same session works the last of them out again, for its clock goes on, too.

    Args:
        run: The run.
        share: Of the training, in which the learning rate falls.
        deadline: `awake_seconds()` at which the whole job should be done, or None.
        seconds: Of the whole training, earlier sessions included.

    Attributes:
        is_noted: The fall was worked out, and has not come to its end.
        is_kept_to: The fall was worked out in an earlier session, and comes to its end however late it is.
    """

    run: RunFolder
    share: float
    deadline: float | None
    seconds: float

    def __post_init__(self) -> None:
        self._settled = True  # until `steps` is asked
        self.is_noted = self.is_kept_to = self._by_patience = False
        self._pace = Pace()

    def steps(self, total: int, finished: int, *, again: bool = False) -> tuple[int, int]:
        """From which step to which the learning rate falls.

        Args:
            total: The last step of the plan.
            finished: Steps done: a fall that came to its end belongs to an earlier session.
            again: After trouble in this session: a noted fall is its own, and ends in time where there is a deadline.
        """
        info = self.run.info()
        noted = info.cooldown
        self.is_noted = noted is not None and finished < noted[1]
        self._by_patience = self.is_noted and info.cooldown_by_patience
        self.is_kept_to = self.is_noted and not again
        self._settled = self.is_kept_to or self.share == 0.0 or self.deadline is None
        if not self.is_noted:
            return total - round(self.share * total), total
        kept = min(noted[0], total), min(noted[1], total)  # whoever goes on may have asked for fewer steps
        if kept != noted:
            self.run.change_info(cooldown=kept)
        return kept

    def passes(self, finished: int) -> None:
        """So many steps are done: from such moments the speed is worked out, where a clock ends the training."""
        if self.deadline is not None:
            self._pace.passes(finished)

    def leave_out(self, seconds: float) -> None:
        """A pause of that length is over: it is no part of the time, and says nothing of the speed."""
        self._pace.leave_out(seconds)
        if self.deadline is not None:
            self.deadline += seconds

    def end(self, planned: int, finished: int) -> None:
        """The training ended with this step, and so did its fall: more steps or minutes bring another one.

        It may be some steps beyond, where those that float16 had skipped are made up, or before, where time was up.

        Args:
            planned: The last step of this session's plan; the fall of an earlier one stays as it was.
            finished: Steps done.
        """
        noted = self.run.info().cooldown
        if noted is not None and noted[1] == planned:
            self.run.change_info(cooldown=(noted[0], finished))

    @property
    def knows_its_speed(self) -> bool:
        """Whether `settle` can tell how many steps fit into the time, or need not."""
        return self._settled or self._pace.is_known

    def reach(self, finished: int, closing_seconds: float) -> int | None:
        """About how many steps the training comes to before its time is up; None until that can be told.

        Args:
            finished: Steps done.
            closing_seconds: From the last step to the end of the job.
        """
        if self.deadline is None or not self._pace.is_known or self._pace.seen_seconds() < _SURE:
            return None
        return finished + self._steps_left(finished, closing_seconds)

    def is_due(self) -> bool:
        """Whether the share of the time has begun in which the learning rate falls."""
        if self._settled or not self.knows_its_speed:
            return False
        return awake_seconds() >= self.deadline - self.share * self.seconds

    def is_behind(self, finished: int) -> bool:
        """Whether there is no fall, or one of an early end came to its end with the step that is just done."""
        noted = self.run.info().cooldown
        return self.share == 0.0 or (noted is not None and noted[1] == finished)

    def early(self, finished: int, planned: tuple[int, int], per_call: int) -> tuple[int, int]:
        """The fall of a training whose patience has run out: it begins at once and has its share of all steps.

        Args:
            finished: Steps done.
            planned: What `steps` said; a fall that has not begun.
            per_call: The fall is a multiple of so many steps, unless the plan ends before.
        """
        self._by_patience = True
        length = math.ceil(self.share / (1.0 - self.share) * finished / per_call) * per_call
        return finished, min(finished + length, planned[1])

    def settle(self, finished: int, planned: tuple[int, int], closing_seconds: float, per_call: int) -> tuple[int, int]:
        """Works out, and notes, the steps of the fall: those of the plan that fit into the rest of the time.

        Args:
            finished: Steps done.
            planned: What `steps` said, or `early`.
            closing_seconds: From the last step to the end of the job.
            per_call: The result ends so many steps, or a multiple, from here.
        """
        settled = planned
        if not self._settled:
            ends = finished + self._calls_left(finished, closing_seconds, per_call) * per_call
            settled = (min(finished, planned[0]), min(ends, planned[1]))
        self._settled = True
        self.run.change_info(cooldown=settled, cooldown_by_patience=self._by_patience)
        return settled

    def _calls_left(self, finished: int, closing_seconds: float, per_call: int) -> int:
        return max(1, self._steps_left(finished, closing_seconds) // per_call)

    def _steps_left(self, finished: int, closing_seconds: float) -> int:
        left = self.deadline - closing_seconds - awake_seconds()
        return max(0, int(left / self._pace.step_seconds(finished)))


def forget_outdated(run: RunFolder, asked: TrainingConfig) -> None:
    """A fall that was cut short is noted no more where other limits are asked for than it was worked out for.

    They bring another one. Fewer steps or epochs only end this one earlier, as `Cooldown.steps` says.

    Args:
        run: Its configuration is still the one of before.
        asked: What the training goes on with.
    """
    noted, finished = run.info().cooldown, checkpoints.newest_step(run) or 0
    if noted is not None and finished < noted[1] and _are_other_limits(run, run.config().training, asked):
        run.change_info(cooldown=None)


def _are_other_limits(run: RunFolder, former: TrainingConfig, asked: TrainingConfig) -> bool:
    before, now = (math.inf if one.max_steps is None else one.max_steps for one in (former, asked))
    names = ["max_minutes", "cooldown"]
    if run.info().cooldown_by_patience:  # in a fall that a clock began patience has no say
        names.append("patience")
    changed = any(getattr(former, name) != getattr(asked, name) for name in names)
    return changed or before < now or former.max_epochs < asked.max_epochs
