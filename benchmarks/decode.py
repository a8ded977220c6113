"""Speed of beam search: Transformer Desk and the peers that are there, with the same weights, in turn, in one process.

    PEERS/bin/python -m benchmarks.decode RUN [--sentences FILE] [--beam 4] [--rounds 5] [--results FOLDER]

RUN is a trained run. One by one, Transformer Desk is what the window talks to, after its shapes are compiled; for the
list it is what `main.py translate` and `evaluate` use for more than 1,000 lines, asked again after it has compiled. The
peers end a beam as soon as as many translations have ended as it has hypotheses: the first of ours does so too
(decoding.early_stopping), the second goes on until no better translation can come, as it does unless it is told
otherwise. CTranslate2 (float32, the weights of the run) has the threads and the batches that it is fastest with. It
is compared on runs of the paper's form alone. KerasHub's BeamSampler runs over the model of the run, with TensorFlow's
threads as ours has them. Each round asks every side once, in turn; figures are medians of the rounds. The peers must be
installed for the interpreter that runs this; one that is not there is named and left out.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.child import ChildError, told
from benchmarks.facts import facts, installed
from benchmarks.peers import ctranslate2_search, keras_hub_search
from benchmarks.peers.searching import Side, seconds
from benchmarks.table import MISSING, Figure, Report, Table
from tfmodel.contract.run_folder import RunFolder
from tfmodel.corpus.store import PairStore
from tfmodel.jobs.translate import NARROW

RESULTS = Path(__file__).parent / "results"
PEERS = ("ctranslate2", "keras-hub")  # packages
SETTLE = 0.2  # seconds in which the threads of the side before stop waiting for more work
QUICK = {"rounds": 2, "list": 64, "alone": 8}
TITLES = {"alone": "One sentence", "list": "A list of sentences"}


def ours(translator: Any, *, alone: bool, early: bool) -> Side:
    """The searchers behind the window and behind lists, tokenizer included as it is for the peers."""
    from tfmodel.jobs.queries import Query

    decoding = translator.decoding.model_copy(update={"early_stopping": early})
    searcher = translator.sentence_searcher(decoding) if alone else translator.searcher(decoding)
    if alone:
        for width in (16, 32, 64):
            searcher.warm(width)

    def translate(texts: Sequence[str]) -> list[list[int]]:
        queries = [Query(ids) for ids in translator.tokenizers.source.encode(list(texts))]
        return [list(found.tokens[0]) for found in searcher.search(queries)]

    return Side(f"Transformer Desk{', until none can be better' * (not early)}", translate)


def sides(translator: Any, texts: Sequence[str], folder: Path, options: argparse.Namespace) -> list[Side]:
    """Ours first, then the peers that are to be measured."""
    alone = options.mode == "alone"
    found = [ours(translator, alone=alone, early=early) for early in (True, False)]
    if "ctranslate2" in options.peers:
        found.append(ctranslate2_search.side(translator, folder, texts, alone=alone))
    if "keras-hub" in options.peers:
        found.append(keras_hub_search.side(translator))
    return found


def measure(options: argparse.Namespace) -> dict[str, Any]:
    """One mode: seconds of each side in each round, and what they found."""
    from tfmodel.jobs.environment import prepare_process

    prepare_process()
    from tfmodel.contract.problems import changed
    from tfmodel.jobs.translator import Translator

    folder = RunFolder.open(options.run)
    alone = options.mode == "alone"
    changes = {"decoding.method": "beam", "decoding.beam_size": options.beam, "decoding.max_length": options.max_length}
    changes = {path: value for path, value in changes.items() if value is not None}
    decoding = changed(folder.config(), changes).decoding
    translator = Translator(folder, decoding, compile_shapes=not alone)
    if options.max_length is not None:
        _never_end(translator.transformer)
    texts = _texts(options, folder)[: options.alone if alone else options.list]
    with tempfile.TemporaryDirectory() as work:
        compared = sides(translator, texts, Path(work), options)
        asked = [[text] for text in texts] if alone else [texts]
        found = [[tokens for one in asked for tokens in side.translate(one)] for side in compared]  # the first time
        rounds = [[_round(side, asked) for side in compared] for _ in range(options.rounds)]
    return {
        "sides": [side.name for side in compared],
        "seconds": [[row[number] for row in rounds] for number in range(len(compared))],
        "tokens": [sum(map(len, rows)) / len(rows) for rows in found],
        "same": [sum(mine == other for mine, other in zip(found[0], rows, strict=True)) / len(texts) for rows in found],
        "sentences": len(texts),
    }


def _never_end(transformer: Any) -> None:
    """Takes from EOS all that could make it likely: every translation comes to the limit."""
    from tfmodel.contract.symbols import EOS

    table = transformer.output_embedding.embeddings
    weights = table.numpy()
    weights[EOS] = 0.0
    table.assign(weights)


def _round(side: Side, asked: Sequence[Sequence[str]]) -> list[float]:
    time.sleep(SETTLE)
    return [seconds(side, one) for one in asked]


def _texts(options: argparse.Namespace, folder: RunFolder) -> list[str]:
    if options.sentences is not None:
        return [line.strip() for line in options.sentences.read_text(encoding="utf-8").splitlines() if line.strip()]
    with PairStore.open(folder.path / folder.info().dataset) as store:
        part = "test" if store.counts().test else "validation"
        return [row.source for row in store.page(offset=0, limit=options.list, split=part)]


def table(mode: str, result: dict[str, Any], missing: Sequence[str], beam: int) -> Table:
    """A row a side: milliseconds of one sentence, or sentences a second of the list, and ours beside it."""
    figures = [_figure(mode, result["sentences"], rounds) for rounds in result["seconds"]]
    rows = [
        (
            name,
            figure.text(".1f"),
            (figure.over(figures[0]) if mode == "alone" else figures[0].over(figure)).text(".2f"),
            f"{tokens:.1f}",
            f"{100 * same:.1f}",
        )
        for name, figure, tokens, same in zip(result["sides"], figures, result["tokens"], result["same"], strict=True)
    ]
    rows += [(name, *[MISSING] * 4) for name in missing]
    unit = "p50, ms" if mode == "alone" else "sentences/s"
    return Table(
        f"{TITLES[mode]}, beam {beam}",
        ("side", unit, "ours to it", "tokens a translation", "same as ours, %"),
        tuple(rows),
        (
            f"{result['sentences']} sentences in each round, {'one by one' if mode == 'alone' else 'together'}; "
            "median and range of the rounds. Ours to it: how many times as fast, within a round.",
            *([f"Not measured: {', '.join(missing)}."] if missing else []),
        ),
    )


def _figure(mode: str, sentences: int, rounds: Sequence[Sequence[float]]) -> Figure:
    if mode == "alone":
        return Figure(tuple(1000 * statistics.median(times) for times in rounds))
    return Figure(tuple(sentences / sum(times) for times in rounds))


def parser() -> argparse.ArgumentParser:
    """The command line."""
    found = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    found.add_argument("run", type=Path)
    found.add_argument("--sentences", type=Path, metavar="FILE", help="sources, a line each")
    found.add_argument("--peers", nargs="*", choices=PEERS, default=list(PEERS))
    found.add_argument("--beam", type=int, default=4)
    found.add_argument("--max-length", type=int, metavar="N", help="all have N: for a run that does not translate yet")
    found.add_argument("--rounds", type=int, default=5)
    found.add_argument("--list", type=int, default=1000, help="sentences that are translated together")
    found.add_argument("--alone", type=int, default=60, help="sentences that are translated one by one")
    found.add_argument("--mode", choices=("both", "alone", "list"), default="both")
    found.add_argument("--quick", action="store_true", help="to see that it works, not to quote")
    found.add_argument("--child", action="store_true", help=argparse.SUPPRESS)
    found.add_argument("--results", type=Path, default=RESULTS)
    return found


def run(options: argparse.Namespace) -> Report:
    """Each mode in a process of its own: threads are chosen when TensorFlow is loaded.

    Raises:
        ChildError: A process failed.
        FailureError: There is no such run, or CTranslate2 cannot be compared on it.
    """
    packages = installed(Path(sys.executable), PEERS)
    there = [name for name in options.peers if name in packages]
    missing = [name for name in options.peers if name not in packages]
    model = RunFolder.open(options.run).config().model
    if "ctranslate2" in there:
        ctranslate2_search.refuse_other_forms(model)
    known = facts(vars(options), packages)
    modes = ("alone", "list") if options.mode == "both" else (options.mode,)
    results = {mode: _of_child(mode, there, narrow=model.d_model <= NARROW) for mode in modes}
    tables = tuple(table(mode, result, missing, options.beam) for mode, result in results.items())
    return Report("decode", tables, results, known)


def _of_child(mode: str, peers: Sequence[str], *, narrow: bool) -> dict[str, Any]:
    """What a process with the words of this one measures in one mode; what it says on stderr is seen."""
    environment = {**os.environ, "TF_CPP_MIN_LOG_LEVEL": "3"}
    if mode == "alone" and narrow:
        environment.setdefault("TF_NUM_INTRAOP_THREADS", "1")  # as `main.py translate --json` does
    words = [*sys.argv[1:], "--mode", mode, "--child", "--peers", *peers]
    command = [sys.executable, "-m", "benchmarks.decode", *words]
    child = subprocess.run(command, env=environment, stdout=subprocess.PIPE, text=True, check=False)
    if child.returncode:
        raise ChildError(f"{TITLES[mode]}: the process that measured this ended with status {child.returncode}.")
    return dict(json.loads(child.stdout.splitlines()[-1]))


def main() -> None:
    """Measures, prints and keeps."""
    options = parser().parse_args()
    if options.quick:
        vars(options).update(QUICK)
    with told():
        if options.child:
            print(json.dumps(measure(options)))
            return
        report = run(options)
    report.print()
    report.append(options.results)


if __name__ == "__main__":
    main()
