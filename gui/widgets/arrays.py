"""Reading the .npz files of a run; numpy is loaded with the first of them."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any


def read_arrays(path: Path) -> dict[str, Any]:
    """The arrays of a file by name, empty when it is gone or damaged. Nothing in it is ever unpickled."""
    import numpy as np

    try:
        with np.load(path, allow_pickle=False) as arrays:
            return {name: arrays[name] for name in arrays.files}
    except (OSError, ValueError, zipfile.BadZipFile):
        return {}
