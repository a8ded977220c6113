"""Import speed and memory: generated pairs as TSV and TMX, beside pandas reading the same TSV in the same run.

    pip install pandas; python -m benchmarks.imports SOURCE TARGET [--languages en fr] [--pairs 2000000]

SOURCE and TARGET are parallel files, plain or gzipped, whose words the pairs are made of (`generated_pairs.py`), in the
languages named: every text that is in another one is examined more closely, and slowly. Each import, with a preset of
rules, runs in a process of its own, of a quarter of the pairs and of all: its peak memory, that of the process that
reads for it included, must not grow between the two. `--keep` leaves the datasets of all pairs there, for
`benchmarks.searches`. Without pandas, that peer is left out.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from itertools import islice
from pathlib import Path
from typing import get_args
from xml.sax.saxutils import escape

from benchmarks import generated_pairs
from tfmodel.contract.choices import CleanChoice

ROOT = Path(__file__).resolve().parents[1]

BEGIN = """
import json, resource, sys, time
from pathlib import Path
path, into, clean = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
def peak(who):
    return resource.getrusage(who).ru_maxrss / 1024
def tell(pairs, kept):
    megabytes = peak(resource.RUSAGE_SELF) + peak(resource.RUSAGE_CHILDREN)
    print(json.dumps({"pairs": pairs, "kept": kept, "seconds": time.monotonic() - began, "megabytes": megabytes}))
"""
IMPORT = """
from tfmodel.corpus.detection import detect
from tfmodel.corpus.importing import ImportOptions, import_pairs
began = time.monotonic()
report = import_pairs(detect([path]), into, ImportOptions(clean=clean))
tell(report.read, report.kept)
"""
READ = """
from tfmodel.corpus.detection import detect, read
began = time.monotonic()
pairs = sum(1 for _ in read(detect([path])))
tell(pairs, pairs)
"""
PANDAS = """
import pandas
began = time.monotonic()
table = pandas.read_csv(path, sep="\\t", header=None, quoting=3, dtype=str)
tell(len(table), len(table))
"""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("source", type=Path)
    parser.add_argument("target", type=Path)
    parser.add_argument("--languages", nargs=2, default=("en", "fr"), metavar=("SOURCE", "TARGET"))
    parser.add_argument("--pairs", type=int, default=2_000_000)
    parser.add_argument("--formats", nargs="+", choices=("tsv", "tmx"), default=("tsv", "tmx"))
    parser.add_argument("--clean", choices=get_args(CleanChoice), default="standard")
    parser.add_argument("--keep", type=Path)
    options = parser.parse_args()
    for path in (options.source, options.target):
        if not path.is_file():
            parser.error(f"there is no file {path}")
    with tempfile.TemporaryDirectory() as folder:
        names = "-".join(options.languages)
        everything = Path(folder, f"everything.{names}.tsv")
        generated_pairs.write(options.source, options.target, everything, options.pairs)
        for kind in options.formats:
            for count in (options.pairs // 4, options.pairs):
                path = Path(folder, f"generated.{names}.{kind}")
                write(path, kind, lines(everything, count), options.languages)
                print(f"{kind}, {count:,} pairs, {path.stat().st_size / 1e6:,.0f} MB", flush=True)
                compare(path, kind, options.clean)
            if options.keep:
                options.keep.mkdir(parents=True, exist_ok=True)
                path.with_suffix(".pairs").rename(options.keep / f"{kind}.pairs")
    return 0


def compare(path: Path, kind: str, clean: str) -> None:
    """Times of one file, the import between the others."""
    measure("reading alone", READ, path, clean)
    imported = measure(f"import, {clean}", IMPORT, path, clean)
    if kind == "tsv" and find_spec("pandas") is None:
        print("  pandas is not installed: left out", flush=True)
    elif kind == "tsv":
        read = measure("pandas.read_csv", PANDAS, path, clean)
        print(f"  the import takes {imported / read:.1f} times as long as pandas reads the file", flush=True)


def measure(title: str, code: str, path: Path, clean: str) -> float:
    """Runs code in a process of its own; returns the seconds that it told."""
    into = path.with_suffix(".pairs")
    if code == IMPORT:
        into.unlink(missing_ok=True)
    command = [sys.executable, "-c", BEGIN + code, str(path), str(into), clean]
    told = json.loads(subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout)
    rate = told["pairs"] / told["seconds"]
    print(
        f"  {title:16} {told['seconds']:7.1f} s  {rate:9,.0f} pairs/s  peak {told['megabytes']:5,.0f} MB"
        f"  ({told['kept']:,} kept)",
        flush=True,
    )
    return float(told["seconds"])


def lines(path: Path, count: int) -> Iterator[str]:
    """The first lines of a file."""
    with path.open(encoding="utf-8", newline="\n") as file:
        yield from islice(file, count)


def write(path: Path, kind: str, pairs: Iterator[str], languages: Sequence[str]) -> None:
    """Writes lines of two columns as TSV or as TMX."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        if kind == "tsv":
            file.writelines(pairs)
            return
        first, second = languages
        head = f'<tmx version="1.4">\n<header srclang="{first}"/>\n<body>\n'
        file.write(f'<?xml version="1.0" encoding="UTF-8"?>\n{head}')
        for number, line in enumerate(pairs):
            source, target = escape(line.rstrip("\n")).split("\t")
            file.write(
                f'<tu tuid="{number}">\n <tuv xml:lang="{first}"><seg>{source}</seg></tuv>\n'
                f' <tuv xml:lang="{second}"><seg>{target}</seg></tuv>\n</tu>\n'
            )
        file.write("</body>\n</tmx>\n")


if __name__ == "__main__":
    sys.exit(main())
