from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from corpus_pairs import MakeDataset, MakeFile, numbered_pairs

from tfmodel.corpus.cleaning_pass import clean_dataset
from tfmodel.corpus.detection import detect
from tfmodel.corpus.editing import PairEditor
from tfmodel.corpus.filters import Filters
from tfmodel.corpus.importing import import_pairs
from tfmodel.corpus.losses import write_losses
from tfmodel.corpus.rules import Chain
from tfmodel.corpus.store import PairStore, Row

MORE = [(f"another small house {n}", f"<i>autre</i> {'mot ' * (n % 12)}{n}") for n in range(60)]


@pytest.fixture
def decided(make_dataset: MakeDataset, make_file: MakeFile) -> Path:
    """A dataset of two files with flags of two rules, choices by hand, edits and losses."""
    path = make_dataset(numbered_pairs(120))
    file = make_file("more.en-fr.tsv", "".join(f"{source}\t{target}\n" for source, target in MORE))
    import_pairs(detect([file]), path)
    clean_dataset(path, Chain().only(["markup", "length"]).changed({"length.most_words": 9}))
    with PairEditor.open(path) as editor:
        editor.exclude([3, 50, 130])
        editor.restore([130, 131, 132])
        editor.edit(7, source="a house on a hill")
        editor.edit(8, source="something else")
        editor.undo()
        editor.switch("length", False)
    write_losses(path, "some run", [(n, (n * 37 % 101) / 10) for n in range(1, 171)])
    return path


STATES: dict[str | None, Callable[[Row], bool]] = {
    None: lambda row: True,
    "used": lambda row: row.used,
    "unused": lambda row: not row.used,
    "flagged": lambda row: bool(row.flags),
    "excluded": lambda row: row.excluded,
    "kept": lambda row: row.kept,
    "edited": lambda row: row.edited,
}


def combinations() -> Iterator[tuple[str, str | None, Filters]]:
    states, words = tuple(STATES), (None, (4, 6), (9, None))
    for search, split, state, source, target in itertools.product(
        ("", "house", "!"), (None, "train"), states, words, words
    ):
        for order, origin in (("id", None), ("loss", "more.en-fr.tsv")):
            yield (
                search,
                split,
                Filters(state=state, origin=origin, source_words=source, target_words=target, order=order),
            )


def expected(rows: list[Row], search: str, split: str | None, filters: Filters) -> list[int]:
    def fits(text: str, words: tuple[int, int | None] | None) -> bool:
        return words is None or words[0] <= len(text.split()) <= (words[1] or 10**9)

    found = [
        row
        for row in rows
        if STATES[filters.state](row)
        and split in (None, row.split)
        and filters.origin in (None, row.origin)
        and fits(row.source, filters.source_words)
        and fits(row.target, filters.target_words)
        and search in f"{row.source} {row.target}"
    ]
    if filters.order == "loss":
        found = sorted((row for row in found if row.loss is not None), key=lambda row: (-(row.loss or 0), row.id))
    return [row.id for row in found]


def test_any_filters_find_what_looking_at_every_pair_finds(decided: Path) -> None:
    with PairStore.open(decided) as store:
        rows = store.rows(range(1, 181))
        assert len(rows) == 180
        assert all(any(fulfils(row) for row in rows) for fulfils in STATES.values())
        for search, split, filters in combinations():
            ids = expected(rows, search, split, filters)
            assert list(store.ids(search, split, filters)) == ids, (search, split, filters)
            assert store.count(search, split, filters) == len(ids)
            assert store.count(search, split, filters, at_most=3) == min(3, len(ids))
            page = store.page(offset=1, limit=4, search=search, split=split, filters=filters)
            assert [row.id for row in page] == ids[1:5]


def test_a_flag_is_found_also_while_its_rule_is_off(decided: Path) -> None:
    with PairStore.open(decided) as store:
        states = {state.name: state for state in store.rules()}
        assert (states["length"].active, states["markup"].active) == (False, True)
        for name in ("length", "markup"):
            assert store.count(filters=Filters(flag=name)) == states[name].pairs > 0
        found = store.page(offset=0, limit=99, search="house", filters=Filters(flag="markup"))
        assert [row.id for row in found] == list(range(121, 181))
        assert [(origin.name, origin.pairs) for origin in store.origins()] == [
            ("some.pairs.en-fr.tsv", 120),
            ("more.en-fr.tsv", 60),
        ]
