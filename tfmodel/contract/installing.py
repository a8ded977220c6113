"""The line to type for a package that is not there: for the Python that runs the program, whatever pip the path has."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Mapping

# What the extras ask for, and TensorFlow, by the name of the package; the versions are those of pyproject.toml.
REQUIREMENTS: Mapping[str, str] = {
    "jax": "jax>=0.5",
    "pyarrow": "pyarrow>=26.0",
    "tensorflow": "tensorflow>=2.20",
    "torch": "torch>=2.6",
}


def install_line(package: str) -> str:
    """The line that installs one of `REQUIREMENTS`, as the shell of this system reads it: PowerShell on Windows."""
    return f'{_python()} -m pip install "{REQUIREMENTS[package]}"'


def _python() -> str:
    if sys.platform != "win32":
        return shlex.quote(sys.executable)
    return f'& "{sys.executable}"' if " " in sys.executable else sys.executable
