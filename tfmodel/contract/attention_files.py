"""The attention that a run keeps: what the arrays of a file are called, and which files stay when there are too many.

RUN/attention/step-00000500.npz has the attention of all pinned sentences at one validation, float16.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path, PureWindowsPath

PAIRS = "attention/pairs.npz"  # of pairs that a person chose in the dataset, under the finished model
PAIRS_RECORD = "pairs.jsonl"  # its event, below the run folder
MOST_PAIRS = 10

MOST_BYTES = 256 * 2**20  # of all files of a run together
MOST_TOKENS = 257  # of a sentence, EOS included: 2,000 would take hundreds of megabytes at every look

_NAME = re.compile(r"step-(\d+)\.npz")


def file_name(step: int) -> str:
    """The file of a step, below the run folder."""
    return f"attention/step-{step:08}.npz"


def named_in(run: Path, name: str) -> Path | None:
    """The file that an event of a run names; None for a name that leads out of its folder of attention.

    A run from elsewhere may name any file of this machine, or of another one.
    """
    parts = PureWindowsPath(name).parts  # which knows the separators and the drives of every system
    return run / name if len(parts) == 2 and parts[0] == "attention" and parts[1] != ".." else None


def array_name(sentence: int, name: str) -> str:
    """What the array of a tap of the n-th pinned sentence is called.

    That of the first one is the tap's own name: so it was when a run followed one sentence.
    """
    return name if sentence == 0 else f"sentence-{sentence}/{name}"


def step_files(folder: Path) -> dict[int, Path]:
    """The files of a folder by step."""
    found = ((_NAME.fullmatch(path.name), path) for path in folder.glob("step-*.npz"))
    return {int(match.group(1)): path for match, path in found if match is not None}


def bound(folder: Path, most: int = MOST_BYTES) -> None:
    """Removes files of steps until the rest has at most `most` bytes."""
    files = step_files(folder)
    for step in surplus({step: path.stat().st_size for step, path in files.items()}, most):
        _remove(files[step])


def forget_after(folder: Path, step: int) -> None:
    """Removes the files of steps after `step`: a resumed run makes them again."""
    for later, path in step_files(folder).items():
        if later > step:
            _remove(path)


def _remove(path: Path) -> None:
    """A file that the window is reading stays on Windows, until the next call: no training fails for that."""
    with suppress(PermissionError):
        path.unlink(missing_ok=True)


def surplus(sizes: Mapping[int, int], most: int) -> list[int]:
    """The steps to do without so that the rest takes at most `most` bytes.

    The first and the last one stay. Of the others, the one goes first whose neighbours are closest to each other in
    proportion to the step: a head changes most in the beginning, where the steps then stay denser.

    Args:
        sizes: Bytes by step.
        most: Bytes that may stay.
    """
    steps, total, gone = sorted(sizes), sum(sizes.values()), []
    while total > most and len(steps) > 2:
        inner = range(1, len(steps) - 1)
        dispensable = min(inner, key=lambda number: (steps[number + 1] - steps[number - 1]) / steps[number + 1])
        gone.append(steps.pop(dispensable))
        total -= sizes[gone[-1]]
    return gone
