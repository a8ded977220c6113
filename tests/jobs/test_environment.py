"""What is said of the machine."""

import pytest

from tfmodel.jobs.environment import short_name


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ("Intel(R) Xeon(R) Processor @ 2.50GHz", "Intel Xeon"),
        ("Intel(R) Core(TM) i7-8650U CPU @ 1.90GHz", "Intel Core i7-8650U"),
        ("AMD EPYC 9R14 96-Core Processor", "AMD EPYC 9R14"),
        ("Apple M2 Pro", "Apple M2 Pro"),
    ],
)
def test_a_processor_is_named_in_short(told: str, said: str) -> None:
    assert short_name(told) == said
