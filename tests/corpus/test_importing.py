from __future__ import annotations

import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from corpus_pairs import MakeDataset, MakeFile, as_tsv, numbered_pairs

from tfmodel.contract import seldom
from tfmodel.contract.failure import FailureError
from tfmodel.corpus import importing
from tfmodel.corpus.detection import detect
from tfmodel.corpus.importing import ImportOptions, ImportProgress, import_pairs
from tfmodel.corpus.store import PairStore

PAIRS = numbered_pairs(300)


def content(path: Path) -> list[tuple[str, str, str]]:
    with PairStore.open(path) as store:
        return [(row.source, row.target, row.split) for row in store.page(offset=0, limit=10**6)]


def test_report_counts_what_was_kept_and_why_not(make_file: MakeFile, tmp_path: Path) -> None:
    bad = [("", "x"), ("x", ""), PAIRS[3], ("w " * 251, "x"), ("x", "字" * 2001), ("same", "same")]
    path = make_file("some.tsv", as_tsv(PAIRS + bad) + "one column\n")
    report = import_pairs(detect([path]), tmp_path / "new.pairs")
    assert report is not None
    assert (report.read, report.kept) == (307, 301)
    assert report.rejected == {
        "too-long": 2,
        "duplicate": 1,
        "empty-source": 1,
        "empty-target": 1,
        "wrong-columns": 1,
    }
    assert report.train + report.validation + report.test == report.kept
    assert report.path == str(tmp_path / "new.pairs")


def test_the_report_of_a_test_file_says_how_many_pairs_are_set_aside(
    make_dataset: MakeDataset, make_file: MakeFile
) -> None:
    path = make_dataset(PAIRS, validation_share=0.0, test_share=0.0)
    exam = make_file("exam.tsv", as_tsv([PAIRS[3], (PAIRS[4][0].upper(), "x"), ("new", "neuf")]))
    report = import_pairs(detect([exam]), path, ImportOptions(split="test"))
    assert report is not None
    assert (report.kept, report.test, report.held_out, report.rejected) == (3, 3, 2, {})
    with PairStore.open(path) as store:
        assert store.counts().total == 303


def test_a_longer_limit_keeps_longer_sentences(make_dataset: MakeDataset) -> None:
    long = ("word " * 251).strip()
    assert (long, "x", "train") in content(make_dataset([(long, "x"), ("a", "b")], max_words=251))


def test_importing_again_adds_nothing(make_dataset: MakeDataset) -> None:
    before = content(make_dataset(PAIRS))
    path = make_dataset(PAIRS)
    assert content(path) == before
    with PairStore.open(path) as store:
        assert store.rejected_counts() == {"duplicate": 300}


def test_the_same_import_gives_the_same_dataset(make_dataset: MakeDataset) -> None:
    first, second = make_dataset(PAIRS, "a.pairs"), make_dataset(PAIRS, "b.pairs")
    other = make_dataset([*PAIRS[:-1], ("another", "pair")], "c.pairs")
    fingerprints = []
    for path in (first, second, other):
        with PairStore.open(path) as store:
            fingerprints.append(store.fingerprint())
    assert content(first) == content(second)
    assert fingerprints[0] == fingerprints[1] != fingerprints[2]


def test_added_pairs_are_searchable_and_leave_the_others_where_they_were(make_dataset: MakeDataset) -> None:
    before = content(make_dataset(PAIRS[:200]))
    path = make_dataset(PAIRS)
    after = content(path)
    assert after[:200] == before
    assert [pair[:2] for pair in after] == PAIRS
    assert {split for _, _, split in after[200:]} == {"train", "validation"}, "a test part stays as it is"
    with PairStore.open(path) as store:
        assert store.count(search="299") == 1
        assert sum(b.count for b in store.length_histogram("target")) == 300


