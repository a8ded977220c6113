from __future__ import annotations

import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from corpus_pairs import MakeDataset, MakeFile, numbered_pairs

from tfmodel.contract import seldom
from tfmodel.contract.failure import FailureError
from tfmodel.corpus import cleaner, repairing
from tfmodel.corpus.cleaning_pass import clean_dataset
from tfmodel.corpus.cleaning_progress import CleaningProgress
from tfmodel.corpus.detection import detect
from tfmodel.corpus.editing import PairEditor, Step
from tfmodel.corpus.filters import Filters
from tfmodel.corpus.importing import ImportOptions, import_pairs
from tfmodel.corpus.repairing import repair_encoding
from tfmodel.corpus.resplitting import SplitPlan, resplit
from tfmodel.corpus.rules import PRESETS, Chain
from tfmodel.corpus.store import PairStore

NEAR = Chain().only(["near_held_out"]).changed({"near_held_out.similarity": 0.8})
LENGTH = Chain().only(["length"]).changed({"length.most_words": 8})
BROKEN = [(f"the café {n}", f"le cafÃ© fermÃ© {n}") for n in range(50)]


def state(path: Path) -> tuple[object, ...]:
    with PairStore.open(path) as store:
        return store.page(offset=0, limit=10**6), store.counts(), store.fingerprint(), store.rules(), store.chain()


def flagged(path: Path, rule: str) -> list[int]:
    with PairStore.open(path) as store:
        return list(store.ids(filters=Filters(flag=rule)))


def test_a_preview_changes_nothing_and_counts_what_cleaning_flags(make_dataset: MakeDataset) -> None:
    path = make_dataset(numbered_pairs(200))
    before = state(path)
    preview = clean_dataset(path, LENGTH, preview=True)
    assert preview is not None and state(path) == before
    assert len(preview.examples["length"]) == 30 < preview.taken["length"]
    assert all(
        len(example.source.split()) > 8 or len(example.target.split()) > 8 for example in preview.examples["length"]
    )
    report = clean_dataset(path, LENGTH)
    assert report is not None and report.taken == preview.taken
    assert report.used == 200 - report.taken["length"]
    with PairStore.open(path) as store:
        assert store.counts().total == 200 and store.counts().unused == report.taken["length"]
        assert store.chain() == LENGTH and store.fingerprint() != before[2]
        assert all(len(row.source.split()) <= 8 for row in store.stream("train"))


def test_cleaning_again_replaces_flags_and_leaves_what_a_person_decided(make_dataset: MakeDataset) -> None:
    path = make_dataset(numbered_pairs(60), validation_share=0.0, test_share=0.0)
    clean_dataset(path, LENGTH)
    long = flagged(path, "length")
    with PairEditor.open(path) as editor:
        editor.restore(long[:2])
        editor.exclude([1])
        editor.switch("length", False)
    clean_dataset(path, LENGTH)
    with PairStore.open(path) as store:
        assert list(store.ids(filters=Filters(state="kept"))) == long[:2]
        assert list(store.ids(filters=Filters(state="unused"))) == sorted([1, *long[2:]])
    clean_dataset(path, LENGTH.changed({"length.most_words": 100}))
    with PairStore.open(path) as store:
        assert list(store.ids(filters=Filters(state="unused"))) == [1]


def test_an_import_repeats_the_chain_on_what_it_adds(make_dataset: MakeDataset, make_file: MakeFile) -> None:
    pairs = [*numbered_pairs(60), ("<i>markup</i> here", "<i>balises</i> ici"), ("Two", "Deux")]
    whole = make_dataset(pairs, "whole.pairs", clean="standard")
    with PairStore.open(whole) as store:
        assert store.chain() == PRESETS["standard"]
    assert flagged(whole, "markup") == [61]
    clean_dataset(whole, PRESETS["standard"])
    assert flagged(whole, "markup") == [61]
    more = make_file("more.en-fr.tsv", "two\tdeux\n</b> end\tfin\nNew one\tNouveau\n")
    report = import_pairs(detect([more]), whole)
    assert report is not None and report.kept == 3
    assert (flagged(whole, "duplicates"), flagged(whole, "markup")) == ([63], [61, 64])
    with PairStore.open(whole) as store:
        assert store.rows([65])[0].used
    with pytest.raises(FailureError, match="not cleaned with these rules"):
        import_pairs(detect([more]), whole, ImportOptions(clean="strict"))


