"""What the folders of runs and the files of datasets are called."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path


def run_name(wish: str, dataset: Path, preset: str) -> str:
    """The name that a person wished for, or one made from dataset, preset and time.

    Separators and characters that some file system refuses become dashes.
    """
    return safe_name(wish) or f"{dataset.stem}-{preset}-{datetime.now():%Y-%m-%d-%H%M%S}"


def safe_name(wish: str) -> str:
    """A name that every file system takes; empty when nothing is left of it."""
    return re.sub(r'[\\/:*?"<>|\x00-\x1f]+', "-", wish).strip(" .-")
