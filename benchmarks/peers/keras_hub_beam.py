"""KerasHub's layers with the weights of a run, its decoder's caches and its `BeamSampler`, compiled by XLA.

    python -m benchmarks.peers.keras_hub_beam RUN --beam 4

Shapes are as static as KerasHub's own `generate` makes them: 1 or 64 sentences of 16, 32, 64, ... tokens. The sampler
has no length penalty and goes on with a hypothesis after its end, so its translations are not always ours.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

import keras
import keras_hub
import numpy as np
import tensorflow as tf
from keras import ops

from benchmarks.peers.serving import Translations, serve
from benchmarks.peers.trained import array, load
from tfmodel.contract.run_folder import RunFolder
from tfmodel.contract.symbols import BOS, EOS, PAD
from tfmodel.corpus.tokenizers import TokenizerPair
from tfmodel.net.architecture import Architecture
from tfmodel.net.transformer import Transformer

SENTENCES = (1, 64)
EPSILON = 1e-6


class Model:
    """The run's Transformer, made of KerasHub's layers."""

    def __init__(self, ours: Transformer) -> None:
        form = ours.architecture
        self.form = form
        self.source = _embedding(ours.source_embedding, form)
        self.target = _embedding(ours.target_embedding, form)
        self.table = ops.convert_to_tensor(array(ours.output_embedding.embeddings).T.copy())
        self.positions = keras_hub.layers.SinePositionEncoding()
        self.encoder = [_encoder(block, form) for block in ours.encoder.blocks]
        self.decoder = [_decoder(block, form) for block in ours.decoder.blocks]
        self.norms = [_final(side.norm, form) for side in (ours.encoder, ours.decoder)]

    def embed(self, table: keras.layers.Layer, ids: Any, start: Any = 0) -> Any:
        """(B, T) ids that begin at position `start` to (B, T, D)."""
        vectors = table(ids) * self.form.d_model**0.5
        return vectors + self.positions(vectors, start_index=start)

    def encode(self, source: Any) -> Any:
        """(B, S) to (B, S, D)."""
        hidden = self.embed(self.source, source)
        for layer in self.encoder:
            hidden = layer(hidden, padding_mask=ops.not_equal(source, PAD))
        return self.norms[0](hidden)

    def step(self, token: Any, index: Any, caches: Any) -> tuple[Any, Any]:
        """Logits of the token after `token` (N, 1), and the caches with it."""
        hidden, past = self.embed(self.target, token, index), []
        for number, layer in enumerate(self.decoder):
            hidden, own, _ = layer(
                hidden,
                caches["memory"],
                encoder_padding_mask=caches["mask"],
                self_attention_cache=caches["own"][:, number],
                self_attention_cache_update_index=index,
                cross_attention_cache=caches["cross"][:, number],
                cross_attention_cache_update_index=None,
            )
            past.append(own)
        logits = ops.matmul(self.norms[1](hidden)[:, 0], self.table)
        return logits, {**caches, "own": ops.stack(past, axis=1)}

    def start(self, source: Any, length: int) -> dict[str, Any]:
        """Caches (B, layers, 2, positions, H, D/H) and what does not change."""
        memory, heads = self.encode(source), self.form.num_heads
        empty = ops.zeros((source.shape[0], len(self.decoder), 2, length, heads, self.form.d_model // heads))
        cross = [_remembered(layer, memory) for layer in self.decoder]
        return {"memory": memory, "mask": ops.not_equal(source, PAD), "own": empty, "cross": ops.stack(cross, axis=1)}


def _remembered(layer: Any, memory: Any) -> Any:
    """Keys and values of the source: (B, 2, S, H, D/H)."""
    attention = layer._cross_attention_layer
    return ops.stack([attention._key_dense(memory), attention._value_dense(memory)], axis=1)


def _embedding(ours: Any, form: Architecture) -> keras.layers.Layer:
    table = array(ours.embeddings)
    layer = keras.layers.Embedding(*table.shape)
    layer.build()
    layer.set_weights([table])
    return layer


def _final(ours: Any, form: Architecture) -> keras.layers.Layer:
    if form.norm_position == "post":
        return keras.layers.Identity()
    layer = keras.layers.LayerNormalization(epsilon=EPSILON)
    layer.build((None, None, form.d_model))
    _copy(layer, ours)
    return layer


def _layer(kind: Any, form: Architecture) -> Any:
    return kind(
        form.feed_forward_width,
        form.num_heads,
        activation=form.activation,
        layer_norm_epsilon=EPSILON,
        normalize_first=form.norm_position == "pre",
    )


def _encoder(block: Any, form: Architecture) -> Any:
    layer = _layer(keras_hub.layers.TransformerEncoder, form)
    layer.build((None, None, form.d_model))
    _self_attention(layer, block, form)
    _feed_forward(layer, block)
    return layer


def _decoder(block: Any, form: Architecture) -> Any:
    layer = _layer(keras_hub.layers.TransformerDecoder, form)
    layer.build((None, None, form.d_model), (None, None, form.d_model))
    _self_attention(layer, block, form)
    cross = block.cross_attention
    _heads(layer._cross_attention_layer, (cross.query_projection, cross.kv_projection), cross.output_projection, form)
    _copy(layer._cross_attention_layer_norm, block.around_cross_attention.norm)
    _feed_forward(layer, block)
    return layer


def _self_attention(layer: Any, block: Any, form: Architecture) -> None:
    ours = block.self_attention
    _heads(layer._self_attention_layer, (ours.qkv_projection,), ours.output_projection, form)
    _copy(layer._self_attention_layer_norm, block.around_self_attention.norm)


def _feed_forward(layer: Any, block: Any) -> None:
    _copy(layer._feedforward_intermediate_dense, block.feed_forward.inner)
    _copy(layer._feedforward_output_dense, block.feed_forward.outer)
    _copy(layer._feedforward_layer_norm, block.around_feed_forward.norm)


def _copy(theirs: Any, ours: Any) -> None:
    theirs.set_weights([array(weight) for weight in ours.trainable_weights])


def _heads(theirs: Any, inputs: tuple[Any, ...], output: Any, form: Architecture) -> None:
    """Projections side by side, (D, 3 D), into three of (D, H, D/H)."""
    width, heads = form.d_model, form.num_heads
    kernel = np.concatenate([array(layer.kernel) for layer in inputs], axis=1)
    bias = np.concatenate([array(layer.bias) for layer in inputs])
    for number, dense in enumerate((theirs._query_dense, theirs._key_dense, theirs._value_dense)):
        part = slice(number * width, (number + 1) * width)
        dense.set_weights([kernel[:, part].reshape(width, heads, -1), bias[part].reshape(heads, -1)])
    theirs._output_dense.set_weights([array(output.kernel).reshape(heads, -1, width), array(output.bias)])


class Peer:
    """Translates texts, by the settings of the run."""

    def __init__(self, run: Path, beam: int) -> None:
        self._config = RunFolder.open(run).config()
        self._tokenizers = TokenizerPair.load(run / "tokenizer")
        self._model = Model(load(run))
        self._sampler = keras_hub.samplers.BeamSampler(num_beams=beam)
        self._compiled: dict[tuple[int, int], Any] = {}

    def __call__(self, texts: list[str]) -> Translations:
        """Translations of texts, sorted by length into batches."""
        limit = self._config.data.max_source_tokens
        rows = [[*ids[:limit], EOS] for ids in self._tokenizers.source.encode([text.strip() for text in texts])]
        order = sorted(range(len(rows)), key=lambda number: len(rows[number]))
        found: dict[int, list[int]] = {}
        size = SENTENCES[0] if len(rows) == 1 else SENTENCES[1]
        for first in range(0, len(order), size):
            numbers = order[first : first + size]
            found |= zip(numbers, self._search([rows[number] for number in numbers], size), strict=True)
        texts = [self._tokenizers.target.decode(found[number]) for number in range(len(rows))]
        return Translations(texts, sum(map(len, found.values())))

    def _search(self, rows: list[list[int]], size: int) -> list[list[int]]:
        width = max(16, 1 << (max(map(len, rows)) - 1).bit_length())
        source = np.full((size, width), PAD, "int32")
        source[len(rows) :, 0] = EOS
        for number, row in enumerate(rows):
            source[number, : len(row)] = row
        if source.shape not in self._compiled:
            self._compiled[source.shape] = self._generate(size, width)
        tokens = self._compiled[source.shape](tf.constant(source)).numpy()[: len(rows), 1:]
        return [_until_end(row.tolist()) for row in tokens]

    def _generate(self, rows: int, width: int) -> Any:
        length = 1 + min(self._config.decoding.max_length, width + width // 2 + 24)

        def generate(source: Any) -> Any:
            prompt = ops.concatenate([ops.full((rows, 1), BOS), ops.full((rows, length - 1), PAD)], axis=1)

            def following(prompt: Any, caches: Any, index: Any) -> tuple[Any, None, Any]:
                token = ops.slice(prompt, (0, index - 1), (ops.shape(prompt)[0], 1))
                logits, caches = self._model.step(token, index - 1, caches)
                return logits, None, caches

            start = self._model.start(source, length)
            return self._sampler(following, ops.cast(prompt, "int32"), cache=start, index=1, stop_token_ids=[EOS])

        return tf.function(generate, jit_compile=True, autograph=False)


def _until_end(tokens: list[int]) -> list[int]:
    return tokens[: tokens.index(EOS) + 1] if EOS in tokens else tokens


def main() -> None:
    """Serves until stdin ends."""
    parser = argparse.ArgumentParser()
    parser.add_argument("run", type=Path)
    parser.add_argument("--beam", type=int, default=4)
    options = parser.parse_args()
    serve(Peer(options.run, options.beam))


if __name__ == "__main__":
    main()
