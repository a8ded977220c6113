"""What a training reads of a dataset that somebody edits."""

import json
from itertools import islice

import pytest
from silent_channel import Deaf

from tfmodel.channel import TextChannel
from tfmodel.contract import commands, events
from tfmodel.contract.failure import FailureError
from tfmodel.contract.run_folder import RunFolder
from tfmodel.corpus.detection import detect
from tfmodel.corpus.editing import PairEditor
from tfmodel.corpus.importing import ImportOptions, import_pairs
from tfmodel.corpus.kept_texts import kept_texts
from tfmodel.corpus.sizes import rows_up
from tfmodel.corpus.store import PairStore
from tfmodel.jobs import train
from tfmodel.jobs.assembling import Assembly
from tfmodel.jobs.controls import Controls, StoppedError
from tfmodel.jobs.material import read_material
from tfmodel.jobs.preparing import TrainOptions, prepare


@pytest.fixture
def prepared(pairs_file, tmp_path):
    """A run of a dataset of its own, whose subwords are drawn."""
    into = tmp_path / "digits.pairs"
    import_pairs(detect([pairs_file]), into, ImportOptions())
    changes = {"tokenizer.vocabulary_size": "80", "tokenizer.sampling_alpha": "0.1"}
    options = TrainOptions(run=tmp_path / "run", data=(into,), preset="tiny", changes=changes)
    with prepare(options, lambda event: None) as made:
        yield made


def exclude(prepared):
    with PairEditor.open(prepared.dataset) as editor:
        editor.exclude(range(1, 100))


def test_pairs_that_are_changed_while_a_training_is_prepared_are_not_taken_for_those_it_was_begun_with(prepared):
    exclude(prepared)
    with pytest.raises(FailureError, match="was changed while the training was being prepared"):
        read_material(prepared, Deaf(), Controls(Deaf()))
    assert not (prepared.run.path / "tokens").exists()


def test_a_training_that_is_made_anew_has_the_pairs_that_it_had(prepared):
    """It ran out of memory hours later, and somebody has gone on with the dataset."""
    with PairStore.open(prepared.dataset) as store:
        expected = [(row.id, row.source, row.target) for row in store.stream("train")]
    assembly = Assembly(prepared, None, None, Deaf(), Controls(Deaf()))
    before = assembly.material
    exclude(prepared)
    assert assembly.material is before
    assert list(kept_texts(before.texts)) == expected
    assert before.train.rows.tolist() == [number for number, *_ in expected]


@pytest.fixture
def sentences_of(pairs_file, tmp_path):
    """The sentences of validations, as numbers, of a run with a limit; of twenty some are ten words long."""
    part = tmp_path / "validation.tsv"

    def read(limit, wanted, long=(0,), **info):
        lines = (f"{'two ' * (10 if n in long else 1)}{n}\t{n} {n} {n}\n" for n in range(20))
        part.write_text("".join(lines), encoding="utf-8")
        limits = {"data.max_source_tokens": limit, "training.validation_sentences": wanted}
        folder = tmp_path / "-".join((limit, wanted, str(len(long)), *info))
        changes = {"tokenizer.kind": "word", **limits}
        options = TrainOptions(run=folder, data=(pairs_file,), validation=(part,), preset="tiny", changes=changes)
        with prepare(options, lambda event: None) as made:
            made.run.change_info(**info)
            sentences = read_material(made, Deaf(), Controls(Deaf())).sentences
        return [int(target.split()[0]) for _, target in sentences.of_each]

    return read


def test_runs_of_one_dataset_translate_the_same_sentences_but_those_too_long_for_them(sentences_of):
    assert sentences_of("128", "5") == [0, 4, 8, 12, 16] and sentences_of("4", "5") == [4, 8, 12, 16]
    assert sentences_of("128", "1") == [0] and sentences_of("4", "1") == [1], "some other where all are too long"


def test_where_hardly_any_of_the_sentences_is_short_enough_others_are_taken(sentences_of):
    assert sentences_of("4", "5", long=(0, 4, 8, 12)) == [16]
    assert sentences_of("4", "5", long=(0, 4, 8, 12, 16)) == [1, 5, 9, 13, 17]


def test_a_run_of_a_former_version_keeps_its_sentences(sentences_of):
    assert sentences_of("4", "5", spread_over_all=False) == [1, 4, 7, 10, 13]


