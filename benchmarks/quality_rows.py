"""Finished trainings of `benchmarks.quality`, a line each, so that nothing is trained twice."""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True)
class Row:
    """One finished training.

    Attributes:
        key: What was asked: data, preset, settings, seed, minutes and how it was scored; decides what is done again.
        variation: Its name.
        bleu: On the test part, with `signature`.
        tokens_per_second: Real target tokens, validation excluded, the first steps left out.
        steps: Of the whole training.
        peak_memory: Bytes, resident.
        commit: Of the code.
    """

    key: str
    variation: str
    seed: int
    bleu: float
    signature: str
    chrf: float
    tokens_per_second: float
    steps: int
    peak_memory: int
    commit: str


def rows_in(results: Path) -> list[Row]:
    """All finished trainings."""
    path = results / "quality-rows.jsonl"
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    return [Row(**json.loads(line)) for line in lines]


def key(options: argparse.Namespace, settings: list[str], seed: int) -> str:
    """What makes a training the same as an earlier one."""
    asked = [options.data.name, options.preset, sorted(settings), seed, options.minutes, options.tokenize]
    return json.dumps([*asked, f"{options.at_once} at once"] if options.at_once > 1 else asked)


def keep(row: Row, results: Path) -> None:
    """Adds a finished training to the results."""
    with (results / "quality-rows.jsonl").open("a", encoding="utf-8") as file:
        file.write(json.dumps(asdict(row)) + "\n")
    text = f"{row.variation:<24} seed {row.seed}  BLEU {row.bleu:.2f}  {row.tokens_per_second:,.0f} tokens/s"
    print(text, flush=True)
