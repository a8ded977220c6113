"""How a job speaks: events out, commands in, over the two pipes that every process has (design, section 3)."""

from __future__ import annotations

import _thread
import errno
import os
import queue
import signal
import stat
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Protocol, TextIO

from tfmodel import console
from tfmodel.check_text import hardware_text, preflight_text
from tfmodel.contract import commands, events

PATIENCE = 2.5  # seconds that a job has to save and end when whoever started it is gone


class Channel(Protocol):
    """Where a job sends its events, and where it hears commands."""

    def emit(self, event: events.Message) -> None:
        """Sends one event; never raises because nobody listens any more."""

    def command(self, *, wait: float | None = 0.0) -> commands.Command | None:
        """The next command, or None when none came within `wait` seconds (None: wait for ever) or after `release`."""

    def release(self) -> None:
        """Lets whoever waits for a command go away without one; the next command is for who asks next."""


class JsonChannel:
    """Events as JSON lines on stdout, commands as JSON lines on stdin; the end of stdin means stop.

    The real stdout is kept for the events alone: file descriptor 1 then points at stderr, so that nothing that a
    library prints can corrupt the protocol.

    Args:
        hears: Whether the job asks for commands itself. One that does not is interrupted, as by Ctrl+C, when it is to
            stop: a window that died leaves no job behind.
        answers: Whether commands are all the work of the job: where nobody can speak, those of a file at stdin are
            read, whose end is the end of the work.
        on_stop: Called once the job was told to stop, or to go on alone: from then on it takes the time that it needs.
    """

    def __init__(
        self, *, hears: bool = True, answers: bool = False, on_stop: Callable[[], None] = lambda: None
    ) -> None:
        self._hears = hears
        self._on_stop = on_stop
        self._stopping = False
        self._interrupted = False
        self._detached = False
        sys.stdout.flush()
        self._out = os.fdopen(os.dup(1), "w", encoding="utf-8", newline="\n")
        os.dup2(2, 1)
        self._lock = threading.Lock()
        self._commands: queue.Queue[commands.Command | None] = queue.Queue()
        speaks = _somebody_speaks(sys.stdin)
        self._reads = answers and not speaks
        if speaks:
            threading.Thread(target=self._listen, name="commands", daemon=True).start()

    def emit(self, event: events.Message) -> None:
        """Writes one line; a reader that is gone is no error, the end of stdin tells the job to stop."""
        if self._interrupted and not isinstance(event, events.Finished | events.Failed):
            raise KeyboardInterrupt  # once more: libraries swallow the first one
        with self._lock:
            try:
                self._out.write(event.line() + "\n")
                self._out.flush()
            except (OSError, ValueError):
                return

    def command(self, *, wait: float | None = 0.0) -> commands.Command | None:
        """The next command; see `Channel`."""
        if wait is None and self._reads:
            return next(self._spoken(), None)
        try:
            return self._commands.get(block=wait != 0.0, timeout=wait)
        except queue.Empty:
            return None

    def release(self) -> None:
        """See `Channel`."""
        self._commands.put(None)

    def _spoken(self) -> Iterator[commands.Command]:
        while line := _readline(sys.stdin):
            command = commands.read_command(line)
            if command is not None:
                yield command
            elif line.strip():
                self.emit(events.Log(level="warning", message=f"This is no command: {line.strip()[:200]}"))

    def _listen(self) -> None:
        for command in self._spoken():
            self._take(command)
        if not self._stopping and not self._detached:
            leave = threading.Timer(PATIENCE, os._exit, (130,))  # files are complete or absent at any moment
            leave.daemon = True
            leave.start()
            self._take(commands.Stop(at_once=True))

    def _take(self, command: commands.Command) -> None:
        if isinstance(command, commands.Stop) and not command.at_once:
            self._on_stop()
        if isinstance(command, commands.Detach):
            self._detach()
        self._stopping = self._stopping or isinstance(command, commands.Stop)
        if isinstance(command, commands.Stop) and not self._hears:
            self._interrupted = True
            _interrupt_main()
        else:
            self._commands.put(command)

    def _detach(self) -> None:
        """Says so, and writes nothing more to pipes that nobody will read."""
        self._detached = True
        self._on_stop()
        console.leave()
        self.emit(events.Detached())
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, 1)
        os.dup2(nowhere, 2)
        os.close(nowhere)


