"""Every sample is what its script writes, and is fit to be imported."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from resources.samples import SAMPLES, Sample, dates, number_words, writing
from resources.samples.english_french import corpus

PAIRS: dict[str, Callable[[], list[tuple[str, str]]]] = {
    "english-french": corpus.corpus,
    "dates": dates.pairs,
    "numbers": number_words.pairs,
}
each_sample = pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.name)


def rows(sample: Sample) -> list[list[str]]:
    return [line.split("\t") for line in sample.path.read_bytes().decode().removesuffix("\n").split("\n")]


@each_sample
def test_the_script_reproduces_the_file_byte_for_byte(sample: Sample) -> None:
    assert writing.as_tsv(PAIRS[sample.name]()) == sample.path.read_bytes()


@each_sample
def test_each_source_stands_once_and_has_one_target(sample: Sample) -> None:
    found = rows(sample)
    assert all(len(row) == 2 and all(cell == cell.strip() and cell for cell in row) for row in found)
    assert len({source for source, _ in found}) == len(found)


@each_sample
def test_it_is_large_enough_to_learn_from_and_small_enough_to_ship(sample: Sample) -> None:
    assert len(rows(sample)) >= (20_000 if sample.name == "english-french" else 10_000)
    assert sample.path.stat().st_size < 2_000_000


@each_sample
def test_its_listing_is_readable(sample: Sample) -> None:
    assert sample.title and sample.description.endswith(".")
    assert re.fullmatch(r"[a-z-]+", sample.name)


def test_another_seed_gives_another_corpus() -> None:
    assert corpus.corpus(seed=1) != corpus.corpus(seed=2)


def test_a_sample_is_replaced_as_a_whole(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(writing, "FOLDER", tmp_path)
    writing.write_sample("a.tsv", [("one", "un")])
    writing.write_sample("a.tsv", [("two", "deux")])
    assert [(path.name, path.read_text("utf-8")) for path in tmp_path.iterdir()] == [("a.tsv", "two\tdeux\n")]
