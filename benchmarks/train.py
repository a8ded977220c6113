"""Training speed: Transformer Desk's own command and the peers that are there, in turn, in one run.

    python -m benchmarks.train DATA --preset tiny --peers-python PEERS/bin/python [--rounds 5] [--seconds 40] [--quick]

DATA is a folder such as Multi30k's (train.en, train.de, val.en, ... plain or .gz), a file of pairs, or a dataset
(.pairs). In each round every side trains anew for some seconds, one after the other; the first steps of each, in which
graphs are traced, are left out. Then Transformer Desk alone: how soon its first step is done, how long it waits for
input and Python, and how much memory a whole job takes. Tables and values are added to the results folder.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from benchmarks.child import MAIN, Child, ChildError, told
from benchmarks.corpus import dataset, reference_run, training_command
from benchmarks.facts import facts, installed
from benchmarks.pace import Pace, pace
from benchmarks.peers.ours import stretches
from benchmarks.sides import DEFAULT_PEERS, OURS, PACKAGES, SIDES, Plan, default_python, present
from benchmarks.table import MISSING, Figure, Report, Table
from tfmodel.contract.presets import preset_names

RESULTS = Path(__file__).parent / "results"
QUICK = {"rounds": 2, "seconds": 8.0, "waiting_steps": 16, "starts": 1}
WHOLE_JOB = ("training.max_steps=16", "training.validate_every=8")  # two validations, a mean, a finished model
MB = 1e6


@dataclass(frozen=True)
class Measured:
    """One side in one round."""

    pace: Pace
    peak_memory: int


def measure(name: str, plan: Plan, folder: Path, *, skip: int, seconds: float) -> Measured:
    """Starts a side, measures it and ends it."""
    side = SIDES[name]
    folder.mkdir(parents=True)
    child = side.start(plan, folder)
    with ended(child):
        found = pace(child, side.read(child.lines()), skip=skip, seconds=seconds)
        return Measured(found, child.end())


@contextmanager
def ended(child: Child) -> Iterator[None]:
    """No process is left behind, whatever happens."""
    try:
        yield
    finally:
        child.end()


def rounds(names: list[str], plan: Plan, work: Path, options: argparse.Namespace) -> dict[str, list[Measured]]:
    """All sides in turn, again and again; a side that fails is left out from then on and said so."""
    found: dict[str, list[Measured]] = defaultdict(list)
    going = list(names)
    for number in range(options.rounds):
        for name in list(going):
            folder = work / f"round-{number}" / name
            try:
                one = measure(name, plan, folder, skip=options.skip, seconds=options.seconds)
            except ChildError as error:
                print(f"{name} failed and is left out:\n{error}", file=sys.stderr)
                going.remove(name)
                found.pop(name, None)
                continue
            found[name].append(one)
            print(f"round {number + 1}: {name:<18} {one.pace.tokens_per_second:>8,.0f} tokens/s", flush=True)
    return found


def starts(plan: Plan, work: Path, count: int) -> list[float]:
    """Seconds from the command to the first step done, tokenizer and tokens being there."""
    command = [sys.executable, str(MAIN), "train", "--run", str(plan.reference), "--resume", "--json"]
    command += ["--set", "training.steps_per_execution=1"]  # or the first report would come after several steps
    return [_first_step(Child(command, work / f"start-{number}.log")) for number in range(count)]


def _first_step(child: Child) -> float:
    with ended(child):
        for stretch in stretches(child.lines()):
            if stretch.ends:
                return stretch.arrived
        raise child.failure()


def waiting(plan: Plan, work: Path, steps: int) -> list[dict[str, float]]:
    """Shares of a training's time, by `benchmarks.waiting`."""
    job = training_command(plan.pairs, work / "waiting", plan.preset, plan.settings)[2:]
    words = ["--steps", str(steps), "--pairs", "3", *(word for word in job if word != "--json")]
    child = Child([sys.executable, "-m", "benchmarks.waiting", *words], work / "waiting.log")
    with ended(child):
        found = [json.loads(line.text) for line in child.lines() if line.text.startswith('{"input"')]
    if not found:
        raise child.failure()
    return found


def whole_job(plan: Plan, work: Path) -> int:
    """Peak memory in bytes of a short training with everything that belongs to one."""
    command = training_command(plan.pairs, work / "whole", plan.preset, [*plan.settings, *WHOLE_JOB])
    child = Child(command, work / "whole.log")
    with ended(child):
        if not any('"event":"finished"' in line.text for line in child.lines()):
            raise child.failure()
        return child.end()


