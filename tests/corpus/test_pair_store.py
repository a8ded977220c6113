from __future__ import annotations

import contextlib
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path
from unicodedata import normalize

import pytest
from bound_folders import bound_folder
from corpus_pairs import MakeDataset, MakeFile, numbered_pairs
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tfmodel.contract.failure import FailureError
from tfmodel.corpus import migration
from tfmodel.corpus.editing import PairEditor
from tfmodel.corpus.schema import bring_up, is_former
from tfmodel.corpus.store import Bin, Counts, PairStore

PAIRS = numbered_pairs(400)
FORMER = Path(__file__).with_name("former_format_1.sqlite")


@pytest.fixture
def store(make_dataset: MakeDataset) -> PairStore:
    with PairStore.open(make_dataset(PAIRS)) as opened:
        yield opened


def test_counts_and_languages(store: PairStore) -> None:
    assert store.counts() == Counts(400, 360, 20, 20)
    assert store.languages == ("en", "fr")


def test_pages_together_are_all_pairs_in_order(store: PairStore) -> None:
    rows = [row for offset in range(0, 500, 37) for row in store.page(offset=offset, limit=37)]
    assert [(row.source, row.target) for row in rows] == PAIRS
    assert [row.line for row in rows] == list(range(1, 401))
    assert {row.origin for row in rows} == {"some.pairs.en-fr.tsv"}


@pytest.mark.parametrize("split", ["train", "validation", "test"])
def test_pages_and_stream_of_a_part_agree(store: PairStore, split: str) -> None:
    streamed = list(store.stream(split))
    assert [row for offset in range(0, 400, 9) for row in store.page(offset=offset, limit=9, split=split)] == streamed
    assert store.count(split=split) == len(streamed) == getattr(store.counts(), split)
    assert {row.split for row in streamed} == {split}


@pytest.mark.parametrize("split", ["train", "validation", "test"])
def test_the_sources_of_a_part_are_those_of_its_used_pairs(
    store: PairStore, split: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tfmodel.corpus.store._STREAMED", 7)
    with PairEditor.open(store.path) as editor:
        editor.exclude(range(1, 100))
    expected = [row.source for row in store.stream(split)]
    monkeypatch.setattr(PairStore, "rows", None)  # joins five tables: minutes for millions of pairs
    assert list(store.sources(split)) == expected and len(expected) == getattr(store.counts(), split)


@pytest.mark.skipif(sys.platform == "win32", reason="there an open file cannot be replaced")
def test_another_file_in_its_place_is_noticed(make_dataset: MakeDataset) -> None:
    with PairStore.open(make_dataset(PAIRS)) as store:
        with PairEditor.open(store.path) as editor:
            editor.exclude([1])
        assert not store.is_replaced()
        store.path.unlink()
        assert not store.is_replaced()
        shutil.copyfile(FORMER, store.path)
        assert store.is_replaced()


def test_a_snapshot_sees_nothing_of_what_is_changed_meanwhile(store: PairStore) -> None:
    with store.snapshot():
        before = store.fingerprint(), list(store.stream("train"))
        with PairEditor.open(store.path) as editor:
            editor.exclude(range(1, 50))
        assert (store.fingerprint(), list(store.stream("train"))) == before
    assert store.fingerprint() != before[0] and len(list(store.stream("train"))) < len(before[1])


def test_search_finds_words_and_beginnings_on_both_sides(store: PairStore) -> None:
    for text in ("house", "RED hou", "maison rouge", "derriere", "the 17", "house, 17"):
        words = text.lower().replace(",", "").replace("derriere", "derrière").split()
        expected = [pair for pair in PAIRS if has_words(pair, words)]
        found = store.page(offset=0, limit=1000, search=text)
        assert [(row.source, row.target) for row in found] == expected, text
        assert store.count(search=text) == len(expected)


def has_words(pair: tuple[str, str], words: list[str]) -> bool:
    *whole, last = words
    there = " ".join(pair).lower().split()
    return all(word in there for word in whole) and any(word.startswith(last) for word in there)


def test_search_is_narrowed_to_a_part_and_paged(store: PairStore) -> None:
    everywhere = store.page(offset=0, limit=1000, search="house")
    expected = [row for row in everywhere if row.split == "test"]
    assert store.page(offset=1, limit=2, search="house", split="test") == expected[1:3]


def test_search_for_marks_and_in_scripts_without_spaces(make_dataset: MakeDataset) -> None:
    with PairStore.open(make_dataset([("今日は良い天気です。", "Nice weather today!"), ("はい", "Yes.")])) as store:
        assert [row.target for row in store.page(offset=0, limit=9, search="天気")] == ["Nice weather today!"]
        assert store.count(search="!") == 1


def test_search_for_words_with_signs_on_their_letters(make_dataset: MakeDataset) -> None:
    pairs = [("हिन्दी बोलो", "Speak Hindi"), ("दो ना है", "Two, no, is"), ("my résumé", "mon parcours")]
    with PairStore.open(make_dataset(pairs)) as store:
        for text in ("हिन्दी", "हिन्द", "बोलो हिन्दी", "résumé", "my résum", "Résumé"):
            for spelling in (text, normalize("NFD", text)):
                assert store.count(search=spelling) == 1, spelling


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=30) | st.text("\"'*()^:+-{}AND OR NEAR\0\ud800", max_size=20))
def test_any_text_is_a_safe_search(store: PairStore, text: str) -> None:
    assert store.count(search=text, split="train") <= store.count(search=text) <= 400
    assert len(store.page(offset=0, limit=5, search=text)) <= 5
    assert len(store.nearest(text, 3)) <= 3


