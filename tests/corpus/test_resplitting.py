from __future__ import annotations

import contextlib
import sqlite3
from pathlib import Path

import pytest
from corpus_pairs import MakeDataset, MakeFile, numbered_pairs

from tfmodel.contract.failure import FailureError
from tfmodel.corpus.cleaning import normalised
from tfmodel.corpus.detection import detect
from tfmodel.corpus.editing import PairEditor
from tfmodel.corpus.importing import ImportOptions, import_pairs
from tfmodel.corpus.resplitting import SplitPlan, resplit
from tfmodel.corpus.schema import sentences
from tfmodel.corpus.store import PairStore

SPLITS = ("train", "validation", "test")


def used(path: Path) -> dict[str, list[tuple[str, str]]]:
    with PairStore.open(path) as store:
        return {split: [(row.source, row.target) for row in store.stream(split)] for split in SPLITS}


def sources_in_one_part(path: Path) -> bool:
    found = [{normalised(source) for source, _ in pairs} for pairs in used(path).values()]
    return sum(map(len, found)) == len(set().union(*found))


def test_another_draw_has_its_shares_whole_sources_and_lasts(make_dataset: MakeDataset, make_file: MakeFile) -> None:
    pairs = [(source.upper() if n % 2 else source, target) for source, target in numbered_pairs(200) for n in range(2)]
    path = make_dataset(pairs)
    before = used(path)
    parts = resplit(path, SplitPlan(draw=7, validation_share=0.1, test_share=0.2))
    assert parts == {"train": 280, "validation": 40, "test": 80}
    after = used(path)
    assert set(after["test"]) != set(before["test"]) and sources_in_one_part(path)
    assert resplit(path, SplitPlan(draw=7, validation_share=0.1, test_share=0.2)) == parts and used(path) == after
    more = make_file("more.en-fr.tsv", "".join(f"{source}\tanother target\n" for source, _ in pairs[:200]))
    import_pairs(detect([more]), path)
    assert sources_in_one_part(path)
    assert [pair for pair in used(path)["test"] if pair[1] != "another target"] == after["test"]


def test_parts_by_origin_keep_shared_sources_out_of_training_and_delete_nothing(
    make_dataset: MakeDataset, make_file: MakeFile
) -> None:
    path = make_dataset(numbered_pairs(50))
    other = make_file("exam.en-fr.tsv", "new one\tune\n" + "\t".join((numbered_pairs(1)[0][0].upper(), "une")) + "\n")
    import_pairs(detect([other]), path)
    parts = resplit(path, SplitPlan(test_origins=("exam.en-fr.tsv",), validation_share=0.1))
    assert parts["test"] == 2 and parts["validation"] == 5 and parts["train"] == 52 - 2 - 5 - 1
    assert sources_in_one_part(path)
    with PairStore.open(path) as store:
        assert store.counts().total == 52 and store.rows([1])[0].flags == ("held_out",)
    more = make_file("more.en-fr.tsv", "".join(f"fresh {n}\tneuf {n}\n" for n in range(100)))
    import_pairs(detect([more]), path)
    after = used(path)
    assert len(after["test"]) == 2, "a test part that was given stays as it is"
    with PairStore.open(path) as store:
        assert store.counts().total == 152
    resplit(path, SplitPlan(validation_share=0.0, test_share=0.0))
    assert len(used(path)["train"]) == 152


NOTHING_HELD_OUT = SplitPlan(validation_share=0.0, test_share=0.0)


@pytest.fixture
def examined(make_dataset: MakeDataset, make_file: MakeFile) -> tuple[Path, Path]:
    """A dataset of 60 pairs, the first five of which are also its test part, and the file of that."""
    path = make_dataset(numbered_pairs(60), split="train")
    lines = "".join(f"{source}\t{target}\n" for source, target in numbered_pairs(5))
    exam = make_file("exam.en-fr.tsv", lines)
    import_pairs(detect([exam]), path, ImportOptions(split="test"))
    return path, exam


def test_a_pair_that_two_files_give_to_two_parts_moves_with_its_source(examined: tuple[Path, Path]) -> None:
    path, _ = examined
    assert {split: len(pairs) for split, pairs in used(path).items()} == {"train": 55, "validation": 0, "test": 5}
    for _ in range(2):
        assert resplit(path, NOTHING_HELD_OUT) == {"train": 60, "validation": 0, "test": 0}
        assert sorted(used(path)["train"]) == sorted(numbered_pairs(60))
    parts = resplit(path, SplitPlan(draw=3, validation_share=0.1, test_share=0.2))
    assert parts == {"train": 42, "validation": 6, "test": 12} and sources_in_one_part(path)
    assert resplit(path, SplitPlan(validation_share=0.0, test_origins=("exam.en-fr.tsv",)))["test"] == 5
    assert sorted(used(path)["test"]) == sorted(numbered_pairs(5)) and sources_in_one_part(path)
    with PairStore.open(path) as store:
        assert store.counts().total == 65


def test_the_pair_that_has_no_room_stays_set_aside_until_its_file_is_given_again(
    examined: tuple[Path, Path], make_dataset: MakeDataset
) -> None:
    path, exam = examined
    resplit(path, NOTHING_HELD_OUT)
    make_dataset([("something new", "du neuf")])
    with PairStore.open(path) as store, PairEditor.open(path) as editor:
        assert (store.counts().train, store.counts().test) == (61, 0)
        editor.edit(1, source="another one")
        assert (store.counts().train, store.counts().test) == (61, 0)
        editor.undo()
        editor.edit(61, source="a sentence of the exam")
        assert (store.counts().train, store.counts().test) == (61, 1)
        editor.undo()
        assert (store.counts().train, store.counts().test) == (61, 0)
        report = import_pairs(detect([exam]), path, ImportOptions(split="test"))
        assert report is not None and report.held_out == 5
        assert (store.counts().train, store.counts().test) == (56, 5)
    assert sources_in_one_part(path)


