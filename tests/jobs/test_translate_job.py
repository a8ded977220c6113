import io
import math
import os
import shutil
import subprocess
import sys
import time
from types import SimpleNamespace

import numpy as np
import pytest
from running import command, environment, job
from test_text_channel import Terminal

from tfmodel.channel import TextChannel
from tfmodel.contract import commands, events
from tfmodel.contract.decoding_config import DecodingConfig
from tfmodel.contract.failure import FailureError
from tfmodel.contract.run_folder import RunFolder
from tfmodel.jobs import building, translate
from tfmodel.jobs.queries import NOTHING
from tfmodel.jobs.searching import Searcher
from tfmodel.jobs.sentences import SentenceSearcher
from tfmodel.jobs.translate import _scored_pieces
from tfmodel.jobs.translator import Translator

pytestmark = pytest.mark.xdist_group("translate")  # one process makes what all of them look at


def test_lines_come_back_in_order_one_a_line(finished):
    folder, _ = finished
    lines = ["one two four", "", "nine nine two seven one one two", "zero one two"]
    done = job("translate", folder, stdin="\n".join(lines) + "\n")
    answers = done.stdout.split("\n")
    assert done.returncode == 0, done.stderr
    assert len(answers) == len(lines) + 1 and answers[1] == "" and answers[-1] == ""
    alone = [job("translate", folder, stdin=line + "\n").stdout.rstrip("\n") for line in (lines[0], lines[3])]
    assert [answers[0], answers[3]] == alone


def test_the_mark_that_a_file_begins_with_is_no_part_of_its_first_line(finished):
    folder, _ = finished
    done = job("translate", folder, "--scores", stdin="\ufeffone two four\none two four\n")
    first, second = (line.split("\t") for line in done.stdout.splitlines())
    assert first[1] == second[1], done.stderr
    assert float(first[0]) == pytest.approx(float(second[0]), abs=2e-3)


def test_progress_is_told_and_gone_before_the_translations(finished, monkeypatch):
    run, lines = RunFolder(finished[0]), ["one two four", "", "nine nine two"]
    translator, screen = Translator(run), Terminal()
    expected = [found.texts[0] for found in translator.translate(lines)]
    monkeypatch.setattr(translate, "_translator", lambda *how, **more: translator)
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO("\n".join(lines).encode())))
    for stream in ("stdout", "stderr"):
        monkeypatch.setattr(sys, stream, screen)
    translate.run(translate.TranslateOptions(run.path), TextChannel())
    wiped, told, rest = screen.getvalue().partition("Translating 2/2 sentences")
    assert wiped == "\r\x1b[2K" and told and rest.startswith("\r\x1b[2K")
    assert rest.endswith("".join(f"{text}\n" for text in expected)) and "Translating" not in rest


def in_blocks_of_three(monkeypatch, translator, run, lines, stdout):
    """Translates lines as the job does; returns what it told."""
    told = []
    monkeypatch.setattr(translate, "BLOCK", 3)
    monkeypatch.setattr(translate, "_translator", lambda *how, **more: translator)
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO("\n".join(lines).encode())))
    monkeypatch.setattr(sys, "stdout", stdout)
    translate.run(translate.TranslateOptions(run.path), SimpleNamespace(emit=told.append))
    return told


def test_a_long_text_is_written_block_by_block_as_it_would_be_at_once(finished, monkeypatch):
    run, lines, asked, stdout = RunFolder(finished[0]), ["one two four"] * 10, [], io.StringIO()
    how = {"method": "sampling", "temperature": 3.0}
    translator = Translator(run, run.config().decoding.model_copy(update=how))
    expected = [found.texts[0] for found in translator.translate(lines)]
    assert expected[:3] != expected[3:6]  # the number of a line decides
    search = Searcher.search

    def noted(searcher, queries, progress):
        asked.append((len(queries), stdout.getvalue().count("\n")))
        return search(searcher, queries, progress)

    monkeypatch.setattr(Searcher, "search", noted)
    told = in_blocks_of_three(monkeypatch, translator, run, lines, stdout)
    assert asked == [(3, 0), (3, 3), (3, 6), (1, 9)]
    assert stdout.getvalue() == "".join(f"{text}\n" for text in expected)
    progress = [(event.done, event.total) for event in told if isinstance(event, events.Progress)]
    assert progress == [(3, None), (6, None), (9, None), (10, 10)]


