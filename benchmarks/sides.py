"""Who trains: Transformer Desk and the peers, each as a process to start and a way to read its pace."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from benchmarks.child import Child, Line
from benchmarks.pace import Stretch
from benchmarks.peers import joey_nmt, ours, steps

OURS = "ours"
PACKAGES = ("keras-hub", "torch", "joeynmt")


@dataclass(frozen=True)
class Plan:
    """What all sides of one measurement share.

    Attributes:
        pairs: The dataset.
        reference: A run on it, from which the peers take tokens, sizes and schedule.
        preset: Of ours.
        settings: `--set` words that change the preset.
        languages: Of source and target.
        python: The interpreter that has the peers.
        cores: Numbers of those that a side may use; none: all.
    """

    pairs: Path
    reference: Path
    preset: str
    settings: list[str]
    languages: tuple[str, str]
    python: Path
    cores: tuple[int, ...] = ()


@dataclass(frozen=True)
class Side:
    """One of those that are compared.

    Attributes:
        label: In the table.
        needs: The package that must be there; none for ours.
        start: Starts its training in a folder of its own; one that translates takes more words (see `peers.greedy`).
        read: From its lines to its stretches.
        translates: Whether it can train for some minutes and then translate.
    """

    label: str
    needs: str
    start: Callable[..., Child]
    read: Callable[[Iterable[Line]], Iterator[Stretch]]
    translates: bool = False


def _ours(plan: Plan, folder: Path) -> Child:
    return ours.train(plan.pairs, folder / "run", plan.preset, plan.settings)


def _joey(plan: Plan, folder: Path) -> Child:
    return joey_nmt.train(plan.python, plan.reference, folder, plan.languages)


def _peer(plan: Plan, folder: Path, *more: str, module: str, words: tuple[str, ...] = ()) -> Child:
    command = [str(plan.python), "-m", f"benchmarks.peers.{module}", str(plan.reference), *words, *more]
    return Child(command, folder / "log.txt", cores=plan.cores)


def _pytorch(label: str, *words: str) -> Side:
    return Side(label, "torch", partial(_peer, module="pytorch_sdpa", words=words), steps.stretches, True)


def _keras_hub(label: str, *words: str) -> Side:
    return Side(
        label, "keras-hub", partial(_peer, module="keras_hub_tutorial", words=words), steps.stretches, translates=True
    )


SIDES = {
    OURS: Side("Transformer Desk", "", _ours, ours.stretches),
    "keras-hub": _keras_hub("KerasHub tutorial, fit"),
    "keras-hub-dropout": _keras_hub("KerasHub tutorial, dropout 0.1 in its layers, fit", "--dropout", "0.1"),
    "pytorch": _pytorch("PyTorch, sdpa, fused Adam, float32"),
    "pytorch-bfloat16": _pytorch("the same, bfloat16 autocast", "--precision", "bfloat16"),
    "pytorch-compile": _pytorch("the same, float32, torch.compile", "--compile"),
    "joey": Side("Joey NMT 2.3, its command line", "joeynmt", _joey, joey_nmt.stretches),
}
DEFAULT_PEERS = ("keras-hub", "pytorch", "pytorch-bfloat16", "joey")


def present(names: Iterable[str], packages: dict[str, str]) -> tuple[list[str], list[str]]:
    """Which sides can be measured, ours first, and which cannot."""
    asked = [name for name in names if name != OURS]
    there = [name for name in asked if SIDES[name].needs in packages]
    return [OURS, *there], [name for name in asked if name not in there]


def default_python() -> Path:
    """The interpreter of this process: some peers may be there."""
    return Path(sys.executable)
