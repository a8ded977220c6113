"""What an export answers in another process, compared with what it should."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from tfmodel.contract.atomic import hidden_number, naming
from tfmodel.contract.failure import FailureError, fail, tells_of_memory
from tfmodel.jobs.other_process import waited_for

TOLERANCE = 1e-4  # largest difference of a logit or a score
_READER = Path(__file__).with_name("exported_reader.py")
_KILLED = -9  # as Linux kills a process for which there is no memory


@dataclass(frozen=True)
class Comparison:
    """What the other process is asked, and what it should answer."""

    inputs: dict[str, np.ndarray]
    expected: dict[str, np.ndarray]


def largest_difference(form: str, folder: Path, comparison: Comparison) -> float:
    """Between this process' answers and those of one that has only the export.

    Raises:
        FailureError: The export cannot be loaded there, answers otherwise, or there is not enough memory for it.
        OSError: Questions or answers cannot be written; it names the folder that they are exchanged in.
    """
    with tempfile.TemporaryDirectory() as exchange, naming(Path(exchange)):
        answers = _answers(form, folder, comparison.inputs, Path(exchange))
    difference = max(_difference(answers[name], value) for name, value in comparison.expected.items())
    if not difference <= TOLERANCE:
        raise fail(
            "Export differs", f"The export's answers differ by up to {difference:.1e}.", "Report this as a defect."
        )
    return difference


def _answers(form: str, folder: Path, inputs: dict[str, np.ndarray], exchange: Path) -> dict[str, np.ndarray]:
    questions, answers = exchange / "inputs.npz", exchange / "outputs.npz"
    np.savez(questions, **inputs)
    # Without -P the modules beside the reader would stand before all others. With -I the libraries of PYTHONPATH and
    # those that a person has installed for himself would be missing.
    command = [sys.executable, "-P", str(_READER), form, str(folder), str(questions), str(answers)]
    process = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        errors="replace",
    )
    _, complained = waited_for(process)
    if process.returncode:
        raise _why_it_died(process.returncode, complained, exchange)
    with np.load(answers, allow_pickle=False) as stored:
        return {name: stored[name] for name in stored.files}


def _why_it_died(status: int, complained: str, exchange: Path) -> Exception:
    number = hidden_number(complained)
    if number is not None:
        return OSError(number, os.strerror(number), str(exchange))
    if status == _KILLED or tells_of_memory(complained):
        error = fail(
            "Out of memory",
            "There was not enough memory to load the export in another process.",
            "Close other programs, then export again.",
        )
    else:
        error = fail(
            "Export does not load", "Another process could not load the export.", "Report this with the details."
        )
    return FailureError(error.failure.model_copy(update={"details": complained[-4000:]}))


def _difference(answer: np.ndarray, expected: np.ndarray) -> float:
    if answer.shape != expected.shape:
        return float("inf")
    return float(np.max(np.abs(answer.astype("float64") - expected.astype("float64")), initial=0.0))
