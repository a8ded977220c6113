"""What file managers leave in the folders that a person has looked into."""

from __future__ import annotations

from pathlib import Path

_NAMES = frozenset({".ds_store", "desktop.ini", "thumbs.db"})  # of Finder and Explorer, in small letters


def is_of_file_manager(path: Path) -> bool:
    """Whether a file is of a file manager, by its name: a folder with nothing else in it is empty for a person."""
    return path.name.lower() in _NAMES
