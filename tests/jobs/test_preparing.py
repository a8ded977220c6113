"""What a training makes of the words that describe it, before anything is computed."""

import pytest

from tfmodel.contract.failure import FailureError
from tfmodel.corpus.store import PairStore
from tfmodel.jobs import preparing
from tfmodel.jobs.preparing import TrainOptions


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


def test_a_folder_without_pairs_is_refused(tmp_path):
    (tmp_path / "empty").mkdir()
    options = TrainOptions(run=tmp_path / "run", data=(tmp_path / "empty",))
    with pytest.raises(FailureError, match=r"There is no file of pairs in .*empty"):
        preparing._dataset(options, print)


def test_a_file_of_settings_stands_on_the_preset_that_is_named_beside_it(tmp_path):
    file = tmp_path / "mine.toml"
    file.write_text("[training]\nseed = 7\n", encoding="utf-8")
    options = TrainOptions(run=tmp_path / "run", preset="small", config=file)
    config = preparing._asked(options)
    assert (config.model.d_model, config.training.seed, config.preset) == (256, 7, "small")
    file.write_text('preset = "tiny"\n[training]\nseed = 7\n', encoding="utf-8")
    with pytest.raises(FailureError, match="tiny, and --preset says small"):
        preparing._asked(options)
