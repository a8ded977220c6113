"""The window in numbers, each beside its goal: costs under a training, opening, the runs table, memory, speed.

    python -m benchmarks.gui [start] [live] [open] [table] [memory] [speed] [--quick]

Without a word, all of them. Needs a screen, such as `xvfb-run -s "-screen 0 1280x800x24"`, and a machine that does
nothing else. --quick shows that everything works; its figures are not to be quoted.

- start: from the start of the process to the first painted frame with the loop idle, in turn with an empty Qt editor.
- live: eight curves of 100,000 points, reports ten times a second through the real pipe of a child process: the
  worst turn of the event loop, and the processor time of the window's own process. Four of the curves are in view, as
  the page shows them; the flood is the 100,000 reports themselves, as fast as they are read.
- open: a run of 1,000,000 metric lines, from the click to the drawn curves.
- table: 2,000 runs, from the click on the page's name to the painted table: in a window that has stood for a while,
  and right after the first frame of a new process, when nothing of the page is loaded yet.
- memory: eight hours of a training, each told at once: resident memory after each of them.
- speed: pairs of short trainings of the same steps, from the command line and in the visible window, in turn.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from benchmarks.child import ROOT, as_anywhere
from benchmarks.facts import facts
from benchmarks.gui.pace import ratios
from benchmarks.runs_page import make_long_run, make_runs, measured
from benchmarks.table import Report, Table, quantile
from benchmarks.window import EDITOR_NAME, OUR_NAME, start_times

Row = tuple[str, str, str, str]  # what, measured, goal, met

FIRST_FRAME = 500.0  # milliseconds
STALL = 50.0  # milliseconds
PROCESSOR = 25.0  # % of one core
OPENING = 1500.0  # milliseconds
LISTING = 300.0  # milliseconds
GROWTH = 10.0  # %
SPEED = 95.0  # %


def row(what: str, value: float, goal: float, unit: str, *, least: bool = False) -> Row:
    """A figure beside its goal, which is the most unless it is the `least`."""
    met = value >= goal if least else value <= goal
    words = "at least" if least else "at most"
    return what, f"{value:,.0f} {unit}", f"{words} {goal:,.0f} {unit}", "yes" if met else "NO"


def driven(part: str, home: Path, **environment: object) -> dict[str, object]:
    """What the window tells of one part, measured in a process of its own."""
    home.mkdir()
    words = {name: str(value) for name, value in environment.items()}
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.gui.driven", part],
        cwd=ROOT,
        env={**as_anywhere(), "TRANSFORMER_DESK_HOME": str(home), **words},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return dict(json.loads(done.stdout.splitlines()[-1]))


def start(folder: Path, quick: bool) -> tuple[list[Row], dict[str, object]]:
    """The first frame."""
    os.environ["TRANSFORMER_DESK_HOME"] = str(folder)
    times = start_times(2 if quick else 10)
    ours, editor = (1000 * quantile(times[name], 0.5) for name in (OUR_NAME, EDITOR_NAME))
    title = f"first frame, {ours / editor:.1f} times an empty Qt editor's {editor:.0f} ms"
    return [row(title, ours, FIRST_FRAME, "ms")], dict(times)


def live(folder: Path, quick: bool) -> tuple[list[Row], dict[str, object]]:
    """Ten reports a second on top of long curves."""
    found = driven("live", folder / "live", SCRIPTED_HISTORY=5000 if quick else 100_000, SCRIPTED_SECONDS=20)
    turns, flood = found["turns"], found["flood"]
    rows = [
        row("live: worst turn of the event loop", turns["late"], STALL, "ms"),
        row("  of it the window's own computing", turns["busy"], STALL, "ms"),
        row("flood of reports: worst turn", flood["late"], STALL, "ms"),
        row("live: processor time of the window", found["cpu"], PROCESSOR, "% of a core"),
    ]
    return rows, found


def opening(folder: Path, quick: bool) -> tuple[list[Row], dict[str, object]]:
    """A very long run."""
    lines = 50_000 if quick else 1_000_000
    make_long_run(folder / "long" / "runs", lines)
    found = measured("long", str(folder / "long"), 2 if quick else 5)
    title = f"opening {lines:,} metric lines"
    rows = [row(title, found.milliseconds, OPENING, "ms"), row("  worst turn", 1000 * found.stall, STALL, "ms")]
    return rows, {"seconds": found.times, "stall": found.stall}


def table(folder: Path, quick: bool) -> tuple[list[Row], dict[str, object]]:
    """Very many runs."""
    count = 200 if quick else 2000
    make_runs(folder / "many" / "runs", count)
    rows: list[Row] = []
    figures: dict[str, object] = {}
    for part, when in (("warm", "in a window that has stood"), ("cold", "right after the first frame")):
        found = measured(part, str(folder / "many"), 2 if quick else 5)
        rows.append(row(f"table of {count:,} runs, {when}", found.milliseconds, LISTING, "ms"))
        rows.append(row("  worst turn", 1000 * found.stall, STALL, "ms"))
        figures[part] = {"seconds": found.times, "stall": found.stall}
    return rows, figures


def memory(folder: Path, quick: bool) -> tuple[list[Row], dict[str, object]]:
    """A working day of reports."""
    hours = 2 if quick else 8
    found = driven("hours", folder / "hours", SCRIPTED_HOURS=hours)
    sizes = found["megabytes"]
    growth = 100 * (max(sizes) / sizes[0] - 1)
    title = f"memory after {hours} hours, {sizes[0]:.0f} MiB after one: growth"
    return [row(title, growth, GROWTH, "%")], found


def speed(folder: Path, quick: bool) -> tuple[list[Row], dict[str, object]]:
    """Short trainings without and with the window."""
    found = ratios(folder / "speed", pairs=1 if quick else 5, steps=100 if quick else 600)
    median = 100 * quantile(found, 0.5)
    title = f"training speed in the window, {min(found):.1%} to {max(found):.1%} in {len(found)} pairs"
    return [row(title, median, SPEED, "% of the command line", least=True)], {"ratios": found}


PARTS: dict[str, Callable[[Path, bool], tuple[list[Row], dict[str, object]]]] = {
    "start": start,
    "live": live,
    "open": opening,
    "table": table,
    "memory": memory,
    "speed": speed,
}


def main() -> int:
    """Measures what was asked for; the exit status says whether all goals were met."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("parts", nargs="*", metavar="part", help=f"of {', '.join(PARTS)}; all when none is named")
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--results", type=Path, help="a folder that the table and its values are added to")
    options = parser.parse_args()
    if unknown := set(options.parts) - set(PARTS):
        parser.error(f"there is no part {', '.join(unknown)}: there are {', '.join(PARTS)}")
    known = facts({"quick": options.quick}, {})
    rows: list[Row] = []
    figures: dict[str, object] = {}
    for name in options.parts or PARTS:
        with tempfile.TemporaryDirectory() as folder:
            found, figures[name] = PARTS[name](Path(folder), options.quick)
        rows += found
        print(*(" | ".join(cells) for cells in found), sep="\n", flush=True)
    report = Report("gui", (Table("The window", ("what", "measured", "goal", "met"), tuple(rows)),), figures, known)
    report.print()
    if options.results is not None:
        report.append(options.results)
    return 0 if all(cells[-1] == "yes" for cells in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
