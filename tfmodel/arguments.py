"""Kinds of values that the command line takes, and what several of its words take."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from tfmodel.contract.config import DEFAULT_PRESET


def at_least(least: int) -> Callable[[str], int]:
    """Reads a whole number of that size or more."""

    def read(text: str) -> int:
        if not text.isdecimal() or int(text) < least:
            raise argparse.ArgumentTypeError(f"must be a whole number from {least} on, but is {text!r}")
        return int(text)

    return read


def add_run(parser: argparse.ArgumentParser) -> None:
    """The run that is used, as `run`."""
    parser.add_argument("run", type=Path, help="the folder of the run")


def add_config(parser: argparse.ArgumentParser) -> None:
    """The option `--config`: settings in a file."""
    parser.add_argument(
        "--config",
        type=Path,
        metavar="FILE",
        help="a TOML or JSON file of settings that differ from its preset: the one it names, that of --preset, or "
        f"{DEFAULT_PRESET}",
    )


def add_scoring(parser: argparse.ArgumentParser) -> None:
    """The options for what is scored besides `--source`, and how."""
    parser.add_argument("--reference", type=Path, metavar="FILE", help="their translations, line by line")
    parser.add_argument(
        "--tokenize",
        default="auto",
        help="sacreBLEU's tokenizer (13a, none, intl, zh, char, ja-mecab, …); auto: 13a, or zh or char for scripts "
        "without spaces",
    )
    parser.add_argument("--beam", type=int, metavar="N", help="search with a beam of so many hypotheses")
    parser.add_argument(
        "--tag", default="", metavar="DATASET", help="of a run on a tagged mix: translate the files as its pairs do"
    )
