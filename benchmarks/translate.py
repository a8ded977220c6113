"""How long the window waits for a translation: the job it talks to, asked sentence by sentence.

    python -m benchmarks.translate RUN [--starts 5] [--sentences 60] [--words 8]

Prints, of several fresh starts, the time to `Ready`, the first answer after it, and how long answers take before and
after XLA has compiled in the background.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from tfmodel.contract import commands, events
from tfmodel.contract.run_folder import RunFolder
from tfmodel.corpus.store import PairStore

MAIN = Path(__file__).resolve().parents[1] / "main.py"
TYPING_PAUSE = 0.25  # seconds after which the window asks


def sources(run: Path, count: int, words: int) -> list[str]:
    """Sentences of at least so many words, of the test part, or of the validation part where there is none."""
    folder = RunFolder.open(run)
    with PairStore.open(run / folder.info().dataset) as store:
        part = "test" if store.counts().test else "validation"
        long_enough = (row.source for row in store.stream(part) if len(row.source.split()) >= words)
        return list(islice(long_enough, count))


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
        self._job.stdin.write(commands.Translate(id=1, text=text, nbest=3).line().encode() + b"\n")
        self._job.stdin.flush()
        self.wait(events.Translated)
        return 1000 * (time.perf_counter() - began)

    def end(self) -> None:
        """Lets the job go."""
        self._job.kill()
        self._job.wait()


@dataclass(frozen=True)
class Waits:
    """What a person waited for in one conversation: seconds for `Ready`, milliseconds for each answer."""

    ready: float
    first: float
    early: list[float]
    compiled: list[float]


def converse(run: Path, texts: list[str]) -> Waits:
    """One conversation: a question at once, then one in each pause of a typist until all is compiled, then all."""
    began = time.perf_counter()
    job = Conversation(run)
    job.wait(events.Ready)
    ready = time.perf_counter() - began
    first, early = job.ask(texts[0]), []
    while not job.warm:
        time.sleep(TYPING_PAUSE)
        early.append(job.ask(texts[len(early) % len(texts)]))
    late = [job.ask(text) for text in texts]
    job.end()
    return Waits(ready, first, early, late)


def line(name: str, milliseconds: list[float]) -> str:
    """Median and worst of some answers."""
    return f"{name}: median {statistics.median(milliseconds):.0f} ms, worst {max(milliseconds):.0f} ms"


def main() -> None:
    """Measures several conversations."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("run", type=Path)
    parser.add_argument("--starts", type=int, default=5)
    parser.add_argument("--sentences", type=int, default=60)
    parser.add_argument("--words", type=int, default=8, help="of a sentence at least")
    options = parser.parse_args()
    texts = sources(options.run, options.sentences, options.words)
    found = [converse(options.run, texts) for _ in range(options.starts)]
    words = statistics.mean(len(text.split()) for text in texts)
    print(f"{options.starts} starts, {len(texts)} sentences of {words:.1f} words")
    print("ready after " + ", ".join(f"{waits.ready:.1f}" for waits in found) + " s")
    print(line("first answer", [waits.first for waits in found]))
    print(line("while compiling", [wait for waits in found for wait in waits.early]))
    print(line("compiled", [wait for waits in found for wait in waits.compiled]))


if __name__ == "__main__":
    main()
