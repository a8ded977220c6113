"""KerasHub's BeamSampler over the model of a run, as its tutorials use it: each token runs the whole decoder anew."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from benchmarks.peers.searching import Side
from tfmodel.contract.symbols import BOS, EOS, PAD
from tfmodel.net.transformer import Encoded

LENGTH = 40  # tokens of a translation at most, as in the tutorial
SENTENCES = 64  # a batch, as in the tutorial


def side(translator: Any) -> Side:
    """The sampler, with the beam of the translator, in one graph of TensorFlow."""
    import keras_hub
    import tensorflow as tf

    transformer, tokenizer = translator.transformer, translator.tokenizers.source
    sampler = keras_hub.samplers.BeamSampler(num_beams=translator.decoding.beam_size)
    room = min(LENGTH, translator.decoding.max_length + 1)

    def following(prompt: Any, cache: Any, index: Any) -> tuple[Any, None, Any]:
        hidden = transformer.decode(prompt, Encoded(*cache))
        return transformer.project(hidden[:, index - 1]), None, cache

    @tf.function(input_signature=[tf.TensorSpec([None, None], tf.int32), tf.TensorSpec([None, room], tf.int32)])
    def search(source: Any, prompt: Any) -> Any:
        encoded = transformer.encode(source)
        cache = (encoded.memory, encoded.mask)
        return sampler(following, prompt, cache=cache, index=1, stop_token_ids=[EOS])

    def batch(rows: Sequence[Sequence[int]]) -> list[list[int]]:
        source = np.full((len(rows), max(map(len, rows)) + 1), PAD, "int32")
        for number, ids in enumerate(rows):
            source[number, : len(ids) + 1] = [*ids, EOS]
        prompt = np.full((len(rows), room), PAD, "int32")
        prompt[:, 0] = BOS
        return [_ended(row[1:]) for row in search(source, prompt).numpy().tolist()]

    def translate(texts: Sequence[str]) -> list[list[int]]:
        rows = tokenizer.encode(list(texts))
        batches = (rows[first : first + SENTENCES] for first in range(0, len(rows), SENTENCES))
        return [found for some in batches for found in batch(some)]

    return Side("KerasHub BeamSampler", translate)


def _ended(ids: list[int]) -> list[int]:
    return ids[: ids.index(EOS) + 1] if EOS in ids else ids
