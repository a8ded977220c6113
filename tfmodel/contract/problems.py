"""From wrong values to sentences: changing a configuration and saying which field refused, and why."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from tfmodel.contract.config import Config
from tfmodel.contract.failure import fail
from tfmodel.contract.settings import settings_of


@dataclass(frozen=True)
class Problem:
    """One setting that cannot stay as it is: `path` is "model.d_model", or "model" when fields contradict."""

    path: str
    message: str


def problems_of(values: Mapping[str, Any]) -> list[Problem]:
    """What is wrong with nested values, as the form shows it; empty when they make a `Config`."""
    try:
        Config.model_validate(values)
    except ValidationError as error:
        return problems_in(error)
    return []


def problems_in(error: ValidationError) -> list[Problem]:
    """The same of values that were refused already."""
    return [_problem(dict(item)) for item in error.errors()]


def unknown_in(error: ValidationError) -> str:
    """The path of a setting that this version does not have, as a newer one may have written it; "" without such."""
    return next((_path(dict(item)) for item in error.errors() if item["type"] == "extra_forbidden"), "")


def validated(values: Mapping[str, Any]) -> Config:
    """The configuration that the values make.

    Raises:
        FailureError: Naming the first setting that is wrong and how it must be.
    """
    problems = problems_of(values)
    if problems:
        raise fail("Wrong setting", f"{problems[0].path}: {problems[0].message}.", "Correct it and start again.")
    return Config.model_validate(values)


def changed(config: Config, changes: Mapping[str, Any]) -> Config:
    """A copy with some settings replaced.

    Args:
        config: Where to start from.
        changes: From path to value, {"model.d_model": 256}; a text is read as the setting's own kind.

    Raises:
        FailureError: When a path is unknown or a value is refused.
    """
    values = config.model_dump()
    known = {setting.path: setting for setting in settings_of(Config)}
    for path, value in changes.items():
        if path not in known:
            raise fail("Unknown setting", f"There is no setting {path!r}.", _did_you_mean(path, set(known)))
        section, _, name = path.partition(".")
        nothing = "" if known[path].kind == "text" and not known[path].optional else None
        values[section][name] = nothing if value in ("", "none", "None") else value
    return validated(values)


def parse_assignments(assignments: list[str]) -> dict[str, str]:
    """From `model.d_model=256` texts to a mapping."""
    changes = {}
    for text in assignments:
        path, separator, value = text.partition("=")
        if not separator:
            raise fail("Wrong setting", f"--set {text!r} has no '='.", "Write --set model.d_model=256.")
        changes[path.strip()] = value.strip()
    return changes


def _did_you_mean(path: str, known: set[str]) -> str:
    by_name = {entry.partition(".")[2]: entry for entry in sorted(known)}
    close = difflib.get_close_matches(path, sorted(known), 1, 0.6)
    close = close or [by_name[name] for name in difflib.get_close_matches(path.rpartition(".")[2], by_name, 1, 0.5)]
    return f"Did you mean {close[0]}?" if close else "main.py train --help lists them all."


def _problem(item: dict[str, Any]) -> Problem:
    return Problem(_path(item), _MESSAGES.get(item["type"], _plain)(item))


def _path(item: dict[str, Any]) -> str:
    return ".".join(str(part) for part in item["loc"])


def _plain(item: dict[str, Any]) -> str:
    return str(item["msg"]).removeprefix("Value error, ").rstrip(".")


_MESSAGES: dict[str, Any] = {
    "greater_than_equal": lambda item: f"must be at least {item['ctx']['ge']}, but is {item['input']}",
    "less_than_equal": lambda item: f"must be at most {item['ctx']['le']}, but is {item['input']}",
    "greater_than": lambda item: f"must be more than {item['ctx']['gt']}, but is {item['input']}",
    "less_than": lambda item: f"must be less than {item['ctx']['lt']}, but is {item['input']}",
    "int_parsing": lambda item: f"must be a whole number, but is {item['input']!r}",
    "int_from_float": lambda item: f"must be a whole number, but is {item['input']}",
    "float_parsing": lambda item: f"must be a number, but is {item['input']!r}",
    "finite_number": lambda item: f"must be a finite number, but is {item['input']}",
    "bool_parsing": lambda item: f"must be true or false, but is {item['input']!r}",
    "literal_error": lambda item: f"must be {item['ctx']['expected']}, but is {item['input']!r}",
    "extra_forbidden": lambda item: "is no setting that this version knows",
}
