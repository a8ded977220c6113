"""The job `translate`: lines on stdin to lines on stdout, or, for the window, commands to answers."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from tfmodel.channel import Channel, writing
from tfmodel.contract import commands, events
from tfmodel.contract.config import Config
from tfmodel.contract.decoding_config import METHODS_OF, DecodingConfig
from tfmodel.contract.failure import FailureError, fail
from tfmodel.contract.problems import changed
from tfmodel.contract.run_folder import RunFolder
from tfmodel.corpus.text_file import UNREADABLE, lines_from
from tfmodel.jobs import backends
from tfmodel.jobs.glance import some_sources
from tfmodel.jobs.tags import tag_for_lines, tag_of

if TYPE_CHECKING:
    from tfmodel.jobs.sentences import SentenceSearcher
    from tfmodel.jobs.translator import Translation, Translator

FEW_LINES = 1000  # up to which compiling costs more time than it saves
BLOCK = 20_000  # lines that are in memory with their translations at once, fewer where several of each are asked for
WARM_WIDTHS = (32, 64, 16)  # source tokens of the shapes that are compiled, the one that serves most sentences first
# Up to this width, products are so small that sharing one among threads costs more than it saves: waiting for the other
# thread, which has to get a core first, took half of the time of an answer.
NARROW = 256
MOST_SAMPLES = 1000
Asked = TypeVar("Asked", commands.Translate, commands.AskNext)


@dataclass(frozen=True)
class TranslateOptions:
    """What the command line asked of `translate`.

    Attributes:
        run: Folder of the run.
        nbest: Translations of each line.
        changes: Settings of the run's decoding, by path.
        prefix: What all translations begin with.
        tag: The dataset of the run's mix, or its tag, that all sources begin with.
        scores: Whether each translation comes with its score and the log-probability of each piece.
        interactive: Whether commands are answered instead of lines translated.
        backend: What computes, or "auto": as the run was trained.
    """

    run: Path
    nbest: int = 1
    changes: Mapping[str, str] = field(default_factory=dict)
    prefix: str = ""
    tag: str = ""
    scores: bool = False
    interactive: bool = False
    backend: str = "auto"


def run(options: TranslateOptions, channel: Channel) -> bool:
    """Translates until the input ends; returns False: its end is never a stop.

    Raises:
        FailureError: The run or an option is refused.
    """
    if options.interactive:
        _refuse_what_commands_say(options)
    folder = RunFolder.open(options.run)
    decoding = _decoding(folder.config(), options)
    backend = backends.choose(options.backend, folder.info().backend)
    if options.interactive:
        _serve(folder, decoding, backend, channel)
    else:
        tag = tag_for_lines(folder, options.tag, channel)
        _pipe(folder, decoding, replace(options, tag=tag, backend=backend), channel)
    return False


def _refuse_what_commands_say(options: TranslateOptions) -> None:
    given = {"nbest": options.nbest != 1, "prefix": options.prefix, "tag": options.tag, "scores": options.scores}
    unread = next((word for word, is_given in given.items() if is_given), "")
    if unread:
        raise fail("No effect", f"--{unread} is for lines of text; with --json commands are read.", "Leave it out.")


def _decoding(config: Config, options: TranslateOptions) -> DecodingConfig:
    """The run's way to search, with changes.

    Raises:
        FailureError: A change is refused, has no effect, or asks for more or longer translations than there can be.
    """
    decoding = changed(config, options.changes).decoding
    _refuse_unread(decoding, options.changes)
    if decoding.max_length > config.max_length:
        raise fail(
            "Translation too long",
            f"decoding.max_length is {decoding.max_length}, but the model knows {config.max_length} positions.",
            f"Choose {config.max_length} or less.",
        )
    most = {"greedy": 1, "sampling": MOST_SAMPLES}.get(decoding.method, decoding.beam_size)
    if options.nbest > most:
        raise fail(
            "Too many translations",
            f"{options.nbest} translations of each line are asked for; {decoding.method} gives {most}.",
            "Ask for fewer, or choose a wider beam or sampling.",
        )
    return decoding


def _refuse_unread(decoding: DecodingConfig, changes: Mapping[str, str]) -> None:
    for path in changes:
        methods = METHODS_OF.get(path.partition(".")[2], (decoding.method,))
        if decoding.method not in methods:
            raise fail(
                "No effect",
                f"{path} is a setting of the method {' or '.join(methods)}; the method here is {decoding.method}.",
                "Leave it out, or choose another method with --method.",
            )


class _Block(NamedTuple):
    """Lines that are translated together.

    Attributes:
        lines: They, without their ends.
        before: How many lines of the text come before these.
        is_last: Whether none comes after them.
    """

    lines: list[str]
    before: int
    is_last: bool


def _blocks(lines: Iterator[str], most: int) -> Iterator[_Block]:
    """At most so many lines at a time; of a text without lines one block, of none."""
    before, block = 0, list(islice(lines, most))
    while following := list(islice(lines, 1)):
        yield _Block(block, before, is_last=False)
        before += len(block)
        block = [*following, *islice(lines, most - 1)]
    yield _Block(block, before, is_last=True)


def _pipe(folder: RunFolder, decoding: DecodingConfig, options: TranslateOptions, channel: Channel) -> None:
    """Block after block: a long text does not fit in memory, and what is written stays when somebody interrupts."""
    blocks = _blocks(lines_from(sys.stdin.buffer, errors="replace"), max(1, BLOCK // options.nbest))
    first = next(blocks)
    many = len(first.lines) > FEW_LINES or not first.is_last
    translator = _translator(folder, decoding, options.backend, compile_shapes=many, wanted=options.nbest)
    sentences = 0  # of the blocks before
    for block in chain([first], blocks):
        _warn_of_unreadable(block, channel)
        translations = translator.translate(
            block.lines,
            prefix=options.prefix,
            tag=options.tag,
            progress=_telling(channel, sentences, is_last=block.is_last),
            before=block.before,
        )
        sentences += sum(len(translation.parts) for translation in translations)
        channel.emit(events.State(state="saving"))  # the progress makes room: stdout may be the same terminal
        for number, translation in enumerate(translations, start=block.before + 1):
            if translation.note:
                channel.emit(events.Log(level="warning", message=f"line {number}: {translation.note}"))
        if not _write(translator, translations, block.before, options):
            return


def _telling(channel: Channel, before: int, *, is_last: bool) -> Callable[[int, int], None]:
    """Tells of a block behind so many sentences; how many there are in all is known in the last one."""

    def tell(done: int, total: int) -> None:
        tell_done(channel, before + done, before + total if is_last else None)

    return tell


def _write(translator: Translator, translations: Sequence[Translation], before: int, options: TranslateOptions) -> bool:
    """The translations of the lines behind so many others, to stdout; returns whether anybody reads on there."""
    pieces = iter(_scored_pieces(translator, translations, options.nbest) if options.scores else ())
    is_read = False
    with writing(sys.stdout):
        for line, translation in enumerate(translations, start=before + 1):
            number = f"{line}\t" if options.nbest > 1 else ""  # equal ones are left out: there may be fewer
            for rank in range(min(options.nbest, len(translation.texts))):
                with_score = options.scores or options.nbest > 1
                score = f"{translation.scores[rank]:.4f}\t" if with_score else ""
                behind = f"\t{next(pieces)}" if options.scores else ""
                sys.stdout.write(f"{number}{score}{translation.texts[rank]}{behind}\n")
        sys.stdout.flush()
        is_read = True
    return is_read


def tell_done(channel: Channel, done: int, total: int | None) -> None:
    """Says how many sentences are translated, and of how many where that is known."""
    channel.emit(events.Progress(text="Translating", done=done, total=total, unit="sentences"))


def _warn_of_unreadable(block: _Block, channel: Channel) -> None:
    bad = [number for number, line in enumerate(block.lines, start=block.before + 1) if UNREADABLE in line]
    if bad:
        text = f"lines with characters that are not UTF-8, read as �: {len(bad):,}, the first one line {bad[0]:,}"
        channel.emit(events.Log(level="warning", message=text))


def _scored_pieces(translator: Translator, translations: Sequence[Translation], nbest: int) -> list[str]:
    """The pieces of each translation that is shown, each with its log-probability: "▁Un:-0.1053 ▁chat:-0.2231"."""
    shown = [
        [(part.source, ids) for part, ids in zip(translation.parts, tokens, strict=True)]
        for translation in translations
        for tokens in translation.tokens[:nbest]
    ]
    read = iter(translator.reader.log_probs([pair for pairs in shown for pair in pairs]))
    texts = []
    for pairs in shown:
        ids = [token for _, tokens in pairs for token in tokens]
        log_probs = [value for _ in pairs for value in next(read)]
        pieces = translator.tokenizers.target.pieces(ids)
        texts.append(" ".join(f"{piece}:{value:.4f}" for piece, value in zip(pieces, log_probs, strict=True)))
    return texts


def _serve(folder: RunFolder, decoding: DecodingConfig, backend: str, channel: Channel) -> None:
    """Answers commands until the channel stops; shapes are compiled in the background meanwhile."""
    channel.emit(events.State(state="preparing", text="Loading the model"))
    if folder.config().model.d_model <= NARROW:
        os.environ.setdefault("TF_NUM_INTRAOP_THREADS", "1")
    translator = _translator(folder, decoding, backend, compile_shapes=False)
    translator.answer(commands.Translate(id=0, text=_a_sentence(folder), nbest=1))  # traces the plain graph
    channel.emit(events.Ready(run=str(folder.path), step=translator.step, warm=False))
    background, first = _warming(translator, folder, channel)
    latest = first
    while not isinstance(command := channel.command(wait=None), commands.Stop | None):
        if isinstance(command, commands.Translate):
            channel.emit(translator.answer(_tagged(command, folder, channel)))
            if translator.has_cold_shapes:
                latest = background.submit(translator.warm_what_was_asked)
                latest.add_done_callback(Future.result)
        elif isinstance(command, commands.AskNext):
            channel.emit(translator.next(_tagged(command, folder, channel)))
        elif isinstance(command, commands.Reload):
            step = translator.reload()
            channel.emit(events.Ready(run=str(folder.path), step=step, warm=first.done()))
    if not latest.done():  # XLA cannot be interrupted, Python cannot end beside it, and there is nothing to save
        channel.emit(events.Finished())
        os._exit(0)


def _tagged(asked: Asked, folder: RunFolder, channel: Channel) -> Asked:
    """A question with the token of the dataset that it names; one that names no dataset of the run asks nothing."""
    if not asked.tag:
        return asked
    try:
        return asked.model_copy(update={"tag": tag_of(folder, asked.tag)})
    except FailureError as error:
        channel.emit(events.Log(level="warning", message=error.failure.sentence))
        return asked.model_copy(update={"tag": "", "text": ""})


def _warming(translator: Translator, folder: RunFolder, channel: Channel) -> tuple[ThreadPoolExecutor, Future[None]]:
    """A thread that compiles in the background, one thing after the other, and the first of them."""
    from tfmodel.jobs.environment import let_others_go_first

    def tell(done: Future[None]) -> None:
        done.result()  # a failure is told on stderr, and answers come without programs, as before
        channel.emit(events.Ready(run=str(folder.path), step=translator.step, warm=True))

    background = ThreadPoolExecutor(1, "warm-up", let_others_go_first)
    first = background.submit(_warm, translator, translator.sentence_searcher(), folder)
    first.add_done_callback(tell)
    return background, first


def _warm(translator: Translator, searcher: SentenceSearcher, folder: RunFolder) -> None:
    longest = translator.config.data.max_source_tokens
    for width in WARM_WIDTHS:
        if width <= 2 * longest:
            searcher.warm(width)
    translator.next(commands.AskNext(id=0, text=_a_sentence(folder)))  # traces its graph, for which a click would wait


def _a_sentence(folder: RunFolder) -> str:
    """Some sentence of the data, or any text where these cannot be read."""
    return next(iter(some_sources(folder, 1)), "a")


def _translator(
    folder: RunFolder, decoding: DecodingConfig, backend: str, *, compile_shapes: bool, wanted: int = 1
) -> Translator:
    from tfmodel.jobs.environment import prepare_process

    prepare_process(backend)
    from tfmodel.jobs.translator import Translator

    return Translator(folder, decoding, compile_shapes=compile_shapes, wanted=wanted)
