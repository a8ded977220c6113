"""Where runs and datasets of this person are kept when no path is given."""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs

APPLICATION = "Transformer Desk"


def home() -> Path:
    """The folder of this person's datasets and runs; TRANSFORMER_DESK_HOME overrides the system's place."""
    override = os.environ.get("TRANSFORMER_DESK_HOME")
    return Path(override) if override else Path(platformdirs.user_data_dir(APPLICATION, appauthor=False))


def runs_folder() -> Path:
    """Where new runs are put."""
    return home() / "runs"


def datasets_folder() -> Path:
    """Where new datasets are put."""
    return home() / "datasets"
