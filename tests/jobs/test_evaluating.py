"""Test sets in files: how they are read, which are refused, and the scores that are told of them."""

import gzip
from types import SimpleNamespace

import pytest
import sacrebleu
from running import events_of, job

from tfmodel.contract import events
from tfmodel.contract.config import Config
from tfmodel.contract.failure import FailureError
from tfmodel.contract.run_folder import RunFolder, RunInfo
from tfmodel.jobs import evaluate
from tfmodel.jobs.evaluate import EvaluateOptions, load_test_set

# What is made of each source, and its reference.
GERMAN = {
    "A man sleeps on the red sofa.": ("Ein Mann schläft auf dem roten Sofa.", "Ein Mann schläft auf dem roten Sofa."),
    "Two dogs run in the park.": ("Zwei Hunde laufen durch den Park.", "Zwei Hunde rennen durch den großen Park."),
}
CHINESE = {
    "I like this small cat a lot.": ("我非常喜欢这只小猫。", "我非常喜欢那只小猫。"),
    "She reads a book.": ("她在读书。", "她在读书。"),
}


def same_scores(told, texts, references, tokenize):
    assert told.sentences == len(texts) == len(references)
    assert told.bleu == pytest.approx(sacrebleu.corpus_bleu(texts, [references], tokenize=tokenize).score)
    assert told.chrf == pytest.approx(sacrebleu.corpus_chrf(texts, [references]).score)
    assert told.ter == pytest.approx(sacrebleu.corpus_ter(texts, [references]).score)
    equal = [text == reference for text, reference in zip(texts, references, strict=True)]
    assert told.exact_match == pytest.approx(sum(equal) / len(equal))
    assert f"tok:{tokenize}" in told.bleu_signature


@pytest.mark.parametrize(("tokenize", "lines"), [("13a", GERMAN), ("zh", CHINESE)])
def test_the_scores_are_those_of_sacrebleu(tmp_path, monkeypatch, tokenize, lines):
    class Scripted:
        def __init__(self, folder, decoding, *, compile_shapes):
            pass

        def translate(self, sources, *, progress, tag):
            return [SimpleNamespace(texts=(lines[source][0],)) for source in sources]

    monkeypatch.setattr("tfmodel.jobs.environment.prepare_process", lambda *asked: None)
    monkeypatch.setattr("tfmodel.jobs.translator.Translator", Scripted)
    texts, references = map(list, zip(*lines.values(), strict=True))
    for name, side in (("source", lines), ("reference", references)):
        (tmp_path / name).write_text("".join(f"{line}\n" for line in side), encoding="utf-8")
    run = RunFolder.create(tmp_path / "run", Config(), RunInfo(name="run"))
    told = []
    options = EvaluateOptions(run.path, tmp_path / "source", tmp_path / "reference")
    assert not evaluate.run(options, SimpleNamespace(emit=told.append))
    same_scores(told[-1], texts, references, tokenize)
    assert told[-1].bleu > 20 and told[-1].exact_match == 0.5


def test_the_translations_of_files_are_kept_and_scored(finished, tmp_path):
    sources, references = ["one two four", "nine eight zero", "three three six"], ["4 2 1", "0 8 9", "6 3 3"]
    source, reference, kept = tmp_path / "source.gz", tmp_path / "reference.txt", tmp_path / "kept.txt"
    source.write_bytes(gzip.compress("\n".join(sources).encode()))
    reference.write_text("\n".join(references) + "\n", encoding="utf-8")
    files = ("--source", source, "--reference", reference, "--output", kept)
    done = job("evaluate", finished[0], *files, "--json")
    assert done.returncode == 0, done.stderr
    (told,) = [event for event in events_of(done.stdout) if isinstance(event, events.Evaluated)]
    same_scores(told, kept.read_text(encoding="utf-8").splitlines(), references, "13a")


def read(folder, source, reference):
    """The test set of two files with this content."""
    files = folder / "source", folder / "reference"
    for file, content in zip(files, (source, reference), strict=True):
        file.write_bytes(content)
    return load_test_set(*files, RunFolder(folder))


def test_packed_files_and_those_of_windows_have_the_same_lines(tmp_path):
    """A control in a line ends no line: the two files would lose step."""
    source = gzip.compress(b"\xef\xbb\xbfone\r\ntwo\x0bthree\r\n")
    found = read(tmp_path, source, "eins\nzwei\u2028drei".encode())
    assert found == (["one", "two\x0bthree"], ["eins", "zwei\u2028drei"])


@pytest.mark.parametrize(
    ("source", "reference", "said"),
    [
        (b"a\nb\n", b"c\n", r"source has 2 lines, but .*reference has 1\."),
        (b"", b"", r"source has no lines\."),
        (b"a\n", "café\n".encode("latin-1"), r"reference is not UTF-8 text \(byte 3\)\."),
        (
            gzip.compress(b"a\n" * 1000, mtime=0)[:-9],
            b"a\n" * 1000,
            r"The compressed file .*source is damaged or incomplete\.",
        ),
    ],
)
def test_files_that_are_no_test_set_are_refused(tmp_path, source, reference, said):
    with pytest.raises(FailureError, match=said):
        read(tmp_path, source, reference)
