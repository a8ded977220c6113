"""One training of `benchmarks.quality` and its scores: of ours, or of a peer on the tokens of ours."""

from __future__ import annotations

import argparse
import shutil
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from benchmarks.child import MAIN, Child
from benchmarks.corpus import held_out, reference_run, test_texts, training_command
from benchmarks.pace import Stretch
from benchmarks.peers.ours import stretches
from benchmarks.quality_rows import Row, key
from benchmarks.sides import SIDES, Plan
from tfmodel.contract import events
from tfmodel.jobs import scoring

SKIP = 8  # first steps that do not count for the speed


def train(
    pairs: Path, run: Path, settings: list[str], cores: list[int], options: argparse.Namespace
) -> tuple[float, int, int]:
    """Trains to the end; tokens a second, steps, peak memory."""
    command = [*training_command(pairs, run, options.preset, settings), "--minutes", str(options.minutes)]
    child, ended = Child(command, run.parent / f"{run.name}.log", cores=cores), False

    def watched() -> Iterator[Any]:
        nonlocal ended
        for line in child.lines():
            ended = ended or isinstance(events.read_event(line.text), events.Finished)
            yield line

    try:
        rate, steps = _pace(stretches(watched()))
    finally:
        peak = child.end()
    if not ended:
        raise child.failure()
    return rate, steps, peak


def _pace(found: Iterable[Stretch]) -> tuple[float, int]:
    """Tokens a second after the first steps, and the last step."""
    tokens, seconds, steps = 0.0, 0.0, 0
    for stretch in found:
        steps = stretch.ends
        if stretch.begins >= SKIP:
            tokens, seconds = tokens + stretch.tokens, seconds + stretch.seconds
    return tokens / max(seconds, 1e-9), steps


def evaluate(run: Path, cores: list[int], options: argparse.Namespace) -> events.Evaluated:
    """Scores on the test files, or on the dataset's own test part."""
    files = held_out(options.data, tuple(options.languages))
    words = ["--source", str(files[0]), "--reference", str(files[1])] if files else []
    command = [sys.executable, str(MAIN), "evaluate", str(run), "--tokenize", options.tokenize, "--json", *words]
    child = Child(command, run.parent / f"{run.name}.scores.log", cores=cores)
    found = [event for line in child.lines() if isinstance(event := events.read_event(line.text), events.Evaluated)]
    if not found:
        raise child.failure()
    child.end()
    return found[0]


def one(name: str, settings: list[str], seed: int, pairs: Path, cores: list[int], options: argparse.Namespace) -> Row:
    """Trains and scores one variation with one seed."""
    run = options.work / f"{name}-{seed}"
    shutil.rmtree(run, ignore_errors=True)
    rate, steps, peak = train(pairs, run, [*settings, f"training.seed={seed}"], cores, options)
    scores = evaluate(run, cores, options)
    if not options.keep:
        shutil.rmtree(run)
    asked = key(options, settings, seed)
    signature, commit = scores.bleu_signature, options.commit
    return Row(asked, name, seed, scores.bleu, signature, scores.chrf, rate, steps, peak, commit)


def peer_of(settings: list[str]) -> str:
    """The name of the peer that a variation is, or nothing."""
    return settings[0].removeprefix("peer=") if settings and settings[0].startswith("peer=") else ""


def one_of_a_peer(
    name: str, settings: list[str], seed: int, pairs: Path, cores: list[int], options: argparse.Namespace
) -> Row:
    """The same for a peer, which has the tokens and sizes of ours and translates greedily."""
    folder = options.work / f"{peer_of(settings)}-{seed}"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    reference = reference_run(pairs, folder / "reference", options.preset, [f"training.seed={seed}"], cores)
    plan = Plan(pairs, reference, options.preset, [], tuple(options.languages), options.peers_python, tuple(cores))
    sources, references = test_texts(options.data, pairs, tuple(options.languages))
    asked, into = folder / "sources.txt", folder / "translations.txt"
    asked.write_text("".join(f"{line}\n" for line in sources), encoding="utf-8")
    words = ("--minutes", str(options.minutes), "--translate", str(asked), "--into", str(into))
    side = SIDES[peer_of(settings)]
    child = side.start(plan, folder, *words)
    try:
        rate, steps = _pace(side.read(child.lines()))
    finally:
        peak = child.end()
    if not into.exists():
        raise child.failure()
    found = into.read_text(encoding="utf-8").split("\n")[:-1]
    if not options.keep:
        shutil.rmtree(folder)
    bleu, chrf = scoring.bleu(found, references, options.tokenize), scoring.chrf(found, references)
    asked_for = key(options, settings, seed)
    return Row(asked_for, name, seed, bleu.value, bleu.signature, chrf.value, rate, steps, peak, options.commit)
