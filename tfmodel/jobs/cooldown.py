"""When the learning rate begins to fall to 0, so that it is there when the training ends."""

from __future__ import annotations

import time
from dataclasses import dataclass

from tfmodel.contract.run_folder import RunFolder


@dataclass
class Cooldown:
    """The fall of the learning rate at the end of a training, whatever ends it.

    Where steps or epochs end it, the first step of the fall is known beforehand. Where time does, as many steps as will
    fit into the rest of it are worked out once, when the fall is due, and noted in run.json: a resumed training keeps
    to them.

    Args:
        run: The run.
        share: Of the training, in which the learning rate falls.
        deadline: `time.monotonic()` at which the whole job should be done, or None.
        seconds: From the start of the job to the deadline.
    """

    run: RunFolder
    share: float
    deadline: float | None
    seconds: float

    def __post_init__(self) -> None:
        self._settled = self.share == 0.0 or self.deadline is None
        self._began: tuple[float, int] | None = None

    def steps(self, total: int, finished: int) -> tuple[int, int]:
        """From which step to which the learning rate falls.

        Args:
            total: The last step of the plan.
            finished: Steps done: a fall that came to its end belongs to an earlier session.
        """
        noted = self.run.info().cooldown
        if noted is not None and finished < noted[1]:
            self._settled = True
            return noted
        return total - round(self.share * total), total

    def begin(self, finished: int) -> None:
        """A session begins: from here on the speed is measured."""
        self._began = (time.monotonic(), finished)

    def is_due(self) -> bool:
        """Whether the share of the time has begun in which the learning rate falls."""
        return not self._settled and time.monotonic() >= self.deadline - self.share * self.seconds

    def settle(self, finished: int, planned: tuple[int, int], closing_seconds: float, per_call: int) -> tuple[int, int]:
        """Works out, and notes, the steps that fit into the rest of the time.

        Args:
            finished: Steps done.
            planned: What `steps` said.
            closing_seconds: From the last step to the end of the job.
            per_call: The result ends so many steps, or a multiple, from here.
        """
        self._settled = True
        then, before = self._began
        now = time.monotonic()
        pace = (now - then) / max(1, finished - before)  # validations are part of it
        calls = max(1, int((self.deadline - closing_seconds - now) / pace / per_call))
        settled = (min(finished, planned[0]), min(finished + calls * per_call, planned[1]))
        self.run.change_info(cooldown=settled)
        return settled
