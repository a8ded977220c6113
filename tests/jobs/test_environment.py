"""What is said of the machine."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from running import ROOT

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


COMPILING = """
import os, sys
from tfmodel.jobs.environment import prepare_process
prepare_process()
import tensorflow as tf
program = tf.function(lambda x: tf.nn.softmax(x @ x), jit_compile=True)
print(float(tf.reduce_sum(program(tf.eye(3)))))
"""


@pytest.mark.slow
def test_programs_are_kept_for_the_next_process(tmp_path: Path) -> None:
    kept = []
    for _ in range(2):
        words = [sys.executable, "-c", COMPILING]
        home = {**os.environ, "TRANSFORMER_DESK_HOME": str(tmp_path)}
        home.pop("TF_CPP_MIN_LOG_LEVEL", None)  # the tests before this one may have let TensorFlow speak
        done = subprocess.run(words, env=home, cwd=ROOT, capture_output=True, text=True, check=True)
        assert float(done.stdout) == pytest.approx(3.0)
        assert done.stderr == ""
        kept.append({file: file.stat().st_mtime_ns for file in tmp_path.glob("cache/xla/*/*.pb")})
    assert len(kept[0]) == 1
    assert kept[1] == kept[0]  # found, not made again