def _interrupt_main() -> None:
    """As Ctrl+C does: where there are signals, also while the main thread waits for a process of its own."""
    if hasattr(signal, "pthread_kill"):
        signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGINT)
    else:
        _thread.interrupt_main()


def _somebody_speaks(stream: TextIO) -> bool:
    """Whether commands can come: from a pipe, a socket or a terminal. /dev/null ends at once and means nothing."""
    try:
        mode = os.fstat(stream.fileno()).st_mode
    except (OSError, ValueError, AttributeError):
        return False
    return stat.S_ISFIFO(mode) or stat.S_ISSOCK(mode) or console.is_terminal(stream)


def _readline(stream: TextIO) -> str:
    """One line, or an empty text at the end of a stream, also of one that is closed or missing."""
    try:
        return stream.readline()
    except (OSError, ValueError, AttributeError):
        return ""


class TextChannel:
    """Events as sentences for a person: results on stdout, everything else on stderr. Commands: none but Ctrl+C."""

    def __init__(self, *, quiet: bool = False) -> None:
        self._quiet = quiet
        self._live = sys.stderr.isatty()
        if self._live:
            console.show_escapes(sys.stderr)
        self._pending = False

    def emit(self, event: events.Message) -> None:
        """Prints the event where it says something to a person."""
        text = _SENTENCES.get(type(event), lambda _: "")(event)
        if isinstance(event, events.Failed | events.Finished):
            self._clear()
        if text and isinstance(event, events.Progress):
            self._progress(text)
        elif text:
            result = isinstance(event, _RESULTS)
            if result or not self._quiet:
                self._line(text, sys.stdout if result else sys.stderr)

    def command(self, *, wait: float | None = 0.0) -> commands.Command | None:
        """None: a terminal gives no commands."""
        return None

    def release(self) -> None:
        """Nobody waits here."""

    def _progress(self, text: str) -> None:
        if self._live and not self._quiet:
            sys.stderr.write(f"\r\x1b[2K{text}")
            sys.stderr.flush()
            self._pending = True

    def _clear(self) -> None:
        """Takes the progress away: what follows stands on a line of its own."""
        if self._pending:
            with writing(sys.stderr):
                sys.stderr.write("\r\x1b[2K")
                sys.stderr.flush()
            self._pending = False

    def _line(self, text: str, stream: TextIO) -> None:
        self._clear()
        with writing(stream):
            print(text, file=stream, flush=True)


@contextmanager
def writing(stream: TextIO) -> Iterator[None]:
    """Around writing: a reader that has seen enough is no error, and what stderr loses is no loss.

    Raises:
        OSError: Naming the file behind stdout, when it cannot be written.
    """
    try:
        yield
    except OSError as error:
        name = _file_behind(stream)
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())  # what is in its buffer would fail at the end again
        if stream is not sys.stderr and not _is_of_a_gone_reader(error):
            raise OSError(error.errno, error.strerror, name) from error


def _is_of_a_gone_reader(error: OSError) -> bool:
    """Windows says of a broken pipe that the argument is invalid."""
    return isinstance(error, BrokenPipeError) or (sys.platform == "win32" and error.errno == errno.EINVAL)


def _file_behind(stream: TextIO) -> str:
    try:
        return os.readlink(f"/proc/self/fd/{stream.fileno()}")
    except OSError:  # no Linux
        return "the output"


