"""The jobs on another backend than TensorFlow."""

import importlib.util
import shutil
import sys
import threading
from pathlib import Path

import pytest
from running import events_of, job, losses, settings

from tfmodel.contract import commands, events
from tfmodel.contract.failure import FailureError
from tfmodel.contract.installing import install_line
from tfmodel.contract.run_folder import RunFolder
from tfmodel.jobs import backends

WITHOUT = (sys.executable, str(Path(__file__).with_name("without_tensorflow.py")))


def needs(name):
    return pytest.mark.skipif(importlib.util.find_spec(name) is None, reason=f"not installed: pip install {name}")


needs_jax = needs("jax")
others = pytest.mark.parametrize("backend", [pytest.param(name, marks=needs(name)) for name in ("jax", "torch")])


@others
def test_another_backend_without_tensorflow_goes_on_to_the_losses_of_tensorflow(finished, tmp_path, backend):
    """The first 32 steps are TensorFlow's; weights, moments, counters of dropout and the place in the data go over."""
    folder = tmp_path / "run"
    shutil.copytree(finished[0], folder)
    shutil.rmtree(folder / "checkpoints" / "step-00000048")
    (folder / "model.keras").unlink()
    done = job("train", "--run", folder, "--resume", "--backend", backend, "--json", before=WITHOUT)
    assert done.returncode == 0, done.stderr
    told = events_of(done.stdout)
    assert [event.backend for event in told if isinstance(event, events.Device)] == [backend]
    assert RunFolder(folder).info().backend == backend and RunFolder(folder).info().step == 48
    assert losses(folder)[1] == pytest.approx(losses(finished[0])[1], rel=1e-4)


@others
def test_another_backend_without_tensorflow_translates_as_tensorflow_does(finished, tmp_path, backend):
    texts = []
    for name, before in ((backend, WITHOUT), ("tensorflow", ())):
        file = tmp_path / name
        done = job("evaluate", finished[0], "--backend", name, "--output", file, "--quiet", before=before)
        assert done.returncode == 0, done.stderr
        texts.append(file.read_text())
    assert texts[0] == texts[1] and texts[0].count("\n") == 25


@needs_jax
def test_without_tensorflow_a_run_is_exported_for_keras_alone(finished, tmp_path):
    out = tmp_path / "exported"
    done = job("export", finished[0], "--to", "keras", "--out", out, "--json", before=WITHOUT)
    assert done.returncode == 0, done.stderr
    (told,) = [event for event in events_of(done.stdout) if isinstance(event, events.Exported)]
    assert told.largest_difference < 1e-3 and (out / "model.keras").is_file()
    refused = job("export", finished[0], "--to", "savedmodel", "--out", tmp_path / "other", before=WITHOUT)
    assert refused.returncode == 1 and f"({install_line('tensorflow')}), or export with --to keras" in refused.stderr


@needs_jax
def test_the_programs_of_all_lengths_are_begun_before_the_first_step_and_made_once(tmp_path):
    data = tmp_path / "pairs.tsv"
    rows = [["one two three four five".split()[(n + k) % 5] for k in range(1 + n % 12)] for n in range(300)]
    data.write_text("".join(f"{' '.join(row)}\t{' '.join(reversed(row))}\n" for row in rows))
    in_one_stream = ("sh", "-c", 'exec "$@" 2>&1', "sh", *WITHOUT)
    words = settings("training.max_steps=24", "training.validate_every=24", "training.batch_tokens=64")
    variables = {"JAX_LOG_COMPILES": "1", "JAX_COMPILATION_CACHE_DIR": str(tmp_path / "programs")}
    job_words = ("train", "--data", data, "--run", tmp_path / "run", "--backend", "jax", "--json", *words)
    done = job(*job_words, before=in_one_stream, **variables)
    assert done.returncode == 0, done.stdout
    lines = done.stdout.splitlines()
    begun = [number for number, line in enumerate(lines) if "Compiling jit(train_step)" in line]
    finished = [line for line in lines if "Finished XLA compilation of jit(train_step)" in line]
    assert len(begun) == len(finished) == len({lines[number].partition("with")[2] for number in begun}) > 4
    assert begun[-1] < next(number for number, line in enumerate(lines) if '"text":"Training"' in line)


