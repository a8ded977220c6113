"""Import speed and memory: generated pairs as TSV and TMX, beside pandas reading the same TSV in the same run.

    pip install pandas; python -m benchmarks.imports [--pairs 2000000] [--formats tsv tmx]

Each import runs in a process of its own, of a quarter of the pairs and of all: its peak memory must not grow between
the two. The pairs are random sentences of a growing vocabulary, all different, from a fixed seed.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from xml.sax.saxutils import escape

ROOT = Path(__file__).resolve().parents[1]
WORDS = 30_000

IMPORT = """
import json, resource, sys, time
from pathlib import Path
from tfmodel.corpus.detection import detect, read
from tfmodel.corpus.importing import import_pairs
path, into = map(Path, sys.argv[1:3])
began = time.monotonic()
report = import_pairs(detect([path]), into)
seconds = time.monotonic() - began
print(json.dumps({"pairs": report.read, "kept": report.kept, "seconds": seconds,
                  "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}))
"""
READ = (
    IMPORT.replace("report = import_pairs(detect([path]), into)", "n = sum(1 for _ in read(detect([path])))")
    .replace("report.read", "n")
    .replace("report.kept", "n")
)
PANDAS = """
import json, resource, sys, time
import pandas
began = time.monotonic()
table = pandas.read_csv(sys.argv[1], sep="\\t", header=None, quoting=3, dtype=str)
seconds = time.monotonic() - began
print(json.dumps({"pairs": len(table), "kept": len(table), "seconds": seconds,
                  "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}))
"""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pairs", type=int, default=2_000_000)
    parser.add_argument("--formats", nargs="+", choices=("tsv", "tmx"), default=("tsv", "tmx"))
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        for kind in options.formats:
            for count in (options.pairs // 4, options.pairs):
                path = Path(folder, f"generated.en-fr.{kind}")
                write(path, kind, count)
                print(f"{kind}, {count:,} pairs, {path.stat().st_size / 1e6:,.0f} MB", flush=True)
                measure("reading alone", READ, path)
                measure("import", IMPORT, path)
                if kind == "tsv":
                    measure("pandas.read_csv", PANDAS, path)
    return 0


def measure(title: str, code: str, path: Path) -> None:
    into = path.with_suffix(".pairs")
    into.unlink(missing_ok=True)
    command = [sys.executable, "-c", code, str(path), str(into)]
    told = json.loads(subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout)
    rate = told["pairs"] / told["seconds"]
    print(
        f"  {title:16} {told['seconds']:7.1f} s  {rate:9,.0f} pairs/s  peak {told['megabytes']:5,.0f} MB"
        f"  ({told['kept']:,} kept)",
        flush=True,
    )


def sentences(count: int, seed: int = 1) -> Iterator[tuple[str, str]]:
    """Different pairs; words are drawn so that few are frequent and most are rare."""
    draw = random.Random(seed)
    words = ["".join(draw.choices("etaoinshrdlucmfw", k=draw.randrange(2, 11))) for _ in range(WORDS)]
    mots = ["".join(draw.choices("esaitnruloéàçdcp", k=draw.randrange(2, 11))) for _ in range(WORDS)]
    for number in range(count):
        length = draw.randrange(4, 20)
        places = [int(WORDS * draw.random() ** 4) for _ in range(length)]
        source = " ".join([words[place] for place in places])
        target = " ".join([mots[place] for place in reversed(places)])
        yield f"{source} {number}.", f"{target} {number} !"


def write(path: Path, kind: str, count: int) -> None:
    """Writes pairs as TSV or as TMX."""
    with path.open("w", encoding="utf-8") as file:
        if kind == "tsv":
            file.writelines(f"{source}\t{target}\n" for source, target in sentences(count))
            return
        file.write('<?xml version="1.0" encoding="UTF-8"?>\n<tmx version="1.4">\n<header srclang="en"/>\n<body>\n')
        file.writelines(
            f'<tu tuid="{number}">\n <tuv xml:lang="en-US"><seg>{escape(source)}</seg></tuv>\n'
            f' <tuv xml:lang="fr-FR"><seg>{escape(target)}</seg></tuv>\n</tu>\n'
            for number, (source, target) in enumerate(sentences(count))
        )
        file.write("</body>\n</tmx>\n")


if __name__ == "__main__":
    sys.exit(main())