def test_what_is_said_of_a_line_has_its_number_in_the_whole_text(finished, monkeypatch):
    run = RunFolder(finished[0])
    monkeypatch.setattr(Searcher, "search", lambda self, queries, progress: [NOTHING for _ in queries])
    lines = ["one", "", "two", "four", "caf\ufffd", "one " * 129]
    told = in_blocks_of_three(monkeypatch, Translator(run), run, lines, io.StringIO())
    said = [event.message for event in told if isinstance(event, events.Log)]
    assert len(said) == 2 and said[0].endswith(": 1, the first one line 5")
    assert said[1].startswith("line 6: The line has 129 tokens")


def test_nothing_more_is_translated_when_the_reader_is_gone(finished, monkeypatch):
    run, asked = RunFolder(finished[0]), []

    def search(searcher, queries, progress):
        asked.append(len(queries))
        return [NOTHING for _ in queries]

    monkeypatch.setattr(Searcher, "search", search)
    ours, theirs = os.pipe()
    os.close(ours)
    with open(theirs, "w", encoding="utf-8") as stdout:
        in_blocks_of_three(monkeypatch, Translator(run), run, ["one two four"] * 10, stdout)
    assert asked == [3]


@pytest.mark.slow
def test_many_lines_compiled_give_what_few_lines_give_without(finished):
    folder, _ = finished
    lines = [f"{a} two {b}" for a in ("one", "three", "five", "nine") for b in ("zero", "four", "six", "eight")]
    few = job("translate", folder, stdin="\n".join(lines)).stdout.splitlines()
    many = job("translate", folder, stdin="\n".join(lines * 63)).stdout.splitlines()
    assert len(few) == 16 and many == few * 63


def test_nbest_gives_scores_that_fall(finished):
    folder, _ = finished
    done = job("translate", folder, "--beam", "4", "--nbest", "3", stdin="one two four\n")
    numbers, scores, _ = zip(*(line.split("\t") for line in done.stdout.splitlines()), strict=True)
    scores = [float(score) for score in scores]
    assert numbers == ("1", "1", "1") and scores == sorted(scores, reverse=True)


def test_a_line_longer_than_the_limit_is_translated_in_parts(finished):
    folder, _ = finished
    parts = ["one " * 128] * 3 + ["one " * 116]
    done = job("translate", folder, stdin="\n".join(["one " * 500, "nine two", *parts]) + "\n")
    whole, other, *alone = done.stdout.splitlines()
    assert done.returncode == 0
    assert "line 1: The line has 500 tokens, more than the model takes: it was translated in 4 parts." in done.stderr
    assert "line 2: The line has" not in done.stderr and other
    assert whole == " ".join(alone)


def test_a_translation_that_the_limit_cuts_off_is_told(finished):
    folder, _ = finished
    done = job("translate", folder, "--max-length", "4", "--prefix", "1 2 3 4", stdin="one two four\n")
    assert done.stdout == "1 2 3 4\n", done.stderr
    assert "line 1: The translation reached 4 tokens, the most that it may have: its end is missing." in done.stderr


def test_a_note_says_which_of_several_lines_it_is_about(finished, monkeypatch):
    monkeypatch.setattr(SentenceSearcher, "search", lambda self, queries, progress: [NOTHING for _ in queries])
    text = "\n".join(["one two", "one " * 129, "nine", "one " * 200])
    answer = Translator(RunFolder(finished[0])).answer(commands.Translate(id=1, text=text))
    assert answer.note == (
        "The line has 129 tokens, more than the model takes: it was translated in 2 parts. "
        "This is line 2, the first of 2 lines with a note."
    )


def test_the_same_seed_draws_the_same_samples(finished):
    folder, _ = finished
    lines = "one two four\nnine nine two seven\n"
    how = ("--method", "sampling", "--temperature", "3", "--top-k", "12", "--nbest", "3")
    first, again = (job("translate", folder, *how, "--seed", "7", stdin=lines) for _ in range(2))
    assert first.returncode == 0, first.stderr
    assert first.stdout == again.stdout
    assert 3 <= first.stdout.count("\n") <= 6  # equal samples are shown once
    numbers = [line.split("\t")[0] for line in first.stdout.splitlines()]
    assert numbers == sorted(numbers) and set(numbers) == {"1", "2"}


def test_every_translation_begins_with_the_prefix_and_has_the_scores_of_its_pieces(finished):
    folder, _ = finished
    prefix = job("translate", folder, stdin="nine\n").stdout.strip()
    for method in ("greedy", "diverse"):
        done = job("translate", folder, "--method", method, "--prefix", prefix, "--scores", stdin="one two four\n")
        score, text, pieces = done.stdout.rstrip("\n").split("\t")
        assert text.startswith(prefix), done.stderr
        log_probs = [float(piece.rpartition(":")[2]) for piece in pieces.split(" ")]
        penalty = (5 + len(log_probs)) / 6
        assert sum(log_probs) / penalty == pytest.approx(float(score), abs=2e-3)


