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
from tfmodel.corpus.detection import detect
from tfmodel.corpus.importing import ImportOptions, import_pairs
from tfmodel.corpus.store import PairStore
from tfmodel.corpus.token_cache import build_token_cache
from tfmodel.corpus.tokenizers import train_tokenizers
from tfmodel.jobs import evaluate, scoring
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


class Scripted:
    """A translator that knows these sentences alone."""

    def __init__(self, folder, decoding, *, compile_shapes):
        pass

    def translate(self, sources, *, progress, tag):
        return [SimpleNamespace(texts=((GERMAN | CHINESE)[source][0],)) for source in sources]


@pytest.fixture
def asked(tmp_path, monkeypatch):
    """Makes the test set of sentences, and says what is asked of a run that translates as they have it."""
    monkeypatch.setattr("tfmodel.jobs.environment.prepare_process", lambda *backends: None)
    monkeypatch.setattr("tfmodel.jobs.translator.Translator", Scripted)
    run = RunFolder.create(tmp_path / "run", Config(), RunInfo(name="run"))

    def options(lines, **others):
        for name, side in (("source", lines), ("reference", (reference for _, reference in lines.values()))):
            (tmp_path / name).write_text("".join(f"{line}\n" for line in side), encoding="utf-8")
        return EvaluateOptions(run.path, tmp_path / "source", tmp_path / "reference", **others)

    return options


@pytest.mark.parametrize(("tokenize", "lines"), [("13a", GERMAN), ("zh", CHINESE)])
def test_the_scores_are_those_of_sacrebleu(asked, tokenize, lines):
    told = []
    assert not evaluate.run(asked(lines), SimpleNamespace(emit=told.append))
    same_scores(told[-1], *map(list, zip(*lines.values(), strict=True)), tokenize)
    assert told[-1].bleu > 20 and told[-1].exact_match == 0.5


def test_how_far_the_scoring_is_comes_before_the_scores(asked, monkeypatch):
    """Of a large test set it takes half an hour, after "Translating 200,000 of 200,000"."""
    monkeypatch.setattr(scoring, "SLICE", 1)
    told = []
    evaluate.run(asked(GERMAN), SimpleNamespace(emit=told.append))
    begun = told.index(events.State(state="validating", text="Scoring"))
    said = [(event.text, event.done, event.total) for event in told[begun + 1 : -1]]
    assert said == [(f"Scoring with {name}", done, 2) for name in ("BLEU", "chrF", "TER") for done in (1, 2)]
    assert isinstance(told[-1], events.Evaluated)


def test_the_translations_are_kept_where_nobody_waits_for_the_scores(asked, monkeypatch, tmp_path):
    def interrupted(*texts):
        raise KeyboardInterrupt

    monkeypatch.setattr(scoring, "ter", interrupted)
    with pytest.raises(KeyboardInterrupt):
        evaluate.run(asked(GERMAN, output=tmp_path / "kept"), SimpleNamespace(emit=lambda event: None))
    kept = (tmp_path / "kept").read_text(encoding="utf-8").splitlines()
    assert kept == [text for text, _ in GERMAN.values()]


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


def add(dataset, split, *sources):
    """Adds pairs to a part of a dataset, which is made if there is none."""
    file = dataset.with_name(f"{split}.tsv")
    file.write_text("".join(f"{source}\tit is {source}\n" for source in sources), encoding="utf-8")
    import_pairs(detect([file], guess=False), dataset, ImportOptions(split=split))


@pytest.fixture
def trained(tmp_path):
    """A run whose training part was cut into tokens; its vocabulary has every word but the names."""
    run = RunFolder.create(tmp_path / "run", Config(), RunInfo(name="run", dataset="dataset.pairs"))
    colours, things = ("red", "green", "blue"), ("house", "tree", "car", "dog")
    described = [f"the {colour} {thing}" for colour in colours for thing in things]
    add(run.path / "dataset.pairs", "train", *described, "the house of Ada", "the tree of Ben")
    add(run.path / "dataset.pairs", "test", "the house of Eva", "green is the dog")
    with PairStore.open(run.path / "dataset.pairs") as store:
        tokenizers = train_tokenizers(store, kind="word", vocabulary_size=15, shared=True)
        tokenizers.save(run.path / "tokenizer")
        build_token_cache(store, "train", tokenizers, run.path / "tokens", 50, 50)
        run.change_info(dataset_fingerprint=store.fingerprint())
    return run


def test_a_test_part_stays_one_while_pairs_are_added_to_the_training(trained):
    """The vocabulary makes the same tokens of a sentence of each part: Ada and Eva are both unknown words."""
    add(trained.path / "dataset.pairs", "train", "the dog of Fay")
    assert load_test_set(None, None, trained)[0] == ["the house of Eva", "green is the dog"]


def test_sentences_of_the_training_that_a_later_file_brings_into_the_test_part_are_not_scored(trained):
    """They are pairs of their own, with new numbers; one has other letters, and one a word that is unknown."""
    add(trained.path / "dataset.pairs", "test", "the red house", "The BLUE car", "the tree of Ben")
    with pytest.raises(FailureError, match="may have been trained on 3 of its 5 test pairs"):
        load_test_set(None, None, trained)


def test_a_dataset_that_was_imported_anew_is_known_by_its_sentences(trained):
    """Its pairs have other numbers: first a tested one has that of a trained one, then a trained one has a new one."""
    again = trained.path / "again.pairs"
    trained.change_info(dataset="again.pairs")
    add(again, "test", "green is the dog")
    add(again, "train", *(f"{number} dogs" for number in range(20)))
    assert load_test_set(None, None, trained)[0] == ["green is the dog"]
    add(again, "test", "the red house")
    with pytest.raises(FailureError, match="may have been trained on 1 of its 2 test pairs"):
        load_test_set(None, None, trained)
