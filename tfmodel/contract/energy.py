"""What a training has taken from the mains, as far as the machine counts it; nobody estimates it."""

from __future__ import annotations

from tfmodel.contract.message import Message

WATT_HOUR = 3600.0  # joules
NOT_KNOWN = "not known"


class Energy(Message):
    """Energy by counters of the hardware.

    Attributes:
        joules: Of all sessions of a run.
        of: Whose counters were read: "processor", "GPU", "processor and GPU". Whatever else ran on them is in it.
    """

    joules: float
    of: str

    @property
    def text(self) -> str:
        """In watt-hours, as meters count: "0.42 Wh", "1.3 kWh"."""
        hours = self.joules / WATT_HOUR
        if hours >= 1000:
            return f"{hours / 1000:.1f} kWh"
        return f"{hours:.0f} Wh" if hours >= 100 else f"{hours:.1f} Wh" if hours >= 1 else f"{hours:.2f} Wh"


def added(before: Energy | None, now: Energy | None, *, fresh: bool) -> Energy | None:
    """The energy of a run whose earlier sessions took `before`; a part that is not known makes the whole so.

    Args:
        before: Of the earlier sessions.
        now: Of this one.
        fresh: Whether there were none.
    """
    if fresh or now is None:
        return now
    if before is None or before.of != now.of:
        return None
    return Energy(joules=before.joules + now.joules, of=now.of)
