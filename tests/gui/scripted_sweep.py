"""What the scripted child says of a comparison and a sweep, with real files in the runs folder."""

import sys
from pathlib import Path

from tests.gui.made_runs import make_run
from tfmodel.contract import events
from tfmodel.contract.config import Config
from tfmodel.contract.failure import Failure
from tfmodel.contract.marks import read_marks
from tfmodel.contract.places import runs_folder
from tfmodel.contract.run_folder import find_runs
from tfmodel.contract.run_summary import summary_of
from tfmodel.contract.scores import add_scores
from tfmodel.contract.sweeping import axes_of, read_sweep, trials_of, write_sweep
from tfmodel.contract.trials import runs_of


def compare(arguments, say):
    runs = arguments[2 : next((n for n, word in enumerate(arguments) if word.startswith("--")), None)]
    if "endless" in arguments:
        say(events.Progress(text="Translating", done=1, total=100, unit="sentences"))
        sys.stdin.read()
        say(events.Finished(stopped=True))
        sys.exit(130)
    signatures = {"bleu_signature": "tok:13a", "chrf_signature": "c6"}
    test_set = "files" if "--source" in arguments else "the test part"
    rows = tuple(
        events.ComparedRun(
            run=run,
            name=Path(run).name,
            bleu=events.Interval(score=20.0 + n, low=19.0, high=23.0, p_value=0.01 * n or None),
            chrf=events.Interval(score=40.0, low=39.0, high=41.0, p_value=0.5 if n else None),
        )
        for n, run in enumerate(runs)
    )
    found = events.Compared(test_set=test_set, title=test_set, baseline=runs[0], sentences=100, rows=rows, **signatures)
    add_scores(found)
    say(found)


def sweep(arguments, say):
    if "--resume" in arguments:
        go_on(arguments[arguments.index("--name") + 1], "--again" in arguments, say)
        return
    words = [arguments[n + 1] for n, word in enumerate(arguments) if word == "--set"]
    base = Config.model_validate_json(Path(arguments[arguments.index("--config") + 1]).read_text(encoding="utf-8"))
    name = arguments[arguments.index("--name") + 1]
    data = tuple((arguments[n + 1],) for n, word in enumerate(arguments) if word == "--data")
    made = trials_of(name, base, axes_of(dict(word.split("=") for word in words)))
    made = made.model_copy(update={"base": base.model_dump(mode="json"), "data": data})
    train(made, made.trials, say)


def go_on(name, again, say):
    made = read_sweep(runs_folder(), name)
    found = runs_of(made, {run.path: read_marks(run.path) for run in find_runs(runs_folder())})
    left = [trial for trial in made.trials if trial.run not in found and (again or trial.run not in made.begun)]
    train(made, left, say)


def train(made, trials, say):
    write_sweep(runs_folder(), made.model_copy(update={"begun": tuple(trial.run for trial in made.trials)}))
    for number, trial in enumerate(trials, start=1):
        marks = {"sweep": made.name, "trial": trial.run}
        run = make_run(trial.run, changes=trial.values, best_bleu=10.0 * number, final=1.0 / number, marks=marks)
        found = summary_of(run.path)
        ended = {"run": str(run.path), "values": trial.values, "state": "finished"}
        say(events.TrialEnded(sweep=made.name, number=number, total=len(made.trials), bleu=found.bleu, **ended))


def report(arguments, say):
    Path(arguments[arguments.index("--out") + 1]).write_text("<!doctype html>", encoding="utf-8")


def tensorboard(arguments, say):
    (Path(arguments[2]) / "tensorboard").mkdir()


def doctor(arguments, say):
    if "endless" in arguments[2]:
        sys.stdin.read()
    if "gamma" in arguments[2]:
        say(events.Failed(failure=Failure(title="Damaged run", cause="It cannot be read.", advice="Take another.")))
        sys.exit(1)
    fix = {"training.peak_learning_rate": "0.0005"}
    found = events.Finding(rule="diverged", title="Diverged", cause="It rose.", advice="Train anew.", fix=fix)
    say(events.Diagnosed(run=arguments[2], findings=(found,) if "alpha" in arguments[2] else ()))
