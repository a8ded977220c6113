"""How busy the machine is while a job runs: told every two seconds, from where the job runs."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

import psutil

from tfmodel.channel import Channel
from tfmodel.contract import events
from tfmodel.contract.energy import Energy, added
from tfmodel.contract.run_folder import RunInfo
from tfmodel.jobs.cards import first_card
from tfmodel.jobs.energy import Meter, counters, further_cards

SECONDS = 2.0


class RunEnergy:
    """The energy of a run: of its earlier sessions, once they are known, and of this one."""

    def __init__(self) -> None:
        self._meter = Meter(counters())
        self._before: Energy | None = None
        self._fresh = True
        self._lock = threading.Lock()  # who saves asks too

    def go_on(self, info: RunInfo, devices: int) -> None:
        """Adds what the earlier sessions of a run took, and from now on the other cards of so many; 0: of all."""
        with self._lock:
            self._before, self._fresh = info.energy, info.step == 0
            self._meter.add(further_cards(devices))

    def now(self) -> Energy | None:
        """That of the run so far."""
        with self._lock:
            return added(self._before, self._meter.energy(), fresh=self._fresh)


@contextmanager
def reporting_load(channel: Channel, seconds: float = SECONDS) -> Iterator[RunEnergy]:
    """Tells the load while the block runs, from a thread of its own; gives the energy that it reads."""
    done, energy = threading.Event(), RunEnergy()
    thread = threading.Thread(target=_report, args=(channel, done, seconds, energy), name="load", daemon=True)
    thread.start()
    try:
        yield energy
    finally:
        done.set()
        thread.join()


def _report(channel: Channel, done: threading.Event, seconds: float, energy: RunEnergy) -> None:
    process = psutil.Process()
    process.cpu_percent()  # counts from here
    gpu = gpu_reader()
    while not done.wait(seconds):
        channel.emit(
            events.Load(
                cpu=process.cpu_percent(),
                cores=psutil.cpu_count() or 1,
                memory=process.memory_info().rss,
                total_memory=psutil.virtual_memory().total,
                energy=energy.now(),
                **gpu(),
            )
        )


def gpu_reader() -> Callable[[], dict[str, Any]]:
    """What the first NVIDIA card tells, where there is one and its library (the extra "gpu") is installed."""
    first = first_card()
    if first is None:
        return dict
    nvml, card = first

    def read() -> dict[str, Any]:
        found: dict[str, Any] = {}
        with suppress(nvml.NVMLError):
            found["gpu"] = float(nvml.nvmlDeviceGetUtilizationRates(card).gpu)
            memory = nvml.nvmlDeviceGetMemoryInfo(card)
            found.update(gpu_memory=int(memory.used), total_gpu_memory=int(memory.total))
            found["watts"] = nvml.nvmlDeviceGetPowerUsage(card) / 1000
        return found

    return read


def peak_of_gpu(backend: str) -> int:
    """The most bytes of the first GPU that this process has used, as its backend counts them."""
    if backend == "tensorflow":
        import tensorflow as tf

        return int(tf.config.experimental.get_memory_info("GPU:0")["peak"])
    if backend == "jax":
        import jax

        return int((jax.devices()[0].memory_stats() or {}).get("peak_bytes_in_use", 0))
    import torch

    return int(torch.cuda.max_memory_allocated())
