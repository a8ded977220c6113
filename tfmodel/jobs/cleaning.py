"""The job `clean`: rules flag pairs of a dataset, or show what they would flag."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from pathlib import Path

from tfmodel.channel import Channel
from tfmodel.contract import commands, events
from tfmodel.contract.failure import fail
from tfmodel.contract.problems import parse_assignments
from tfmodel.contract.settings import settings_of
from tfmodel.corpus.cleaning_pass import clean_dataset
from tfmodel.corpus.cleaning_progress import CleaningProgress
from tfmodel.corpus.editing import PairEditor
from tfmodel.corpus.repairing import repair_encoding
from tfmodel.corpus.rules import Chain, preset
from tfmodel.corpus.store import PairStore


def declare(parser: argparse.ArgumentParser) -> None:
    """Adds the arguments of the job to its parser."""
    parser.add_argument("dataset", type=Path, metavar="NAME.pairs", help="the dataset")
    parser.add_argument(
        "--preset",
        metavar="NAME",
        help="gentle, standard or strict; without it the rules that the dataset has, or standard",
    )
    parser.add_argument(
        "--set",
        action="append",
        default=[],
        metavar="RULE.NAME=VALUE",
        help="one setting, as listed below; may be repeated",
    )
    parser.add_argument("--only", nargs="+", default=[], metavar="RULE", help="no other rules than these")
    parser.add_argument(
        "--preview", action="store_true", help="count, show thirty pairs of each rule, and change nothing"
    )
    parser.add_argument("--switch-off", nargs="+", default=[], metavar="RULE", help="let rules take no pairs any more")
    parser.add_argument("--switch-on", nargs="+", default=[], metavar="RULE", help="let them take their pairs again")
    parser.add_argument(
        "--repair-encoding",
        action="store_true",
        help="write the repaired text into the pairs that the rule encoding flags; can be undone",
    )
    lines = [f"  {setting.path}={setting.default}\n      {setting.help}" for setting in settings_of(Chain)]
    parser.epilog = "settings:\n" + "\n".join(lines)


def run(options: argparse.Namespace, channel: Channel) -> bool:
    """Cleans; returns whether it was cancelled, which leaves the dataset as it was."""
    if options.switch_off or options.switch_on or options.repair_encoding:
        return _decide(options, channel)
    report = clean_dataset(
        options.dataset,
        _chain(options),
        preview=options.preview,
        progress=lambda done: channel.emit(_progress(done)),
        cancelled=lambda: _is_stopped(channel),
    )
    if report is None:
        return True
    for name, examples in report.examples.items():
        shown = tuple(events.ExamplePair(**asdict(example)) for example in examples)
        channel.emit(events.RulePreview(rule=name, pairs=report.taken[name], examples=shown))
    values = asdict(report)
    del values["examples"]
    channel.emit(events.Cleaned(**values))
    return False


def _decide(options: argparse.Namespace, channel: Channel) -> bool:
    _refuse_unread(options)
    with PairEditor.open(options.dataset) as editor:
        for rule in (*options.switch_off, *options.switch_on):
            editor.switch(rule, rule in options.switch_on)
    return options.repair_encoding and _repair(options.dataset, channel)


def _refuse_unread(options: argparse.Namespace) -> None:
    """A preview that is asked for beside a repair would change the dataset."""
    unread = next((word for word in ("preview", "preset", "set", "only") if getattr(options, word)), "")
    if unread:
        deciding = ("repair_encoding", "switch_off", "switch_on")
        done = next(word for word in deciding if getattr(options, word)).replace("_", "-")
        raise fail("No effect", f"--{unread} has no effect beside --{done}.", "Leave it out.")


def _repair(dataset: Path, channel: Channel) -> bool:
    count = repair_encoding(
        dataset,
        progress=lambda done: channel.emit(_progress(done, repairs=True)),
        cancelled=lambda: _is_stopped(channel),
    )
    if count is None:
        return True
    if count == 1:
        channel.emit(events.Log(message="One pair was repaired; undo takes it back."))
    else:
        channel.emit(events.Log(message=f"{count:,} pairs were repaired; undo takes it back."))
    return False


def _is_stopped(channel: Channel) -> bool:
    return isinstance(channel.command(), commands.Stop)


def _chain(options: argparse.Namespace) -> Chain:
    if options.preset is not None:
        chain = preset(options.preset)
    else:
        with PairStore.open(options.dataset) as store:
            chain = store.chain() or preset("standard")
    chain = chain.changed(parse_assignments(options.set))
    return chain.only(options.only) if options.only else chain


def _progress(done: CleaningProgress, *, repairs: bool = False) -> events.Progress:
    return events.Progress(
        text="Repairing" if repairs else "Cleaning",
        done=done.done,
        total=done.total,
        unit="pairs",
        rate=done.done / max(done.seconds, 1e-9) if done.done < done.total else None,
        seconds_left=done.seconds * (1 - done.share) / done.share if done.share > 0 else None,
        share=done.share,
    )
