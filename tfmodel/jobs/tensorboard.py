"""The reports of a training as event files that TensorBoard opens, by TensorFlow's own writer."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tfmodel.channel import Channel
from tfmodel.contract import commands, events

FOLDER = "tensorboard"
TRAINING = ("loss", "learning_rate", "gradient_norm", "tokens_per_second")
VALIDATION = ("loss", "perplexity", "token_accuracy", "bleu", "chrf")

Report = events.TrainingReport | events.ValidationReport


@contextmanager
def telling_tensorboard(channel: Channel, run: Path) -> Iterator[Channel]:
    """Yields a channel that also writes every report below `run`/tensorboard.

    As Keras does, training and validation get a folder each: TensorBoard draws what has the same name in one plot.
    """
    import tensorflow as tf

    writers = {kind: tf.summary.create_file_writer(str(run / FOLDER / kind)) for kind in ("training", "validation")}
    try:
        yield _SummaryChannel(channel, writers)
    finally:
        for writer in writers.values():
            writer.close()


class _SummaryChannel:
    def __init__(self, channel: Channel, writers: dict[str, Any]) -> None:
        self._channel = channel
        self._writers = writers

    def emit(self, event: events.Message) -> None:
        """See `Channel`."""
        if isinstance(event, events.TrainingReport):
            self._write("training", event, TRAINING)
        elif isinstance(event, events.ValidationReport):
            self._write("validation", event, VALIDATION)
        self._channel.emit(event)

    def _write(self, kind: str, report: Report, names: tuple[str, ...]) -> None:
        import tensorflow as tf

        with self._writers[kind].as_default(step=report.step):
            for name in names:
                value = getattr(report, name)
                if value is not None:
                    tf.summary.write(name, tf.constant(value, tf.float32), metadata=_scalar())
        self._writers[kind].flush()  # at most two reports a second

    def command(self, *, wait: float | None = 0.0) -> commands.Command | None:
        """See `Channel`."""
        return self._channel.command(wait=wait)

    def release(self) -> None:
        """See `Channel`."""
        self._channel.release()


def _scalar() -> Any:
    """Marks a number for TensorBoard's plots, as `tf.summary.scalar` does, which needs TensorBoard to be installed."""
    import tensorflow as tf

    plugin = tf.compat.v1.SummaryMetadata.PluginData(plugin_name="scalars")
    return tf.compat.v1.SummaryMetadata(plugin_data=plugin, data_class=1)  # DATA_CLASS_SCALAR
