import pytest
from running import events_of, job, settings

NUMBERS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


@pytest.fixture(scope="session")
def pairs_file(tmp_path_factory):
    """Three digits in words and, the other way round, in figures: small, but something has to be learned."""
    path = tmp_path_factory.mktemp("pairs") / "three digits é.tsv"
    rows = [(a, b, c) for a in range(10) for b in range(10) for c in range(0, 10, 2)]
    lines = [f"{NUMBERS[a]} {NUMBERS[b]} {NUMBERS[c]}\t{c} {b} {a}" for a, b, c in rows]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def finished(pairs_file, tmp_path_factory):
    """A run that was trained to its end, with the events it told."""
    folder = tmp_path_factory.mktemp("runs") / "finished"
    done = job("train", "--data", pairs_file, "--run", folder, "--json", *settings("training.max_steps=48"))
    assert done.returncode == 0, done.stderr
    return folder, events_of(done.stdout)
