"""Which tokenizer BLEU has, and how much of the texts the scores hold at once."""

import pytest
from sacrebleu.metrics import BLEU, CHRF, TER

from tfmodel.jobs import scoring


@pytest.mark.parametrize(
    ("references", "tokenizer"),
    [
        (["Ein Mann schläft.", "Zwei Hunde 42"], "13a"),
        (["我喜欢猫。", "他说OK"], "zh"),
        (["猫が好きです。", "東京に行きました"], "char"),
        (["ฉันชอบแมว", "เขาไปกรุงเทพ"], "char"),
        (["나는 고양이를 좋아한다."], "13a"),
        (["42", "..."], "13a"),
        ([], "13a"),
    ],
)
def test_bleu_cuts_words_as_the_script_of_the_references_has_them(references, tokenizer):
    assert scoring.tokenizer_for(references) == scoring.settled("auto", references) == tokenizer
    assert scoring.settled("intl", references) == "intl"


@pytest.mark.parametrize(
    ("references", "measure"),
    [
        (["zwölf"] * 19 + ["zwei Hunde schlafen hier"], "chrf"),
        (["zwölf"] * 8 + ["zwei Hunde schlafen hier"], "bleu"),
        (["1994-05-12"], "bleu"),
    ],
)
def test_bleu_measures_nothing_where_hardly_a_reference_has_four_tokens(references, measure):
    assert scoring.measure_for("bleu", references, "13a") == measure
    assert scoring.measure_for("loss", references, "13a") == "loss"


def test_a_chinese_translation_has_a_score_that_means_something():
    references, good, bad = ["我非常喜欢这只小猫。"], ["我非常喜欢那只小猫。"], ["他昨天晚上去了北京。"]
    tokenize = scoring.tokenizer_for(references)
    assert scoring.bleu(good, references, tokenize).value > 40 > 5 > scoring.bleu(bad, references, tokenize).value
    assert scoring.bleu(good, references).value < 1  # one word of 13a


@pytest.mark.parametrize(("metric", "score"), [(BLEU, scoring.bleu), (CHRF, scoring.chrf), (TER, scoring.ter)])
def test_the_n_grams_of_a_slice_of_the_references_are_held_at_once(monkeypatch, metric, score):
    """Those of 200,000 sentences are gigabytes; the scores are those of all sentences together."""
    references = [f"the house number {number} is red and big" for number in range(2500)]
    texts = [text.replace("red", "read") if number % 3 else text for number, text in enumerate(references)]
    expected = metric().corpus_score(texts, [references]).score
    held, told, cached = [], [], metric._cache_references

    def noted(self, parts):
        held.append(len(parts[0]))
        return cached(self, parts)

    monkeypatch.setattr(metric, "_cache_references", noted)
    assert score(texts, references, told=told.append).value == expected
    assert held == [1000, 1000, 500] and told == [1000, 2000, 2500]
