"""Transformer Desk itself, through the command that a person types; and how the events of a training become a pace."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from benchmarks.child import Child, ChildError, Line
from benchmarks.corpus import training_command
from benchmarks.pace import Stretch
from tfmodel.contract import events

COUNTED = ("training", "saving", "finishing")  # states whose time is the training's; a validation's is left out


def train(pairs: Path, run: Path, preset: str, settings: list[str]) -> Child:
    """Starts a training."""
    return Child(training_command(pairs, run, preset, settings), run.with_suffix(".log"))


def stretches(lines: Iterable[Line]) -> Iterator[Stretch]:
    """What the events of a training say: tokens from its reports, time from their arrival.

    The time between the last report and a validation, and that of saving, is a stretch without tokens.
    """
    counted, since, step = False, 0.0, 0
    for line in lines:
        event = events.read_event(line.text)
        if isinstance(event, events.Failed):
            raise ChildError(event.failure.sentence)
        if isinstance(event, events.State):
            if counted:
                yield Stretch(step, step, 0.0, line.seconds - since, line.seconds)
            counted, since = event.state in COUNTED, line.seconds
        elif isinstance(event, events.TrainingReport):
            seconds = line.seconds - since
            yield Stretch(step, event.step, event.tokens_per_second * seconds, seconds, line.seconds)
            since, step = line.seconds, event.step
