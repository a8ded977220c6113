"""The graphics cards of a machine, found without any library that computes: by NVIDIA's tools and by the system."""

from __future__ import annotations

import csv
import importlib
import os
import platform
import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PCI, DRIVER = Path("/sys/bus/pci/devices"), Path("/proc/driver/nvidia/gpus")
NVIDIA, AMD = "0x10de", "0x1002"  # makers, as the PCI bus numbers them
DISPLAY = "0x03"  # begins the class of what draws or computes
TOOL_TIMEOUT_SECONDS = 20.0  # that a tool of the system has to answer
SMI = ("--query-gpu=name,driver_version,compute_cap", "--format=csv,noheader")
WINDOWS = ("-NoProfile", "-Command", "(Get-CimInstance Win32_VideoController).Name")


@dataclass(frozen=True)
class Cards:
    """Names by maker; the driver's version is "" and the capability None where no driver of NVIDIA answers."""

    nvidia: tuple[str, ...] = ()
    amd: tuple[str, ...] = ()
    driver: str = ""
    capability: tuple[int, int] | None = None


def first_card() -> tuple[Any, Any] | None:
    """NVML and its handle of the first NVIDIA card that CUDA shows.

    Returns:
        None without the library (extra "gpu"), a driver or a card, and where CUDA_VISIBLE_DEVICES hides all of them.
    """
    return next(shown_cards(), None)


def shown_cards() -> Iterator[tuple[Any, Any]]:
    """NVML and its handle of each NVIDIA card that CUDA shows, in this order: it shows none behind a wrong name."""
    try:
        nvml = importlib.import_module("pynvml")
    except ImportError:
        return
    with suppress(nvml.NVMLError, OSError, ValueError):  # no driver, no such card, or a name that is no text
        nvml.nvmlInit()
        shown = os.environ.get("CUDA_VISIBLE_DEVICES")
        names = map(str, range(nvml.nvmlDeviceGetCount())) if shown is None else shown.split(",")
        for name in names:
            yield nvml, _handle(nvml, name.strip())


def _handle(nvml: Any, name: str) -> Any:
    """A number as NVML has it, with unlike cards CUDA only where CUDA_DEVICE_ORDER is PCI_BUS_ID; or a UUID."""
    return nvml.nvmlDeviceGetHandleByIndex(int(name)) if name.isdecimal() else nvml.nvmlDeviceGetHandleByUUID(name)


def find_cards() -> Cards:
    """By NVIDIA's driver where it answers; the system knows those without one."""
    answering = read_smi(said_by("nvidia-smi", *SMI))
    others = read_names(said_by("powershell", *WINDOWS).splitlines()) if platform.system() == "Windows" else on_bus()
    return Cards(answering.nvidia or others.nvidia, others.amd, answering.driver, answering.capability)


def read_smi(text: str) -> Cards:
    """What `nvidia-smi` says, one card a line: name, version of the driver, compute capability."""
    rows = [row for row in csv.reader(text.splitlines(), skipinitialspace=True) if len(row) == 3]
    if not rows or not re.match(r"\d+\.", rows[0][1]):
        return Cards()
    version = re.fullmatch(r"(\d+)\.(\d+)", rows[0][2].strip())
    capability = (int(version[1]), int(version[2])) if version is not None else None
    return Cards(tuple(row[0].strip() for row in rows), (), rows[0][1].strip(), capability)


def read_names(names: Sequence[str]) -> Cards:
    """Cards by the names that a system has for them."""
    names = [name.strip() for name in names]
    return Cards(
        tuple(name for name in names if "nvidia" in name.lower()),
        tuple(name for name in names if re.search(r"\b(amd|radeon)\b", name, re.IGNORECASE)),
    )


def on_bus(pci: Path = PCI, driver: Path = DRIVER) -> Cards:
    """Cards on the PCI bus of Linux, whose driver may be missing; the names come from NVIDIA's, where it is loaded."""
    found: dict[str, list[str]] = {NVIDIA: [], AMD: []}
    for device in sorted(pci.glob("*")):
        maker = _text(device / "vendor")
        if maker in found and _text(device / "class").startswith(DISPLAY):
            found[maker].append(_model(driver / device.name) or _number(maker, _text(device / "device")))
    return Cards(tuple(found[NVIDIA]), tuple(found[AMD]))


def _number(maker: str, device: str) -> str:
    return f"{'NVIDIA' if maker == NVIDIA else 'AMD'} card {device.removeprefix('0x')}".strip()


def _model(folder: Path) -> str:
    lines = _text(folder / "information").splitlines()
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("Model:")), "")


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8", errors="replace").strip()
    except OSError:
        return ""


def said_by(program: str, *words: str) -> str:
    """What a program prints; nothing where it is not there, fails, or hangs, as a broken driver's tool does."""
    path = shutil.which(program)
    if path is None:
        return ""
    try:
        done = subprocess.run(
            [path, *words],
            stdin=subprocess.DEVNULL,  # of a job it is the pipe of commands, which PowerShell would read
            capture_output=True,
            text=True,
            errors="replace",
            timeout=TOOL_TIMEOUT_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout if done.returncode == 0 else ""
