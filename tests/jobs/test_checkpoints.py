"""Which checkpoints stay, whatever the steps at which they are made."""

import numpy as np
import pytest

from tfmodel.contract.config import Config
from tfmodel.contract.run_folder import RunFolder, RunInfo
from tfmodel.jobs import checkpoints
from tfmodel.jobs.checkpoints import Progress, Writer

APART = 100


@pytest.fixture
def run(tmp_path):
    return RunFolder.create(tmp_path / "run", Config(), RunInfo(name="a"))


def whole(run):
    return [RunFolder.step_of(path) for path in run.checkpoints() if (path / "optimizer.npz").is_file()]


@pytest.mark.parametrize("keep", [1, 5])
def test_an_old_one_can_always_be_resumed_from_however_often_somebody_saves(run, keep):
    writer, draw, step = Writer(run, keep, APART), np.random.default_rng(keep), 0
    saved, validated = [], []
    for gap in draw.choice([1, 5, 30, 99, 100, 250], 60):
        step += int(gap)
        saved.append(step)
        wanted = [*validated, step][-keep:]
        if draw.random() < 0.5:
            validated.append(step)
        writer.save([], [], Progress(step=step, best_step=saved[0], validated_step=max(validated, default=0)))
        found = whole(run)
        assert found[-2:] == saved[-2:] and len(found) <= 4
        if any(one <= step - 2 * APART for one in saved):
            assert any(step - 2 * APART - 250 <= one <= step - APART for one in found)
        kept = [RunFolder.step_of(path) for path in run.checkpoints()]
        assert saved[0] in kept and set(wanted) <= set(kept) and len(kept) <= keep + 4


def test_regular_ones_keep_two_optimizers_and_leave_nothing_else_behind(run):
    writer = Writer(run, 3, APART)
    for step in range(100, 1100, 100):
        writer.save([], [], Progress(step=step, best_step=200))
    assert whole(run) == [900, 1000]
    assert sorted(path.name for path in (run.path / "checkpoints").iterdir()) == [
        f"step-{step:08}" for step in (200, 800, 900, 1000)
    ]


def averaged(run, number):
    return [RunFolder.step_of(path) for path in checkpoints.to_average(run.checkpoints(), number)]


def test_what_somebody_saves_between_validations_takes_no_place_of_theirs(run):
    writer = Writer(run, 3, APART)
    for step in (100, 200, 300, *range(301, 306)):
        writer.save([], [], Progress(step=step, best_step=300, validated_step=min(step, 300)))
    assert [RunFolder.step_of(path) for path in run.checkpoints()] == [200, 300, 304, 305]
    assert averaged(run, 3) == [200, 300, 305] and averaged(run, 1) == [305]
    writer.save([], [], Progress(step=400, best_step=300, validated_step=400))
    assert averaged(run, 3) == [200, 300, 400]


def test_what_somebody_validates_between_planned_validations_takes_no_place_of_theirs(run):
    writer = Writer(run, 3, APART)
    for step in (100, 200, 300, *range(301, 306)):
        writer.save([], [], Progress(step=step, best_step=300, validated_step=step, validated_as_planned=step <= 300))
    assert [RunFolder.step_of(path) for path in run.checkpoints()] == [200, 300, 304, 305]
    assert averaged(run, 3) == [200, 300, 305] and averaged(run, 1) == [305]
    writer.save([], [], Progress(step=400, best_step=300, validated_step=400))
    assert averaged(run, 3) == [200, 300, 400]


def test_before_the_first_validation_the_newest_counts_and_of_former_versions_all(run):
    assert averaged(run, 3) == []
    for step in (10, 20, 30):
        Writer(run, 3, APART).save([], [], Progress(step=step, validated_step=0))
    assert whole(run) == [10, 20, 30] and averaged(run, 3) == [30]
    for path in run.checkpoints():
        (path / "state.json").write_text(Progress(step=RunFolder.step_of(path)).model_dump_json(), encoding="utf-8")
    assert averaged(run, 3) == [10, 20, 30]


def test_a_best_one_that_is_gone_is_the_best_no_more(run):
    Writer(run, 5, APART).save([], [], progress := Progress(step=300, best_step=150, best_bleu=20.0, best_loss=2.0))
    assert progress.knowing(run.checkpoints()) == Progress(step=300)
    Writer(run, 5, APART).save([], [], better := progress.model_copy(update={"best_step": 300}))
    assert better.knowing(run.checkpoints()) == better


def test_a_copy_that_a_person_made_beside_them_is_none_and_stays(run):
    copy = run.path / "checkpoints" / "step-00000100 - Copy"
    copy.mkdir(parents=True)
    for step in (100, 200, 300, 400):
        Writer(run, 1, APART).save([], [], Progress(step=step, best_step=400))
    assert whole(run) == [300, 400] and copy.is_dir()
    checkpoints.forget_after(run, 300)
    assert checkpoints.newest_step(run) == 300 and copy.is_dir()