def speed_table(found: dict[str, list[Measured]], missing: list[str], options: argparse.Namespace) -> Table:
    """A row a side."""
    rates = {name: Figure(tuple(one.pace.tokens_per_second for one in all_of)) for name, all_of in found.items()}
    rows = [
        (
            SIDES[name].label,
            rates[name].text(),
            rates[OURS].over(rates[name]).text(".2f"),
            f"{max(one.peak_memory for one in found[name]) / MB:,.0f}",
            Figure(tuple(one.pace.busy for one in found[name])).text(".2f"),
        )
        for name in found
    ]
    rows += [(SIDES[name].label, *[MISSING] * 4) for name in missing]
    return Table(
        f"Training, `{options.preset}`",
        ("side", "target tokens/s", "ours to it", "peak memory, MB", "processors busy"),
        tuple(rows),
        (
            f"tokens/s: real target tokens (EOS counted, padding not) after the first {options.skip} steps, over at "
            f"least {options.seconds:g} s in each of {options.rounds} rounds in turn; median and range. Ours is the "
            "command `main.py train`, saving included, validation not.",
            "ours to it: the median and range of the ratios within a round.",
            "peak memory: resident, of the process, up to the end of what was measured; the largest of all rounds.",
            "processors busy: processor time a second.",
            *([f"Not measured: {', '.join(missing)}."] if missing else []),
        ),
    )


def own_table(first: list[float], started: list[float], shares: list[dict[str, float]], peak: int) -> Table:
    """What is measured of ours alone."""
    inputs, python = (Figure(tuple(100 * share[name] for share in shares)) for name in ("input", "python"))
    both = Figure(tuple(100 * (share["input"] + share["python"]) for share in shares))
    return Table(
        "Transformer Desk alone",
        ("figure", "value"),
        (
            ("first step after `train` is typed, tokenizer and tokens there, s", Figure(tuple(started)).text(".1f")),
            ("first report of a new run (8 steps; tokenizer and tokens are made), s", Figure(tuple(first)).text(".1f")),
            ("share of time lost to input, %", inputs.text(".1f")),
            ("share of time in Python between device calls, %", python.text(".1f")),
            ("both, %", both.text(".1f")),
            ("peak memory of a whole job, MB", f"{peak / MB:,.0f}"),
        ),
        (
            "share lost to input: by how much the job is slower with its own input than with the same batches out of "
            "memory, in turn in one process.",
            f"a whole job: {', '.join(WHOLE_JOB)}; with validations, checkpoints and the choice of the finished model.",
        ),
    )


def parser() -> argparse.ArgumentParser:
    """The command line."""
    found = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    found.add_argument("data", type=Path)
    found.add_argument("--languages", nargs=2, default=["en", "de"], metavar="CODE", help="how the files in DATA end")
    found.add_argument("--preset", choices=preset_names(), default="tiny")
    found.add_argument(
        "--set",
        action="append",
        default=[],
        metavar="NAME=VALUE",
        help="a setting of ours; the peers take sizes and vocabulary from it, PyTorch and Joey NMT also batch, dropout "
        "and learning rate",
    )
    found.add_argument("--peers-python", type=Path, default=default_python(), help="the interpreter that has the peers")
    found.add_argument("--peers", nargs="*", choices=sorted(SIDES), default=list(DEFAULT_PEERS))
    found.add_argument("--rounds", type=int, default=5)
    found.add_argument("--seconds", type=float, default=40.0, help="measured of each side in each round")
    found.add_argument("--skip", type=int, default=8, help="first steps of each side that do not count")
    found.add_argument("--starts", type=int, default=3, help="how often the first step is waited for")
    found.add_argument("--waiting-steps", type=int, default=152, help="of a stretch in which waiting is measured")
    found.add_argument("--quick", action="store_true", help="a few minutes: to see that it works, not to quote")
    found.add_argument("--results", type=Path, default=RESULTS)
    return found


def run(options: argparse.Namespace, work: Path) -> Report:
    """The whole measurement."""
    languages = options.languages[0], options.languages[1]
    pairs = dataset(options.data.resolve(), languages, work)
    packages = installed(options.peers_python, PACKAGES)
    names, missing = present(options.peers, packages)
    known = facts(vars(options), packages)
    plan = Plan(
        pairs,
        reference_run(pairs, work / "reference", options.preset, options.set),
        options.preset,
        options.set,
        languages,
        options.peers_python,
    )
    found = rounds(names, plan, work, options)
    missing += [name for name in names if name not in found]
    first = [one.pace.first_report for one in found[OURS]]
    started, shares = starts(plan, work, options.starts), waiting(plan, work, options.waiting_steps)
    peak = whole_job(plan, work)
    figures: dict[str, Any] = {
        "sides": {name: [asdict(one) for one in all_of] for name, all_of in found.items()},
        "first_step": started,
        "waiting": shares,
        "whole_job_peak_memory": peak,
    }
    tables = speed_table(found, missing, options), own_table(first, started, shares, peak)
    return Report("train", tables, figures, known)


def main() -> None:
    """Measures, prints and keeps."""
    options = parser().parse_args()
    if options.quick:
        vars(options).update(QUICK)
    with tempfile.TemporaryDirectory(prefix="desk-train-") as work, told():
        report = run(options, Path(work))
    report.print()
    report.append(options.results)


if __name__ == "__main__":
    main()
