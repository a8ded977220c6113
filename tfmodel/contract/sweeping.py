"""A sweep: values for some settings, and the trials that they make, on a grid or at random."""

from __future__ import annotations

import itertools
import math
import random
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Self
from unicodedata import normalize

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator

from tfmodel.contract import atomic, windows_names
from tfmodel.contract.config import Config
from tfmodel.contract.failure import FailureError, fail
from tfmodel.contract.problems import changed
from tfmodel.contract.settings import Setting, settings_of

SUFFIX = ".sweep.json"
MOST_TRIALS = 1000
_HOPELESS = 200  # drawn combinations, none of which is possible
DECADE = 10.0  # a range that spans more is drawn from evenly in its logarithm
Check = Callable[[dict[str, str]], None]  # raises `FailureError` for a combination that is refused


@dataclass(frozen=True)
class Axis:
    """The values of one setting: a list, or a range to draw from."""

    path: str
    values: tuple[str, ...] = ()
    low: float = 0.0
    high: float = 0.0


def is_file_name(name: str) -> bool:
    """Whether a name is that of one file, which no listing hides: it leads into no other folder or drive."""
    if not name or name.startswith(".") or set("/\\\0") & set(name) or Path(name).drive:
        return False
    return sys.platform != "win32" or windows_names.is_name(name)


def _file_name(name: str) -> str:
    if not is_file_name(name):
        raise ValueError("is no name of a file")
    return name


FileName = Annotated[str, AfterValidator(_file_name)]  # a sweep from elsewhere may have any text in its place


class Trial(BaseModel):
    """One run of a sweep: the name of its folder, and the settings in which it differs from the others."""

    model_config = ConfigDict(frozen=True)

    run: FileName
    values: dict[str, str]


