"""Speed of beam search: Transformer Desk, CTranslate2 and KerasHub with the same weights, in turn, in one run.

    python -m benchmarks.decode RUN --peers-python PEERS/bin/python [--sentences FILE] [--rounds 5] [--quick]

RUN is a trained run. In each round every side translates some sentences one by one, then all of them as one list. One
by one, Transformer Desk is the job that the window talks to (`main.py translate RUN --json`), asked after its shapes
are compiled; for lists it is the translator behind `main.py translate` and `evaluate`, asked again after it has
compiled. An untrained model never ends a sentence: give its run a small `decoding.max_length` (`train --set`), which
all sides keep to, and look at the column of tokens.
"""

from __future__ import annotations

import argparse
import gzip
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.child import MAIN, Child, told
from benchmarks.facts import facts, installed
from benchmarks.peers.serving import Reply, Server
from benchmarks.sides import OURS, default_python
from benchmarks.table import MISSING, Figure, Report, Table, quantile
from tfmodel.contract import events
from tfmodel.contract.run_folder import RunFolder
from tfmodel.corpus.store import PairStore
from tfmodel.jobs.preparing import dataset_of

RESULTS = Path(__file__).parent / "results"
QUICK = {"rounds": 2, "list": 200, "alone": 20}
SETTLE = 0.3  # seconds in which the threads of the side before stop waiting for more work
MB = 1e6


class Window:
    """The job that the window talks to, asked as the window asks it. Answers as a `Server` does."""

    def __init__(self, run: Path, beam: int, log: Path) -> None:
        self.child = Child([sys.executable, str(MAIN), "translate", str(run), "--beam", str(beam), "--json"], log)
        self._events = (events.read_event(line.text) for line in self.child.lines())
        self.round_trips: list[float] = []
        while not self._next(events.Ready).warm:
            pass

    def ask(self, texts: list[str], *, alone: bool) -> Reply:
        """Each text by itself; seconds are the job's own, from text to text, as the peers' are."""
        seconds, found, tokens = [], [], 0
        for text in texts:
            began = time.perf_counter()
            self.child.say(events.Translate(id=1, text=text).line())
            answer = self._next(events.Translated)
            self.round_trips.append(time.perf_counter() - began)
            seconds.append(answer.milliseconds / 1000)
            found.append(answer.hypotheses[0].text)
            tokens += len(answer.hypotheses[0].pieces)
        return Reply(tuple(seconds), tuple(found), tokens)

    def _next(self, kind: type) -> Any:
        for event in self._events:
            if isinstance(event, kind):
                return event
        raise self.child.failure()


@dataclass
class Side:
    """One that translates, and what it was seen to do."""

    label: str
    alone: Server | Window
    together: Server
    one: list[Reply] = field(default_factory=list)
    many: list[Reply] = field(default_factory=list)
    peak_memory: int = 0

    def end(self) -> None:
        """Ends its processes; the larger one's memory counts."""
        self.peak_memory = max(self.peak_memory, self.alone.child.end(), self.together.child.end())


def ours(run: Path, work: Path, options: argparse.Namespace) -> Side:
    """Transformer Desk."""
    command = [sys.executable, "-m", "benchmarks.peers.ours_in_batches", str(run), "--beam", str(options.beam)]
    return Side("Transformer Desk", Window(run, options.beam, work / "window.log"), Server(command, work / "ours.log"))


def ctranslate2(run: Path, work: Path, options: argparse.Namespace) -> Side:
    """CTranslate2, converted first."""
    command = [str(options.peers_python), "-m", "benchmarks.peers.ctranslate2_float32"]
    where = [str(run), str(work / "ctranslate2")]
    child = Child([*command, "convert", *where], work / "convert.log")
    list(child.lines())
    if not (work / "ctranslate2" / "model.bin").is_file():
        raise child.failure()
    child.end()
    server = Server([*command, "serve", *where, "--beam", str(options.beam)], work / "ctranslate2.log")
    return Side("CTranslate2, float32, 2 threads", server, server)


def keras_hub(run: Path, work: Path, options: argparse.Namespace) -> Side:
    """KerasHub."""
    command = [
        str(options.peers_python),
        "-m",
        "benchmarks.peers.keras_hub_beam",
        str(run),
        "--beam",
        str(options.beam),
    ]
    server = Server(command, work / "keras_hub.log")
    return Side("KerasHub layers, caches and BeamSampler, XLA", server, server)


PEERS: dict[str, Callable[[Path, Path, argparse.Namespace], Side]] = {
    "ctranslate2": ctranslate2,
    "keras-hub": keras_hub,
}


def measure(sides: dict[str, Side], texts: list[str], options: argparse.Namespace) -> None:
    """All sides in turn; what comes before, in which shapes are compiled and sizes tried, does not count."""
    some = texts[: options.alone]
    for name, side in sides.items():
        side.alone.ask(some, alone=True)
        side.together.ask(texts, alone=False)
        print(f"{name} is ready", flush=True)
    for number in range(options.rounds):
        for side in sides.values():
            time.sleep(SETTLE)
            side.one.append(side.alone.ask(some, alone=True))
        for name, side in sides.items():
            time.sleep(SETTLE)
            side.many.append(side.together.ask(texts, alone=False))
            speed = len(texts) / side.many[-1].seconds[0]
            median = 1000 * quantile(side.one[-1].seconds, 0.5)
            print(f"round {number + 1}: {name:<12} {median:>6.1f} ms, {speed:>6.1f} sentences/s", flush=True)


def milliseconds(side: Side, share: float) -> Figure:
    """A quantile of the sentences of each round."""
    return Figure(tuple(1000 * quantile(reply.seconds, share) for reply in side.one))


