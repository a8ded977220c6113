import sqlite3
import sys

import pytest

from tfmodel.contract import commands, events
from tfmodel.contract.config import Config
from tfmodel.contract.failure import Failure, fail, failure_from
from tfmodel.contract.parameters import count_parameters
from tfmodel.contract.presets import load_preset
from tfmodel.contract.proposal import Facts, propose


def test_an_event_survives_its_line():
    event = events.Samples(step=3, samples=(events.Sample(source="a\nb", reference="ä", hypothesis="\u2028"),))
    line = event.line()
    assert "\n" not in line
    assert events.read_event(line) == event


def test_a_name_that_is_no_utf_8_is_told_with_a_question_mark():
    failure = Failure(title="A", cause="There is no m\udce9moire\n\u2028.", advice="C.")
    line = events.Failed(failure=failure).line()
    assert events.read_event(line.encode()) == events.Failed(
        failure=Failure(title="A", cause="There is no m?moire\n\u2028.", advice="C.")
    )
    assert line.startswith('{"event":"failed",') and "\n" not in line


@pytest.mark.parametrize("line", ["", "nonsense", "{}", '{"event":"of tomorrow"}', '{"event":"training"}', "[1]"])
def test_what_is_no_event_is_none(line):
    assert events.read_event(line) is None


def test_a_field_of_a_newer_version_is_skipped():
    assert events.read_event('{"event":"finished","stopped":true,"mood":"fine"}') == events.Finished(stopped=True)


def test_a_command_survives_its_line():
    command = commands.Translate(id=7, text="où?", nbest=3)
    assert commands.read_command(command.line()) == command


def test_a_known_error_gets_its_own_sentence_and_an_unknown_one_its_details():
    assert failure_from(fail("A", "B.", "C.")) == Failure(title="A", cause="B.", advice="C.")
    missing = failure_from(FileNotFoundError(2, "No such file", "/nowhere/x.tsv"))
    assert missing.title == "File not found" and "/nowhere/x.tsv" in missing.cause
    full = failure_from(OSError(28, "No space left on device", "/run/model.keras"))
    assert full.title == "Disk full" and full.is_of_disk and not missing.is_of_disk
    unknown = failure_from(ZeroDivisionError("by zero"))
    assert "by zero" in unknown.cause and "ZeroDivisionError" in unknown.details


def test_what_windows_refuses_may_be_open_in_another_program(monkeypatch):
    monkeypatch.setattr(sys, "platform", "win32")
    held = failure_from(PermissionError(13, "Permission denied", "C:/out.csv"))
    assert held.cause.startswith("C:/out.csv is open in another program, or ") and "Close it there" in held.advice
    monkeypatch.setattr(sys, "platform", "linux")
    refused = failure_from(PermissionError(13, "Permission denied", "/root/out.csv"))
    assert refused.cause == "/root/out.csv may not be read or written by you."


def test_a_name_that_windows_does_not_have_is_told_as_that_there_alone(monkeypatch):
    refused = OSError(22, "The filename is incorrect", "C:\\runs\\what?"), OSError(20, "Invalid", "C:\\runs\\a:b")
    monkeypatch.setattr(sys, "platform", "win32")
    for error in refused:
        failure = failure_from(error)
        assert failure.title == "Name not possible" and failure.advice == 'Leave out < > : " | ? *.'
        assert failure.cause == f"{error.filename} is no name of a file on Windows."
    for name in ("C:\\runs\\what", "\\\\?\\C:\\runs\\what", None):  # whatever is wrong there, it is not the name
        assert failure_from(OSError(22, "Invalid argument", name)).title == "Unexpected error"
    assert failure_from(OSError(20, "Not a directory", "C:\\runs\\a.txt\\b")).title == "Not a folder"
    monkeypatch.setattr(sys, "platform", "linux")
    assert [failure_from(error).title for error in refused] == ["Unexpected error", "Not a folder"]


def test_a_damaged_dataset_is_told_as_that_and_a_defect_of_the_program_is_not(tmp_path):
    (tmp_path / "x.pairs").write_bytes(b"no database" * 99)
    connection = sqlite3.connect(tmp_path / "x.pairs")
    with pytest.raises(sqlite3.DatabaseError) as damaged:
        connection.execute("SELECT * FROM pair")
    connection.close()
    with pytest.raises(sqlite3.ProgrammingError) as closed:
        connection.execute("SELECT * FROM pair")
    assert failure_from(damaged.value).title == "Damaged dataset"
    assert failure_from(closed.value).title == "Unexpected error"


def test_out_of_memory_advises_a_smaller_batch():
    assert "Halve training.batch_tokens" in failure_from(MemoryError()).advice


