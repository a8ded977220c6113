"""`main.py` on a device that, from step 6 on, has memory for 16 rows: TensorFlow is asked for 1 PB more, and refuses.

Words: the Python and the main.py that would run otherwise, then theirs.
"""

import sys
from pathlib import Path

ROWS, STEP = 16, 6


def narrow(kind):
    """A model that needs more memory than there is for a batch of many rows."""
    import tensorflow as tf

    from tfmodel.jobs.environment import available_cores
    from tfmodel.jobs.side_by_side import MOST

    at_once = min(available_cores(), MOST)

    class Narrow(kind):
        def call(self, inputs, training=False):
            rows = at_once * tf.shape(inputs["source"])[0]
            many = tf.logical_and(rows > ROWS + at_once, self.optimizer.iterations >= STEP)
            one = tf.cast(inputs["source"][0, :1], tf.float32)
            room = tf.tile(one, [tf.where(many, tf.constant(2**48, tf.int64), 1)])  # zeros would be optimised away
            return super().call(inputs, training=training) + (tf.reduce_sum(room) - one[0])

    return Narrow


def main(words):
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
    from tfmodel import cli
    from tfmodel.jobs.environment import prepare_process

    prepare_process()
    from tfmodel.jobs import building
    from tfmodel.net import accumulation, objective

    building.TrainingModel = narrow(objective.TrainingModel)
    building.TrainingModelInParts = narrow(accumulation.TrainingModelInParts)
    return cli.main(words)


if __name__ == "__main__":
    sys.exit(main(sys.argv[3:]))
