import shutil
from concurrent.futures import Future
from types import SimpleNamespace

import pytest
from running import job, losses, settings

from tfmodel.contract import commands, events
from tfmodel.contract.export_note import read_note
from tfmodel.contract.run_folder import RunFolder
from tfmodel.corpus.detection import detect
from tfmodel.corpus.importing import ImportOptions, import_pairs
from tfmodel.jobs import translate
from tfmodel.jobs.queries import NOTHING
from tfmodel.jobs.searching import Searcher
from tfmodel.jobs.translator import Translator

pytestmark = pytest.mark.xdist_group("mix")  # one process makes what all of them look at


@pytest.fixture(scope="module")
def two(tmp_path_factory):
    """Two datasets: numbers in words to figures, and colours to letters."""
    folder = tmp_path_factory.mktemp("two")
    digits = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
    colours = ("red", "green", "blue", "white", "black")
    numbers = [f"{a} {b} {c}\t{digits.index(c)} {digits.index(b)}\n" for a in digits for b in digits for c in digits]
    painted = [f"{a} {b} {c}\t{a[0]} {b[0]} {c[0]}\n" for a in colours for b in colours for c in colours]
    for name, lines in (("numbers", numbers), ("colours", painted)):
        (folder / f"{name}.tsv").write_text("".join(lines), encoding="utf-8")
        import_pairs(detect([folder / f"{name}.tsv"]), folder / f"{name}.pairs", ImportOptions())
    return folder


@pytest.fixture(scope="module")
def mixed(two):
    words = ("--data", two / "numbers.pairs", "--data", two / "colours.pairs", "--weight", 1, "--weight", 1, "--tags")
    more = ("--pin", "red green blue", *settings("training.max_steps=32"))
    done = job("train", *words, "--run", two / "whole", *more)
    assert done.returncode == 0, done.stderr
    return done


def test_a_mix_trains_and_says_what_an_epoch_holds(mixed, two):
    done = mixed
    assert "numbers 50.0 %" in done.stdout + done.stderr and "colours 50.0 %" in done.stdout + done.stderr
    run = RunFolder.open(two / "whole")
    info = run.info()
    assert run.config().data.weights == "1 1" and run.config().data.tags
    assert [part.tag for part in info.mixed] == ["<of:numbers>", "<of:colours>"]
    assert info.mixed[0].path == str(two / "numbers.pairs") and info.mixed[0].fingerprint


@pytest.mark.slow
def test_a_mix_goes_on_to_the_same_losses_and_names_a_dataset_that_changed(mixed, two):
    """From its first checkpoint, as if it had been killed behind it."""
    shutil.copytree(two / "whole", two / "killed")
    shutil.rmtree(two / "killed" / "checkpoints" / "step-00000032")
    RunFolder.open(two / "killed").change_info(state="stopped")
    (two / "more.tsv").write_text("pink red\tp r\n", encoding="utf-8")
    import_pairs(detect([two / "more.tsv"]), two / "colours.pairs", ImportOptions())
    done = job("train", "--run", two / "killed", "--resume")
    assert done.returncode == 0, done.stderr
    assert "Going on from step 16" in done.stdout + done.stderr
    assert "colours.pairs has changed since" in done.stdout + done.stderr
    expected, found = losses(two / "whole")[1], losses(two / "killed")[1]
    assert found[32] == pytest.approx(expected[32], abs=1e-4)


def test_a_tag_is_asked_for_by_the_name_of_its_dataset(mixed, two):
    done = job("translate", two / "whole", "--tag", "colours", stdin="red green\n\n")
    assert done.returncode == 0, done.stderr
    assert len(done.stdout.splitlines()) == 2 and not done.stdout.splitlines()[1]


def test_a_tag_that_the_run_has_not_is_refused_in_one_sentence(mixed, two):
    done = job("translate", two / "whole", "--tag", "law", stdin="red\n")
    assert done.returncode == 1
    assert "has no tag law" in done.stderr and "numbers or colours" in done.stderr


def test_without_its_tag_a_run_is_not_used_in_silence(mixed, two, tmp_path):
    done = job("translate", two / "whole", stdin="red\n")
    assert done.returncode == 0 and len(done.stdout.splitlines()) == 1
    assert "whole was trained with tags" in done.stderr
    done = job("export", two / "whole", "--to", "keras", "--out", tmp_path / "keras")
    assert done.returncode == 0
    assert "must begin with one of these and a space: <of:numbers>, <of:colours>" in done.stderr
    assert read_note(tmp_path / "keras").tags == {"numbers": "<of:numbers>", "colours": "<of:colours>"}


def test_a_sentence_that_is_pinned_without_a_tag_is_told_once(mixed):
    said = "whole is trained with tags: each pinned sentence must begin with one of these and a space: "
    assert (mixed.stdout + mixed.stderr).count(said + "<of:numbers>, <of:colours>") == 1


def test_weights_that_do_not_fit_the_datasets_are_refused_before_any_work(two):
    done = job("train", "--data", two / "numbers.pairs", "--weight", 3, "--weight", 1, "--run", two / "never")
    assert done.returncode == 1
    assert "number of weights is 2, and that of datasets 1" in done.stderr
    assert not (two / "never").exists()


def test_a_long_source_of_the_own_test_part_is_translated_with_its_tag_before_every_part(mixed, two, monkeypatch):
    asked = []

    def search(searcher, queries, progress):
        asked.extend(queries)
        return [NOTHING for _ in queries]

    monkeypatch.setattr(Searcher, "search", search)
    translator = Translator(RunFolder.open(two / "whole"))
    translator.translate(["<of:colours> " + "red green " * 80])
    (lead,) = translator.tokenizers.source.encode(["<of:colours>"])
    assert len(asked) > 1 and all(list(query.source[: len(lead)]) == lead for query in asked)


class Spoken:
    """A channel on which commands come, and what was told on it."""

    def __init__(self, *asked):
        self._asked, self.told = list(asked), []

    def emit(self, event):
        self.told.append(event)

    def command(self, *, wait):
        return self._asked.pop(0) if self._asked else None

    def of(self, kind):
        return [event for event in self.told if isinstance(event, kind)]


def test_a_command_names_a_dataset_or_its_tag_and_another_one_ends_nothing(mixed, two, monkeypatch):
    run, done = RunFolder.open(two / "whole"), Future()
    done.set_result(None)
    translator = Translator(run)
    monkeypatch.setenv("TF_NUM_INTRAOP_THREADS", "1")
    monkeypatch.setattr(translate, "_translator", lambda *how, **more: translator)
    monkeypatch.setattr(translate, "_warming", lambda *how: (SimpleNamespace(submit=lambda work: done), done))
    tags = ("colours", "<of:colours>", "law")
    translations = [commands.Translate(id=number, text="red green", tag=tag) for number, tag in enumerate(tags, 1)]
    channel = Spoken(*translations, *(commands.AskNext(id=4, text="red", tag=tag) for tag in ("law", "colours")))
    translate._serve(run, run.config().decoding, "tensorflow", channel)
    by_name, by_token, refused = channel.of(events.Translated)
    assert by_name.source == by_token.source and "<of:colours>" in by_name.source
    assert [found.text for found in refused.hypotheses] == [""]
    assert [bool(answer.tokens) for answer in channel.of(events.NextTokens)] == [False, True]
    warnings = [event.message for event in channel.of(events.Log) if event.level == "warning"]
    assert len(warnings) == 2 and all("has no tag law. Choose numbers or colours." in text for text in warnings)
