"""How the cost of training grows: tokens a second and memory against length, batch, vocabulary, depth and width.

    peers/bin/python -m benchmarks.cost [--only length batch ...] [--seconds 20] [--rounds 2] [--quick]

Trains the preset through `main.py train` on made-up sentences of exactly the asked length and number of words. One
thing varies at a time. The pictures are `cost-NAME.png`, drawn by matplotlib, which the peers' environment has.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from benchmarks.child import MAIN, ROOT, ChildError, told
from benchmarks.facts import facts
from benchmarks.pace import pace
from benchmarks.peers import ours
from benchmarks.table import Figure, Report, Table
from tfmodel.contract.config import Config
from tfmodel.contract.presets import preset_names
from tfmodel.contract.settings import settings_of
from tfmodel.contract.symbols import SYMBOLS

QUICK = {"rounds": 1, "seconds": 3.0, "few": True}
LENGTH = 16  # tokens of a sentence, EOS included, where something else varies
VOCABULARY = 8_000
CORPUS_TOKENS = 150_000
HELD_OUT = 20  # pairs
WINDOW = 32  # positions on each side
MB = 1e6


@dataclass(frozen=True)
class Point:
    """One training: sentences of `length` tokens from `vocabulary` words, and settings."""

    value: int
    length: int = LENGTH
    vocabulary: int = VOCABULARY
    settings: tuple[str, ...] = ()


@dataclass(frozen=True)
class Sweep:
    """What varies, and the training at each value."""

    label: str
    values: tuple[int, ...]
    point: Callable[[int], Point]
    needs: str = ""  # a setting that not every version has


def _depth(layers: int) -> Point:
    return Point(layers, settings=tuple(f"model.num_{side}_layers={layers}" for side in ("encoder", "decoder")))


def _width(width: int) -> Point:
    sizes = {"d_model": width, "feed_forward_width": 2 * width, "num_heads": width // 32}
    return Point(width, settings=tuple(f"model.{name}={value}" for name, value in sizes.items()))


LENGTHS = (16, 32, 64, 128, 256, 512, 1024)
SWEEPS = {
    "length": Sweep("sequence length, tokens", LENGTHS, lambda length: Point(length, length=length)),
    "length-windowed": Sweep(
        f"sequence length, tokens, window of {WINDOW}",
        LENGTHS,
        lambda length: Point(length, length=length, settings=(f"model.attention_window={WINDOW}",)),
        needs="model.attention_window",
    ),
    "batch": Sweep(
        "batch, tokens",
        (1_000, 2_000, 4_000, 8_000, 16_000),
        lambda tokens: Point(tokens, settings=(f"training.batch_tokens={tokens}",)),
    ),
    "vocabulary": Sweep(
        "vocabulary, tokens", (4_000, 8_000, 16_000, 32_000), lambda size: Point(size, vocabulary=size)
    ),
    "layers": Sweep("layers of encoder and of decoder", (1, 2, 4, 6, 8), _depth),
    "width": Sweep("d_model", (64, 128, 256, 512), _width),
}
TOGETHER = {"length": ("length", "length-windowed")}  # curves of one picture


@dataclass
class Found:
    """What the rounds found at one point."""

    rates: list[float] = field(default_factory=list)
    peaks: list[int] = field(default_factory=list)


def corpus(point: Point, folder: Path) -> Path:
    """A dataset of exactly that kind."""
    into = folder / f"{point.length}-{point.vocabulary}.pairs"
    if into.exists():
        return into
    pairs = CORPUS_TOKENS // point.length + HELD_OUT
    rows = _sentences(point, 2 * pairs)
    lines = [f"{source}\t{target}\n" for source, target in zip(rows[::2], rows[1::2], strict=True)]
    for split, part in (("train", lines[:-HELD_OUT]), ("validation", lines[-HELD_OUT:])):
        file = folder / f"{into.stem}-{split}.tsv"
        file.write_text("".join(part), encoding="utf-8")
        command = [
            sys.executable,
            str(MAIN),
            "import",
            str(file),
            "--into",
            str(into),
            "--split",
            split,
            "--no-header",
            "--quiet",
        ]
        subprocess.run([*command, "--max-words", str(point.length)], check=True, stdout=subprocess.DEVNULL)
    return into


def _sentences(point: Point, count: int) -> list[str]:
    """Sentences of random words; first come all words once, so that the vocabulary is as large as asked."""
    words = [f"w{number}" for number in range(point.vocabulary - len(SYMBOLS))]
    length = point.length - 1  # EOS is a token too
    stream = [*words, *random.Random(1).choices(words, k=count * length)]
    return [" ".join(stream[number * length : (number + 1) * length]) for number in range(count)]


def measure(point: Point, work: Path, options: argparse.Namespace) -> tuple[float, int]:
    """Tokens a second and peak memory of one training."""
    run = Path(tempfile.mkdtemp(dir=work)) / "run"
    limits = [f"data.max_{side}_tokens={point.length}" for side in ("source", "target")]
    words = [*limits, "tokenizer.kind=word", "tokenizer.shared=true", f"tokenizer.vocabulary_size={point.vocabulary}"]
    child = ours.train(corpus(point, work), run, options.preset, [*words, *point.settings])
    try:
        rate = pace(child, ours.stretches(child.lines()), skip=options.skip, seconds=options.seconds)
    finally:
        peak = child.end()
    return rate.tokens_per_second, peak


def rounds(names: list[str], work: Path, options: argparse.Namespace) -> dict[str, dict[int, Found]]:
    """All points of all sweeps, again and again; one that fails (too little memory) is left out and said so."""
    found: dict[str, dict[int, Found]] = {name: defaultdict(Found) for name in names}
    for number in range(options.rounds):
        for name in names:
            for point in points(name, options.few):
                try:
                    rate, peak = measure(point, work, options)
                except ChildError as error:
                    print(f"{name} {point.value} failed:\n{error}", file=sys.stderr)
                    continue
                found[name][point.value].rates.append(rate)
                found[name][point.value].peaks.append(peak)
                told = f"round {number + 1}: {name:<16} {point.value:>6,} {rate:>8,.0f} tokens/s {peak / MB:>7,.0f} MB"
                print(told, flush=True)
    return found


def points(name: str, few: bool) -> list[Point]:
    """The trainings of a sweep; few: the first, the middle and the last."""
    sweep = SWEEPS[name]
    values = (sweep.values[0], sweep.values[len(sweep.values) // 2], sweep.values[-1]) if few else sweep.values
    return [sweep.point(value) for value in values]


def table(name: str, found: dict[int, Found]) -> Table:
    """A row a value."""
    rows = [
        (f"{value:,}", Figure(tuple(one.rates)).text(), f"{max(one.peaks) / MB:,.0f}")
        for value, one in sorted(found.items())
    ]
    return Table(f"Cost against {SWEEPS[name].label}", ("value", "target tokens/s", "peak memory, MB"), tuple(rows))


def picture(names: tuple[str, ...], found: dict[str, dict[int, Found]], path: Path) -> None:
    """Tokens a second and memory over the values, whose axis is logarithmic; a curve a sweep."""
    import matplotlib

    matplotlib.use("agg")
    from matplotlib import pyplot

    figure, sides = pyplot.subplots(1, 2, figsize=(8, 3.2), layout="constrained")
    for name in names:
        values = sorted(found[name])
        rates = [Figure(tuple(found[name][value].rates)).median for value in values]
        sides[0].plot(values, rates, "o-")
        sides[1].plot(values, [max(found[name][value].peaks) / MB for value in values], "o-", label=SWEEPS[name].label)
    for side, title in zip(sides, ("target tokens a second", "peak memory, MB"), strict=True):
        side.set(title=title, xlabel=SWEEPS[names[0]].label, xscale="log")
        side.set_ylim(0, 1.1 * side.dataLim.ymax)
        side.yaxis.set_major_formatter("{x:,.0f}")
        side.set_xticks(values, [f"{value:,}" for value in values], minor=False)
        side.minorticks_off()
        side.grid(alpha=0.3)
    if len(names) > 1:
        sides[1].legend(loc="lower left", fontsize="small")
    path.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(path, dpi=120)
    pyplot.close(figure)


def parser() -> argparse.ArgumentParser:
    """The command line."""
    found = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    found.add_argument("--preset", choices=preset_names(), default="tiny")
    found.add_argument("--only", nargs="+", choices=sorted(SWEEPS), default=list(SWEEPS))
    found.add_argument("--rounds", type=int, default=2)
    found.add_argument("--seconds", type=float, default=20.0, help="measured of each training")
    found.add_argument("--skip", type=int, default=8, help="first steps that do not count")
    found.add_argument("--few", action="store_true", help="three values of each sweep")
    found.add_argument("--pictures", type=Path, default=ROOT / "docs" / "images")
    found.add_argument("--quick", action="store_true", help="few values, seconds and rounds: to see that it works")
    found.add_argument("--results", type=Path, default=Path(__file__).parent / "results")
    return found


def run(options: argparse.Namespace, work: Path) -> Report:
    """The whole measurement, with its pictures."""
    known = facts({name: value for name, value in vars(options).items() if name not in ("results", "pictures")}, {})
    there = {setting.path for setting in settings_of(Config)}
    names = [name for name in options.only if not SWEEPS[name].needs or SWEEPS[name].needs in there]
    found = {name: values for name, values in rounds(names, work, options).items() if values}
    for first in found:
        shown = tuple(name for name in TOGETHER.get(first, (first,)) if name in found)
        if not any(first in others[1:] for others in TOGETHER.values()):
            picture(shown, found, options.pictures / f"cost-{first}.png")
    figures: dict[str, Any] = {
        name: {str(value): asdict(one) for value, one in values.items()} for name, values in found.items()
    }
    return Report("cost", tuple(table(name, values) for name, values in found.items()), figures, known)


def main() -> None:
    """Measures, draws, prints and keeps."""
    options = parser().parse_args()
    if options.quick:
        vars(options).update(QUICK)
    if find_spec("matplotlib") is None:  # found out before the measuring, not after it
        raise SystemExit("The pictures need matplotlib: run this with the interpreter of the peers' environment.")
    with tempfile.TemporaryDirectory(prefix="desk-cost-") as work, told():
        report = run(options, Path(work))
    report.print()
    report.append(options.results)


if __name__ == "__main__":
    main()
