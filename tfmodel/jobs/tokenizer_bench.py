"""The job `tokenizers`: candidates for the tokenizer of a dataset, trained and measured one after the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tfmodel.channel import Channel
from tfmodel.contract import commands, events
from tfmodel.contract.proposal import character_vocabulary
from tfmodel.corpus.statistics import corpus_statistics
from tfmodel.corpus.store import PairStore
from tfmodel.corpus.tokenizers import TokenizerPair
from tfmodel.corpus.tokenizers.bench import Bench, Candidate, parse_candidate

SUBWORDS = ("bpe:4000:shared", "bpe:8000:shared", "unigram:4000:shared", "unigram:8000:shared")


@dataclass(frozen=True)
class TokenizerBenchOptions:
    """What is tried.

    Attributes:
        data: The dataset.
        candidates: As `parse_candidate` reads them; none: `SUBWORDS`, and characters.
        symbols: Placeholders that no candidate splits.
        answers: Whether the job then waits for sentences to cut, until it is told to stop.
    """

    data: Path
    candidates: Sequence[str] = ()
    symbols: Sequence[str] = ()
    answers: bool = False


def run(options: TokenizerBenchOptions, channel: Channel) -> bool:
    """Emits a `TokenizerTried` for each candidate, and cuts sentences meanwhile and afterwards."""
    asked = [parse_candidate(text) for text in options.candidates]
    with PairStore.open(options.data) as store:
        candidates = asked or _proposed(store)
        bench = Bench(store, options.symbols)
    trained: dict[int, TokenizerPair] = {}
    for number, candidate in enumerate(candidates):
        channel.emit(
            events.Progress(
                text=f"Training {candidate.kind} {candidate.vocabulary_size:,}",
                done=number,
                total=len(candidates),
                unit="tokenizers",
            )
        )
        trial = bench.try_out(candidate)
        if trial.tokenizers is not None:
            trained[number] = trial.tokenizers
        channel.emit(events.TokenizerTried(number=number, trial=trial.figures))
        while (command := channel.command()) is not None:
            if _is_stop(command, trained, channel):
                return True
    count = len(candidates)
    channel.emit(events.Progress(text=f"Compared {count} tokenizers", done=count, total=count, unit="tokenizers"))
    while options.answers and (command := channel.command(wait=None)) is not None:
        if _is_stop(command, trained, channel):
            return True
    return False


def _proposed(store: PairStore) -> list[Candidate]:
    size = character_vocabulary(corpus_statistics(store).letters)
    return [*map(parse_candidate, SUBWORDS), Candidate("character", size, True)]


def _is_stop(command: commands.Command, trained: dict[int, TokenizerPair], channel: Channel) -> bool:
    """Whether a command ends the job; a sentence to cut is answered."""
    if isinstance(command, commands.CutText):
        pieces = {}
        for number, tokenizers in trained.items():
            tokenizer = tokenizers.source if command.side == "source" else tokenizers.target
            (ids,) = tokenizer.encode([command.text])
            pieces[number] = tuple(tokenizer.pieces(ids))
        channel.emit(events.TextCut(id=command.id, pieces=pieces))
    return isinstance(command, commands.Stop)
