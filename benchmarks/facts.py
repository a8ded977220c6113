"""What a figure must be read with: the machine, the versions, the commit, the load."""

from __future__ import annotations

import importlib.metadata
import json
import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import psutil

from benchmarks.child import ROOT
from tfmodel.jobs.environment import processor, versions

QUIET = 0.5  # processors that others may keep busy before a figure is called disturbed
_DISTURBED = " (others were working: ratios hold better than figures)"

_ASK = """
import importlib.metadata, json, sys
found = {}
for name in sys.argv[1:]:
    try:
        found[name] = importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        pass
print(json.dumps(found))
"""


def installed(python: Path, packages: Sequence[str]) -> dict[str, str]:
    """The version of each package that an interpreter has; packages that it lacks are left out."""
    if shutil.which(python) is None:
        return {}
    done = subprocess.run([python, "-c", _ASK, *packages], capture_output=True, text=True, check=True, cwd="/")
    return dict(json.loads(done.stdout))


def facts(options: dict[str, Any], peers: dict[str, str]) -> dict[str, Any]:
    """All of them, taken before the measurement begins.

    Args:
        options: Of the benchmark.
        peers: Versions of what it is compared with.
    """
    load = os.getloadavg()[0]
    return {
        "commit": _commit(),
        "machine": f"{processor()}, {psutil.virtual_memory().total / 2**30:.0f} GiB",
        "load before": f"{load:.1f}{_DISTURBED if load > QUIET else ''}",
        "versions": {**versions(), **peers},
        "options": {name: _text(value) for name, value in options.items() if value not in (None, [], False)},
    }


def _text(value: Any) -> str:
    """An option; of a path only its name, for where things are is nobody's concern."""
    if isinstance(value, Path):
        return value.name
    return " ".join(map(str, value)) if isinstance(value, list) else str(value)


def _commit() -> str:
    def git(*words: str) -> str:
        done = subprocess.run(["git", *words], cwd=ROOT, capture_output=True, text=True, check=False)
        return done.stdout.strip()

    changed = " with changes" if git("status", "--porcelain", "--untracked-files=no") else ""
    return (git("rev-parse", "--short", "HEAD") or importlib.metadata.version("transformer-desk")) + changed
