import json
from queue import SimpleQueue
from types import SimpleNamespace

import numpy as np
import pytest
from running import send, settings, started, wait_for

from tfmodel.contract import commands, events
from tfmodel.contract.attention_files import array_name
from tfmodel.contract.config import Config
from tfmodel.contract.mixing import MixedDataset
from tfmodel.contract.run_folder import RunFolder, RunInfo
from tfmodel.jobs.pinned import PinnedSentences, choose

CROSS = "decoder/0/cross_attention/weights"


class Words:
    """A tokenizer of words, whose pieces are they."""

    def __init__(self):
        self.words = ["<pad>", "<s>", "</s>", "<unk>"]

    def encode(self, texts):
        return [[self._id(word) for word in text.split()] for text in texts]

    def _id(self, word):
        if word not in self.words:
            self.words.append(word)
        return self.words.index(word)

    def decode(self, ids):
        return " ".join(self.words[number] for number in ids if number > 3)

    def pieces(self, ids):
        return [self.words[number] for number in ids]


class Pair:
    source = target = Words()


def attend(source, target):
    return {CROSS: np.full((2, len(target), len(source)), 1 / len(source), "float32")}


@pytest.fixture
def pinned():
    offered = [("a b", "c"), *((f"w{n} x y z", f"v{n} u") for n in range(8))]
    return PinnedSentences(Pair, 10, lambda sources: [[*source, 2] for source in sources], attend, offered)


@pytest.fixture
def roomy():
    """Of a model that reads 2,048 tokens."""
    return PinnedSentences(Pair, 2049, lambda sources: [[*source, 2] for source in sources], attend, [("a b", "c")])


def test_nobody_chose_so_sentences_of_a_good_length_are_taken(pinned):
    assert [item.source for item in pinned.sentences] == [f"w{n} x y z" for n in range(5)]
    assert pinned.sentences[0].reference == "v0 u"
    assert [item.source for item in choose(Pair, [("a b", "c"), ("d", "e")])] == ["a b", "d"]


def test_at_most_ten_each_once_and_none_means_the_chosen_ones(pinned):
    wanted = [events.PinnedSentence(source=f"s{n % 12}") for n in range(20)]
    pinned.pin(wanted)
    assert [item.source for item in pinned.sentences] == [f"s{n}" for n in range(10)]
    pinned.obey(commands.SetProbe(text="new one"))
    assert len(pinned.sentences) == 10 and pinned.sentences[0].source == "new one"
    pinned.obey(commands.SetPinned(sentences=()))
    assert pinned.sentences[0].source == "w0 x y z"


def test_a_sentence_that_is_followed_already_comes_first_and_keeps_its_reference(pinned):
    pinned.obey(commands.SetProbe(text="w3 x y z"))
    assert [(item.source[:2], item.reference) for item in pinned.sentences] == [
        ("w3", "v3 u"),
        *((f"w{n}", f"v{n} u") for n in (0, 1, 2, 4)),
    ]


def test_a_reference_is_read_at_every_step_and_otherwise_the_own_translation(pinned, tmp_path):
    run = RunFolder(tmp_path)
    pinned.pin([events.PinnedSentence(source="a b c", reference="A B"), events.PinnedSentence(source="d e")])
    first, later = pinned.write(run, 0), pinned.write(run, 10)
    assert [item.reference for item in later.sentences] == ["A B", ""]
    assert [item.target for item in first.sentences] == [("A", "B", "</s>"), ("d", "e", "</s>")]
    assert [item.translation for item in first.sentences] == ["", "d e"]
    assert [item.translation for item in later.sentences] == ["a b c", "d e"]
    assert (later.source, later.target) == (("a", "b", "c", "</s>"), ("A", "B", "</s>"))
    with np.load(tmp_path / later.file, allow_pickle=False) as arrays:
        assert arrays[CROSS].shape == (2, 3, 4) and arrays[CROSS].dtype == np.float16
        assert arrays[array_name(1, CROSS)].shape == (2, 3, 3)


def test_an_overlong_sentence_is_cut(pinned, tmp_path):
    pinned.pin([events.PinnedSentence(source="a " * 50, reference="b " * 50)])
    event = pinned.write(RunFolder(tmp_path), 0)
    assert len(event.source) == len(event.target) == 10


