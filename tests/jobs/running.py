"""Jobs as a person runs them: `python main.py …` in a process of its own, with a model small enough for a test."""

import json
import os
import subprocess
import sys
from pathlib import Path

from tfmodel.contract import events
from tfmodel.contract.run_folder import RunFolder

ROOT = Path(__file__).resolve().parents[2]
SMALL = (
    "tokenizer.kind=word",
    "tokenizer.vocabulary_size=200",
    "model.num_encoder_layers=1",
    "model.num_decoder_layers=1",
    "model.d_model=32",
    "model.num_heads=2",
    "model.feed_forward_width=32",
    "model.dropout=0.1",
    "training.precision=float32",
    "training.batch_tokens=128",
    "training.max_epochs=3",
    "training.peak_learning_rate=0.005",
    "training.validate_every=16",
    "training.warmup_steps=20",
    "training.validation_sentences=8",
    "training.steps_per_execution=4",
    "training.average_checkpoints=2",
    "decoding.beam_size=2",
    "decoding.max_length=24",
)


def command(*words):
    return [sys.executable, str(ROOT / "main.py"), *map(str, words)]


def settings(*more):
    return [word for setting in (*SMALL, *more) for word in ("--set", setting)]


def environment(**more):
    return {**os.environ, "PYTHONWARNINGS": "default", "OMP_NUM_THREADS": "2", **more}


def job(*words, stdin=None, before=(), stdout=subprocess.PIPE, preexec_fn=None, **more):
    """Runs a job to its end; without a text, its stdin stays open, for the end of stdin means stop.

    `before` stands before the command, and what is in `more` in its environment.
    """
    ours, theirs = (None, None) if stdin is not None else reversed(os.pipe())
    try:
        return subprocess.run(
            [*before, *command(*words)],
            **({"input": stdin} if stdin is not None else {"stdin": theirs}),
            stdout=stdout,
            stderr=subprocess.PIPE,
            preexec_fn=preexec_fn,
            text=True,
            encoding="utf-8",
            env=environment(**more),
            check=False,
        )
    finally:
        for end in (ours, theirs):
            if end is not None:
                os.close(end)


def events_of(text):
    """All events of a job's stdout; every line must be one."""
    found = []
    for line in text.splitlines():
        json.loads(line)
        event = events.read_event(line)
        assert event is not None, line
        found.append(event)
    return found


def refused(done, *words):
    """One sentence on stderr, status 1, no traceback."""
    lines = [line for line in done.stderr.splitlines() if line.startswith("main.py")]
    assert done.returncode == 1, done.stderr
    assert len(lines) == 1 and "Traceback" not in done.stderr, done.stderr
    for word in words:
        assert word in lines[0], lines[0]


def only(*more):
    return [word for setting in more for word in ("--set", setting)]


def losses(folder):
    """Training loss by step, validation loss by step."""
    found = list(RunFolder(folder).replay())
    training = {event.step: event.loss for event in found if isinstance(event, events.TrainingReport)}
    validation = {event.step: event.loss for event in found if isinstance(event, events.ValidationReport)}
    return training, validation


# A job that is watched and steered while it runs


def started(*words, preexec_fn=None):
    return subprocess.Popen(
        command(*words),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        preexec_fn=preexec_fn,
        env=environment(),
    )


def send(process, *commands):
    process.stdin.write(b"".join(command.line().encode() + b"\n" for command in commands))
    process.stdin.flush()


def wait_for(process, kind, count=1):
    """Reads a job's events until the count-th of a kind."""
    seen = []
    for line in process.stdout:
        event = events.read_event(line)
        assert event is not None, line
        seen.append(event)
        if isinstance(event, kind):
            count -= 1
            if count == 0:
                return seen
    raise AssertionError(process.stderr.read().decode())


def closed(process):
    """Waits for the end; what is left on stdout, and the exit status."""
    out, _ = process.communicate(timeout=120)
    return events_of(out.decode()), process.returncode
