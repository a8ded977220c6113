"""How long a training waits for its input and for Python: the job `train` in this process, looked at from inside.

    python -m benchmarks.waiting --steps 152 --pairs 3 train --data NAME.pairs --run RUN --preset tiny

The first stretch of `fit` that the job asks for is run several times, in turn with the job's own input and with the
same batches out of memory, which cost nothing. Two shares of the job's time come out, printed as a line of JSON a pair:

- `input`: what own input takes longer than batches out of memory, be it waited for or taking the processor away;
- `python`: what passes in `fit` outside the compiled train function: callbacks, reports, begin and end of a stretch.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable
from typing import Any

from tfmodel import cli
from tfmodel.jobs.environment import prepare_process


class Inside:
    """A train function that counts the seconds that pass in it."""

    def __init__(self, function: Callable[[Any], Any]) -> None:
        self._function = function
        self.seconds = 0.0

    def __call__(self, iterator: Any) -> Any:
        """As the function itself."""
        began = time.perf_counter()
        result = self._function(iterator)
        self.seconds += time.perf_counter() - began
        return result


class Watch:
    """Takes the place of `keras.Model.fit` and ends the process after the first stretch.

    Args:
        fit: The method itself.
        steps: Of a stretch.
        pairs: How often both inputs are tried.
    """

    def __init__(self, fit: Callable[..., Any], steps: int, pairs: int) -> None:
        self._fit, self._steps, self._pairs = fit, steps, pairs

    def __call__(self, model: Any, x: Any, **words: Any) -> None:
        """One call of `fit`, of whose words all but the number of steps are kept."""
        self._fit(model, x, **{**words, "steps_per_epoch": model.steps_per_execution})  # traces
        model.train_function = Inside(model.train_function)
        ready = x.take(self._steps).cache()
        for _ in ready:  # fills the cache
            pass
        for number in range(self._pairs):
            took = {}
            for name in ("own", "ready") if number % 2 else ("ready", "own"):
                took[name] = self._stretch(model, x if name == "own" else ready.repeat(), words)
            (total, own), (_, out_of_memory) = took["own"], took["ready"]
            print(json.dumps({"input": (own - out_of_memory) / total, "python": 1 - own / total}), flush=True)
        raise SystemExit

    def _stretch(self, model: Any, x: Any, words: dict[str, Any]) -> tuple[float, float]:
        """Seconds of a stretch, and those of them in the train function."""
        model.train_function.seconds = 0.0
        began = time.perf_counter()
        self._fit(model, x, **{**words, "steps_per_epoch": self._steps})
        return time.perf_counter() - began, model.train_function.seconds


def main() -> None:
    """Runs the job under watch."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--steps", type=int, default=152, help="of a stretch")
    parser.add_argument("--pairs", type=int, default=3, help="how often both inputs are tried")
    parser.add_argument("job", nargs=argparse.REMAINDER, help="the job's own words, beginning with train")
    options = parser.parse_args()
    prepare_process()
    import keras

    watch = Watch(keras.Model.fit, options.steps, options.pairs)
    keras.Model.fit = lambda model, x, **words: watch(model, x, **words)
    cli.main([*options.job, "--quiet"])


if __name__ == "__main__":
    main()
