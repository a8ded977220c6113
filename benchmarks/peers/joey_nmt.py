"""Joey NMT through its own command line, on the text and with the SentencePiece model of a reference run."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from benchmarks.child import Child, Line
from benchmarks.corpus import Reference, write_plain
from benchmarks.pace import Stretch
from tfmodel.contract.config import ModelConfig, TrainingConfig
from tfmodel.contract.symbols import SYMBOLS

REPORT_STEPS = 4
# Its TensorBoard imports TensorFlow where there is one. With both in one process it ended in a segmentation fault;
# without TensorFlow it trains, and TensorBoard writes the curves by itself.
_MAIN = (
    "import runpy, sys; sys.modules['tensorflow'] = None; sys.argv[0] = 'joeynmt'; "
    "runpy.run_module('joeynmt', run_name='__main__')"
)
_STEP = re.compile(r"Epoch +(\d+), Step: +(\d+), .*Tokens per Sec: +(\d+)")


def train(python: Path, reference: Path, folder: Path, languages: tuple[str, str]) -> Child:
    """Starts `joeynmt train`."""
    run = Reference.open(reference)
    write_plain(reference, folder, languages)
    sides = [
        _side(reference, folder, name, language, run)
        for name, language in zip(("source", "target"), languages, strict=True)
    ]
    settings = {
        "name": "benchmark",
        "joeynmt_version": "2.3.0",
        "model_dir": str(folder / "model"),
        "use_cuda": False,
        "random_seed": run.config.training.seed,
        "data": {
            "train": str(folder / "train"),
            "dev": str(folder / "dev"),
            "dataset_type": "plain",
            "src": sides[0],
            "trg": sides[1],
        },
        "testing": {"beam_size": 1, "batch_size": 64, "eval_metrics": ["bleu"]},
        "training": _training(run.config.training),
        "model": _model(run.config.model, run.tokenizers.shared),
    }
    (folder / "joey.yaml").write_text(json.dumps(settings, indent=1), encoding="utf-8")  # JSON is YAML
    command = [str(python), "-c", _MAIN, "train", str(folder / "joey.yaml"), "--skip-test"]
    return Child(command, folder / "joey.log", stderr_too=True)


def _side(reference: Path, folder: Path, name: str, language: str, run: Reference) -> dict[str, Any]:
    tokenizer = run.tokenizers.source if name == "source" else run.tokenizers.target
    vocabulary = folder / f"{name}.vocabulary"
    pieces = tokenizer.pieces(range(len(SYMBOLS), tokenizer.vocabulary_size))
    vocabulary.write_text("\n".join(pieces) + "\n", encoding="utf-8")
    model = reference / "tokenizer" / f"{'shared' if run.tokenizers.shared else name}.model"
    return {
        "lang": language,
        "level": "bpe",
        "tokenizer_type": "sentencepiece",
        "tokenizer_cfg": {"model_file": str(model)},
        "max_length": run.config.data.max_source_tokens if name == "source" else run.config.data.max_target_tokens,
        "voc_file": str(vocabulary),
    }


def _training(training: TrainingConfig) -> dict[str, Any]:
    clip = {} if training.clip_norm is None else {"clip_grad_norm": training.clip_norm}
    return {
        "optimizer": "adam",
        "adam_betas": [training.adam_beta_1, training.adam_beta_2],
        "normalization": "tokens",
        "scheduling": "warmupinversesquareroot",
        "learning_rate": training.peak_learning_rate,
        "learning_rate_min": 0.0,
        "learning_rate_warmup": training.warmup_steps,
        "label_smoothing": training.label_smoothing,
        "batch_type": "token",
        "batch_size": training.batch_tokens,
        "epochs": 1_000,
        "logging_freq": REPORT_STEPS,
        "validation_freq": 1_000_000 * REPORT_STEPS,
        "overwrite": True,
        **clip,
    }


def _model(sizes: ModelConfig, shared: bool) -> dict[str, Any]:
    def side(layers: int) -> dict[str, Any]:
        return {
            "type": "transformer",
            "num_layers": layers,
            "num_heads": sizes.num_heads,
            "embeddings": {"embedding_dim": sizes.d_model, "scale": True, "dropout": sizes.dropout},
            "hidden_size": sizes.d_model,
            "ff_size": sizes.feed_forward_width,
            "dropout": sizes.dropout,
            "layer_norm": sizes.norm_position,
        }

    return {
        "initializer": "xavier_uniform",
        "embed_initializer": "xavier_uniform",
        "tied_embeddings": shared,
        "tied_softmax": sizes.tie_output,
        "encoder": side(sizes.num_encoder_layers),
        "decoder": side(sizes.num_decoder_layers),
    }


def stretches(lines: Iterable[Line]) -> Iterator[Stretch]:
    """What its log says. Its counters begin again with an epoch, so the stretch that spans two is left out."""
    since, before, epoch = 0.0, 0, 1
    for line in lines:
        found = _STEP.search(line.text)
        if found is None:
            continue
        now, step, rate = (int(number) for number in found.groups())
        if now == epoch:
            yield Stretch(before, step, rate * (line.seconds - since), line.seconds - since, line.seconds)
        since, before, epoch = line.seconds, step, now
