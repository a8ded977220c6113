"""Where runs and datasets of this person are kept when no path is given."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import platformdirs

if TYPE_CHECKING:
    from tfmodel.contract.failure import FailureError

APPLICATION = "Transformer Desk"
DATASET_SUFFIX = ".pairs"


def home() -> Path:
    """The folder of this person's datasets and runs; TRANSFORMER_DESK_HOME overrides the system's place."""
    override = os.environ.get("TRANSFORMER_DESK_HOME")
    return Path(override) if override else Path(platformdirs.user_data_dir(APPLICATION, appauthor=False))


def cache_folder() -> Path:
    """Where what can be made again is kept; below `home` where that is overridden."""
    override = os.environ.get("TRANSFORMER_DESK_HOME")
    return (
        Path(override) / "cache" if override else Path(platformdirs.user_cache_dir("transformer-desk", appauthor=False))
    )


def make_home() -> None:
    """Makes the folder of datasets and runs.

    Raises:
        FailureError: When this person may not, or the disk does not let them.
    """
    folder = home()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _unwritable(folder) from error
    if not os.access(folder, os.W_OK):
        raise _unwritable(folder)


def _unwritable(folder: Path) -> FailureError:
    from tfmodel.contract.failure import fail  # pydantic is no part of the window's first frame

    return fail(
        "No place for datasets and runs",
        f"Datasets and runs are kept in {folder}, which cannot be written.",
        "Set TRANSFORMER_DESK_HOME to another folder and start again.",
    )


def runs_folder() -> Path:
    """Where new runs are put."""
    return home() / "runs"


def datasets_folder() -> Path:
    """Where new datasets are put."""
    return home() / "datasets"


def is_dataset(files: Sequence[Path]) -> bool:
    """Whether what was named, by its name, is a dataset and not files of pairs that one is made of."""
    return len(files) == 1 and files[0].suffix == DATASET_SUFFIX