_RESULTS = (
    events.Cleaned,
    events.Compared,
    events.Described,
    events.Diagnosed,
    events.Evaluated,
    events.Extracted,
    events.Hardware,
    events.Listed,
    events.Preflight,
    events.RulePreview,
    events.TokenizerTried,
    events.Translated,
    events.TrialEnded,
)


def _progress(event: events.Progress) -> str:
    of = f"/{event.total:,.0f}" if event.total else ""
    rate = f", {event.rate:,.0f} {event.unit}/s" if event.rate else ""
    left = f", {clock(event.seconds_left)} left" if event.seconds_left is not None else ""
    return f"{event.text} {event.done:,.0f}{of} {event.unit}{rate}{left}".strip()


def _training(event: events.TrainingReport) -> str:
    return (
        f"step {event.step:>6}  epoch {event.epoch:6.2f}  loss {event.loss:.4f}  rate {event.learning_rate:.2e}"
        f"  {event.tokens_per_second:,.0f} tokens/s  {clock(event.seconds)}"
    )


def _validation(event: events.ValidationReport) -> str:
    return (
        f"validation at step {event.step}: loss {event.loss:.4f}, perplexity {event.perplexity:.2f}, token accuracy "
        f"{event.token_accuracy:.1%}, BLEU {event.bleu:.1f}, chrF {event.chrf:.1f}{'  best' if event.best else ''}"
    )


def _samples(event: events.Samples) -> str:
    return "\n".join(f"    {item.source}\n      → {item.hypothesis}" for item in event.samples[:2])


def _rule_preview(event: events.RulePreview) -> str:
    shown = (
        f"  {pair.id}: {pair.source} | {pair.target}{f'  ({pair.note})' * bool(pair.note)}" for pair in event.examples
    )
    return "\n".join((f"{event.rule}: {event.pairs:,}", *shown))


def _cleaned(event: events.Cleaned) -> str:
    rules = ", ".join(f"{rule} {pairs:,}" for rule, pairs in event.taken.items() if pairs)
    did = "would flag" if event.preview else "flagged"
    return f"The rules {did}: {rules or 'nothing'}. Of {event.pairs:,} pairs {event.used:,} are used."


def _imported(event: events.Imported) -> str:
    reasons = "".join(f"\n  left out, {reason}: {count:,}" for reason, count in event.rejected.items())
    held_out = f"\n  set aside, the source is in a held-out part: {event.held_out:,}" if event.held_out else ""
    return (
        f"{event.path}: {event.kept:,} of {event.read:,} pairs kept ({event.train:,} to train, {event.validation:,} to "
        f"validate, {event.test:,} to test) in {event.seconds:.1f} s{reasons}{held_out}"
    )


def _evaluated(event: events.Evaluated) -> str:
    return "\n".join(
        (
            f"BLEU {event.bleu:.2f}  {event.bleu_signature}",
            f"chrF {event.chrf:.2f}  {event.chrf_signature}",
            f"TER  {event.ter:.2f}  {event.ter_signature}",
            f"exact {event.exact_match:.1%} of {event.sentences:,} sentences, {event.seconds:.1f} s",
        )
    )


def _exported(event: events.Exported) -> str:
    return (
        f"{event.path} ({event.bytes / 1e6:.1f} MB), {event.format}; loaded by another process and compared on "
        f"{event.sentences_compared} sentences: largest difference {event.largest_difference:.1e}"
    )


def _listed(event: events.Listed) -> str:
    if not event.rows:
        return "(none)"
    names = list(event.rows[0])
    width = {name: max(len(name), *(len(row[name]) for row in event.rows)) for name in names}
    lines = [{name: name for name in names}, *event.rows]
    return "\n".join("  ".join(row[name].ljust(width[name]) for name in names).rstrip() for row in lines)