def test_for_the_first_tokens_of_a_long_sentence_attention_is_kept(roomy, tmp_path):
    """Of 2,000 tokens it took hundreds of megabytes a sentence, and the window stood still over them."""
    run = RunFolder.create(tmp_path / "run", Config(), RunInfo(name="run"))
    told, asked = [], SimpleQueue()
    with_reference = events.PinnedSentence(source="a " * 1000, reference="b " * 257)
    asked.put(commands.SetPinned(sentences=(with_reference, events.PinnedSentence(source="c " * 1001))))
    roomy.obey_all(asked, run, SimpleNamespace(emit=told.append))
    assert [said.message for said in told] == ["Attention is kept for the first 256 tokens: a sentence has 1,001"]
    event = roomy.write(run, 10)
    assert [item.source for item in event.sentences] == [(*[word] * 256, "</s>") for word in "ac"]
    assert [item.target for item in event.sentences] == [(*[word] * 256, "</s>") for word in "bc"]
    assert [len(item.translation.split()) for item in event.sentences] == [1000, 1001]  # that is of the whole
    with np.load(run.path / event.file, allow_pickle=False) as arrays:
        assert [arrays[name].shape for name in arrays.files] == [(2, 257, 257)] * 2


def test_a_sentence_of_as_many_tokens_as_are_kept_is_whole(roomy, tmp_path):
    roomy.pin([events.PinnedSentence(source="a " * 256, reference="b " * 256)])
    told = []
    roomy.tell_of_lengths(SimpleNamespace(emit=told.append))
    event = roomy.write(RunFolder(tmp_path), 0)
    assert not told and (len(event.source), len(event.target)) == (257, 257)


def test_what_was_pinned_outlives_the_process_and_a_damaged_file_is_none(pinned, tmp_path):
    run, before = RunFolder(tmp_path), pinned.sentences
    pinned.load(run)
    assert pinned.sentences == before
    pinned.obey(commands.SetProbe(text="été"))
    pinned.save(run)
    followed = pinned.sentences
    pinned.pin(())
    pinned.load(run)
    assert pinned.sentences == followed and json.loads((tmp_path / "pinned.json").read_text("utf-8"))
    (tmp_path / "pinned.json").write_text('{"a": 1}', encoding="utf-8")
    pinned.load(run)
    assert pinned.sentences == followed


def test_a_sentence_without_a_tag_is_told_where_the_run_is_trained_with_tags(pinned, tmp_path):
    mixed = tuple(MixedDataset(name=name, path=f"{name}.pairs", tag=f"<of:{name}>") for name in ("law", "news"))
    tagged = RunFolder.create(tmp_path / "tagged", Config(), RunInfo(name="tagged", mixed=mixed))
    plain = RunFolder.create(tmp_path / "plain", Config(), RunInfo(name="plain"))
    told, asked = [], SimpleQueue()
    channel = SimpleNamespace(emit=told.append)
    for source, run in (("a court", plain), ("<of:law> a court", tagged)):
        asked.put(commands.SetPinned(sentences=(events.PinnedSentence(source=source),)))
        pinned.obey_all(asked, run, channel)
    assert not told
    for text in ("a judge", "a trial"):
        asked.put(commands.SetProbe(text=text))
    pinned.obey_all(asked, tagged, channel)
    pinned.obey_all(asked, tagged, channel)  # nothing new was asked
    (said,) = told
    assert said.level == "warning" and "begin with one of these and a space: <of:law>, <of:news>" in said.message
    pinned.pin(())
    pinned.tell(tagged, channel)  # those of the validation part are as they are
    assert told == [said]
    pinned.load(tagged)
    pinned.tell(tagged, channel)
    assert told == [said, said]


@pytest.mark.slow
def test_sentences_pinned_during_a_training_count_from_the_next_validation_and_a_resume_may_pin_others(
    pairs_file, tmp_path
):
    folder = tmp_path / "pinned"
    words = settings("training.max_steps=100000", "training.max_epochs=100000", "training.patience=100000")
    process = started("train", "--data", pairs_file, "--run", folder, "--json", *words)
    before = wait_for(process, events.Attention)[-1]
    assert before.step == 0 and len(before.sentences) == 5 and all(item.reference for item in before.sentences)
    send(process, commands.SetPinned(sentences=(events.PinnedSentence(source="one two three"),)))
    while len((seen := wait_for(process, events.Attention)[-1]).sentences) != 1:
        pass
    assert seen.sentences[0].text == "one two three" and not seen.sentences[0].reference
    wait_for(process, events.Checkpoint)
    process.kill()
    process.communicate()
    kept = RunFolder(folder).checkpoints()[-1]
    seen = after_resume(folder, "--pin", "four five six\t6 5 4", "--pin", "one")
    assert seen.step > int(kept.name[5:])
    assert [(item.text, item.reference) for item in seen.sentences] == [("four five six", "6 5 4"), ("one", "")]


def after_resume(folder, *words):
    process = started("train", "--run", folder, "--resume", "--json", "--set", "training.validate_every=4", *words)
    seen = wait_for(process, events.Attention)[-1]
    process.kill()
    process.communicate()
    return seen
