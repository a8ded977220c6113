from __future__ import annotations

import keras
import net_reference as ref
import numpy as np
import pytest

from tfmodel.net.taps import scope, tap, trace, tracing
from tfmodel.net.transformer import Transformer


@pytest.fixture(scope="module")
def model() -> Transformer:
    return ref.scrambled()


@pytest.fixture(scope="module")
def tensors(model: Transformer) -> dict[str, np.ndarray]:
    source, target, _ = ref.pairs(2, 6, 5)
    source[1, 4:] = 0
    with trace() as kept:
        model({"source": source, "target": target})
    return {name: keras.ops.convert_to_numpy(tensor) for name, tensor in kept.items()}


def test_outside_a_trace_nothing_is_kept() -> None:
    assert not tracing()
    tap("lost", 1)
    with trace() as kept:
        pass
    assert kept == {}


def test_scopes_give_paths() -> None:
    with trace() as kept, scope("decoder"):
        with scope("2"):
            tap("scores", 1)
        tap("output", 2)
    assert kept == {"decoder/2/scores": 1, "decoder/output": 2}


def test_no_tensor_hides_another() -> None:
    with trace(), pytest.raises(ValueError, match="called x"):
        tap("x", 1)
        tap("x", 2)


def test_a_failed_trace_leaves_none_behind() -> None:
    with pytest.raises(ZeroDivisionError), trace(), scope("a"):
        1 / 0  # noqa: B018
    assert not tracing()


def test_a_traced_pass_computes_the_same(model: Transformer, tensors: dict[str, np.ndarray]) -> None:
    source, target, _ = ref.pairs(2, 6, 5)
    source[1, 4:] = 0
    np.testing.assert_array_equal(model({"source": source, "target": target}), tensors["logits"])


def test_every_step_of_every_layer_is_named(tensors: dict[str, np.ndarray]) -> None:
    attention = ("norm", "queries", "keys", "values", "scores", "weights", "context", "output", "residual")
    expected = {"logits"}
    for stack, parts in (("encoder", ("self_attention",)), ("decoder", ("self_attention", "cross_attention"))):
        expected |= {f"{stack}/{name}" for name in ("embedding", "positions", "input", "output")}
        for layer in range(2):
            expected |= {f"{stack}/{layer}/{part}/{name}" for part in parts for name in attention}
            names = ("norm", "hidden", "output", "residual")
            expected |= {f"{stack}/{layer}/feed_forward/{name}" for name in names}
    assert set(tensors) == expected


def test_tensors_are_what_their_names_say(tensors: dict[str, np.ndarray]) -> None:
    path = "decoder/1/cross_attention"
    queries, keys, values = (tensors[f"{path}/{name}"] for name in ("queries", "keys", "values"))
    assert queries.shape == (2, 4, 5, 4)
    assert keys.shape == values.shape == (2, 4, 6, 4)
    np.testing.assert_allclose(tensors[f"{path}/scores"], queries @ keys.swapaxes(-1, -2) / 2, atol=1e-5)
    weights = tensors[f"{path}/weights"]
    assert weights.shape == (2, 4, 5, 6)
    np.testing.assert_allclose(weights.sum(-1), 1.0, rtol=1e-5)
    assert (weights[1, ..., 4:] == 0).all()
    np.testing.assert_allclose(tensors[f"{path}/context"], weights @ values, atol=1e-5)


def test_the_residual_stream_adds_up(tensors: dict[str, np.ndarray]) -> None:
    total = tensors["decoder/input"]
    for layer in range(2):
        for part in ("self_attention", "cross_attention", "feed_forward"):
            total = total + tensors[f"decoder/{layer}/{part}/output"]
            np.testing.assert_allclose(tensors[f"decoder/{layer}/{part}/residual"], total, atol=1e-4)
