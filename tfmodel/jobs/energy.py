"""Counters of energy: those of the processor (RAPL, by the Linux kernel) and of NVIDIA cards (NVML)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from tfmodel.contract.energy import Energy
from tfmodel.jobs.cards import shown_cards

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
        self._counters = _begun(counters)

    def add(self, counters: Sequence[Counter]) -> None:
        """Adds up these too from now on, unless it is not known any more what the others have counted."""
        if self._counters:
            self._counters = (*self._counters, *_begun(counters))

    def energy(self) -> Energy | None:
        """Since the beginning; None where nothing counts, or a counter cannot be read any more."""
        try:
            joules = sum([counter.look() for counter in self._counters])
        except (OSError, ValueError):
            self._counters = ()
        if not self._counters:
            return None
        return Energy(joules=joules, of=" and ".join(dict.fromkeys(counter.of for counter in self._counters)))


def _begun(counters: Sequence[Counter]) -> tuple[Counter, ...]:
    for counter in counters:
        counter.last = counter.read()
    return tuple(counters)


def counters(folder: Path = POWERCAP) -> list[Counter]:
    """Those of the processor and of the first NVIDIA card, on which a training computes, as far as they can be read.

    Many systems let only their administrator read the processor's.
    """
    return [*_processors(folder), *_cards(0, 1)]


def further_cards(devices: int) -> list[Counter]:
    """Those of the other cards that a training on so many devices computes on; 0: on all of them."""
    return list(_cards(1, devices or None))


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


def _cards(first: int, end: int | None) -> Iterator[Counter]:
    """One for each NVIDIA card of these places among those that CUDA shows; cards before Volta count nothing."""
    for nvml, card in islice(shown_cards(), first, end):
        read = _card_reader(nvml, card)
        with suppress(OSError):
            read()
            yield Counter("GPU", read)


def _card_reader(nvml: Any, card: Any) -> Callable[[], float]:
    def read() -> float:
        try:
            return float(MILLI * nvml.nvmlDeviceGetTotalEnergyConsumption(card))
        except nvml.NVMLError as error:
            raise OSError(str(error)) from error

    return read
