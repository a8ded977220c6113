import pytest
from hypothesis import given
from hypothesis import strategies as st

from gui.widgets.alignment_words import align_words, is_right_to_left, words_of


def test_pieces_of_a_word_are_joined_and_their_weights_shared_out():
    source = ["▁the", "▁la", "mp", "</s>"]
    target = ["▁la", "▁lam", "pe", "</s>"]
    weights = [[0.7, 0.1, 0.1, 0.1], [0.1, 0.5, 0.3, 0.1], [0.1, 0.2, 0.6, 0.1], [0.0, 0.0, 0.1, 0.9]]
    aligned = align_words(source, target, weights)
    assert aligned.source == ("the", "lamp", "</s>")
    assert aligned.target == ("la", "lampe", "</s>")
    assert aligned.weights[0] == pytest.approx((0.7, 0.2, 0.1))
    assert aligned.weights[1] == pytest.approx((0.1, 0.8, 0.1))  # sums 0.8 and 0.8 of the two target pieces, averaged
    assert aligned.weights[2] == pytest.approx((0.0, 0.1, 0.9))


def test_characters_stay_characters():
    aligned = align_words(["3", "▁", "M", "</s>"], ["0", "3", "</s>"], [[0.25] * 4] * 3, characters=True)
    assert aligned.source == ("3", "␣", "M", "</s>")
    assert aligned.target == ("0", "3", "</s>")


def test_characters_stay_characters_beside_a_placeholder_or_a_tag():
    pieces = ["B", "o", "n", "▁", "{name}", "!", "</s>"]
    words = ["B", "o", "n", "␣", "{name}", "!", "</s>"]
    assert words_of(pieces, characters=True) == list(enumerate(words))
    aligned = align_words(["<of:law>", "▁", "a", "</s>"], ["a", "</s>"], [[0.25] * 4] * 2, characters=True)
    assert aligned.source == ("<of:law>", "␣", "a", "</s>") and aligned.target == ("a", "</s>")


def test_a_word_of_one_letter_or_figure_is_a_word():
    assert words_of(["▁", "5", "</s>"]) == [(0, "5"), (2, "</s>")]


def test_bytes_of_a_character_are_shown_as_the_character():
    aligned = align_words(["▁", "<0xE2>", "<0x82>", "<0xAC>", "5"], ["▁x"], [[0.2] * 5])
    assert aligned.source == ("€5",)


def test_in_a_script_without_spaces_each_piece_is_a_word_and_bytes_of_a_letter_are_one():
    chinese = words_of(["▁我", "喜欢", "红", "色的", "车", "。", "</s>"])
    assert chinese == list(enumerate(["我", "喜欢", "红", "色的", "车", "。", "</s>"]))
    assert words_of(["▁ฉัน", "ชอบ", "<0xE4>", "<0xBD>", "<0xA0>", "รถ", "▁BM", "W"]) == [
        (0, "ฉัน"),
        (1, "ชอบ"),
        (2, "你"),
        (5, "รถ"),
        (6, "BMW"),
    ]


def test_the_names_of_symbols_datasets_and_bytes_have_no_direction():
    for words in (["<s>", "سيارة"], ["<of:law>", "سيارة"], ["<of:law>سيارة", "حمراء"], ["<0xD8>", "<0xB3>", "يارة"]):
        assert is_right_to_left(words), words
    for words in (["<of:law>", "car", "سيارة"], ["<of:law>"], ["<", "car"], []):
        assert not is_right_to_left(words), words


def test_nothing_is_aligned_with_nothing():
    aligned = align_words([], [], [])
    assert aligned.source == aligned.target == aligned.weights == ()


@given(st.data())
def test_a_row_sums_to_what_its_pieces_summed_to(data):
    pieces = st.lists(st.sampled_from(["▁a", "▁bc", "d", "ef", "</s>", "▁", "<0xC3>", "红色"]), min_size=1, max_size=8)
    source, target = data.draw(pieces), data.draw(pieces)
    row = st.lists(st.floats(0, 1), min_size=len(source), max_size=len(source)).filter(lambda values: sum(values) > 0)
    rows = data.draw(st.lists(row, min_size=len(target), max_size=len(target)))
    weights = [[value / sum(values) for value in values] for values in rows]
    aligned = align_words(source, target, weights)
    assert len(aligned.weights) == len(aligned.target)
    for values in aligned.weights:
        assert len(values) == len(aligned.source)
        assert sum(values) == pytest.approx(1.0)
