"""The demonstration, from its sample to its scores."""

import sys
from pathlib import Path

from running import events_of, job

from tfmodel.contract import events
from tfmodel.contract.run_folder import RunFolder
from tfmodel.corpus.store import PairStore
from tfmodel.jobs.demo import SHOWN
from tfmodel.jobs.preparing import dataset_of

SHORT = (sys.executable, str(Path(__file__).with_name("short_demo.py")))


def test_it_trains_shows_sentences_of_the_test_part_and_scores_them_all(pairs_file, tmp_path):
    run = RunFolder(tmp_path / "run")
    done = job("demo", "--run", run.path, "--json", before=(*SHORT, str(pairs_file)))
    assert done.returncode == 0, done.stderr
    told = events_of(done.stdout)
    with PairStore.open(dataset_of(run)) as store:
        references = {row.source: row.target for row in store.stream("test")}
    shown = [event.message for event in told if isinstance(event, events.Log) and "→" in event.message]
    assert len(shown) == SHOWN
    for message in shown:
        source, translated = (line.strip() for line in message.split("\n"))
        text, _, verdict = translated.removeprefix("→ ").partition("  ")
        assert verdict == ("✓" if text == references[source] else f"✗ expected: {references[source]}")
    (scores,) = [event for event in told if isinstance(event, events.Evaluated)]
    assert scores.run == str(run.path) and scores.sentences == len(references)
    assert run.state() == "finished" and told[-1] == events.Finished()
