"""What Windows lets nobody call a file."""

from __future__ import annotations

from pathlib import PureWindowsPath

REFUSED = '<>:"|?*'


def has_refused(path: str) -> bool:
    """Whether a path, apart from its drive, has characters that no name has there."""
    return any(sign in REFUSED or sign < " " for sign in path[len(PureWindowsPath(path).drive) :])


def is_name(name: str) -> bool:
    """Whether a file or a folder can have a name there: of a dot or a space at its end nothing would be left."""
    return not has_refused(name) and not name.endswith((".", " "))
