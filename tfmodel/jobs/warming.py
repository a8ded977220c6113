"""The background in which a translating job compiles: first what serves most sentences, then what was asked for."""

from __future__ import annotations

import threading
from collections.abc import Callable

from tfmodel.jobs.environment import let_others_go_first
from tfmodel.jobs.translator import Translator


class Warming:
    """One thread, which goes on as long as the job does.

    Args:
        translator: Its searchers note what they had no program for.
        first: What is compiled in any case, and what follows it.
    """

    def __init__(self, translator: Translator, first: Callable[[], None]) -> None:
        self._translator = translator
        self._first = first
        self._asked = threading.Event()
        self._idle = threading.Event()
        threading.Thread(target=self._work, name="warm-up", daemon=True).start()

    @property
    def is_busy(self) -> bool:
        """Whether something is being compiled: XLA cannot be interrupted, and Python cannot end beside it."""
        return self._asked.is_set() or not self._idle.is_set()

    def look(self) -> None:
        """Something was answered: perhaps without a program, which the next such question shall have."""
        if self._translator.has_cold_shapes:
            self._asked.set()

    def _work(self) -> None:
        let_others_go_first()
        self._first()
        while True:
            self._translator.warm_what_was_asked()
            self._idle.set()
            self._asked.wait()
            self._idle.clear()  # before the next line: it is busy without a gap
            self._asked.clear()
