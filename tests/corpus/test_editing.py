from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest
from corpus_pairs import MakeDataset, numbered_pairs
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule, run_state_machine_as_test

from tfmodel.contract.failure import FailureError
from tfmodel.corpus import bookkeeping, losses, migration
from tfmodel.corpus.editing import PairEditor, Step
from tfmodel.corpus.filters import Filters
from tfmodel.corpus.migration import migrated
from tfmodel.corpus.schema import bring_up, connect, is_former
from tfmodel.corpus.store import Counts, History, PairStore

PAIRS = numbered_pairs(40)
FORMER = Path(__file__).parent / "former_format_1.sqlite"  # written by the version that knew format 1, of these pairs
FORMER_FINGERPRINT = "d5746900e6a39bd89dac1450f22d7d10"


def state(path: Path) -> tuple[object, ...]:
    """All that a training or a person sees of a dataset."""
    with PairStore.open(path) as store:
        histograms = [store.length_histogram(side, 100) for side in ("source", "target")]
        seen = {split: [(row.source, row.target) for row in store.stream(split)] for split in ("train", "test")}
        return store.page(offset=0, limit=100), store.counts(), store.fingerprint(), histograms, seen


def recounted(path: Path) -> None:
    """Checks that what is kept up to date by each change is what counting everything anew gives."""
    before = state(path)
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("BEGIN")
    connection.execute("DELETE FROM length")
    for side, column in enumerate(("source_words", "target_words")):
        connection.execute(f"INSERT INTO length SELECT ?, {column}, count(*) FROM pair GROUP BY {column}", (side,))
    bookkeeping.settle(connection, content_changed=True)
    connection.execute("COMMIT")
    connection.execute("INSERT INTO pair_text (pair_text, rank) VALUES ('integrity-check', 1)")
    connection.close()
    assert state(path) == before


def flag(path: Path, rule_name: str, *ids: int) -> None:
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("BEGIN")
    number = bookkeeping.rule_number(connection, rule_name)
    connection.executemany("INSERT INTO flag VALUES (?, ?)", [(number, pair) for pair in ids])
    bookkeeping.settle(connection, content_changed=False)
    connection.execute("COMMIT")
    connection.close()


def test_an_edit_is_seen_everywhere_and_undone(make_dataset: MakeDataset) -> None:
    path = make_dataset(PAIRS)
    before = state(path)
    with PairEditor.open(path) as editor, PairStore.open(path) as store:
        version, row = store.version(), store.page(offset=4, limit=1)[0]
        editor.edit(row.id, source="a zebra  \n crosses", target="un zèbre")
        edited = store.page(offset=4, limit=1)[0]
        assert (edited.source, edited.target, edited.edited) == ("a zebra crosses", "un zèbre", True)
        assert store.page(offset=0, limit=9, search="zebra") == store.page(
            offset=0, limit=9, filters=Filters(state="edited")
        )
        assert store.count(search="zebra") == 1 and store.version() != version
        assert store.history() == History("edit", 1, "", 0)
        recounted(path)
        undone = editor.undo()
        assert undone is not None and (undone.action, undone.pairs) == ("edit", 1)
        assert state(path) == before and store.count(search="zebra") == 0
        assert store.history() == History("", 0, "edit", 1)
        editor.redo()
        assert store.page(offset=4, limit=1) == [edited]
        assert editor.redo() is None


def test_what_is_excluded_is_not_trained_on_and_never_gone(make_dataset: MakeDataset) -> None:
    path = make_dataset(PAIRS)
    before = state(path)
    with PairEditor.open(path) as editor, PairStore.open(path) as store:
        chosen = [row.id for row in store.stream("train")][3:6]
        editor.exclude([*chosen, chosen[0], 10**9])
        assert store.counts() == Counts(40, 31, 3, 3, 3)
        assert not set(chosen) & {row.id for row in store.stream("train")}
        assert [row.id for row in store.page(offset=0, limit=9, filters=Filters(state="excluded"))] == chosen
        assert store.count(filters=Filters(state="used")) == 37
        assert store.nearest(PAIRS[chosen[0] - 1][0])[0].id not in chosen
        recounted(path)
        editor.exclude(chosen)  # nothing to do, so nothing to undo
        assert store.history() == History("exclude", 3, "", 0)
        editor.restore(chosen[:1])
        assert [row.id for row in store.page(offset=0, limit=9, filters=Filters(state="unused"))] == chosen[1:]
        recounted(path)
        editor.undo()
        editor.undo()
        assert editor.undo() is None
    assert state(path) == before


