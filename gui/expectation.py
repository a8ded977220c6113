"""What the earlier runs of the same data and preset lead one to expect, looked for beside the event loop."""

from __future__ import annotations

import logging
from collections.abc import Iterator

from PySide6.QtCore import QObject, Signal

from gui.slices import Slices
from tfmodel.contract.bands import Band, reading_bands
from tfmodel.contract.config import Config
from tfmodel.contract.curves import Name
from tfmodel.contract.run_folder import RunFolder, RunInfo


class Expectation(QObject):
    """Looks once for each run that is shown.

    Attributes:
        found: From the name of a curve to its `Band`; empty where there are fewer than two earlier runs.
    """

    found = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._reading = Slices(self)
        self._reading.ended.connect(lambda: self.found.emit(self._bands))
        self._reading.failed.connect(self._on_failed)
        self._bands: dict[Name, Band] = {}
        self._sought: RunFolder | None = None

    def seek(self, run: RunFolder, info: RunInfo, config: Config) -> None:
        """Begins, unless it has for this run."""
        if run != self._sought and info.dataset_fingerprint:
            self._sought, self._bands = run, {}
            self._reading.begin(self._read(run, info, config))

    def forget(self) -> None:
        """Another run is shown, or none."""
        self._sought = None
        self._reading.stop()
        self.found.emit({})

    def _on_failed(self, error: Exception) -> None:
        """Without the earlier runs there are no bands; the training is shown all the same."""
        logging.getLogger("transformer_desk").warning("Earlier runs cannot be read for the bands: %s", error)
        self.found.emit({})

    def _read(self, run: RunFolder, info: RunInfo, config: Config) -> Iterator[None]:
        for bands in reading_bands(run.path, info.dataset_fingerprint, config.preset):
            self._bands = bands
            yield
