from __future__ import annotations

import numpy as np
import pytest

from tfmodel.contract.symbols import EOS, PAD
from tfmodel.net.decoding.hypotheses import NEVER, Hypotheses


@pytest.mark.parametrize(
    ("scores", "ended", "order"),
    [
        ((-0.52, -0.50), (False, False), (1, 0)),
        ((-0.51, -2.0, -0.50, -1.0), (False, True, False, True), (3, 1, 2, 0)),
        ((NEVER, -0.7, -0.71, -0.69), (False, False, True, False), (2, 3, 1, 0)),
    ],
    ids=["cut-off", "mixed", "with-what-never-was"],
)
def test_what_ended_comes_first_and_scores_decide_exactly(
    scores: tuple[float, ...], ended: tuple[bool, ...], order: tuple[int, ...]
) -> None:
    tokens = np.array([[[5 + row, EOS if end else 4] for row, end in enumerate(ended)]], "int32")
    tokens[0, np.array(scores) == NEVER] = PAD
    given = np.array([scores], "float32")
    lengths = np.array([range(len(scores))], "int32")
    found = Hypotheses(tokens, 2 * given, given, lengths).ranked()
    places = list(order)
    np.testing.assert_array_equal(found.scores, given[:, places])
    np.testing.assert_array_equal(found.log_probs, 2 * given[:, places])
    np.testing.assert_array_equal(found.lengths, lengths[:, places])
    np.testing.assert_array_equal(found.tokens, tokens[:, places])
