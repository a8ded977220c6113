"""The choices of each format on the command line."""

import json

import pytest
from running import job

from tfmodel.corpus.store import PairStore

UNIT = (
    '<tu><tuv xml:lang="en-US"><seg>house {0}</seg></tuv><tuv xml:lang="fr"><seg>maison <ph/>{0}</seg></tuv>'
    '<tuv xml:lang="de"><seg>Haus {0}</seg></tuv></tu>'
)


def imported(tmp_path, *words):
    done = job("import", *words, "--into", tmp_path / "x.pairs")
    assert done.returncode == 0, done.stderr
    with PairStore.open(tmp_path / "x.pairs") as store:
        return {(pair.source, pair.target) for pair in store.page(offset=0, limit=100)}, done


@pytest.mark.parametrize(
    ("options", "first"),
    [
        ((), ("house 1", "maison 1")),
        (("--inline", "keep"), ("house 1", "maison {1}1")),
        (("--source-language", "de", "--target-language", "en"), ("Haus 1", "house 1")),
        (("--source-language", "fr"), ("maison 1", "house 1")),
        (("--target-language", "en-US"), ("maison 1", "house 1")),
    ],
)
def test_languages_and_inline_codes_of_tmx(tmp_path, options, first):
    units = "".join(UNIT.format(n) for n in range(20))
    (tmp_path / "m.tmx").write_text(f'<tmx version="1.4"><header srclang="en"/><body>{units}</body></tmx>')
    pairs, done = imported(tmp_path, tmp_path / "m.tmx", *options)
    assert first in pairs
    assert "Languages in the first 20 units: en-US (20), fr (20), de (20)" in done.stdout + done.stderr


def test_keys_of_json_lines(tmp_path):
    lines = (json.dumps({"a": {"en": f"house {n}", "fr": f"maison {n}"}, "b": f"Haus {n}"}) for n in range(20))
    (tmp_path / "some.jsonl").write_text("\n".join(lines))
    assert ("house 1", "maison 1") in imported(tmp_path, tmp_path / "some.jsonl")[0]
    (tmp_path / "x.pairs").unlink()
    options = ("--source-key", "b", "--target-key", "a.fr", "--source-language", "de")
    assert ("Haus 1", "maison 1") in imported(tmp_path, tmp_path / "some.jsonl", *options)[0]
    (tmp_path / "x.pairs").unlink()
    assert ("maison 1", "house 1") in imported(tmp_path, tmp_path / "some.jsonl", "--source-key", "a.fr")[0]


@pytest.mark.parametrize("column", [("--source-column", "1"), ("--target-column", "0")])
def test_one_column_that_is_asked_for_turns_the_file_round(tmp_path, column):
    (tmp_path / "some.en-fr.tsv").write_text("".join(f"house {n}\tmaison {n}\n" for n in range(20)))
    assert ("maison 1", "house 1") in imported(tmp_path, tmp_path / "some.en-fr.tsv", *column)[0]
    with PairStore.open(tmp_path / "x.pairs") as store:
        assert store.languages == ("fr", "en")


def test_a_memory_is_read_also_where_an_empty_language_is_asked_for(tmp_path):
    unit = '<tu><tuv xml:lang="{}"><seg>{} {}</seg></tuv><tuv xml:lang="{}"><seg>{} {}</seg></tuv></tu>'
    units = "".join(unit.format("en", "house", n, "fr", "maison", n) for n in range(9))
    head = '<tmx version="1.4"><header srclang="en"/><body>'
    path = tmp_path / "memory.tmx"
    path.write_text(f"{head}{units}</body></tmx>", encoding="utf-8")
    done = job("import", path, "--into", tmp_path / "x.pairs", "--source-language", "")
    assert done.returncode == 0 and "9 of 9 pairs kept" in done.stderr + done.stdout


def test_the_same_on_both_sides_is_refused(tmp_path):
    (tmp_path / "some.tsv").write_text("".join(f"house {n}\tmaison {n}\n" for n in range(20)))
    columns = ("--source-column", "1", "--target-column", "1")
    refused = job("import", tmp_path / "some.tsv", *columns, "--into", tmp_path / "x.pairs")
    assert refused.returncode == 1 and "Source and target of some.tsv are the same" in refused.stderr
    assert not (tmp_path / "x.pairs").exists()


def test_a_language_that_is_empty_is_not_found_out(tmp_path):
    (tmp_path / "some.en-fr.tsv").write_text("".join(f"house {n}\tmaison {n}\n" for n in range(20)))
    imported(tmp_path, tmp_path / "some.en-fr.tsv", "--source-language", "", "--target-language=")
    with PairStore.open(tmp_path / "x.pairs") as store:
        assert store.languages == ("", "")


def test_a_longer_limit_of_words_lets_as_many_more_characters_pass(tmp_path):
    long = " ".join(["letters"] * 500)  # 3,999 characters; 2,000 are the limit without a word from the user
    (tmp_path / "long.tsv").write_text("".join(f"{n} {long}\tx {n}\n" for n in range(20)))
    pairs, _ = imported(tmp_path, tmp_path / "long.tsv", "--max-words", "501")
    assert (f"1 {long}", "x 1") in pairs


def test_a_dataset_without_languages_is_turned_round_as_the_window_shows_it(tmp_path):
    english = [f"The old house number {n} stands on the hill behind our school." for n in range(40)]
    french = [f"La vieille maison numéro {n} se trouve sur la colline derrière notre école." for n in range(40)]
    (tmp_path / "some.tsv").write_text("".join(f"{a}\t{b}\n" for a, b in zip(english, french, strict=True)))
    cleared = ("--source-language", "", "--target-language", "")
    assert job("import", tmp_path / "some.tsv", *cleared, "--into", tmp_path / "old.pairs").returncode == 0
    turned = ("--source-language", "fr", "--target-language", "en")
    assert job("import", tmp_path / "old.pairs", *turned, "--into", tmp_path / "new.pairs").returncode == 0
    with PairStore.open(tmp_path / "new.pairs") as store:
        assert store.page(offset=0, limit=1)[0].source == french[0]
