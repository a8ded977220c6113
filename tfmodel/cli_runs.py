"""The words of the command line about runs that are there: compare, sweep, report, tensorboard, doctor."""

from __future__ import annotations

import argparse
from pathlib import Path

from tfmodel.arguments import add_config, add_run, add_scoring
from tfmodel.channel import Channel
from tfmodel.contract.config import DEFAULT_PRESET
from tfmodel.contract.presets import preset_names
from tfmodel.contract.problems import parse_assignments
from tfmodel.contract.wording import LANGUAGES


def declare_compare(parser: argparse.ArgumentParser) -> None:
    """The arguments of `compare`."""
    parser.add_argument(
        "runs", type=Path, nargs="+", metavar="RUN", help="runs; the others are tested against the first"
    )
    parser.add_argument(
        "--source", type=Path, metavar="FILE", help="sentences; without it, the test part of the runs' dataset"
    )
    add_scoring(parser)


def compare(options: argparse.Namespace, channel: Channel) -> bool:
    """Runs `compare`."""
    from tfmodel.jobs import compare as job

    asked = job.CompareOptions(
        tuple(options.runs), options.source, options.reference, options.tokenize, options.beam, options.tag
    )
    return job.run(asked, channel)


def declare_sweep(parser: argparse.ArgumentParser) -> None:
    """The arguments of `sweep`."""
    parser.add_argument(
        "--data",
        nargs="+",
        type=Path,
        action="append",
        default=[],
        metavar="FILE",
        help="as of train; repeated: each run is trained on a mix",
    )
    parser.add_argument(
        "--resume", action="store_true", help="go on with the sweep of that name, with its own data and settings"
    )
    parser.add_argument("--again", action="store_true", help="train trials whose runs were deleted once more")
    parser.add_argument("--name", default="sweep", help="of the sweep; its runs are NAME-01, NAME-02 …")
    parser.add_argument("--runs", type=Path, metavar="FOLDER", help="where the runs are put")
    parser.add_argument(
        "--preset",
        metavar="NAME",
        help=f"{', '.join(preset_names())}; without it that of --config, or {DEFAULT_PRESET}",
    )
    add_config(parser)
    parser.add_argument(
        "--set",
        action="append",
        default=[],
        metavar="NAME=VALUES",
        help="values between commas (model.d_model=64,128), or with --random a range (0.001..0.01); may be repeated",
    )
    parser.add_argument("--random", type=int, metavar="N", help="draw N combinations instead of trying all")
    parser.add_argument("--seed", type=int, help="of the drawing; without it 1")


def sweep(options: argparse.Namespace, channel: Channel) -> bool:
    """Runs `sweep`."""
    from tfmodel.jobs import sweep as job

    asked = job.SweepOptions(
        data=tuple(map(tuple, options.data)),
        name=options.name,
        changes=parse_assignments(options.set),
        folder=options.runs,
        preset=options.preset,
        config=options.config,
        random=options.random,
        seed=options.seed,
        resume=options.resume,
        again=options.again,
    )
    return job.run(asked, channel)


def declare_report(parser: argparse.ArgumentParser) -> None:
    """The arguments of `report`."""
    add_run(parser)
    parser.add_argument("--out", type=Path, required=True, metavar="FILE.html", help="where the report is written")
    parser.add_argument("--language", choices=LANGUAGES, default="en", help="what it is written in; en by itself")


def report(options: argparse.Namespace, channel: Channel) -> bool:
    """Runs `report`."""
    from tfmodel.jobs import report as job

    return job.run(job.ReportOptions(options.run, options.out, options.language), channel)


def declare_tensorboard(parser: argparse.ArgumentParser) -> None:
    """The arguments of `tensorboard`."""
    add_run(parser)
    parser.add_argument("--out", type=Path, metavar="FOLDER", help="where they are put; RUN/tensorboard by itself")


def tensorboard(options: argparse.Namespace, channel: Channel) -> bool:
    """Runs `tensorboard`."""
    from tfmodel.jobs import tensorboard as job

    return job.run(job.TensorBoardOptions(options.run, options.out), channel)


def declare_doctor(parser: argparse.ArgumentParser) -> None:
    """The arguments of `doctor`."""
    add_run(parser)


def doctor(options: argparse.Namespace, channel: Channel) -> bool:
    """Runs `doctor`."""
    from tfmodel.jobs import doctor as job

    return job.run(job.DoctorOptions(options.run), channel)
