"""The words of the command line that look at a dataset; what they need is imported when they run."""

from __future__ import annotations

import argparse
from pathlib import Path

from tfmodel.channel import Channel


def declare_describe(parser: argparse.ArgumentParser) -> None:
    """The arguments of `describe`."""
    parser.add_argument("data", type=Path, metavar="NAME.pairs", help="the dataset")
    parser.add_argument("--again", action="store_true", help="although figures of it are kept")


def run_describe(options: argparse.Namespace, channel: Channel) -> bool:
    """Measures a dataset."""
    from tfmodel.jobs import describing

    return describing.run(describing.DescribeOptions(options.data, options.again), channel)


def declare_tokenizers(parser: argparse.ArgumentParser) -> None:
    """The arguments of `tokenizers`."""
    parser.add_argument("data", type=Path, metavar="NAME.pairs", help="the dataset")
    parser.add_argument(
        "--candidate",
        action="append",
        metavar="KIND:SIZE:shared|separate",
        help="a tokenizer to try, such as bpe:8000:shared; may be repeated",
    )
    parser.add_argument("--symbols", default="", metavar="'A B'", help="placeholders that are never split")


def run_tokenizers(options: argparse.Namespace, channel: Channel) -> bool:
    """Compares tokenizers."""
    from tfmodel.jobs import tokenizer_bench

    asked = tokenizer_bench.TokenizerBenchOptions(
        data=options.data,
        candidates=tuple(options.candidate or ()),
        symbols=tuple(options.symbols.split()),
        answers=options.json,
    )
    return tokenizer_bench.run(asked, channel)


def declare_find(parser: argparse.ArgumentParser) -> None:
    """The arguments of `find`."""
    parser.add_argument("data", type=Path, metavar="NAME.pairs", help="the dataset")


def run_find(options: argparse.Namespace, channel: Channel) -> bool:
    """Answers questions for pairs."""
    from tfmodel.jobs import finding

    return finding.run(finding.FindOptions(options.data), channel)


def declare_extract(parser: argparse.ArgumentParser) -> None:
    """The arguments of `extract`."""
    parser.add_argument("data", type=Path, metavar="NAME.pairs", help="the dataset")
    parser.add_argument("--into", type=Path, required=True, metavar="FILE", help="ends in .tsv or .tmx")
    parser.add_argument("--ids", type=Path, metavar="FILE", help="numbers of the pairs, one a line; else all used")
    parser.add_argument("--all", action="store_true", help="also the pairs that are set aside")
    parser.add_argument("--rejected", action="store_true", help="the lines that were left out instead, as TSV")


def run_extract(options: argparse.Namespace, channel: Channel) -> bool:
    """Writes pairs to a file."""
    from tfmodel.jobs import extracting

    asked = extracting.ExtractOptions(options.data, options.into, options.ids, options.all, options.rejected)
    return extracting.run(asked, channel)


def declare_rule(parser: argparse.ArgumentParser) -> None:
    """The arguments of `rule`."""
    parser.add_argument("data", type=Path, metavar="NAME.pairs", help="the dataset")
    parser.add_argument("rule", metavar="RULE", help="a rule that was applied, such as length_ratio")
    parser.add_argument("active", choices=("on", "off"), help="whether it sets pairs aside")


def run_rule(options: argparse.Namespace, channel: Channel) -> bool:
    """Switches a rule."""
    from tfmodel.jobs import switching

    return switching.run(switching.SwitchOptions(options.data, options.rule, options.active == "on"), channel)


def declare_change(parser: argparse.ArgumentParser) -> None:
    """The arguments of `change`."""
    parser.add_argument("data", type=Path, metavar="NAME.pairs", help="the dataset")
    parser.add_argument("action", choices=("exclude", "restore", "edit", "undo", "redo"))
    parser.add_argument("--ids", type=Path, metavar="FILE", help="numbers of the pairs, one a line")
    parser.add_argument("--all", action="store_true", help="all pairs")
    parser.add_argument("--pair", type=int, default=0, metavar="NUMBER", help="the pair to edit")
    parser.add_argument("--source", metavar="TEXT", help="its new source")
    parser.add_argument("--target", metavar="TEXT", help="its new target")


def run_change(options: argparse.Namespace, channel: Channel) -> bool:
    """Changes pairs."""
    from tfmodel.jobs import changing

    asked = changing.ChangeOptions(
        options.data, options.action, options.ids, options.all, options.pair, options.source, options.target
    )
    return changing.run(asked, channel)
