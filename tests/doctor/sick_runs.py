"""Trains the runs that the doctor's rules are tested on: small models that really have the defect.

    python -m tests.doctor.sick_runs [NAME …]

Each takes some seconds; what they reported is kept under tests/doctor/recorded, without weights, tokens and data.
"""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
KEPT = Path(__file__).with_name("recorded")
FILES = ("run.json", "config.json", "metrics.jsonl", "samples.jsonl")
DIGITS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
SMALL = {
    "tokenizer.kind": "word",
    "tokenizer.vocabulary_size": 200,
    "tokenizer.shared": "false",
    "model.num_encoder_layers": 1,
    "model.num_decoder_layers": 1,
    "model.d_model": 32,
    "model.num_heads": 2,
    "model.feed_forward_width": 64,
    "model.dropout": 0.0,
    "training.precision": "float32",
    "training.batch_tokens": 400,
    "training.validate_every": 40,
    "training.warmup_steps": 40,
    "training.max_steps": 320,
    "training.patience": 100,
    "training.peak_learning_rate": 0.01,
    "training.validation_sentences": 40,
    "training.average_checkpoints": 1,
    "training.steps_per_execution": 4,
    "decoding.max_length": 24,
}
# What differs from the small healthy run, by the name of the defect.
DEFECTS: dict[str, dict[str, object]] = {
    "healthy": {"model.d_model": 8, "model.num_heads": 1, "model.feed_forward_width": 8, "training.max_steps": 1600},
    "not-a-number": {"training.adam_epsilon": 1e-46},
    "diverged": {
        "training.peak_learning_rate": 1.0,
        "training.warmup_steps": 1,
        "training.clip_norm": "none",
        "training.adam_beta_2": 0.5,
        "model.norm_position": "post",
    },
    "rate-too-high": {"training.peak_learning_rate": 0.15, "training.warmup_steps": 80},
    "rate-too-low": {"training.peak_learning_rate": 0.00005},
    "plateau": {"model.d_model": 8, "model.num_heads": 1, "model.feed_forward_width": 8, "training.max_steps": 600},
    "overfitting": {"model.d_model": 64, "training.max_steps": 480, "training.label_smoothing": 0.0},
    "copies": {"tokenizer.shared": "true", "training.max_steps": 600},
    "repeats": {"training.max_steps": 60, "training.validate_every": 20},
    "too-short": {"decoding.max_length": 4, "training.max_steps": 400},
    "unknown-words": {"tokenizer.vocabulary_size": 48, "training.max_steps": 480},
    "leak": {"training.max_steps": 160},
}


def digits(count: int, length: int, seed: int) -> list[tuple[str, str]]:
    """Numbers in words, and the other way round in figures."""
    numbers = random.Random(seed)
    drawn = [[numbers.randrange(10) for _ in range(length)] for _ in range(count)]
    return [(" ".join(DIGITS[d] for d in row), " ".join(str(d) for d in reversed(row))) for row in drawn]


def sentences(count: int) -> list[tuple[str, str]]:
    """The beginning of the bundled English-French sample."""
    lines = (ROOT / "resources" / "samples" / "english-french.tsv").read_text(encoding="utf-8").splitlines()
    pairs = [tuple(line.split("\t")[:2]) for line in lines[1 : 1 + count]]
    return [(source, target) for source, target in pairs]


def noise(count: int, seed: int) -> list[tuple[str, str]]:
    """Pairs in which nothing can be learned but by heart."""
    words = random.Random(seed)
    return [
        (" ".join(words.choice(DIGITS) for _ in range(5)), " ".join(str(words.randrange(10)) for _ in range(5)))
        for _ in range(count)
    ]


def data_of(name: str) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Pairs to train and to validate with."""
    train, validation = digits(2000, 5, 1), digits(100, 5, 2)
    if name == "overfitting":
        return noise(150, 3), noise(100, 4)
    if name == "plateau":
        return noise(4000, 7), noise(100, 8)
    if name == "copies":
        copied = [(source, source) for source, _ in digits(2000, 5, 5)]
        return copied + train[:100], validation
    if name in ("repeats", "unknown-words", "too-short"):
        pairs = sentences(4100)
        random.Random(6).shuffle(pairs)
        return pairs[:4000], pairs[4000:]
    if name == "leak":
        return train, [(f"{source} !", target) for source, target in train[:30]] + validation[:70]
    return train, validation


def main() -> None:
    """Trains those that are named, or all."""
    for name in sys.argv[1:] or DEFECTS:
        with tempfile.TemporaryDirectory() as folder:
            train(name, Path(folder))


def train(name: str, folder: Path) -> None:
    """Trains one and keeps what it reported."""
    files = {}
    for part, pairs in zip(("train", "validation"), data_of(name), strict=True):
        files[part] = folder / f"{part}.tsv"
        files[part].write_text("".join(f"{source}\t{target}\n" for source, target in pairs), encoding="utf-8")
    words = ["--data", files["train"], "--validation", files["validation"], "--preset", "tiny", "--run", folder / name]
    done = subprocess.run(
        [sys.executable, ROOT / "main.py", "train", *words, *settings({**SMALL, **DEFECTS[name]})],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    print(name, done.returncode, (done.stderr.strip().splitlines() or [""])[-1], flush=True)
    kept = KEPT / name
    shutil.rmtree(kept, ignore_errors=True)
    kept.mkdir(parents=True)
    for file in FILES:
        if (folder / name / file).is_file():
            shutil.copy(folder / name / file, kept)


def settings(values: dict[str, object]) -> Iterator[str]:
    """Settings as words of the command line."""
    for path, value in values.items():
        yield from ("--set", f"{path}={value}")


if __name__ == "__main__":
    main()
