"""The corpus as every side needs it: a dataset, a run that holds its tokens, plain text."""

from __future__ import annotations

import gzip
import json
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.child import MAIN, Child
from tfmodel.contract import events
from tfmodel.contract.config import Config
from tfmodel.contract.places import is_dataset
from tfmodel.contract.run_folder import RunFolder
from tfmodel.corpus.batches import Batch, BatchSource
from tfmodel.corpus.store import PairStore
from tfmodel.corpus.token_cache import TokenCache, build_token_cache
from tfmodel.corpus.tokenizers import TokenizerPair
from tfmodel.jobs.preparing import dataset_of

PARTS = {"train": "train", "validation": "val", "test": "test"}  # of a dataset, and how their files begin


def dataset(data: Path, languages: tuple[str, str], work: Path) -> Path:
    """A dataset of a file of pairs, or of a folder with `train.en`, `train.de`, `val.en` and so on, plain or .gz."""
    if is_dataset([data]):
        return data
    into = work / "corpus.pairs"
    for part, files in _parts(data, languages).items():
        split = ["--split", part, "--source-language", languages[0], "--target-language", languages[1]]
        _run("import", *files, "--into", into, *(split if data.is_dir() else ()))
    return into


def held_out(data: Path, languages: tuple[str, str]) -> tuple[Path, Path] | None:
    """Source and reference of the test part, where they are files."""
    files = _parts(data, languages).get("test") if data.is_dir() else None
    return (files[0], files[1]) if files else None


def test_texts(data: Path, pairs: Path, languages: tuple[str, str]) -> tuple[list[str], list[str]]:
    """Sources and references of the test part, from its files or from the dataset."""
    files = held_out(data, languages)
    if files:
        source, reference = (_lines(file) for file in files)
        return source, reference
    with PairStore.open(pairs) as store:
        rows = list(store.stream("test"))
    return [row.source for row in rows], [row.target for row in rows]


def _lines(file: Path) -> list[str]:
    read = gzip.open if file.suffix == ".gz" else open
    with read(file, "rt", encoding="utf-8") as lines:
        return [line.rstrip("\n") for line in lines]


def _parts(data: Path, languages: tuple[str, str]) -> dict[str, list[Path]]:
    if not data.is_dir():
        return {"": [data]}
    found = {part: [_file(data, start, language) for language in languages] for part, start in PARTS.items()}
    return {part: [file for file in files if file] for part, files in found.items() if all(files)}


def _file(folder: Path, start: str, language: str) -> Path | None:
    """Such as train.en, train.en.gz or train.lc.norm.tok.en.gz; the first by name where there are several."""
    return min((*folder.glob(f"{start}*.{language}"), *folder.glob(f"{start}*.{language}.gz")), default=None)


def _run(*words: object) -> None:
    subprocess.run([sys.executable, str(MAIN), *map(str, words), "--quiet"], check=True, stdout=subprocess.DEVNULL)


def training_command(pairs: Path, run: Path, preset: str, settings: list[str]) -> list[str]:
    """The command that a person would type, with events as JSON lines."""
    words = ["train", "--data", str(pairs), "--run", str(run), "--preset", preset, "--json"]
    return [sys.executable, str(MAIN), *words, *(word for setting in settings for word in ("--set", setting))]


def reference_run(pairs: Path, run: Path, preset: str, settings: list[str], cores: Sequence[int] = ()) -> Path:
    """A run that was ended after its first report: it holds configuration, tokenizer and tokens, and can be resumed."""
    shutil.rmtree(run, ignore_errors=True)
    child = Child(training_command(pairs, run, preset, settings), run.with_suffix(".log"), cores=cores)
    if not any(isinstance(events.read_event(line.text), events.TrainingReport) for line in child.lines()):
        raise child.failure()
    child.end()
    return run


@dataclass(frozen=True)
class Reference:
    """What a reference run holds."""

    config: Config
    tokenizers: TokenizerPair
    train: TokenCache
    whole: bool  # see `BatchSource`

    @classmethod
    def open(cls, path: Path) -> Reference:
        """Reads it; the tokens are those that the run has cut."""
        run = RunFolder.open(path)
        config, tokenizers = run.config(), TokenizerPair.load(path / "tokenizer")
        limits = config.data.max_source_tokens, config.data.max_target_tokens
        with PairStore.open(dataset_of(run)) as store:
            train = build_token_cache(store, "train", tokenizers, path / "tokens", *limits)
        return cls(config, tokenizers, train, run.info().whole_batches)

    def batches(self) -> Iterator[Batch]:
        """The very batches that the run trains on, from its first step, without end."""
        training = self.config.training
        budget = training.batch_tokens
        return BatchSource(self.train, batch_tokens=budget, seed=training.seed, whole=self.whole).from_step(0)


def write_plain(run: Path, folder: Path, languages: tuple[str, str]) -> None:
    """The training and validation part as `train.en`, `train.de`, `dev.en`, `dev.de`, a sentence a line."""
    folder.mkdir(parents=True, exist_ok=True)
    with PairStore.open(dataset_of(RunFolder.open(run))) as store:
        for split, name in (("train", "train"), ("validation", "dev")):
            rows = [(row.source, row.target) for row in store.stream(split)]
            for language, texts in zip(languages, zip(*rows, strict=True), strict=True):
                (folder / f"{name}.{language}").write_text("\n".join(texts) + "\n", encoding="utf-8")


def report_step(step: int, tokens: int) -> None:
    """How a peer tells that a step is done."""
    print(json.dumps({"step": step, "tokens": tokens}), flush=True)
