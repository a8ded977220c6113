"""What the processor is called, as each system tells it."""

from __future__ import annotations

import platform
import re
import sys
from contextlib import suppress
from pathlib import Path

from tfmodel.jobs.cards import said_by

_KEY = r"HARDWARE\DESCRIPTION\System\CentralProcessor\0"


def full_name() -> str:
    """What its maker calls it; its kind alone ("arm") where the system does not tell that."""
    return cpuinfo("model name") or _of_macos() or _of_windows() or platform.processor() or platform.machine()


def short_name(processor: str) -> str:
    """What a maker calls a processor without trade marks, clock and the word processor."""
    words = re.sub(r"\((R|TM)\)|\bCPU\b|@ *[\d.]+ *GHz|(\d+-Core )?\bProcessor\b", " ", processor, flags=re.IGNORECASE)
    return " ".join(words.split())


def cpuinfo(key: str) -> str | None:
    """What Linux says of the first core; None where it says nothing, and on other systems."""
    path = Path("/proc/cpuinfo")
    if not path.exists():
        return None
    for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
        name, _, value = line.partition(":")
        if name.strip() == key:
            return value
    return None


def _of_macos() -> str:
    return said_by("sysctl", "-n", "machdep.cpu.brand_string").strip() if sys.platform == "darwin" else ""


def _of_windows() -> str:
    if sys.platform == "win32":
        import winreg

        with suppress(OSError), winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, _KEY) as key:
            return str(winreg.QueryValueEx(key, "ProcessorNameString")[0]).strip()
    return ""
