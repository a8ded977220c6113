"""What each option does to BLEU and speed: trainings of some minutes each, from scratch, and a table of them.

    python -m benchmarks.quality DATA --preset tiny --minutes 10 --seeds 1 2 3 [--only preset gelu ...] [--quick]

Each variation (`benchmarks/ablations.toml`) is `main.py train` with its settings and `main.py evaluate` on the test
part. Every finished training is a line in `RESULTS/quality-rows.jsonl` at once; started again, what is there is not
trained again. The table is printed and added to the results at the end, or at any time with `--table`.

Peers train for the same minutes on the tokens of ours and translate greedily (`--peers keras-hub pytorch`). With
`--at-once 2` two trainings go at a time, each on half of the cores: all of them take half as long, and each learns what
half of the machine can teach in its minutes.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import tomllib
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from pathlib import Path
from queue import Queue

import psutil

from benchmarks.child import ChildError, told
from benchmarks.corpus import dataset
from benchmarks.facts import facts, installed
from benchmarks.quality_rows import Row, keep, key, rows_in
from benchmarks.quality_training import one, one_of_a_peer, peer_of
from benchmarks.sides import PACKAGES, SIDES, default_python, present
from benchmarks.table import MISSING, Figure, Report, Table
from tfmodel.contract.presets import preset_names

HERE = Path(__file__).parent
QUICK = {"minutes": 1.0, "seeds": [1], "only": ["preset", "gelu"]}
MB = 1e6


def peers_asked(options: argparse.Namespace) -> dict[str, list[str]]:
    """By what they are called in the table."""
    return {f"{SIDES[name].label} ({name}), greedy": [f"peer={name}"] for name in options.peers}


def there(chosen: dict[str, list[str]], packages: dict[str, str]) -> dict[str, list[str]]:
    """Without the peers that cannot be trained, which are named."""
    _, missing = present([peer_of(settings) for settings in chosen.values() if peer_of(settings)], packages)
    for name in missing:
        print(f"{SIDES[name].label} is not there and is left out.", file=sys.stderr)
    return {name: settings for name, settings in chosen.items() if peer_of(settings) not in missing}


def shares_of_cores(at_once: int) -> list[list[int]]:
    """Which cores each of several trainings gets; no numbers: it may use all."""
    if at_once < 1:
        raise SystemExit(f"--at-once {at_once}: at least one training goes at a time.")
    if at_once == 1:
        return [[]]
    if not hasattr(psutil.Process, "cpu_affinity"):
        raise SystemExit("--at-once gives each training cores of its own, which this system cannot.")
    cores = psutil.Process().cpu_affinity()
    if len(cores) < at_once:
        raise SystemExit(f"--at-once {at_once} needs as many cores, and there are {len(cores)}.")
    return [cores[number::at_once] for number in range(at_once)]


def variations(path: Path, only: list[str]) -> dict[str, list[str]]:
    """Settings by name, in the order of the file."""
    found = {name: list(part["set"]) for name, part in tomllib.loads(path.read_text(encoding="utf-8")).items()}
    unknown = set(only) - set(found)
    if unknown:
        raise SystemExit(f"{path} has no variation {', '.join(sorted(unknown))}; it has {', '.join(found)}.")
    return {name: settings for name, settings in found.items() if not only or name in only}


def train_missing(chosen: dict[str, list[str]], pairs: Path, options: argparse.Namespace) -> None:
    """Whatever the results lack: all variations with the first seed, then with the next."""
    done = {row.key for row in rows_in(options.results)}
    wanted = [(name, settings, seed) for seed in options.seeds for name, settings in chosen.items()]
    free: Queue[list[int]] = Queue()
    for share in shares_of_cores(options.at_once):
        free.put(share)

    def add(name: str, settings: list[str], seed: int) -> None:
        cores = free.get()
        try:
            train = one_of_a_peer if peer_of(settings) else one
            keep(train(name, settings, seed, pairs, cores, options), options.results)
        except ChildError as error:
            print(f"{name} is left out:\n{error}", file=sys.stderr)
        finally:
            free.put(cores)

    with ThreadPoolExecutor(options.at_once) as pool:
        list(pool.map(lambda asked: add(*asked), (one for one in wanted if key(options, *one[1:]) not in done)))


def table(chosen: dict[str, list[str]], rows: list[Row], options: argparse.Namespace) -> Table:
    """A row a variation; differences are to the preset as it is, whether or not that is asked for."""
    wanted = {key(options, settings, seed): name for name, settings in chosen.items() for seed in options.seeds}
    found: dict[str, dict[int, Row]] = defaultdict(dict)
    for row in rows:
        if row.key in wanted:
            found[wanted[row.key]][row.seed] = row
    as_it_is = {key(options, [], seed) for seed in options.seeds}
    first = {row.seed: row for row in rows if row.key in as_it_is}
    shown = [row for seeds in found.values() for row in seeds.values()]
    signatures, commits = ({getattr(row, name) for row in shown} for name in ("signature", "commit"))
    return Table(
        f"Variations of `{options.preset}` after {options.minutes:g} minutes{_on(options.at_once)}",
        ("variation", "settings", "BLEU", "to the preset", "tokens/s", "of the preset's", "steps", "peak MB", "seeds"),
        tuple(_cells(name, chosen[name], found.get(name, {}), first) for name in chosen),
        (
            "BLEU: of the test part with the run's own beam, where greedy is not said; median and range of the seeds. "
            + ", ".join(sorted(signatures)),
            "to the preset, of the preset's: the median over the seeds that both have.",
            "tokens/s: real target tokens, saving included, validation not.",
            "trained by commits: " + ", ".join(sorted(commits)),
        ),
    )


def _on(at_once: int) -> str:
    return f", {at_once} trainings at a time, each on its share of the cores" if at_once > 1 else ""


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
    peers = [name for name, side in SIDES.items() if side.translates]
    found.add_argument("--peers", nargs="*", choices=peers, default=[], help="trained for the same minutes beside ours")
    found.add_argument("--peers-python", type=Path, default=default_python(), help="the interpreter that has the peers")
    found.add_argument("--minutes", type=float, default=10.0, help="of each training, start included")
    found.add_argument("--at-once", type=int, default=1, metavar="N", help="trainings, each on its share of the cores")
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
    packages = installed(options.peers_python, PACKAGES) if options.peers else {}
    asked = {name: value for name, value in vars(options).items() if name not in ("work", "results")}
    known = facts(asked, packages)
    options.data, options.commit = options.data.resolve(), known["commit"]
    chosen = variations(options.variations, options.only) | peers_asked(options)
    if not options.table:
        options.work.mkdir(parents=True, exist_ok=True)
        options.results.mkdir(parents=True, exist_ok=True)
        train_missing(there(chosen, packages), dataset(options.data, tuple(options.languages), options.work), options)
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
