from __future__ import annotations

import numpy as np
import pytest
from decoding_reference import EOS, assert_equal, mixed, model, next_log_probs, search, translations

from tfmodel.contract.failure import FailureError
from tfmodel.net.decoding.beam import Beam
from tfmodel.net.decoding.diverse import DiverseBeam
from tfmodel.net.transformer import Transformer


def by_hand(
    model: Transformer, source: np.ndarray, beams: int, groups: int, penalty: float, limit: int
) -> dict[tuple[int, ...], float]:
    """Finished hypotheses and their log-probabilities, with lists and float64, one group after the other."""
    size = beams // groups
    live: list[list[tuple[float, tuple[int, ...]]]] = [[(0.0, ())] for _ in range(groups)]
    finished: list[list[tuple[float, tuple[int, ...]]]] = [[] for _ in range(groups)]
    for _ in range(limit):
        if not any(may_change(*group, size) for group in zip(live, finished, strict=True)):
            break
        taken = np.zeros(23)
        for group in range(groups):
            candidates = []
            for total, tokens in live[group]:
                log_probs = next_log_probs(model, source, tokens)[-1]
                for token in range(2, 23):
                    sure = total + log_probs[token]
                    candidates.append((sure - penalty * taken[token], sure, (*tokens, token)))
            best = [(sure, tokens) for _, sure, tokens in sorted(candidates, reverse=True)[: 2 * size]]
            finished[group] += [entry for entry in best[:size] if entry[1][-1] == EOS]
            live[group] = [entry for entry in best if entry[1][-1] != EOS][:size]
            for _, tokens in live[group]:
                taken[tokens[-1]] += 1
    pools = [sorted(pool, reverse=True)[:size] for pool in finished]
    return {tokens: total for pool in pools for total, tokens in pool}


def may_change(
    live: list[tuple[float, tuple[int, ...]]], finished: list[tuple[float, tuple[int, ...]]], size: int
) -> bool:
    """Whether too few of a group have ended, or one that goes on is likelier than all that have."""
    return len(finished) < size or max(live)[0] > max(finished)[0]


@pytest.mark.parametrize(("groups", "penalty"), [(2, 0.5), (4, 1.0)])
def test_it_finds_what_lists_and_loops_find(groups: int, penalty: float) -> None:
    transformer, source = model(1), mixed()
    method = DiverseBeam(beam_size=4, groups=groups, penalty=penalty, max_length=10, length_penalty=0.0)
    found = search(transformer, source, method)
    expected = [by_hand(transformer, sentence, 4, groups, penalty, 10) for sentence in source]
    assert any(expected)
    for hypotheses, log_probs, by_loops in zip(translations(found), np.asarray(found.log_probs), expected, strict=True):
        told = zip(hypotheses, log_probs, strict=True)
        ended = {tokens: log_prob for tokens, log_prob in told if tokens[-1] == EOS}
        assert ended == pytest.approx(by_loops, abs=1e-3)


@pytest.mark.parametrize("seed", [1])
def test_one_group_is_beam_search(seed: int) -> None:
    transformer, source = model(seed), mixed()
    diverse = DiverseBeam(beam_size=4, groups=1, penalty=0.7, max_length=10)
    assert_equal(search(transformer, source, diverse), search(transformer, source, Beam(beam_size=4, max_length=10)))


def test_groups_say_other_things_at_each_position_when_the_penalty_is_large() -> None:
    found = translations(
        search(model(1), mixed(), DiverseBeam(beam_size=4, groups=4, penalty=1e4, max_length=6, length_penalty=0.0))
    )
    for hypotheses in found:
        for position in range(6):
            tokens = [row[position] for row in hypotheses if len(row) > position and row[position] != EOS]
            assert len(set(tokens)) == len(tokens)


@pytest.mark.parametrize(("groups", "penalty"), [(3, 0.5), (0, 0.5), (2, -1.0)])
def test_impossible_groups_are_refused(groups: int, penalty: float) -> None:
    with pytest.raises(FailureError, match="Choose"):
        DiverseBeam(beam_size=4, groups=groups, penalty=penalty, max_length=5)
