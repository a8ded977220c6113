from __future__ import annotations

import shutil
from array import array
from types import SimpleNamespace

import numpy as np
import pytest
from running import events_of, job
from silent_channel import Deaf

from tfmodel.contract import commands, events
from tfmodel.contract.attention_files import PAIRS_RECORD
from tfmodel.contract.failure import FailureError
from tfmodel.contract.run_folder import RunFolder
from tfmodel.corpus.cleaning_progress import CleaningProgress
from tfmodel.corpus.detection import detect
from tfmodel.corpus.editing import PairEditor
from tfmodel.corpus.filters import Filters
from tfmodel.corpus.importing import import_pairs
from tfmodel.corpus.store import PairStore
from tfmodel.jobs import cleaning, xray
from tfmodel.jobs.controls import StoppedError
from tfmodel.jobs.preparing import dataset_of
from tfmodel.jobs.xray import attention_of


def test_a_dataset_is_cleaned_looked_at_and_switched_from_the_command_line(tmp_path):
    file, into = tmp_path / "some.en-fr.tsv", tmp_path / "some.pairs"
    rows = [
        ("one house", "une maison"),
        ("<b>two</b> houses", "deux maisons"),
        ("three", "trois"),
        ("ONE house", "Une maison"),
    ]
    file.write_text("".join(f"{source}\t{target}\n" for source, target in rows), encoding="utf-8")
    assert job("import", file, "--into", into).returncode == 0
    done = job("clean", into, "--preview", "--only", "markup", "duplicates", "--json")
    assert done.returncode == 0, done.stderr
    told = {event.rule: event for event in events_of(done.stdout) if event.event == "rule_preview"}
    assert (told["markup"].pairs, told["markup"].examples[0].source) == (1, "<b>two</b> houses")
    assert told["duplicates"].examples[0].note == "1: one house | une maison"
    with PairStore.open(into) as store:
        assert store.chain() is None and store.counts().unused == 0
    done = job("clean", into, "--set", "markup.enabled=false")
    assert done.returncode == 0 and "duplicates 1" in done.stdout
    assert "Of 4 pairs 3 are used" in done.stdout
    assert job("clean", into, "--switch-off", "duplicates").returncode == 0
    with PairStore.open(into) as store:
        assert store.counts().unused == 0 and not store.chain().markup.enabled
    wrong = job("clean", into, "--set", "markup.size=3")
    assert wrong.returncode == 1 and "no setting 'markup.size'" in wrong.stderr


def test_a_cleaning_that_has_read_all_pairs_and_still_compares_them_is_not_said_to_be_done():
    event = cleaning._progress(CleaningProgress(done=500, total=500, share=0.8, seconds=4.0))
    assert (event.done, event.total, event.work_done, event.rate) == (500, 500, 0.8, None)
    assert event.seconds_left == pytest.approx(1.0)
    early = cleaning._progress(CleaningProgress(done=200, total=500, share=0.32, seconds=4.0))
    assert (early.work_done, early.rate) == (0.32, 50.0)


def test_a_repair_hears_a_stop_and_leaves_the_texts_as_they_were(tmp_path):
    file, into = tmp_path / "broken.en-fr.tsv", tmp_path / "broken.pairs"
    file.write_text("".join(f"the café {n}\tle cafÃ© fermÃ© {n}\n" for n in range(5_000)), encoding="utf-8")
    assert job("import", file, "--into", into, "--clean", "standard").returncode == 0
    done = job("clean", into, "--repair-encoding", "--json", stdin=commands.Stop().line() + "\n")
    assert done.returncode == 130, done.stderr
    assert events_of(done.stdout)[-1] == events.Finished(stopped=True)
    with PairStore.open(into) as store:
        assert store.count(filters=Filters(flag="encoding")) == 5_000
        assert store.count(filters=Filters(state="edited")) == 0
    told = job("clean", into, "--repair-encoding", "--json")
    assert told.returncode == 0, told.stderr
    progress = [event for event in events_of(told.stdout) if isinstance(event, events.Progress)]
    assert progress and {(event.text, event.total) for event in progress} == {("Repairing", 5_000)}
    with PairStore.open(into) as store:
        assert store.count(filters=Filters(state="edited")) == 5_000


