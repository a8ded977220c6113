"""What each option does to BLEU and speed: trainings of some minutes each, from scratch, and a table of them.

    python -m benchmarks.quality DATA --preset tiny --minutes 10 --seeds 1 2 3 [--only preset gelu ...] [--quick]

Each variation (`benchmarks/ablations.toml`) is `main.py train` with its settings and `main.py evaluate` on the test
part. Every finished training is a line in `RESULTS/quality-rows.jsonl` at once; started again, what is there is not
trained again. The table is printed and added to the results at the end, or at any time with `--table`.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from benchmarks.child import MAIN, Child, ChildError, told
from benchmarks.corpus import dataset, held_out, training_command
from benchmarks.facts import facts
from benchmarks.peers.ours import stretches
from benchmarks.table import MISSING, Figure, Report, Table
from tfmodel.contract import events
from tfmodel.contract.presets import preset_names

HERE = Path(__file__).parent
QUICK = {"minutes": 1.0, "seeds": [1], "only": ["preset", "gelu"]}
SKIP = 8  # first steps that do not count for the speed
MB = 1e6


@dataclass(frozen=True)
class Row:
    """One finished training.

    Attributes:
        key: What was asked: data, preset, settings, seed, minutes and how it was scored; decides what is done again.
        variation: Its name.
        bleu: On the test part, with `signature`.
        tokens_per_second: Real target tokens, validation excluded, the first steps left out.
        steps: Of the whole training.
        peak_memory: Bytes, resident.
        commit: Of the code.
    """

    key: str
    variation: str
    seed: int
    bleu: float
    signature: str
    chrf: float
    tokens_per_second: float
    steps: int
    peak_memory: int
    commit: str


def rows_in(results: Path) -> list[Row]:
    """All finished trainings."""
    path = results / "quality-rows.jsonl"
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    return [Row(**json.loads(line)) for line in lines]


def key(options: argparse.Namespace, settings: list[str], seed: int) -> str:
    """What makes a training the same as an earlier one."""
    asked = [options.data.name, options.preset, sorted(settings), seed, options.minutes, options.tokenize]
    return json.dumps(asked)


def variations(path: Path, only: list[str]) -> dict[str, list[str]]:
    """Settings by name, in the order of the file."""
    found = {name: list(part["set"]) for name, part in tomllib.loads(path.read_text(encoding="utf-8")).items()}
    unknown = set(only) - set(found)
    if unknown:
        raise SystemExit(f"{path} has no variation {', '.join(sorted(unknown))}; it has {', '.join(found)}.")
    return {name: settings for name, settings in found.items() if not only or name in only}


def train(pairs: Path, run: Path, settings: list[str], options: argparse.Namespace) -> tuple[float, int, int]:
    """Trains to the end; tokens a second, steps, peak memory."""
    command = [*training_command(pairs, run, options.preset, settings), "--minutes", str(options.minutes)]
    child, ended = Child(command, run.with_suffix(".log")), False
    tokens, seconds, steps = 0.0, 0.0, 0

    def watched() -> Iterator[Any]:
        nonlocal ended
        for line in child.lines():
            ended = ended or isinstance(events.read_event(line.text), events.Finished)
            yield line

    try:
        for stretch in stretches(watched()):
            steps = stretch.ends
            if stretch.begins >= SKIP:
                tokens, seconds = tokens + stretch.tokens, seconds + stretch.seconds
    finally:
        peak = child.end()
    if not ended:
        raise child.failure()
    return tokens / max(seconds, 1e-9), steps, peak


def evaluate(run: Path, options: argparse.Namespace) -> events.Evaluated:
    """Scores on the test files, or on the dataset's own test part."""
    files = held_out(options.data, tuple(options.languages))
    words = ["--source", str(files[0]), "--reference", str(files[1])] if files else []
    command = [sys.executable, str(MAIN), "evaluate", str(run), "--tokenize", options.tokenize, "--json", *words]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    for line in done.stdout.splitlines():
        event = events.read_event(line)
        if isinstance(event, events.Evaluated):
            return event
    raise ChildError(done.stderr.strip())


def one(name: str, settings: list[str], seed: int, pairs: Path, options: argparse.Namespace) -> Row:
    """Trains and scores one variation with one seed."""
    run = options.work / f"{name}-{seed}"
    shutil.rmtree(run, ignore_errors=True)
    rate, steps, peak = train(pairs, run, [*settings, f"training.seed={seed}"], options)
    scores = evaluate(run, options)
    if not options.keep:
        shutil.rmtree(run)
    asked = key(options, settings, seed)
    signature, commit = scores.bleu_signature, options.commit
    return Row(asked, name, seed, scores.bleu, signature, scores.chrf, rate, steps, peak, commit)


