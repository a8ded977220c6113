"""Which validation is the best one, when training stops, and which weights become the finished model."""

import numpy as np
import pytest
from running import job, settings

from tfmodel.contract import events
from tfmodel.contract.run_folder import RunFolder
from tfmodel.jobs import building, checkpoints
from tfmodel.jobs.checkpoints import Progress
from tfmodel.jobs.finishing import Candidate, choose
from tfmodel.jobs.judging import after_validation, is_better
from tfmodel.jobs.scoring import Score, bleu, chrf, measure_for
from tfmodel.jobs.validation import Scores, spread

# BLEU, chrF and loss of five validations: each measure has another best one.
SEEN = [(10.0, 30.0, 3.0), (12.0, 31.0, 2.0), (14.0, 33.0, 2.5), (14.0, 34.0, 2.6), (13.0, 32.0, 2.2)]
BEST = {"bleu": 3, "chrf": 4, "loss": 2}
WAITED = {"bleu": 2, "chrf": 1, "loss": 3}


def scores(bleu, chrf, loss):
    return Scores(loss, 0.0, 0.0, Score(bleu, ""), Score(chrf, ""), (), 0.0)


@pytest.mark.parametrize("measure", BEST)
def test_each_measure_has_its_best_validation_and_counts_those_since(measure):
    progress = Progress()
    for step, seen in enumerate(SEEN, start=1):
        progress = progress.model_copy(update={"step": step})
        better = is_better(scores(*seen), progress, measure)
        progress = after_validation(progress, scores(*seen), better, ends_early=False)
    assert (progress.best_step, progress.validations_without_gain) == (BEST[measure], WAITED[measure])
    assert (progress.best_bleu, progress.best_chrf, progress.best_loss) == SEEN[BEST[measure] - 1]
    assert (progress.highest_bleu, progress.highest_step) == (14.0, 3)


def test_a_planned_validation_is_known_from_one_that_was_asked_for():
    progress = after_validation(Progress(step=8), scores(*SEEN[0]), best=True, ends_early=False, planned=False)
    assert progress.validated_step == 8 and not progress.validated_as_planned
    assert after_validation(progress, scores(*SEEN[0]), best=False, ends_early=False).validated_as_planned


def test_the_highest_bleu_begins_with_what_a_former_version_knew():
    progress = Progress(step=4, best_step=2, best_bleu=20.0, best_loss=2.0)
    progress = after_validation(progress, scores(15.0, 0.0, 1.0), best=True, ends_early=False)
    assert (progress.best_bleu, progress.highest_bleu, progress.highest_step) == (15.0, 20.0, 2)


def test_the_loss_decides_between_translations_that_score_alike():
    progress = Progress(best_step=1, best_bleu=0.0, best_chrf=0.0, best_loss=4.0)
    assert is_better(scores(0.0, 0.0, 3.9), progress, "bleu") and not is_better(scores(0.0, 0.0, 4.0), progress, "bleu")


def test_chrf_decides_where_no_reference_has_the_four_words_of_bleu():
    """BLEU then measures only a translation that rambles, and is 0 of those that are all right."""
    references = ["zwölf", "elf Uhr", "acht", "neun Uhr"]
    rambling = ["zwei", "elf", "acht neun zehn elf", "neun Uhr"]
    first, second = (
        scores(bleu(texts, references).value, chrf(texts, references).value, 2.0) for texts in (rambling, references)
    )
    progress = after_validation(Progress(step=1), first, best=True, ends_early=False)
    assert first.bleu.value > second.bleu.value == 0.0
    assert is_better(second, progress, measure_for("bleu", references, "13a"))


@pytest.mark.parametrize(("measure", "chosen"), [("bleu", "b"), ("chrf", "a"), ("loss", "c")])
def test_the_finished_model_is_the_best_by_the_measure_where_it_is_clearly_better(measure, chosen):
    made = {"a": (20.0, 50.0, 2.3), "b": (22.0, 48.0, 2.2), "c": (20.1, 45.0, 1.9)}
    candidates = [Candidate(name, 1, dict, *values) for name, values in made.items()]
    assert choose(candidates, measure).name == chosen


def test_a_tenth_of_a_point_is_chance_and_the_loss_decides():
    lucky, steady = Candidate("lucky", 1, dict, 30.3, 50.0, 2.0), Candidate("steady", 2, dict, 30.2, 50.0, 1.9)
    assert choose([lucky, steady], "bleu") is steady
    better = Candidate("better", 3, dict, 30.75, 50.0, 2.1)
    assert choose([lucky, steady, better], "bleu") is lucky, "half a point apart is chance, more is not"


def test_validations_and_the_choice_have_sentences_of_their_own_from_all_of_the_part():
    pairs = [(str(number), "") for number in range(1014)]
    of_each, fresh = ([int(source) for source, _ in part] for part in spread(pairs, len(pairs), 200))
    assert of_each == list(range(0, 1000, 5)) and len(fresh) == 600 and not set(of_each) & set(fresh)
    assert min(fresh) < 5 and max(fresh) > 990
    assert [len(part) for part in spread(pairs[:30], 30, 20)] == [20, 0]
    assert [len(part) for part in spread(pairs[:50], 50, 20)] == [20, 20]