def _described(event: events.Described) -> str:
    picture = event.picture
    lines = [f"{event.path}: {picture.sampled:,} of {picture.pairs:,} training pairs looked at"]
    for name, side in (("source", picture.source), ("target", picture.target)):
        scripts = ", ".join(share.name for share in side.scripts[:3]) or "none"
        lines.append(
            f"{name}: {side.running_words:,} words, {side.distinct_words:,} distinct, {side.seen_once:,} of them seen "
            f"once; scripts: {scripts}; most frequent: {' '.join(share.name for share in side.frequent[:8])}"
        )
    lines.append(f"target words to source words: {picture.density.median_ratio:.2f} in the median")
    return "\n".join(lines)


def _tried(event: events.TokenizerTried) -> str:
    trial = event.trial
    name = f"{trial.kind} {trial.vocabulary_size:,} {'shared' if trial.shared else 'separate'}"
    if trial.problem:
        return f"{name}: {trial.problem}"
    return (
        f"{name}: {trial.source_tokens:.1f} + {trial.target_tokens:.1f} tokens a pair, {trial.coverage:.2%} covered, "
        f"{trial.unknown:.2%} unknown, vocabularies of {trial.source_vocabulary:,} and {trial.target_vocabulary:,}, "
        f"{trial.seconds:.1f} s"
    )


def _compared(event: events.Compared) -> str:
    lines = [f"{event.sentences:,} sentences; the first run is the baseline"]
    width = max(len(row.name) for row in event.rows)
    for row in event.rows:
        lines.append(f"{row.name:<{width}}  BLEU {_interval(row.bleu)}   chrF {_interval(row.chrf)}")
    return "\n".join((*lines, event.bleu_signature, event.chrf_signature))


def _interval(score: events.Interval) -> str:
    test = "" if score.p_value is None else f" p = {score.p_value:.4f}{'*' if score.p_value < 0.05 else ''}"
    return f"{score.score:5.1f} [{score.low:.1f}, {score.high:.1f}]{test}"


def _diagnosed(event: events.Diagnosed) -> str:
    if not event.findings:
        return "The doctor finds nothing wrong."
    lines = []
    for found in event.findings:
        fix = "".join(f" --set {path}={value}" for path, value in found.fix.items())
        lines.append(f"{found.title}: {found.cause}\n    {found.advice}{fix}")
    return "\n".join(lines)


def _trial(event: events.TrialEnded) -> str:
    values = " ".join(f"{path}={value}" for path, value in event.values.items())
    bleu = "–" if event.bleu is None else f"{event.bleu:.1f}"
    loss = "–" if event.loss is None else f"{event.loss:.3f}"
    return f"{event.number}/{event.total}  {values}  {event.state}  BLEU {bleu}  loss {loss}"


def clock(seconds: float) -> str:
    """Seconds as 1:02:03 or 2:03."""
    minutes, rest = divmod(max(0, round(seconds)), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


_SENTENCES: dict[type, Any] = {
    events.Device: lambda event: f"{event.backend} on {event.device}, {event.precision}",
    events.State: lambda event: event.text,
    events.Progress: _progress,
    events.TrainingReport: _training,
    events.ValidationReport: _validation,
    events.Samples: _samples,
    events.Log: lambda event: event.message if event.level == "info" else f"{event.level}: {event.message}",
    events.Imported: _imported,
    events.RulePreview: _rule_preview,
    events.Cleaned: _cleaned,
    events.Evaluated: _evaluated,
    events.Exported: _exported,
    events.Listed: _listed,
    events.Described: _described,
    events.TokenizerTried: _tried,
    events.Extracted: lambda event: f"{event.path}: {event.count:,} {event.what}",
    events.Compared: _compared,
    events.TrialEnded: _trial,
    events.Diagnosed: _diagnosed,
    events.Preflight: preflight_text,
    events.Hardware: hardware_text,
    events.Translated: lambda event: "\n".join(item.text for item in event.hypotheses),
    events.Finished: lambda event: event.text,
}
