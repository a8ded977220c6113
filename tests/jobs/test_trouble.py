import math

import numpy as np
import pytest

from tfmodel.contract.failure import failure_from, is_out_of_memory
from tfmodel.jobs.trouble import Watch


def seen(losses, validate_every=200, every=10):
    """The step at which the watch gives up, or None, and the last fine step before it."""
    watch = Watch(validate_every)
    for number, loss in enumerate(losses, start=1):
        if watch.sees(number * every, loss):
            return number * every, watch.fine_until
    return None, watch.fine_until


def test_a_loss_that_falls_with_noise_is_fine():
    losses = [2 + 6 * math.exp(-number / 30) + 0.6 * math.sin(number * 1.7) for number in range(300)]
    assert seen(losses) == (None, 2950)


def test_a_single_batch_that_is_out_of_line_means_nothing():
    assert seen([3.0] * 20 + [30.0] + [3.0] * 40)[0] is None


@pytest.mark.parametrize("loss", [math.nan, math.inf])
def test_a_loss_that_is_no_number_ends_it_at_once(loss):
    assert seen([5.0] * 20 + [loss]) == (210, 150)


def test_a_loss_that_stays_far_above_its_best_ends_it_and_the_steps_that_led_there_are_not_fine():
    step, fine = seen([5.0, 4.0, 3.0] + [3.0] * 30 + [7.0] * 50)
    assert 330 + 100 <= step <= 330 + 130
    assert 330 - 50 <= fine <= 330


def test_a_loss_that_recovers_in_time_is_fine():
    assert seen([3.0] * 30 + [6.0] * 6 + [3.2] * 60)[0] is None


def test_a_resumed_training_is_watched_from_where_it_stands():
    watch = Watch(200)
    watch.begin(5000)
    assert not watch.sees(5010, 9.0)  # the first loss that is seen is the best so far
    assert watch.sees(5020, math.nan) and watch.fine_until == 5000  # what it goes on from was fine


def test_a_first_batch_of_short_sentences_makes_no_divergence_of_what_comes_after_a_resume():
    watch = Watch(200)
    watch.begin(5000, 2.6)
    assert not watch.sees(5010, 1.4)
    assert not any(watch.sees(step, 2.6) for step in range(5020, 5620, 10))


@pytest.mark.parametrize("risen", [4.5, 9.0])
def test_a_training_that_diverges_right_after_a_resume_is_seen_within_the_reach(risen):
    watch = Watch(200)
    watch.begin(5000, 2.6)
    assert not watch.sees(5010, 2.6)
    step = next(step for step in range(5020, 5620, 10) if watch.sees(step, risen))
    assert step - 5000 <= watch.reach and watch.fine_until == 5000


@pytest.mark.parametrize("validate_every", [5, 16, 100, 1000])
def test_divergence_is_seen_within_its_reach_and_between_two_checkpoints_unless_they_are_close(validate_every):
    step, fine = seen([3.0] * 2000 + [9.0] * 3000, validate_every, every=1)
    assert step - fine <= Watch(validate_every).reach <= max(40, validate_every)


@pytest.mark.parametrize("validate_every", [1, 5])
def test_batches_of_long_sentences_are_no_divergence_however_often_there_is_a_validation(validate_every):
    draw = np.random.default_rng(1)
    assert seen(draw.choice([1.4, 2.0, 3.0, 3.4], 2000).tolist(), validate_every, every=1)[0] is None


class OutOfMemoryError(RuntimeError):
    """Called as PyTorch calls its own."""


@pytest.mark.parametrize(
    "error",
    [
        MemoryError(),
        OutOfMemoryError("CUDA out of memory."),
        RuntimeError("RESOURCE_EXHAUSTED: Out of memory while trying to allocate 17179869184 bytes."),
        RuntimeError("std::bad_alloc"),
        RuntimeError("CUDA error: CUBLAS_STATUS_ALLOC_FAILED when calling `cublasCreate(handle)`"),
        RuntimeError("INTERNAL: Failed to allocate 2147483648 bytes for new constant"),
    ],
)
def test_every_backend_is_understood_when_it_has_no_memory(error):
    assert is_out_of_memory(error) and failure_from(error).remedy == "halve-batch"


def test_tensorflow_is_understood_when_it_has_no_memory():
    import tensorflow as tf

    with pytest.raises(tf.errors.ResourceExhaustedError) as caught:
        tf.zeros((1 << 24, 1 << 24)).numpy()  # more than there are addresses: no system promises it
    assert is_out_of_memory(caught.value)
    assert is_out_of_memory(tf.errors.InternalError(None, None, "INTERNAL: Failed to allocate 1 bytes"))
    assert not is_out_of_memory(tf.errors.InternalError(None, None, "INTERNAL: something else"))


def test_other_errors_are_not_taken_for_it():
    assert not is_out_of_memory(ValueError("no memory of this name"))
    assert not is_out_of_memory(RuntimeError("shapes do not match"))
