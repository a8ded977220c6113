"""What a training makes of the words that describe it, before anything is computed."""

import os
import shutil
import sys
import tempfile
from contextlib import contextmanager

import pytest
from running import job

from tfmodel.contract import events, run_lock
from tfmodel.contract.config import Config
from tfmodel.contract.failure import FailureError
from tfmodel.contract.mixing import MixedDataset
from tfmodel.contract.run_folder import RunFolder, RunInfo
from tfmodel.corpus.detection import detect
from tfmodel.corpus.importing import ImportOptions, import_pairs
from tfmodel.corpus.mixing import MixReport
from tfmodel.corpus.store import PairStore
from tfmodel.jobs import mixing, preparing
from tfmodel.jobs.mixing import names_for
from tfmodel.jobs.preparing import TrainOptions, prepare


def test_two_files_of_both_sides_are_not_read_as_parallel_ones(tmp_path):
    files = (tmp_path / "a.tsv", tmp_path / "b.tsv")
    for first, file in enumerate(files):
        numbers = range(40 * first, 40 * first + 40)
        lines = [f"The house number {n} is red.\tLa maison numéro {n} est rouge.\n" for n in numbers]
        file.write_text("".join(lines), encoding="utf-8")
    told = []
    with PairStore.open(preparing._dataset(TrainOptions(run=tmp_path / "run", data=files), told.append)) as store:
        rows = store.page(offset=0, limit=100)
    assert len(rows) == 80 and not any("\t" in row.source + row.target for row in rows)
    assert told[-1].read == 80


def test_a_dataset_of_a_mix_that_was_imported_with_other_files_is_not_watched(tmp_path):
    files = [tmp_path / "a.pairs", tmp_path / "b.tsv"]
    part = MixedDataset(name="a", path="somewhere", fingerprint="of the import")
    assert preparing._known(part, files[:1]) == part
    known = preparing._known(part, files)
    assert (known.path, known.fingerprint) == (str(files[0].resolve()), "")


def test_what_is_left_out_of_a_mix_is_told_of_each_part():
    report = MixReport(mixed=(), repeated=0, held_out=2, not_validated=1)
    assert [" ".join(text.split()[:6]) for text in mixing.in_words(report)] == [
        "2 training pairs are left out:",
        "1 validation pairs are left out:",
    ]


def test_a_dataset_that_gives_a_mix_no_training_pair_is_told_and_its_tag_is_no_token(tmp_path):
    lines = [f"The house number {n} is red.\tLa maison numéro {n} est rouge.\n" for n in range(40)]
    for name, parts in (("all", {"train": lines[:36], "validation": lines[36:]}), ("few", {"train": lines[:5]})):
        for split, texts in parts.items():
            file = tmp_path / f"{name}.{split}.tsv"
            file.write_text("".join(texts), encoding="utf-8")
            import_pairs(detect([file]), tmp_path / f"{name}.pairs", ImportOptions(split=split))
    changes, told = {"tokenizer.kind": "word", "data.tags": "true"}, []
    data, more = ((tmp_path / f"{name}.pairs",) for name in ("all", "few"))
    options = TrainOptions(run=tmp_path / "run", data=data, more=(more,), preset="tiny", changes=changes)
    with prepare(options, told.append) as prepared:
        assert [part.tag for part in prepared.run.info().mixed] == ["<of:all>", ""]
        assert [piece for piece in prepared.tokenizers.source.vocabulary if "of:" in piece] == ["<of:all>"]
    warnings = [event.message for event in told if isinstance(event, events.Log) and event.level == "warning"]
    assert warnings == ["few gives the mix no training pair: it has no share of an epoch and no tag"]


