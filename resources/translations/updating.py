"""From the code to the .ts files, and from these to the .qm files, by Qt's own tools."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

from resources.translations.gathering import ROOT, declared, texts

FOLDER = Path(__file__).resolve().parent
NAME = "transformer_desk"


def write_templates(path: Path) -> None:
    """Writes the texts that have values in them, one a line, for the window to know them by."""
    path.write_text("".join(f"{text}\n" for text in map(_in_a_line, texts()) if "{0}" in text), encoding="utf-8")


def update(folder: Path) -> None:
    """Adds new texts to the .ts files of a folder and drops those that are gone; what is translated stays so."""
    sources = sorted(str(path) for path in (ROOT / "gui").rglob("*.py"))
    with tempfile.TemporaryDirectory() as scratch:
        outside = Path(scratch) / "outside.py"
        outside.write_text(_marked(), encoding="utf-8")
        _lupdate(folder / f"{NAME}_de.ts", "de_DE", [*sources, str(outside)])
        _lupdate(folder / f"{NAME}_en.ts", "en_US", [*sources, "-pluralonly"])  # English needs its plurals only


def compile_all(folder: Path, out: Path) -> None:
    """Makes a .qm of each .ts; whatever is not translated is left out."""
    for source in sorted(folder.glob("*.ts")):
        _run("lrelease", "-silent", str(source), "-qm", str(out / f"{source.stem}.qm"))


def _lupdate(target: Path, language: str, words: Iterable[str]) -> None:
    options = ("-silent", "-no-obsolete", "-locations", "none", "-source-language", "en_US")
    _run("lupdate", *options, "-target-language", language, *words, "-ts", str(target))


def _marked() -> str:
    """The texts from outside as a module that lupdate reads."""
    words, choices = declared()
    marked = [("language", "code"), *(("said", text) for text in texts())]
    marked += [("setting", text) for text in words] + [("choice", text) for text in choices]
    lines = [f"QT_TRANSLATE_NOOP({_quoted(context)}, {_quoted(text)})" for context, text in marked]
    return "\n".join(["from PySide6.QtCore import QT_TRANSLATE_NOOP", *lines, ""])


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def _in_a_line(text: str) -> str:
    return text.replace("\n", "\\n")


def _run(tool: str, *words: str) -> None:
    """Runs a tool that PySide6 brings along."""
    script = Path(sys.executable).parent / f"pyside6-{tool}"
    subprocess.run([str(script), *words], check=True, cwd=ROOT)
