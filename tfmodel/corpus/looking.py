"""Looks into files for another process: a question a line of JSON on stdin, an answer a line on stdout.

    python -m tfmodel.corpus.looking

It ends with its stdin. The window asks it, because loading what some formats need holds a process up for longer than a
window may stand still.
"""

from __future__ import annotations

import csv
import sys
from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter

from tfmodel.contract.failure import Failure, FailureError, failure_from
from tfmodel.corpus.detected import Detected
from tfmodel.corpus.detection import Choices, Preview, detect, preview
from tfmodel.corpus.finding import find_files

# What looking into a file can raise beside failures: the disk's errors, and those of encodings that a person types.
_ERRORS = (FailureError, OSError, ValueError, LookupError, csv.Error, MemoryError)


@dataclass(frozen=True)
class Question:
    """What is asked: how to read files, or, where that is known, what is read.

    Attributes:
        paths: Files, or with `find` also folders.
        find: Whether to look for all that could be imported of the paths; the first of it is looked into.
        choices: What a person knows of the files.
        detected: How they are read, to see their beginning.
        limit: Records of the beginning.
    """

    paths: tuple[Path, ...]
    find: bool = False
    choices: Choices | None = None
    detected: Detected | None = None
    limit: int = 0


@dataclass(frozen=True)
class Answer:
    """What is answered.

    Attributes:
        groups: All that could be imported, when that was asked.
        detected: How the files are read.
        preview: Their beginning, when that was asked.
        failure: Why there is nothing of all this.
    """

    groups: tuple[tuple[Path, ...], ...] = ()
    detected: Detected | None = None
    preview: Preview | None = None
    failure: Failure | None = None


QUESTIONS = TypeAdapter(Question)
ANSWERS = TypeAdapter(Answer)


def answer(question: Question) -> Answer:
    """Looks into the files."""
    try:
        if question.detected is not None:
            return Answer(detected=question.detected, preview=preview(question.detected, question.limit))
        groups = find_files(question.paths) if question.find else (question.paths,)
        return Answer(groups, detect(groups[0] if groups else question.paths, question.choices))
    except _ERRORS as error:
        return Answer(failure=failure_from(error))


def main() -> None:
    """Answers until stdin ends."""
    lines, answers = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = sys.stderr  # nothing that a library prints may come between
    for line in lines:
        answers.write(ANSWERS.dump_json(answer(QUESTIONS.validate_json(line))) + b"\n")
        answers.flush()


if __name__ == "__main__":
    main()
