"""Trains a toy model for some steps on one device and on several that share each batch, and prints all losses as JSON.

Words: the backend, parts of a batch, then how many devices each training has, and fields of the architecture as
NAME=NUMBER. Run in a process of its own.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import numpy as np

STEPS, BATCH_TOKENS = 6, 96


class Drawn:
    """Batches of random pairs, of uneven lengths and of rows that no number of devices divides."""

    longest = 9

    def batches_per_epoch(self):
        return STEPS

    def from_step(self, step):
        from tfmodel.corpus.batches import Batch

        for seed in range(step, STEPS + 1):
            draw = np.random.default_rng(seed)
            rows = 7 + 2 * (seed % 2)
            source, labels = (draw.integers(4, 30, (rows, 9), dtype="int32") for _ in range(2))
            for row in range(rows):
                labels[row, 1 + 8 * row // rows :] = 0
                source[row, 9 - row // 2 :] = 0
            target = np.roll(labels, 1, axis=1)
            target[:, 0] = 1
            yield Batch(source, target, labels)


def losses(devices, parts, training, changes):
    import keras

    from tfmodel.jobs import optimizing
    from tfmodel.jobs.compiling import compiles_each_shape
    from tfmodel.jobs.feeding import Feed, feeding
    from tfmodel.net.accumulation import TrainingModelInParts
    from tfmodel.net.architecture import Architecture
    from tfmodel.net.objective import TrainingModel
    from tfmodel.net.schedule import Constant
    from tfmodel.net.transformer import Transformer

    keras.utils.clear_session()
    keras.utils.set_random_seed(1)
    sizes = {"num_encoder_layers": 1, "num_decoder_layers": 1, "d_model": 16, "num_heads": 2, "feed_forward_width": 16}
    sizes |= {"dropout": 0.2, **changes}
    architecture = Architecture(source_vocabulary=30, target_vocabulary=30, max_length=16, **sizes)
    feed = Feed(Drawn(), BATCH_TOKENS, architecture.max_length, devices, compiled=compiles_each_shape(), parts=parts)
    form = feed.form
    found = []
    note = keras.callbacks.LambdaCallback(on_epoch_end=lambda _, logs: found.append(logs["loss_sum"] / logs["tokens"]))
    with devices.scope():
        model = (TrainingModelInParts if form.weighted else TrainingModel)(Transformer(architecture))
        variables = model.trainable_variables
        made = optimizing.make_optimizer(training, Constant(0.02, 1), variables, parts, devices.replicas)
        model.compile(made, jit_compile=feed.compiled)
        model.optimizer.build(variables)
        with feeding(Drawn(), 0, 2, form) as data:
            for _ in range(STEPS):
                model.fit(data, steps_per_epoch=parts, shuffle=False, verbose=0, callbacks=[note])
    return found


def main(backend, parts, *words):
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
    from tfmodel.contract.training_config import TrainingConfig
    from tfmodel.jobs.environment import environment

    counts = [word for word in words if "=" not in word]
    changes = {name: json.loads(value) for name, _, value in (word.partition("=") for word in words) if value}
    most = max(map(int, counts))
    training = TrainingConfig(backend=backend, devices=most, clip_norm=0.5, optimizer="adamw", ema_decay=0.9)
    here = environment(training)
    told = {count: losses(some_of(here.devices, int(count)), int(parts), training, changes) for count in ("1", *counts)}
    json.dump(told, sys.stdout)


def some_of(devices, count):
    """Fewer of them."""
    import keras

    from tfmodel.jobs.devices import Devices

    if count in (1, devices.count):
        return Devices() if count == 1 else devices
    if devices.replicas == 1:
        return Devices(count, keras.distribution.DataParallel(devices=keras.distribution.list_devices()[:count]))
    import tensorflow as tf

    names = [f"CPU:{number}" for number in range(count)]
    return Devices(count, tf.distribute.MirroredStrategy(names, tf.distribute.ReductionToOneDevice()))


if __name__ == "__main__":
    main(*sys.argv[1:])
