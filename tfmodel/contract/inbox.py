"""Commands for a training that nobody holds by its stdin: files that are dropped into its run folder.

Files, because they need no port and no permission, and work the same on every system: each is complete when it appears.
"""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

from tfmodel.contract import atomic, commands
from tfmodel.contract.message import Message

FOLDER = "inbox"


def post(run: Path, command: Message) -> None:
    """Drops a command into a run folder; its training takes it soon, in the order of posting."""
    folder = run / FOLDER
    folder.mkdir(exist_ok=True)
    name = f"{time.time_ns():020}-{os.getpid()}.json"
    unfinished = folder / f".{name}"
    unfinished.write_text(command.line() + "\n", encoding="utf-8")
    atomic.rename(unfinished, folder / name)


def take(run: Path) -> Iterator[commands.Command]:
    """The commands that lie there, oldest first; each is removed when it is read."""
    folder = run / FOLDER
    for path in sorted(folder.glob("[0-9]*.json")) if folder.is_dir() else ():
        line = path.read_text(encoding="utf-8")
        path.unlink()
        command = commands.read_command(line)
        if command is not None:
            yield command


def clear(run: Path) -> None:
    """Forgets what was meant for a training that has ended."""
    shutil.rmtree(run / FOLDER, ignore_errors=True)