def test_base_has_the_parameters_of_the_paper():
    """Table 3 gives 65 million for base and 213 for big, with a shared vocabulary of about 37,000."""
    base = count_parameters(load_preset("base").model, 37_000, 37_000, shared=True, max_length=129).total
    big = count_parameters(load_preset("big").model, 37_000, 37_000, shared=True, max_length=129).total
    assert base == pytest.approx(65e6, rel=0.03)
    assert big == pytest.approx(213e6, rel=0.03)


def test_a_proposal_leaves_out_few_pairs_of_whole_paragraphs():
    usual = propose(Facts(100_000, 20.0, 80_000, long_source_words=50, long_target_words=64)).config
    assert (usual.data, usual.decoding.max_length) == (Config().data, Config().decoding.max_length)
    long = propose(Facts(100_000, 90.0, 80_000, long_source_words=900, long_target_words=150)).config
    assert (long.data.max_source_tokens, long.data.max_target_tokens, long.decoding.max_length) == (512, 300, 300)


def test_a_proposal_has_room_for_all_letters_and_pieces_of_them():
    sizes = [propose(Facts(600, 12.0, 1100, letters=n)).config.tokenizer.vocabulary_size for n in (0, 80, 1511, 4000)]
    assert sizes == [500, 500, 3022, 8000]


FULL = {"narrow": 16_384, "wide": 32_768}  # tokens


@pytest.mark.parametrize(
    ("facts", "batch_tokens", "peak"),
    [
        (Facts(2_000_000, 20.0, 900_000, gpu=True), 8192, 0.0007),
        (Facts(2_000_000, 20.0, 900_000, gpu=True, batch_tokens={"narrow": 16_384}), 8192, 0.0007),
        (Facts(2_000_000, 20.0, 900_000, gpu=True, batch_tokens={"wide": 8192}), 8192, 0.0007),
        (Facts(2_000_000, 20.0, 900_000, gpu=True, batch_tokens=FULL), 16_384, 0.0007),  # as in the paper
        (Facts(100_000, 12.0, 80_000, batch_tokens=FULL), 6000, 0.005),  # Wu et al.
        (Facts(400_000, 20.0, 300_000, gpu=True, batch_tokens=FULL), 8192, 0.002 * 2**0.5),
        (Facts(400_000, 20.0, 300_000, gpu=True, batch_tokens=FULL | {"narrow": 8000}), 4096, 0.002),
        (Facts(20_000_000, 20.0, 900_000, gpu=True, batch_tokens={"wide": 24_000}), 16_384, 0.0005),
        (Facts(18_000, 7.0, 900, batch_tokens=FULL), 800, 0.004),  # phrases: two epochs of few steps
        (Facts(600, 12.0, 1100, batch_tokens=FULL), 1500, 0.0035),  # 400 epochs of 6 steps
    ],
)
def test_a_proposal_has_batches_of_which_a_measured_device_makes_more(facts, batch_tokens, peak):
    proposal = propose(facts)
    training = proposal.config.training
    assert (training.batch_tokens, training.peak_learning_rate) == (batch_tokens, pytest.approx(peak))
    larger = training.batch_tokens > load_preset(proposal.config.preset).training.batch_tokens
    assert (f"to make more of batches of {batch_tokens:,} tokens" in proposal.reason) is larger


def test_fewer_steps_of_larger_batches_see_as_many_tokens():
    before, after = (propose(Facts(29_000, 12.0, 30_000, batch_tokens=full)).config.training for full in ({}, FULL))
    assert (before.batch_tokens, before.max_steps, before.warmup_steps) == (1500, 20_000, 800)
    assert (after.batch_tokens, after.max_steps, after.warmup_steps) == (6000, 5000, 200)


@pytest.mark.parametrize(
    ("facts", "preset", "kind"),
    [
        (Facts(18_000, 7.0, 900), "tiny", "word"),
        (Facts(10_000, 1.0, 400), "tiny", "character"),
        (Facts(10_000, 1.0, 400, mean_source_words=9.0), "tiny", "character"),
        (Facts(5_000, 1.0, 9_000, mean_source_words=30.0), "low-resource", "bpe"),
        (Facts(29_000, 12.0, 30_000), "low-resource", "bpe"),
        (Facts(29_000, 12.0, 30_000, gpu=True), "low-resource", "bpe"),
        (Facts(100_000, 12.0, 80_000), "tiny", "bpe"),
        (Facts(400_000, 20.0, 300_000), "small", "bpe"),
        (Facts(2_000_000, 20.0, 900_000, gpu=True), "base", "bpe"),
    ],
)
def test_the_proposal_follows_data_and_device(facts, preset, kind):
    proposal = propose(facts)
    assert (proposal.config.preset, proposal.config.tokenizer.kind) == (preset, kind)
    assert preset in proposal.reason