def test_a_beginning_that_the_run_has_no_tokens_for_is_refused(finished):
    folder, _ = finished
    done = job("translate", folder, "--prefix", "9 Zürich", stdin="one two four\n")
    assert done.returncode == 1 and done.stdout == ""
    assert "The run has no tokens for a part of the beginning '9 Zürich'." in done.stderr


def test_a_translation_is_one_line_whatever_is_drawn(finished, monkeypatch):
    translator = Translator(RunFolder(finished[0]))
    monkeypatch.setattr(translator.tokenizers.target, "decode", lambda ids: "a\n\tb\u2028c\x85d\re")
    assert [found.texts for found in translator.translate(["one two", ""])] == [("a b c d e",), ("",)]


def names(shown):
    """The pieces without their log-probabilities."""
    return [[piece.rpartition(":")[0] for piece in pieces.split(" ")] for pieces in shown]


def test_a_translation_that_is_found_in_several_cuts_is_given_once(finished, monkeypatch):
    """The best of them, with its own tokens; what comes after keeps its score and its pieces."""
    run = RunFolder(finished[0])
    translator = Translator(run, run.config().decoding.model_copy(update={"beam_size": 3}), wanted=3)
    (plain,) = translator.translate(["one two four"])
    assert len(set(plain.texts)) == 3
    pieces = names(_scored_pieces(translator, [plain], 3))
    ((last,),) = plain.tokens[2:]
    monkeypatch.setattr(translator.tokenizers.target, "decode", lambda ids: "b" if tuple(ids) == last else "a")
    (found,) = translator.translate(["one two four"])
    assert found.texts == ("a", "b") and found.tokens == (plain.tokens[0], plain.tokens[2])
    assert found.scores == pytest.approx((plain.scores[0], plain.scores[2]))
    assert names(_scored_pieces(translator, [found], 3)) == [pieces[0], pieces[2]]
    first, second = translator.answer(commands.Translate(id=1, text="one two four", nbest=3)).hypotheses
    assert (first.text, second.text, second.ids) == ("a", "b", last)


@pytest.fixture(scope="module")
def conversation(finished):
    """A translating job as the window has it; yields a function that asks, if anything, and returns the answer."""
    folder, _ = finished
    process = subprocess.Popen(
        command("translate", folder, "--json"), stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment()
    )
    lines = io.TextIOWrapper(process.stdout, encoding="utf-8")

    def read(kind):
        for line in lines:
            event = events.read_event(line)
            if isinstance(event, kind):
                return event
        raise AssertionError("the job ended")

    def ask(sent, kind):
        if sent is not None:
            process.stdin.write(sent.line().encode() + b"\n")
            process.stdin.flush()
        return read(kind)

    read(events.Ready)
    yield ask
    process.stdin.close()
    assert process.wait(timeout=30) == 0
    lines.close()


def test_the_window_gets_pieces_scores_and_alignment(conversation):
    answer = conversation(commands.Translate(id=5, text="one two four", nbest=2), events.Translated)
    assert answer.id == 5 and len(answer.hypotheses) == 2
    assert answer.source[:1] == ("▁one",) and answer.source[-1] == "</s>"
    best = answer.hypotheses[0]
    assert len(best.alignment) == len(best.pieces) and len(best.alignment[0]) == len(answer.source)
    assert all(sum(row) == pytest.approx(1.0, abs=0.01) for row in best.alignment)


def test_nothing_changes_when_the_background_has_compiled(conversation, finished):
    question = commands.Translate(id=7, text="one two four", nbest=2)
    before = conversation(question, events.Translated)
    ready = conversation(commands.Reload(), events.Ready)
    assert ready.step == RunFolder(finished[0]).info().finished_step
    if not ready.warm:
        assert conversation(None, events.Ready).warm
    after = conversation(question, events.Translated)
    assert after.compiled
    assert [found.text for found in after.hypotheses] == [found.text for found in before.hypotheses]


def test_another_way_to_search_is_compiled_once_it_was_asked_for(conversation):
    question = commands.Translate(id=8, text="one two four", decoding=DecodingConfig(beam_size=3), nbest=3)
    before = conversation(question, events.Translated)
    assert not before.compiled
    deadline = time.monotonic() + 600  # seconds on an idle machine; a training beside it takes most of its threads
    after = before
    while not after.compiled and time.monotonic() < deadline:
        after = conversation(question, events.Translated)
    assert after.compiled
    assert [found.text for found in after.hypotheses] == [found.text for found in before.hypotheses]


