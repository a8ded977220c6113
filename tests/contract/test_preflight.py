"""The verdict before a training, from figures alone."""

from dataclasses import replace

import pytest

from tfmodel.contract.disk import DataSize, snapshot
from tfmodel.contract.memory import size_of
from tfmodel.contract.needs import Needs, human, span
from tfmodel.contract.parameters import count_parameters, parameters_by_block
from tfmodel.contract.preflight import LONGEST_TRAINING, judge, limited_by
from tfmodel.contract.presets import NAMES, load_preset
from tfmodel.contract.problems import changed

GB = 10**9
DAY = 24 * 3600


def needs(config, **known):
    """Those of a machine with plenty of everything, for as much as the configuration is estimated to take."""
    size = size_of(config)
    found = Needs(
        memory=size.total,
        memory_free=64 * GB,
        gpu_memory=None,
        gpu_memory_free=None,
        out_of_memory=False,
        longest=40,
        steps_per_epoch=200,
        validate_every=200,
        step_seconds=0.5,
        validation_seconds=3.0,
        parameters=size.parameters.total,
        data=DataSize(10**6, 12.0, 13.0),
        disk_free=500 * GB,
    )
    return replace(found, **known)


def fits_after(config, found, changes):
    """Whether the estimate of the changed configuration is within what is free."""
    after = changed(config, {path: value for change in changes for path, value in change.settings.items()})
    return size_of(after).total <= found.memory_free, after


def test_the_attention_of_a_long_sentence_takes_no_more_room_than_is_kept_of_it():
    config = load_preset("tiny")
    rooms = [snapshot(config, DataSize(0, float(tokens), float(tokens))) for tokens in (100, 256, 257, 2048)]
    assert rooms[0] < rooms[1] == rooms[2] == rooms[3]


def test_with_plenty_of_everything_it_fits():
    config = load_preset("tiny")
    verdict = judge(config, needs(config))
    assert verdict.fits and verdict.reasons == () and verdict.changes == ()


def test_too_little_memory_is_mended_by_smaller_batches_of_the_same_effect_or_a_smaller_model():
    config = load_preset("base")
    found = needs(config, memory_free=round(0.6 * size_of(config).total))
    verdict = judge(config, found)
    assert not verdict.fits and "GB of memory" in verdict.reasons[0]
    batch, model = verdict.changes
    assert not verdict.together
    tokens, parts = (int(batch.settings[f"training.{name}"]) for name in ("batch_tokens", "accumulate_steps"))
    assert tokens * parts == config.training.batch_tokens * config.training.accumulate_steps and tokens < 8192
    assert fits_after(config, found, [batch])[0]
    fits, after = fits_after(config, found, [model])
    assert fits and after.model.d_model < config.model.d_model


