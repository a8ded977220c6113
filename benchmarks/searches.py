"""How long a large dataset takes to answer: the first row of the table, every kind of question, near duplicates.

    python -m benchmarks.searches NAME.pairs [WORDS …] [--near]

The questions go through what answers the window (`PairFinder`): the first answer is what a person waits for, "all" is
when the last number is known. `--near` also times a preview of near duplicates. `benchmarks.imports --keep` makes a
dataset of two million pairs.
"""

from __future__ import annotations

import argparse
import resource
import sys
import time
from pathlib import Path
from typing import Any

from tfmodel.contract.query import PairQuery
from tfmodel.corpus.cleaning_pass import clean_dataset
from tfmodel.corpus.pair_finding import PairFinder
from tfmodel.corpus.rules import preset
from tfmodel.corpus.store import PairStore

WORDS = ("man", "a", "zzzz", "un", "homme chien", "a un", "the wearing st", "...", "plage pl")
NARROWED: tuple[dict[str, Any], ...] = (
    {"state": "used"},
    {"state": "unused"},
    {"state": "excluded"},
    {"flag": "numbers"},
    {"split": "validation"},
    {"source_words": (10, 20)},
    {"source_words": (0, 3)},
    {"target_words": (30, None)},
    {"flag": "numbers", "source_words": (10, 11)},
)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("dataset", type=Path)
    parser.add_argument("words", nargs="*", default=WORDS)
    parser.add_argument("--near", action="store_true")
    options = parser.parse_args()
    began = time.perf_counter()
    with PairStore.open(options.dataset) as store:
        store.page(offset=0, limit=100)
        print(f"open, first page {1000 * (time.perf_counter() - began):22.1f} ms")
        began = time.perf_counter()
        store.page(offset=store.counts().total // 2, limit=100)
        print(f"page in the middle {1000 * (time.perf_counter() - began):20.1f} ms")
    questions = [{"search": word} for word in options.words]
    questions += [
        {**narrowed, **search} for narrowed in NARROWED for search in ({}, {"search": "a"}, {"search": "zzzz"})
    ]
    with PairFinder.open(options.dataset) as finder:
        began = time.perf_counter()
        finder.warm_up()
        print(f"index of the first pairs {1000 * (time.perf_counter() - began):14.1f} ms")
        slowest = max(ask(finder, question) for question in questions)
    print(f"slowest first answer: {1000 * slowest:.1f} ms")
    if options.near:
        near(options.dataset)
    return 0


def ask(finder: PairFinder, question: dict[str, Any]) -> float:
    """Asks one question; returns the seconds to its first answer, or to knowing that there is none."""
    began, first, count = time.perf_counter(), 0.0, 0
    for numbers in finder.find(PairQuery(**question)):
        first = first or time.perf_counter() - began
        count += len(numbers)
    last = time.perf_counter() - began
    said = " ".join(f"{name}={value!r}" for name, value in question.items())
    print(f"first {1000 * (first or last):8.1f} ms   all {1000 * last:8.1f} ms   {count:9,} pairs   {said}", flush=True)
    return first or last


def near(path: Path) -> None:
    """A preview of near duplicates."""
    began = time.monotonic()
    report = clean_dataset(path, preset("standard").only(["near_duplicates"]), preview=True)
    assert report is not None
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    taken = report.taken["near_duplicates"]
    print(f"near duplicates: {time.monotonic() - began:.1f} s, {taken:,} of {report.pairs:,}, peak {megabytes:,.0f} MB")


if __name__ == "__main__":
    sys.exit(main())
