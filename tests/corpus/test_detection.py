from __future__ import annotations

import codecs
import gzip
from dataclasses import replace
from pathlib import Path

import pytest
from corpus_pairs import MakeFile

from tfmodel.contract.failure import FailureError
from tfmodel.corpus.cleaning import one_line
from tfmodel.corpus.detection import detect, preview, read
from tfmodel.corpus.pair import Pair

FRENCH = "".join(
    f"Here is line {n}, a summer's day.\tVoilà la ligne n° {n}, une journée d'été où l'on rêve.\n" for n in range(50)
)


def pairs_of(*paths: Path) -> list[tuple[str, str]]:
    return [(item.source, item.target) for item in read(detect(paths)) if isinstance(item, Pair)]


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "latin-1", "cp1252"]
)
def test_every_encoding_gives_the_same_pairs(make_file: MakeFile, encoding: str) -> None:
    plain = make_file("plain.tsv", FRENCH)
    assert pairs_of(make_file("encoded.tsv", FRENCH, encoding)) == pairs_of(plain)


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Привет, как дела сегодня?\tHello, how are you today?\n" * 40, "cp1251"),
        ("今日は良い天気ですね。\tNice weather today.\n" * 40, "shift_jis"),
    ],
)
def test_other_alphabets_in_their_old_encodings(make_file: MakeFile, text: str, encoding: str) -> None:
    assert pairs_of(make_file("old.tsv", text, encoding))[0][0] == text.split("\t")[0]


def test_a_letter_far_into_a_large_file_decides_its_encoding(make_file: MakeFile) -> None:
    lines = ["plain words here\tand there\n"] * 60_000
    lines[45_000:45_200] = ["Voilà l'été\tsummer is here\n"] * 200
    found = detect([make_file("late.tsv", "".join(lines), "latin-1")])
    assert found.encoding == "cp1252"


def test_a_few_bad_bytes_do_not_change_the_encoding(make_file: MakeFile) -> None:
    content = FRENCH.encode().replace("ligne n° 7".encode(), b"ligne n\xb0 7")
    items = list(read(detect([make_file("mixed.tsv", content)])))
    assert [item.reason for item in items if not isinstance(item, Pair)] == ["unreadable"]
    assert len(items) == 50


def test_evidence_is_given_in_sentences(make_file: MakeFile) -> None:
    found = detect([make_file("eng-fra.tsv", codecs.BOM_UTF16_LE + FRENCH.encode("utf-16-le"))])
    assert found.evidence == (
        "UTF-16 by its byte order mark",
        "Tab between the columns, because every one of the first 50 lines has exactly 1",
        "From en to fr, by the names",
    )


@pytest.mark.parametrize("delimiter", ["\t", ",", ";", "|", "|||"])
def test_delimiters(make_file: MakeFile, delimiter: str) -> None:
    text = "".join(f"one {n}{delimiter}un {n}\n" for n in range(20))
    found = detect([make_file("pairs.txt", text)])
    assert (found.delimiter, found.columns) == (delimiter, 2)
    assert pairs_of(found.paths[0])[3] == ("one 3", "un 3")


def test_tabs_win_over_commas_in_the_sentences(make_file: MakeFile) -> None:
    text = "".join(f"Well, now {n}\tBon, alors {n}\n" for n in range(20))
    assert detect([make_file("pairs.txt", text)]).delimiter == "\t"


def test_a_delimiter_can_be_told(make_file: MakeFile) -> None:
    path = make_file("pairs.txt", "a;x,b\nc;y,d\n")
    assert detect([path]).delimiter == ";"
    assert [pair.target for pair in read(detect([path], delimiter=",")) if isinstance(pair, Pair)] == ["b", "d"]


def test_quotation_marks_that_are_whole_cells_of_two_lines_enclose_nothing(make_file: MakeFile) -> None:
    """From the one to the other they would be a field, with the line end and the source between them."""
    lines = [f"the house number {n}\tla maison numéro {n}" for n in range(100)]
    columns = detect([make_file("pairs.tsv", "\n".join([*lines, 'inch\t"', 'inches\t"', ""]))])
    assert [(pair.source, pair.target) for pair in read(columns)][100:] == [("inch", '"'), ("inches", '"')]


