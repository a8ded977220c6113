from __future__ import annotations

import net_reference as ref
import numpy as np

from tfmodel.net.attention_maps import alignment, attention_maps, attention_weights
from tfmodel.net.taps import trace

SOURCE, TARGET = np.array([5, 6, 7, 2, 0, 0]), np.array([8, 9, 2, 0])


def test_all_blocks_and_heads_are_there_without_padding() -> None:
    maps = attention_maps(ref.scrambled(), SOURCE, TARGET)
    shapes = {name: weights.shape for name, weights in maps.items()}
    assert shapes == {
        "encoder/0/self_attention/weights": (4, 4, 4),
        "encoder/1/self_attention/weights": (4, 4, 4),
        "decoder/0/self_attention/weights": (4, 3, 3),
        "decoder/1/self_attention/weights": (4, 3, 3),
        "decoder/0/cross_attention/weights": (4, 3, 4),
        "decoder/1/cross_attention/weights": (4, 3, 4),
    }
    for weights in maps.values():
        np.testing.assert_allclose(weights.sum(-1), 1.0, rtol=1e-5)


def test_row_t_is_the_position_that_predicts_token_t() -> None:
    model = ref.scrambled()
    maps = attention_maps(model, SOURCE, TARGET)
    with trace() as tensors:
        model({"source": SOURCE[None, :4], "target": np.array([[1, 8, 9]])})
    for name, weights in maps.items():
        np.testing.assert_array_equal(weights, np.asarray(tensors[name])[0])


def test_bfloat16_weights_come_as_float32() -> None:
    maps = attention_maps(ref.scrambled(dtype="mixed_bfloat16"), SOURCE, TARGET)
    assert {weights.dtype for weights in maps.values()} == {np.dtype("float32")}


def test_alignment_is_the_mean_of_all_cross_attention() -> None:
    maps = attention_maps(ref.scrambled(), SOURCE, TARGET)
    mean = alignment(maps)
    cross = [maps[f"decoder/{block}/cross_attention/weights"][head] for block in range(2) for head in range(4)]
    np.testing.assert_allclose(mean, sum(cross) / 8, rtol=1e-5)


def test_a_batch_gives_what_single_pairs_give() -> None:
    model = ref.scrambled()
    target = np.array([[1, 8, 9]], "int32")
    batch = attention_weights(model, np.stack([SOURCE, SOURCE[::-1].clip(4)]).astype("int32"), np.repeat(target, 2, 0))
    single = attention_maps(model, SOURCE, TARGET)
    for name, weights in batch.items():
        queries, keys = single[name].shape[1:]
        np.testing.assert_allclose(np.asarray(weights)[0, :, :queries, :keys], single[name], atol=1e-6)
