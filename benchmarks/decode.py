"""Speed of beam search: Transformer Desk and CTranslate2 with the same weights, in turn, in one process.

    python -m benchmarks.decode RUN [--sentences FILE] [--beam 4] [--rounds 5] [--results FILE]

RUN is a trained run. One by one, Transformer Desk is what the window talks to, after its shapes are compiled; for the
list it is what `main.py translate` and `evaluate` use, asked again after it has compiled. CTranslate2 (float32, the
weights of the run) is given the threads and the batches that it is fastest with. Each round asks every side once, in
turn; figures are medians of the rounds. Install the peer with `pip install ctranslate2`.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tfmodel.contract.run_folder import RunFolder
from tfmodel.corpus.store import PairStore

RESULTS = Path(__file__).parent / "results" / "decode.jsonl"
SETTLE = 0.2  # seconds in which the threads of the side before stop waiting for more work
SIZES = (16, 32, 64)  # sentences a batch that the peer is tried with


@dataclass(frozen=True)
class Side:
    """One that translates: a name, and a function from texts to the tokens of their translations."""

    name: str
    translate: Callable[[Sequence[str]], list[list[int]]]


# The peer


def specification(model: Any, tokenizers: Any) -> Any:
    """The model as CTranslate2 describes it."""
    from ctranslate2.specs import Activation, TransformerSpec

    from tfmodel.net.positions import sinusoids

    form = model.architecture
    if (form.positions, form.normalisation, form.num_key_value_heads, form.attention_window) != (
        "sinusoidal",
        "layer",
        None,
        None,
    ):
        raise SystemExit(
            "CTranslate2 is compared on the paper's form: sinusoidal positions, layer norm, full attention."
        )
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


def peer(translator: Any, folder: Path, texts: Sequence[str]) -> Side:
    """CTranslate2 with the threads and the batches that it is fastest with on these texts."""
    import ctranslate2

    cores = len(os.sched_getaffinity(0))
    tried: dict[tuple[int, int], Side] = {}
    for threads in {1, cores}:
        engine = ctranslate2.Translator(
            str(folder), device="cpu", compute_type="float32", inter_threads=cores // threads, intra_threads=threads
        )
        for size in SIZES if len(texts) > 1 else (1,):
            tried[threads, size] = Side(f"CTranslate2, {threads} threads", _asked(engine, translator, size))
    few = texts[:128]
    for side in tried.values():
        side.translate(few[:16])
    best = min(tried, key=lambda key: _seconds(tried[key], few))
    return Side(f"CTranslate2 float32, {best[0]} threads each, batches of {best[1]}", tried[best].translate)


def _asked(engine: Any, translator: Any, size: int) -> Callable[[Sequence[str]], list[list[int]]]:
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


# Ours


def ours(translator: Any, *, alone: bool) -> Side:
    """The searchers behind the window and behind lists, tokenizer included as it is for the peer."""
    from tfmodel.jobs.searching import Query

    searcher = translator.sentence_searcher() if alone else translator.searcher()
    if alone:
        for width in (16, 32, 64):
            searcher.warm(width)

    def translate(texts: Sequence[str]) -> list[list[int]]:
        queries = [Query(ids) for ids in translator.tokenizers.source.encode(list(texts))]
        return [list(found.tokens[0]) for found in searcher.search(queries)]

    return Side("Transformer Desk", translate)


def measure(options: argparse.Namespace) -> dict[str, Any]:
    """One mode: seconds of each side in each round, and what they found."""
    from tfmodel.jobs.environment import prepare_process

    prepare_process()
    from tfmodel.contract.problems import changed
    from tfmodel.jobs.translator import Translator

    folder = RunFolder.open(options.run)
    alone = options.mode == "alone"
    changes = {"decoding.method": "beam", "decoding.beam_size": options.beam, "decoding.max_length": options.max_length}
    changes = {path: value for path, value in changes.items() if value is not None}
    decoding = changed(folder.config(), changes).decoding
    translator = Translator(folder, decoding, compile_shapes=not alone)
    texts = _texts(options, folder)[: options.alone if alone else options.list]
    with tempfile.TemporaryDirectory() as work:
        specification(translator.transformer, translator.tokenizers).save(work)
        sides = [ours(translator, alone=alone), peer(translator, Path(work), texts[:1] if alone else texts)]
        asked = [[text] for text in texts] if alone else [texts]
        for side in sides:
            for one in asked:
                side.translate(one)
        rounds = [[_round(side, asked) for side in sides] for _ in range(options.rounds)]
    found = [[tokens for one in asked for tokens in side.translate(one)] for side in sides]
    same = sum(mine == other for mine, other in zip(*found, strict=True)) / len(texts)
    return {
        "sides": [side.name for side in sides],
        "seconds": [[row[number] for row in rounds] for number in range(len(sides))],
        "tokens": [sum(map(len, rows)) / len(rows) for rows in found],
        "same": same,
        "sentences": len(texts),
    }


def _round(side: Side, asked: Sequence[Sequence[str]]) -> list[float]:
    time.sleep(SETTLE)
    return [_seconds(side, one) for one in asked]


def _seconds(side: Side, texts: Sequence[str]) -> float:
    began = time.perf_counter()
    side.translate(texts)
    return time.perf_counter() - began


def _texts(options: argparse.Namespace, folder: RunFolder) -> list[str]:
    if options.sentences is not None:
        return [line.strip() for line in options.sentences.read_text(encoding="utf-8").splitlines() if line.strip()]
    with PairStore.open(folder.path / folder.info().dataset) as store:
        part = "test" if store.counts().test else "validation"
        return [row.source for row in store.page(offset=0, limit=options.list, split=part)]


# The table


def table(results: dict[str, Any]) -> list[str]:
    """Lines: milliseconds of one sentence, sentences a second of the list, and the ratios."""
    lines = []
    for mode, result in results.items():
        lines.append(
            f"\n{_TITLES[mode]} ({result['sentences']} sentences, same translation {100 * result['same']:.1f} %)"
        )
        medians = [_figure(mode, result, number) for number in range(len(result["sides"]))]
        for name, tokens, (figure, low, high) in zip(result["sides"], result["tokens"], medians, strict=True):
            ratio = medians[1][0] / medians[0][0] if mode == "alone" else medians[0][0] / medians[1][0]
            beside = f"  ours to it {ratio:.2f}" if name != result["sides"][0] else ""
            lines.append(f"  {name:<55} {figure:8.1f} ({low:.1f} to {high:.1f})  {tokens:.1f} tokens{beside}")
    return lines


_TITLES = {"alone": "One sentence, p50 in milliseconds", "list": "A list, sentences a second"}


def _figure(mode: str, result: dict[str, Any], number: int) -> tuple[float, float, float]:
    """Median, smallest and largest of the rounds."""
    if mode == "alone":
        values = [1000 * statistics.median(seconds) for seconds in result["seconds"][number]]
    else:
        values = [result["sentences"] / sum(seconds) for seconds in result["seconds"][number]]
    return statistics.median(values), min(values), max(values)


def main() -> None:
    """Measures each mode in a process of its own: threads are chosen when TensorFlow is loaded."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("run", type=Path)
    parser.add_argument("--sentences", type=Path, metavar="FILE", help="sources, a line each")
    parser.add_argument("--beam", type=int, default=4)
    parser.add_argument("--max-length", type=int, metavar="N", help="for a run that does not end its sentences yet")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--list", type=int, default=1000, help="sentences that are translated together")
    parser.add_argument("--alone", type=int, default=60, help="sentences that are translated one by one")
    parser.add_argument("--mode", choices=("both", "alone", "list"), default="both")
    parser.add_argument("--child", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--results", type=Path, default=RESULTS)
    options = parser.parse_args()
    if options.child:
        print(json.dumps(measure(options)))
        return
    results = {}
    for mode in ("alone", "list") if options.mode == "both" else (options.mode,):
        environment = {**os.environ, "TF_CPP_MIN_LOG_LEVEL": "3"}
        if mode == "alone":
            environment.setdefault("TF_NUM_INTRAOP_THREADS", "1")  # as `main.py translate --json` does
        command = [sys.executable, "-m", "benchmarks.decode", *sys.argv[1:], "--mode", mode, "--child"]
        child = subprocess.run(command, env=environment, stdout=subprocess.PIPE, text=True, check=True)
        results[mode] = json.loads(child.stdout.splitlines()[-1])
    print("\n".join(table(results)))
    options.results.parent.mkdir(parents=True, exist_ok=True)
    with options.results.open("a", encoding="utf-8") as file:
        file.write(json.dumps({"run": str(options.run), "beam": options.beam, "when": time.time(), **results}) + "\n")


if __name__ == "__main__":
    main()
