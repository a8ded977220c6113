"""Kinds of characters, beside Python's own view of each sentence."""

from __future__ import annotations

import re

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tfmodel.corpus.rules.batch import Batch, Profile
from tfmodel.corpus.rules.characters import BEGINNING, BEYOND_LATIN, CONTINUATION, DIGIT, Characters

NO_LINE_END = st.text(
    st.one_of(
        st.characters(exclude_characters="\n"), st.sampled_from("aé Ã©â€™ \u00a0\u200b\u3000  12३日🙂\ue000\U0001d7d8x")
    ),
    max_size=30,
)
SUSPICIOUS = re.compile(
    "[\u00c2-\u00f4\u0402-\u045f][\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc"
    "\u2013\u2014\u2018-\u201e\u2020-\u2022\u2026\u2030\u2039\u203a\u20ac\u2122]"
)
LATIN = re.compile("[^\x00-\u024f\u0300-\u036f\u1e00-\u1eff\u2000-\u2bff]")
DIGITS = re.compile("[0-9\u0660-\u0669\u06f0-\u06f9\u0966-\u096f\u09e6-\u09ef\uff10-\uff19]")


def which(texts: list[str], pattern: re.Pattern[str]) -> list[int]:
    return [n for n, text in enumerate(texts) if pattern.search(text)]


@given(st.lists(NO_LINE_END, max_size=12))
def test_as_python_sees_each_sentence(texts: list[str]) -> None:
    characters = Characters(texts)
    assert characters.words().tolist() == [len(text.split()) for text in texts]
    assert characters.lengths.tolist() == [len(text) for text in texts]
    assert characters.sentences(DIGIT) == which(texts, DIGITS)
    assert characters.sentences(BEYOND_LATIN) == which(texts, LATIN)
    assert characters.sentences_with_pairs(BEGINNING, CONTINUATION) == which(texts, SUSPICIOUS)
    marks = [sum(sign.isascii() and not sign.isalpha() for sign in text) for text in texts]
    np.testing.assert_array_equal(characters.letters(), characters.lengths - np.array(marks, np.int64))
    batch = Batch((texts, texts[::-1]), Profile())
    assert batch.unprintable[0] == [n for n, text in enumerate(texts) if not text.isprintable()]
