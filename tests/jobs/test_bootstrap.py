"""The intervals and the paired test of a comparison, and the memory that they take."""

import random
import tracemalloc

import numpy as np
import pytest
from sacrebleu.metrics import BLEU, CHRF
from sacrebleu.significance import PairedTest

from tfmodel.jobs.bootstrap import intervals
from tfmodel.jobs.compare import compared

WORDS = ("a", "red", "house", "and", "the", "big", "tree", "is", "not", "here")


@pytest.fixture
def translated():
    """References, and three systems that get more and more of their words wrong; an odd number of sentences."""
    luck = random.Random(7)
    references = [" ".join(luck.choices(WORDS, k=luck.randint(4, 20))) for _ in range(301)]

    def system(wrong):
        texts = [[word if luck.random() > wrong else "car" for word in text.split()] for text in references]
        return [" ".join(words) for words in texts]

    return references, [(name, system(wrong)) for name, wrong in (("a", 0.3), ("b", 0.31), ("c", 0.33))]


def test_the_numbers_are_those_of_the_library(translated, tmp_path):
    """With its draws, although it makes them all at once."""
    references, systems = translated
    found = compared(systems, references, "13a", "t", [tmp_path / name for name, _ in systems])
    metrics = {"BLEU": BLEU(tokenize="13a", force=True), "chrF2": CHRF()}
    signatures, expected = PairedTest(systems, metrics, [references], test_type="bs", n_samples=1000)()
    assert found.bleu_signature == str(signatures["BLEU"]) and found.chrf_signature == str(signatures["chrF2"])
    for name, own in (("BLEU", [row.bleu for row in found.rows]), ("chrF2", [row.chrf for row in found.rows])):
        assert [score.score for score in own] == [result.score for result in expected[name]]
        assert [score.p_value for score in own] == [result.p_value for result in expected[name]]
        limits = [limit for score in own for limit in (score.low, score.high)]
        of_library = [result.mean + sign * result.ci for result in expected[name] for sign in (-1, 1)]
        assert limits == pytest.approx(of_library)


def test_a_large_test_set_takes_little_memory():
    """All draws at once were 400 MB, and what they draw 2 GB."""
    systems = [np.random.default_rng(seed).integers(1, 20, (50_000, 10)).astype("float64") for seed in (1, 2)]
    tracemalloc.start()
    try:
        found = intervals(BLEU(), systems)
        assert tracemalloc.get_traced_memory()[1] < 20_000_000
    finally:
        tracemalloc.stop()
    assert all(score.low < score.score < score.high for score in found)