def test_an_empty_text_and_several_lines_are_answered(conversation):
    assert conversation(commands.Translate(id=1, text="  "), events.Translated).hypotheses[0].text == ""
    both = conversation(commands.Translate(id=2, text="one two four\nfive five zero"), events.Translated)
    assert both.hypotheses[0].text.count("\n") == 1
    lines = ["one two four", "five five zero"]
    alone = [conversation(commands.Translate(id=3, text=line), events.Translated).hypotheses[0].text for line in lines]
    assert both.hypotheses[0].text.split("\n") == alone
    many = conversation(commands.Translate(id=4, text="\n".join(lines * 20)), events.Translated)
    assert many.hypotheses[0].text.split("\n") == alone * 20


def test_a_control_in_a_line_ends_no_line(conversation):
    plain = conversation(commands.Translate(id=1, text="one two four"), events.Translated)
    for text in ("one\x0btwo\x0cfour", "one two\x85four", "one two four\r\n"):
        answer = conversation(commands.Translate(id=2, text=text), events.Translated)
        assert answer.source == plain.source and answer.hypotheses[0].text == plain.hypotheses[0].text


def test_weights_can_be_taken_anew(finished, tmp_path):
    run = RunFolder(shutil.copytree(finished[0], tmp_path / "run"))
    question = commands.Translate(id=1, text="one two four")
    translator = Translator(run)
    before = translator.answer(question).hypotheses[0]
    model = building.load(run).transformer
    table = model.output_embedding.embeddings
    table.assign(np.roll(table.numpy(), 1, axis=0))  # each piece has the vector of the one before it
    model.save(run.model_file)
    run.change_info(finished_step=99)
    assert translator.reload() == 99
    after, fresh = (one.answer(question).hypotheses[0] for one in (translator, Translator(run)))
    assert after.ids == fresh.ids != before.ids
    assert after.score == pytest.approx(fresh.score, abs=1e-5)


def test_no_weights_are_taken_from_another_run_of_the_same_name(finished, tmp_path):
    run = RunFolder(shutil.copytree(finished[0], tmp_path / "run"))
    translator = Translator(run)
    run.change_info(created="2026-01-01T00:00:00+00:00")
    with pytest.raises(FailureError, match="holds another run by now"):
        translator.reload()


def test_a_translation_is_completed_from_another_word(conversation):
    best = conversation(commands.Translate(id=1, text="one two four"), events.Translated).hypotheses[0]
    assert len(best.ids) == len(best.pieces) == len(best.log_probs)
    answer = conversation(commands.AskNext(id=9, text="one two four", prefix=best.ids[:1], count=4), events.NextTokens)
    assert answer.id == 9 and len(answer.tokens) == 4
    assert [token.probability for token in answer.tokens] == sorted(
        (token.probability for token in answer.tokens), reverse=True
    )
    known = {token.id: token for token in answer.tokens}
    if best.ids[1] in known:
        assert known[best.ids[1]].piece == best.pieces[1]
        assert known[best.ids[1]].probability == pytest.approx(math.exp(best.log_probs[1]), abs=1e-3)
    other = next(token for token in answer.tokens if token.id != best.ids[1])
    prefix = (best.ids[0], other.id)
    question = commands.Translate(id=2, text="one two four", prefix=prefix, nbest=2)
    completed = conversation(question, events.Translated)
    assert all(found.ids[:2] == prefix for found in completed.hypotheses)


def test_methods_can_be_chosen_for_each_question(conversation):
    for method, nbest in (("greedy", 1), ("diverse", 2), ("sampling", 3)):
        decoding = DecodingConfig(method=method, beam_size=2, max_length=24)
        answer = conversation(
            commands.Translate(id=1, text="one two four", decoding=decoding, nbest=nbest), events.Translated
        )
        assert 1 <= len(answer.hypotheses) <= nbest


def translated(folder, content):
    """What the job makes of bytes."""
    return subprocess.run(
        command("translate", folder), input=content, capture_output=True, env=environment(), check=False
    )


def test_input_that_is_not_utf_8_is_said(finished):
    done = translated(finished[0], "one two\ncafé two\n".encode("latin-1"))
    assert done.returncode == 0 and done.stdout.count(b"\n") == 2
    said = done.stderr.decode()
    assert "warning: lines with characters that are not UTF-8, read as �: 1, the first one line 2" in said


def test_input_of_windows_is_read_in_the_encoding_that_its_mark_tells(finished):
    text = "\ufeffone two four\r\nnine nine two\r\n"
    wide, plain = (translated(finished[0], text.encode(encoding)) for encoding in ("utf-16-le", "utf-8"))
    assert wide.returncode == 0 and wide.stdout == plain.stdout and wide.stdout.count(b"\n") == 2, wide.stderr
    assert b"UTF-8" not in wide.stderr