@pytest.mark.slow
def test_the_finished_model_is_not_the_one_that_had_luck_in_a_validation(pairs_file, tmp_path):
    """The oldest checkpoint is said to have been perfect: it is measured anew, as the mean of the last is."""
    run = RunFolder(tmp_path / "run")
    words = settings("training.max_steps=96", "training.validate_every=16", "training.patience=100")
    words = [*words, "--set", "training.validation_sentences=4"]
    assert job("train", "--data", pairs_file, "--run", run.path, *words).returncode == 0
    oldest, newest = RunFolder.step_of(run.checkpoints()[0]), checkpoints.newest_complete(run)
    lucky = {"best_step": oldest, "best_bleu": 100.0, "best_chrf": 100.0, "best_loss": 0.1}
    (newest / "state.json").write_text(checkpoints.read_progress(newest).model_copy(update=lucky).model_dump_json())
    done = job("train", "--run", run.path, "--resume")
    assert done.returncode == 0 and "The finished model is " in done.stderr
    assert "BLEU 100.00" not in done.stderr and "loss 0.1000" not in done.stderr


def test_the_mean_of_checkpoints_equals_numpy(tmp_path):
    draw = np.random.default_rng(0)
    tables = [draw.normal(size=(5, 3)).astype("float32") for _ in range(3)]
    for number, table in enumerate(tables):
        (tmp_path / str(number)).mkdir()
        np.savez(tmp_path / str(number) / "weights.npz", **{"0000:table": table})
    mean = checkpoints.average([tmp_path / str(number) for number in range(3)])
    np.testing.assert_allclose(mean["0000:table"], np.mean(np.float64(tables), axis=0), rtol=1e-7)


def test_patience_that_has_run_out_stays_so_whatever_the_fall_of_the_learning_rate_gains():
    progress = Progress(step=4, best_step=1, best_bleu=10.0, best_loss=4.0, validations_without_gain=3)
    progress = after_validation(progress, scores(11.0, 0.0, 3.0), best=True, ends_early=True)
    assert progress.best_step == 4 and progress.best_bleu == 11.0 and progress.validations_without_gain == 3


@pytest.mark.slow
def test_training_stops_for_want_of_a_better_validation(pairs_file, tmp_path):
    """A learning rate that changes nothing: the first validation stays the best, and two more are waited for."""
    options = ("training.peak_learning_rate=1e-30", "training.validate_every=4", "training.patience=2")
    run = RunFolder(tmp_path / "still")
    words = settings(*options, "training.stop_on=chrf", "training.average_checkpoints=1")  # no mean
    done = job("train", "--data", pairs_file, "--run", run.path, *words)
    assert done.returncode == 0, done.stderr
    found = [event.step for event in run.replay() if isinstance(event, events.ValidationReport)]
    assert found == [4, 8, 12] and run.info().best_step == 4 and run.state() == "finished"
    assert run.info().step == 12 and building.load(run).step == 4  # what is told of a translation
    said = "Validations without a better one: 2; the training is over until training.patience is raised"
    assert [event.message for event in run.log()].count(said) == 1
    assert job("train", "--run", run.path, "--resume", "--set", "training.max_epochs=1000").returncode == 0
    assert run.info().step == 12 and [event.message for event in run.log()].count(said) == 2
    more = ("--set", "training.max_steps=16", "--set", "training.patience=9")
    assert job("train", "--run", run.path, "--resume", *more).returncode == 0
    assert run.info().step == 16 and [event.message for event in run.log()].count(said) == 2


@pytest.mark.slow
def test_where_patience_ends_a_training_its_learning_rate_falls_first(pairs_file, tmp_path):
    """The first twelve steps are half of it, the fall is the other half; resumed, it has nothing left to do."""
    options = ("training.peak_learning_rate=1e-30", "training.validate_every=4", "training.patience=2")
    run = RunFolder(tmp_path / "falling")
    words = settings(*options, "training.cooldown=0.5", "training.stop_on=chrf", "training.max_epochs=1000")
    done = job("train", "--data", pairs_file, "--run", run.path, *words)
    assert done.returncode == 0, done.stderr
    found = [event.step for event in run.replay() if isinstance(event, events.ValidationReport)]
    rates = [event.learning_rate for event in run.replay() if isinstance(event, events.TrainingReport)]
    assert found == [4, 8, 12, 16, 20, 24] and run.info().cooldown == (12, 24) and run.state() == "finished"
    assert 0.0 <= rates[-1] < 0.2 * max(rates)
    assert job("train", "--run", run.path, "--resume").returncode == 0
    assert run.info().step == 24


def test_no_advice_of_the_library_is_printed_where_texts_are_tokenized(caplog):
    lines = ["ein mann schläft auf einem sofa ."] * 150
    score = bleu(lines, lines, "none")
    assert score.value == pytest.approx(100) and "tok:none" in score.signature
    assert not caplog.records
