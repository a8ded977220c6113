"""Run folders as a training leaves them, without the training."""

from tfmodel.contract import events, places
from tfmodel.contract.config import Config
from tfmodel.contract.marks import Marks, write_marks
from tfmodel.contract.problems import changed
from tfmodel.contract.run_folder import RunFolder, RunInfo


def make_run(name, *, changes=None, steps=40, final=1.0, marks=None, signature="tok:13a", **info):
    values = {"name": name, "state": "finished", "dataset": "/data/some.pairs", "dataset_fingerprint": "f", **info}
    config = changed(Config(), changes or {})
    run = RunFolder.create(places.runs_folder() / name, config, RunInfo(**values))
    for step in range(1, steps + 1):
        loss = final + 4.0 / step
        run.append(
            "metrics.jsonl",
            events.TrainingReport(
                step=step, epoch=step / 10, loss=loss, learning_rate=1e-3, tokens_per_second=4000, seconds=2.0 * step
            ),
        )
        if step % 10 == 0:
            run.append("metrics.jsonl", validation(step, loss + 0.1, signature))
    if marks:
        write_marks(run.path, Marks(**marks))
    return run


def validation(step, loss, signature):
    scores = {"bleu": 0.5 * step, "bleu_signature": signature, "chrf": 40.0, "chrf_signature": "c6", "best": True}
    more = {"perplexity": 2.0, "token_accuracy": 0.5, "sentences": 20, "seconds": 2.0 * step}
    return events.ValidationReport(step=step, epoch=step / 10, loss=loss, **scores, **more)
