"""CTranslate2 in float32 with the weights of a run.

    python -m benchmarks.peers.ctranslate2_float32 convert RUN FOLDER
    python -m benchmarks.peers.ctranslate2_float32 serve RUN FOLDER --beam 4

Converted in a process of its own, so that Keras is not in the memory of the one that translates. Batches are of the
size that CTranslate2 is fastest with on the sentences it is asked for first.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path
from typing import Any

import ctranslate2
from ctranslate2.specs import Activation, TransformerSpec

from benchmarks.peers.serving import Translations, serve
from tfmodel.contract.config import Config
from tfmodel.contract.run_folder import RunFolder
from tfmodel.corpus.tokenizers import TokenizerPair

SIZES = (16, 32, 64, 128)  # sentences a batch that are tried
ENOUGH_TO_TRY = 200  # sentences
ACTIVATIONS = {"relu": Activation.RELU, "gelu": Activation.GELU}


def specification(run: Path) -> TransformerSpec:
    """The model as CTranslate2 describes it."""
    from benchmarks.peers.trained import array, load
    from tfmodel.net.embedding import sinusoidal_positions

    model = load(run)
    form = model.architecture
    spec = TransformerSpec.from_config(
        (form.num_encoder_layers, form.num_decoder_layers),
        form.num_heads,
        pre_norm=form.norm_position == "pre",
        activation=ACTIVATIONS[form.activation],
    )
    spec.config.layer_norm_epsilon = 1e-6
    spec.config.add_source_eos = True
    positions = sinusoidal_positions(form.max_length, form.d_model)
    for side, layers in ((spec.encoder, model.encoder), (spec.decoder, model.decoder)):
        side.position_encodings.encodings = positions
        for layer, block in zip(side.layer, layers.blocks, strict=True):
            _block(layer, block)
        if form.norm_position == "pre":
            _norm(side.layer_norm, layers.norm)
    spec.encoder.embeddings[0].weight = array(model.source_embedding.embeddings)
    spec.decoder.embeddings.weight = array(model.target_embedding.embeddings)
    spec.decoder.projection.weight = array(model.output_embedding.embeddings)
    tokenizers = TokenizerPair.load(run / "tokenizer")
    spec.register_source_vocabulary(_pieces(tokenizers.source))
    spec.register_target_vocabulary(_pieces(tokenizers.target))
    return spec


def _block(layer: Any, block: Any) -> None:
    _linear(layer.self_attention.linear[0], block.self_attention.qkv_projection)
    _linear(layer.self_attention.linear[1], block.self_attention.output_projection)
    _norm(layer.self_attention.layer_norm, block.around_self_attention.norm)
    if hasattr(layer, "attention"):
        _linear(layer.attention.linear[0], block.cross_attention.query_projection)
        _linear(layer.attention.linear[1], block.cross_attention.kv_projection)
        _linear(layer.attention.linear[2], block.cross_attention.output_projection)
        _norm(layer.attention.layer_norm, block.around_cross_attention.norm)
    _linear(layer.ffn.linear_0, block.feed_forward.inner)
    _linear(layer.ffn.linear_1, block.feed_forward.outer)
    _norm(layer.ffn.layer_norm, block.around_feed_forward.norm)


def _linear(spec: Any, layer: Any) -> None:
    from benchmarks.peers.trained import array

    spec.weight, spec.bias = array(layer.kernel).T.copy(), array(layer.bias)


def _norm(spec: Any, layer: Any) -> None:
    from benchmarks.peers.trained import array

    spec.gamma, spec.beta = array(layer.gamma), array(layer.beta)


def _pieces(tokenizer: Any) -> list[str]:
    return tokenizer.pieces(range(tokenizer.vocabulary_size))


class Peer:
    """Translates texts with a converted model, by the settings of the run."""

    def __init__(self, run: Path, folder: Path, beam: int) -> None:
        self._config: Config = RunFolder.open(run).config()
        self._tokenizers = TokenizerPair.load(run / "tokenizer")
        self._sources, targets = _pieces(self._tokenizers.source), _pieces(self._tokenizers.target)
        self._ids = {piece: number for number, piece in enumerate(targets)}
        self._translator = ctranslate2.Translator(str(folder), device="cpu", compute_type="float32", intra_threads=2)
        self._beam, self._size = beam, 0

    def __call__(self, texts: list[str]) -> Translations:
        """Translations of texts."""
        if not self._size and len(texts) >= ENOUGH_TO_TRY:
            self._size = min(SIZES, key=lambda size: self._seconds(texts[:ENOUGH_TO_TRY], size))
        return self._translated(texts, self._size or len(texts))

    def _seconds(self, texts: list[str], size: int) -> float:
        began = time.perf_counter()
        self._translated(texts, size)
        return time.perf_counter() - began

    def _translated(self, texts: list[str], size: int) -> Translations:
        limit = self._config.data.max_source_tokens
        ids = self._tokenizers.source.encode([text.strip() for text in texts])
        found = self._translator.translate_batch(
            [[self._sources[token] for token in row[:limit]] for row in ids],
            beam_size=self._beam,
            length_penalty=self._config.decoding.length_penalty,
            max_decoding_length=self._config.decoding.max_length,
            disable_unk=True,
            return_end_token=True,
            max_batch_size=size,
        )
        rows = [[self._ids[piece] for piece in one.hypotheses[0]] for one in found]
        return Translations([self._tokenizers.target.decode(row) for row in rows], sum(map(len, rows)))


def main() -> None:
    """Converts, or serves until stdin ends."""
    parser = argparse.ArgumentParser()
    parser.add_argument("task", choices=("convert", "serve"))
    parser.add_argument("run", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--beam", type=int, default=4)
    options = parser.parse_args()
    if options.task == "serve":
        serve(Peer(options.run, options.folder, options.beam))
        return
    spec = specification(options.run)
    spec.validate()
    spec.optimize(quantization="float32")
    options.folder.mkdir(parents=True, exist_ok=True)
    spec.save(str(options.folder))


if __name__ == "__main__":
    main()
