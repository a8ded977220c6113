"""How a translator in a process of its own is asked for translations and times itself.

A line `{"ready": true}` says that it has loaded. A request is a line of JSON, `{"texts": [...], "alone": false}`; alone
means one sentence after the other. The answer is `{"seconds": [...], "texts": [...], "tokens": n}`: seconds of each
request to the translator, from text to text, and tokens of all translations, EOS included.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.child import Child


@dataclass(frozen=True)
class Translations:
    """Texts in the order of the sources, and how many tokens they have together."""

    texts: list[str]
    tokens: int


Translate = Callable[[list[str]], Translations]


def serve(translate: Translate) -> None:
    """In the translator's process: answers until stdin ends."""
    print(json.dumps({"ready": True}), flush=True)
    for line in sys.stdin:
        request = json.loads(line)
        parts = [[text] for text in request["texts"]] if request["alone"] else [request["texts"]]
        seconds, texts, tokens = [], [], 0
        for part in parts:
            began = time.perf_counter()
            found = translate(part)
            seconds.append(time.perf_counter() - began)
            texts += found.texts
            tokens += found.tokens
        print(json.dumps({"seconds": seconds, "texts": texts, "tokens": tokens}), flush=True)


@dataclass(frozen=True)
class Reply:
    """What came back; `seconds` has an entry a sentence when each was translated alone."""

    seconds: tuple[float, ...]
    texts: tuple[str, ...]
    tokens: int


class Server:
    """In the measuring process: a translator that has loaded."""

    def __init__(self, command: Sequence[str], log: Path) -> None:
        self.child = Child(command, log)
        self._lines = self.child.lines()
        self._answer("ready")

    def ask(self, texts: Sequence[str], *, alone: bool) -> Reply:
        """Translations of texts."""
        self.child.say(json.dumps({"texts": list(texts), "alone": alone}))
        found = self._answer("seconds")
        return Reply(tuple(found["seconds"]), tuple(found["texts"]), found["tokens"])

    def _answer(self, first: str) -> dict:
        for line in self._lines:
            if line.text.startswith(f'{{"{first}"'):
                return json.loads(line.text)
        raise self.child.failure()
