"""Writes a large file of pairs for measuring: words of a real corpus in a random order, with defects at known rates.

    python -m benchmarks.generated_pairs SOURCE TARGET OUT.tsv [PAIRS]

SOURCE and TARGET are parallel files, plain or gzipped, from which the words and their frequencies are taken. Of each
hundred pairs about one repeats an earlier one but for a word, and one has a defect that a rule of cleaning finds.
"""

from __future__ import annotations

import gzip
import random
import sys
from collections import Counter
from pathlib import Path

import numpy as np

MEAN_WORDS = 12
DEFECTS = (
    lambda source, target: (source, source),
    lambda source, target: (f"<b>{source}</b>", target),
    lambda source, target: (f"{source} 4711", target),
    lambda source, target: (source, f"{target} https://example.com/page"),
    lambda source, target: (source, f"{target} %s"),
    lambda source, target: (source, target[:5]),
    lambda source, target: (source, "это предложение написано на русском языке"),
    lambda source, target: (source, f"{target} dÃ©jÃ\u00a0 vu"),
)


class Words:
    """Words of one side, drawn by their frequency."""

    def __init__(self, path: Path, seed: int) -> None:
        opened = gzip.open if path.suffix == ".gz" else open
        with opened(path, "rt", encoding="utf-8") as file:
            counted = Counter(word for line in file for word in line.split())
        self._words = np.array(list(counted))
        self._shares = np.cumsum(list(counted.values())) / counted.total()
        self._draw = np.random.default_rng(seed)

    def sentences(self, lengths: np.ndarray) -> list[str]:
        """Sentences of these numbers of words."""
        words = self._words[np.searchsorted(self._shares, self._draw.random(int(lengths.sum())))].tolist()
        ends = np.cumsum(lengths).tolist()
        return [" ".join(words[start:end]) for start, end in zip([0, *ends], ends, strict=False)]


def write(source: Path, target: Path, out: Path, pairs: int) -> None:
    """Writes so many pairs; the same for the same arguments."""
    sides, draw, lengths = (Words(source, 1), Words(target, 2)), random.Random(3), np.random.default_rng(4)
    with out.open("w", encoding="utf-8", newline="\n") as file:
        for start in range(0, pairs, 10_000):
            words = np.clip(lengths.poisson(MEAN_WORDS, min(10_000, pairs - start)), 3, 60)
            found = list(zip(*(side.sentences(words + n) for n, side in enumerate(sides)), strict=True))
            for n in range(1, len(found)):
                chance = draw.random()
                if chance < 0.01:
                    found[n] = (f"{found[n - 1][0]} again", found[n - 1][1])
                elif chance < 0.02:
                    found[n] = draw.choice(DEFECTS)(*found[n])
            file.writelines(f"{one}\t{other}\n" for one, other in found)


if __name__ == "__main__":
    write(Path(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]), int([*sys.argv, "2000000"][4]))
