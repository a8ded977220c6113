"""The command line of `import`."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

from tfmodel.arguments import at_least
from tfmodel.channel import Channel
from tfmodel.contract.choices import CleanChoice, SplitChoice
from tfmodel.corpus.detected import FORMATS, INLINE, STATES, Detected

if TYPE_CHECKING:
    from tfmodel.jobs.importing import Reading

_AND = "--and"
_OF_THE_JOB = ("json", "quiet", "debug")
_MAY_BE_EMPTY = ("source_language", "target_language")  # and then none is guessed


def declare(parser: argparse.ArgumentParser) -> None:
    """Declares the arguments of `import`."""
    _declare_files(parser)
    parser.add_argument(
        "--into", type=Path, required=True, metavar="NAME.pairs", help="the dataset; made when it is not there"
    )
    parser.add_argument(
        "--split",
        choices=get_args(SplitChoice),
        default="auto",
        help="the part that the pairs go to; auto draws it, and leaves a test part that is there as it is: a new pair "
        "with one of its sources is set aside",
    )
    parser.add_argument("--seed", type=int, default=1, help="of the split")
    parser.add_argument(
        "--clean",
        choices=get_args(CleanChoice),
        default="none",
        help="the rules that a new dataset is cleaned with; one that has rules applies its own",
    )
    parser.add_argument("--max-words", type=at_least(1), metavar="N", help="pairs with a longer side are left out")
    _declare_reading(parser)
    parser.add_argument(
        "--further",
        type=_further,
        default=(),
        metavar="FILE",
        help="a JSON file with a list of words for each further reading, as they would stand behind --and: "
        "for more files than a command line can hold",
    )
    parser.add_argument(
        _AND,
        nargs=argparse.REMAINDER,
        action=_Further,
        default=(),
        dest="more",
        metavar="FILE",
        help="at the end, once or several times: further files, each with its own options of reading; "
        "all files or none are imported",
    )


def _declare_files(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "files",
        nargs="+",
        type=Path,
        metavar="FILE",
        help="one file of pairs, two parallel ones, several, or a folder of them",
    )


def _declare_reading(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--source-language", metavar="CODE", help="such as en; an empty one is not guessed either")
    parser.add_argument("--target-language", metavar="CODE", help="such as fr")
    parser.add_argument("--encoding", help="instead of the one detected; of two files, that of both")
    parser.add_argument("--target-encoding", metavar="ENCODING", help="that of the second of two files, if another")
    parser.add_argument("--delimiter", type=_delimiter, help="instead of the one detected")
    parser.add_argument(
        "--header", action=argparse.BooleanOptionalAction, default=None, help="whether the first line names the columns"
    )
    parser.add_argument("--source-column", type=at_least(0), metavar="N", help="from 0")
    parser.add_argument("--target-column", type=at_least(0), metavar="N", help="from 0")
    parser.add_argument("--sheet", metavar="NAME", help="of a workbook")
    parser.add_argument("--source-key", metavar="KEY", help="of JSON Lines or Parquet, such as translation.en")
    parser.add_argument("--target-key", metavar="KEY", help="the same for the other side")
    parser.add_argument("--members", nargs="+", metavar="NAME", help="of an archive: one file, or two parallel ones")
    parser.add_argument("--format", choices=FORMATS, help="instead of the one detected")
    parser.add_argument("--inline", choices=INLINE, help="what becomes of inline codes; skip leaves the pair out")
    parser.add_argument("--states", choices=STATES, help="which units of an XLIFF file")
    parser.add_argument(
        "--fuzzy", action=argparse.BooleanOptionalAction, default=None, help="whether fuzzy messages of PO are taken"
    )


def _delimiter(text: str) -> str:
    if not text:
        raise argparse.ArgumentTypeError("must have at least one character, such as ';'")
    return text


def run(options: argparse.Namespace, channel: Channel) -> bool:
    """Imports; returns whether it was cancelled."""
    from tfmodel.corpus.importing import ImportOptions
    from tfmodel.jobs import importing

    longest = {}
    if options.max_words is not None:  # 8 characters a word, as the limits stand to one another anyway
        characters = max(8 * options.max_words, ImportOptions.max_characters)
        longest = {"max_words": options.max_words, "max_characters": characters}
    asked = ImportOptions(split=options.split, seed=options.seed, clean=options.clean, **longest)
    readings = (_reading(options), *map(_reading, (*options.further, *options.more)))
    return importing.run(importing.ImportJobOptions(readings, options.into, asked), channel)


def _parser_of_a_reading(kind: type[argparse.ArgumentParser], prog: str) -> argparse.ArgumentParser:
    part = kind(prog=f"{prog} … {_AND}", add_help=False)
    _declare_files(part)
    _declare_reading(part)
    return part


def _further(name: str) -> tuple[argparse.Namespace, ...]:
    """The readings that stand in a file."""
    try:
        readings = json.loads(Path(name).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise argparse.ArgumentTypeError(f"{name} cannot be read as JSON: {error}") from error
    if not isinstance(readings, list) or not all(isinstance(words, list) for words in readings):
        raise argparse.ArgumentTypeError(f"{name} must hold a list of lists of words")
    part = _parser_of_a_reading(argparse.ArgumentParser, name)
    return tuple(part.parse_args(list(map(str, words))) for words in readings)


class _Further(argparse.Action):
    """Takes all words after the first `--and`: what stands behind each is a reading of its own."""

    def __call__(
        self,
        parser: argparse.ArgumentParser,
        namespace: argparse.Namespace,
        values: str | Sequence[Any] | None,
        option_string: str | None = None,
    ) -> None:
        """Keeps the readings; options of the whole job that stand among them stay with the job."""
        part = _parser_of_a_reading(type(parser), parser.prog)
        for flag in _OF_THE_JOB:
            part.add_argument(f"--{flag}", action="store_true")
        found = [part.parse_args(words) for words in _parts(list(values or ()))]
        for flag in _OF_THE_JOB:
            setattr(namespace, flag, getattr(namespace, flag) or any(getattr(one, flag) for one in found))
        setattr(namespace, self.dest, found)


def _parts(words: list[str]) -> list[list[str]]:
    parts: list[list[str]] = [[]]
    for word in words:
        if word == _AND:
            parts.append([])
        else:
            parts[-1].append(word)
    return parts


def _reading(options: argparse.Namespace) -> Reading:
    from tfmodel.jobs.importing import Reading

    names = {field.name for field in fields(Detected)} & set(vars(options))
    told = {name: value for name in names if (value := getattr(options, name)) is not None}
    said: dict[str, Any] = {name: value for name, value in told.items() if value != "" or name in _MAY_BE_EMPTY}
    if options.members is not None:
        said["members"] = tuple(options.members)
    return Reading(tuple(options.files), said)
