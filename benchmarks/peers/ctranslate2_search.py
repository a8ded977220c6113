"""CTranslate2 (float32) with the weights of a run, the threads and the batches that it is fastest with."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.peers.searching import Side, Translate, seconds
from tfmodel.contract.config import ModelConfig
from tfmodel.contract.failure import fail

SIZES = (16, 32, 64)  # sentences a batch that it is tried with
TRIED, TRIED_ALONE = 128, 40  # sentences
FORM: dict[str, tuple[str | None, ...]] = {  # values that `specification` can describe, by setting
    "positions": ("sinusoidal",),
    "normalisation": ("layer",),
    "num_key_value_heads": (None,),
    "attention_window": (None,),
    "activation": ("relu", "gelu"),
}


def refuse_other_forms(model: ModelConfig) -> None:
    """Refuses, before anything is measured, a model that `specification` cannot describe.

    Raises:
        FailureError: It names the first setting that is in the way.
    """
    for name, known in FORM.items():
        value = getattr(model, name)
        if value not in known:
            raise fail(
                "Another form",
                f"CTranslate2 is compared on the paper's form alone, and model.{name} of this run is {value}.",
                "Leave it out: --peers keras-hub.",
            )


def side(translator: Any, folder: Path, texts: Sequence[str], *, alone: bool) -> Side:
    """The fastest of its ways on these texts.

    Args:
        translator: Of the run.
        folder: Gets the model in CTranslate2's form.
        texts: What it is tried with.
        alone: Whether each text is asked for by itself.
    """
    import ctranslate2

    specification(translator.transformer, translator.tokenizers).save(str(folder))
    cores = len(os.sched_getaffinity(0))
    tried: dict[tuple[int, int], Side] = {}
    for threads in {1, cores}:
        engine = ctranslate2.Translator(
            str(folder), device="cpu", compute_type="float32", inter_threads=cores // threads, intra_threads=threads
        )
        for size in (1,) if alone else SIZES:
            words = f"{threads} thread{'s' * (threads > 1)}" + f", batches of {size}" * (not alone)
            tried[threads, size] = Side(f"CTranslate2 float32, {words}", _asked(engine, translator, size))
    asked = [[text] for text in texts[:TRIED_ALONE]] if alone else [texts[:TRIED]]
    for one in tried.values():
        one.translate(texts[:16])
    return tried[min(tried, key=lambda key: median(seconds(tried[key], few) for few in asked))]


def _asked(engine: Any, translator: Any, size: int) -> Translate:
    decoding, tokenizer = translator.decoding, translator.tokenizers.source
    sources, targets = names(tokenizer), {name: i for i, name in enumerate(names(translator.tokenizers.target))}

    def translate(texts: Sequence[str]) -> list[list[int]]:
        found = engine.translate_batch(
            [[sources[token] for token in row] for row in tokenizer.encode(list(texts))],
            beam_size=decoding.beam_size,
            length_penalty=decoding.length_penalty,
            max_decoding_length=decoding.max_length,
            return_end_token=True,
            max_batch_size=size,
        )
        return [[targets[name] for name in one.hypotheses[0]] for one in found]

    return translate


def specification(model: Any, tokenizers: Any) -> Any:
    """The model, which has a form that is not refused, as CTranslate2 describes it."""
    from ctranslate2.specs import Activation, TransformerSpec

    from tfmodel.net.positions import sinusoids

    form = model.architecture
    spec = TransformerSpec.from_config(
        (form.num_encoder_layers, form.num_decoder_layers),
        form.num_heads,
        pre_norm=form.norm_position == "pre",
        activation={"relu": Activation.RELU, "gelu": Activation.GELU}[form.activation],
    )
    spec.config.layer_norm_epsilon = 1e-6
    spec.config.add_source_eos = True
    for side, stack in ((spec.encoder, model.encoder), (spec.decoder, model.decoder)):
        side.position_encodings.encodings = sinusoids(form.max_length, form.d_model)
        for layer, block in zip(side.layer, stack.blocks, strict=True):
            _block(layer, block)
        if form.norm_position == "pre":
            _norm(side.layer_norm, stack.norm)
    spec.encoder.embeddings[0].weight = _array(model.source_embedding.embeddings)
    spec.decoder.embeddings.weight = _array(model.target_embedding.embeddings)
    spec.decoder.projection.weight = _array(model.output_embedding.embeddings)
    spec.register_source_vocabulary(names(tokenizers.source))
    spec.register_target_vocabulary(names(tokenizers.target))
    spec.validate()
    spec.optimize(quantization="float32")
    return spec


def names(tokenizer: Any) -> list[str]:
    """A name for each id: the symbols' own, which CTranslate2 knows, then numbers, which are unlike one another."""
    symbols = tokenizer.pieces(range(4))
    return [*symbols, *map(str, range(4, tokenizer.vocabulary_size))]


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
    spec.weight, spec.bias = _array(layer.kernel).T.copy(), _array(layer.bias)


def _norm(spec: Any, layer: Any) -> None:
    spec.gamma, spec.beta = _array(layer.gamma), _array(layer.beta)


def _array(weight: Any) -> Any:
    import numpy as np

    return np.asarray(weight, dtype="float32")
