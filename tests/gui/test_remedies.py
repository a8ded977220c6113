from gui.remedies import remedy_words
from tfmodel.contract.presets import load_preset
from tfmodel.contract.problems import changed


def settings(words):
    return dict(word.split("=") for word in words[1::2])


def test_half_a_batch_at_a_time_is_the_same_batch_in_twice_as_many_parts():
    config = load_preset("tiny")
    asked = settings(remedy_words("halve-batch", config))
    assert asked == {"training.batch_tokens": "750", "training.accumulate_steps": "2"}
    again = settings(remedy_words("halve-batch", changed(config, asked)))
    assert again == {"training.batch_tokens": "375", "training.accumulate_steps": "4"}


def test_devices_that_share_a_batch_get_a_smaller_one_and_the_smallest_batch_stays():
    config = changed(load_preset("tiny"), {"training.devices": "0"})
    assert settings(remedy_words("halve-batch", config)) == {"training.batch_tokens": "750"}
    config = changed(load_preset("tiny"), {"training.batch_tokens": "64"})
    assert settings(remedy_words("halve-batch", config)) == {"training.batch_tokens": "64"}
    assert remedy_words("", config) == []
