from __future__ import annotations

from pathlib import Path

import pytest

from tfmodel.corpus.finding import find_files, members_with_pairs


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
        (["pairs.tsv", "fra.txt", "more.csv.gz"], [("fra.txt",), ("more.csv.gz",), ("pairs.tsv",)]),
        ([".hidden/a.tmx", "a.png"], []),
    ],
)
def test_pairs_of_a_folder(tmp_path: Path, files: list[str], found: list[tuple[str, ...]]) -> None:
    assert names(find_files([make(tmp_path / "d", *files)])) == found


def test_one_file_is_taken_as_it_is_and_two_as_parallel(tmp_path: Path) -> None:
    make(tmp_path, "a.bin", "b.bin", "c.tmx")
    first, second, third = tmp_path / "a.bin", tmp_path / "b.bin", tmp_path / "c.tmx"
    assert find_files([first]) == ((first,),)
    assert find_files([second, first]) == ((second, first),)
    assert find_files([third, first]) == ((third,),)


def test_members_of_an_archive_keep_their_names() -> None:
    known = ["x/README", "x/a.fr", "x/a.en", "x/book.xlsx", "x/m.tmx"]
    assert members_with_pairs(known) == (("x/m.tmx",), ("x/a.en", "x/a.fr"))
