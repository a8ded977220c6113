"""Writes `english-french.tsv`: `python -m resources.samples.english_french`."""

from __future__ import annotations

from resources.samples.english_french.corpus import corpus
from resources.samples.writing import write_sample

if __name__ == "__main__":
    write_sample("english-french.tsv", corpus())
