"""How long the window waits for a translation: the job it talks to, asked sentence by sentence.

    python -m benchmarks.translate RUN [--sentences 60]

Prints the time to `Ready`, the first answer after it, and the median before and after XLA has compiled in the
background.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tfmodel.contract import events
from tfmodel.contract.run_folder import RunFolder
from tfmodel.corpus.store import PairStore

MAIN = Path(__file__).resolve().parents[1] / "main.py"


def sources(run: Path, count: int) -> list[str]:
    """Sentences of the test part, or of the validation part where there is none."""
    folder = RunFolder.open(run)
    with PairStore.open(run / folder.info().dataset) as store:
        rows = list(store.page(offset=0, limit=count, split="test")) or store.page(offset=0, limit=count)
    return [row.source for row in rows]


class Conversation:
    """A translating job; every answer with the milliseconds that a person waited."""

    def __init__(self, run: Path) -> None:
        command = [sys.executable, str(MAIN), "translate", str(run), "--json"]
        self._job = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        self._events = self._read()
        self.warm = False

    def _read(self) -> Iterator[Any]:
        for line in self._job.stdout or ():
            event = events.read_event(line)
            self.warm = self.warm or (isinstance(event, events.Ready) and event.warm)
            yield event

    def wait(self, kind: type) -> Any:
        """The next event of a kind."""
        return next(event for event in self._events if isinstance(event, kind))

    def ask(self, text: str) -> float:
        """Milliseconds from the question to its answer, pipes and all."""
        began = time.perf_counter()
        assert self._job.stdin is not None
        self._job.stdin.write(events.Translate(id=1, text=text, nbest=3).line().encode() + b"\n")
        self._job.stdin.flush()
        self.wait(events.Translated)
        return 1000 * (time.perf_counter() - began)

    def end(self) -> None:
        """Lets the job go."""
        self._job.kill()
        self._job.wait()


def main() -> None:
    """Measures one conversation."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("run", type=Path)
    parser.add_argument("--sentences", type=int, default=60)
    options = parser.parse_args()
    texts = sources(options.run, options.sentences)
    began = time.perf_counter()
    job = Conversation(options.run)
    job.wait(events.Ready)
    print(f"ready after {time.perf_counter() - began:.1f} s")
    print(f"first answer {job.ask(texts[0]):.0f} ms")
    early = [job.ask(text) for text in texts[:10]]
    print(f"while compiling: median {statistics.median(early):.0f} ms, worst {max(early):.0f} ms")
    if not job.warm:
        job.wait(events.Ready)
    late = [job.ask(text) for text in texts]
    print(f"compiled: median {statistics.median(late):.0f} ms, worst {max(late):.0f} ms ({len(late)} sentences)")
    job.end()


if __name__ == "__main__":
    main()