def test_what_a_repair_or_a_switch_does_not_heed_is_refused_and_nothing_changes(tmp_path):
    file, into = tmp_path / "broken.en-fr.tsv", tmp_path / "broken.pairs"
    file.write_text("".join(f"the café {n}\tle cafÃ© fermÃ© {n}\n" for n in range(50)), encoding="utf-8")
    assert job("import", file, "--into", into, "--clean", "standard").returncode == 0
    for words in (
        ("--repair-encoding", "--preview"),
        ("--switch-off", "--preview"),
        ("--switch-on", "--preset"),
        ("--switch-off", "--set"),
        ("--repair-encoding", "--only"),
    ):
        values = {"--switch-off": ["encoding"], "--switch-on": ["encoding"], "--preset": ["gentle"]}
        values |= {"--set": ["encoding.enabled=true"], "--only": ["encoding"]}
        done = job("clean", into, *(part for word in words for part in (word, *values.get(word, []))))
        assert done.returncode == 1, done.stderr
        assert f"{words[1]} has no effect beside {words[0]}. Leave it out." in done.stderr
    with PairStore.open(into) as store:
        assert store.count(filters=Filters(state="edited")) == 0
        assert store.counts().unused == 50


def test_xray_keeps_the_loss_of_every_training_pair(finished):
    folder = RunFolder.open(finished[0])
    done = job("xray", folder.path, "--json")
    assert done.returncode == 0, done.stderr
    with PairStore.open(dataset_of(folder)) as store:
        worst = store.page(offset=0, limit=10**6, filters=Filters(order="loss"))
        assert {row.id for row in worst} == {row.id for row in store.stream("train")}
        assert [row.loss for row in worst] == sorted((row.loss for row in worst), reverse=True)
        assert store.meta("xray_run") == folder.path.name
    for row in (worst[0], worst[-1]):
        np.testing.assert_allclose(row.loss, expected_loss(folder, row), rtol=1e-4)


def test_xray_of_a_dataset_that_has_changed_leaves_no_cache_of_it(finished, tmp_path):
    folder = RunFolder(shutil.copytree(finished[0], tmp_path / "run"))
    before = sorted((folder.path / "tokens").iterdir())
    assert len([path for path in before if path.name.startswith("train-")]) == 1
    with PairEditor.open(dataset_of(folder)) as editor, PairStore.open(dataset_of(folder)) as store:
        left_out = next(store.stream("train")).id
        editor.exclude([left_out])
    done = job("xray", folder.path)
    assert done.returncode == 0, done.stderr
    assert sorted((folder.path / "tokens").iterdir()) == before
    assert not list(folder.path.glob(".xray.*"))
    with PairStore.open(dataset_of(folder)) as store:
        measured = {row.id for row in store.page(offset=0, limit=10**6, filters=Filters(order="loss"))}
        assert measured == {row.id for row in store.stream("train")} and left_out not in measured


class Recording(Deaf):
    """Keeps what is said, and hears one command again and again."""

    def __init__(self, command=None):
        self.said = []
        self._command = command

    def emit(self, event):
        self.said.append(event)

    def command(self, *, wait=0.0):
        return self._command


@pytest.fixture
def edited(finished, tmp_path):
    """A run whose pairs have to be cut anew, for one of them is used no more."""
    folder = RunFolder(shutil.copytree(finished[0], tmp_path / "run"))
    with PairEditor.open(dataset_of(folder)) as editor, PairStore.open(dataset_of(folder)) as store:
        editor.exclude([next(store.stream("train")).id])
    return folder


