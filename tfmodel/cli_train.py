"""The words of the command line about a training: train, preflight, and the devices that it could run on."""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from tfmodel.arguments import add_config, at_least
from tfmodel.channel import Channel
from tfmodel.contract import events
from tfmodel.contract.backends import TITLES
from tfmodel.contract.config import DEFAULT_PRESET, Config
from tfmodel.contract.failure import fail
from tfmodel.contract.places import runs_folder
from tfmodel.contract.presets import load_preset, preset_names
from tfmodel.contract.problems import parse_assignments
from tfmodel.contract.setting_page import written
from tfmodel.contract.settings import settings_of

if TYPE_CHECKING:
    from tfmodel.jobs.preparing import TrainOptions


def declare_train(parser: argparse.ArgumentParser) -> None:
    """The arguments of `train`."""
    _declare_training(parser)
    parser.add_argument("--run", type=Path, required=True, help="the folder of the run")
    parser.add_argument("--resume", action="store_true", help="go on from the newest checkpoint of the run")
    parser.add_argument(
        "--pin",
        action="append",
        default=[],
        type=_pinned,
        metavar="SENTENCE",
        help="follow its attention at every validation; its translation may stand behind a tab; may be repeated",
    )
    parser.add_argument(
        "--tensorboard", action="store_true", help="also write event files for TensorBoard, into RUN/tensorboard"
    )


def _declare_training(parser: argparse.ArgumentParser) -> None:
    """What describes a training: data and settings."""
    parser.add_argument(
        "--data",
        nargs="+",
        type=Path,
        action="append",
        default=[],
        metavar="FILE",
        help="a .pairs dataset, or one or two files of pairs; repeated: a mix of several datasets",
    )
    parser.add_argument(
        "--weight",
        action="append",
        default=[],
        metavar="NUMBER",
        help="of the datasets of a mix, one for each --data in their order: how they share an epoch",
    )
    parser.add_argument(
        "--temperature",
        type=float,
        metavar="T",
        help="shares of a mix by size^(1/T): 1 (the default) leaves them as they are, higher lifts small datasets",
    )
    parser.add_argument(
        "--tags", action="store_true", help="begin each source of a mix with a token that names its dataset"
    )
    parser.add_argument("--validation", nargs="+", type=Path, default=[], metavar="FILE", help="files to validate with")
    parser.add_argument("--test", nargs="+", type=Path, default=[], metavar="FILE", help="files to test with")
    parser.add_argument(
        "--preset",
        metavar="NAME",
        help=f"{', '.join(preset_names())}; without it, and without --config, one is proposed from the data",
    )
    add_config(parser)
    parser.add_argument(
        "--set", action="append", default=[], metavar="NAME=VALUE", help="one setting, as listed below; may be repeated"
    )
    parser.add_argument(
        "--backend", choices=("auto", *TITLES), help="what computes: the same as --set training.backend=NAME"
    )
    parser.add_argument(
        "--devices",
        type=_devices,
        metavar="N",
        help="all, or how many devices of this machine share each batch: the same as --set training.devices=N",
    )
    parser.add_argument("--minutes", type=float, help="the same as --set training.max_minutes=MINUTES")
    parser.epilog = f"settings, with the values of the preset {DEFAULT_PRESET}:\n" + "\n".join(_setting_lines())


def _devices(text: str) -> str:
    return "0" if text == "all" else str(at_least(1)(text))


def _pinned(text: str) -> events.PinnedSentence:
    source, _, reference = text.partition("\t")
    return events.PinnedSentence(source=source, reference=reference)


def _setting_lines() -> list[str]:
    lines, base = [], load_preset(DEFAULT_PRESET)
    for setting in settings_of(Config):
        kind = "|".join(setting.choices) or setting.kind
        value = written(base.value(setting.path))
        lines.append(
            f"  {setting.path}={value}  ({kind}{', ' + setting.unit if setting.unit else ''})\n      {setting.help}"
        )
    return lines


def train(options: argparse.Namespace, channel: Channel) -> bool:
    """Runs `train`."""
    from tfmodel.jobs import train as job

    asked = replace(
        _asked_training(options),
        resume=options.resume,
        pins=tuple(options.pin),
        tensorboard=options.tensorboard,
    )
    return job.run(asked, channel)


def _asked_training(options: argparse.Namespace) -> TrainOptions:
    from tfmodel.jobs.preparing import TrainOptions

    changes = parse_assignments(options.set)
    if options.minutes is not None:
        changes["training.max_minutes"] = str(options.minutes)
    for name in ("backend", "devices"):
        if getattr(options, name) is not None:
            changes[f"training.{name}"] = getattr(options, name)
    changes |= _mix_settings(options)
    return TrainOptions(
        run=options.run,
        data=tuple(options.data[0]) if options.data else (),
        more=tuple(map(tuple, options.data[1:])),
        validation=tuple(options.validation),
        test=tuple(options.test),
        preset=options.preset,
        config=options.config,
        changes=changes,
    )


def _mix_settings(options: argparse.Namespace) -> dict[str, str]:
    """What was said of a mix, as settings.

    Raises:
        FailureError: There is no mix that it could be of.
    """
    lonely = len(options.data) == 1 and not getattr(options, "resume", False)  # which preflight has not
    given = {"tags": options.tags, "temperature": options.temperature is not None}
    unread = next((word for word, is_given in given.items() if is_given and lonely), "")
    if unread:
        raise fail(
            "No mix",
            f"--{unread} is for a mix of several datasets, and there is one --data.",
            "Name a second --data, or leave it out.",
        )
    said = {"data.weights": " ".join(options.weight), "data.tags": "true" if options.tags else ""}
    said["data.temperature"] = "" if options.temperature is None else str(options.temperature)
    return {path: value for path, value in said.items() if value}


def declare_preflight(parser: argparse.ArgumentParser) -> None:
    """The arguments of `preflight`."""
    _declare_training(parser)
    parser.add_argument(
        "--run",
        type=Path,
        default=runs_folder(),
        help="where the run would be: its disk is looked at, nothing is written there",
    )


def preflight(options: argparse.Namespace, channel: Channel) -> bool:
    """Runs `preflight`."""
    from tfmodel.jobs import preflight as job

    return job.run(_asked_training(options), channel)


def declare_devices(parser: argparse.ArgumentParser) -> None:
    """The arguments of `devices`."""
    parser.add_argument(
        "--measure",
        action="store_true",
        help="measure training steps on each backend, for minutes; trainings take the fastest way",
    )


def devices(options: argparse.Namespace, channel: Channel) -> bool:
    """Runs `devices`."""
    from tfmodel.jobs import hardware as job

    return job.run(job.DevicesOptions(options.measure), channel)