def test_progress_grows_to_the_end(make_file: MakeFile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(seldom, "TELL_EVERY", 0.0)
    path = make_file("some.tsv", as_tsv(numbered_pairs(40_000)))
    told: list[ImportProgress] = []
    import_pairs(detect([path]), tmp_path / "new.pairs", progress=told.append)
    assert len(told) >= 2
    shares = [done.share for done in told]
    assert shares == sorted(shares)
    assert 0 < shares[0] <= shares[-1] <= 1
    assert told[0].total is not None
    assert 20_000 < told[0].total < 80_000


def test_how_many_lines_there_will_be_is_judged_by_what_is_read_and_known_once_all_are(
    make_file: MakeFile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(seldom, "TELL_EVERY", 0.0)
    lines = [f"{n:06} {'word ' * 17}\t{n:06} {'mot ' * 22}\n" for n in range(20_000)]  # of one length
    told: list[ImportProgress] = []
    import_pairs(detect([make_file("some.tsv", "".join(lines))]), tmp_path / "new.pairs", progress=told.append)
    assert all(done.total == pytest.approx(20_000, rel=0.03) for done in told)
    counting = [done for done in told if done.share > 0.85]
    assert counting and {(done.read, done.total, done.rate) for done in counting} == {(20_000, 20_000, None)}
    assert all(done.rate for done in told if done.read < 20_000)


@pytest.mark.parametrize("existing", [False, True])
def test_cancelling_leaves_everything_as_it_was(
    make_dataset: MakeDataset, make_file: MakeFile, tmp_path: Path, existing: bool
) -> None:
    into = make_dataset(PAIRS, "kept.pairs") if existing else tmp_path / "new.pairs"
    before = content(into) if existing else None
    path = make_file("big.tsv", as_tsv(numbered_pairs(40_000)))
    files = set(tmp_path.iterdir())
    assert import_pairs(detect([path]), into, cancelled=lambda: True) is None
    assert set(tmp_path.iterdir()) == files
    assert (content(into) if existing else None) == before


@pytest.mark.parametrize("existing", [False, True])
def test_cancelling_after_the_last_line_leaves_everything_as_it_was_too(
    make_dataset: MakeDataset, make_file: MakeFile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, existing: bool
) -> None:
    into = make_dataset(PAIRS, "kept.pairs") if existing else tmp_path / "new.pairs"
    before = content(into) if existing else None
    path = make_file("some.tsv", as_tsv(numbered_pairs(5_000)))
    files = set(tmp_path.iterdir())
    told: list[ImportProgress] = []
    monkeypatch.setattr(seldom, "TELL_EVERY", 0.0)

    def all_read() -> bool:
        return bool(told) and told[-1].share > 0.85

    assert import_pairs(detect([path]), into, progress=told.append, cancelled=all_read) is None
    assert told[-1].read == 5_000
    assert set(tmp_path.iterdir()) == files
    assert (content(into) if existing else None) == before


@pytest.mark.parametrize("cancelled", [False, True])
def test_several_files_are_one_transaction(
    make_dataset: MakeDataset, make_file: MakeFile, tmp_path: Path, cancelled: bool
) -> None:
    into = make_dataset(PAIRS, "kept.pairs")
    before, shares = content(into), list[float]()
    files = []
    for name in ("first", "second"):
        lines = as_tsv([(f"{name} {source}", target) for source, target in PAIRS * 40])
        files.append(detect([make_file(f"{name}.en-fr.tsv", lines)]))

    def told(done: ImportProgress) -> None:
        shares.append(done.share)

    report = import_pairs(files, into, progress=told, cancelled=lambda: cancelled)
    assert shares == sorted(shares)
    if cancelled:
        assert report is None and content(into) == before
    else:
        assert report is not None and (report.read, report.kept) == (24_000, 600)
        with PairStore.open(into) as store:
            origins = {origin.name: origin.pairs for origin in store.origins()}
        assert origins["first.en-fr.tsv"] == origins["second.en-fr.tsv"] == 300


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")
@pytest.mark.parametrize("existing", [False, True])
def test_a_killed_import_leaves_everything_as_it_was(
    make_dataset: MakeDataset, make_file: MakeFile, tmp_path: Path, existing: bool
) -> None:
    into = make_dataset(PAIRS, "kept.pairs") if existing else tmp_path / "new.pairs"
    before = content(into) if existing else None
    path = make_file("big.tsv", as_tsv(numbered_pairs(60_000)))
    kill_when_it_writes(path, into)
    assert into.exists() == existing
    if existing:
        assert content(into) == before
    report = import_pairs(detect([path]), into)
    assert report is not None
    assert report.read == 60_000
    left = {found.name for found in tmp_path.iterdir() if found.suffix != ".tsv"}
    assert left == {into.name}
    connection = sqlite3.connect(into)
    assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    connection.execute("INSERT INTO pair_text (pair_text, rank) VALUES ('integrity-check', 1)")
    connection.close()


def kill_when_it_writes(path: Path, into: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from tfmodel.corpus.detection import detect;"
        "from tfmodel.corpus.importing import import_pairs\n"
        "def told(done): print(done, flush=True); sys.stdin.read()\n"
        "import_pairs(detect([Path(sys.argv[1])]), Path(sys.argv[2]), progress=told)"
    )
    command = [sys.executable, "-c", code, str(path), str(into)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None and process.stdout.readline()
        process.send_signal(signal.SIGKILL)
    assert process.returncode == -signal.SIGKILL


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX limits")
def test_no_room_for_the_dataset_is_said(make_file: MakeFile, tmp_path: Path) -> None:
    path = make_file("big.tsv", as_tsv(numbered_pairs(20_000)))
    code = (
        "import resource, sys; from pathlib import Path; from tfmodel.corpus.detection import detect;"
        "from tfmodel.corpus.importing import import_pairs; from tfmodel.contract.failure import FailureError;"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (500_000, 500_000))\n"
        "try: import_pairs(detect([Path(sys.argv[1])]), Path(sys.argv[2]))\n"
        "except FailureError as error: print(error.failure.title)"
    )
    command = [sys.executable, "-c", code, str(path), str(tmp_path / "new.pairs")]
    shown = subprocess.run(command, capture_output=True, text=True, check=True)
    assert shown.stdout.strip() in ("Cannot write", "Disk full")
    assert [found.name for found in tmp_path.iterdir()] == ["big.tsv"]


def test_an_sqlite_without_the_search_of_texts_is_said(
    make_file: MakeFile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "TABLES", f"{importing.TABLES}CREATE VIRTUAL TABLE x USING no_such (y);")
    with pytest.raises(FailureError, match="no full-text search"):
        import_pairs(detect([make_file("some.tsv", as_tsv(PAIRS))]), tmp_path / "new.pairs")
    assert [found.name for found in tmp_path.iterdir()] == ["some.tsv"]


def test_unequal_parallel_files_import_nothing(make_file: MakeFile, tmp_path: Path) -> None:
    source, target = make_file("t.en", "a\n" * 5000), make_file("t.fr", "b\n" * 5001)
    with pytest.raises(FailureError, match="not parallel"):
        import_pairs(detect([source, target]), tmp_path / "new.pairs")
    assert {path.name for path in tmp_path.iterdir()} == {"t.en", "t.fr"}


def test_a_file_without_a_pair_makes_no_dataset(make_file: MakeFile, tmp_path: Path) -> None:
    with pytest.raises(FailureError, match="None of the 2 lines"):
        import_pairs(detect([make_file("some.tsv", "a\t\n\tb\n")]), tmp_path / "new.pairs")
    assert not (tmp_path / "new.pairs").exists()


def test_other_languages_do_not_mix(make_dataset: MakeDataset, make_file: MakeFile) -> None:
    path = make_dataset(PAIRS)
    with pytest.raises(FailureError, match="goes from en to fr"):
        import_pairs(detect([make_file("eng-deu.tsv", as_tsv(PAIRS))]), path)


def test_importing_into_something_else_is_refused(make_file: MakeFile) -> None:
    path = make_file("pairs.tsv", as_tsv(PAIRS))
    with pytest.raises(FailureError, match="is not a dataset"):
        import_pairs(detect([path]), make_file("notes.txt", "my notes"))


def test_two_imports_at_once_are_refused_with_a_sentence(make_dataset: MakeDataset, make_file: MakeFile) -> None:
    path = make_dataset(PAIRS)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        with pytest.raises(FailureError, match="is writing to"):
            import_pairs(detect([make_file("more.tsv", "a\tb\n")]), path)
    finally:
        other.close()


def test_a_dataset_that_another_import_makes_meanwhile_is_kept(make_file: MakeFile, tmp_path: Path) -> None:
    into, readers = tmp_path / "new.pairs", list[PairStore]()
    slow = detect([make_file("slow.tsv", as_tsv(numbered_pairs(40_000)))])
    quick = detect([make_file("quick.tsv", as_tsv(PAIRS))])

    def be_overtaken(done: ImportProgress) -> None:
        if not readers:
            import_pairs(quick, into)
            readers.append(PairStore.open(into))  # as a window has it open

    with pytest.raises(FailureError, match=r"Another import has made .*: the pairs are added\."):
        import_pairs(slow, into, progress=be_overtaken)
    with readers[0] as store:
        assert store.counts().total == 300
    assert [pair[:2] for pair in content(into)] == PAIRS
    assert {path.name for path in tmp_path.iterdir()} == {"slow.tsv", "quick.tsv", "new.pairs"}


def test_a_reader_sees_the_old_dataset_until_the_import_is_complete(
    make_dataset: MakeDataset, make_file: MakeFile
) -> None:
    path = make_dataset(PAIRS)
    seen: list[int] = []
    with PairStore.open(path) as store:
        more = make_file("more.tsv", as_tsv([(f"new {source}", target) for source, target in numbered_pairs(40_000)]))
        import_pairs(detect([more]), path, progress=lambda done: seen.append(store.counts().total))
        assert seen
        assert set(seen) == {300}
        assert store.counts().total == 40_300


def test_only_so_many_rejected_lines_are_kept_but_all_are_counted(make_file: MakeFile, tmp_path: Path) -> None:
    path = make_file("some.tsv", as_tsv(PAIRS * 40))
    report = import_pairs(detect([path]), tmp_path / "new.pairs", ImportOptions())
    assert report is not None
    assert report.rejected == {"duplicate": 11_700}
    with PairStore.open(tmp_path / "new.pairs") as store:
        assert store.rejected_stored() == 10_000
        assert store.rejected_counts() == {"duplicate": 11_700}


def test_a_file_of_a_region_is_added_to_a_dataset_of_the_language(make_file: MakeFile, tmp_path: Path) -> None:
    file = detect([make_file("a.tsv", as_tsv(PAIRS[:100]))])
    into = tmp_path / "new.pairs"
    import_pairs(file, into, ImportOptions(source_language="en", target_language="pt-BR"))
    more = detect([make_file("b.tsv", as_tsv(PAIRS[100:200]))])
    report = import_pairs(more, into, ImportOptions(source_language="en_US", target_language="pt"))
    assert report is not None and report.kept == 100
    with pytest.raises(FailureError, match="goes from en to pt-BR"):
        import_pairs(more, into, ImportOptions(source_language="en", target_language="pt-PT"))
    with PairStore.open(into) as store:
        assert store.languages == ("en", "pt-BR")


def test_a_file_that_says_nothing_is_named(make_file: MakeFile, tmp_path: Path) -> None:
    path = make_file("empty.po", 'msgid ""\nmsgstr "Language: fr\\n"\n')
    with pytest.raises(FailureError, match=r"There is nothing to import in .*empty\.po\."):
        import_pairs(detect([path]), tmp_path / "new.pairs")


def test_files_of_one_name_keep_their_folders(make_file: MakeFile, tmp_path: Path) -> None:
    files = [make_file(f"locale/{part}/django.tsv", as_tsv(PAIRS[n : n + 9])) for n, part in enumerate("ab")]
    import_pairs([detect([path]) for path in files], tmp_path / "new.pairs")
    with PairStore.open(tmp_path / "new.pairs") as store:
        assert store.origin_names() == ["a/django.tsv", "b/django.tsv"]