def test_datasets_of_a_mix_have_their_whole_names_as_origin_and_tag(tmp_path):
    datasets = [tmp_path / "opus.law.pairs", tmp_path / "opus.news.pairs"]
    for kind, path in zip(("law", "news"), datasets, strict=True):
        lines = [f"The {kind} house number {n} is red.\tLa maison {kind} numéro {n} est rouge.\n" for n in range(20)]
        (tmp_path / f"{kind}.en-fr.tsv").write_text("".join(lines), encoding="utf-8")
        import_pairs(detect([tmp_path / f"{kind}.en-fr.tsv"]), path)
    options = TrainOptions(run=tmp_path / "run", data=(datasets[0],), more=((datasets[1],),))
    _, mixed = preparing._mixed(options, True, ignore)
    assert [part.name for part in mixed] == ["opus.law", "opus.news"]
    assert [part.tag for part in mixed] == ["<of:opus.law>", "<of:opus.news>"]


def test_files_of_a_mix_are_imported_beside_it_and_what_a_killed_training_left_of_them_goes(tmp_path, monkeypatch):
    """The system's folder for temporary files may be in memory, and has nobody who clears it."""
    for name in ("law", "news"):
        lines = [f"The {name} house number {n} is red.\tLa maison {name} numéro {n} est rouge.\n" for n in range(40)]
        (tmp_path / f"{name}.tsv").write_text("".join(lines), encoding="utf-8")
    import_pairs(detect([tmp_path / "law.tsv"]), tmp_path / "law.pairs")
    left = tmp_path / "run" / ".dataset.killed" / "1" / "dataset.pairs"
    left.parent.mkdir(parents=True)
    left.touch()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "nowhere"))
    changes, data, more = {"tokenizer.kind": "word"}, (tmp_path / "law.pairs",), ((tmp_path / "news.tsv",),)
    options = TrainOptions(run=tmp_path / "run", data=data, more=more, preset="tiny", changes=changes)
    with prepare(options, ignore) as prepared:
        assert [part.name for part in prepared.run.info().mixed] == ["law", "news"]
        assert not list(options.run.glob(".dataset.*"))
    assert not (tmp_path / "nowhere").exists()


def test_a_mix_that_is_refused_leaves_nothing_of_the_files_that_were_imported_for_it(tmp_path):
    lines = [f"The house number {n} is red.\tLa maison numéro {n} est rouge.\n" for n in range(20)]
    (tmp_path / "a.tsv").write_text("".join(lines), encoding="utf-8")
    (tmp_path / "empty").mkdir()
    data, more = (tmp_path / "a.tsv",), ((tmp_path / "empty",),)
    options = TrainOptions(run=tmp_path / "run", data=data, more=more, preset="tiny")
    with pytest.raises(FailureError, match=r"There is no file of pairs in .*empty"), prepare(options, ignore):
        pass
    assert not options.run.exists()


@pytest.mark.parametrize(
    ("datasets", "names"),
    [
        (["a/law.en-de.tsv", "b/news.en-de.tsv"], ["law", "news"]),
        (["opus.law.tsv", "opus.news.tsv", "own.tsv"], ["opus.law", "opus.news", "own"]),
        (["law/train.en law/train.de", "news/train.en news/train.de"], ["law-train", "news-train"]),
        (["own.en-de.tsv", "law/all.pairs", "news/all.pairs"], ["own", "law-all", "news-all"]),
    ],
)
def test_datasets_of_a_mix_that_are_called_alike_are_told_apart_by_more_of_their_paths(tmp_path, datasets, names):
    assert names_for([[tmp_path / name for name in files.split()] for files in datasets]) == names


def test_a_folder_without_pairs_is_refused(tmp_path):
    (tmp_path / "empty").mkdir()
    options = TrainOptions(run=tmp_path / "run", data=(tmp_path / "empty",))
    with pytest.raises(FailureError, match=r"There is no file of pairs in .*empty"):
        preparing._dataset(options, print)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there are no such names")