def test_a_flag_sets_aside_until_its_rule_is_switched_off_or_a_person_keeps_the_pair(make_dataset: MakeDataset) -> None:
    path = make_dataset(PAIRS)
    before = state(path)[1:]
    flag(path, "length", 2, 5, 9)
    flag(path, "links", 9)
    with PairEditor.open(path) as editor, PairStore.open(path) as store:
        assert store.counts().unused == 3 and store.fingerprint() != before[1]
        assert [row.id for row in store.page(offset=0, limit=9, filters=Filters(flag="length"))] == [2, 5, 9]
        assert store.rows([9, 5])[0].flags == ("length", "links")
        assert editor.restore([5, 9]) == 2
        kept = store.history()
        assert editor.restore([5, 9]) == 0 and store.history() == kept
        assert [row.used for row in store.rows([2, 5, 9])] == [False, True, True]
        assert store.count(filters=Filters(state="kept")) == 2
        assert store.count(filters=Filters(state="flagged")) == 3
        recounted(path)
        editor.undo()
        editor.switch("length", False)
        assert [row.used for row in store.rows([2, 5, 9])] == [True, True, False]
        assert store.count(filters=Filters(flag="length")) == 3
        recounted(path)
        editor.switch("links", False)
        assert state(path)[1:] == before
        with pytest.raises(FailureError, match="no flags of a rule"):
            editor.switch("markup", True)


def test_what_is_near_a_test_sentence_stays_set_aside_when_its_target_is_edited(make_dataset: MakeDataset) -> None:
    path = make_dataset(PAIRS)
    flag(path, bookkeeping.NEAR_HELD_OUT, 3)
    with PairEditor.open(path) as editor, PairStore.open(path) as store:
        trained = store.counts().train
        pair = store.page(offset=2, limit=1)[0]
        editor.edit(pair.id, source=pair.source, target="un autre texte")
        assert pair.id == 3 and store.counts().train == trained
        editor.undo()
        assert store.counts().train == trained


def test_what_set_an_edited_pair_aside_does_so_again_when_its_text_is_back(make_dataset: MakeDataset) -> None:
    path = make_dataset(PAIRS)
    flag(path, "duplicates", 3)
    flag(path, "language", 3, 5)
    before = state(path)
    with PairEditor.open(path) as editor, PairStore.open(path) as store:
        editor.rewrite({3: (PAIRS[2][0], "x"), 5: (PAIRS[4][0], "y")}.items())
        edited = state(path)
        assert [row.flags for row in store.rows([3, 5])] == [(), ()]
        for step, expected in ((editor.undo, before), (editor.redo, edited), (editor.undo, before)):
            step()
            assert state(path) == expected
            recounted(path)


def test_flags_that_a_step_holds_go_with_the_step(make_dataset: MakeDataset) -> None:
    path = make_dataset(PAIRS)
    flag(path, "duplicates", 3)
    connection = sqlite3.connect(path)
    held = "SELECT step, pair, rule FROM step_flag"
    with PairEditor.open(path) as editor:
        editor.edit(3, target="x")
        assert connection.execute(held).fetchall() == [(1, 3, "duplicates")]
        flag(path, "links", 3)
        editor.undo()
        assert connection.execute(held).fetchall() == [(1, 3, "links")]
        editor.edit(4, target="y")
        assert connection.execute(held).fetchall() == []
    connection.close()


def test_an_edit_cannot_put_one_source_into_two_parts(make_dataset: MakeDataset) -> None:
    path = make_dataset(PAIRS)
    with PairEditor.open(path) as editor, PairStore.open(path) as store:
        held_out, trained = next(store.stream("test")), next(store.stream("train"))
        editor.edit(trained.id, source=held_out.source.upper())
        assert store.rows([trained.id])[0].flags == ("held_out",)
        editor.restore([trained.id])  # nobody can overrule this one
        assert not store.rows([trained.id])[0].used
        with pytest.raises(FailureError, match="never trained on"):
            editor.switch("held_out", False)
        recounted(path)
        editor.edit(held_out.id, source="something else")
        assert store.rows([trained.id])[0].used
        recounted(path)


def test_what_no_pair_may_become_is_refused_and_changes_nothing(make_dataset: MakeDataset) -> None:
    path = make_dataset([("one", "un"), ("one", "une"), ("two", "deux")], validation_share=0.0, test_share=0.0)
    before = state(path)
    with PairEditor.open(path) as editor:
        with pytest.raises(FailureError, match="just these texts"):
            editor.edit(2, target="un")
        with pytest.raises(FailureError, match="needs text on both sides"):
            editor.edit(2, target=" \t ")
        with pytest.raises(FailureError, match="no pair 77"):
            editor.edit(77, target="x")
        editor.edit(2, target="une")
        assert editor.rewrite({2: ("one", "un"), 3: ("three", "trois")}.items()) == 1
        editor.undo()
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(FailureError, match="is writing to"):
            editor.exclude([1])
        other.close()
    assert state(path) == before