def test_a_given_held_out_part_stays_as_it_is(make_dataset: MakeDataset) -> None:
    make_dataset([("<b>bold</b> thing", "chose"), ("x y z", "x y z")], split="test")
    path = make_dataset([("<b>other</b> thing", "chose"), ("a", "b"), ("c", "d")], split="train")
    report = clean_dataset(path, PRESETS["standard"])
    assert report is not None and report.taken["markup"] == 1 and report.taken["untranslated"] == 0
    with PairStore.open(path) as store:
        assert (store.counts().test, store.counts().train) == (2, 2)


def test_older_pairs_near_to_an_added_test_file_are_flagged(make_dataset: MakeDataset) -> None:
    near = "a quite special sentence that nobody trains on ever"
    path = make_dataset([*numbered_pairs(60), (f"{near} again", "encore")], test_share=0.0, validation_share=0.0)
    clean_dataset(path, NEAR)
    assert flagged(path, "near_held_out") == []
    make_dataset([(near, "une phrase")], split="test")
    assert flagged(path, "near_held_out") == [61]
    with PairStore.open(path) as store:
        assert not store.rows([61])[0].used


def test_other_parts_have_other_near_leaks(make_dataset: MakeDataset) -> None:
    near = "a quite special sentence that nobody trains on ever"
    make_dataset([(near, "une phrase")], "exam", split="test")
    path = make_dataset([*numbered_pairs(60), (f"{near} again", "encore")], "exam", split="train")
    clean_dataset(path, NEAR)
    assert flagged(path, "near_held_out") == [62]
    resplit(path, SplitPlan(validation_share=0.0, test_share=0.0))
    assert flagged(path, "near_held_out") == []
    with PairStore.open(path) as store:
        assert store.counts().train == 62
    resplit(path, SplitPlan(validation_share=0.0, test_origins=("exam.en-fr.tsv",)))
    assert flagged(path, "near_held_out") == []


def test_a_repair_of_the_encoding_is_chosen_and_undone(make_dataset: MakeDataset) -> None:
    path = make_dataset([("café", "cafÃ© fermÃ©"), ("tea", "thé")], validation_share=0.0, test_share=0.0)
    preview = clean_dataset(path, PRESETS["standard"], preview=True)
    assert preview is not None and preview.examples["encoding"][0].note == "café | café fermé"
    clean_dataset(path, PRESETS["standard"])
    assert repair_encoding(path) == 1
    with PairStore.open(path) as store, PairEditor.open(path) as editor:
        (row,) = store.page(offset=0, limit=9, filters=Filters(state="edited"))
        assert row.target == "café fermé" and row.used
        editor.undo()
        assert store.rows([1])[0].target == "cafÃ© fermÃ©"


@pytest.mark.parametrize("share", [0.0, 0.5, 0.9])
def test_a_repair_that_is_cancelled_leaves_the_dataset_as_it_was(
    make_dataset: MakeDataset, monkeypatch: pytest.MonkeyPatch, share: float
) -> None:
    monkeypatch.setattr(seldom, "TELL_EVERY", 0.0)
    path = make_dataset(BROKEN, validation_share=0.0, test_share=0.0, clean="standard")
    before = state(path)
    told: list[CleaningProgress] = []

    def is_enough() -> bool:
        return bool(told) and told[-1].share > share

    assert repair_encoding(path, progress=told.append, cancelled=is_enough) is None
    assert state(path) == before
    shares = [done.share for done in told]
    assert shares == sorted(shares) and share < shares[-1] <= 1 and told[-1].total == 50