@pytest.mark.parametrize("which", ["run", "data", "file", "further file", "folder"])
def test_a_name_that_run_json_cannot_hold_is_refused_before_anything_is_written(tmp_path, which):
    run, fine, odd = tmp_path / "run", tmp_path / "a.pairs", tmp_path / os.fsdecode(b"m\xe9.pairs")
    options = {
        "run": TrainOptions(run=odd, data=(fine,)),
        "data": TrainOptions(run=run, data=(odd,)),
        "file": TrainOptions(run=run, data=(odd.with_suffix(".tsv"),), more=((fine,),)),
        "further file": TrainOptions(run=run, data=(fine,), more=((odd.with_suffix(".tsv"),),)),
        "folder": TrainOptions(run=run, data=(fine,), more=((odd / "b.tsv", fine),)),
    }
    with pytest.raises(FailureError, match=r"m\ufffd\..* is no UTF-8"), prepare(options[which], print):
        pass
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (["a.pairs"], r"a\.pairs gives 3 pairs .* and 0 to .*\. Import more .*a\.pairs, .*--split validation"),
        (["a.pairs", "b.tsv"], r"a\.pairs and .*b\.tsv gives 6 pairs .*\. Import more pairs into .*a\.pairs, "),
        (["a.tsv", "b.tsv"], r"a\.tsv and .*b\.tsv gives 6 pairs .*\. Give more pairs, or .* with --validation"),
    ],
)
def test_who_gives_too_few_pairs_is_shown_a_way_that_is_open(tmp_path, data, said):
    for name in ("a", "b"):
        lines = [f"The {name} house number {n} is red.\tLa maison {name} numéro {n} est rouge.\n" for n in range(3)]
        (tmp_path / f"{name}.tsv").write_text("".join(lines), encoding="utf-8")
    import_pairs(detect([tmp_path / "a.tsv"]), tmp_path / "a.pairs")
    first, *more = ((tmp_path / name,) for name in data)
    options = TrainOptions(run=tmp_path / "run", data=first, more=tuple(more), preset="tiny")
    with pytest.raises(FailureError, match=said), prepare(options, ignore):
        pass
    assert not options.run.exists()


def test_a_file_of_settings_stands_on_the_preset_that_is_named_beside_it(tmp_path):
    file = tmp_path / "mine.toml"
    file.write_text("[training]\nseed = 7\n", encoding="utf-8")
    options = TrainOptions(run=tmp_path / "run", preset="small", config=file)
    config = preparing._asked(options)
    assert (config.model.d_model, config.training.seed, config.preset) == (256, 7, "small")
    file.write_text('preset = "tiny"\n[training]\nseed = 7\n', encoding="utf-8")
    with pytest.raises(FailureError, match="tiny, and --preset says small"):
        preparing._asked(options)


def test_a_dataset_with_parts_is_given_no_other_ones(tmp_path):
    options = TrainOptions(run=tmp_path / "run", data=(tmp_path / "a.pairs",), test=(tmp_path / "test.tsv",))
    with pytest.raises(FailureError, match=r"a\.pairs has its own validation and test parts"), prepare(options, print):
        pass
    assert not options.run.exists()


def test_a_run_is_not_gone_on_with_without_its_dataset(finished, tmp_path):
    run = RunFolder(shutil.copytree(finished[0], tmp_path / "run"))
    preparing.dataset_of(run).unlink()
    options = TrainOptions(run=run.path, resume=True)
    gone = r"The dataset of this run, .*dataset\.pairs, is not there"
    with pytest.raises(FailureError, match=gone), prepare(options, print):
        pass


def contents(folder):
    """All files but those of the dataset."""
    files = (path for path in folder.rglob("*") if path.is_file() and not path.name.startswith("dataset.pairs"))
    return {path: path.read_bytes() for path in files}