class Sweep(BaseModel):
    """What a sweep tries; kept beside its runs as NAME.sweep.json.

    Attributes:
        base: The configuration that all trials have in common, as values; empty in those of earlier versions.
        data: The files of each dataset; of several there is a mix.
        begun: The trials whose runs were begun: one that is not there any more was deleted.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    name: FileName
    trials: tuple[Trial, ...] = Field(min_length=1)
    base: dict[str, Any] = {}
    data: tuple[tuple[str, ...], ...] = ()
    begun: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _is_a_sweep(self) -> Self:
        if any(trial.values.keys() != self.trials[0].values.keys() for trial in self.trials):
            raise ValueError("its trials vary different settings")
        if not all(self.data):
            raise ValueError("a dataset of it has no files")
        return self

    @property
    def can_go_on(self) -> bool:
        """Whether it says itself what its trials are trained with."""
        return bool(self.base and self.data)


def axes_of(changes: Mapping[str, str]) -> list[Axis]:
    """Reads "64,128" as two values and "0.001..0.01" as a range; a single value is an axis of one.

    Raises:
        FailureError: When a value is missing, or the ends of a range are no numbers.
    """
    return [_axis(path, text) for path, text in changes.items()]


def _axis(path: str, text: str) -> Axis:
    low, separator, high = text.partition("..")
    if separator:
        try:
            axis = Axis(path, low=float(low), high=float(high))
        except ValueError as error:
            raise fail("Wrong range", f"{path}={text} is no range of numbers.", "Write 0.001..0.01.") from error
        if not axis.low < axis.high:
            raise fail("Wrong range", f"{path}={text} does not rise.", "Write the smaller number first.")
        return axis
    values = tuple(dict.fromkeys(value.strip() for value in text.split(",")))
    if not all(values):
        raise fail("Wrong values", f"{path}={text} has an empty value.", "Write values between commas: 64,128.")
    return Axis(path, values)


def trials_of(
    name: str,
    base: Config,
    axes: Sequence[Axis],
    count: int | None = None,
    seed: int = 1,
    fixed: Mapping[str, str] | None = None,
) -> Sweep:
    """The trials of a sweep, each checked against the declarations.

    Args:
        name: Of the sweep; its runs are NAME-01, NAME-02 …
        base: What all trials have in common.
        axes: The settings that differ.
        count: How many combinations to draw at random; None: all of the grid.
        seed: Of the drawing, which passes over combinations that are refused.
        fixed: Settings that differ from the base in all trials; what fits only with them is no wrong value.

    Raises:
        FailureError: When there is nothing to vary, too much, or a combination is refused, at random all of them.
    """

    def check(values: dict[str, str]) -> None:
        _check(base, {**(fixed or {}), **values})

    combinations = _grid(axes, check) if count is None else _drawn(axes, count, seed, check)
    digits = max(2, len(str(len(combinations))))
    return Sweep(
        name=name,
        trials=tuple(
            Trial(run=f"{name}-{number:0{digits}}", values=values)
            for number, values in enumerate(combinations, start=1)
        ),
    )


def _grid(axes: Sequence[Axis], check: Check) -> list[dict[str, str]]:
    ranges = [axis.path for axis in axes if not axis.values]
    if ranges:
        raise fail("A range on a grid", f"{ranges[0]} is a range.", "List its values, or draw at random.")
    count = math.prod(len(axis.values) for axis in axes)
    if count < 2 or count > MOST_TRIALS:
        raise fail(
            "No sweep",
            f"These values make {count:,} combinations; a sweep has 2 to {MOST_TRIALS:,}.",
            "Give several values for some settings, or draw some combinations at random.",
        )
    names = [axis.path for axis in axes]
    made = itertools.product(*(axis.values for axis in axes))
    combinations = [dict(zip(names, values, strict=True)) for values in made]
    for combination in combinations:
        check(combination)
    return combinations


def _drawn(axes: Sequence[Axis], count: int, seed: int, check: Check) -> list[dict[str, str]]:
    """Different combinations that are not refused; fewer than `count` when there are not as many."""
    if count < 1 or count > MOST_TRIALS:
        raise fail("No sweep", f"{count:,} combinations are asked for.", f"Draw 1 to {MOST_TRIALS:,}.")
    if not axes:
        raise fail("No sweep", "No setting has values to draw from.", "Give values or a range for one.")
    found: list[dict[str, str]] = []
    refusal: FailureError | None = None
    for number, values in enumerate(_draws(axes, 50 * count, seed), start=1):
        try:
            check(values)
        except FailureError as error:
            refusal = refusal or error
        else:
            found.append(values)
        if len(found) == count or (not found and number == _HOPELESS):
            break
    if refusal is not None and not found:
        raise refusal
    return found


def _draws(axes: Sequence[Axis], tries: int, seed: int) -> Iterator[dict[str, str]]:
    """Different combinations of so many that are drawn."""
    generator = random.Random(seed)
    kinds = {setting.path: setting for setting in settings_of(Config)}
    seen: set[tuple[str, ...]] = set()
    for _ in range(tries):
        values = {axis.path: _draw(axis, kinds.get(axis.path), generator) for axis in axes}
        if tuple(values.values()) not in seen:
            seen.add(tuple(values.values()))
            yield values


def _draw(axis: Axis, setting: Setting | None, generator: random.Random) -> str:
    if axis.values:
        return generator.choice(axis.values)
    if axis.low > 0 and axis.high / axis.low >= DECADE:
        value = math.exp(generator.uniform(math.log(axis.low), math.log(axis.high)))
    else:
        value = generator.uniform(axis.low, axis.high)
    return str(round(value)) if setting is not None and setting.kind == "integer" else f"{value:.3g}"


def _check(base: Config, values: dict[str, str]) -> None:
    try:
        changed(base, values)
    except FailureError as error:
        text = ", ".join(f"{path}={value}" for path, value in values.items())
        raise fail(
            "Impossible trial", f"The combination {text} is refused: {error.failure.cause}", "Leave it out."
        ) from (error)


def write_sweep(folder: Path, sweep: Sweep) -> None:
    """Keeps a sweep beside its runs."""
    atomic.write_text(folder / f"{sweep.name}{SUFFIX}", sweep.model_dump_json(indent=2) + "\n")


def find_sweeps(folder: Path) -> list[Sweep]:
    """The sweeps of a folder of runs, newest first; what cannot be read is left out."""
    files = sorted(folder.glob(f"*{SUFFIX}"), key=_written, reverse=True) if folder.is_dir() else []
    return [sweep for path in files for sweep in _read(path)]


def read_sweep(folder: Path, name: str) -> Sweep | None:
    """A sweep by its name; None where there is none, or it cannot be read."""
    return next(_read(folder / f"{name}{SUFFIX}"), None)


def _written(path: Path) -> int:
    try:
        return path.stat().st_mtime_ns
    except OSError:  # it went away meanwhile
        return 0


def _read(path: Path) -> Iterator[Sweep]:
    try:
        sweep = Sweep.model_validate_json(path.read_bytes())
    except (OSError, ValidationError):
        return
    if _folded(path.name) == _folded(f"{sweep.name}{SUFFIX}"):  # what is written of it later goes into this file
        yield sweep


def _folded(name: str) -> str:
    """The same for names that are one to some file system."""
    return normalize("NFC", name).casefold()
