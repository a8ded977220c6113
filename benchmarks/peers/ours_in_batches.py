"""The translator behind `main.py translate` and `evaluate`, for lists of sentences: all shapes compiled when needed.

python -m benchmarks.peers.ours_in_batches RUN --beam 4
"""

from __future__ import annotations

import argparse
from pathlib import Path

from benchmarks.peers.serving import Translations, serve
from tfmodel.contract.run_folder import RunFolder
from tfmodel.jobs.environment import prepare_process


def main() -> None:
    """Serves until stdin ends."""
    parser = argparse.ArgumentParser()
    parser.add_argument("run", type=Path)
    parser.add_argument("--beam", type=int, default=4)
    options = parser.parse_args()
    prepare_process()
    from tfmodel.jobs.translator import Translator

    translator = Translator(RunFolder.open(options.run), compile_shapes=True)

    def translate(texts: list[str]) -> Translations:
        found = translator.translate(texts, beam_size=options.beam)
        return Translations([one.texts[0] for one in found], sum(len(one.found.tokens[0]) for one in found))

    serve(translate)


if __name__ == "__main__":
    main()
