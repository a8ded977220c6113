"""Pairs found in steps, and written for other programs."""

from __future__ import annotations

import csv
import tracemalloc
from array import array
from pathlib import Path
from xml.etree import ElementTree

import pytest
from corpus_pairs import MakeDataset, numbered_pairs
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tfmodel.contract.failure import FailureError
from tfmodel.contract.query import PairQuery
from tfmodel.corpus import extracting, pair_finding
from tfmodel.corpus.detection import detect
from tfmodel.corpus.editing import PairEditor
from tfmodel.corpus.extracting import extract, extract_rejected
from tfmodel.corpus.filters import Filters
from tfmodel.corpus.importing import import_pairs
from tfmodel.corpus.pair_finding import PairFinder
from tfmodel.corpus.readers import read
from tfmodel.corpus.rows import Row
from tfmodel.corpus.store import PairStore

XML = "{http://www.w3.org/XML/1998/namespace}lang"


@pytest.fixture
def dataset(make_dataset: MakeDataset) -> Path:
    return make_dataset(numbered_pairs(3_000))


def found(path: Path, **asked: object) -> list[int]:
    with PairFinder.open(path) as finder:
        return [number for step in finder.find(PairQuery(**asked)) for number in step]


def test_the_same_pairs_as_the_store_pages(dataset: Path) -> None:
    with PairEditor.open(dataset) as editor:
        editor.exclude([5, 9, 2_000])
    with PairStore.open(dataset) as store:
        word = store.rows([7])[0].source.split()[0]
        assert found(dataset, search=word) == list(store.ids(word))
        assert found(dataset, split="validation") == list(store.ids(split="validation"))
        assert found(dataset) == list(range(1, store.counts().total + 1))
    assert found(dataset, state="excluded") == [5, 9, 2_000]
    assert found(dataset, search="no such words at all") == []


@pytest.mark.parametrize("search", ["the", "th", "ho red", "2", "29", "never", "maison rouge e", "!"])
def test_the_first_pairs_have_an_index_of_their_own_and_nothing_is_lost(
    dataset: Path, search: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pair_finding, "_HEAD", 500)
    with PairEditor.open(dataset) as editor:
        editor.exclude(range(450, 550))
    with PairStore.open(dataset) as store:
        for filters in (Filters(), Filters(state="used"), Filters(state="unused"), Filters(target_words=(3, 4))):
            asked = {name: value for name, value in vars(filters).items() if value is not None}
            assert found(dataset, search=search, **asked) == list(store.ids(search, filters=filters))


@pytest.mark.parametrize("few", [3, 60, 5_000])
def test_few_that_a_filter_leaves_are_searched_as_all_are(
    dataset: Path, monkeypatch: pytest.MonkeyPatch, few: int
) -> None:
    """Whether the filters leave fewer pairs than get an index of their own, or more."""
    monkeypatch.setattr(pair_finding, "_HEAD", 7)
    monkeypatch.setattr(pair_finding, "_FEW", few)
    with PairEditor.open(dataset) as editor:
        editor.exclude([2, 50, 2_999, 3_000])
    for asked in (
        {"search": "the", "state": "excluded"},
        {"search": "n", "split": "validation"},
        {"search": "maison re", "split": "test"},
        {"search": "n", "state": "used", "split": "train"},
        {"search": "nowhere", "split": "validation"},
    ):
        with PairStore.open(dataset) as store:
            filters = Filters(state=asked.get("state"))
            expected = list(store.ids(asked["search"], split=asked.get("split"), filters=filters))
        assert found(dataset, **asked) == expected, asked


def test_the_index_of_the_first_pairs_follows_changes(dataset: Path) -> None:
    with PairFinder.open(dataset) as finder:
        finder.warm_up()
        with PairEditor.open(dataset) as editor:
            editor.edit(7, source="an elephant")
        assert [list(step) for step in finder.find(PairQuery(search="eleph"))] == [[7]]


def test_a_newer_question_ends_the_answer(dataset: Path) -> None:
    with PairFinder.open(dataset) as finder:
        steps = finder.find(PairQuery(), interrupted=lambda: True)
        assert sum(map(len, steps)) <= 200
        assert sum(map(len, finder.find(PairQuery()))) > 200


def test_a_query_that_asks_nothing() -> None:
    assert PairQuery(search="  ").is_everything
    assert not PairQuery(state="used").is_everything


def test_a_table_is_read_back_by_the_csv_module_and_by_an_import(dataset: Path, tmp_path: Path) -> None:
    into = tmp_path / "some.tsv"
    with PairStore.open(dataset) as store:
        assert extract(store, into, array("q", [3, 1, 2])) == 3
        rows = store.rows([3, 1, 2])
    with into.open(encoding="utf-8", newline="") as file:
        table = list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    assert [line[:2] for line in table[1:]] == [[row.source, row.target] for row in rows]
    assert [(pair.source, pair.target) for pair in read(detect([into]))] == [(row.source, row.target) for row in rows]


