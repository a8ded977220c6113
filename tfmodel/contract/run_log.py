"""log.txt of a run folder: what its training said, line by line, for people and for the window that shows it later.

A line is "2026-11-25T22:14:27+00:00 info The learning rate falls to 0 from step 900 to step 1,000".
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from tfmodel.contract import atomic, events

NAME = "log.txt"
MOST = 2**20  # bytes; then its older half goes


def append(folder: Path, event: events.Log) -> None:
    """Adds a line with the time of now."""
    path = folder / NAME
    said = " ".join(event.message.split())
    if atomic.append_line(path, f"{datetime.now(UTC).isoformat(timespec='seconds')} {event.level} {said}") > MOST:
        kept = path.read_bytes()[-MOST // 2 :]
        atomic.write_text(path, kept.partition(b"\n")[2].decode("utf-8", errors="replace"))


def read_line(line: bytes) -> events.Log | None:
    """What a line says, and when; None for one that is cut short or of another hand."""
    moment, _, rest = line.decode("utf-8", errors="replace").rstrip("\n").partition(" ")
    level, _, message = rest.partition(" ")
    try:
        return events.Log.model_validate({"level": level, "message": message, "at": datetime.fromisoformat(moment)})
    except ValueError:
        return None
