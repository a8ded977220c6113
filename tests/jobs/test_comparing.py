"""Which sentences each run is given that is compared with others on the test part of their dataset."""

from dataclasses import replace
from types import SimpleNamespace

import pytest

from tfmodel.contract.config import Config
from tfmodel.contract.failure import FailureError
from tfmodel.contract.run_folder import RunFolder, RunInfo
from tfmodel.contract.scores import newest_scores
from tfmodel.corpus.detection import detect
from tfmodel.corpus.importing import ImportOptions, import_pairs
from tfmodel.corpus.mixing import Ingredient, mix
from tfmodel.corpus.store import PairStore
from tfmodel.jobs import compare
from tfmodel.jobs.compare import CompareOptions


def add(dataset, name, split, numbers):
    """Adds numbered pairs to a part of a dataset."""
    file = dataset.with_name(f"{name}.{split}.tsv")
    file.write_text("".join(f"the {name} number {n}\tnumber {n} of {name}\n" for n in numbers), encoding="utf-8")
    import_pairs(detect([file], guess=False), dataset, ImportOptions(split=split))


@pytest.fixture
def two(tmp_path):
    """Two datasets, each with a test part."""
    parts = [Ingredient(name, tmp_path / f"{name}.pairs") for name in ("law", "news")]
    for part in parts:
        add(part.path, part.name, "train", range(20))
        add(part.path, part.name, "test", range(20, 24))
    return parts


def trained(parts, folder, *, tags):
    """A run that says that it was trained on a mix of these."""
    run = RunFolder.create(folder, Config(), RunInfo(name=folder.name, dataset="dataset.pairs"))
    report = mix(parts, folder / "dataset.pairs", tags=tags)
    with PairStore.open(folder / "dataset.pairs") as store:
        run.change_info(mixed=report.mixed, dataset_fingerprint=store.fingerprint())
    return run


@pytest.fixture
def given(monkeypatch):
    """The sentences that each run is given, by its name."""
    found = {}

    class Scripted:
        step, finished = 1, True

        def __init__(self, folder, decoding, *, compile_shapes):
            self._name = folder.path.name

        def translate(self, sources, *, progress, tag):
            found[self._name] = sources
            return [SimpleNamespace(texts=("number 20 of law",)) for _ in sources]

    monkeypatch.setattr("tfmodel.jobs.environment.prepare_process", lambda **asked: None)
    monkeypatch.setattr("tfmodel.jobs.translator.Translator", Scripted)
    return found


@pytest.mark.parametrize("order", [("plain", "tagged", "renamed"), ("tagged", "renamed", "plain")])
def test_each_run_is_given_its_own_test_part_with_its_own_tags(two, given, tmp_path, order):
    """The tags are in the texts alone, so all of these datasets have one fingerprint."""
    trained(two, tmp_path / "plain", tags=False)
    trained(two, tmp_path / "tagged", tags=True)
    trained([two[0], replace(two[1], name="press")], tmp_path / "renamed", tags=True)
    told = []
    compare.run(CompareOptions(tuple(tmp_path / name for name in order)), SimpleNamespace(emit=told.append))
    of_law, of_news = ([f"the {name} number {n}" for n in range(20, 24)] for name in ("law", "news"))
    assert given["plain"] == [*of_law, *of_news]
    assert given["tagged"] == [*(f"<of:law> {text}" for text in of_law), *(f"<of:news> {text}" for text in of_news)]
    assert given["renamed"] == [*(f"<of:law> {text}" for text in of_law), *(f"<of:press> {text}" for text in of_news)]
    references = [f"number {n} of {name}" for name in ("law", "news") for n in range(20, 24)]
    assert told[-1].test_set == compare._fingerprint([*of_law, *of_news], references)
    assert {newest_scores(tmp_path / name).test_set for name in order} == {told[-1].test_set}


def test_test_parts_that_are_no_longer_the_same_are_not_compared(two, given, tmp_path):
    runs = [trained(two, tmp_path / name, tags=False) for name in ("one", "other")]
    add(runs[1].path / "dataset.pairs", "law", "test", range(24, 26))
    with pytest.raises(FailureError, match="The test parts of one and other are no longer the same"):
        compare.run(CompareOptions(tuple(run.path for run in runs)), SimpleNamespace(emit=lambda event: None))
    assert given == {}
