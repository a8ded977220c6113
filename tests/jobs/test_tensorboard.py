"""What TensorFlow's own reader finds in the event files of a run."""

import tensorflow as tf

from tfmodel.channel import TextChannel
from tfmodel.contract import events
from tfmodel.jobs.tensorboard import telling_tensorboard


def scalars(folder):
    """(name, step) to value."""
    (file,) = folder.glob("events.out.tfevents.*")
    records = (tf.compat.v1.Event.FromString(record.numpy()) for record in tf.data.TFRecordDataset(str(file)))
    found = [(value, record.step) for record in records for value in record.summary.value]
    assert {value.metadata.plugin_data.plugin_name for value, _ in found} == {"scalars"}
    return {(value.tag, step): float(tf.make_ndarray(value.tensor)) for value, step in found}


def test_every_report_is_read_back(tmp_path):
    counts = {"epoch": 0.5, "seconds": 2.0}
    with telling_tensorboard(TextChannel(quiet=True), tmp_path) as channel:
        for step in (10, 20):
            channel.emit(
                events.TrainingReport(step=step, loss=8 / step, learning_rate=0.5, tokens_per_second=4000, **counts)
            )
        scores = {"bleu": 25.0, "bleu_signature": "s", "chrf": 50.0, "chrf_signature": "s"}
        rest = {"perplexity": 4.0, "token_accuracy": 0.5, "sentences": 8, "best": True}
        channel.emit(events.ValidationReport(step=20, loss=2.0, **scores, **rest, **counts))
    training, validation = scalars(tmp_path / "tensorboard/training"), scalars(tmp_path / "tensorboard/validation")
    assert {step: value for (name, step), value in training.items() if name == "learning_rate"} == {10: 0.5, 20: 0.5}
    assert training["tokens_per_second", 20] == 4000.0 and ("gradient_norm", 20) not in training
    names = {"loss": 2.0, "perplexity": 4.0, "token_accuracy": 0.5, "bleu": 25.0, "chrf": 50.0}
    assert validation == {(name, 20): value for name, value in names.items()}