def test_quotation_marks_of_sentences_stay_in_a_tab_separated_file(make_file: MakeFile) -> None:
    text = '"Go," he said.\t« Va », dit-il.\n"Yes."\t"Oui."\n'
    assert pairs_of(make_file("pairs.tsv", text)) == [('"Go," he said.', "« Va », dit-il."), ('"Yes."', '"Oui."')]


def test_a_header_names_columns_and_languages(make_file: MakeFile) -> None:
    found = detect([make_file("pairs.csv", "id,French,English\n1,le chat,the cat\n2,le chien,the dog\n")])
    assert found.header
    assert (found.source_column, found.target_column) == (1, 2)
    assert (found.source_language, found.target_language) == ("fr", "en")
    assert preview(found).rows == (("1", "le chat", "the cat"), ("2", "le chien", "the dog"))


@pytest.mark.parametrize("header", ["Key,English,German", "id,en,de", "no,source,target"])
def test_a_header_says_which_columns_are_the_sides(make_file: MakeFile, header: str) -> None:
    rows = "".join(f"menu.item.{chr(97 + n)},This is item {n},Das ist Punkt {n}\n" for n in range(20))
    assert pairs_of(make_file("texts.csv", f"\n{header}\n{rows}"))[0] == ("This is item 0", "Das ist Punkt 0")
    assert len(pairs_of(make_file("texts.csv", f"\n{header}\n{rows}"))) == 20


@pytest.mark.parametrize("header", ["id,en,no", "id,en,translation", "no,en,de"])
def test_a_column_of_numbers_is_no_language(make_file: MakeFile, header: str) -> None:
    rows = "".join(f"{n},This is item {n},Dette er punkt {n}\n" for n in range(20))
    assert pairs_of(make_file("texts.csv", f"{header}\n{rows}"))[0] == ("This is item 0", "Dette er punkt 0")


def test_a_number_in_json_is_no_indonesian(make_file: MakeFile) -> None:
    rows = "".join(f'{{"id": "s-{n}", "en": "This is {n}", "de": "Das ist {n}"}}\n' for n in range(9))
    found = detect([make_file("texts.jsonl", rows)])
    assert (found.source_language, found.target_language) == ("en", "de")


def test_many_remarks_before_the_pairs_are_looked_through_at_once(make_file: MakeFile) -> None:
    remarks = "".join(f"# remark {n}\r\n" for n in range(30)) + "\r\n" * 30
    pairs = "".join(f"here {n}\tvoilà {n}\r\n" for n in range(900))
    assert pairs_of(make_file("texts.tsv", remarks + pairs))[0] == ("here 0", "voilà 0")


def test_numbers_and_licences_are_not_sentences(make_file: MakeFile) -> None:
    text = "".join(f"{n}\tI see {n} dogs.\t{n + 9}\tJe vois {n} chiens.\tCC-BY 2.0\n" for n in range(30))
    found = detect([make_file("tatoeba.tsv", text)])
    assert (found.source_column, found.target_column) == (1, 3)


def test_a_target_of_digits_is_a_target(make_file: MakeFile) -> None:
    text = "".join(f"number {n}\t{n}\n" for n in range(30))
    found = detect([make_file("numbers.tsv", text)])
    assert (found.source_column, found.target_column) == (0, 1)


@pytest.mark.parametrize(
    ("names", "languages"),
    [
        (("train.en", "train.de"), ("en", "de")),
        (("train.en.gz", "train.fr.gz"), ("en", "fr")),
        (("corpus.de-en.de", "corpus.de-en.en"), ("de", "en")),
        (("train.en-US", "train.pt-BR"), ("en", "pt")),
        (("a.txt", "b.txt"), ("", "")),
    ],
)
def test_languages_of_parallel_files(make_file: MakeFile, names: tuple[str, str], languages: tuple[str, str]) -> None:
    found = detect([make_file(name, "a b\nc d\n") for name in names])
    assert (found.source_language, found.target_language) == languages


@pytest.mark.parametrize(
    ("name", "languages"),
    [
        ("eng-fra.tsv", ("en", "fr")),
        ("news_en_de.csv", ("en", "de")),
        ("english-french.tsv", ("en", "fr")),
        ("glossary_pt-BR.csv", ("", "")),
        ("glossary_en-US_es-AR.csv", ("en", "es")),
        ("all_EN_fr.csv", ("en", "fr")),
        ("my pairs.tsv", ("", "")),
    ],
)
def test_languages_of_one_file(make_file: MakeFile, name: str, languages: tuple[str, str]) -> None:
    found = detect([make_file(name, "a\tb\nc\td\n")])
    assert (found.source_language, found.target_language) == languages


