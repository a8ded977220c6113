"""The job `translate`: lines on stdin to lines on stdout, or, for the window, commands to answers."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tfmodel.channel import Channel, writing
from tfmodel.contract import events
from tfmodel.contract.config import Config, DecodingConfig
from tfmodel.contract.failure import fail
from tfmodel.contract.problems import changed
from tfmodel.contract.run_folder import RunFolder

FEW_LINES = 32  # below, compiling costs more time than it saves
WARM_WIDTHS = (32, 64, 16)  # source tokens of the shapes that are compiled, the one that serves most sentences first
# Up to this width, products are so small that sharing one among threads costs more than it saves: waiting for the other
# thread, which has to get a core first, took half of the time of an answer.
NARROW = 256


@dataclass(frozen=True)
class TranslateOptions:
    """What the command line asked of `translate`: `changes` are settings of the run's decoding, by path."""

    run: Path
    nbest: int = 1
    changes: Mapping[str, str] = field(default_factory=dict)
    interactive: bool = False


def run(options: TranslateOptions, channel: Channel) -> bool:
    """Translates until the input ends; returns False: its end is never a stop."""
    folder = RunFolder.open(options.run)
    decoding = _decoding(folder.config(), options.changes)
    if options.interactive:
        _serve(folder, decoding, channel)
    else:
        _pipe(folder, decoding, options.nbest, channel)
    return False


def _decoding(config: Config, changes: Mapping[str, str]) -> DecodingConfig:
    """The run's way to search, with changes.

    Raises:
        FailureError: A change is of another section, is refused, or asks for longer translations than the model's.
    """
    others = [path for path in changes if not path.startswith("decoding.")]
    if others:
        raise fail(
            "Wrong setting",
            f"{others[0]} cannot change any more: the model is trained.",
            "Only settings of decoding can; main.py translate --help lists them.",
        )
    decoding = changed(config, changes).decoding
    if decoding.max_length > config.max_length:
        raise fail(
            "Translation too long",
            f"decoding.max_length is {decoding.max_length}, but the model knows {config.max_length} positions.",
            f"Choose {config.max_length} or less.",
        )
    return decoding


def _pipe(folder: RunFolder, decoding: DecodingConfig, nbest: int, channel: Channel) -> None:
    lines = [line.rstrip("\r\n") for line in sys.stdin]
    translator = _translator(folder, decoding, compile_shapes=len(lines) > FEW_LINES, wanted=nbest)
    translations = translator.translate(lines)
    for number, translation in enumerate(translations, start=1):
        if translation.note:
            channel.emit(events.Log(level="warning", message=f"line {number}: {translation.note}"))
    with writing(sys.stdout):
        for translation in translations:
            for rank in range(min(nbest, len(translation.texts))):
                score = f"{translation.found.scores[rank]:.4f}\t" if nbest > 1 else ""
                sys.stdout.write(f"{score}{translation.texts[rank]}\n")
        sys.stdout.flush()


def _serve(folder: RunFolder, decoding: DecodingConfig, channel: Channel) -> None:
    """Answers commands until the channel stops; shapes are compiled in the background meanwhile."""
    channel.emit(events.State(state="preparing", text="Loading the model"))
    if folder.config().model.d_model <= NARROW:
        os.environ.setdefault("TF_NUM_INTRAOP_THREADS", "1")
    translator = _translator(folder, decoding, compile_shapes=False, wanted=None)
    translator.answer(events.Translate(id=0, text=_a_sentence(folder), nbest=1))  # traces the plain graph
    channel.emit(events.Ready(run=str(folder.path), step=translator.step, warm=False))
    warming = threading.Thread(target=_warm, args=(translator, folder, channel), name="warm-up", daemon=True)
    warming.start()
    while not isinstance(command := channel.command(wait=None), events.Stop | None):
        if isinstance(command, events.Translate):
            channel.emit(translator.answer(command))
        elif isinstance(command, events.Reload):
            step = translator.reload()
            channel.emit(events.Ready(run=str(folder.path), step=step, warm=not warming.is_alive()))
    if warming.is_alive():  # XLA cannot be interrupted, Python cannot end beside it, and there is nothing to save
        channel.emit(events.Finished())
        os._exit(0)


def _warm(translator: Any, folder: RunFolder, channel: Channel) -> None:
    from tfmodel.jobs.environment import let_others_go_first

    let_others_go_first()
    longest = translator.config.data.max_source_tokens
    for width in WARM_WIDTHS:
        if width <= 2 * longest:
            translator.sentence_searcher().warm((1, width))
    channel.emit(events.Ready(run=str(folder.path), step=translator.step, warm=True))


def _a_sentence(folder: RunFolder) -> str:
    """Some sentence of the data, or any text when the dataset is not at hand."""
    from tfmodel.corpus.store import PairStore

    path = folder.path / folder.info().dataset
    if not path.is_file():
        return "a"
    with PairStore.open(path) as store:
        rows = store.page(offset=0, limit=1)
    return rows[0].source if rows else "a"


def _translator(folder: RunFolder, decoding: DecodingConfig, *, compile_shapes: bool, wanted: int | None) -> Any:
    from tfmodel.jobs.environment import prepare_process

    prepare_process()
    from tfmodel.jobs.translator import Translator

    return Translator(folder, decoding, compile_shapes=compile_shapes, wanted=wanted)
