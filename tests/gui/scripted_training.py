"""A child that trains nothing but keeps a real run folder and obeys the commands: run as a process by the tests."""

import errno
import os
import queue
import sys
import threading
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from go_files import wait_for

from tfmodel.contract import commands, events, inbox
from tfmodel.contract.config import Config
from tfmodel.contract.failure import failure_from
from tfmodel.contract.processes import own_process
from tfmodel.contract.run_folder import RunFolder, RunInfo

STEPS = 100_000  # never reached: the tests end it
FLOOD = 50_000  # events, and as many lines that are none
SOURCE, TARGET = ("▁the", "▁house", "</s>"), ("▁la", "▁maison", "</s>")


def say(event):
    sys.stdout.write(event.line() + "\n")
    sys.stdout.flush()


def listen(received):
    detached = False
    for line in sys.stdin:
        command = commands.read_command(line)
        if isinstance(command, commands.Detach):
            detached = True
            say(events.Detached())
            sys.stdout = open(os.devnull, "w")
        received.put(command)
    if not detached:
        received.put(commands.Stop())


def open_run(arguments):
    path = Path(arguments[arguments.index("--run") + 1])
    if "--resume" in arguments:
        run = RunFolder.open(path)
        step = max((event.step for event in run.replay()), default=0) // 2
        run.forget_after(step)
        run.write_info(run.info().model_copy(update={"state": "training", **own_process()}))
        if "--set" in arguments:
            say(events.Log(message=arguments[arguments.index("--set") + 1]))
        return run, step
    if path.name == "full-disk":
        say(events.Failed(failure=failure_from(OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path)))))
        sys.exit(1)
    config = Config.model_validate_json(Path(arguments[arguments.index("--config") + 1]).read_text(encoding="utf-8"))
    info = RunInfo(name=path.name, state="training", dataset=arguments[arguments.index("--data") + 1], **own_process())
    return RunFolder.create(path, config, info), 0


def report(run, step):
    for event, file in (
        (
            events.TrainingReport(
                step=step, epoch=step / 50, loss=8 / step, learning_rate=1e-3, tokens_per_second=5000, seconds=step / 20
            ),
            "metrics.jsonl",
        ),
        *(validation(run, step) if step % 5 == 0 else ()),
    ):
        run.append(file, event)
        say(event)


def validation(run, step):
    import numpy as np

    file = f"attention/step-{step:08}.npz"
    (run.path / "attention").mkdir(exist_ok=True)
    weights = np.full((2, 3, 3), 1 / 3, "float16")
    names = ("decoder/0/cross_attention", "decoder/0/self_attention", "encoder/0/self_attention")
    np.savez(run.path / file, **{f"{name}/weights": weights for name in names})
    sample = events.Sample(source="the house", reference="la maison", hypothesis="la maison")
    scores = {"bleu": float(step), "bleu_signature": "tok:13a", "chrf": 50.0, "chrf_signature": "c6"}
    counts = {"step": step, "epoch": step / 50, "loss": 9 / step, "perplexity": 3.0, "token_accuracy": 0.5}
    yield (
        events.ValidationReport(**counts, **scores, sentences=20, best=True, seconds=step / 20),
        "metrics.jsonl",
    )
    yield events.Samples(step=step, samples=(sample,)), "samples.jsonl"
    yield events.Attention(step=step, file=file, source=SOURCE, target=TARGET), "metrics.jsonl"


def obey(command, run):
    if isinstance(command, commands.SetLearningRate):
        say(events.Log(message=f"Factor: {command.factor}"))
        run.change_info(learning_rate_factor=command.factor)
    if isinstance(command, commands.ValidateNow | commands.SaveNow):
        say(events.Log(message=f"Asked: {command.command}"))
        energy = events.Energy(joules=5400.0, of="processor") if command.command == "save" else None
        run.change_info(energy=energy, step=5)
        say(events.Load(cpu=150.0, cores=2, memory=10**9, total_memory=4 * 10**9, energy=energy))
    if isinstance(command, commands.SetPinned):
        for sentence in command.sentences:
            say(events.Log(message=f"Pinned: {sentence.source} = {sentence.reference}"))


def misbehave(run, step, received):
    """What a run does at its sixth step that is called after it."""
    if step != 6:
        return
    name = run.path.name
    if "brief-let-go" in name:
        wait_for(run.path / "seen")
    if "silent" in name:
        while not isinstance(received.get(), commands.SaveNow):
            pass
    if "garbled" in name:
        os.write(
            1, b'\xff\xfe\x00 no text\n{"event": "training", "step": "six"}\n{"event": "tomorrow"}\n{"event": \n\n[]\n'
        )
        os.write(2, b"a library complains\n")
    if "flooding" in name:
        log = events.Log(message="x" * 60).line()
        sys.stdout.write(f"{log}\n" * FLOOD + "no event\n" * FLOOD)
        say(events.Log(message="The flood is over"))


def train(arguments):
    received = queue.Queue()
    threading.Thread(target=listen, args=(received,), daemon=True).start()
    run, step = open_run(arguments)
    say(events.Device(backend="tensorflow", device="A test processor", precision="float32"))
    say(events.State(state="training", text="Training"))
    stubborn = "stubborn" in run.path.name
    last = 120 if "brief" in run.path.name else 12 if "deliberate" in run.path.name else STEPS
    while step < last:
        step += 1
        report(run, step)
        misbehave(run, step, received)
        if "hungry" in run.path.name and step == 6 and "--set" not in arguments:
            say(events.Failed(failure=failure_from(MemoryError())))
            sys.exit(1)
        for posted in inbox.take(run.path):
            received.put(posted)
        command = None if received.empty() else received.get()
        if isinstance(command, commands.Pause):
            say(events.State(state="paused", text="Paused"))
            while not isinstance(received.get(), commands.Resume | commands.Stop):
                pass
            say(events.State(state="training", text="Training"))
        if isinstance(command, commands.SetProbe):
            say(events.Log(message=f"Following: {command.text}"))
        obey(command, run)
        if isinstance(command, commands.Stop):
            say(events.Log(message=f"Keep: {command.keep}"))
            if not stubborn:
                break
        time.sleep(0.01)  # the pace of a training
    say(events.State(state="finishing", text="Choosing the finished model"))
    while "deliberate" in run.path.name and not isinstance(received.get(), commands.SaveNow):
        pass
    finished = step == last
    run.change_info(state="finished" if finished else "stopped", step=step)
    say(events.Finished(stopped=not finished))
    sys.exit(0 if finished else 130)


if __name__ == "__main__":
    job = sys.argv[1]
    if job == "find":  # what answers the table is the program's own
        from tfmodel.cli import main

        sys.exit(main(sys.argv[1:]))
    say(events.Started(job=job, pid=os.getpid()))
    if job == "train":
        train(sys.argv)
    if job == "import":  # one without end
        sys.stdin.readline()
    if job in ("compare", "sweep", "report", "tensorboard", "doctor"):
        from tests.gui import scripted_sweep

        getattr(scripted_sweep, job)(sys.argv, say)
    if job in ("preflight", "devices", "xray"):
        from tests.gui import scripted_checks

        getattr(scripted_checks, job)(sys.argv, say)
    say(events.Finished())
