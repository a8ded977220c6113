"""The benchmarks as commands."""

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from benchmarks import cost, decode, quality
from benchmarks.child import Child, ChildError
from benchmarks.peers import ctranslate2_search, greedy
from benchmarks.sides import DEFAULT_PEERS, OURS, PACKAGES, SIDES, present
from tfmodel.contract.config import Config
from tfmodel.contract.failure import FailureError
from tfmodel.contract.presets import load_preset
from tfmodel.contract.problems import changed
from tfmodel.contract.run_folder import RunFolder, RunInfo
from tfmodel.contract.symbols import EOS, PAD

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("name", ["train", "decode", "quality", "cost", "gui"])
def test_help_answers(name):
    command = [sys.executable, "-m", f"benchmarks.{name}", "--help"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert "--quick" in done.stdout
    assert f"python -m benchmarks.{name}" in done.stdout


@pytest.mark.skipif(sys.platform == "win32", reason="they limit and kill as POSIX has it")
@pytest.mark.parametrize("name", ["kill", "hostile"])
def test_help_answers_where_nothing_is_quicker(name):
    command = [sys.executable, "-m", f"benchmarks.{name}", "--help"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert f"python -m benchmarks.{name}" in done.stdout


def test_peers_that_are_not_there_are_named():
    names, missing = present(DEFAULT_PEERS, {"keras-hub": "0.32"})
    assert names == [OURS, "keras-hub"]
    assert missing == ["pytorch", "pytorch-bfloat16", "joey"]
    assert {side.needs for side in SIDES.values() if side.needs} == set(PACKAGES)


def test_a_child_tells_its_lines_and_why_it_failed(tmp_path):
    child = Child([sys.executable, "-c", "import sys; print('a line'); sys.exit('the reason')"], tmp_path / "log.txt")
    line = next(iter(child.lines()))
    assert (line.text, line.seconds > 0) == ("a line", True)
    assert list(child.lines()) == []
    assert isinstance(child.failure(), ChildError)
    assert "the reason" in str(child.failure())


MEASURES = """
import os, sys
from pathlib import Path
from benchmarks.child import Child

child = Child([sys.executable, "-c", "held = bytearray(300_000_000); print(len(held))"], Path(sys.argv[1]))
assert [line.text for line in child.lines()] == ["300000000"]
os.waitid(os.P_PID, child._process.pid, os.WEXITED | os.WNOWAIT)  # it has ended and nobody has asked yet
print(child.end())
"""


def test_a_child_tells_its_memory(tmp_path):
    """To a small process: it is told at least what it has itself, as the child was a copy of it at first."""
    command = [sys.executable, "-c", MEASURES, str(tmp_path / "log.txt")]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert 300e6 < int(done.stdout) < 600e6


def test_variations_are_chosen_by_name():
    path = ROOT / "benchmarks" / "ablations.toml"
    assert next(iter(quality.variations(path, []))) == "preset"
    assert quality.variations(path, ["gelu"]) == {"gelu": ["model.activation=gelu"]}
    with pytest.raises(SystemExit, match="no variation nonsense"):
        quality.variations(path, ["nonsense"])


def row(name, seed, bleu, settings, options):
    return quality.Row(quality.key(options, settings, seed), name, seed, bleu, "sig", 50.0, 100.0 * seed, 9, 1, "abc")


def test_differences_are_to_the_preset_also_where_it_is_not_asked_for(tmp_path):
    options = quality.parser().parse_args([str(tmp_path), "--only", "gelu"])
    options.data = tmp_path
    chosen = {"gelu": ["model.activation=gelu"]}
    rows = [row("preset", 1, 30.0, [], options), row("gelu", 1, 31.5, chosen["gelu"], options)]
    made = quality.table(chosen, rows, options)
    assert len(made.rows) == 1 and made.rows[0][2:4] == ("31.50", "+1.50")
    assert quality.table(chosen, rows[1:], options).rows[0][3] == quality.MISSING


def test_differences_are_between_equal_seeds(tmp_path):
    options = quality.parser().parse_args([str(tmp_path), "--seeds", "1", "2", "3"])
    chosen = {"preset": [], "gelu": ["model.activation=gelu"], "untrained": ["model.dropout=0"]}
    rows = [row("preset", seed, bleu, [], options) for seed, bleu in ((1, 30.0), (2, 33.0))]
    rows += [row("gelu", seed, bleu, chosen["gelu"], options) for seed, bleu in ((2, 34.0), (3, 20.0))]
    rows.append(row("gelu", 1, 99.0, ["model.activation=gelu", "model.dropout=0.9"], options))
    shown = {cells[0]: cells for cells in quality.table(chosen, rows, options).rows}
    assert shown["preset"][2:4] == ("31.50 (30.00 to 33.00)", "+0.00 (+0.00 to +0.00)")
    assert shown["gelu"][2:4] == ("27.00 (20.00 to 34.00)", "+1.00")
    assert shown["gelu"][8] == "2 3"
    assert set(shown["untrained"][2:]) == {"–"}


@pytest.mark.skipif(not hasattr(os, "sched_getaffinity"), reason="this system gives no process cores of its own")
def test_trainings_at_once_are_kept_apart_from_others_and_share_the_cores(tmp_path):
    alone, halves = (quality.parser().parse_args([str(tmp_path), "--at-once", count]) for count in ("1", "2"))
    assert quality.key(alone, [], 1) != quality.key(halves, [], 1)
    assert quality.shares_of_cores(1) == [[]]
    cores = len(os.sched_getaffinity(0))
    one, *others = quality.shares_of_cores(cores) if cores > 1 else [[0], [1]]
    assert len(one) == 1 and one not in others
    with pytest.raises(SystemExit, match="at least one training"):
        quality.shares_of_cores(0)
    with pytest.raises(SystemExit, match="needs as many cores"):
        quality.shares_of_cores(cores + 2)


@pytest.mark.skipif(not hasattr(os, "sched_getaffinity"), reason="this system gives no process cores of its own")
def test_a_child_has_the_cores_that_it_was_given(tmp_path):
    code = "import os, sys; sys.stdin.readline(); print(len(os.sched_getaffinity(0)))"
    mine = sorted(os.sched_getaffinity(0))[:1]
    child = Child([sys.executable, "-c", code], tmp_path / "log.txt", cores=mine)
    child.say("")  # it has been given them
    assert [line.text for line in child.lines()] == ["1"]
    child.end()


def test_greedy_translations_of_a_peer_end_where_it_ends_and_stand_in_order():
    """A model that says the source backwards."""

    def likeliest(source, target, position):
        ends = (source != PAD).sum(axis=1)
        return np.array(
            [row[end - 1 - position] if position < end else EOS for row, end in zip(source, ends, strict=True)]
        )

    sources = [[7, 8, 9], [5], [4, 6], *[[11, number] for number in range(12, 100)]]
    assert greedy.translations(sources, likeliest, longest=40) == [ids[::-1] for ids in sources]


@pytest.mark.parametrize("name", sorted(cost.SWEEPS))
def test_few_values_are_the_ends_and_the_middle(name):
    few, full = cost.points(name, True), cost.points(name, False)
    assert (few[0], few[-1]) == (full[0], full[-1])
    assert few[1] in full


def test_a_made_up_corpus_has_the_length_and_the_words_that_were_asked():
    point = cost.Point(32, length=32, vocabulary=4000)
    sentences = cost._sentences(point, 400)
    assert {len(sentence.split()) for sentence in sentences} == {31}
    assert len({word for sentence in sentences for word in sentence.split()}) == 3996


OTHER_FORMS = {
    "positions": "learned",
    "normalisation": "rms",
    "num_key_value_heads": 1,
    "attention_window": 8,
    "activation": "swiglu",
}


@pytest.mark.parametrize(("name", "value"), OTHER_FORMS.items())
def test_ctranslate2_is_compared_on_the_papers_form_alone(name, value):
    for preset in ("tiny", "base", "big"):
        ctranslate2_search.refuse_other_forms(load_preset(preset).model)
    other = changed(Config(), {f"model.{name}": value}).model
    with pytest.raises(FailureError, match=rf"model\.{name} of this run is {value}"):
        ctranslate2_search.refuse_other_forms(other)


@pytest.mark.parametrize("preset", ["low-resource", "small"])
def test_a_run_that_ctranslate2_cannot_have_ends_decode_with_one_sentence(tmp_path, monkeypatch, preset):
    """Before a process is started for it, whose refusal was a traceback of this one."""
    run = RunFolder.create(tmp_path / "run", load_preset(preset), RunInfo(name="run"))
    monkeypatch.setattr(decode, "installed", lambda python, packages: {"ctranslate2": "4.6.0"})
    monkeypatch.setattr(sys, "argv", ["decode", str(run.path)])
    with pytest.raises(SystemExit, match=r"model\.positions of this run is rotary\. Leave it out: --peers keras-hub"):
        decode.main()


def test_a_mode_of_decode_whose_process_fails_is_told_with_its_status(monkeypatch):
    monkeypatch.chdir(ROOT)
    monkeypatch.setattr(sys, "argv", ["decode", "--nonsense"])
    with pytest.raises(ChildError, match=r"^One sentence: .* ended with status 2\.$"):
        decode._of_child("alone", [], narrow=True)