@pytest.mark.parametrize(("versions", "shared"), [({}, True), ({"sentencepiece": "0.0.1"}, False)])
def test_tokens_that_a_run_beside_it_has_are_not_cut_again_if_the_same_libraries_cut_them(
    prepared, tmp_path, versions, shared
):
    read_material(prepared, Deaf(), Controls(Deaf()))
    if versions:
        prepared.run.change_info(versions=versions)
    (tmp_path / "damaged").mkdir()
    (tmp_path / "damaged" / "run.json").touch()
    changes = {"tokenizer.vocabulary_size": "80", "model.dropout": "0.3"}
    options = TrainOptions(run=tmp_path / "other", data=(prepared.dataset,), preset="tiny", changes=changes)
    with prepare(options, lambda event: None) as made:
        material = read_material(made, Deaf(), Controls(Deaf()))
    first, second = (
        {(file.parent.name, file.name): file.stat().st_ino for file in run.path.glob("tokens/*/*")}
        for run in (prepared.run, made.run)
    )
    assert first.keys() == second.keys() and len(first) == 12
    assert [number == second[name] for name, number in first.items()] == [shared] * 12
    assert len(material.train) and len(material.validation)


def test_a_training_that_is_to_stop_is_not_cut_into_tokens_to_its_end(prepared):
    controls = Controls(Deaf())
    controls.obey(commands.Stop())
    with pytest.raises(StoppedError):
        read_material(prepared, Deaf(), controls)
    assert not list((prepared.run.path / "tokens").iterdir())


def test_a_training_that_is_to_stop_does_not_keep_its_texts_to_their_end(prepared):
    texts = read_material(prepared, Deaf(), Controls(Deaf())).texts
    texts.unlink()
    before = set(texts.parent.iterdir())
    controls = Controls(Deaf())
    controls.obey(commands.Stop())
    with pytest.raises(StoppedError):
        read_material(prepared, Deaf(), controls)
    assert set(texts.parent.iterdir()) == before


def test_a_run_that_was_stopped_while_its_pairs_were_cut_is_a_stopped_one(pairs_file, tmp_path, monkeypatch):
    def cut(prepared, options, channel, controls, began):
        controls.obey(commands.Stop())
        controls.heed_stop()

    monkeypatch.setattr(train, "_train", cut)
    changes = {"tokenizer.kind": "word"}
    options = TrainOptions(run=tmp_path / "run", data=(pairs_file,), preset="tiny", changes=changes)
    assert train.run(options, TextChannel(quiet=True))
    info = RunFolder.open(options.run).info()
    assert (info.state, info.step, info.failure) == ("stopped", 0, None)


def test_sentences_pinned_before_the_first_step_outlive_a_stop(pairs_file, tmp_path, monkeypatch):
    def cut(prepared, options, channel, controls, began):
        controls.obey(commands.SetProbe(text="one two three"))
        controls.obey(commands.Stop())
        controls.heed_stop()

    monkeypatch.setattr(train, "_train", cut)
    pins = (events.PinnedSentence(source="four five six", reference="6 5 4"),)
    options = TrainOptions(
        run=tmp_path / "run", data=(pairs_file,), preset="tiny", changes={"tokenizer.kind": "word"}, pins=pins
    )
    assert train.run(options, TextChannel(quiet=True))
    kept = json.loads((options.run / "pinned.json").read_text("utf-8"))
    assert [(item["source"], item["reference"]) for item in kept] == [("one two three", ""), ("four five six", "6 5 4")]


def test_a_run_of_a_former_version_keeps_its_batches(pairs_file, tmp_path):
    """At a resume it would meet some pairs twice in an epoch, and others not at all."""
    changes = {"tokenizer.kind": "word", "training.batch_tokens": "250"}
    options = TrainOptions(run=tmp_path / "run", data=(pairs_file,), preset="tiny", changes=changes)
    with prepare(options, lambda event: None) as made:
        assembly = Assembly(made, None, None, Deaf(), Controls(Deaf()))
        whole = sizes_of(assembly.batches())
        made.run.change_info(whole_batches=False)
        former = sizes_of(assembly.batches())
    assert sum(former) == sum(whole)
    assert all(rows == rows_up(rows) for rows in whole) and not all(rows == rows_up(rows) for rows in former)


def sizes_of(batches):
    """Rows of the batches of the first epoch."""
    return [len(batch.source) for batch in islice(batches.from_step(0), batches.batches_per_epoch())]
