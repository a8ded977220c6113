"""`main.py` on a machine with 8 GB of free memory.

Words: the Python and the main.py that would run otherwise, then theirs.
"""

import sys
from pathlib import Path


def main(words):
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
    from tfmodel import cli
    from tfmodel.jobs import preflight

    preflight._memory_free = lambda: 8 * 10**9
    return cli.main(words)


if __name__ == "__main__":
    sys.exit(main(sys.argv[3:]))
