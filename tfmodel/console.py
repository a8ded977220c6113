"""What only the console of Windows has to be told or asked: elsewhere a terminal is one, and goes its own way."""

from __future__ import annotations

import ctypes
import sys
from typing import TextIO

_SHOWS_ESCAPES = 0x0004  # ENABLE_VIRTUAL_TERMINAL_PROCESSING of consoleapi.h


def leave() -> None:
    """Lets this process live on when the console that it was started from is closed, or gets Ctrl+C."""
    if sys.platform == "win32":
        ctypes.windll.kernel32.FreeConsole()


def is_terminal(stream: TextIO) -> bool:
    """Whether a person may be at a stream. Python takes every device of Windows for a terminal, also NUL."""
    return stream.isatty() and (sys.platform != "win32" or _console(stream) is not None)


def show_escapes(stream: TextIO) -> None:
    """Has the console behind a stream obey the sequences that wipe a line, which it may print instead."""
    console = _console(stream)
    if sys.platform == "win32" and console is not None:
        handle, mode = console
        ctypes.windll.kernel32.SetConsoleMode(ctypes.c_void_p(handle), mode | _SHOWS_ESCAPES)


def _console(stream: TextIO) -> tuple[int, int] | None:
    """Handle and mode of the console of Windows behind a stream, or None where there is none."""
    if sys.platform != "win32":
        return None
    import msvcrt

    try:
        handle = msvcrt.get_osfhandle(stream.fileno())
    except OSError:  # no file is behind it
        return None
    mode = ctypes.c_ulong()
    known = ctypes.windll.kernel32.GetConsoleMode(ctypes.c_void_p(handle), ctypes.byref(mode))
    return (handle, mode.value) if known else None
