"""The jobs that look at a dataset, as a person runs them."""

import json
import shutil
import subprocess
from array import array
from pathlib import Path

import pytest
from running import command, environment, events_of, job

from tests.corpus.corpus_pairs import damage
from tfmodel.contract import commands, events
from tfmodel.contract.query import PairQuery
from tfmodel.corpus.store import PairStore
from tfmodel.jobs.pair_numbers import numbers_in


@pytest.fixture(scope="module")
def dataset(tmp_path_factory):
    folder = tmp_path_factory.mktemp("data")
    file = folder / "numbers.en-fr.tsv"
    lines = [f"the number {n}\tle numéro {n}\n" for n in range(400)]
    file.write_text("".join(lines) + "alone\t\n", encoding="utf-8")
    assert job("import", file, "--into", folder / "numbers.pairs").returncode == 0
    return folder / "numbers.pairs"


def test_a_dataset_is_described_in_sentences_and_as_an_event(dataset):
    told = job("describe", dataset)
    assert told.returncode == 0
    assert "scripts: Latin" in told.stdout
    (picture,) = [
        event for event in events_of(job("describe", dataset, "--json").stdout) if isinstance(event, events.Described)
    ]
    assert picture.picture.pairs == 360


def test_a_damaged_dataset_is_said_to_be_damaged(dataset, tmp_path):
    path = damage(Path(shutil.copy(dataset, tmp_path / "damaged.pairs")), "the number 200")
    told = job("describe", path, "--again")
    assert told.returncode == 1 and "The dataset is damaged: " in told.stderr
    assert "does not know" not in told.stderr


def test_tokenizers_are_compared_and_a_wrong_one_is_refused(dataset):
    told = job("tokenizers", dataset, "--candidate", "word:200:shared", "--candidate", "bpe:32:shared")
    assert told.returncode == 0
    first, second = told.stdout.splitlines()
    assert first.startswith("word 200 shared: 3.0 + 3.0 tokens a pair")
    assert second.startswith("bpe 32 shared: ")
    refused = job("tokenizers", dataset, "--candidate", "piece:200:shared")
    assert refused.returncode == 1
    assert "piece:200:shared" in refused.stderr


def test_characters_are_compared_with_room_for_all_letters(tmp_path):
    letters = [chr(0x4E00 + n) for n in range(1500)]
    lines = ["".join(letters[(7 * n + 131 * place) % 1500] for place in range(10)) for n in range(1500)]
    (tmp_path / "letters.tsv").write_text("".join(f"{line}\t{line[::-1]}\n" for line in lines), encoding="utf-8")
    assert job("import", tmp_path / "letters.tsv", "--into", tmp_path / "letters.pairs").returncode == 0
    told = job("tokenizers", tmp_path / "letters.pairs")
    assert told.returncode == 0, told.stderr
    characters = told.stdout.splitlines()[-1]
    assert characters.startswith("character 1,600 shared: 10.0 + 10.0 tokens a pair")
    assert " 0.00% unknown" in characters


def test_questions_are_answered_until_the_end_of_stdin(dataset, tmp_path):
    question = commands.FindPairs(id=1, file=str(tmp_path / "one"), query=PairQuery(search="number 39"))
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen(command("find", dataset, "--json"), **pipes, text=True, env=environment()) as process:
        process.stdin.write(question.line() + "\n")
        process.stdin.flush()
        answers = (events.read_event(line) for line in process.stdout)
        answer = next(event for event in answers if isinstance(event, events.PairsFound) and event.done)
        process.stdin.close()
        assert list(answers)[-1] == events.Finished(stopped=True)
    assert process.returncode == 130
    ids = array("q", (tmp_path / "one").read_bytes())
    with PairStore.open(dataset) as store:
        assert ids == store.ids("number 39")
    assert len(ids) == answer.count == 11