def test_the_batch_is_halved_no_further_than_it_must():
    config = load_preset("small")
    size = size_of(config)
    room = size.total - size.activations / 4
    verdict = judge(config, needs(config, memory_free=round(room / 0.9)))
    assert verdict.changes[0].settings["training.batch_tokens"] == str(config.training.batch_tokens // 2)


def test_devices_that_share_a_batch_get_smaller_ones_and_no_parts():
    config = load_preset("small")
    size = size_of(config)
    found = needs(config, memory_free=round((size.total - size.activations / 4) / 0.9), replicas=2)
    assert judge(config, found).changes[0].settings == {"training.batch_tokens": str(config.training.batch_tokens // 2)}


def test_a_pair_that_fills_the_batch_makes_shorter_pairs_the_way_out():
    config = changed(load_preset("tiny"), {"data.max_source_tokens": 2048, "training.batch_tokens": 3500})
    size = size_of(config)
    found = needs(config, longest=2049, memory_free=round((size.total - 0.9 * size.activations) / 0.9))
    (change,) = judge(config, found).changes[:1]
    assert int(change.settings["data.max_source_tokens"]) < 1024
    assert fits_after(config, found, [change])[0]


def test_a_refusing_device_is_a_finding():
    config = load_preset("big")
    free = 16 * GB
    verdict = judge(config, needs(config, out_of_memory=True, gpu_memory=free + 1, gpu_memory_free=free))
    assert "no memory for one step" in verdict.reasons[0]
    assert "training.accumulate_steps" in verdict.changes[0].settings


def test_a_smaller_preset_whose_heads_cannot_share_the_groups_is_offered_without_them():
    config = changed(load_preset("big"), {"model.num_key_value_heads": "8"})
    found = needs(config, memory_free=4 * GB)  # for none of the presets with 8 heads or more
    (model,) = [change for change in judge(config, found).changes if "model.d_model" in change.settings]
    fits, after = fits_after(config, found, [model])
    assert fits and (after.model.num_heads, after.model.num_key_value_heads) == (4, None)


def test_the_memory_of_a_gpu_counts_by_itself():
    config = load_preset("base")
    verdict = judge(config, needs(config, gpu_memory=9 * GB, gpu_memory_free=8 * GB))
    assert verdict.reasons == ("It needs 9.0 GB of GPU memory, and 8.0 GB are free.",)
    assert verdict.changes


def test_a_full_disk_is_mended_by_fewer_checkpoints():
    config = load_preset("big")  # averages 20
    found = needs(config)
    found = replace(found, disk_free=round(0.6 * found.disk(config)))
    verdict = judge(config, found)
    assert "of disk" in verdict.reasons[0]
    change = verdict.changes[0]
    after = changed(config, change.settings)
    assert 1 <= after.training.average_checkpoints < 20
    assert found.disk(after) <= 0.9 * found.disk_free
    more = changed(config, {"training.average_checkpoints": after.training.average_checkpoints + 1})
    assert found.disk(more) > 0.9 * found.disk_free


def test_a_training_of_months_can_be_cut():
    config = load_preset("base")
    found = needs(config, step_seconds=60.0, steps_per_epoch=10_000)
    verdict = judge(config, found)
    assert verdict.reasons == ("It may take 278 days.",)
    assert [list(change.settings) for change in verdict.changes] == [["training.max_epochs"], ["training.max_minutes"]]
    for change in verdict.changes:
        after = changed(config, change.settings)
        minutes = after.training.max_minutes
        assert (60 * minutes if minutes else found.seconds(after)) <= LONGEST_TRAINING + 60


def test_minutes_that_end_before_the_first_validation_are_too_few():
    config = changed(load_preset("tiny"), {"training.max_minutes": 1, "training.warmup_steps": 10})
    found = needs(config, step_seconds=1.0)
    verdict = judge(config, found)
    assert "1 minutes ends it before its first validation" in verdict.reasons[0]
    enough = float(verdict.changes[0].settings["training.max_minutes"])
    assert (
        60 * enough > found.validate_every * 1.0
        and judge(changed(config, {"training.max_minutes": enough}), found).fits
    )


@pytest.mark.parametrize(("limit", "steps"), [({"max_epochs": 4}, 800), ({"max_minutes": 10}, 600)])
def test_a_warm_up_that_outlasts_the_training_is_too_long(limit, steps):
    config = changed(load_preset("base"), {f"training.{name}": value for name, value in limit.items()})
    found = needs(config, step_seconds=1.0)
    verdict = judge(config, found)
    assert verdict.reasons == (f"The learning rate rises for 4,000 steps, and the training has {steps}.",)
    (change,) = verdict.changes
    assert change.settings == {"training.warmup_steps": str(round(0.15 * steps))}
    assert judge(changed(config, change.settings), found).fits


def test_a_warm_up_suits_the_minutes_that_are_offered_with_it():
    config = changed(load_preset("tiny"), {"training.max_minutes": 1})
    found = needs(config, step_seconds=1.0)
    verdict = judge(config, found)
    assert len(verdict.reasons) == 2 and verdict.together
    minutes, warmup = (next(iter(change.settings.values())) for change in verdict.changes)
    assert int(warmup) == pytest.approx(0.15 * 60 * int(minutes), abs=1)


def test_a_smaller_model_may_need_a_shorter_warm_up_too():
    config = changed(load_preset("base"), {"training.max_epochs": 4, "training.batch_tokens": 1500})
    tiny = changed(load_preset("tiny"), {"tokenizer.vocabulary_size": 32_000})
    found = needs(config, memory_free=round(1.2 * size_of(tiny).total))
    size = size_of(config)
    assert size.weights + size.program > found.memory_free  # whatever the batch
    verdict = judge(config, found)
    settings = [path for change in verdict.changes for path in change.settings]
    assert verdict.together and "model.d_model" in settings and "training.warmup_steps" in settings


def test_two_ailments_may_need_two_changes():
    config = load_preset("tiny")  # no preset is smaller
    size = size_of(config)
    found = needs(config, memory_free=round((size.total - size.activations / 4) / 0.9))
    found = replace(found, disk_free=round(0.7 * found.disk(config)))
    verdict = judge(config, found)
    assert len(verdict.reasons) == 2 and verdict.together
    assert [sorted(change.settings) for change in verdict.changes] == [
        ["training.accumulate_steps", "training.batch_tokens"],
        ["training.average_checkpoints"],
    ]


def test_where_nothing_helps_nothing_is_offered():
    config = load_preset("tiny")
    verdict = judge(config, needs(config, memory_free=10**7))
    assert not verdict.fits and verdict.changes == ()


@pytest.mark.parametrize(
    ("changes", "ends"),
    [({}, "epochs"), ({"training.max_steps": 300}, "steps"), ({"training.max_minutes": 5}, "minutes")],
)
def test_what_ends_a_training_is_known(changes, ends):
    config = changed(load_preset("tiny"), changes)
    assert limited_by(config, needs(config)) == ends


def test_without_a_measured_step_times_are_not_judged():
    config = load_preset("base")
    found = needs(config, step_seconds=None)
    assert found.seconds(config) is None and judge(config, found).fits


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("changes", [{}, {"model.positions": "learned", "model.tie_output": False}])
def test_the_blocks_add_up_to_the_model(name, changes):
    config = changed(load_preset(name), changes)
    sizes = {"shared": False, "max_length": config.max_length}
    blocks = parameters_by_block(config.model, 900, 1100, **sizes)
    assert sum(blocks.values()) == count_parameters(config.model, 900, 1100, **sizes).total
    assert blocks["Norms"] > 0 and all(blocks.values())


def test_amounts_are_said_in_the_unit_that_suits():
    assert [human(count) for count in (999, 1500, 2_000_000, 12_300_000_000)] == ["999 B", "2 kB", "2 MB", "12.3 GB"]
    assert [span(count) for count in (40, 150, 5400, 9 * DAY)] == ["40 s", "2 min", "1.5 hours", "9 days"]
