"""The job `evaluate`: translates a test set and scores it with sacreBLEU."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from tfmodel.channel import Channel
from tfmodel.contract import atomic, events
from tfmodel.contract.config import Config
from tfmodel.contract.decoding_config import DecodingConfig
from tfmodel.contract.failure import fail
from tfmodel.contract.problems import changed
from tfmodel.contract.run_folder import RunFolder
from tfmodel.corpus.store import PairStore
from tfmodel.corpus.stream import unpacked
from tfmodel.corpus.text_file import lines_in
from tfmodel.corpus.token_cache import open_cache
from tfmodel.corpus.tokenizers import TokenizerPair
from tfmodel.corpus.trained_on import trained_on
from tfmodel.jobs import scoring
from tfmodel.jobs.tags import tag_for_files
from tfmodel.jobs.translate import FEW_LINES, tell_done


@dataclass(frozen=True)
class EvaluateOptions:
    """What the command line asked of `evaluate`; without files the test part of the run's dataset is scored."""

    run: Path
    source: Path | None = None
    reference: Path | None = None
    output: Path | None = None
    tokenize: str = "auto"
    beam_size: int | None = None
    backend: str = "auto"
    tag: str = ""


def run(options: EvaluateOptions, channel: Channel) -> bool:
    """Scores a run; returns False: it is never stopped half-way."""
    began = time.monotonic()
    folder = RunFolder.open(options.run)
    if options.output is not None and options.output.is_dir():
        raise fail("A folder, not a file", f"{options.output} is a folder.", "Name a file in it.")
    tag = tag_for_files(folder, options.tag, options.source, channel)
    sources, references = load_test_set(options.source, options.reference, folder)
    decoding = with_beam(folder.config(), options.beam_size)
    from tfmodel.jobs.environment import prepare_process

    prepare_process(options.backend, folder.info().backend)
    from tfmodel.jobs.translator import Translator

    channel.emit(events.State(state="preparing", text="Loading the model"))
    scoring.check_tokenizer(options.tokenize)
    translator = Translator(folder, decoding, compile_shapes=len(sources) > FEW_LINES)
    progress = partial(tell_done, channel)
    texts = [translation.texts[0] for translation in translator.translate(sources, progress=progress, tag=tag)]
    try:
        _score(folder.path, texts, references, options.tokenize, began, channel)
    finally:  # after the scores, which a full disk shall not take; also where they fail, or are not waited for
        if options.output is not None:
            atomic.write_text(options.output, "".join(f"{text}\n" for text in texts))
    return False


def _score(
    run: Path, texts: Sequence[str], references: Sequence[str], tokenize: str, began: float, channel: Channel
) -> None:
    """Tells the scores, and before how far it is: those of many sentences take minutes, TER most of them."""
    channel.emit(events.State(state="validating", text="Scoring"))

    def told(measure: str) -> scoring.Told:
        return partial(_tell_scored, channel, measure, len(texts))

    bleu = scoring.bleu(texts, references, scoring.settled(tokenize, references), told("BLEU"))
    chrf = scoring.chrf(texts, references, told("chrF"))
    ter = scoring.ter(texts, references, told("TER"))
    channel.emit(
        events.Evaluated(
            run=str(run),
            sentences=len(texts),
            bleu=bleu.value,
            bleu_signature=bleu.signature,
            chrf=chrf.value,
            chrf_signature=chrf.signature,
            ter=ter.value,
            ter_signature=ter.signature,
            exact_match=scoring.exact_match(texts, references),
            seconds=time.monotonic() - began,
        )
    )


def _tell_scored(channel: Channel, measure: str, total: int, done: int) -> None:
    channel.emit(events.Progress(text=f"Scoring with {measure}", done=done, total=total, unit="sentences"))


def with_beam(config: Config, beam_size: int | None) -> DecodingConfig:
    """The run's way to search; with a beam that is asked for it is beam search, unless diverse beams have one, too.

    Raises:
        FailureError: When there is no such beam.
    """
    if beam_size is None:
        return config.decoding
    method = "diverse" if config.decoding.method == "diverse" else "beam"
    return changed(config, {"decoding.beam_size": beam_size, "decoding.method": method}).decoding


def load_test_set(source: Path | None, reference: Path | None, folder: RunFolder) -> tuple[list[str], list[str]]:
    """Sources and references: those of the files that are named, or the test part of the run's dataset.

    Raises:
        FailureError: When a file is missing or empty, the two are of unequal length, or there is no test part.
    """
    if (source is None) != (reference is None):
        raise fail("One file missing", "Only one of --source and --reference is given.", "Name both, or neither.")
    if source is None or reference is None:
        return _held_out(folder)
    sources, references = _lines(source), _lines(reference)
    if len(sources) != len(references):
        raise fail(
            "Unequal files",
            f"{source} has {len(sources):,} lines, but {reference} has {len(references):,}.",
            "Give two files in which line n translates line n.",
        )
    if not sources:
        raise fail("Empty file", f"{source} has no lines.", "Give a file with sentences.")
    return sources, references


def _held_out(folder: RunFolder) -> tuple[list[str], list[str]]:
    from tfmodel.jobs.preparing import dataset_of

    with PairStore.open(dataset_of(folder)) as store, store.snapshot():
        rows = list(store.stream("test"))
        if not rows:
            raise fail("No test part", "The dataset of this run has no test part.", "Name --source and --reference.")
        if store.fingerprint() != folder.info().dataset_fingerprint:
            _refuse_trained_on(folder, store, len(rows))
    return [row.source for row in rows], [row.target for row in rows]


def _refuse_trained_on(folder: RunFolder, store: PairStore, total: int) -> None:
    """Pairs may have come into the test part since, or been imported anew: the run's own tokens tell what it saw."""
    caches = [path for path in (folder.path / "tokens").glob("train-*") if path.is_dir()]
    if not caches:
        return  # nothing was trained on yet
    tokenizer = TokenizerPair.load(folder.path / "tokenizer").source
    seen = {pair for path in caches for pair in trained_on(store, "test", tokenizer, open_cache(path))}
    if seen:
        raise fail(
            "Trained on the test part",
            f"{folder.path.name} may have been trained on {len(seen):,} of its {total:,} test pairs: "
            "their dataset has changed since.",
            "Name another test set with --source and --reference, or train a new run.",
        )


def _lines(path: Path) -> list[str]:
    with path.open("rb") as packed, unpacked(packed, path) as file:
        content = file.read()
    try:
        return lines_in(content)
    except UnicodeDecodeError as error:
        raise fail("Not UTF-8", f"{path} is not UTF-8 text (byte {error.start:,}).", "Convert it to UTF-8.") from error
