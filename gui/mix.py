"""The datasets that the next training uses together with the open one, and how they share an epoch."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from gui.later import later

if TYPE_CHECKING:
    from tfmodel.contract import config as configuration
    from tfmodel.contract import failure, mixing, problems
    from tfmodel.contract.config import Config
else:
    configuration = later("tfmodel.contract.config")
    failure = later("tfmodel.contract.failure")
    mixing = later("tfmodel.contract.mixing")
    problems = later("tfmodel.contract.problems")


@dataclass(frozen=True)
class Part:
    """A dataset of the mix.

    Attributes:
        path: The `.pairs` file.
        pairs: Training pairs that it uses.
        weight: How it relates to the others.
        share: Of an epoch.
        epoch: Pairs of it in an epoch.
    """

    path: Path
    pairs: int
    weight: float
    share: float
    epoch: int

    @property
    def times(self) -> float:
        """How often an epoch has each of its pairs."""
        return self.epoch / self.pairs if self.pairs else 0.0


class Mix(QObject):
    """Datasets beside the open one; how they share an epoch is in the configuration.

    Attributes:
        changed: The datasets are others.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._others: dict[Path, int] = {}

    @property
    def others(self) -> tuple[Path, ...]:
        """The datasets that are trained on together with the open one."""
        return tuple(self._others)

    def add(self, path: Path, pairs: int) -> None:
        """Adds a dataset of so many training pairs.

        Raises:
            FailureError: There are as many as can be mixed.
        """
        if len(self._others) + 1 >= mixing.MOST_DATASETS:
            raise failure.fail(
                "Too many datasets", f"At most {mixing.MOST_DATASETS} datasets can be mixed.", "Remove one first."
            )
        self._others[path] = pairs
        self.changed.emit()

    def remove(self, path: Path) -> None:
        """Takes a dataset out again."""
        del self._others[path]
        self.changed.emit()

    def way_back(self) -> Callable[[], None]:
        """What restores the datasets of now, in their order."""
        kept = dict(self._others)

        def restore() -> None:
            self._others = dict(kept)
            self.changed.emit()

        return restore

    def clear(self) -> None:
        """Leaves the open dataset alone."""
        if self._others:
            self._others = {}
            self.changed.emit()

    def words(self) -> Iterator[str]:
        """What is added to the command line of a training."""
        for path in self._others:
            yield from ("--data", str(path))

    def parts(self, dataset: Path, pairs: int, config: Config) -> list[Part]:
        """The open dataset, then the others, with their shares."""
        paths, sizes = (dataset, *self._others), (pairs, *self._others.values())
        weights = weights_of(sizes, config)
        divided = mixing.shares(sizes, weights)
        epoch = mixing.pairs_of_an_epoch(sizes, divided)
        return [Part(*part) for part in zip(paths, sizes, weights, divided, epoch, strict=True)]


def weights_of(sizes: Sequence[int], config: Config) -> tuple[float, ...]:
    """The weights that a person gave, else those of the temperature, of which the smallest is 1."""
    given = mixing.weights_in(config.data.weights)
    if len(given) == len(sizes):
        return given
    weights = [mixing.tempered(size, config.data.temperature) for size in sizes]
    least = min((weight for weight in weights if weight), default=1.0)
    return tuple(weight / least for weight in weights)


def with_data(config: Config, **changes: Any) -> Config | None:
    """The configuration with other settings of its data, or None where they are not allowed."""
    values = config.model_dump()
    values["data"] |= changes
    return None if problems.problems_of(values) else configuration.Config.model_validate(values)
