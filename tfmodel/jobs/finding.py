"""The job `find`: answers what a table asks, so that the window never waits for millions of pairs."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path

from tfmodel.channel import Channel
from tfmodel.contract import commands, events
from tfmodel.contract.seldom import Seldom
from tfmodel.corpus.pair_finding import PairFinder


@dataclass(frozen=True)
class FindOptions:
    """The dataset."""

    data: Path


def run(options: FindOptions, channel: Channel) -> bool:
    """Answers each `FindPairs` until it is told to stop; a newer question ends the answer to an older one."""
    with PairFinder.open(options.data) as finder:
        finder.warm_up()
        command = channel.command(wait=None)
        while command is not None and not isinstance(command, commands.Stop):
            newer = _answer(finder, command, channel) if isinstance(command, commands.FindPairs) else None
            command = newer or channel.command(wait=None)
    return command is not None  # the end of a file of questions is no stop


def _answer(finder: PairFinder, asked: commands.FindPairs, channel: Channel) -> commands.Command | None:
    """Writes the numbers and tells how many there are as they come; returns the command that came meanwhile."""
    newer: list[commands.Command] = []

    def interrupted() -> bool:
        command = channel.command()
        if command is not None:
            newer.append(command)
        return bool(newer)

    began, seldom, count = time.monotonic(), Seldom(at_once=True), 0
    with Path(asked.file).open("wb") as file:
        for numbers in finder.find(asked.query, interrupted):
            file.write(numbers.tobytes())
            file.flush()
            count += len(numbers)
            if seldom.is_due():
                channel.emit(events.PairsFound(id=asked.id, count=count, seconds=time.monotonic() - began))
    if not newer:
        channel.emit(events.PairsFound(id=asked.id, count=count, done=True, seconds=time.monotonic() - began))
    return newer[-1] if newer else None
