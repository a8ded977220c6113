"""What a translator answers, in this process: how much of it, and with which settings."""

import shutil
from types import SimpleNamespace

import pytest
from keras import ops

from tfmodel.contract.commands import AskNext, Translate
from tfmodel.contract.decoding_config import DecodingConfig
from tfmodel.contract.events import Translated
from tfmodel.contract.problems import changed
from tfmodel.contract.run_folder import RunFolder
from tfmodel.contract.symbols import EOS
from tfmodel.jobs.queries import NOTHING
from tfmodel.jobs.reader import Read
from tfmodel.jobs.translator import Part, Translation, Translator
from tfmodel.net.decoding.hypotheses import NEVER
from tfmodel.net.transformer import Transformer

pytestmark = pytest.mark.xdist_group("translate")  # one process makes what all of them look at

LONGEST_LINE = 16 * 2**20  # bytes that the window reads


@pytest.fixture(scope="module")
def translator(finished):
    return Translator(RunFolder(finished[0]))


def test_many_long_hypotheses_fit_in_a_line_and_the_first_has_its_alignment(translator, monkeypatch):
    count, length = 16, 512
    ids, log_probs = (5,) * length, (-0.1234,) * length
    read = Read(log_probs, ((0.0019,) * length,) * length)
    stub = SimpleNamespace(read=lambda pairs: [read for _ in pairs], log_probs=lambda pairs: [log_probs for _ in pairs])
    monkeypatch.setattr(translator, "reader", stub)
    texts, scores = tuple(f"text {number}" for number in range(count)), (-1.0,) * count
    found = Translation(texts, scores, ((ids,),) * count, (Part((4,) * (length - 1), NOTHING),))
    hypotheses = translator._hypotheses([found], count)
    answer = Translated(id=1, source=(), hypotheses=tuple(hypotheses), milliseconds=1.0, compiled=False)
    assert len(answer.line()) < LONGEST_LINE
    assert hypotheses[0].alignment == read.alignment and not hypotheses[-1].alignment
    assert [(found.text, found.log_probs) for found in hypotheses] == [(text, log_probs) for text in texts]


def test_a_text_of_several_lines_is_sampled_alike_however_many_translations_are_shown(translator):
    sampling = DecodingConfig(method="sampling", temperature=3.0, max_length=24)
    asked = [Translate(id=1, text="one two\nfive zero", decoding=sampling, nbest=count) for count in (1, 8)]
    alone, beside_others = (translator.answer(question).hypotheses[0].text for question in asked)
    assert alone == beside_others and alone.count("\n") == 1


def test_translations_are_no_longer_than_the_model_that_is_there(finished, tmp_path, monkeypatch):
    """That of before, where a run goes on with a larger limit; or a command asks for more."""
    project = Transformer.project

    def endless(transformer, hidden, projection=None):
        logits = project(transformer, hidden, projection)
        return ops.where(ops.equal(ops.arange(logits.shape[-1]), EOS), NEVER, logits)

    monkeypatch.setattr(Transformer, "project", endless)
    run = RunFolder(shutil.copytree(finished[0], tmp_path / "run"))
    run.write_config(changed(run.config(), {"decoding.max_length": 300}))
    translator = Translator(run)
    for decoding in (None, DecodingConfig(method="sampling", max_length=2048)):
        (found,) = translator.answer(Translate(id=1, text="one " * 128, decoding=decoding)).hypotheses
        assert len(found.ids) == 129
    question = AskNext(id=2, text="one", prefix=found.ids)
    assert not translator.next(question).tokens
    assert translator.next(question.model_copy(update={"prefix": found.ids[:-1]})).tokens


def test_spaces_around_a_beginning_are_none_of_its_words(translator):
    def found(prefix):
        return translator.translate(["one two four"], prefix=prefix)[0].tokens

    assert found("4") == found("4 ") == found(" 4\t")
    assert found("  ") == found("")