def test_a_compressed_file_is_known_by_its_content(make_file: MakeFile) -> None:
    assert pairs_of(make_file("pairs.tsv", gzip.compress(FRENCH.encode()))) == pairs_of(make_file("plain.tsv", FRENCH))


def test_paths_with_spaces_and_letters(make_file: MakeFile) -> None:
    assert len(pairs_of(make_file("mes données/été à Łódź.tsv", FRENCH))) == 50


def test_preview_follows_a_correction(make_file: MakeFile) -> None:
    found = detect([make_file("pairs.tsv", "a\tb\tc\nd\te\tf\n")])
    corrected = replace(found, source_column=2, target_column=0)
    assert [(pair.source, pair.target) for pair in preview(corrected).pairs] == [("c", "a"), ("f", "d")]
    assert preview(found, limit=1).rows == (("a", "b", "c"),)


def test_each_of_two_files_has_its_encoding(make_file: MakeFile) -> None:
    files = [make_file("a.en", "fünf\n" * 9, "latin-1"), make_file("a.pl", "pięć\n" * 9, "iso-8859-2")]
    assert all(pair.target != "pięć" for pair in preview(detect(files)).pairs)
    corrected = detect(files, target_encoding="iso-8859-2")
    assert {(pair.source, pair.target) for pair in preview(corrected).pairs} == {("fünf", "pięć")}
    both = detect(files, encoding="iso-8859-2")
    assert (both.encoding, both.encoding_of_targets) == ("iso-8859-2", "iso-8859-2")


def test_one_file_has_one_encoding(make_file: MakeFile) -> None:
    with pytest.raises(FailureError, match="alone holds both sides"):
        detect([make_file("pairs.tsv", FRENCH)], target_encoding="utf-8")


@pytest.mark.parametrize("encoding", ["utf-9", "base64", ""])
def test_an_unknown_encoding_is_said(make_file: MakeFile, encoding: str) -> None:
    found = replace(detect([make_file("pairs.tsv", "a\tb\n")]), encoding=encoding)
    with pytest.raises(FailureError, match=f"no encoding '{encoding}'"):
        preview(found)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "is empty"),
        (b"\n \n", "is empty"),
        (gzip.compress(b"", mtime=0), "is empty"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)), "is not a text file"),
        (bytes(range(1, 32)) * 50, "is not a text file"),
        (b"SQLite format 3\0" + bytes(100), "is a database"),
        (b"one column\nonly here\nand here, too\n", "have one column"),
        (gzip.compress(FRENCH.encode() * 20, mtime=0)[:-30], "is damaged or incomplete"),
    ],
)
def test_bad_files_get_one_sentence(make_file: MakeFile, content: bytes, message: str) -> None:
    path = make_file("bad.tsv", content)
    with pytest.raises(FailureError, match=message) as caught:
        detect([path])
    assert str(path) in caught.value.failure.cause
    assert caught.value.failure.advice


def test_missing_file_folder_and_too_many(tmp_path: Path) -> None:
    with pytest.raises(FailureError, match="There is no file"):
        detect([tmp_path / "none.tsv"])
    with pytest.raises(FailureError, match="is a folder"):
        detect([tmp_path])
    with pytest.raises(FailureError, match="not in 3"):
        detect([tmp_path] * 3)


def test_one_column_names_the_file_that_seems_to_belong_to_it(make_file: MakeFile) -> None:
    make_file("train.de", "ein Haus\n")
    with pytest.raises(FailureError) as caught:
        detect([make_file("train.en", "a house\n")])
    assert "train.de" in caught.value.failure.advice


def test_messages_with_the_controls_of_irc_are_text(make_file: MakeFile) -> None:
    """As those of a server, which are bold between two of them."""
    pair = 'msgid "Type \x02HELP {0}\x02 to learn more"\nmsgstr "Mehr darüber steht in \x02HILFE {0}\x02"\n\n'
    header = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
    file = make_file("services.po", header + "".join(pair.format(n) for n in range(200)))
    pairs = pairs_of(file)
    assert len(pairs) == 200
    assert [one_line(text) for text in pairs[7]] == ["Type HELP 7 to learn more", "Mehr darüber steht in HILFE 7"]
