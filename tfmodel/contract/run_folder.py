"""The run folder: the whole truth about one training (design, section 5).

RUN/  run.json  config.json  tokenizer/  tokens/  metrics.jsonl  samples.jsonl
      attention/step-00000500.npz  checkpoints/step-00000500/  model.keras  log.txt  .lock (while a process has it)
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from tfmodel.contract import atomic, attention_files, events, run_lock, run_log
from tfmodel.contract.config import Config
from tfmodel.contract.decoding_config import LENGTH_MARGIN
from tfmodel.contract.energy import Energy
from tfmodel.contract.failure import Failure, FailureError, fail
from tfmodel.contract.file_managers import is_of_file_manager
from tfmodel.contract.mixing import MixedDataset
from tfmodel.contract.problems import problems_in, unknown_in
from tfmodel.contract.processes import is_process
from tfmodel.contract.reports import METRICS, SAMPLES, thinned_lines

FORMAT = 1
REPLAYED = 2_500  # training reports of a long run that a replay gives; a plot draws fewer
ENDED = ("stopped", "finished", "failed")
_CHECKPOINT = re.compile(r"step-\d+")

State = Literal[events.RunState, "interrupted"]


class RunInfo(BaseModel):
    """What run.json holds.

    What a training changed of its own accord is kept here, not in config.json.

    Attributes:
        format: Of the run folder; a higher number than `FORMAT` is of a newer version.
        name: Of its folder.
        state: What the training process said last; see `RunFolder.state` for the truth.
        created: When the run was begun, in ISO 8601 with its zone.
        updated: When this was written last, likewise.
        dataset: Path of the dataset, from the run folder or absolute; "" where it is not known.
        dataset_fingerprint: Of its pairs, as they are trained on.
        mixed: The datasets of a mix, of which `dataset` holds the pairs; empty where there is one dataset.
        source_language: Code, or "".
        target_language: The same of the other side.
        versions: Of this program and of the libraries with which the run was begun, by name.
        backend: What computed last: "tensorflow", "jax" or "torch".
        device: The name of what it computed on.
        precision: Keras' policy, such as "mixed_bfloat16".
        xla: Whether XLA compiled the steps.
        steps_per_call: Steps without a return to Python, where the configuration does not say how many.
        pid: Number of the process that trains, or trained last.
        process_started: When that process began, as `process_start` says it.
        parameters: Of the model.
        step: Of the newest checkpoint.
        best_step: Of the best validation, by whatever score; 0 before the first.
        best_bleu: BLEU of the best validation, 0 to 100; None before the first.
        highest_bleu: The highest of all validations; former versions had None.
        highest_step: Of the validation with that BLEU.
        finished_step: Of the weights in model.keras, of a mean that of the newest of them; None in runs of former
            versions, and where there was no such file yet.
        memory_factor: Into how many parts batches were cut because they did not fit into the memory.
        learning_rate_factor: What multiplies the schedule since the loss diverged, or since a person wished it.
        divergences: How often the loss diverged.
        cooldown: From which step to which the learning rate falls to 0 so that it is there when the time is up.
        cooldown_by_patience: Whether that fall began because patience had run out.
        length_margin: Tokens by which a translation may exceed one and a half sources, as its training pairs do.
        spread_over_all: Whether validations translate every n-th sentence of the whole part, less those that are too
            long; in runs of former versions it is every n-th of those that are not.
        whole_batches: Whether batches have numbers of rows that need no padding; in former versions, as many as fit.
        energy: What all sessions took; None where a part of it is not known.
        failure: Why the run failed, where it did.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    format: int = FORMAT
    name: str
    state: State = "preparing"
    created: str = Field(default_factory=lambda: datetime.now(UTC).isoformat(timespec="seconds"))
    updated: str = ""
    dataset: str = ""
    dataset_fingerprint: str = ""
    mixed: tuple[MixedDataset, ...] = ()
    source_language: str = ""
    target_language: str = ""
    versions: dict[str, str] = {}
    backend: str = ""
    device: str = ""
    precision: str = ""
    xla: bool = False
    steps_per_call: int = 8
    pid: int = 0
    process_started: float = 0.0
    parameters: int = 0
    step: int = 0
    best_step: int = 0
    best_bleu: float | None = None
    highest_bleu: float | None = None
    highest_step: int = 0
    finished_step: int | None = None
    memory_factor: int = 1
    learning_rate_factor: float = 1.0
    divergences: int = 0
    cooldown: tuple[int, int] | None = None
    cooldown_by_patience: bool = False
    length_margin: int = LENGTH_MARGIN
    spread_over_all: bool = False
    whole_batches: bool = False
    energy: Energy | None = None
    failure: Failure | None = None

    @property
    def lacked_space(self) -> bool:
        """Whether it failed because the disk was full: it can go on once there is room."""
        return self.state == "failed" and self.failure is not None and self.failure.is_of_disk

    @property
    def model_step(self) -> int:
        """The step of the weights in model.keras, where there is such a file."""
        return self.step if self.finished_step is None else self.finished_step


