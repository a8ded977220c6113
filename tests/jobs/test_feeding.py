"""Batches on their way to a model, on TensorFlow."""

import errno

import numpy as np
import pytest
import tensorflow as tf

from tfmodel.corpus.batches import Batch
from tfmodel.corpus.shapes import Shapes
from tfmodel.jobs.feeding import Form, feeding


class FullDisk:
    """Batches of which the second one finds no room."""

    longest = 3

    def batches_per_epoch(self):
        return 2

    def from_step(self, step):
        ids = np.full((2, 3), 5, np.int32)
        yield Batch(ids, ids, ids)
        raise OSError(errno.ENOSPC, "No space left on device", "x")


def test_what_keeps_a_batch_from_being_made_is_told_as_it_was_and_not_in_words_of_tensorflow():
    taken = []
    form = Form(parts=1, replicas=1, shapes=Shapes(100, 9))
    with pytest.raises(OSError, match="No space left") as told, feeding(FullDisk(), 0, 2, form) as data:
        for batch in data:
            taken.append(batch)
    assert (told.value.errno, told.value.filename, len(taken)) == (errno.ENOSPC, "x", 1)
    assert isinstance(told.value.__cause__, tf.errors.UnknownError)


def test_what_goes_wrong_with_a_step_stays_what_it_is():
    form = Form(parts=1, replicas=1, shapes=Shapes(100, 9))
    with pytest.raises(ValueError, match="of the step"), feeding(FullDisk(), 0, 1, form) as data:
        next(iter(data))
        raise ValueError("of the step")
