"""Writes docs/hyperparameters.md from the declarations: `python -m docs.hyperparameters`."""

from __future__ import annotations

from pathlib import Path

from tfmodel.contract.config import Config
from tfmodel.contract.presets import load_preset
from tfmodel.contract.setting_page import page_of
from tfmodel.contract.settings import Setting, settings_of

FILE = Path(__file__).with_suffix(".md")
SECTIONS = {
    "data": "Data",
    "tokenizer": "Tokens",
    "model": "Transformer",
    "training": "Training",
    "decoding": "Translating",
}


def text() -> str:
    """The whole document."""
    base = load_preset("tiny")
    parts = [
        "# Hyperparameters\n\nMade from their declarations by `python -m docs.hyperparameters`; F1 on a field of the "
        "Model page shows the same of your settings. Values are those of the preset `tiny`; the other presets, and "
        "what is proposed for a dataset, have their own. Parameters and memory are those of `tiny` with that value, "
        "its vocabulary full; memory is an estimate.\n"
    ]
    for section, title in SECTIONS.items():
        parts.append(f"## {title}\n")
        parts += [_entry(setting, base) for setting in settings_of(Config) if setting.section == section]
    return "\n".join(parts)


def _entry(setting: Setting, base: Config) -> str:
    page = page_of(setting, base)
    lines = [f"### {setting.title}\n", f"`{setting.path}`: {_escaped(setting.help)}\n"]
    lines += [f"- {title}: {_code(title, value)}" for title, value in page.facts]
    if page.growth:
        lines += ["", "| value | parameters | memory |", "| --- | --- | --- |"]
        lines += [f"| {' | '.join(row)} |" for row in page.growth]
    return "\n".join(lines) + "\n"


def _code(title: str, value: str) -> str:
    return f"`{value}`" if title == "On the command line" else _escaped(value)


def _escaped(value: str) -> str:
    return value.replace("<", "&lt;").replace("*", "\\*")


if __name__ == "__main__":
    FILE.write_text(text(), encoding="utf-8")
