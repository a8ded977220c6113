"""What the scripted child says of a check before a training, of the hardware, and of pairs under an X-ray."""

import os
import sys
from itertools import pairwise
from pathlib import Path

import numpy as np
from attention_runs import SENTENCES, arrays_of

from tfmodel.contract import events
from tfmodel.contract.attention_files import PAIRS, PAIRS_RECORD
from tfmodel.contract.calibration import Calibration, Choice, Speed
from tfmodel.contract.config import Config
from tfmodel.contract.run_folder import RunFolder
from tfmodel.corpus.losses import write_losses
from tfmodel.corpus.store import PairStore

CARD = "NVIDIA GeForce RTX 4090"
LINE = "python -m pip install 'tensorflow[and-cuda]==2.21.0' nvidia-ml-py"


def preflight(arguments, say):
    """A batch of more than 1,000 tokens does not fit, one of 64 is measured until somebody cancels it."""
    config = Config.model_validate_json(Path(arguments[arguments.index("--config") + 1]).read_text(encoding="utf-8"))
    tokens = config.training.batch_tokens
    datasets = [word for before, word in pairwise(arguments) if before == "--data"]
    say(events.Log(message=f"Asked: {' '.join(datasets)}"))
    say(events.State(state="preparing", text="Cutting the pairs into tokens"))
    say(events.Progress(text="Measuring training steps", done=2.0, total=10.0, unit="s"))
    if tokens == 64:
        sys.stdin.readline()
        say(events.Finished(stopped=True))
        sys.exit(130)
    if tokens == 65:
        os.kill(os.getpid(), 9)
    say(found(tokens))


def found(tokens):
    fits = tokens <= 1000
    changes = (
        events.Change(
            settings={"training.batch_tokens": "1000", "training.accumulate_steps": "4"},
            effect="Batches of 1,000 tokens, 4 for each step: the same training in less memory.",
        ),
        events.Change(settings={"model.d_model": "64"}, effect="The model of the preset tiny."),
    )
    return events.Preflight(
        backend="tensorflow",
        device="A test processor, 2 cores",
        precision="float32",
        parameters={"Embeddings": 1_280_000, "Encoder self-attention": 264_192, "Norms": 5_376},
        steps_per_epoch=69,
        total_steps=6_900,
        validations=46,
        steps_measured=24,
        step_seconds=0.412,
        tokens_per_second=8_310.0,
        validation_seconds=3.2,
        seconds=3_000.0,
        memory=2_040_000_000,
        memory_free=4_000_000_000 if fits else 1_500_000_000,
        disk=181_000_000,
        disk_free=74_000_000_000,
        fits=fits,
        reasons=() if fits else ("It needs 2.0 GB of memory, and 1.5 GB are free.",),
        changes=() if fits else changes,
    )


def devices(arguments, say):
    """With SCRIPTED_GPU in the environment there is a card that TensorFlow does not see."""
    measured = "--measure" in arguments
    if os.environ.get("SCRIPTED_BROKEN") in (arguments[-2], "all"):
        sys.exit("No module named tensorflow")
    if measured:
        say(events.Progress(text="Measuring tensorflow", done=0, total=2, unit="backends"))
    unused = "SCRIPTED_GPU" in os.environ
    say(
        events.Hardware(
            processor="A test processor, 2 cores",
            gpus=(CARD,) if unused else (),
            backends=(
                report("tensorflow", "2.21.0", 8_000.0 if measured else None),
                report("jax", "0.10.2", 9_000.0 if measured else None),
                events.BackendReport(backend="torch"),
            ),
            why_not=f"The CUDA libraries that TensorFlow needs for the {CARD} are not installed." if unused else "",
            remedy=LINE if unused else "",
            measured=measured,
        )
    )


def report(backend, version, speed):
    known = {"narrow": calibration_of(speed), "wide": calibration_of(speed / 10)} if speed is not None else {}
    return events.BackendReport(backend=backend, version=version, devices=("CPU",), calibrations=known)


def calibration_of(speed):
    return Calibration(
        choices=(
            Choice(precision="float32", xla=False, tokens_per_second=speed / 2),
            Choice(precision="mixed_bfloat16", xla=False, tokens_per_second=speed),
        ),
        batches=(Speed(value=1024, tokens_per_second=speed), Speed(value=2048, tokens_per_second=1.1 * speed)),
        calls=(Speed(value=1, tokens_per_second=0.9 * speed), Speed(value=2, tokens_per_second=speed)),
    )


def xray(arguments, say):
    """The loss of a pair is its number, or with `--attention` two sentences are those of the numbers."""
    run = RunFolder.open(Path(arguments[2]))
    dataset = Path(run.info().dataset)
    if "--attention" not in arguments:
        with PairStore.open(dataset) as store:
            numbers = list(store.ids(split="train"))
        write_losses(dataset, run.path.name, [(number, float(number)) for number in numbers])
        return
    said = tuple(item.model_copy(update={"translation": " ".join(arguments[4:-1])}) for item in SENTENCES)
    (run.path / PAIRS).parent.mkdir(exist_ok=True)
    np.savez_compressed(run.path / PAIRS, **arrays_of(40))
    event = events.Attention(step=40, file=PAIRS, source=said[0].source, target=said[0].target, sentences=said)
    (run.path / PAIRS_RECORD).write_text(event.line() + "\n", encoding="utf-8")