def test_a_repair_in_many_portions_is_one_step(make_dataset: MakeDataset, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (cleaner, repairing):
        monkeypatch.setattr(module, "_BATCH", 7)
    path = make_dataset(BROKEN, validation_share=0.0, test_share=0.0, clean="standard")
    before = state(path)[:3]
    assert len(flagged(path, "encoding")) == 50
    assert repair_encoding(path) == 50
    assert flagged(path, "encoding") == []
    with PairStore.open(path) as store:
        assert [row.target for row in store.page(offset=0, limit=99)] == [f"le café fermé {n}" for n in range(50)]
    with PairEditor.open(path) as editor:
        assert editor.undo() == Step("edit", 50) and editor.undo() is None
    assert state(path)[:3] == before


def test_an_edited_pair_is_judged_anew(make_dataset: MakeDataset) -> None:
    path = make_dataset([("<b>one</b>", "un"), ("two", "deux")], validation_share=0.0, test_share=0.0, clean="standard")
    with PairEditor.open(path) as editor, PairStore.open(path) as store:
        assert [row.used for row in store.rows([1, 2])] == [False, True]
        editor.edit(1, source="one")
        editor.edit(2, target="<i>deux</i>")
        assert [row.flags for row in store.rows([1, 2])] == [(), ("markup",)]
        editor.undo()
        editor.undo()
        assert [row.flags for row in store.rows([1, 2])] == [("markup",), ()]


@pytest.mark.parametrize(
    ("kept", "title"),
    [
        ('{"humour": {}}', "Newer dataset"),
        ('{"length": {"fewest_vowels": 1}}', "Newer dataset"),
        ('{"length": {"most_words": "many"}}', "Damaged dataset"),
        ('{"near_held_out": {"similarity": "much"}}', "Damaged dataset"),
        ('{"length": 3}', "Damaged dataset"),
        ("[]", "Damaged dataset"),
        ("{", "Damaged dataset"),
    ],
)
def test_rules_that_this_version_cannot_read_are_told_and_nothing_is_changed(
    make_dataset: MakeDataset, kept: str, title: str
) -> None:
    path = make_dataset(numbered_pairs(20), validation_share=0.0, test_share=0.0, clean="standard")
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("UPDATE meta SET value = ? WHERE key = 'chain'", (kept,))
    connection.close()
    with PairEditor.open(path) as editor, PairStore.open(path) as store:
        before = store.rows([1])
        for asked in (store.chain, lambda: editor.edit(1, source="another one")):
            with pytest.raises(FailureError) as refused:
                asked()
            assert refused.value.failure.title == title
        assert store.rows([1]) == before
    assert clean_dataset(path, PRESETS["standard"]) is not None
    with PairStore.open(path) as store:
        assert store.chain() == PRESETS["standard"]


def test_a_duplicate_is_one_again_when_its_edit_is_undone(make_dataset: MakeDataset) -> None:
    pairs = [("One house", "Une maison"), ("one house", "une maison"), ("<b>two</b>", "deux")]
    path = make_dataset(pairs, validation_share=0.0, test_share=0.0, clean="standard")
    with PairEditor.open(path) as editor, PairStore.open(path) as store:
        fingerprint = store.fingerprint()
        for number, rule in ((2, "duplicates"), (3, "markup")):
            assert store.rows([number])[0].flags == (rule,)
            editor.edit(number, source="another house")
            assert store.rows([number])[0].used
            clean_dataset(path, PRESETS["standard"])
            editor.undo()
            assert store.rows([number])[0].flags == (rule,)
        assert store.fingerprint() == fingerprint


def test_cancelling_leaves_the_dataset_as_it_was(make_dataset: MakeDataset) -> None:
    path = make_dataset(numbered_pairs(20_000))
    before = state(path)
    told: list[CleaningProgress] = []
    assert clean_dataset(path, PRESETS["strict"], progress=told.append, cancelled=lambda: bool(told)) is None
    assert told and 0 < told[0].share < 1
    assert state(path) == before


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")
def test_a_killed_cleaning_leaves_the_dataset_as_it_was(make_dataset: MakeDataset) -> None:
    path = make_dataset(numbered_pairs(2_000))
    clean_dataset(path, LENGTH)
    before = state(path)
    code = (
        "import sys; from pathlib import Path; from tfmodel.corpus import bookkeeping, cleaning_pass\n"
        "settle = bookkeeping.settle\n"
        "def told(*args, **named): settle(*args, **named); print('written', flush=True); sys.stdin.read()\n"
        "bookkeeping.settle = told\n"  # all flags are written, nothing is committed
        "from tfmodel.corpus.rules import PRESETS\n"
        "cleaning_pass.clean_dataset(Path(sys.argv[1]), PRESETS['strict'])"
    )
    command = [sys.executable, "-c", code, str(path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None and process.stdout.readline() == b"written\n"
        process.send_signal(signal.SIGKILL)
    assert process.returncode == -signal.SIGKILL
    assert state(path) == before
    connection = sqlite3.connect(path)
    assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    connection.close()
    report = clean_dataset(path, PRESETS["strict"])
    assert report is not None and state(path) != before


@pytest.mark.parametrize("damage", ["UPDATE pair SET source = CAST(x'ff' AS TEXT) WHERE id = 3", "DROP TABLE flag"])
def test_damage_that_only_reading_finds_is_told_as_damage(make_dataset: MakeDataset, damage: str) -> None:
    path = make_dataset(numbered_pairs(20))
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute(damage)
    connection.close()
    with pytest.raises(FailureError, match="or it is damaged"):
        clean_dataset(path, LENGTH)


def test_two_who_write_at_once_are_refused_with_a_sentence(make_dataset: MakeDataset) -> None:
    path = make_dataset(numbered_pairs(20))
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        with pytest.raises(FailureError, match="is writing to"):
            clean_dataset(path, LENGTH)
        assert clean_dataset(path, LENGTH, preview=True) is not None
    finally:
        other.close()
