"""One run in a line: what a list of runs shows of it, read in a tenth of a millisecond."""

from __future__ import annotations

import math
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from tfmodel.contract.energy import Energy
from tfmodel.contract.failure import FailureError
from tfmodel.contract.marks import FILE, Marks, read_marks
from tfmodel.contract.places import DATASET_SUFFIX
from tfmodel.contract.reports import METRICS, newest
from tfmodel.contract.run_folder import ENDED, FORMAT, RunFolder, RunInfo

HEAD = 400  # bytes of config.json that hold its preset

Stamp = tuple[int, ...]


@dataclass(frozen=True)
class RunSummary:
    """What is known of a run without opening it.

    Attributes:
        state: A `run_folder.State`, or "unreadable", which `problem` explains.
        dataset: The name of its dataset.
        fingerprint: That of the dataset, "" when unknown.
        bleu: The highest of its validations, or None.
        signature: sacreBLEU's signature of it, "" when unknown.
        sentences: That it was measured on.
        loss: At the last validation, nats per token, or None.
        seconds: Of training.
        energy: That it has taken, or None when nothing counted it.
        created: ISO 8601, in UTC.
        lacked_space: See `RunInfo`.
    """

    path: Path
    state: str
    dataset: str = ""
    fingerprint: str = ""
    languages: str = ""
    preset: str = ""
    parameters: int = 0
    step: int = 0
    bleu: float | None = None
    signature: str = ""
    sentences: int = 0
    loss: float | None = None
    seconds: float = 0.0
    energy: Energy | None = None
    created: str = ""
    lacked_space: bool = False
    marks: Marks = field(default_factory=Marks)
    problem: str = ""

    @property
    def name(self) -> str:
        """The name of its folder, which is that of the run."""
        return self.path.name

    @property
    def scored_as(self) -> str:
        """Signature and sentences in one, as people read it; "" when unknown."""
        return f"{self.signature} · {self.sentences} sentences" if self.signature else ""


def summary_of(path: Path) -> RunSummary:
    """The summary of a run folder; one that cannot be read says so itself."""
    try:
        with open(f"{path}/run.json", "rb", buffering=0) as file:
            info = RunInfo.model_validate_json(file.read())
        if info.format > FORMAT:
            raise ValueError
        return _filled(path, info)
    except (OSError, ValueError, ValidationError) as error:
        return RunSummary(path, "unreadable", marks=read_marks(path), problem=_problem(path, error))


def _filled(path: Path, info: RunInfo) -> RunSummary:
    training, validation = newest(f"{path}/{METRICS}")
    state = info.state
    if state not in ENDED and not RunFolder(path).is_alive(info):
        state = "interrupted"
    return RunSummary(
        path,
        state,
        dataset=os.path.basename(info.dataset).removesuffix(DATASET_SUFFIX),
        fingerprint=info.dataset_fingerprint,
        languages=f"{info.source_language or '?'} → {info.target_language or '?'}",
        preset=_preset(path),
        parameters=info.parameters,
        step=max(info.step, int(_finite(training.get("step")) or 0)),
        bleu=info.best_bleu if info.highest_bleu is None else info.highest_bleu,
        signature=str(validation.get("bleu_signature", "")),
        sentences=int(_finite(validation.get("sentences")) or 0),
        loss=_finite(validation.get("loss")),
        seconds=_finite(training.get("seconds", validation.get("seconds"))) or 0.0,
        energy=info.energy,
        created=info.created,
        lacked_space=info.lacked_space,
        marks=read_marks(path),
    )


def _finite(value: Any) -> float | None:
    """A number of a report, None where anything else is in its place: one odd run must not hide the others."""
    try:
        return float(value) if isinstance(value, int | float) and math.isfinite(value) else None
    except OverflowError:  # more digits than a float has room for
        return None


def _preset(path: Path) -> str:
    """The first field of config.json; the others need not be parsed for it."""
    try:
        with open(f"{path}/config.json", "rb", buffering=0) as file:
            head = file.read(HEAD)
    except OSError:
        return ""
    return head.partition(b'"preset"')[2].partition(b'"')[2].partition(b'"')[0].decode("utf-8", errors="replace")


def _problem(path: Path, error: Exception) -> str:
    try:
        RunFolder.open(path)
    except FailureError as failed:
        return failed.failure.sentence
    return f"{path} cannot be read: {getattr(error, 'strerror', None) or error}."


class RunIndex:
    """The summaries of a folder of runs, of which only those that have changed are read again."""

    def __init__(self) -> None:
        self._known: dict[Path, tuple[Stamp, RunSummary]] = {}

    def refresh(self, folder: Path) -> Iterator[RunSummary]:
        """Yields the summary of each run there is now; one of them takes a fraction of a millisecond."""
        known: dict[Path, tuple[Stamp, RunSummary]] = {}
        for path in _folders(folder):
            stamp = _stamp(path)
            if not stamp:
                continue
            before = self._known.get(path)
            live = before is not None and before[1].state not in (*ENDED, "interrupted", "unreadable")
            entry = before if before is not None and before[0] == stamp and not live else (stamp, summary_of(path))
            known[path] = entry
            yield entry[1]
        self._known = known


def _folders(folder: Path) -> list[Path]:
    try:
        with os.scandir(folder) as entries:
            return [folder / entry.name for entry in entries if not entry.name.startswith(".")]
    except OSError:
        return []


def _stamp(path: Path) -> Stamp:
    """Changes whenever a file that is summarised changes; empty for what is no run."""
    stamps: list[int] = []
    for name in ("run.json", METRICS, FILE):
        try:
            found = os.stat(f"{path}/{name}")
        except OSError:
            if name == "run.json":
                return ()
            stamps.append(0)
        else:
            stamps += (found.st_mtime_ns, found.st_size)
    return tuple(stamps)
