"""Named starting points, each a TOML file in resources/presets; a person's own TOML file is read the same way."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

from tfmodel.contract.config import DEFAULT_PRESET, Config
from tfmodel.contract.failure import fail
from tfmodel.contract.problems import validated

FOLDER = Path(__file__).resolve().parents[2] / "resources" / "presets"
NAMES = ("tiny", "low-resource", "small", "base", "big")  # from small to large, as a list shows them


def preset_names() -> tuple[str, ...]:
    """The presets, smallest first."""
    return NAMES


def load_preset(name: str) -> Config:
    """The configuration of a preset.

    Raises:
        FailureError: When there is no preset of that name.
    """
    if name not in NAMES:
        raise fail("Unknown preset", f"There is no preset {name!r}.", f"Choose one of {', '.join(NAMES)}.")
    return validated(_tables(FOLDER / f"{name}.toml"))


def load_file(path: Path, preset: str | None = None) -> Config:
    """A configuration from a person's TOML or JSON file; settings that it does not name come from a preset.

    Args:
        path: The file, which may name its preset.
        preset: That of a file that names none; None: tiny.

    Raises:
        FailureError: When the file is missing, is neither TOML nor JSON, holds a wrong setting or names another preset.
    """
    values = _tables(path)
    named = str(values.get("preset", preset or DEFAULT_PRESET))
    if preset is not None and named != preset:
        raise fail(
            "Two presets", f"{path} names the preset {named}, and --preset says {preset}.", "Leave --preset out."
        )
    base = load_preset(named).model_dump()
    for section, entries in values.items():
        if isinstance(entries, dict) and isinstance(base.get(section), dict):
            base[section].update(entries)
        else:
            base[section] = entries
    return validated(base)


def _tables(path: Path) -> dict[str, Any]:
    try:
        text = path.read_text(encoding="utf-8-sig")  # editors of Windows put a mark before it
        values = json.loads(text) if path.suffix == ".json" else tomllib.loads(text)
        if not isinstance(values, dict):
            raise ValueError("it holds no settings")
        return values
    except ValueError as error:
        reason = str(error).splitlines()[0].rstrip(".")
        raise fail("Not a configuration", f"{path} cannot be read: {reason}.", "Correct the file.") from error
