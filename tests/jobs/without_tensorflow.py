"""`main.py` where TensorFlow is not installed.

Words: the Python and the main.py that would run otherwise, then theirs.
"""

import sys
from pathlib import Path


def main(words):
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
    sys.modules["tensorflow"] = None
    from tfmodel import cli

    return cli.main(words)


if __name__ == "__main__":
    sys.exit(main(sys.argv[3:]))
