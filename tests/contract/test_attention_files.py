from itertools import pairwise
from pathlib import Path

import pytest

from tfmodel.contract.attention_files import (
    PAIRS,
    array_name,
    bound,
    file_name,
    forget_after,
    named_in,
    step_files,
    surplus,
)


def write(folder, steps, size=100):
    for step in steps:
        path = folder.parent / file_name(step)
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"x" * size)


def test_the_first_sentence_has_the_names_that_it_had_when_it_was_the_only_one():
    assert array_name(0, "encoder/0/self_attention/weights") == "encoder/0/self_attention/weights"
    assert array_name(3, "decoder/1/cross_attention/weights") == "sentence-3/decoder/1/cross_attention/weights"


def test_the_files_of_a_run_are_below_its_folder_of_attention(tmp_path):
    for name in (file_name(7), PAIRS):
        assert named_in(tmp_path, name) == tmp_path / name


@pytest.mark.parametrize(
    "name",
    [
        *("/attention/x.npz", "../attention/x.npz", "attention/..", "attention/../x.npz", "attention", "x.npz", ""),
        *("C:attention/x.npz", "C:\\attention\\x.npz", "\\\\host\\attention\\x.npz", "attention\\..\\..\\x.npz"),
    ],
)
def test_a_name_that_leads_out_of_it_is_that_of_no_file(tmp_path, name):
    assert named_in(tmp_path, name) is None


def test_what_is_within_the_bound_stays(tmp_path):
    folder = tmp_path / "attention"
    write(folder, range(0, 100, 10))
    bound(folder, 1000)
    assert sorted(step_files(folder)) == list(range(0, 100, 10))


def test_a_bounded_folder_keeps_both_ends_and_the_early_steps_denser(tmp_path):
    folder = tmp_path / "attention"
    for step in range(0, 4000, 10):  # one after the other, as a training writes them
        write(folder, [step])
        bound(folder, 2000)
    kept = sorted(step_files(folder))
    assert len(kept) == 20 and kept[0] == 0 and kept[-1] == 3990
    assert sum(step < 400 for step in kept) >= 5  # a tenth of the steps
    gaps = [after - before for before, after in pairwise(kept)]
    assert max(gaps) < 1200


def test_two_files_stay_whatever_they_weigh():
    assert surplus({0: 10**9, 10: 10**9}, 1) == [] and surplus({0: 5, 10: 5, 20: 5}, 1) == [10]


def test_a_resumed_run_forgets_what_came_later(tmp_path):
    folder = tmp_path / "attention"
    write(folder, (0, 10, 20))
    (folder / "notes.txt").touch()
    forget_after(folder, 10)
    assert sorted(path.name for path in folder.iterdir()) == ["notes.txt", "step-00000000.npz", "step-00000010.npz"]
    forget_after(tmp_path / "nowhere", 0)


def test_a_file_that_is_being_read_on_windows_stays_until_the_next_call(tmp_path, monkeypatch):
    folder, unlink = tmp_path / "attention", Path.unlink
    write(folder, (0, 10, 20, 30))

    def refuse(path, missing_ok=False):
        if path == folder / "step-00000010.npz":
            raise PermissionError(13, "The process cannot access the file because it is being used", str(path))
        unlink(path, missing_ok=missing_ok)

    with monkeypatch.context() as windows:
        windows.setattr(Path, "unlink", refuse)
        bound(folder, 200)
        assert sorted(step_files(folder)) == [0, 10, 30]
        forget_after(folder, 0)
        assert sorted(step_files(folder)) == [0, 10]
    forget_after(folder, 0)
    assert sorted(step_files(folder)) == [0]
