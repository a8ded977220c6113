"""Figures of several rounds, their ratios, and tables of them, printed and kept."""

from __future__ import annotations

import json
import math
import statistics
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

MISSING = "–"


@dataclass(frozen=True)
class Figure:
    """One value a round, in the order of the rounds."""

    values: tuple[float, ...]

    @property
    def median(self) -> float:
        """The middle value."""
        return statistics.median(self.values)

    def over(self, other: Figure) -> Figure:
        """This divided by another one, round by round: what slows a whole round down cancels out."""
        return Figure(tuple(mine / theirs for mine, theirs in zip(self.values, other.values, strict=True)))

    def text(self, form: str = ",.0f") -> str:
        """The median, and from the lowest to the highest where there are several rounds."""
        middle = format(self.median, form)
        if len(self.values) < 2:
            return middle
        return f"{middle} ({format(min(self.values), form)} to {format(max(self.values), form)})"


def quantile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least `share` of all values do not exceed."""
    ordered = sorted(values)
    return ordered[max(1, math.ceil(share * len(ordered))) - 1]


@dataclass(frozen=True)
class Table:
    """A table that says what its figures are.

    Attributes:
        title: What was measured.
        columns: Headings.
        rows: Cells, as many a row as there are columns.
        notes: How to read it, a sentence each.
    """

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...] = ()

    def markdown(self) -> str:
        """The table as Markdown, with columns of even width."""
        lines = [self.columns, *self.rows]
        widths = [max(len(line[column]) for line in lines) for column in range(len(self.columns))]
        cells = [[cell.ljust(width) for cell, width in zip(line, widths, strict=True)] for line in lines]
        cells.insert(1, ["-" * width for width in widths])
        body = "\n".join(f"| {' | '.join(row)} |" for row in cells)
        notes = "\n".join(f"- {note}" for note in self.notes)
        return "\n\n".join([f"### {self.title}", body, *([notes] if notes else [])])


@dataclass(frozen=True)
class Report:
    """All that one measurement found.

    Attributes:
        name: Of the benchmark: the results go to `name.md` and `name.jsonl`.
        tables: For people.
        figures: The values behind them, for programs.
        facts: Machine, versions, commit and options, as `facts.facts` gives them.
    """

    name: str
    tables: tuple[Table, ...]
    figures: dict[str, Any]
    facts: dict[str, Any]
    when: str = field(default_factory=lambda: datetime.now(UTC).isoformat(timespec="seconds"))

    def markdown(self) -> str:
        """Heading, facts and tables."""
        facts = "\n".join(f"- {name}: {_plain(value)}" for name, value in self.facts.items())
        return "\n\n".join([f"## {self.name}, {self.when}", facts, *(table.markdown() for table in self.tables)])

    def print(self) -> None:
        """For the person who waits."""
        print(f"\n{self.markdown()}\n", flush=True)

    def append(self, folder: Path) -> None:
        """Adds itself to the results in a folder."""
        folder.mkdir(parents=True, exist_ok=True)
        with (folder / f"{self.name}.md").open("a", encoding="utf-8") as file:
            file.write(f"{self.markdown()}\n\n")
        line = {"name": self.name, "when": self.when, "facts": self.facts, "figures": self.figures}
        with (folder / f"{self.name}.jsonl").open("a", encoding="utf-8") as file:
            file.write(json.dumps(line, ensure_ascii=False) + "\n")


def _plain(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{name} {part}" for name, part in value.items())
    return str(value)
