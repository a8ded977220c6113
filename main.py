"""Transformer Desk. No word: the desktop. A job word: the command line."""

from __future__ import annotations

import sys
from collections.abc import Sequence

_OF_JOBS = ("-h", "--help", "--json", "--quiet", "--debug")  # other options are those of Qt, such as -platform


def main(arguments: Sequence[str] | None = None) -> int:
    """Opens the window or runs a job; returns the exit status."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    if words and (words[0] in _OF_JOBS or not words[0].startswith("-")):
        from tfmodel import cli

        return cli.main(words)
    from gui import app

    return app.run(words)


if __name__ == "__main__":
    sys.exit(main())
