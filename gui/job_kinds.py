"""What the window knows of each job, by its word, and what it says when one dies without a word."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gui.later import later

if TYPE_CHECKING:
    from tfmodel.contract import failure as failures
    from tfmodel.contract.failure import Failure
else:
    failures = later("tfmodel.contract.failure")


@dataclass(frozen=True)
class JobKind:
    """What is so of every job of one word.

    Attributes:
        name: What it is called within sentences.
        advice: What to do when its process has died.
        is_long: Whether it takes so long that nobody wants to lose it.
        is_background: Whether it gives way to the window and to everything else that a person does on this machine.
        is_training: Whether it ends with a model, however long it takes to save it.
        is_quiet: Whether it waits beside the window for questions: nothing to tell.
    """

    name: str
    advice: str = "Try again; the details hold its last words."
    is_long: bool = False
    is_background: bool = False
    is_training: bool = False
    is_quiet: bool = False


KINDS = {
    "train": JobKind(
        "training",
        "Resume it from its last checkpoint, or start it again if it had saved nothing yet.",
        is_long=True,
        is_background=True,
        is_training=True,
    ),
    "import": JobKind("import", "Import again: the dataset is as it was before.", is_long=True, is_background=True),
    "translate": JobKind("translation", "Choose the run again to load the model anew."),
    "export": JobKind("export", "Export again: nothing was left half-written.", is_long=True, is_background=True),
    "devices": JobKind("devices"),
    "preflight": JobKind("check", "If memory ran out, a training would end so too: choose a smaller batch or preset."),
    "find": JobKind("search", is_quiet=True),
    "sweep": JobKind(
        "sweep",
        "Start the same sweep again: it goes on with what is not finished.",
        is_long=True,
        is_background=True,
        is_training=True,
    ),
    "compare": JobKind("comparison", is_long=True, is_background=True),
    "report": JobKind("report", is_long=True),
    "tensorboard": JobKind("curve export", is_long=True),
    "doctor": JobKind("run doctor’s"),
    "describe": JobKind("statistics", is_background=True),
    "tokenizers": JobKind("tokenizer bench’s", is_long=True, is_background=True),
    "extract": JobKind("pair export", is_long=True, is_background=True),
    "change": JobKind("editing", is_long=True, is_background=True),
    "clean": JobKind("cleaning", is_long=True, is_background=True),
    "rule": JobKind("cleaning", is_long=True, is_background=True),
    "split": JobKind("division", is_long=True, is_background=True),
    "upgrade": JobKind("dataset upgrade", is_long=True, is_background=True),
    "xray": JobKind("X-ray", is_long=True, is_background=True),
    "animate": JobKind("picture", is_long=True, is_background=True),
}


def kind_of(job: str) -> JobKind:
    """What is so of a job, by its word; one that is not known is called by it."""
    return KINDS.get(job) or JobKind(f"“{job}”")


def failure_of_death(job: str, exit_code: int, *, crashed: bool, tail: Sequence[str]) -> Failure:
    """What to say of a child that died without a word.

    Args:
        job: The job's word, "train".
        exit_code: Its exit code, or the number of the signal when `crashed`.
        crashed: Whether the system ended it.
        tail: The last lines of its stderr.
    """
    kind = kind_of(job)
    return failures.Failure(
        title=f"The {kind.name} process died",
        cause=f"The {kind.name} process {_manner(exit_code, crashed)}.",
        advice=kind.advice,
        details="\n".join(tail),
    )


_SIGNALS = {
    4: "executed an instruction that this processor does not know",
    6: "aborted itself",
    7: "met a memory error of the system",
    9: "was killed, by a person or by the system because memory ran out",
    11: "accessed memory that is not its own",
    15: "was asked to end by the system",
}


def _manner(exit_code: int, crashed: bool) -> str:
    if not crashed:
        return f"ended without a result (exit code {exit_code})"
    if sys.platform == "win32":
        return f"crashed (code {exit_code & 0xFFFFFFFF:#010x})"
    return f"{_SIGNALS.get(exit_code, 'crashed')} (ended by signal {exit_code})"


def failure_of_start(program: str, reason: str) -> Failure:
    """What to say of a child that the system did not start, for a reason in the system's words."""
    return failures.Failure(
        title="The job could not be started",
        cause=f"The system did not start {program}: {reason.rstrip('.')}.",
        advice="Check that this Python is still installed, then try again.",
    )
