"""The runs of the runs folder for a choice among them: read little by little, and only while somebody looks."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QWidget

from gui.slices import Slices
from tfmodel.contract import places
from tfmodel.contract.run_summary import RunIndex, RunSummary


@dataclass(frozen=True)
class Listed:
    """One line of the choice."""

    path: Path
    text: str


class RunList(QObject):
    """Belongs to the widget that shows the choice, and is read again whenever that comes into sight.

    Attributes:
        changed: Tuple of `Listed`, the newest run at first.

    Args:
        owner: The widget.
        text: What is said of a run; "" leaves it out.
    """

    changed = Signal(object)

    def __init__(self, owner: QWidget, text: Callable[[RunSummary], str]) -> None:
        super().__init__(owner)
        self._text = text
        self._owner = owner
        self._index = RunIndex()
        self._found: list[tuple[float, Listed]] = []
        self._reading = Slices(self)
        self._reading.ended.connect(self._tell)
        self._reading.failed.connect(self._on_failed)
        owner.installEventFilter(self)

    def refresh(self) -> None:
        """Reads what has changed; few runs are there when this returns. Does nothing while nobody looks."""
        if self._owner.isVisible():
            self._found = []
            self._reading.begin(self._read())
            self._reading.work()

    def _read(self) -> Iterator[None]:
        for run in self._index.refresh(places.runs_folder()):
            text = self._text(run)
            if text:
                self._found.append((_written(run.path), Listed(run.path, text)))
            yield

    def _tell(self) -> None:
        newest_first = sorted(self._found, key=lambda found: found[0], reverse=True)
        self.changed.emit(tuple(run for _, run in newest_first))

    def _on_failed(self, error: Exception) -> None:
        """Tells what was read until then."""
        logging.getLogger("transformer_desk").error("The runs cannot all be read: %s", error)
        self._tell()

    # Reimplemented Qt methods

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Looks for new runs when the choice comes into sight, and stops when it goes."""
        if event.type() == QEvent.Type.Show:
            self.refresh()
        elif event.type() == QEvent.Type.Hide:
            self._reading.stop()
        return super().eventFilter(watched, event)


def _written(path: Path) -> float:
    try:
        return (path / "run.json").stat().st_mtime
    except OSError:  # it went away meanwhile
        return 0.0
