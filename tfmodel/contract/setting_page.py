"""The help page of a hyperparameter, made from its declaration: what the window and docs/hyperparameters.md show."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tfmodel.contract.config import Config
from tfmodel.contract.failure import FailureError
from tfmodel.contract.memory import Size, size_of
from tfmodel.contract.needs import human
from tfmodel.contract.problems import changed
from tfmodel.contract.settings import Setting, figure


@dataclass(frozen=True)
class Page:
    """What there is to know of a setting.

    Attributes:
        facts: Title and text of each, "Value" and "1500 tokens".
        growth: What the model amounts to with other values: value, parameters and memory of each. Empty where the
            setting changes neither.
    """

    facts: tuple[tuple[str, str], ...]
    growth: tuple[tuple[str, str, str], ...]


def page_of(setting: Setting, config: Config) -> Page:
    """The page of a setting.

    Args:
        setting: Its declaration, in whichever language: what is added here is in English.
        config: The configuration whose value and size are told.
    """
    growth = tuple(_growth(setting, config))
    cost = setting.cost or ("" if growth else "Neither time nor memory worth mentioning.")
    facts = {
        "Value": _with_unit(written(config.value(setting.path)), setting.unit),
        "Values": _values(setting),
        "Unit": setting.unit,
        "In the paper": f"Attention Is All You Need, {setting.paper}" if setting.paper else "",
        "On the command line": _assignment(setting),
        "What it costs": cost,
    }
    return Page(tuple((title, text) for title, text in facts.items() if text), growth)


def _with_unit(value: str, unit: str) -> str:
    return f"{value} {unit}" if unit and value[:1].isdigit() and value != "1" else value


def written(value: object) -> str:
    """A value as `--set` takes it; none: "empty"."""
    if value is None or value == "":
        return "empty"
    if isinstance(value, bool):
        return "true" if value else "false"
    return repr(value) if isinstance(value, float) else str(value)


def _assignment(setting: Setting) -> str:
    assignment = f"{setting.path}={written(setting.example)}"
    return f'--set "{assignment}"' if setting.kind == "text" else f"--set {assignment}"


def _values(setting: Setting) -> str:
    if setting.choices:
        return ", ".join(setting.choices)
    if setting.kind == "flag":
        return "true or false"
    if setting.kind == "text":
        return "text"
    kind = "whole numbers" if setting.kind == "integer" else "numbers"
    text = kind if setting.minimum is None else _bounded(kind, setting)
    return f"{text}, or empty" if setting.optional else text


def _bounded(kind: str, setting: Setting) -> str:
    assert setting.minimum is not None
    least = figure(setting.minimum)
    if setting.maximum is None:
        return f"{kind} above {least}" if setting.exclusive else f"{kind} from {least}"
    most = figure(setting.maximum)
    if setting.exclusive_maximum:
        return f"{kind} above {least}, below {most}" if setting.exclusive else f"{kind} from {least}, below {most}"
    return f"{kind} above {least}, to {most}" if setting.exclusive else f"{kind} from {least} to {most}"


def _growth(setting: Setting, config: Config) -> Iterator[tuple[str, str, str]]:
    """Parameters and memory for the value of now and some beside it, where that makes a difference."""
    sizes = {}
    for value in _neighbours(setting, config.value(setting.path)):
        try:
            sizes[written(value)] = size_of(changed(config, {setting.path: value}))
        except FailureError:  # it does not go together with the others
            continue
    if len({_figures(size) for size in sizes.values()}) > 1:
        yield from ((value, *_figures(size)) for value, size in sizes.items())


def _figures(size: Size) -> tuple[str, str]:
    return f"{size.parameters.total:,}", human(size.total)


def _neighbours(setting: Setting, now: object) -> tuple[object, ...]:
    """Half and twice a number, every choice, yes and no."""
    if setting.choices:
        return setting.choices
    if isinstance(now, bool):
        return (False, True)
    if isinstance(now, int):
        return tuple(dict.fromkeys((max(1, now // 2), now, 2 * now)))
    return (now,)
