"""The command line: every job by one word. `--help` and a refused setting answer before TensorFlow loads."""

from __future__ import annotations

import argparse
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

from tfmodel import cli_import, cli_runs, cli_train, cli_translate
from tfmodel.arguments import add_run, at_least
from tfmodel.channel import SECONDS_TO_LEAVE, Channel, JsonChannel, TextChannel, harmless, writing
from tfmodel.contract import events
from tfmodel.contract.failure import failure_from
from tfmodel.jobs import cleaning, orphans, splitting, upgrading, words, xray
from tfmodel.jobs.controls import heeded

DONE, FAILED, WRONG_USAGE, STOPPED = 0, 1, 2, 130


@dataclass(frozen=True)
class Job:
    """A word of the command line.

    Attributes:
        help: One line for `--help`.
        declare: Adds its arguments to a parser.
        run: From parsed arguments and a channel to whether it was stopped; imports what it needs itself.
        hears: Whether it asks the channel for commands; one that does not is interrupted when it is to stop.
        answers: Whether commands are all its work, so that they may come from a file, too.
    """

    help: str
    declare: Callable[[argparse.ArgumentParser], None]
    run: Callable[[argparse.Namespace, Channel], bool]
    hears: bool = False
    answers: bool = False


def main(arguments: Sequence[str]) -> int:
    """Runs one job; returns the exit status: 0 done, 1 failed, 2 wrong usage, 130 stopped."""
    _open_what_is_closed()
    _speak_utf8()
    options = _parser().parse_args(arguments)
    with _interrupted_by_a_polite_kill():
        try:
            return _begin(options)
        except KeyboardInterrupt:  # before the job began
            return STOPPED


def _begin(options: argparse.Namespace) -> int:
    if not options.json:
        return _run(options, TextChannel(quiet=options.quiet))
    with orphans.guarded(SECONDS_TO_LEAVE + 0.5) as dismiss:  # only when it did not leave by itself
        job = JOBS[options.job]
        channel = JsonChannel(hears=job.hears, answers=job.answers, on_stop=dismiss)
        status = _run(options, channel)
        if channel.lost is None or status == FAILED:
            return status
        return _report(channel.lost, options, channel)


@contextmanager
def _interrupted_by_a_polite_kill() -> Iterator[None]:
    """SIGTERM and SIGHUP end the block as Ctrl+C does: nothing half-written stays. `Controls` make a stop of all."""
    if threading.current_thread() is not threading.main_thread():  # which alone may say so
        yield
        return
    kills = [number for number in heeded() if number != signal.SIGINT]
    previous = {number: signal.signal(number, _interrupt) for number in kills}
    try:
        yield
    finally:
        for number, handler in previous.items():
            signal.signal(number, handler)


def _interrupt(number: int, frame: object) -> None:
    """Once: shell and system both tell the end of a terminal, and nothing shall interrupt the clearing up."""
    signal.signal(number, signal.SIG_IGN)
    raise KeyboardInterrupt


def _run(options: argparse.Namespace, channel: Channel) -> int:
    try:
        channel.emit(events.Started(job=options.job, pid=os.getpid()))
        stopped = JOBS[options.job].run(options, channel)
    except KeyboardInterrupt:
        stopped = True
    except Exception as error:  # noqa: BLE001  the one place where any error becomes a report
        return _report(error, options, channel)
    channel.emit(events.Finished(stopped=stopped))
    return STOPPED if stopped else DONE


def _report(error: Exception, options: argparse.Namespace, channel: Channel) -> int:
    failure = failure_from(error)
    channel.emit(events.Failed(failure=failure))
    with writing(sys.stderr):
        print(harmless(f"main.py {options.job}: {failure.sentence}"), file=sys.stderr)
        if options.debug and failure.details:
            print(harmless(failure.details), file=sys.stderr)
    return FAILED


def _open_what_is_closed() -> None:
    """Gives what the shell closed, as by `2>&-`, to /dev/null: the next file would get the number of it."""
    for number, (name, mode) in enumerate((("stdin", "r"), ("stdout", "w"), ("stderr", "w"))):
        try:
            os.fstat(number)
        except OSError:
            os.set_inheritable(os.open(os.devnull, os.O_RDWR), True)  # the lowest number that is free, which is this
        if getattr(sys, name) is None:
            setattr(sys, name, os.fdopen(number, mode, encoding="utf-8", closefd=False))


def _speak_utf8() -> None:
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")


class _Parser(argparse.ArgumentParser):
    """Says in one line what is wrong, and where help is."""

    def error(self, message: str) -> NoReturn:
        self.exit(WRONG_USAGE, f"{self.prog}: {message}. See {self.prog} --help.\n")


