"""The pace of a peer that tells each step by `report_step`."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from benchmarks.child import Line
from benchmarks.pace import Stretch


def stretches(lines: Iterable[Line]) -> Iterator[Stretch]:
    """A stretch a step; other lines are passed over."""
    since, before = 0.0, 0
    for line in lines:
        if not line.text.startswith('{"step"'):
            continue
        told = json.loads(line.text)
        yield Stretch(before, told["step"], told["tokens"], line.seconds - since, line.seconds)
        since, before = line.seconds, told["step"]