def speed(side: Side) -> Figure:
    """Sentences a second of the list in each round."""
    return Figure(tuple(len(reply.texts) / reply.seconds[0] for reply in side.many))


def table(sides: dict[str, Side], missing: list[str], options: argparse.Namespace, run: RunFolder) -> Table:
    """A row a side."""
    mine = sides[OURS]
    rows = [_row(side, mine) for side in sides.values()]
    rows += [(name, *[MISSING] * 8) for name in missing]
    config = run.config()
    sizes = f"{config.preset}, {run.info().parameters:,} parameters, step {run.info().step:,}"
    trips = mine.alone.round_trips if isinstance(mine.alone, Window) else []
    trip = 1000 * quantile(trips, 0.5)
    return Table(
        f"Beam of {options.beam}, {sizes}",
        ("side", "p50 ms", "p90 ms", "ours to it", "sentences/s", "ours to it", "tokens", "same texts", "peak MB"),
        tuple(rows),
        (
            f"p50, p90: one sentence by itself, text to text ({options.alone} sentences, {options.rounds} rounds).",
            f"sentences/s: a list of {len(mine.many[0].texts):,} sentences, from text to text.",
            "ours to it: speed over speed, above 1 where ours is faster; median and range of the rounds.",
            f"tokens: of a translation in the mean; the limit is {config.decoding.max_length}. "
            "same texts: share of the list translated as ours.",
            f"Asked through its pipe, with alignments made too, ours answers in {trip:.1f} ms (p50).",
        ),
    )


def _row(side: Side, mine: Side) -> tuple[str, ...]:
    last = side.many[-1]
    same = sum(text == other for text, other in zip(last.texts, mine.many[-1].texts, strict=True)) / len(last.texts)
    return (
        side.label,
        milliseconds(side, 0.5).text(".1f"),
        milliseconds(side, 0.9).text(".1f"),
        milliseconds(side, 0.5).over(milliseconds(mine, 0.5)).text(".2f"),
        speed(side).text(".0f"),
        speed(mine).over(speed(side)).text(".2f"),
        f"{last.tokens / len(last.texts):.1f}",
        f"{100 * same:.1f} %",
        f"{side.peak_memory / MB:,.0f}",
    )


def whole_command(run: Path, texts: list[str], beam: int) -> float:
    """Seconds of `main.py translate` with all the sentences, start and compilation included."""
    began = time.monotonic()
    command = [sys.executable, str(MAIN), "translate", str(run), "--beam", str(beam), "--quiet"]
    subprocess.run(command, input="\n".join(texts) + "\n", text=True, check=True, stdout=subprocess.DEVNULL)
    return time.monotonic() - began


def sentences(options: argparse.Namespace, run: RunFolder) -> list[str]:
    """Those of the file, or of the test or validation part of the run's dataset."""
    if options.sentences is None:
        with PairStore.open(dataset_of(run)) as store:
            rows = store.page(offset=0, limit=options.list, split="test")
            rows = rows or store.page(offset=0, limit=options.list, split="validation")
        return [row.source for row in rows]
    opened = gzip.open if options.sentences.suffix == ".gz" else open
    with opened(options.sentences, "rt", encoding="utf-8") as file:
        return [line.strip() for line in file if line.strip()][: options.list]


def parser() -> argparse.ArgumentParser:
    """The command line."""
    found = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    found.add_argument("run", type=Path)
    found.add_argument("--sentences", type=Path, metavar="FILE", help="sources, a line each, plain or .gz")
    found.add_argument("--beam", type=int, default=4)
    found.add_argument("--peers-python", type=Path, default=default_python(), help="the interpreter that has the peers")
    found.add_argument("--peers", nargs="*", choices=sorted(PEERS), default=list(PEERS))
    found.add_argument("--rounds", type=int, default=5)
    found.add_argument("--list", type=int, default=1000, help="sentences that are translated together")
    found.add_argument("--alone", type=int, default=100, help="sentences that are translated one by one")
    found.add_argument("--quick", action="store_true", help="a few minutes: to see that it works, not to quote")
    found.add_argument("--results", type=Path, default=RESULTS)
    return found


def run(options: argparse.Namespace, work: Path) -> Report:
    """The whole measurement."""
    folder = RunFolder.open(options.run.resolve())
    texts = sentences(options, folder)
    packages = installed(options.peers_python, list(PEERS))
    missing = [name for name in options.peers if name not in packages]
    known = facts(vars(options), packages)
    sides: dict[str, Side] = {}
    with ExitStack() as stack:
        for name, start in {OURS: ours, **PEERS}.items():
            if name == OURS or (name in options.peers and name not in missing):
                sides[name] = start(folder.path, work, options)
                stack.callback(sides[name].end)
        measure(sides, texts, options)
    whole = whole_command(folder.path, texts, options.beam)
    figures = {
        name: {
            "alone": [reply.seconds for reply in side.one],
            "together": [reply.seconds[0] for reply in side.many],
            "tokens": side.many[-1].tokens,
            "peak_memory": side.peak_memory,
        }
        for name, side in sides.items()
    }
    command = Table(
        "The whole command",
        ("figure", "value"),
        ((f"`main.py translate` with {len(texts):,} sentences, start and compilation included, s", f"{whole:.1f}"),),
    )
    return Report(
        "decode", (table(sides, missing, options, folder), command), {"sides": figures, "command": whole}, known
    )


def main() -> None:
    """Measures, prints and keeps."""
    options = parser().parse_args()
    if options.quick:
        vars(options).update(QUICK)
    with tempfile.TemporaryDirectory(prefix="desk-decode-") as work, told():
        report = run(options, Path(work))
    report.print()
    report.append(options.results)


if __name__ == "__main__":
    main()
