"""What a run is used for without its dataset, which may be gone, closed or damaged."""

import sqlite3

import pytest

from tfmodel.contract.config import Config
from tfmodel.contract.mixing import MixedDataset
from tfmodel.contract.run_folder import RunFolder, RunInfo
from tfmodel.corpus.detection import detect
from tfmodel.corpus.importing import ImportOptions, import_pairs
from tfmodel.corpus.store import PairStore
from tfmodel.jobs.doctor import leaked
from tfmodel.jobs.glance import some_sources
from tfmodel.jobs.mixing import changed_since


@pytest.fixture
def run(tmp_path):
    """A run with a dataset of its own, and no model."""
    folder = RunFolder.create(tmp_path / "run", Config(), RunInfo(name="run", dataset="dataset.pairs"))
    file = tmp_path / "pairs.en-fr.tsv"
    lines = (f"the number {n} is large\tle numéro {n} est grand\n" for n in range(600))
    file.write_text("".join(lines), encoding="utf-8")
    import_pairs(detect([file]), folder.path / "dataset.pairs", ImportOptions())
    return folder


def test_the_first_sources_of_a_dataset(run):
    assert some_sources(run, 2) == ["the number 0 is large", "the number 1 is large"]
    assert leaked(run) is not None


def test_of_the_pairs_that_may_be_in_both_parts_the_sources_alone_are_read(run, monkeypatch):
    monkeypatch.setattr(PairStore, "rows", None)
    assert leaked(run) == 0.0


def without_pairs(path):
    """A dataset that can be opened, and not be read."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("DROP TABLE pair")
    connection.close()


@pytest.mark.parametrize("damage", [lambda path: path.unlink(), lambda path: path.write_bytes(b"no"), without_pairs])
def test_a_dataset_that_cannot_be_read_gives_nothing(damage, run):
    damage(run.path / "dataset.pairs")
    assert some_sources(run, 3) == [] and leaked(run) is None


def test_a_damaged_part_of_a_mix_is_named(run):
    path = run.path / "dataset.pairs"
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("DROP TABLE meta")
    connection.close()
    (sentence,) = changed_since([MixedDataset(name="a", path=str(path), fingerprint="f")])
    assert "dataset.pairs is gone or cannot be read since" in sentence


def test_a_place_that_the_system_refuses_to_look_at_gives_nothing(run):
    """As it refuses what is in a folder that is closed to this person: an error, where a missing file is none."""
    for name in ("", "x" * 300):
        run.change_info(dataset=name)
        assert some_sources(run, 3) == [] and leaked(run) is None
