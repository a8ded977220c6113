"""How the Python that this program runs on is started once more, for a job."""

from __future__ import annotations

import os
import sys

from PySide6.QtCore import QProcess, QProcessEnvironment


def set_program(process: QProcess, program: str) -> None:
    """Says what a process is to start; if that is a Python, it speaks UTF-8."""
    program, besides = _past_the_launcher(program)
    environment = QProcessEnvironment.systemEnvironment()
    for name, value in {"PYTHONUTF8": "1", **besides}.items():
        environment.insert(name, value)
    process.setProgram(program)
    process.setProcessEnvironment(environment)


def _past_the_launcher(program: str) -> tuple[str, dict[str, str]]:
    """What to start for `program`, and what its environment has to hold besides.

    The Python of a virtual environment is a launcher on Windows: the real one is its child, and ends with it. A
    training that goes on alone must not, so that a job is started as `multiprocessing` starts its processes.
    """
    real = str(getattr(sys, "_base_executable", sys.executable))
    if sys.platform != "win32" or program != sys.executable or os.path.normcase(real) == os.path.normcase(program):
        return program, {}
    return real, {"__PYVENV_LAUNCHER__": program}
