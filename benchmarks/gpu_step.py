"""One process of `gpu.py`: real training steps of a preset on this machine's GPU, timed; a line of JSON at the end.

python -m benchmarks.gpu_step '{"backend": "jax", "preset": "base", "attention": "plain", "length": 32, ...}'
"""

from __future__ import annotations

import itertools
import json
import sys
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from typing import Any
from unittest.mock import patch

import numpy as np

from tfmodel.contract.backends import TITLES
from tfmodel.contract.failure import FailureError
from tfmodel.contract.presets import load_preset
from tfmodel.contract.training_config import TrainingConfig
from tfmodel.jobs.environment import environment
from tfmodel.jobs.load import peak_of_gpu
from tfmodel.net.architecture import Architecture

WARM_STEPS = 6
DIFFERENT = 8  # batches
SQUARE = 8192  # rows and columns of the product that shows the card's peak


def main() -> None:
    """Measures what the argument asks for and prints it."""
    asked = json.loads(sys.argv[1])
    try:
        here = environment(TrainingConfig(backend=asked["backend"]))
    except FailureError as error:
        sys.exit(error.failure.sentence)
    if not here.gpu:
        sys.exit(f"There is no GPU that {TITLES[here.backend]} can compute on.")
    found: dict[str, Any] = {"device": here.device, "precision": here.fast_precision}
    if asked.get("product"):
        found["flops"] = product_speed()
    else:
        with fused_attention() if asked["attention"] == "fused" else nullcontext():
            found.update(training_speed(asked, here.fast_precision))
    print(json.dumps(found))


def training_speed(asked: dict[str, Any], precision: str) -> dict[str, Any]:
    """Steps as a training takes them: its model, loss, optimizer and `fit`, on random ids of one length."""
    import keras

    from tfmodel.jobs.feeding import prefetched
    from tfmodel.jobs.optimizing import make_optimizer, make_schedule
    from tfmodel.net.objective import TrainingModel
    from tfmodel.net.transformer import Transformer

    config, rows = load_preset(asked["preset"]), asked["tokens"] // asked["length"]
    sizes = config.model.model_dump()
    vocabulary = config.tokenizer.vocabulary_size
    shape = Architecture(
        source_vocabulary=vocabulary,
        target_vocabulary=vocabulary,
        share_embeddings=True,
        max_length=asked["length"],
        **sizes,
    )
    model = TrainingModel(Transformer(shape, dtype=precision))
    schedule = make_schedule(config, 100_000)
    optimizer = make_optimizer(config.training, schedule, model.trainable_variables, parts=1)
    model.compile(optimizer=optimizer, steps_per_execution=1, jit_compile=asked["backend"] == "jax")
    model.optimizer.build(model.trainable_variables)
    feed = prefetched(batches(rows, asked["length"], vocabulary), 8)

    def train(steps: int) -> tuple[float, float]:
        """Seconds, and the loss, whose reading waits for the device."""
        began = time.monotonic()
        history = model.fit(feed, steps_per_epoch=steps, shuffle=False, verbose=0, callbacks=[_Hurried()])
        loss = float(history.history["loss_sum"][-1]) / float(history.history["tokens"][-1])
        return time.monotonic() - began, loss

    class _Hurried(keras.callbacks.Callback):
        """Keras waits for no step with such callbacks alone."""

        async_safe = True

    compiling, _ = train(WARM_STEPS)
    few, _ = train(10)
    steps = max(10, int(asked["seconds"] / few * 10))
    seconds, loss = train(steps)
    feed.close()
    return {
        "steps": steps,
        "seconds": seconds,
        "first_steps": compiling,
        "tokens_per_second": steps * rows * asked["length"] / seconds,
        "flops": steps * flops(shape, rows, asked["length"]) / seconds,
        "memory": peak_of_gpu(asked["backend"]),
        "parameters": model.count_params(),
        "loss": loss,
    }


def batches(rows: int, length: int, vocabulary: int) -> Iterator[Any]:
    """A few batches of full sentences, again and again."""
    draw = np.random.default_rng(1)
    made = []
    for _ in range(DIFFERENT):
        source, labels = (draw.integers(4, vocabulary, (rows, length), dtype="int32") for _ in range(2))
        target = np.roll(labels, 1, axis=1)
        target[:, 0] = 1  # BOS
        made.append(({"source": source, "target": target}, labels))
    return itertools.cycle(made)


def flops(shape: Architecture, rows: int, length: int) -> float:
    """Multiplications and additions of the products of one step; the way back takes twice those of the way there."""
    d, tokens = shape.d_model, rows * length
    projections, feed_forward = 4 * d * d, 2 * d * shape.feed_forward_width
    attention = 2 * length * d  # a token's products with keys and with values
    encoder = shape.num_encoder_layers * (projections + feed_forward + attention)
    decoder = shape.num_decoder_layers * (2 * (projections + attention) + feed_forward)
    return 3 * 2 * tokens * (encoder + decoder + d * shape.target_vocabulary)


def fused_attention() -> AbstractContextManager[Any]:
    """Has every attention use the backend's fused kernel meanwhile, which has no dropout and shows no weights."""
    import keras
    from keras import ops

    from tfmodel.net.attention import KeyValue, MultiHeadAttention
    from tfmodel.net.tensor import Tensor

    def attend(self: Any, queries: Tensor, memory: KeyValue, mask: Tensor, training: bool = False) -> Tensor:
        heads = self.split(queries)  # (B, T, H, D/H)
        keys = ops.transpose(memory.keys, (0, 3, 1, 2))
        values = ops.transpose(memory.values, (0, 2, 1, 3))
        seen = ops.broadcast_to(mask, (*ops.shape(mask)[:2], ops.shape(heads)[1], ops.shape(keys)[1]))
        context = kernel(heads, keys, values, seen)
        return self.output_projection(ops.reshape(context, ops.shape(queries)))

    def of_jax(queries: Any, keys: Any, values: Any, mask: Any) -> Any:
        import jax

        return jax.nn.dot_product_attention(queries, keys, values, mask=mask, implementation="cudnn")

    def of_torch(queries: Any, keys: Any, values: Any, mask: Any) -> Any:
        import torch

        sides = (side.transpose(1, 2) for side in (queries, keys, values))
        return torch.nn.functional.scaled_dot_product_attention(*sides, attn_mask=mask).transpose(1, 2)

    kernel = of_jax if keras.backend.backend() == "jax" else of_torch
    return patch.object(MultiHeadAttention, "attend", attend)


def product_speed() -> float:
    """Operations a second of a product of large random matrices in bfloat16, by PyTorch: what the card can do."""
    import torch

    left, right = (torch.randn(SQUARE, SQUARE, device="cuda", dtype=torch.bfloat16) for _ in range(2))
    for _ in range(5):
        left @ right
    torch.cuda.synchronize()
    began = time.monotonic()
    for _ in range(50):
        left @ right
    torch.cuda.synchronize()
    return 50 * 2 * SQUARE**3 / (time.monotonic() - began)


if __name__ == "__main__":
    main()
