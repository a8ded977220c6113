from __future__ import annotations

import csv
import gzip
import io
import tracemalloc
from collections import Counter
from pathlib import Path

import pytest
from corpus_pairs import MakeFile
from hypothesis import given
from hypothesis import strategies as st

from tfmodel.contract.failure import FailureError
from tfmodel.corpus import text_file
from tfmodel.corpus.cleaning import clean, normalised
from tfmodel.corpus.detection import detect, read
from tfmodel.corpus.pair import REASONS, Pair, Rejected
from tfmodel.corpus.readers.records import records
from tfmodel.corpus.text_file import lines_from, lines_in


def read_file(*paths: Path) -> tuple[list[tuple[str, str, int]], list[tuple[int, str]]]:
    items = list(read(detect(paths)))
    pairs = [(item.source, item.target, item.line) for item in items if isinstance(item, Pair)]
    return pairs, [(item.line, item.reason) for item in items if isinstance(item, Rejected)]


def test_bad_lines_are_told_with_number_and_reason(make_file: MakeFile) -> None:
    good = "".join(f"good {n}\tbon {n}\n" for n in range(20))
    bad = "only one\nthree\there\tare\n\tun\none\t \n\nhalf \ufffd\tmoitié\nx\0y\tz\n" + "long " * 30_000 + "\tlong\n"
    pairs, rejected = read_file(make_file("pairs.tsv", good + bad + "last\tdernier"))
    assert len(pairs) == 21
    assert pairs[-1] == ("last", "dernier", 29)
    assert rejected == [
        (21, "wrong-columns"),
        (22, "wrong-columns"),
        (23, "empty-source"),
        (24, "empty-target"),
        (25, "empty-line"),
        (26, "unreadable"),
        (27, "unreadable"),
        (28, "line-too-long"),
    ]
    assert all(reason in REASONS for _, reason in rejected)


def test_a_stray_carriage_return_ends_no_line(make_file: MakeFile) -> None:
    """Parallel files would lose step by it."""
    source = [f"line {n}" for n in range(30)]
    target = [f"ligne {n}" for n in range(30)]
    source[10], target[20] = "line\r10", "ligne\r20"
    files = [make_file(f"a.{code}", "\n".join(lines) + "\n") for code, lines in (("en", source), ("fr", target))]
    pairs, rejected = read_file(*files)
    assert [pair[2] for pair in pairs] == list(range(1, 31)) and not rejected
    assert pairs[10][:2] == ("line 10", "ligne 10") and pairs[20][:2] == ("line 20", "ligne 20")


@pytest.mark.parametrize(
    ("content", "lines"),
    [
        (b"one\rtwo\nthree\n", ["one\rtwo", "three"]),
        (b"\xef\xbb\xbfone\r\n\r\ntwo", ["one", "", "two"]),
        (b"\xef\xbb\xbf", []),
        (b"\n", [""]),
    ],
)
def test_lines_of_a_whole_text_end_where_those_of_a_file_do(content: bytes, lines: list[str]) -> None:
    assert lines_in(content) == lines
    assert lines_in(content + b"\xff", errors="replace") == lines_in(content + "\ufffd".encode())


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_the_mark_of_a_whole_text_tells_its_encoding(encoding: str) -> None:
    content = "\ufeffcafé\r\n日本 🙂\n\n".encode(encoding)
    assert lines_in(content) == ["café", "日本 🙂", ""]
    assert lines_in(content + b"\xff", errors="replace") == ["café", "日本 🙂", "", "\ufffd"]
    with pytest.raises(UnicodeDecodeError):
        lines_in(content + b"\xff")