def test_pairs_of_one_source_that_are_rewritten_together_are_counted_once(make_dataset: MakeDataset) -> None:
    path = make_dataset([("one", "un"), ("two", "deux"), ("three", "trois")], split="train")
    make_dataset([("the exam", "l'examen")], split="test")
    before = state(path)
    with PairEditor.open(path) as editor, PairStore.open(path) as store:
        assert editor.rewrite({1: ("The exam", "un"), 2: ("The exam", "deux")}.items()) == 2
        assert store.counts() == Counts(4, 1, 0, 1, 2)
        recounted(path)
        assert editor.rewrite({1: ("one more", "un"), 2: ("one more", "deux")}.items()) == 2
        recounted(path)
        for step in (editor.undo, editor.redo, editor.undo, editor.undo, editor.redo, editor.undo):
            step()
            recounted(path)
    assert state(path) == before


def test_pairs_that_would_become_one_keep_their_text_but_for_the_first(make_dataset: MakeDataset) -> None:
    path = make_dataset([("one", "un"), ("two", "deux"), ("three", "trois")], split="train")
    with PairEditor.open(path) as editor, PairStore.open(path) as store:
        assert editor.rewrite({1: ("same", "même"), 2: ("same", "même"), 3: ("other", "autre")}.items()) == 2
        assert [row.source for row in store.rows([1, 2, 3])] == ["same", "two", "other"]
    recounted(path)


def test_what_cannot_be_taken_back_does_not_keep_earlier_steps_from_it(make_dataset: MakeDataset) -> None:
    pairs = PAIRS[:5]
    path = make_dataset(pairs, split="train")
    with PairEditor.open(path) as editor:
        editor.exclude([5])
        editor.rewrite({1: ("new one", "un"), 2: ("new two", "deux")}.items())
        editor.edit(3, source="new three")
    make_dataset([pairs[0], pairs[2]], split="train")
    with PairEditor.open(path) as editor, PairStore.open(path) as store:
        assert editor.undo() == Step("edit", 0, 1)
        assert editor.undo() == Step("edit", 1, 1)
        assert [row.source for row in store.rows([1, 2, 3])] == ["new one", pairs[1][0], "new three"]
        recounted(path)
        assert editor.undo() == Step("exclude", 1) and store.counts().unused == 0
        assert editor.undo() is None
        assert editor.redo() == Step("exclude", 1)
        assert editor.redo() == Step("edit", 1) and editor.redo() is None
        assert store.rows([2])[0].source == "new two"
    recounted(path)


def test_how_many_pairs_a_step_has_is_written_and_goes_with_the_step(make_dataset: MakeDataset) -> None:
    path = make_dataset(PAIRS)
    with PairEditor.open(path) as editor, PairStore.open(path) as store:
        editor.exclude(range(1, 31))
        connection = sqlite3.connect(path)
        kept = "SELECT key, value FROM meta WHERE key LIKE 'pairs_of_step_%'"
        assert connection.execute(kept).fetchall() == [("pairs_of_step_1", "30")]
        editor.undo()
        assert store.history() == History("", 0, "exclude", 30)
        editor.edit(1, target="autre")
        assert store.history() == History("edit", 1, "", 0)
        assert connection.execute(kept).fetchall() == [("pairs_of_step_1", "1")]
        connection.execute("DELETE FROM meta WHERE key LIKE 'pairs_of_step_%'")  # as an older version leaves it
        connection.commit()
        connection.close()
        assert store.history() == History("edit", 1, "", 0)


def test_a_full_disk_is_said(make_dataset: MakeDataset, monkeypatch: pytest.MonkeyPatch) -> None:
    """SQLite has rolled back by itself then."""

    def no_room(path: Path) -> sqlite3.Connection:
        connection = connect(path)
        (pages,) = connection.execute("PRAGMA page_count").fetchone()
        connection.execute(f"PRAGMA max_page_count = {pages}")
        return connection

    path = make_dataset(PAIRS)
    before = state(path)
    monkeypatch.setattr(losses, "connect", no_room)
    with pytest.raises(FailureError, match="no space left on the disk") as told:
        losses.write_losses(path, "run", ((number, 1.0) for number in range(10_000)))
    assert told.value.failure.is_of_disk and state(path) == before


def indexes(path: Path) -> set[str]:
    connection = sqlite3.connect(path)
    names = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'index'")}
    connection.close()
    return names