def test_a_run_is_not_gone_on_with_on_other_pairs_and_stays_as_it_is(finished, tmp_path):
    run = RunFolder(shutil.copytree(finished[0], tmp_path / "run"))
    (tmp_path / "more.tsv").write_text("eleven\t1 1\ntwelve\t1 2\n", encoding="utf-8")
    dataset, before = preparing.dataset_of(run), contents(run.path)
    imported = job("import", tmp_path / "more.tsv", "--into", dataset)
    assert imported.returncode == 0, imported.stderr
    done = job("train", "--run", run.path, "--resume", "--set", "training.max_steps=64")
    assert done.returncode == 1 and f"{dataset} has changed since run was begun" in done.stderr
    assert contents(run.path) == before and run.checkpoints()


@pytest.fixture
def asked(pairs_file, tmp_path):
    """A run to be made of few pairs and words."""
    return TrainOptions(run=tmp_path / "run", data=(pairs_file,), preset="tiny", changes={"tokenizer.kind": "word"})


def ignore(event):
    pass


def test_a_run_that_is_being_made_is_not_made_twice(asked, monkeypatch):
    """Somebody begins it in another terminal, too, while its tokenizer is trained, and again while it is."""
    train, refused = preparing.train_tokenizers, []

    def meanwhile(*words, **more):
        there = sorted(os.listdir(asked.run))
        with pytest.raises(FailureError, match="is being prepared by another process"), prepare(asked, ignore):
            pass
        refused.append(there == sorted(os.listdir(asked.run)))
        return train(*words, **more)

    monkeypatch.setattr(run_lock, "PATIENCE", 0.1)
    monkeypatch.setattr(preparing, "train_tokenizers", meanwhile)
    with prepare(asked, ignore) as prepared:
        assert refused == [True] and run_lock.is_held(asked.run)
        with pytest.raises(FailureError, match="is a run already"), prepare(asked, ignore):
            pass
        assert prepared.run.info().name == "run" and (asked.run / "tokenizer").is_dir()
    assert RunFolder.open(asked.run).config().preset == "tiny" and not run_lock.is_held(asked.run)


def test_a_run_that_another_process_has_just_made_stays(asked, monkeypatch):
    """It was not there when this one began to look, and its lock is free again when this one takes it."""
    held = run_lock.held

    @contextmanager
    def late(run):
        RunFolder.create(run, Config(), RunInfo(name="first"))
        (run / "tokenizer").mkdir()
        with held(run) as alone:
            yield alone

    monkeypatch.setattr(run_lock, "held", late)
    with pytest.raises(FailureError, match="is a run already"), prepare(asked, ignore):
        pass
    assert RunFolder.open(asked.run).info().name == "first" and (asked.run / "tokenizer").is_dir()


@pytest.mark.parametrize("there", [False, True])
def test_a_start_that_fails_leaves_no_folder_that_was_not_there(asked, monkeypatch, there):
    def interrupted(*words, **more):
        raise KeyboardInterrupt

    monkeypatch.setattr(preparing, "train_tokenizers", interrupted)
    if there:
        asked.run.mkdir()
        (asked.run / ".lock").touch()  # of a process that was killed
    with pytest.raises(KeyboardInterrupt), prepare(asked, ignore):
        pass
    assert asked.run.exists() == there and not list(asked.run.glob("*"))


@pytest.mark.parametrize(
    ("part", "name"), [("data", "dataset.pairs"), ("more", "dataset.pairs.tsv"), ("config", "config.json")]
)
def test_what_a_person_put_where_the_run_shall_be_stays(pairs_file, tmp_path, part, name):
    file = tmp_path / "run" / name
    file.parent.mkdir()
    file.write_bytes(b'{"preset": "tiny"}')
    given = {"data": (pairs_file,), part: {"data": (file,), "more": ((file,),), "config": file}[part]}
    options = TrainOptions(run=file.parent, **given)
    with pytest.raises(FailureError, match=r"is in .*, the folder of the new run"), prepare(options, ignore):
        pass
    assert file.read_bytes() == b'{"preset": "tiny"}'
