"""`main.py` whose demonstration takes seconds: its sample is another file, its settings are those of the other tests.

Words: the file, then the Python and the main.py that would run otherwise, then theirs.
"""

import sys
from dataclasses import replace
from functools import partial
from pathlib import Path


def main(file, words):
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
    from running import SMALL

    from resources import samples
    from tfmodel import cli
    from tfmodel.jobs import demo
    from tfmodel.jobs.preparing import TrainOptions

    samples.SAMPLES = (replace(samples.SAMPLES[0], path=Path(file)),)
    changes = dict(setting.split("=") for setting in (*SMALL, "training.max_steps=16"))
    demo.TrainOptions = partial(TrainOptions, changes=changes)
    return cli.main(words)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[4:]))