def test_xray_tells_how_many_pairs_are_cut_and_hears_a_stop_meanwhile(edited, monkeypatch):
    measured = []
    monkeypatch.setattr(xray, "_losses", lambda trained, cache, channel: measured.append(len(cache)))
    monkeypatch.setattr("tfmodel.corpus.token_cache._ROWS", 2)
    patient, hasty = Recording(), Recording(commands.Stop())
    assert xray._measured(edited, hasty) is None
    assert not measured and not any(isinstance(event, events.Progress) for event in hasty.said)
    assert not list(edited.path.glob(".xray.*"))
    xray._measured(edited, patient)
    told = [(event.done, event.total) for event in patient.said if isinstance(event, events.Progress)]
    (pairs,) = measured
    assert told[0] == (2, pairs) and told[-1] == (pairs, pairs) and len(told) == (pairs + 1) // 2


def test_xray_hears_a_stop_while_the_losses_are_written(edited):
    numbers = range(200_000, 0, -1)
    with pytest.raises(StoppedError):
        xray._keep(edited, array("q", numbers), array("d", numbers), Recording(commands.Stop()))
    with PairStore.open(dataset_of(edited)) as store:
        assert store.meta("xray_run") != edited.path.name


def test_losses_are_written_in_the_order_of_the_pairs():
    assert xray._by_number(array("q", [3, 1, 2]), array("d", [0.3, 0.1, 0.2])) == (
        array("q", [1, 2, 3]),
        array("d", [0.1, 0.2, 0.3]),
    )
    assert xray._by_number(array("q"), array("d")) == (array("q"), array("d"))


def test_xray_keeps_the_attention_of_chosen_pairs(finished):
    told = []
    channel = SimpleNamespace(emit=told.append)
    folder = RunFolder.open(finished[0])
    with PairStore.open(dataset_of(folder)) as store:
        rows = store.page(offset=0, limit=2, split="train")
    event = attention_of(folder, [row.id for row in rows], channel)
    assert [(said.text, said.reference) for said in event.sentences] == [(row.source, row.target) for row in rows]
    kept = events.read_event((folder.path / PAIRS_RECORD).read_bytes())
    assert kept == event
    with np.load(folder.path / event.file) as arrays:
        weights = arrays["sentence-1/decoder/0/cross_attention/weights"]
    read = event.sentences[1]
    assert weights.shape[1:] == (len(read.target), len(read.source)) and not told
    np.testing.assert_allclose(weights.astype("float32").sum(-1), 1, atol=5e-3)
    with pytest.raises(FailureError, match="has no pair 10,000,000"):
        attention_of(folder, [10_000_000], channel)


def test_xray_keeps_pairs_of_the_same_source_apart(finished, tmp_path, monkeypatch):
    file, into = tmp_path / "some.tsv", tmp_path / "some.pairs"
    others = "".join(f"three {word}\ttrois {word}\n" for word in ("four", "five", "six", "seven"))
    file.write_text(f"one two\tun deux\none two\tdeux un\n{others}", encoding="utf-8")
    import_pairs(detect([file]), into)
    monkeypatch.setattr("tfmodel.jobs.preparing.dataset_of", lambda run: into)
    with PairStore.open(into) as store:
        both = [row.id for row in store.page(offset=0, limit=10) if row.source == "one two"]
    event = attention_of(RunFolder.open(finished[0]), both, SimpleNamespace(emit=print))
    assert {said.text for said in event.sentences} == {"one two"}
    assert sorted(said.reference for said in event.sentences) == ["deux un", "un deux"]


def expected_loss(folder, row):
    """The mean of -log softmax of each token of one pair, in NumPy."""
    from tfmodel.contract.symbols import BOS, EOS
    from tfmodel.jobs import building

    trained = building.load(folder)
    source = trained.tokenizers.source.encode([row.source])[0]
    target = trained.tokenizers.target.encode([row.target])[0]
    transformer = trained.transformer
    hidden = transformer.decode(
        np.array([[BOS, *target]], np.int32), transformer.encode(np.array([[*source, EOS]], np.int32))
    )
    logits = np.asarray(hidden[0], np.float64) @ np.asarray(transformer.output_embedding.table(), np.float64).T
    log_shares = (
        logits
        - np.log(np.exp(logits - logits.max(-1, keepdims=True)).sum(-1, keepdims=True))
        - logits.max(-1, keepdims=True)
    )
    labels = [*target, EOS]
    return -log_shares[np.arange(len(labels)), labels].mean()