@needs_jax
def test_with_jax_a_translation_goes_on_from_any_beginning(finished):
    text, best = "one two four nine seven eight", (4, 5, 6)
    asked = [commands.Translate(id=n, text=text, prefix=best * n, nbest=1) for n in (1, 5, 7)]
    asked += [commands.AskNext(id=n, text=text, prefix=(best * 43)[:n], count=3) for n in (97, 127)]
    lines = "".join(command.line() + "\n" for command in (*asked, commands.Stop()))
    done = job("translate", finished[0], "--json", stdin=lines, before=WITHOUT)
    assert done.returncode in (0, 130), done.stderr
    answers = [event for event in events_of(done.stdout) if isinstance(event, events.Translated | events.NextTokens)]
    told = {event.id: event for event in answers}
    assert [told[n].hypotheses[0].ids[: 3 * n] for n in (1, 5, 7)] == [best * n for n in (1, 5, 7)]
    assert [len(told[n].tokens) for n in (97, 127)] == [3, 3]


@needs_jax
@pytest.mark.slow
@pytest.mark.parametrize("more", [("training.precision=mixed_float16",)])
def test_options_go_together_with_jax(pairs_file, tmp_path, more):
    folder = tmp_path / "run"
    words = settings("training.max_steps=16", "training.r_drop=1", "training.optimizer=muon", *more)
    done = job("train", "--data", pairs_file, "--run", folder, "--backend", "jax", *words, before=WITHOUT)
    assert done.returncode == 0, done.stderr
    lines = "one two four\nnine nine eight\n"
    for method in ("beam", "diverse", "sampling"):
        how = ("--method", method, "--no-repeat-ngram", "3", "--scores")
        answer = job("translate", folder, *how, stdin=lines, before=WITHOUT)
        assert answer.returncode == 0 and answer.stdout.count("\n") == 2, answer.stderr


def test_the_backend_is_what_is_asked_for_then_that_of_the_run_then_the_preferred_one(monkeypatch):
    monkeypatch.setattr(backends, "installed", lambda: ["tensorflow", "jax"])
    monkeypatch.delenv(backends.VARIABLE, raising=False)
    assert [backends.choose(), backends.choose(former="jax"), backends.choose(former="torch")] == [
        "tensorflow",
        "jax",
        "tensorflow",
    ]
    assert backends.choose("tensorflow", former="jax") == "tensorflow"
    monkeypatch.setenv(backends.VARIABLE, "jax")
    assert backends.choose(former="tensorflow") == "jax" and backends.choose("tensorflow") == "tensorflow"
    with pytest.raises(FailureError, match=r"PyTorch is not installed here\..*choose tensorflow or jax") as refused:
        backends.choose("torch")
    assert install_line("torch") in refused.value.failure.advice
    monkeypatch.setattr(backends, "installed", list)
    monkeypatch.delenv(backends.VARIABLE)
    with pytest.raises(FailureError, match="None of TensorFlow, JAX and PyTorch") as refused:
        backends.choose()
    assert install_line("jax") in refused.value.failure.advice


def test_a_backend_that_is_not_there_is_refused_before_any_work(pairs_file, tmp_path):
    folder = tmp_path / "run"
    done = job("train", "--data", pairs_file, "--run", folder, "--backend", "tensorflow", before=WITHOUT)
    assert done.returncode == 1 and "TensorFlow is not installed here" in done.stderr
    assert not folder.exists()


def test_event_files_are_refused_before_any_work_where_the_backend_writes_none(pairs_file, tmp_path):
    done = job("train", "--data", pairs_file, "--run", tmp_path / "run", "--backend", "jax", "--tensorboard")
    assert done.returncode == 1 and "JAX writes no event files" in done.stderr
    assert not (tmp_path / "run").exists()


def test_devices_share_a_batch_in_place_of_its_parts_and_more_parts_than_devices_are_refused():
    from tfmodel.jobs.devices import parts_of_a_batch

    assert parts_of_a_batch(4, replicas=1) == 4
    assert parts_of_a_batch(1, replicas=2) == parts_of_a_batch(2, replicas=2) == 1
    with pytest.raises(FailureError, match=r"come in 4 parts.*--backend jax"):
        parts_of_a_batch(4, replicas=2)


def test_batches_are_made_ahead_until_nobody_wants_more():
    from tfmodel.jobs.feeding import prefetched

    made, three = [], threading.Event()

    def numbers():
        for number in range(1000):
            made.append(number)
            if number == 2:
                three.set()
            yield (number,)

    ready = prefetched(numbers(), ahead=2)
    assert next(ready) == (0,)
    assert three.wait(10)  # without being asked for them
    ready.close()
    assert len(made) < 10
    assert not [thread for thread in threading.enumerate() if thread.name == "feeding"]


def test_what_goes_wrong_with_a_batch_is_heard_where_it_is_used():
    from tfmodel.jobs.feeding import prefetched

    def broken():
        yield (0,)
        raise OSError("the disk is gone")

    ready = prefetched(broken(), ahead=4)
    assert next(ready) == (0,)
    with pytest.raises(OSError, match="the disk is gone"):
        next(ready)
