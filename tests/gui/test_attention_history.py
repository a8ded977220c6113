from attention_runs import SENTENCES, write_look, write_run

from gui.attention_history import AttentionHistory, texts_of
from tfmodel.contract.attention_files import PAIRS_RECORD, file_name
from tfmodel.contract.events import Attention, TrainingReport

FIRST, SECOND = (sentence.source for sentence in SENTENCES)


def opened(qtbot, run, record="metrics.jsonl"):
    history = AttentionHistory(record=record)
    with qtbot.waitSignal(history.read):
        history.open(run)
    return history


def steps(history, key=FIRST):
    return [look.step for look in history.looks(key)]


def test_a_run_is_read_in_pieces_whatever_else_is_in_its_reports(qtbot, tmp_path):
    report = TrainingReport(step=1, epoch=0, loss=1, learning_rate=1e-3, tokens_per_second=1, seconds=1).line() + "\n"
    write_look(tmp_path, 0)
    with (tmp_path / "metrics.jsonl").open("a", encoding="utf-8") as file:
        file.write(report * 100_000 + "\n" + '{"event":"attention", broken\n')
    write_look(tmp_path, 10)
    history = opened(qtbot, tmp_path)
    assert history.sentences() == [FIRST, SECOND]
    assert steps(history) == steps(history, SECOND) == [0, 10]
    assert history.looks(SECOND)[1].number == 1


def test_a_run_that_followed_one_sentence_still_opens(qtbot, tmp_path):
    write_look(tmp_path, 10)
    old = Attention(step=10, file="attention/step-00000010.npz", source=FIRST, target=("▁la", "</s>"))
    line = old.model_dump_json(exclude={"sentences"}) + "\n"
    (tmp_path / "metrics.jsonl").write_text(line, encoding="utf-8")
    assert steps(opened(qtbot, tmp_path)) == [10]


def test_live_looks_wait_until_those_before_are_read(qtbot, tmp_path):
    write_run(tmp_path, (0, 10))
    history = AttentionHistory()
    history.open(tmp_path)
    history.add(write_look(tmp_path, 20))  # it is in the file as well
    qtbot.waitUntil(lambda: steps(history) == [0, 10, 20])
    history.add(write_look(tmp_path, 30))
    assert steps(history) == [0, 10, 20, 30]


def test_a_resumed_run_goes_over_its_steps_again(qtbot, tmp_path):
    write_run(tmp_path, (0, 10, 20, 30))
    history = opened(qtbot, tmp_path)
    history.add(write_look(tmp_path, 15))
    assert steps(history) == [0, 10, 15]


def test_sentences_that_are_followed_no_longer_come_last(qtbot, tmp_path):
    write_look(tmp_path, 0)
    write_look(tmp_path, 10, SENTENCES[1:])
    history = opened(qtbot, tmp_path)
    assert history.sentences() == [SECOND, FIRST]
    assert steps(history) == [0] and steps(history, SECOND) == [0, 10]


def test_a_look_whose_file_is_gone_is_left_out(qtbot, tmp_path):
    write_run(tmp_path, (0, 10, 20))
    (tmp_path / "attention/step-00000010.npz").unlink()
    history = opened(qtbot, tmp_path)
    assert steps(history) == [0, 20]
    with qtbot.waitSignal(history.changed):
        history.forget(history.looks(FIRST)[0])
    assert steps(history) == [20]


def test_live_looks_let_go_of_those_whose_files_the_training_has_removed(qtbot, tmp_path):
    write_run(tmp_path, (0, 10, 20))
    history = opened(qtbot, tmp_path)
    (tmp_path / "attention/step-00000010.npz").unlink()
    with qtbot.waitSignal(history.changed):
        history.add(write_look(tmp_path, 30))
    assert steps(history) == steps(history, SECOND) == [0, 20, 30]


def test_no_run_and_a_run_without_reports_show_nothing(qtbot, tmp_path):
    history = opened(qtbot, tmp_path / "nowhere")
    assert history.sentences() == []
    with qtbot.waitSignal(history.read):
        history.open(None)
    assert history.looks(FIRST) == []


def test_a_pinned_sentence_is_followed_over_the_steps_whatever_its_reference(qtbot, tmp_path):
    write_look(tmp_path, 0, SENTENCES[:1])
    write_look(tmp_path, 10, (SENTENCES[0].model_copy(update={"reference": "la demeure rouge"}),))
    assert steps(opened(qtbot, tmp_path)) == [0, 10]


def test_pairs_of_one_source_are_two_sentences_told_apart_by_their_targets(qtbot, tmp_path):
    write_look(tmp_path, 10, (SENTENCES[0], SENTENCES[0].model_copy(update={"reference": "la demeure rouge"})))
    (tmp_path / "metrics.jsonl").rename(tmp_path / PAIRS_RECORD)
    history = opened(qtbot, tmp_path, PAIRS_RECORD)
    looks = [history.looks(key)[-1] for key in history.sentences()]
    assert [look.number for look in looks] == [0, 1]
    assert texts_of(looks) == ["the red house → la maison rouge", "the red house → la demeure rouge"]


def test_a_look_that_names_a_file_elsewhere_is_left_out(qtbot, tmp_path):
    run, other = tmp_path / "run", tmp_path / "other"
    run.mkdir()
    other.mkdir()
    lines = [write_look(run, 0).line()]
    for step, folder in ((10, other), (20, "../other")):
        write_look(other, step)
        lines.append(Attention(step=step, file=f"{folder}/{file_name(step)}", source=FIRST, target=("</s>",)).line())
    (run / "metrics.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert steps(opened(qtbot, run)) == [0]