def _parser() -> argparse.ArgumentParser:
    common = _Parser(add_help=False)
    common.add_argument(
        "--json",
        action="store_true",
        help="events as JSON lines on stdout, commands on stdin, whose end stops the job once it has begun",
    )
    common.add_argument("--quiet", action="store_true", help="results only")
    common.add_argument("--debug", action="store_true", help="the technical details of a failure")
    parser = _Parser(prog="main.py", description="Train, use and export a Transformer. Without a word: the desktop.")
    words = parser.add_subparsers(dest="job", required=True, metavar="JOB", parser_class=_Parser)
    for name, job in JOBS.items():
        job.declare(words.add_parser(name, help=job.help, description=job.help, parents=[common], **_SHAPE))
    return parser


_SHAPE: dict[str, Any] = {"formatter_class": argparse.RawDescriptionHelpFormatter}


# translate, evaluate, export


def _declare_export(parser: argparse.ArgumentParser) -> None:
    add_run(parser)
    parser.add_argument("--to", required=True, metavar="FORMAT", help="keras or savedmodel")
    parser.add_argument("--out", type=Path, required=True, metavar="FOLDER", help="where model and tokenizer are put")
    parser.add_argument("--force", action="store_true", help="replace an earlier export")


def _export(options: argparse.Namespace, channel: Channel) -> bool:
    from tfmodel.jobs import export

    return export.run(export.ExportOptions(options.run, options.to, options.out, options.force), channel)


def _declare_animate(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", type=Path, help="pictures (.png, .bmp) in the order of their names")
    parser.add_argument("--out", type=Path, required=True, metavar="FILE", help="a .gif, or a .png for an animated PNG")
    parser.add_argument("--milliseconds", type=at_least(10), default=400, metavar="N", help="that each picture stays")


def _animate(options: argparse.Namespace, channel: Channel) -> bool:
    from tfmodel.jobs import animating

    return animating.run(animating.AnimateOptions(options.folder, options.out, options.milliseconds), channel)


# listings and the demonstration


def _declare_runs(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "folder", type=Path, nargs="?", help="where the runs are; without it, where they are kept by default"
    )


def _runs(options: argparse.Namespace, channel: Channel) -> bool:
    from tfmodel.jobs import listing

    return listing.list_runs(listing.RunsOptions(options.folder), channel)


def _declare_demo(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--run", type=Path, help="the folder of the run; without it a temporary one")


def _demo(options: argparse.Namespace, channel: Channel) -> bool:
    from tfmodel.jobs import demo

    return demo.run(demo.DemoOptions(options.run), channel)


JOBS: dict[str, Job] = {
    "import": Job("read files of pairs into a dataset", cli_import.declare, cli_import.run, hears=True),
    "clean": Job("flag defective pairs of a dataset", cleaning.declare, cleaning.run, hears=True),
    "split": Job("give the pairs of a dataset other parts", splitting.declare, splitting.run),
    "upgrade": Job("bring a dataset of an older format up to date", upgrading.declare, upgrading.run),
    "describe": Job(
        "measure a dataset: lengths, words, scripts, vocabulary", words.declare_describe, words.run_describe
    ),
    "tokenizers": Job(
        "compare tokenizers on a dataset", words.declare_tokenizers, words.run_tokenizers, hears=True, answers=True
    ),
    "find": Job(
        "answer questions for pairs, for the window's table",
        words.declare_find,
        words.run_find,
        hears=True,
        answers=True,
    ),
    "extract": Job("write the pairs of a dataset as TSV or TMX", words.declare_extract, words.run_extract),
    "change": Job("exclude, restore or edit pairs, undo or redo", words.declare_change, words.run_change),
    "rule": Job("switch an applied cleaning rule off or on again", words.declare_rule, words.run_rule),
    "train": Job("train a Transformer", cli_train.declare_train, cli_train.train, hears=True),
    "preflight": Job("see whether a training fits this machine", cli_train.declare_preflight, cli_train.preflight),
    "translate": Job(
        "translate the lines on stdin",
        cli_translate.declare_translate,
        cli_translate.translate,
        hears=True,
        answers=True,
    ),
    "evaluate": Job("score a run on a test set", cli_translate.declare_evaluate, cli_translate.evaluate),
    "export": Job("write a model for production", _declare_export, _export),
    "xray": Job("measure the loss of every training pair", xray.declare, xray.run, hears=True),
    "animate": Job("join pictures of a training to an animation", _declare_animate, _animate),
    "compare": Job("compare runs on a test set, with significance", cli_runs.declare_compare, cli_runs.compare),
    "sweep": Job("train one run after another with other settings", cli_runs.declare_sweep, cli_runs.sweep, hears=True),
    "report": Job("write all that is known of a run into one HTML file", cli_runs.declare_report, cli_runs.report),
    "tensorboard": Job(
        "write the curves of a run as files for TensorBoard", cli_runs.declare_tensorboard, cli_runs.tensorboard
    ),
    "doctor": Job("say what is wrong with a run, and what would mend it", cli_runs.declare_doctor, cli_runs.doctor),
    "runs": Job("list the runs", _declare_runs, _runs),
    "devices": Job(
        "see what can be computed on, and what keeps a GPU from it", cli_train.declare_devices, cli_train.devices
    ),
    "demo": Job("train on the bundled sample and show translations", _declare_demo, _demo, hears=True),
}
