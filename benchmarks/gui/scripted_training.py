"""A child that trains nothing and reports as a training does: run as a process by the window that is measured.

Takes the words of `main.py train`; two variables of the environment say what it reports.

- SCRIPTED_HISTORY: so many training reports and validations at once, then both ten times a second.
- SCRIPTED_HOURS: so many hours of a training, each at once; then it waits for a command before the next.
"""

from __future__ import annotations

import os
import random
import sys
import time
from collections.abc import Iterator
from math import exp, sin
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tfmodel.contract import events
from tfmodel.contract.config import Config
from tfmodel.contract.processes import own_process
from tfmodel.contract.run_folder import RunFolder, RunInfo

RATE = 10  # reports a second
VALIDATIONS = 100  # seconds from one validation to the next, where hours are told
LOADS = 2  # seconds between two looks at the machine
LINES = 30  # seconds between two lines of the log
TOLD = "All of it is told"  # the log's line that says so
SOURCE, TARGET = ("▁the", "▁house", "▁is", "▁red", "</s>"), ("▁la", "▁maison", "▁est", "▁rouge", "</s>")
SAMPLES = 8  # sentences at each validation


def say(event: events.Message) -> None:
    """One line of the protocol."""
    sys.stdout.write(event.line() + "\n")


def loss_at(step: int) -> float:
    """A curve as losses are: it falls, and it is noisy."""
    return 1.2 + 6.0 * exp(-step / 20_000) + 0.2 * random.random()


def training(step: int) -> events.TrainingReport:
    """The report of a step; there are ten steps a second."""
    return events.TrainingReport(
        step=step,
        epoch=step / 5000,
        loss=loss_at(step),
        learning_rate=1e-3 * min(1.0, step / 4000),
        tokens_per_second=9000 + 500 * random.random(),
        seconds=step / RATE,
        gradient_norm=0.5 + random.random(),
        last_step=1_000_000,
    )


def validation(step: int) -> events.ValidationReport:
    """A look at the validation part."""
    loss = loss_at(step)
    return events.ValidationReport(
        step=step,
        epoch=step / 5000,
        loss=loss,
        perplexity=exp(loss),
        token_accuracy=0.6 + 0.1 * sin(step / 9000),
        bleu=30 + 5 * sin(step / 7000),
        bleu_signature="nrefs:1|case:mixed|eff:no|tok:13a|smooth:exp",
        chrf=50 + 5 * sin(step / 8000),
        chrf_signature="nrefs:1|case:mixed|eff:yes|nc:6",
        sentences=200,
        best=step % 7 == 0,
        seconds=step / RATE,
    )


def at_a_validation(step: int, file: str) -> Iterator[events.Message]:
    """All that a validation reports."""
    yield validation(step)
    samples = [
        events.Sample(source=f"the house {n}", reference=f"la maison {n}", hypothesis=f"la maison {n} {step % 50}")
        for n in range(SAMPLES)
    ]
    yield events.Samples(step=step, samples=tuple(samples))
    yield events.Attention(step=step, file=file, source=SOURCE, target=TARGET)


def make_run(arguments: list[str]) -> RunFolder:
    """The folder of the run, with the attention of one validation."""
    import numpy as np

    path = Path(arguments[arguments.index("--run") + 1])
    config = Config.model_validate_json(Path(arguments[arguments.index("--config") + 1]).read_text(encoding="utf-8"))
    run = RunFolder.create(path, config, RunInfo(name=path.name, state="training", **own_process()))
    (path / "attention").mkdir()
    weights = np.random.default_rng(0).dirichlet(np.ones(len(SOURCE)), (4, len(TARGET))).astype("float16")
    kinds = ("decoder/0/cross_attention", "decoder/0/self_attention", "encoder/0/self_attention")
    np.savez(path / "attention" / "step.npz", **{f"{kind}/weights": weights for kind in kinds})
    return run


def at_once(count: int) -> None:
    """Reports of the past as fast as they are read, then those of the present, until stdin ends."""
    for step in range(1, count + 1):
        say(training(step))
        say(validation(step))
    say(events.Log(message=TOLD))
    sys.stdout.flush()
    while True:
        count += 1
        say(training(count))
        say(validation(count))
        if count % (5 * RATE) == 0:
            for event in (*at_a_validation(count, "attention/step.npz"), load()):
                say(event)
        sys.stdout.flush()
        time.sleep(1 / RATE)


def hour(number: int) -> None:
    """What a training reports in its n-th hour, counted from 0."""
    for second in range(3600 * number, 3600 * (number + 1)):
        for step in range(second * RATE + 1, (second + 1) * RATE + 1):
            say(training(step))
        if second % VALIDATIONS == 0:
            for event in at_a_validation((second + 1) * RATE, "attention/step.npz"):
                say(event)
            say(events.Checkpoint(step=(second + 1) * RATE, path=f"checkpoints/step-{second:08}"))
        if second % LOADS == 0:
            say(load())
        if second % LINES == 0:
            say(events.Log(level="warning" if second % 600 == 0 else "info", message=f"Second {second}: a line of it"))


def load() -> events.Load:
    """A machine that is busy."""
    return events.Load(cpu=180 + 20 * random.random(), cores=2, memory=2 * 10**9, total_memory=8 * 10**9)


def main(arguments: list[str]) -> None:
    """Speaks the protocol of the job `train`; any other job ends at once."""
    say(events.Started(job=arguments[0], pid=os.getpid()))
    if arguments[0] == "train":
        make_run(arguments)
        say(events.Device(backend="tensorflow", device="No processor at all", precision="float32"))
        say(events.State(state="training", text="Training"))
        if "SCRIPTED_HISTORY" in os.environ:
            at_once(int(os.environ["SCRIPTED_HISTORY"]))
        for number in range(int(os.environ.get("SCRIPTED_HOURS", 0))):
            hour(number)
            say(events.Log(message=TOLD))
            sys.stdout.flush()
            sys.stdin.readline()
    say(events.Finished())


if __name__ == "__main__":
    main(sys.argv[1:])
