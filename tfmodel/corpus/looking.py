"""Looks into files for another process: a question a line of JSON on stdin, an answer a line on stdout.

    python -m tfmodel.corpus.looking

It ends with its stdin. The window asks it, because loading what some formats need holds a process up for longer than a
window may stand still.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter

from tfmodel.contract.failure import Failure, failure_from
from tfmodel.corpus.detected import Detected
from tfmodel.corpus.detection import Choices, Preview, detect, preview
from tfmodel.corpus.sifting import READING_ERRORS, Refused, found_in, none_holds_pairs, sifted

_PATIENCE = 3.0  # seconds that a person waits for all found files to be looked into


@dataclass(frozen=True)
class Question:
    """What is asked: how to read files, or, where that is known, what is read.

    Attributes:
        paths: Files, or with `find` also folders.
        find: Whether to look for all that could be imported of the paths; how the first of it is read is told.
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
        refused: What was found too, but holds no pairs that can be read.
        complete: Whether there were not too many files to look at.
        detected: How the files are read.
        preview: Their beginning, when that was asked.
        failure: Why there is nothing of all this.
    """

    groups: tuple[tuple[Path, ...], ...] = ()
    refused: tuple[Refused, ...] = ()
    complete: bool = True
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
        if question.find:
            return _found(question)
        return Answer((question.paths,), detected=detect(question.paths, question.choices))
    except READING_ERRORS as error:
        return Answer(failure=failure_from(error))


def _found(question: Question) -> Answer:
    found = found_in(question.paths)
    if len(found.groups) < 2:
        files = found.groups[0] if found.groups else question.paths
        return Answer(found.groups, complete=found.complete, detected=detect(files, question.choices))
    good, refused = sifted(found.groups, _PATIENCE)
    if not good:
        raise none_holds_pairs(refused)
    return Answer(good, refused, found.complete, detect(good[0], question.choices))


def main() -> None:
    """Answers until stdin ends."""
    lines, answers = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = sys.stderr  # nothing that a library prints may come between
    for line in lines:
        answers.write(ANSWERS.dump_json(answer(QUESTIONS.validate_json(line))) + b"\n")
        answers.flush()


if __name__ == "__main__":
    main()
