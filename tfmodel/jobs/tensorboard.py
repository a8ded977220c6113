"""The reports of a training as event files that TensorBoard opens, in records of TensorFlow's own.

As Keras does, training and validation get a folder each: TensorBoard draws what has the same name in one plot.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from tfmodel.channel import Channel
from tfmodel.contract import atomic, commands, events
from tfmodel.contract.failure import fail
from tfmodel.contract.file_managers import is_of_file_manager
from tfmodel.contract.run_folder import RunFolder
from tfmodel.jobs.environment import prepare_process

FOLDER = "tensorboard"
MOST = 20_000  # training reports of a run that are written; TensorBoard draws fewer
TRAINING = ("loss", "learning_rate", "gradient_norm", "tokens_per_second")
VALIDATION = ("loss", "perplexity", "token_accuracy", "bleu", "chrf")

Report = events.TrainingReport | events.ValidationReport


@dataclass(frozen=True)
class TensorBoardOptions:
    """What the command line asked of `tensorboard`; without `out` the files go into the run folder."""

    run: Path
    out: Path | None = None


def run(options: TensorBoardOptions, channel: Channel) -> bool:
    """Writes what a run has reported so far; returns False: it is never stopped half-way."""
    folder = RunFolder.open(options.run)
    own = folder.path / FOLDER
    out = options.out or own
    if out.exists() and out.resolve().is_relative_to(own.resolve()) and folder.is_alive():
        raise fail("Training", f"The run {folder.path.name} is training.", "Wait, or name a folder with --out.")
    _refuse_occupied(out)
    prepare_process("tensorflow")
    began = datetime.fromisoformat(folder.info().created).timestamp()
    with atomic.replacing_folder(out) as temporary, _event_files(temporary, began) as files:
        for event in folder.replay(MOST):
            files.write(event)
    channel.emit(events.Log(message=f"{out}: to look at it, tensorboard --logdir {out}"))
    return False


def _refuse_occupied(out: Path) -> None:
    """A folder is replaced when it holds event files, and what a file manager has left; nothing else ever is."""
    if not out.exists():
        return
    files = (path for path in out.rglob("*") if path.is_file() and not is_of_file_manager(path))
    if not out.is_dir() or any(".tfevents." not in path.name for path in files):
        raise fail("Other files", f"{out} is there, and not from TensorBoard alone.", "Name another folder.")
    if not atomic.can_be_replaced(out):
        raise fail("Already there", f"{out} cannot be replaced by files for TensorBoard.", "Name a folder in it.")


@contextmanager
def telling_tensorboard(channel: Channel, run: Path) -> Iterator[Channel]:
    """Yields a channel that also writes every report below `run`/tensorboard."""
    with _event_files(run / FOLDER) as files:
        yield _SummaryChannel(channel, files)


@contextmanager
def _event_files(folder: Path, began: float | None = None) -> Iterator[_EventFiles]:
    files = _EventFiles(folder, began)
    try:
        yield files
    finally:
        files.close()


class _EventFiles:
    """The files of a training.

    Args:
        folder: Gets a folder of each kind.
        began: When the training began, in seconds since 1970; None: reports are written when they are made.
    """

    def __init__(self, folder: Path, began: float | None) -> None:
        import tensorflow as tf

        self._began = began
        self._writers: dict[str, Any] = {}
        name = f"events.out.tfevents.{time.time():010.0f}.{os.getpid()}"
        for kind in ("training", "validation"):
            (folder / kind).mkdir(parents=True, exist_ok=True)
            self._writers[kind] = tf.io.TFRecordWriter(str(folder / kind / name))
            self._add(kind, 0.0, file_version="brain.Event:2")

    def write(self, event: events.Message) -> None:
        """Adds the numbers of a report; anything else has none."""
        if isinstance(event, events.TrainingReport):
            self._write("training", event, TRAINING)
        elif isinstance(event, events.ValidationReport):
            self._write("validation", event, VALIDATION)

    def _write(self, kind: str, report: Report, names: tuple[str, ...]) -> None:
        import tensorflow as tf

        plugin = tf.compat.v1.SummaryMetadata.PluginData(plugin_name="scalars")
        # As `tf.summary.scalar` marks a number, which needs TensorBoard to be installed and knows no time but now.
        scalar = tf.compat.v1.SummaryMetadata(plugin_data=plugin, data_class=1)  # DATA_CLASS_SCALAR
        values = [
            tf.compat.v1.Summary.Value(tag=name, metadata=scalar, tensor=tf.make_tensor_proto(value, tf.float32))
            for name in names
            if (value := getattr(report, name)) is not None
        ]
        self._add(kind, report.seconds, step=report.step, summary=tf.compat.v1.Summary(value=values))

    def _add(self, kind: str, seconds: float, **fields: Any) -> None:
        """An event after so many seconds of training."""
        import tensorflow as tf

        wall_time = time.time() if self._began is None else self._began + seconds
        self._writers[kind].write(tf.compat.v1.Event(wall_time=wall_time, **fields).SerializeToString())

    def flush(self) -> None:
        """Lets TensorBoard see what there is."""
        for writer in self._writers.values():
            writer.flush()

    def close(self) -> None:
        for writer in self._writers.values():
            writer.close()


class _SummaryChannel:
    def __init__(self, channel: Channel, files: _EventFiles) -> None:
        self._channel = channel
        self._files = files

    def emit(self, event: events.Message) -> None:
        """See `Channel`."""
        if isinstance(event, Report):
            self._files.write(event)
            self._files.flush()  # at most two reports a second
        self._channel.emit(event)

    def command(self, *, wait: float | None = 0.0) -> commands.Command | None:
        """See `Channel`."""
        return self._channel.command(wait=wait)

    def release(self) -> None:
        """See `Channel`."""
        self._channel.release()
