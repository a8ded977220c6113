"""In which settings the chosen runs differ."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from gui.declared import choice, settings_in
from gui.language import figures
from gui.said import said, spoken
from gui.widgets.text_table import TextTable
from tfmodel.contract.comparing import differences
from tfmodel.contract.config import Config
from tfmodel.contract.failure import FailureError
from tfmodel.contract.run_folder import RunFolder

MOST_RUNS = 20  # columns


class SettingDifferences(TextTable):
    """A row for each setting that is not the same in all of them, a column for each run."""

    def __init__(self) -> None:
        super().__init__("", "")
        self.setAccessibleName(self.tr("Differences of the settings"))
        self.show_runs(())

    def show_runs(self, paths: Sequence[Path]) -> None:
        """Reads the configurations of these runs."""
        if len(paths) < 2:
            self.show_nothing(self.tr("Choose two or more runs to see in which settings they differ."))
            return
        try:
            configs = [RunFolder(path).config() for path in paths[:MOST_RUNS]]
        except FailureError as error:
            self.show_nothing(spoken(error.failure).sentence)
            return
        found = differences(configs)
        if not found:
            self.show_nothing(self.tr("These runs have the same settings."))
            return
        titles = [self.tr("Setting"), *(path.name for path in paths[:MOST_RUNS])]
        known = {setting.path: setting for setting in settings_in(Config)}
        rows = [[known[item.setting.path].title, *map(_text, item.values)] for item in found]
        self.show_rows(titles, rows, [f"{item.setting.path}\n{known[item.setting.path].tooltip}" for item in found])


def _text(value: object) -> str:
    if value is None:
        return "–"
    if isinstance(value, bool):
        return said("true" if value else "false")  # as the help on it and a sweep call it
    return figures(f"{value:g}") if isinstance(value, float) else choice(str(value))