def test_what_is_set_aside_is_left_out_unless_it_is_named(dataset: Path, tmp_path: Path) -> None:
    with PairEditor.open(dataset) as editor:
        editor.exclude([1, 2])
    with PairStore.open(dataset) as store:
        total = store.counts().total
        assert extract(store, tmp_path / "used.tsv", None) == total - 2
        assert extract(store, tmp_path / "all.tsv", store.ids()) == total


@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=30))
def test_any_text_survives_in_a_translation_memory(dataset: Path, text: str) -> None:
    into = dataset.with_name("memory.tmx")
    with PairEditor.open(dataset) as editor, PairStore.open(dataset) as store:
        editor.edit(1, source=f"a {text} z", target="<seg> & ]]>")
        extract(store, into, array("q", [1]))
        (row,) = store.rows([1])
    sides = [side.findtext("seg") for side in ElementTree.parse(into).getroot().iter("tuv")]
    shown = "".join("\ufffd" if sign in "\ufffe\uffff" else sign for sign in row.source)  # XML has no such signs
    assert sides == [shown, "<seg> & ]]>"]


def test_languages_of_a_translation_memory(dataset: Path, tmp_path: Path) -> None:
    with PairStore.open(dataset) as store:
        extract(store, tmp_path / "memory.tmx", array("q", [1]))
        languages = store.languages
    assert languages == ("en", "fr")
    root = ElementTree.parse(tmp_path / "memory.tmx").getroot()
    assert tuple(side.get(XML) for side in root.iter("tuv")) == languages
    assert root.find("header").get("srclang") == languages[0]


def test_names_of_units_that_were_written_do_not_stay_in_the_memory(tmp_path: Path) -> None:
    into = tmp_path / "memory.tmx"
    rows = (Row(n, "one", "un", "train", "some.po", n, unit=f"{n}{'x' * 2_000}") for n in range(5_000))
    tracemalloc.start()
    try:
        assert extracting._write_tmx(into, ("en", "fr"), rows) == 5_000
        assert tracemalloc.get_traced_memory()[1] < 3_000_000
    finally:
        tracemalloc.stop()
    assert into.read_text(encoding="utf-8").count("tuid=") == 5_000


def test_another_ending_is_refused_and_nothing_is_written(dataset: Path, tmp_path: Path) -> None:
    with PairStore.open(dataset) as store, pytest.raises(FailureError, match="neither"):
        extract(store, tmp_path / "pairs.docx", None)
    assert list(tmp_path.glob("*.docx")) == []


def test_lines_that_were_left_out_are_written_with_reason(make_dataset: MakeDataset, tmp_path: Path) -> None:
    with PairStore.open(make_dataset([("a b", "c"), ("a b", "c"), ("d", "")])) as store:
        assert extract_rejected(store, tmp_path / "left.tsv") == 2
    lines = (tmp_path / "left.tsv").read_text(encoding="utf-8").splitlines()
    assert lines[0] == "line\treason\ttext"
    assert any("The same pair is there already" in line for line in lines)
    assert any("The target is empty" in line for line in lines)


@pytest.mark.parametrize("name", ["copy.pairs", "left.tmx", "left"])
def test_lines_that_were_left_out_take_the_place_of_no_other_file(
    make_dataset: MakeDataset, tmp_path: Path, name: str
) -> None:
    dataset, into = make_dataset(numbered_pairs(20)), tmp_path / name
    into.write_bytes(dataset.read_bytes())
    with PairStore.open(dataset) as store, pytest.raises(FailureError, match=r"does not end in \.tsv"):
        extract_rejected(store, into)
    assert into.read_bytes() == dataset.read_bytes()


def test_lines_of_several_files_are_written_with_their_file(make_dataset: MakeDataset, tmp_path: Path) -> None:
    more = tmp_path / "more.tsv"
    more.write_text("x\ty\nz\t\n")
    into = make_dataset([("a b", "c"), ("d", "")])
    import_pairs(detect([more]), into)
    with PairStore.open(into) as store:
        assert extract_rejected(store, tmp_path / "left.tsv") == 2
    lines = [line.split("\t") for line in (tmp_path / "left.tsv").read_text(encoding="utf-8").splitlines()]
    assert lines[0] == ["line", "reason", "text", "file"]
    assert [line[3] for line in lines[1:]] == ["some.pairs.en-fr.tsv", "more.tsv"]