def train_missing(chosen: dict[str, list[str]], pairs: Path, options: argparse.Namespace) -> None:
    """Whatever the results lack: all variations with the first seed, then with the next."""
    done = {row.key for row in rows_in(options.results)}
    for seed in options.seeds:
        for name, settings in chosen.items():
            if key(options, settings, seed) in done:
                continue
            try:
                row = one(name, settings, seed, pairs, options)
            except ChildError as error:
                print(f"{name} is left out:\n{error}", file=sys.stderr)
                continue
            with (options.results / "quality-rows.jsonl").open("a", encoding="utf-8") as file:
                file.write(json.dumps(asdict(row)) + "\n")
            print(f"{name:<24} seed {seed}  BLEU {row.bleu:.2f}  {row.tokens_per_second:,.0f} tokens/s", flush=True)


def table(chosen: dict[str, list[str]], rows: list[Row], options: argparse.Namespace) -> Table:
    """A row a variation; differences are to the first one."""
    wanted = {key(options, settings, seed): name for name, settings in chosen.items() for seed in options.seeds}
    found: dict[str, dict[int, Row]] = defaultdict(dict)
    for row in rows:
        if row.key in wanted:
            found[wanted[row.key]][row.seed] = row
    first = found.get(next(iter(chosen)), {})
    signatures = sorted({row.signature for seeds in found.values() for row in seeds.values()})
    return Table(
        f"Variations of `{options.preset}` after {options.minutes:g} minutes",
        ("variation", "settings", "BLEU", "to the preset", "tokens/s", "of the preset's", "steps", "peak MB", "seeds"),
        tuple(_cells(name, chosen[name], found.get(name, {}), first) for name in chosen),
        (
            "BLEU: of the test part with the run's own beam; median and range of the seeds. " + ", ".join(signatures),
            "to the preset, of the preset's: the median over the seeds that both have.",
            "tokens/s: real target tokens, saving included, validation not.",
        ),
    )


def _cells(name: str, settings: list[str], seeds: dict[int, Row], first: dict[int, Row]) -> tuple[str, ...]:
    if not seeds:
        return (name, " ".join(settings), *[MISSING] * 7)
    both = sorted(seeds.keys() & first.keys())
    gain = Figure(tuple(seeds[seed].bleu - first[seed].bleu for seed in both))
    pace = Figure(tuple(seeds[seed].tokens_per_second / first[seed].tokens_per_second for seed in both))
    rows = list(seeds.values())
    return (
        name,
        " ".join(settings),
        Figure(tuple(row.bleu for row in rows)).text(".2f"),
        gain.text("+.2f") if both else MISSING,
        Figure(tuple(row.tokens_per_second for row in rows)).text(),
        pace.text(".2f") if both else MISSING,
        Figure(tuple(float(row.steps) for row in rows)).text(),
        f"{max(row.peak_memory for row in rows) / MB:,.0f}",
        " ".join(map(str, sorted(seeds))),
    )


def parser() -> argparse.ArgumentParser:
    """The command line."""
    found = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    found.add_argument("data", type=Path, help="as of benchmarks.train")
    found.add_argument("--languages", nargs=2, default=["en", "de"], metavar="CODE", help="how the files in DATA end")
    found.add_argument("--preset", choices=preset_names(), default="tiny")
    found.add_argument("--variations", type=Path, default=HERE / "ablations.toml", metavar="FILE")
    found.add_argument("--only", nargs="*", default=[], metavar="NAME", help="these variations alone")
    found.add_argument("--minutes", type=float, default=10.0, help="of each training, start included")
    found.add_argument("--seeds", nargs="+", type=int, default=[1])
    found.add_argument("--tokenize", default="13a", help="sacreBLEU's tokenizer; none for text that is tokenised")
    found.add_argument("--work", type=Path, help="where runs are made; a temporary folder if not given")
    found.add_argument("--keep", action="store_true", help="keep the runs in --work")
    found.add_argument("--table", action="store_true", help="train nothing; the table of what is there")
    found.add_argument("--quick", action="store_true", help="two variations, a minute each: to see that it works")
    found.add_argument("--results", type=Path, default=HERE / "results")
    return found


def run(options: argparse.Namespace) -> Report:
    """Trains what is missing and makes the table."""
    known = facts({name: value for name, value in vars(options).items() if name not in ("work", "results")}, {})
    options.data, options.commit = options.data.resolve(), known["commit"]
    chosen = variations(options.variations, options.only)
    if not options.table:
        options.work.mkdir(parents=True, exist_ok=True)
        options.results.mkdir(parents=True, exist_ok=True)
        train_missing(chosen, dataset(options.data, tuple(options.languages), options.work), options)
    rows = rows_in(options.results)
    shown = [asdict(row) for row in rows if row.variation in chosen]
    return Report("quality", (table(chosen, rows, options),), {"rows": shown}, known)


def main() -> None:
    """Trains, prints and keeps."""
    options = parser().parse_args()
    if options.quick:
        vars(options).update(QUICK)
    with tempfile.TemporaryDirectory(prefix="desk-quality-") as temporary, told():
        options.work = options.work or Path(temporary)
        report = run(options)
    report.print()
    report.append(options.results)


if __name__ == "__main__":
    main()
