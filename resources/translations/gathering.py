"""Gathers the texts that reach the window from outside gui, where no `tr` stands before them.

A text with values in it becomes a template: f"There is no file {path}." is "There is no file {0}.".
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import get_args

from pydantic import BaseModel

from gui.job_kinds import KINDS
from tfmodel.contract.config import Config
from tfmodel.contract.run_folder import State
from tfmodel.contract.settings import settings_of

ROOT = Path(__file__).resolve().parents[2]

# Calls whose arguments a person reads.
TELLING = frozenset({"fail", "Failure", "finding", "Progress", "Log", "State", "Change", "Sample", "ExportFormat"})
# Modules in which sentences are put together from parts, or stand in tables: every text of theirs counts.
WHOLE = (
    "gui/job_kinds.py",
    "gui/run_actions.py",
    "gui/run_queue.py",
    "tfmodel/contract/comparing.py",
    "tfmodel/contract/config.py",
    "tfmodel/contract/decoding_config.py",
    "tfmodel/contract/doctor/curves.py",
    "tfmodel/contract/doctor/outputs.py",
    "tfmodel/contract/failure.py",
    "tfmodel/contract/hardware.py",
    "tfmodel/contract/mixing.py",
    "tfmodel/contract/parameters.py",
    "tfmodel/contract/preflight.py",
    "tfmodel/contract/problems.py",
    "tfmodel/contract/proposal.py",
    "tfmodel/contract/setting_page.py",
    "tfmodel/contract/settings.py",
    "tfmodel/contract/trials.py",
    "tfmodel/corpus/delimiters.py",
    "tfmodel/corpus/detected.py",
    "tfmodel/corpus/detecting_files.py",
    "tfmodel/corpus/detecting_text.py",
    "tfmodel/corpus/detection.py",
    "tfmodel/corpus/encoding.py",
    "tfmodel/corpus/guessing.py",
    "tfmodel/corpus/keys.py",
    "tfmodel/corpus/pair.py",
    "tfmodel/corpus/readers/xml_units.py",
    "tfmodel/jobs/finishing.py",
    "tfmodel/jobs/hardware.py",
    "tfmodel/jobs/mixing.py",
    "tfmodel/jobs/parts.py",
    "tfmodel/jobs/preparing.py",
    "tfmodel/jobs/recovery.py",
    "tfmodel/jobs/report.py",
    "tfmodel/jobs/stages.py",
    "tfmodel/jobs/training.py",
    "tfmodel/jobs/trouble.py",
)
PYDANTIC = (  # what it says of the settings of cleaning rules
    "Input should be greater than or equal to {0}",
    "Input should be less than or equal to {0}",
    "Input should be a valid integer, unable to parse string as an integer",
    "Input should be a valid number, unable to parse string as a number",
)
SHORT = (  # too short to be known by their form
    *("unreadable", "in training", "true", "false", "empty", "text", "numbers"),
    *("step", "training", "validation", "rate", "tokens/s"),
    *("processor", "processor and GPU", "not known"),
)
NOT_READ = frozenset({"compile", "match", "search", "sub", "execute", "setting", "TypeError", "add_argument"})
_TEXT = re.compile(r"(?=.*[A-Za-z]{2}).* .*|[A-Z][a-z]{2,}", re.DOTALL)
_NO_TEXT = re.compile(
    r"\s*(SELECT|INSERT|CREATE|UPDATE|DELETE|PRAGMA|WITH|ATTACH|DROP|CASE)\b"  # SQL
    r"|(sudo|wsl|set|unset|nvidia-smi) [a-z\-A-Z]"  # what a terminal takes
    r"|\s*<|\n:"  # HTML, and its style
)
LEAST_LETTERS = 4  # beside the values: "{0} in {1}" would be found in every second sentence


def texts() -> list[str]:
    """All texts and templates, each once, in the order of the code."""
    papers = (one.paper for one in settings_of(Config) if one.paper)
    known = (*get_args(State), *SHORT, *PYDANTIC, *papers, *(kind.name for kind in KINDS.values()))
    found: dict[str, None] = dict.fromkeys(known)
    for folder in ("gui", "resources/samples", "tfmodel"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            name = path.relative_to(ROOT).as_posix()
            tree = ast.parse(path.read_text(encoding="utf-8"))
            found.update(dict.fromkeys(_texts_of(tree, whole=name in WHOLE)))
    return list(found)


def _texts_of(tree: ast.Module, *, whole: bool) -> Iterator[str]:
    if whole:
        yield from _read_in(tree)
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _name(node) in TELLING:
            yield from _read_in(node)
            yield from (str(word.value.value) for word in node.keywords if _is_unit(word))


def _read_in(node: ast.AST) -> Iterator[str]:
    """The texts in a piece of code: no docstrings, no statements of SQL, nothing that only a program reads."""
    if isinstance(node, ast.Constant | ast.JoinedStr):
        text = _template(node)
        text = text.replace("{name}", "{0}") if text is not None else None  # as failure.py has it
        if text is not None and _TEXT.fullmatch(text) and not _NO_TEXT.match(text):
            letters = len(re.sub(r"\{\d\}|[^A-Za-z]", "", text))
            if letters >= (LEAST_LETTERS if isinstance(node, ast.JoinedStr) else 2):
                yield text
        if isinstance(node, ast.Constant):
            return
    for child in ast.iter_child_nodes(node):
        is_docstring = isinstance(child, ast.Expr) and isinstance(child.value, ast.Constant)
        is_part = isinstance(node, ast.JoinedStr) and isinstance(child, ast.Constant)
        is_form = isinstance(node, ast.FormattedValue) and child is node.format_spec
        is_skipped = isinstance(child, ast.Call) and (_name(child) in NOT_READ or _name(child) == "tr")
        is_list = isinstance(child, ast.Assign) and ast.unparse(child.targets[0]) == "__all__"
        if not (is_docstring or is_part or is_form or is_skipped or is_list):
            yield from _read_in(child)


def _is_unit(word: ast.keyword) -> bool:
    return word.arg == "unit" and isinstance(word.value, ast.Constant) and bool(word.value.value)


def _template(node: ast.Constant | ast.JoinedStr) -> str | None:
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else None
    numbers = count()
    parts = (str(part.value) if isinstance(part, ast.Constant) else f"{{{next(numbers)}}}" for part in node.values)
    return "".join(parts)


def _name(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def declared() -> tuple[list[str], list[str]]:
    """Titles, helps and units of all settings, and the values of the choices among them."""
    from tfmodel.corpus.rules import Chain

    configs: tuple[type[BaseModel], ...] = (Config, Chain)
    every = [setting for config in configs for setting in settings_of(config)]
    words = dict.fromkeys(word for one in every for word in (one.title, one.help, one.unit, one.cost) if word)
    return list(words), list(dict.fromkeys(value for one in every for value in one.choices))
