"""The pace of a training: real target tokens a second over some steps, after the first ones are left out.

Every side is measured by this one rule. A side is a process that tells, step by step or every few steps, how far it is;
its first `skip` steps, in which graphs are traced and memory is claimed, do not count.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from benchmarks.child import Child


@dataclass(frozen=True)
class Stretch:
    """Some steps in a row.

    Attributes:
        begins: Steps that were done before it.
        ends: Steps that are done after it.
        tokens: Real target tokens, EOS included, padding not.
        seconds: What it took; 0 tokens in some seconds is time lost between steps, such as saving.
        arrived: Seconds from the start of the process to the news of it.
    """

    begins: int
    ends: int
    tokens: float
    seconds: float
    arrived: float


@dataclass(frozen=True)
class Pace:
    """What was measured of one training process.

    Attributes:
        tokens_per_second: Over the stretches that count.
        steps: That count.
        first_report: Seconds from the start of the process to its first report of a step.
        busy: Processor seconds a second, of all threads, over what was measured.
    """

    tokens_per_second: float
    steps: int
    first_report: float
    busy: float


def pace(child: Child, stretches: Iterable[Stretch], *, skip: int, seconds: float) -> Pace:
    """Reads stretches until those after the first `skip` steps have lasted `seconds`.

    Raises:
        ChildError: The process ended before.
    """
    first_report, tokens, spent, steps = 0.0, 0.0, 0.0, 0
    processor = child.processor_seconds()
    for stretch in stretches:
        first_report = first_report or stretch.arrived
        if stretch.begins < skip:
            processor = child.processor_seconds()
            continue
        tokens, spent, steps = tokens + stretch.tokens, spent + stretch.seconds, steps + stretch.ends - stretch.begins
        if spent >= seconds:
            busy = (child.processor_seconds() - processor) / spent
            return Pace(tokens / spent, steps, first_report, busy)
    raise child.failure()