class Terminal(io.BytesIO):
    """A stream that says once that it has ended; who asks again would wait."""

    has_ended = False

    def read(self, size: int | None = -1, /) -> bytes:
        assert not self.has_ended
        piece = super().read(size)
        self.has_ended = size is not None and len(piece) < size
        return piece


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be", "utf-32-le"])
@pytest.mark.parametrize("size", [1, 3, 1000])
def test_lines_that_come_in_pieces_are_those_of_the_whole(
    encoding: str, size: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(text_file, "PIECE", size)
    for text in ("\ufeffcafé\r\n日本 🙂\n\n\0 \r", "\ufeff", "\ufeff\n", "\ufeffa\n\r", "\ufeffone"):
        content = text.encode(encoding)
        assert list(lines_from(Terminal(content))) == lines_in(content)
        broken = content + b"\xff"
        assert list(lines_from(Terminal(broken), "replace")) == lines_in(broken, "replace")
    for text in ("", "a", "a\n", "\n\nb\rc\n"):
        assert list(lines_from(Terminal(text.encode()))) == lines_in(text.encode())


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_each_kind_of_line_end_is_one(make_file: MakeFile, end: str) -> None:
    pairs, _ = read_file(make_file("pairs.tsv", end.join(f"good {n}\tbon {n}" for n in range(20)) + end))
    assert pairs == [(f"good {n}", f"bon {n}", n + 1) for n in range(20)]


def test_a_spreadsheet_may_begin_to_quote_late(make_file: MakeFile) -> None:
    lines = [f"here {n};voilà {n}\n" for n in range(300)] + ['"He said: ""No"".";"Il dit: ""Non""."\n']
    pairs, rejected = read_file(make_file("pairs.csv", "".join(lines)))
    assert pairs[-1] == ('He said: "No".', 'Il dit: "Non".', 301) and not rejected


def test_rejected_text_is_short(make_file: MakeFile) -> None:
    items = read(detect([make_file("pairs.tsv", "a\tb\n" * 9 + "x" * 99_000 + "\n")]))
    texts = [item.text for item in items if isinstance(item, Rejected)]
    assert [len(text) < 300 for text in texts] == [True]


def test_csv_with_quotes_line_ends_and_delimiters_inside(make_file: MakeFile) -> None:
    written = io.StringIO()
    rows = [("a, b", 'he said "yes"'), ("two\nlines", "deux\r\nlignes"), ("plain", "simple"), ("", "x")]
    csv.writer(written).writerows(rows)
    pairs, rejected = read_file(make_file("pairs.csv", written.getvalue()))
    assert pairs == [("a, b", 'he said "yes"', 1), ("two lines", "deux lignes", 2), ("plain", "simple", 5)]
    assert rejected == [(6, "empty-source")]


def test_an_unclosed_quote_costs_one_line(make_file: MakeFile) -> None:
    lines = [f'"a, {n}",b {n}' for n in range(300)]
    lines[5] = '"never closed,b'
    pairs, rejected = read_file(make_file("pairs.csv", "\n".join(lines)))
    assert rejected == [(6, "bad-quotes")]
    assert len(pairs) == 299
    assert pairs[5] == ("a, 6", "b 6", 7)


@given(
    st.lists(
        st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\0")), min_size=2, max_size=2),
        max_size=20,
    )
)
def test_records_read_what_the_csv_module_writes(rows: list[list[str]]) -> None:
    written = io.StringIO()
    csv.writer(written, lineterminator="\n", quoting=csv.QUOTE_ALL).writerows(rows)
    lines = written.getvalue().split("\n")[:-1]
    assert [record.cells for record in records(lines, ",", quoting=True)] == rows


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_ends_of_lines(make_file: MakeFile, end: str) -> None:
    assert read_file(make_file("pairs.tsv", f"a\tb{end}c\td{end}"))[0] == [("a", "b", 1), ("c", "d", 2)]


@pytest.mark.parametrize("separator", ["\u2028", "\u2029", "\x85", "\x0b", "\x0c", "\x1c"])
def test_other_separators_do_not_end_a_line(make_file: MakeFile, separator: str) -> None:
    first = "a longer sentence than the separator alone, so that the file is text"
    source, target = make_file("t.en", f"{first}{separator}b\nc\n"), make_file("t.fr", "x\ny\n")
    assert read_file(source, target)[0] == [(f"{first} b", "x", 1), ("c", "y", 2)]


def test_parallel_files_plain_and_compressed_in_different_encodings(make_file: MakeFile) -> None:
    lines = ["déjà vu", "l'été", "forêt"] * 10
    source = make_file("t.en.gz", gzip.compress("\n".join(f"line {n}" for n in range(30)).encode()))
    target = make_file("t.fr", "\n".join(lines) + "\n", "utf-16")
    pairs, rejected = read_file(source, target)
    assert rejected == []
    assert pairs == [(f"line {n}", lines[n], n + 1) for n in range(30)]


def test_an_over_long_line_keeps_parallel_files_in_step(make_file: MakeFile) -> None:
    source, target = make_file("t.en", "a\n" + "b" * 250_000 + "\nc\n"), make_file("t.fr", "x\ny\nz\n")
    assert read_file(source, target) == ([("a", "x", 1), ("c", "z", 3)], [(2, "line-too-long")])


@pytest.mark.parametrize(("first", "second"), [(3, 5), (5, 3), (4, 5)])
def test_unequal_parallel_files_are_refused_with_both_counts(make_file: MakeFile, first: int, second: int) -> None:
    source, target = make_file("t.en", "a\n" * first), make_file("t.fr", "b\n" * second)
    with pytest.raises(FailureError, match=f"t.en has {first} lines and t.fr has {second}"):
        read_file(source, target)


def test_empty_lines_at_an_end_are_forgiven(make_file: MakeFile) -> None:
    assert len(read_file(make_file("t.en", "a\nb\n\n\n"), make_file("t.fr", "x\ny\n"))[0]) == 2


def test_a_damaged_compressed_file_is_said(make_file: MakeFile) -> None:
    import random

    text = "".join(f"{random.Random(n).random()}\t{n} x\n" for n in range(60_000))
    path = make_file("pairs.tsv", gzip.compress(text.encode())[:-2000])
    with pytest.raises(FailureError, match="damaged or incomplete"):
        Counter(type(item) for item in read(detect([path])))


def test_one_endless_line_needs_little_memory(make_file: MakeFile) -> None:
    detected = detect([make_file("pairs.tsv", "a\tb\n" * 300_000)])
    detected.paths[0].write_bytes(b"a\tb\n" + b"x" * 30_000_000 + b"\nc\td\n")
    tracemalloc.start()
    items = [(type(item), item.line) for item in read(detected)]
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert items == [(Pair, 1), (Rejected, 2), (Pair, 3)]
    assert peak < 3_000_000


def test_sentences_keep_their_spelling_and_lose_their_controls() -> None:
    assert clean(" \ta \t b\u00a0c ", "Va\u202f!\r\n", 7) == Pair("a b\u00a0c", "Va\u202f!", 7)


def test_normalised_forgets_case_width_and_spaces() -> None:
    assert normalised("  Ｔhe\u00a0 CAT\u202f! ") == normalised("the cat !")
    assert normalised("the cat!") != normalised("the cats!")