def test_a_pair_that_three_files_give_to_three_parts_moves_with_its_source(make_dataset: MakeDataset) -> None:
    path = make_dataset(numbered_pairs(20), split="train")
    for split in ("validation", "test"):
        make_dataset(numbered_pairs(3), split=split)
    assert resplit(path, NOTHING_HELD_OUT) == {"train": 20, "validation": 0, "test": 0}
    parts = resplit(path, SplitPlan(draw=2, validation_share=0.4, test_share=0.4))
    assert parts == {"train": 4, "validation": 8, "test": 8}
    assert sources_in_one_part(path)
    assert resplit(path, NOTHING_HELD_OUT)["train"] == 20


def test_one_source_alone_stays_in_training(make_dataset: MakeDataset) -> None:
    path = make_dataset([("the same", f"t {n}") for n in range(100)])
    assert resplit(path, SplitPlan()) == {"train": 100, "validation": 0, "test": 0}


def test_a_source_of_most_pairs_is_passed_over_and_so_is_what_is_added_to_it(make_dataset: MakeDataset) -> None:
    path = make_dataset([*[("the same", f"t {n}") for n in range(60)], *numbered_pairs(40)])
    parts = resplit(path, SplitPlan(draw=1, validation_share=0.3, test_share=0.1))
    assert parts == {"train": 60, "validation": 30, "test": 10}
    make_dataset([("the same", "one more")])
    assert len(used(path)["train"]) == 61 and sources_in_one_part(path)


@pytest.mark.parametrize(("pairs", "held_out"), [(3, 0), (4, 1), (8, 1)])
def test_of_few_pairs_each_part_that_is_wanted_gets_one(make_dataset: MakeDataset, pairs: int, held_out: int) -> None:
    parts = resplit(make_dataset(numbered_pairs(pairs)), SplitPlan(draw=2))
    assert (parts["validation"], parts["test"]) == (held_out, held_out)


def test_an_unknown_origin_is_refused_and_changes_nothing(make_dataset: MakeDataset) -> None:
    path = make_dataset(numbered_pairs(50))
    before = used(path)
    with pytest.raises(FailureError, match="came from a file 'exam'"):
        resplit(path, SplitPlan(test_origins=("exam",)))
    assert used(path) == before


@pytest.mark.parametrize("after", range(5))
def test_a_division_that_is_interrupted_leaves_everything_as_it_was(make_dataset: MakeDataset, after: int) -> None:
    path = make_dataset(numbered_pairs(50))
    before = used(path)
    told: list[float] = []

    def interrupt(share: float) -> None:
        told.append(share)
        if len(told) > after:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        resplit(path, SplitPlan(draw=5), interrupt)
    assert told == sorted(told) and used(path) == before


def test_ctrl_c_within_a_draw_is_no_damage(tmp_path: Path) -> None:
    """SQLite, which calls the function that draws, makes an error of its own of it."""

    def interrupted(key: int) -> int:
        raise KeyboardInterrupt

    connection = sqlite3.connect(":memory:")
    connection.create_function("drawn", 1, interrupted, deterministic=True)
    with contextlib.closing(connection), pytest.raises(KeyboardInterrupt), sentences(tmp_path / "x.pairs"):
        connection.execute("SELECT drawn(7)").fetchone()


def test_drawn_parts_are_not_added_to_a_given_test_part(make_dataset: MakeDataset) -> None:
    make_dataset(numbered_pairs(5), split="test")
    path = make_dataset([(f"other {n}", f"autre {n}") for n in range(200)])
    with PairStore.open(path) as store:
        counts = store.counts()
    assert counts.test == 5 and counts.validation > 0
    connection = sqlite3.connect(path)
    assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    connection.close()


def test_what_leaks_is_not_counted_anew_when_its_file_is_imported_again(
    make_dataset: MakeDataset, make_file: MakeFile
) -> None:
    path = make_dataset(numbered_pairs(50), split="train")
    exam = "".join(f"{source.upper()}\tune autre {n}\n" for n, (source, _) in enumerate(numbered_pairs(5)))
    assert import_pairs(detect([make_file("exam.en-fr.tsv", exam)]), path, ImportOptions(split="test")).held_out == 5
    again = make_file("again.en-fr.tsv", "".join(f"{source}\t{target}\n" for source, target in numbered_pairs(50)))
    assert import_pairs(detect([again]), path, ImportOptions(split="train")).held_out == 0


def test_a_leak_that_became_a_test_pair_is_none_when_its_edit_is_undone(
    make_dataset: MakeDataset, make_file: MakeFile
) -> None:
    path = make_dataset(numbered_pairs(50), split="train")
    exam = make_file("exam.en-fr.tsv", f"{numbered_pairs(1)[0][0].upper()}\tune autre\n")
    import_pairs(detect([exam]), path, ImportOptions(split="test"))
    with PairStore.open(path) as store:
        (leaked,) = [row for row in store.page(offset=0, limit=99) if row.flags]
        origin = leaked.origin
    with PairEditor.open(path) as editor:
        editor.edit(leaked.id, source="another source")
    resplit(path, SplitPlan(test_origins=(origin,), validation_share=0.0))
    with PairEditor.open(path) as editor:
        editor.undo()
    with PairStore.open(path) as store:
        row = store.rows([leaked.id])[0]
        assert row.split == "test" and row.used and row.flags == ()
