"""What a validation measures, by NumPy in float64 from the logits of one pair after the other."""

import math

import numpy as np
import pytest

from tfmodel.contract import events
from tfmodel.contract.run_folder import RunFolder
from tfmodel.contract.symbols import BOS, EOS
from tfmodel.corpus.store import PairStore
from tfmodel.corpus.tokenizers import TokenizerPair
from tfmodel.jobs import building, checkpoints, compiling
from tfmodel.jobs.preparing import dataset_of
from tfmodel.jobs.queries import NOTHING
from tfmodel.jobs.searching import Searcher
from tfmodel.jobs.validation import Sentences, Validator


def log_probabilities(transformer, source, target):
    """(T, V) of the token after each one of the target."""
    inputs = {"source": np.array([source], "int32"), "target": np.array([target], "int32")}
    logits = compiling.array_of(transformer(inputs))[0].astype("float64")
    logits = logits - logits.max(-1, keepdims=True)
    return logits - np.log(np.exp(logits).sum(-1, keepdims=True))


def test_loss_perplexity_and_accuracy_are_those_of_all_tokens_of_the_part(finished):
    run = RunFolder(finished[0])
    report = [event for event in finished[1] if isinstance(event, events.ValidationReport)][-1]
    tokenizers, smoothing = TokenizerPair.load(run.path / "tokenizer"), run.config().training.label_smoothing
    transformer = building.build(run.config(), tokenizers)
    checkpoints.load_weights(run.path / "checkpoints" / f"step-{report.step:08}", transformer)
    with PairStore.open(dataset_of(run)) as store:
        rows = list(store.stream("validation"))
    sources = tokenizers.source.encode([row.source for row in rows])
    targets = tokenizers.target.encode([row.target for row in rows])
    losses, log_likelihoods, hits = [], [], []
    for source, target in zip(sources, targets, strict=True):
        found, labels = log_probabilities(transformer, [*source, EOS], [BOS, *target]), [*target, EOS]
        own = found[np.arange(len(labels)), labels]
        losses.extend(-(1 - smoothing) * own - smoothing * found.mean(-1))
        log_likelihoods.extend(own)
        hits.extend(found.argmax(-1) == labels)
    assert smoothing > 0 and len(rows) > report.sentences
    assert report.loss == pytest.approx(np.mean(losses), rel=1e-4)
    assert report.perplexity == pytest.approx(math.exp(-np.mean(log_likelihoods)), rel=1e-4)
    assert report.token_accuracy == pytest.approx(np.mean(hits))


def test_a_pinned_sentence_that_is_longer_than_all_of_the_part_has_the_limit_of_the_settings(
    finished, tmp_path, monkeypatch
):
    run, limits = RunFolder(finished[0]), []

    def search(searcher, queries):
        limits.append(searcher.graphs.decoding.max_length)
        return [NOTHING for _ in queries]

    monkeypatch.setattr(Searcher, "search", search)
    config, tokenizers = run.config(), TokenizerPair.load(run.path / "tokenizer")
    sentences = Sentences([("one two four", "4 2 1")], [])
    validator = Validator(building.build(config, tokenizers), tokenizers, config, None, sentences)
    for source in ("one two four", "one two four " * 8):
        validator.pinned.pin([events.PinnedSentence(source=source)])
        validator.pinned.write(RunFolder(tmp_path), 1)
    assert limits == [10 + 3 * 3 // 2, config.decoding.max_length] == [14, 24]
