import pytest
from hypothesis import given
from hypothesis import strategies as st

from tfmodel.corpus.sentences import sentences


@pytest.mark.parametrize(
    "expected",
    [
        ("Hello there. ", "How are you?  ", "Fine."),
        ("He paid 3.5 euros. ", '"Really?" ', "She laughed."),
        ("The U.S.A. is large, i.e. wide... ", "(Yes.) ", "No!! ", "1. ", "One"),
        ("你好。", "你是谁？", "我是学生！」", "好"),
        ("नमस्ते। ", "आप कैसे हैं? ", "ठीक"),
        ("مرحبا. ", "كيف حالك؟ ", "جيد"),
        ("ሰላም። ", "እንዴት ነህ።"),
        ("no end",),
        (),
    ],
)
def test_they_end_where_unicode_says(expected: tuple[str, ...]) -> None:
    """What `uniseg` 0.10, which follows annex 29 rule by rule, gives for these texts."""
    assert tuple(sentences("".join(expected))) == expected


@given(st.text(alphabet=' aB1.?!)"(,;。好é:-\n', max_size=60))
def test_joined_they_are_the_text(text: str) -> None:
    found = sentences(text)
    assert "".join(found) == text
    assert all(found)