def test_pairs_are_excluded_extracted_and_taken_back(dataset, tmp_path):
    ids = tmp_path / "ids"
    ids.write_bytes(array("q", [1, 2, 3]).tobytes())
    for pairs in (3, 0):
        told = job("change", dataset, "exclude", "--ids", ids, "--json")
        assert events.Changed(pairs=pairs) in events_of(told.stdout)
    told = job("extract", dataset, "--into", tmp_path / "used.tsv")
    assert told.stdout.strip().endswith("397 pairs")
    told = job("change", dataset, "undo", "--json")
    assert events.Stepped(undone=True, change="exclude", pairs=3) in events_of(told.stdout)
    assert events.Stepped(undone=True) in events_of(job("change", dataset, "undo", "--json").stdout)
    told = job("extract", dataset, "--into", tmp_path / "used.tmx")
    assert told.stdout.strip().endswith("400 pairs")
    assert job("change", dataset, "exclude").returncode == 1


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("change", "exclude", "--ids", "ids", "--all"), "--ids has no effect beside --all. Leave one of them out."),
        (("change", "undo", "--all"), "--all has no effect beside undo. Leave it out."),
        (("change", "edit", "--pair", "1", "--source", "x", "--ids", "ids"), "--ids has no effect beside edit."),
        (("change", "restore", "--all", "--pair", "1"), "--pair has no effect beside restore."),
        (("extract", "--into", "some.tsv", "--ids", "ids", "--all"), "--ids has no effect beside --all."),
        (("extract", "--into", "some.tsv", "--rejected", "--ids", "ids"), "--ids has no effect beside --rejected."),
    ],
)
def test_what_a_job_would_not_read_is_refused_and_nothing_is_done(dataset, tmp_path, words, said):
    ids = tmp_path / "ids"
    ids.write_text("1\n2\n", encoding="ascii")
    before = looked_at(dataset)
    places = {"ids": ids, "some.tsv": tmp_path / "some.tsv"}
    name, *rest = (places.get(word, word) for word in words)
    told = job(name, dataset, *rest)
    assert told.returncode == 1 and said in told.stderr
    assert looked_at(dataset) == before and not (tmp_path / "some.tsv").exists()


def looked_at(dataset):
    """How many pairs are set aside, and what the first of them says."""
    with PairStore.open(dataset) as store:
        return store.counts().unused, store.rows([1])[0].source


def test_the_numbers_of_pairs_may_be_text_and_what_is_none_is_refused(dataset, tmp_path):
    ids = tmp_path / "ids"
    ids.write_text("1\n2 3\r\n", encoding="ascii")
    told = job("extract", dataset, "--into", tmp_path / "some.tsv", "--ids", ids)
    assert told.stdout.strip().endswith("3 pairs")
    for said in ("3 pairs changed", "Nothing to change"):
        assert said in job("change", dataset, "exclude", "--ids", ids).stderr
    assert job("change", dataset, "undo").returncode == 0
    for content in (b"abc", b"1,2", b"1, 2, 3\n", b"9" * 20):
        ids.write_bytes(content)
        refused = job("change", dataset, "exclude", "--ids", ids)
        assert refused.returncode == 1 and "does not hold numbers of pairs" in refused.stderr


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_the_numbers_of_pairs_may_stand_behind_a_byte_order_mark(tmp_path, encoding):
    """Of these three encodings, the first and the last give a multiple of 8 bytes."""
    ids = tmp_path / "ids"
    ids.write_bytes("1\n2\n3".encode(encoding))
    assert numbers_in(ids) == array("q", [1, 2, 3])
    marks = array("q", [0xFEFF, 0xBFBBEF, 3])  # the window's, whose first bytes are those of a mark
    ids.write_bytes(marks.tobytes())
    assert numbers_in(ids) == marks


def test_an_import_tells_what_it_leaves_out_while_it_reads(tmp_path):
    file = tmp_path / "many.en-fr.tsv"
    file.write_text("".join(f"word {n}\t{'' if n % 3 else 'mot'} \n" for n in range(150_000)), encoding="utf-8")
    told = job("import", file, "--into", tmp_path / "many.pairs", "--json")
    progress = [event for event in events_of(told.stdout) if isinstance(event, events.Progress) and event.rejected]
    assert progress
    assert progress[-1].rejected["empty-target"] > 0
    assert json.loads(progress[0].line())["rejected"]