def test_nearest_puts_the_same_sentence_first(store: PairStore) -> None:
    for row in list(store.stream("train"))[::40]:
        assert store.nearest(row.source)[0] == row
    assert "small hill" in store.nearest("a small hill", 1)[0].source
    assert store.nearest("?!") == store.nearest("zebra") == []


def test_a_word_that_very_many_pairs_have_is_looked_for_without_ranking_all(
    store: PairStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tfmodel.corpus.search._COMPARED", 5)
    asked: list[str] = []
    store._connection.set_trace_callback(asked.append)
    found = store.nearest("red")
    assert len(found) == 5 and {row.split for row in found} == {"train"}
    assert all("red" in row.source.split() for row in found)
    assert not any("ORDER BY rank" in statement for statement in asked)
    row = next(store.stream("train"))
    assert store.nearest(row.source)[0] == row
    assert any("ORDER BY rank" in statement for statement in asked)


def test_nearest_are_pairs_that_the_training_saw(store: PairStore) -> None:
    for held_out in (*store.stream("validation"), *store.stream("test")):
        found = store.nearest(held_out.source)
        assert len(found) == 5 and {row.split for row in found} == {"train"}


def test_length_histogram_counts_every_sentence(store: PairStore) -> None:
    lengths = [len(source.split()) for source, _ in PAIRS]
    for bins in (1, 4, 100):
        found = store.length_histogram("source", bins)
        assert len(found) <= bins
        assert found == [Bin(b.start, b.end, sum(b.start <= n < b.end for n in lengths)) for b in found]
        assert sum(b.count for b in found) == 400


def test_rejected_lines_are_kept(make_dataset: MakeDataset) -> None:
    with PairStore.open(make_dataset([*PAIRS[:9], PAIRS[0], ("", "x"), PAIRS[0]])) as store:
        assert store.rejected_counts() == {"duplicate": 2, "empty-source": 1}
        assert store.rejected_stored() == 3
        assert [row.line for row in store.rejected(0, 10)] == [11, 10, 12]
        assert [row.reason for row in store.rejected(1, 1)] == ["duplicate"]


def test_reading_leaves_no_files_and_changes_nothing(make_dataset: MakeDataset) -> None:
    path = make_dataset(PAIRS)
    before = path.read_bytes()
    with PairStore.open(path) as store:
        store.page(offset=0, limit=5, search="house")
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            store._connection.execute("DELETE FROM pair")
    assert path.read_bytes() == before
    assert sorted(found.name for found in path.parent.glob("*.pairs*")) == ["some.pairs", "some.pairs.en-fr.tsv"]


def test_a_look_at_the_format_lets_no_lock_of_an_open_dataset_go(make_dataset: MakeDataset) -> None:
    """Without them another process takes itself for the last one and removes the log of changes: this one sees none."""
    path = make_dataset(PAIRS)
    change = f"from tfmodel.corpus.editing import Path, PairEditor; editor = PairEditor.open(Path({str(path)!r}))"
    with PairStore.open(path) as store:
        assert not is_former(path)
        for number in (1, 2):
            subprocess.run([sys.executable, "-c", f"{change}; editor.exclude([{number}]); editor.close()"], check=True)
            assert store.counts().unused == number


def test_a_dataset_in_a_folder_without_write_permission(make_dataset: MakeDataset) -> None:
    content = make_dataset(PAIRS).read_bytes()
    with bound_folder() as folder:
        path = folder / "some.pairs"
        path.write_bytes(content)
        path.chmod(0o444)
        folder.chmod(0o555)
        try:
            with pytest.raises(PermissionError):
                (folder / "other").touch()
            with PairStore.open(path) as store:
                assert store.count(search="house") > 0
        finally:
            folder.chmod(0o755)


def test_strange_paths(make_dataset: MakeDataset, tmp_path: Path) -> None:
    path = make_dataset(PAIRS).rename(tmp_path / "é à ?#%20 Ł.pairs")
    with PairStore.open(path) as store:
        assert store.counts().total == 400


def test_what_is_no_dataset_is_refused_with_a_sentence(make_file: MakeFile, tmp_path: Path) -> None:
    other = tmp_path / "other.sqlite"
    with sqlite3.connect(other) as connection:
        connection.execute("CREATE TABLE meta (key, value)")
    connection.close()
    for path in (make_file("text.pairs", "a\tb\n" * 500), make_file("empty.pairs", ""), other):
        with pytest.raises(FailureError, match="is not a dataset"):
            PairStore.open(path)
    with pytest.raises(FailureError, match="There is no dataset"):
        PairStore.open(tmp_path / "none.pairs")
    with pytest.raises(FailureError):  # of which the system says more than that it is not there
        PairStore.open(tmp_path / ("x" * 300))


def test_damage_that_sqlite_quotes_in_its_message_is_one_sentence(make_dataset: MakeDataset) -> None:
    path = make_dataset(PAIRS[:20])
    whole = path.read_bytes()
    path.write_bytes(whole.replace(b"PRIMARY KEY, v)", b"PRIMARY KE\xc4\x9c\xaf\xd8)"))
    assert path.read_bytes() != whole
    with pytest.raises(FailureError, match="is not a dataset"):
        PairStore.open(path)


TRIGGER = "CREATE TRIGGER extra AFTER UPDATE ON pair BEGIN DELETE FROM meta; END"


@pytest.mark.parametrize(
    "statements",
    [
        TRIGGER,
        "CREATE VIEW extra AS SELECT * FROM pair",
        f"{TRIGGER}; PRAGMA writable_schema = 1; UPDATE sqlite_master SET type = 'table' WHERE name = 'extra'",
    ],
)
@pytest.mark.parametrize("former", [False, True])
def test_a_dataset_that_brings_statements_of_its_own_is_refused_before_they_are_run(
    make_dataset: MakeDataset, statements: str, former: bool
) -> None:
    path = make_dataset(PAIRS[:20])
    if former:
        shutil.copy(FORMER, path)
    connection = sqlite3.connect(path, isolation_level=None)
    connection.executescript(statements)
    connection.close()
    before = path.read_bytes()
    for reads in (PairStore.open, PairEditor.open):
        with pytest.raises(FailureError, match="is not a dataset"):
            reads(path)
    assert path.read_bytes() == before


WITHOUT_A_TEXT = """
PRAGMA writable_schema = 1;
UPDATE sqlite_master SET sql = replace(sql, 'source TEXT NOT NULL', 'source TEXT') WHERE name = 'pair';
PRAGMA writable_schema = RESET;
UPDATE pair SET source = NULL WHERE id = 3;
"""


@pytest.mark.parametrize(
    "statements",
    [
        "UPDATE pair SET source = CAST(x'ff' AS TEXT) WHERE id = 3",
        "UPDATE pair SET target = CAST(x'c3' AS TEXT) WHERE id = 40",
        WITHOUT_A_TEXT,
    ],
)
def test_a_sentence_of_a_former_dataset_that_is_no_text_is_damage_and_not_ctrl_c(
    tmp_path: Path, statements: str
) -> None:
    path = tmp_path / "former.pairs"
    shutil.copy(FORMER, path)
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.executescript(statements)
    before = path.read_bytes()
    with pytest.raises(FailureError, match="or it is damaged"):
        bring_up(path, lambda done, total: None)
    assert path.read_bytes() == before


def test_ctrl_c_while_a_former_dataset_is_brought_up_is_no_damage(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "former.pairs"
    shutil.copy(FORMER, path)
    monkeypatch.setattr(migration, "_TELL_EVERY", 20)

    def interrupted(done: int, total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        bring_up(path, interrupted)
    assert is_former(path)


def test_a_newer_format_is_refused(make_dataset: MakeDataset) -> None:
    path = make_dataset(PAIRS)
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(FailureError, match="has format 99"):
        PairStore.open(path)


def test_the_window_can_import_the_store_without_heavy_libraries() -> None:
    code = "import sys, tfmodel.corpus.store; print({'numpy', 'sentencepiece', 'tensorflow'} & sys.modules.keys())"
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert shown.stdout.strip() == "set()"
