"""Which backend of Keras this process computes on, and what has to be settled before it is loaded."""

from __future__ import annotations

import importlib
import importlib.util
import os
from contextlib import suppress
from itertools import accumulate
from pathlib import Path

from tfmodel.contract.backends import TITLES
from tfmodel.contract.failure import FailureError, fail
from tfmodel.contract.installing import install_line
from tfmodel.contract.places import cache_folder

VARIABLE = "KERAS_BACKEND"
MOST_OF_PROGRAMS = 1_000_000_000  # bytes; those of a training have some hundred million


def choose(asked: str = "auto", former: str = "") -> str:
    """The name of a backend that is installed.

    Args:
        asked: By a person: a name, or "auto".
        former: That of the run, which comes before the order of preference where it is installed.

    Raises:
        FailureError: The one that is asked for, here or by KERAS_BACKEND, is not there, or none is.
    """
    present = installed()
    wanted = os.environ.get(VARIABLE, "") if asked == "auto" else asked
    if wanted and wanted not in present:
        raise _not_installed(wanted, present)
    if not present:
        raise fail(
            "No backend",
            "None of TensorFlow, JAX and PyTorch is installed.",
            f"Install one with this line: {install_line('jax')}.",
        )
    return wanted or (former if former in present else present[0])


def installed() -> list[str]:
    """The backends that could be loaded, the preferred one first; none of them is loaded."""
    return [name for name in TITLES if importlib.util.find_spec(name) is not None]


def _not_installed(wanted: str, present: list[str]) -> FailureError:
    if wanted not in TITLES:
        return fail("Unknown backend", f"There is no backend {wanted!r}.", f"Choose one of {', '.join(TITLES)}.")
    line, others = install_line(wanted), " or ".join(present)
    return fail(
        "Backend not installed",
        f"{TITLES[wanted]} is not installed here.",
        f"Install it ({line}), or choose {others} instead." if present else f"Install it with this line: {line}.",
    )


def forget_old_programs(folder: Path, most: int = MOST_OF_PROGRAMS) -> None:
    """Removes the files of a folder that were written before the newest `most` bytes: JAX itself keeps all for ever."""
    with suppress(OSError):  # another process may be at it
        files = [(file, file.stat()) for file in folder.iterdir() if file.is_file()]
        files.sort(key=lambda item: item[1].st_mtime, reverse=True)
        for (file, _), taken in zip(files, accumulate(facts.st_size for _, facts in files), strict=True):
            if taken > most:
                file.unlink(missing_ok=True)


def settle_jax(devices: int) -> None:
    """Has JAX keep its programs for the next process, take memory as it needs it, and show so many processors.

    What the user set stays.
    """
    folder = cache_folder() / "jax"
    if os.environ.setdefault("JAX_COMPILATION_CACHE_DIR", str(folder)) == str(folder):
        forget_old_programs(folder)
    os.environ.setdefault("XLA_PYTHON_CLIENT_PREALLOCATE", "false")
    flags = os.environ.get("XLA_FLAGS", "")
    if devices > 1 and "device_count" not in flags:
        os.environ["XLA_FLAGS"] = f"{flags} --xla_force_host_platform_device_count={devices}".strip()
