import pytest

from tfmodel.contract.symbols import EOS
from tfmodel.corpus.tokenizers.lists import CharacterTokenizer, WordTokenizer
from tfmodel.jobs.parts import joined, lines_of, note_of_limit, note_of_text

WORDS = WordTokenizer(["▁a", "▁b", "▁c", "."])
CHARACTERS = CharacterTokenizer(["你", "好", "。"])


def texts_of(line, tokenizer):
    return [tokenizer.decode(part) for part in line.parts]


def test_a_line_that_fits_is_one_part_and_an_empty_one_is_none():
    fits, empty = lines_of([" a b c. ", "  "], WORDS, 4)
    assert texts_of(fits, WORDS) == ["a b c."]
    assert empty.parts == () and fits.note == empty.note == ""


def test_a_longer_line_is_cut_at_sentence_ends():
    (line,) = lines_of(["a b. B c. B a b."], WORDS, 4)
    assert [len(part) for part in line.parts] == [3, 3, 4]
    assert "10 tokens" in line.note and "3 parts" in line.note


@pytest.mark.parametrize("limit", [2, 3, 5])
def test_a_longer_sentence_is_cut_between_words_and_loses_nothing(limit):
    (line,) = lines_of(["a b c a b c a."], WORDS, limit)
    assert all(0 < len(part) <= limit for part in line.parts)
    assert [token for part in line.parts for token in part] == WORDS.encode(["a b c a b c a."])[0]
    assert all(WORDS.pieces(part)[0].startswith("▁") for part in line.parts)


@pytest.mark.parametrize(
    ("tokenizer", "tag", "text"),
    [(WORDS, "c", "a b c a b c a. A b."), (CharacterTokenizer(["▁", "你", "好", "。"]), "好", "你好你好你你好。好。")],
)
def test_every_part_begins_with_the_tag(tokenizer, tag, text):
    lead = tokenizer.encode([f"{tag} {text}"])[0][: -len(tokenizer.encode([text])[0])]
    (line,) = lines_of([text], tokenizer, 4, tag)
    assert all(list(part[: len(lead)]) == lead and len(lead) < len(part) <= 4 for part in line.parts)
    untagged = [token for part in line.parts for token in part[len(lead) :]]
    assert lead and untagged == tokenizer.encode([text])[0]


def test_a_tag_that_a_line_begins_with_by_itself_comes_before_every_part():
    tag, text = "<of:law>", "a b c a b c a. A b."
    tokenizer = WordTokenizer(["▁", tag, "▁a", "▁b", "▁c", "."], (tag,))
    (lead,) = tokenizer.encode([tag])
    (line,) = lines_of([f"{tag} {text}"], tokenizer, 4, known=("<of:news>", tag))
    assert all(list(part[:2]) == lead and 2 < len(part) <= 4 for part in line.parts)
    assert [line] == lines_of([text], tokenizer, 4, tag)
    assert lines_of([f"{tag} a b"], tokenizer, 4, known=(tag,)) == lines_of(["a b"], tokenizer, 4, tag)


def test_parts_of_characters_begin_without_a_space_as_sentences_do():
    tokenizer = CharacterTokenizer(["▁", *"helowrdf"])
    (line,) = lines_of(["hello world foo"], tokenizer, 8)
    assert texts_of(line, tokenizer) == ["hello", "world", "foo"]
    assert [tokenizer.pieces(part)[0] for part in line.parts] == ["h", "w", "f"]


def test_scripts_without_spaces_are_cut_and_joined_without():
    (line,) = lines_of(["你好。你你你你好。"], CHARACTERS, 3)
    assert texts_of(line, CHARACTERS) == ["你好。", "你你你", "你好。"]
    assert joined(texts_of(line, CHARACTERS)) == "你好。你你你你好。"
    assert joined(["One.", "", "Two."]) == "One. Two."
    assert joined(["“你好。”", "他……", "走了"]) == "“你好。”他……走了"
    assert joined(["학교에", "갔다.", "Good 🙂", "Bye"]) == "학교에 갔다. Good 🙂 Bye"


def test_controls_in_a_line_are_spaces_as_they_were_in_training():
    assert lines_of(["你\t好\x85"], CHARACTERS, 9) == lines_of(["你 好"], CHARACTERS, 9)


def test_a_translation_whose_end_the_limit_cut_off_is_said_to_be_one():
    assert note_of_limit([(5, 6, EOS), (EOS,)]) == ""
    note = "The translation reached 4 tokens, the most that it may have: its end is missing."
    assert note_of_limit([(5, EOS), (5, 6, 7, 8)]) == note


def test_of_several_lines_the_first_with_a_note_is_named():
    assert note_of_text([""]) == note_of_text(["", ""]) == ""
    assert note_of_text(["Long."]) == "Long."
    assert note_of_text(["", "Long.", ""]) == "Long. This is line 2."
    assert note_of_text(["", "Long.", "", "Longer."]) == "Long. This is line 2, the first of 2 lines with a note."
