"""Counters of energy: those of the processor (RAPL, by the Linux kernel) and of NVIDIA cards (NVML)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tfmodel.contract.energy import Energy
from tfmodel.jobs.cards import first_card

POWERCAP = Path("/sys/class/powercap")
MICRO, MILLI = 1e-6, 1e-3  # joules


@dataclass
class Counter:
    """One counter that grows, and begins again at 0 after `wraps` joules where it has an end.

    Attributes:
        of: Whose it is.
        read: Joules since some time in the past.
    """

    of: str
    read: Callable[[], float]
    wraps: float = 0.0
    last: float = 0.0
    total: float = 0.0

    def look(self) -> float:
        """Joules since the first look."""
        now = self.read()
        self.total += now - self.last + (self.wraps if now < self.last else 0.0)
        self.last = now
        return self.total


class Meter:
    """Adds up what all counters of this machine have counted since it was made.

    Looked at less often than a counter wraps (minutes), it would miss a round.
    """

    def __init__(self, counters: Sequence[Counter]) -> None:
        self._counters = counters
        for counter in counters:
            counter.last = counter.read()

    def energy(self) -> Energy | None:
        """Since the beginning; None where nothing counts, or a counter cannot be read any more."""
        try:
            joules = sum([counter.look() for counter in self._counters])
        except (OSError, ValueError):
            self._counters = ()
        if not self._counters:
            return None
        return Energy(joules=joules, of=" and ".join(dict.fromkeys(counter.of for counter in self._counters)))


def counters(folder: Path = POWERCAP) -> list[Counter]:
    """Those that can be read by this process: many systems let only their administrator read the processor's."""
    return [*_processors(folder), *_cards()]


def _processors(folder: Path) -> Iterator[Counter]:
    """One for each processor package, which counts its cores and its caches."""
    for zone in sorted(folder.glob("intel-rapl:*")) if folder.is_dir() else ():
        with suppress(OSError, ValueError):
            if (zone / "name").read_text(encoding="ascii").startswith("package"):
                wraps = MICRO * _number(zone / "max_energy_range_uj")
                counter = Counter("processor", lambda zone=zone: MICRO * _number(zone / "energy_uj"), wraps)
                counter.read()
                yield counter


def _number(path: Path) -> int:
    return int(path.read_text(encoding="ascii"))


def _cards() -> Iterator[Counter]:
    """The first NVIDIA card, on which a training computes; cards before Volta count nothing."""
    found = first_card()
    if found is None:
        return
    read = _card_reader(*found)
    try:
        read()
    except OSError:  # it counts nothing
        return
    yield Counter("GPU", read)


def _card_reader(nvml: Any, card: Any) -> Callable[[], float]:
    def read() -> float:
        try:
            return float(MILLI * nvml.nvmlDeviceGetTotalEnergyConsumption(card))
        except nvml.NVMLError as error:
            raise OSError(str(error)) from error

    return read
