"""Arithmetic of the benchmarks: medians, ratios, quantiles, tables, and the pace of a training."""

import json
import statistics

import numpy as np
import pytest

from benchmarks.child import ChildError, Line
from benchmarks.pace import Stretch, pace
from benchmarks.peers import joey_nmt, ours, steps
from benchmarks.table import Figure, Report, Table, quantile
from tfmodel.contract import events
from tfmodel.contract.failure import Failure


def test_ratios_are_taken_round_by_round():
    mine, theirs = Figure((100.0, 50.0, 90.0)), Figure((20.0, 10.0, 30.0))
    assert mine.over(theirs).values == (5.0, 5.0, 3.0)
    assert mine.over(theirs).median == statistics.median([5.0, 5.0, 3.0])
    assert mine.over(theirs).text(".1f") == "5.0 (3.0 to 5.0)"
    assert Figure((1234.4,)).text() == "1,234"


def test_ratio_of_unequal_rounds_is_refused():
    with pytest.raises(ValueError):
        Figure((1.0, 2.0)).over(Figure((1.0,)))


@pytest.mark.parametrize("share", [0.0, 0.1, 0.5, 0.9, 0.99, 1.0])
@pytest.mark.parametrize("count", [1, 2, 9, 10, 100])
def test_quantile_is_the_smallest_value_that_covers_the_share(share, count):
    values = np.random.default_rng(count).permutation(count).astype(float)
    assert quantile(values, share) == np.quantile(values, share, method="inverted_cdf")


def test_markdown_has_a_line_a_row_and_even_columns():
    table = Table("Speed", ("side", "tokens/s"), (("ours", "6,000"), ("a longer name", "1")), ("A note.",))
    title, body, note = table.markdown().split("\n\n")
    assert (title, note) == ("### Speed", "- A note.")
    lines = body.splitlines()
    assert len(lines) == 4
    assert len({len(line) for line in lines}) == 1
    assert [cell.strip() for cell in lines[3].split("|")[1:-1]] == ["a longer name", "1"]


def test_results_are_added_to_what_is_there(tmp_path):
    for value in (1, 2):
        report = Report("speed", (Table("T", ("a",), ((str(value),),)),), {"value": value}, {"commit": "abc"})
        report.append(tmp_path / "results")
    kept = [json.loads(line) for line in (tmp_path / "results" / "speed.jsonl").read_text().splitlines()]
    assert [line["figures"]["value"] for line in kept] == [1, 2]
    assert (tmp_path / "results" / "speed.md").read_text().count("### T") == 2


def training(step, tokens_per_second):
    return events.TrainingReport(
        step=step, epoch=0.0, loss=1.0, learning_rate=0.1, tokens_per_second=tokens_per_second, seconds=0.0
    )


def lines(*timed):
    return [Line(seconds, event.line()) for seconds, event in timed]


def test_a_validation_is_left_out_and_saving_is_not():
    told = lines(
        (10.0, events.State(state="training")),
        (12.0, training(8, 500.0)),
        (13.0, training(16, 700.0)),
        (13.5, events.State(state="validating")),
        (20.0, events.State(state="saving")),
        (21.0, events.State(state="training")),
        (23.0, training(24, 600.0)),
    )
    found = list(ours.stretches(told))
    assert sum(stretch.tokens for stretch in found) == pytest.approx(2 * 500 + 700 + 2 * 600)
    assert sum(stretch.seconds for stretch in found) == pytest.approx((13.5 - 10) + 1 + 2)
    assert [(stretch.begins, stretch.ends) for stretch in found if stretch.tokens] == [(0, 8), (8, 16), (16, 24)]


def test_a_failure_is_told_in_its_own_words():
    failure = Failure(title="No memory", cause="It is full.", advice="Halve the batch.")
    with pytest.raises(ChildError, match="Halve the batch"):
        list(ours.stretches(lines((1.0, events.Failed(failure=failure)))))


def test_steps_of_a_peer():
    told = [Line(3.0, '{"step": 1, "tokens": 50}'), Line(3.5, "noise"), Line(5.0, '{"step": 2, "tokens": 70}')]
    assert list(steps.stretches(told)) == [Stretch(0, 1, 50, 3.0, 3.0), Stretch(1, 2, 70, 2.0, 5.0)]


def test_joeys_log_is_read_and_the_stretch_over_two_epochs_left_out():
    text = "Epoch {:3d}, Step: {:8d}, Batch Loss: 9.1, Batch Acc: 0.1, Tokens per Sec: {:8.0f}, Lr: 0.0003"
    told = [
        Line(10.0, text.format(1, 4, 1000)),
        Line(12.0, text.format(1, 8, 1500)),
        Line(16.0, text.format(2, 12, 1500)),
        Line(18.0, text.format(2, 16, 1400)),
    ]
    found = [(stretch.begins, stretch.ends, stretch.tokens) for stretch in joey_nmt.stretches(told)]
    assert found == [(0, 4, 10_000.0), (4, 8, 3000.0), (12, 16, 2800.0)]


class Process:
    """A process that used two processors all the time."""

    def __init__(self):
        self.seconds = 0.0

    def processor_seconds(self):
        return 2 * self.seconds

    def failure(self):
        return ChildError("ended")

    def stretches(self, *tokens, seconds=2.0):
        for number, count in enumerate(tokens):
            self.seconds += seconds
            yield Stretch(8 * number, 8 * number + 8, count, seconds, self.seconds)


def test_first_steps_do_not_count():
    process = Process()
    found = pace(process, process.stretches(1, 400, 600, 9999), skip=8, seconds=4.0)
    assert (found.tokens_per_second, found.steps, found.first_report, found.busy) == (250.0, 16, 2.0, 2.0)


def test_a_training_that_ends_too_early_gives_no_pace():
    process = Process()
    with pytest.raises(ChildError):
        pace(process, process.stretches(1, 400), skip=8, seconds=4.0)
