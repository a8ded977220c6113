from __future__ import annotations

import os
from pathlib import Path

import pytest

from tfmodel.corpus import finding
from tfmodel.corpus.detected import names_of
from tfmodel.corpus.finding import find_files, members_with_pairs
from tfmodel.corpus.looking import Question, answer
from tfmodel.corpus.sifting import found_in


def names(groups: tuple[tuple[Path, ...], ...]) -> list[tuple[str, ...]]:
    return [tuple(path.name for path in group) for group in groups]


def make(folder: Path, *files: str) -> Path:
    for name in files:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("a\n")
    return folder


@pytest.mark.parametrize(
    ("files", "found"),
    [
        (["a.tmx", "b.xlf", "c.po", "notes.md"], [("a.tmx",), ("b.xlf",), ("c.po",)]),
        (["train.en", "train.de", "LICENSE"], [("train.de", "train.en")]),
        (
            ["train.en.gz", "train.de.gz", "test.en.gz", "test.de.gz"],
            [("test.de.gz", "test.en.gz"), ("train.de.gz", "train.en.gz")],
        ),
        (["a.de-en.de", "a.de-en.en", "a.de-en.ids"], [("a.de-en.de", "a.de-en.en")]),
        (["t.de", "t.en", "t.fr"], [("t.de", "t.en"), ("t.de", "t.fr"), ("t.en", "t.fr")]),
        (["english.txt", "french.txt"], [("english.txt", "french.txt")]),
        (["en/all.txt", "fr/all.txt"], [("all.txt", "all.txt")]),
        (["train.en-US", "train.pt-BR"], [("train.en-US", "train.pt-BR")]),
        (["fr-CA/all.txt", "en_US/all.txt"], [("all.txt", "all.txt")]),
        (["all_DE.txt", "all_EN.txt"], [("all_DE.txt", "all_EN.txt")]),
        (["pairs.tsv", "fra.txt", "more.csv.gz"], [("fra.txt",), ("more.csv.gz",), ("pairs.tsv",)]),
        ([".hidden/a.tmx", "a.png"], []),
    ],
)
def test_pairs_of_a_folder(tmp_path: Path, files: list[str], found: list[tuple[str, ...]]) -> None:
    assert names(find_files([make(tmp_path / "d", *files)]).groups) == found


def test_one_file_is_taken_as_it_is_and_two_as_parallel(tmp_path: Path) -> None:
    make(tmp_path, "a.bin", "b.bin", "c.tmx")
    first, second, third = tmp_path / "a.bin", tmp_path / "b.bin", tmp_path / "c.tmx"
    assert find_files([first]).groups == ((first,),)
    assert find_files([second, first]).groups == ((second, first),)
    assert find_files([third, first]).groups == ((third,),)


def test_members_of_an_archive_keep_their_names() -> None:
    known = ["x/README", "x/._a.fr", "x/a.fr", "x/a.en", "x/book.xlsx", "__MACOSX/x/._m.tmx", "x/._m.tmx", "./x/m.tmx"]
    assert members_with_pairs(known) == (("./x/m.tmx",), ("x/a.en", "x/a.fr"))


TABLE, LINES = "one\tun\ntwo\tdeux\nthree\ttrois\n", "a sentence\nanother\na third one\n"


@pytest.mark.parametrize(
    ("first", "second", "parallel"),
    [
        (("a.tsv", TABLE), ("b.tsv", TABLE), False),
        (("a.csv", TABLE.replace("\t", ";")), ("b.tsv", TABLE), False),
        (("a.txt", TABLE), ("b.txt", TABLE), False),
        (("a.tsv", TABLE), ("b.tsv", LINES), False),
        (("a.tsv", LINES), ("b.tsv", LINES), True),
        (("a.txt", LINES), ("b.txt", LINES), True),
        (("a.txt", TABLE), ("b.txt", LINES), True),
        (("a.txt", "Yes, sir.\n" * 5), ("b.txt", "Oui, monsieur.\n" * 5), True),
    ],
)
def test_two_tables_are_no_parallel_files(
    tmp_path: Path, first: tuple[str, str], second: tuple[str, str], parallel: bool
) -> None:
    files = tuple(tmp_path / name for name, _ in (first, second))
    for path, (_, content) in zip(files, (first, second), strict=True):
        path.write_text(content)
    assert found_in(files).groups == ((files,) if parallel else tuple((path,) for path in files))


def test_what_holds_no_pairs_is_told_apart_with_its_reason(tmp_path: Path) -> None:
    (tmp_path / "a.tmx").write_text("no memory")
    (tmp_path / "notes.txt").write_text(LINES)
    (tmp_path / "pairs.tsv").write_text(TABLE)
    found = answer(Question((tmp_path,), find=True))
    assert names(found.groups) == [("pairs.tsv",)] and found.detected is not None and found.failure is None
    assert {one.paths[0].name: one.failure.title for one in found.refused} == {
        "a.tmx": "Not a TMX file",
        "notes.txt": "One column only",
    }
    (tmp_path / "pairs.tsv").unlink()
    nothing = answer(Question((tmp_path,), find=True)).failure
    assert nothing is not None and "None of the 2 files" in nothing.cause
    alone = answer(Question((tmp_path / "notes.txt",), find=True)).failure
    assert alone is not None and alone.title == "One column only"


def test_a_folder_of_too_many_files_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(finding, "MOST_FILES", 2)
    folder = make(tmp_path / "d", "a.tmx", "b.tmx")
    assert find_files([folder]).complete
    found = find_files([make(folder, "c.tmx")])
    assert not found.complete and names(found.groups) == [("a.tmx",), ("b.tmx",)]


def test_names_have_folders_where_they_are_needed() -> None:
    one, other, third = Path("/x/de/a.po"), Path("/x/fr/a.po"), Path("/x/b.tmx")
    assert names_of([(one,), (third,)]) == ["a.po", "b.tmx"]
    assert names_of([(one,), (other,), (third,)]) == ["de/a.po", "fr/a.po", "b.tmx"]
    assert names_of([(one, other)]) == ["de/a.po + fr/a.po"]


def test_names_of_files_on_several_drives_are_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(paths: list[Path]) -> str:
        raise ValueError("Paths don't have the same drive")

    monkeypatch.setattr(os.path, "commonpath", refuse)
    one, other = tmp_path / "x" / "a.po", tmp_path / "y" / "a.po"
    assert names_of([(one,), (other,)]) == [one.as_posix(), other.as_posix()]
    assert names_of([(one, other)]) == [f"{one.as_posix()} + {other.as_posix()}"]


def test_names_that_are_no_utf_8_can_be_written() -> None:
    files = Path("/x/de/m\udce9.po"), Path("/x/fr/m\udce9.po")
    assert names_of([files[:1]]) == ["m\ufffd.po"]
    assert names_of([files]) == ["de/m\ufffd.po + fr/m\ufffd.po"]