@dataclass(frozen=True)
class RunFolder:
    """One run on the disk."""

    path: Path

    @classmethod
    def create(cls, path: Path, config: Config, info: RunInfo) -> RunFolder:
        """A new run with its configuration, before anything is computed.

        Raises:
            FailureError: When a run, or anything else, is already at `path`.
        """
        run = cls(path)
        cls.refuse_occupied(path)
        path.mkdir(parents=True, exist_ok=True)
        run.write_config(config)
        run.write_info(info)
        return run

    @staticmethod
    def refuse_occupied(path: Path) -> None:
        """Fails unless a new run can be made at `path`: absent, empty, or left by a training killed before it began."""
        if not path.exists():
            return
        if (path / "run.json").exists():
            raise fail(
                "Already there", f"{path} is a run already.", "Use --resume to go on with it, or choose another name."
            )
        if not path.is_dir():
            raise fail("Already there", f"{path} is a file.", "Choose another name.")
        others = (file for file in path.iterdir() if not is_of_file_manager(file))
        if not all(_is_unbegun(file) or file.name == run_lock.NAME for file in others):
            raise fail("Already there", f"{path} exists already and is not empty.", "Choose another name.")

    @staticmethod
    def clear_unbegun(path: Path) -> None:
        """Removes what a training left that was killed before it wrote run.json."""
        for file in path.iterdir() if path.is_dir() and not (path / "run.json").exists() else ():
            if _is_unbegun(file):
                remove(file)

    @staticmethod
    def is_run(path: Path) -> bool:
        """Whether there is a run at `path`, which may be damaged."""
        return (path / "run.json").is_file()

    @classmethod
    def open(cls, path: Path) -> RunFolder:
        """An existing run; one that is named from inside, as "." or "..", has the path that tells its name.

        Raises:
            FailureError: When there is none, it is damaged, or a newer version wrote it.
        """
        run = cls(path if path.name not in ("", "..") else path.resolve())
        if not cls.is_run(path):
            raise fail(
                "No run there",
                f"{path} is not a run folder: it has no run.json.",
                "Choose the folder that a training made.",
            )
        run.info()
        return run

    def info(self) -> RunInfo:
        """What run.json says."""
        values = self._json("run.json")
        number = values.get("format", 0)
        if isinstance(number, int) and number > FORMAT:
            raise fail(
                "Newer run",
                f"{self.path} was made by a newer version of this program (run format {number}; this reads {FORMAT}).",
                "Update the program to open it.",
            )
        try:
            return RunInfo.model_validate(values)
        except ValidationError as error:
            raise self._damaged("run.json", error) from error

    def config(self) -> Config:
        """What was asked of the run; it raises as `open` does."""
        try:
            return Config.model_validate(self._json("config.json"))
        except ValidationError as error:
            raise self._refused(error) from error

    def write_config(self, config: Config) -> None:
        """Replaces config.json, at once or not at all."""
        atomic.write_text(self.path / "config.json", config.model_dump_json(indent=2) + "\n")

    def write_info(self, info: RunInfo) -> None:
        """Replaces run.json, at once or not at all."""
        stamped = info.model_copy(update={"updated": datetime.now(UTC).isoformat(timespec="seconds")})
        atomic.write_text(self.path / "run.json", stamped.model_dump_json(indent=2) + "\n")

    def change_info(self, **fields: Any) -> None:
        """Replaces some fields of run.json."""
        self.write_info(self.info().model_copy(update=fields))

    def state(self) -> State:
        """The state now: a run whose process is gone without a word is "interrupted"."""
        info = self.info()
        if info.state in ENDED or self.is_alive(info):
            return info.state
        return "interrupted"

    def is_alive(self, info: RunInfo | None = None) -> bool:
        """Whether the process that trains the run still lives, here or where this system does not see it."""
        info = info or self.info()
        return info.state not in ENDED and (self.is_here(info) or run_lock.is_held(self.path))

    def is_here(self, info: RunInfo | None = None) -> bool:
        """Whether the process that trains, or trained, the run lives here (that one, not a later one of its number)."""
        info = info or self.info()
        return is_process(info.pid, info.process_started)

    # What grows while the run trains

    def append(self, name: str, message: events.Message) -> None:
        """Adds one event to a .jsonl file, handed to the system before this returns."""
        atomic.append_line(self.path / name, message.line())

    def replay(self, most: int = REPLAYED) -> Iterator[events.Event]:
        """All reports of the run so far, in order; a last line cut short by a power failure is skipped.

        Of its training reports at most about `most`, evenly chosen, always with the last one.
        """
        for path in self._reports():
            for line in thinned_lines(path, most):
                event = events.read_event(line)
                if event is not None:
                    yield event

    def log(self) -> Iterator[events.Log]:
        """What the training said."""
        path = self.path / run_log.NAME
        if path.exists():
            with path.open("rb") as file:
                yield from filter(None, map(run_log.read_line, file))

    def forget_after(self, step: int) -> None:
        """Drops the reports of steps after `step`: a resumed run makes them again."""
        for path in self._reports():
            kept = (event for event in self._events(path) if getattr(event, "step", 0) <= step)
            with atomic.replacing(path) as temporary, temporary.open("w", encoding="utf-8", newline="\n") as file:
                file.writelines(event.line() + "\n" for event in kept)
        attention_files.forget_after(self.path / "attention", step)

    def sync_reports(self) -> None:
        """Returns when all reports so far are on the disk: a checkpoint behind them takes their validation for done."""
        for path in self._reports():
            with atomic.naming(path):
                atomic.sync(path)

    def checkpoints(self) -> list[Path]:
        """Complete checkpoints of steps, oldest first; a copy that a person made beside them is none."""
        found = (self.path / "checkpoints").glob("step-*")
        return sorted(path for path in found if _CHECKPOINT.fullmatch(path.name) and path.is_dir())

    @staticmethod
    def step_of(checkpoint: Path) -> int:
        """The step in a checkpoint's name."""
        return int(checkpoint.name.partition("-")[2])

    def dataset(self, info: RunInfo | None = None) -> Path | None:
        """Where the pairs of the run are, or were; None where run.json names none."""
        name = (info or self.info()).dataset
        return self.path / name if name else None  # an absolute path replaces the run's

    @property
    def model_file(self) -> Path:
        """Where the finished model is, once the training has ended."""
        return self.path / "model.keras"

    def sweep(self) -> None:
        """Removes what a killed process left half-written: temporary files and folders begin with a dot."""
        for folder in (self.path, *(self.path / name for name in ("checkpoints", "attention", "tokenizer", "tokens"))):
            for path in folder.glob(".*.*") if folder.is_dir() else ():
                remove(path)

    def _reports(self) -> Iterator[Path]:
        return (path for path in (self.path / METRICS, self.path / SAMPLES) if path.exists())

    def _events(self, path: Path) -> Iterator[events.Event]:
        with path.open(encoding="utf-8", errors="replace") as file:
            for line in file:
                event = events.read_event(line)
                if event is not None:
                    yield event

    def _json(self, name: str) -> dict[str, Any]:
        try:
            values = json.loads((self.path / name).read_text(encoding="utf-8"))
        except (OSError, ValueError, RecursionError) as error:
            raise self._damaged(name, error) from error
        if not isinstance(values, dict):
            raise self._damaged(name, "it does not hold an object")
        return values

    def _refused(self, error: ValidationError) -> FailureError:
        unknown, first = unknown_in(error), problems_in(error)[0]
        if not unknown:
            return self._damaged("config.json", f"{first.path}: {first.message}")
        return fail(
            "Newer run",
            f"{self.path} has the setting {unknown}, which this version does not know.",
            "Update the program to open it.",
        )

    def _damaged(self, name: str, error: object) -> FailureError:
        reason = str(error).splitlines()[0].rstrip(".")
        return fail(
            "Damaged run",
            f"{self.path / name} cannot be read: {reason}.",
            "Choose another run, or restore the file from a copy.",
        )


def remove(path: Path) -> None:
    """Removes a file, or a folder with all that is in it."""
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)


def _is_unbegun(path: Path) -> bool:
    return path.name.startswith((".dataset.", ".tokenizer.", ".run.", ".config.", "dataset.pairs")) or path.name in (
        "tokenizer",
        "config.json",
    )


def find_runs(folder: Path) -> list[RunFolder]:
    """The runs in a folder, newest first; what is no run, or cannot be opened, is left out."""
    found: dict[Path, float] = {}
    for path in folder.glob("*/run.json") if folder.is_dir() else ():
        with suppress(OSError):  # it went away meanwhile
            found[path.parent] = path.stat().st_mtime
    return [RunFolder(path) for path in sorted(found, key=lambda path: found[path], reverse=True)]
