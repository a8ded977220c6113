"""The system's trash, and where in it a thing is: only there can it be taken back."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from glob import escape
from pathlib import Path
from urllib.parse import unquote

from PySide6.QtCore import QFile

from tfmodel.contract.failure import fail

TELLS_WHERE = sys.platform not in ("win32", "darwin")  # a trash of freedesktop.org keeps a note about each thing in it


@dataclass(frozen=True)
class Trashed:
    """A file or folder in the trash: where it was, and where it is now (None when the system does not say)."""

    path: Path
    place: Path | None

    @property
    def is_there(self) -> bool:
        """Whether it is in the trash still."""
        return self.place is not None and self.place.exists()


def move_to_trash(path: Path) -> Trashed:
    """Moves a file or folder to the trash.

    Raises:
        FailureError: When there is no trash for it, or it may not be moved.
    """
    path = path.absolute()
    try:
        (_move_on_windows if sys.platform == "win32" else _move)(path)
    except OSError as error:
        reason = str(error.strerror or error).rstrip(".")
        raise fail(
            "Not moved to the trash",
            f"The system did not move {path} to the trash: {reason}.",
            "Remove it with the file manager.",
        ) from error
    return Trashed(path, _place_of(path) if TELLS_WHERE else None)


def _move(path: Path) -> None:
    from send2trash import send2trash

    send2trash(str(path))


def _move_on_windows(path: Path) -> None:
    """Qt lets Windows move it or leave it; send2trash would let it delete what its trash does not take.

    That is what is on a memory stick or a network share, what is larger than the trash, and all where it is switched
    off.
    """
    file = QFile(path.as_posix())
    if not file.moveToTrash() or os.path.lexists(path):
        raise OSError(file.errorString())


def take_back(trashed: Trashed) -> None:
    """Puts a thing back where it was.

    Raises:
        FailureError: When it cannot be found in the trash, or its place is taken.
    """
    place = trashed.place
    if place is None or not place.exists():
        raise fail("Not in the trash", f"{trashed.path.name} is not in the trash any more.", "Look for a copy of it.")
    if trashed.path.exists():
        raise fail("Place taken", f"There is another {trashed.path}.", "Rename that one, then undo again.")
    os.rename(place, trashed.path)
    _note_of(place).unlink(missing_ok=True)


def _place_of(path: Path) -> Path | None:
    """Where the newest thing is that came from `path`."""
    found = [place for trash in _trashes(path) for place in _from(path, trash)]
    return max(found, key=lambda place: _note_of(place).stat().st_mtime_ns, default=None)


def _from(path: Path, trash: Path) -> Iterator[Path]:
    # Of several things of one name, all but the first get a number: "run 2".
    for note in (trash / "info").glob(f"{escape(path.stem)}*.trashinfo"):
        origin = unquote(note.read_text(encoding="utf-8", errors="replace").partition("\nPath=")[2].partition("\n")[0])
        if (_mount(path) / origin) == path:  # relative to the disk's top in a trash of that disk
            yield trash / "files" / note.stem


def _trashes(path: Path) -> tuple[Path, ...]:
    home = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "Trash"
    number, top = str(os.getuid()), _mount(path)
    return home, top / ".Trash" / number, top / f".Trash-{number}"


def _mount(path: Path) -> Path:
    here = path.parent
    while not os.path.ismount(here):
        here = here.parent
    return here


def _note_of(place: Path) -> Path:
    return place.parent.parent / "info" / f"{place.name}.trashinfo"