def test_losses_that_are_given_up_leave_the_earlier_ones_and_their_order(make_dataset: MakeDataset) -> None:
    def give_up() -> None:
        raise TimeoutError

    path = make_dataset(PAIRS)
    before = indexes(path)
    losses.write_losses(path, "first", [(3, 1.0), (1, 3.0), (2, 2.0)])
    with pytest.raises(TimeoutError):
        losses.write_losses(path, "second", ((number, 0.0) for number in range(1, 100_000)), give_up)
    with PairStore.open(path) as store:
        worst = store.page(offset=0, limit=10, filters=Filters(order="loss"))
        assert [(row.id, row.loss) for row in worst] == [(1, 3.0), (2, 2.0), (3, 1.0)]
        assert store.meta(losses.MEASURED_WITH) == "first"
    assert indexes(path) == before and "loss_order" in before


class Changes(RuleBasedStateMachine):
    """Any order of changes: what is kept up to date is what counting gives, and undoing all gives the beginning."""

    path: Path

    def __init__(self) -> None:
        super().__init__()
        self.working = self.path.with_name("working.pairs")
        shutil.copy(self.path, self.working)
        self.editor = PairEditor.open(self.working)
        self.begin = state(self.working)

    @rule(ids=st.lists(st.integers(1, 42), max_size=5))
    def exclude(self, ids: list[int]) -> None:
        self.editor.exclude(ids)

    @rule(ids=st.lists(st.integers(1, 42), max_size=5))
    def restore(self, ids: list[int]) -> None:
        self.editor.restore(ids)

    @rule(number=st.integers(1, 40), like=st.integers(0, 39), new=st.sampled_from(("x", "y", "zwei Wörter")))
    def edit(self, number: int, like: int, new: str) -> None:
        self.editor.rewrite({number: (PAIRS[like][0].upper(), new)}.items())

    @rule()
    def undo(self) -> None:
        self.editor.undo()

    @rule()
    def redo(self) -> None:
        self.editor.redo()

    def teardown(self) -> None:
        recounted(self.working)
        while self.editor.undo():
            pass
        assert state(self.working)[1:] == self.begin[1:]
        self.editor.close()


def test_any_order_of_changes_keeps_the_books_right(make_dataset: MakeDataset) -> None:
    Changes.path = make_dataset(PAIRS)
    flag(Changes.path, "duplicates", 3, 5, 9)
    run_state_machine_as_test(Changes, settings=settings(max_examples=20, stateful_step_count=12))


def test_a_dataset_of_format_1_is_brought_up_and_runs_still_know_it(tmp_path: Path, make_dataset: MakeDataset) -> None:
    path = tmp_path / "former.pairs"
    shutil.copy(FORMER, path)
    with PairStore.open(path) as store, PairStore.open(make_dataset(PAIRS)) as fresh:
        assert [(row.source, row.target) for row in store.page(offset=0, limit=50)] == PAIRS
        assert store.counts() == Counts(40, 34, 3, 3, 0)
        assert store.fingerprint() == FORMER_FINGERPRINT
        longer = Filters(source_words=(9, None))
        assert store.count(split="train", filters=longer) == fresh.count(split="train", filters=longer) > 3
    with PairEditor.open(path) as editor:
        editor.exclude([1, 2])
        with PairStore.open(path) as store:
            assert store.fingerprint() != FORMER_FINGERPRINT
        editor.undo()
    recounted(path)
    with PairStore.open(path) as store:
        assert store.fingerprint() == FORMER_FINGERPRINT


def test_bringing_a_dataset_up_tells_how_far_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "former.pairs"
    shutil.copy(FORMER, path)
    monkeypatch.setattr(migration, "_TELL_EVERY", 20)
    told: list[tuple[int, int]] = []
    assert is_former(path)
    bring_up(path, lambda done, total: told.append((done, total)))
    assert told == [(20, 80), (40, 80), (60, 80), (80, 80)]
    assert not is_former(path) and not is_former(tmp_path / "none.pairs")


def test_a_dataset_of_format_1_that_cannot_be_written_is_read_nevertheless(tmp_path: Path) -> None:
    path = tmp_path / "former.pairs"
    shutil.copy(FORMER, path)
    connection = sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True, isolation_level=None)
    copy = migrated(connection)
    assert copy.execute("SELECT sum(pairs - unused) FROM part").fetchone() == (40,)
    copy.close()
    assert path.read_bytes() == FORMER.read_bytes()


def test_a_dataset_of_format_1_is_brought_up_by_one_and_never_half(tmp_path: Path) -> None:
    path = tmp_path / "former.pairs"
    shutil.copy(FORMER, path)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("DROP TABLE length")
    other.execute("ALTER TABLE part ADD COLUMN unused")
    other.close()
    before = path.read_bytes()
    with pytest.raises(FailureError, match="not a dataset"):
        PairStore.open(path)
    assert path.read_bytes() == before
