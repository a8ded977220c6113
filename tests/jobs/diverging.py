"""`main.py` whose training diverges once, at step 40 or soon after, and has lost a thousand seconds by then.

Words: the Python and the main.py that would run otherwise, then theirs.
"""

import sys
from pathlib import Path

STEP, LOST = 40, 1000.0


def main(words):
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
    from tfmodel import cli
    from tfmodel.contract import awake
    from tfmodel.jobs import trouble

    awake_seconds, lost = awake.awake_seconds, []

    class Startled(trouble.Watch):
        def sees(self, step, loss):
            diverged = super().sees(step, loss)
            if step < STEP or lost:
                return diverged
            lost.append(LOST)
            return True

    awake.awake_seconds = lambda: awake_seconds() + sum(lost)
    trouble.Watch = Startled
    return cli.main(words)


if __name__ == "__main__":
    sys.exit(main(sys.argv[3:]))
