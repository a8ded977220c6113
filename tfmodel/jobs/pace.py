"""How fast a training is by now."""

from __future__ import annotations

from tfmodel.contract.awake import awake_seconds

_MOMENTS = 2000  # kept at most
_ENOUGH = 3  # moments to work out a speed: between the first two, graphs were made


class Pace:
    """The speed of a session, validations included, from the moments at which steps were done.

    Only its second half counts: before that graphs were made, or programs.
    """

    def __init__(self) -> None:
        self._passed: list[tuple[float, int]] = []  # moments of this session, with the steps done by then

    @property
    def is_known(self) -> bool:
        """Whether enough was seen to go by."""
        return len(self._passed) >= _ENOUGH

    def seen_seconds(self) -> float:
        """For how long the session has been watched."""
        return awake_seconds() - self._passed[0][0] if self._passed else 0.0

    def passes(self, finished: int) -> None:
        """So many steps are done."""
        self._passed.append((awake_seconds(), finished))
        if len(self._passed) > _MOMENTS:
            self._passed = self._passed[::2]

    def leave_out(self, seconds: float) -> None:
        """A pause of that length is over: it says nothing of the speed."""
        self._passed = [(moment + seconds, steps) for moment, steps in self._passed]

    def step_seconds(self, finished: int) -> float:
        """Seconds of a step, when so many are done and one moment at least was passed."""
        now = awake_seconds()
        then, before = self._half_way(now, finished)
        return (now - then) / max(1, finished - before)

    def _half_way(self, now: float, finished: int) -> tuple[float, int]:
        """The moment nearest to the middle of the session so far."""
        middle = (self._passed[0][0] + now) / 2
        earlier = [moment for moment in self._passed[1:] if moment[1] < finished]
        return min(earlier or self._passed[:1], key=lambda moment: abs(moment[0] - middle))
