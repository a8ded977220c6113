"""Several files of pairs in one transaction, on the command line."""

import json
import os

import pytest
from running import job

from tfmodel.channel import TextChannel
from tfmodel.contract import commands, seldom
from tfmodel.corpus.detection import detect
from tfmodel.corpus.importing import ImportOptions
from tfmodel.corpus.store import PairStore
from tfmodel.jobs import importing
from tfmodel.jobs.importing import ImportJobOptions, Reading


def unit(number, languages=("en", "fr")):
    sides = "".join(f'<tuv xml:lang="{code}"><seg>{code} text {number}</seg></tuv>' for code in languages)
    return f"<tu>{sides}</tu>"


def write_tmx(path, numbers, languages=("en", "fr")):
    units = "".join(unit(n, languages) for n in numbers)
    path.write_text(f'<tmx version="1.4"><header srclang="en"/><body>{units}</body></tmx>')


def content(path):
    with PairStore.open(path) as store:
        return {row.source: row.origin for row in store.page(offset=0, limit=1000)}


def test_a_folder_and_further_files_with_choices_of_their_own_go_into_one_dataset(tmp_path):
    (tmp_path / "memories").mkdir()
    write_tmx(tmp_path / "memories" / "a.tmx", range(20))
    write_tmx(tmp_path / "memories" / "b.tmx", range(15, 40))
    (tmp_path / "c.csv").write_text("".join(f"le texte {n};the text {n};x\n" for n in range(20)))
    columns = ("--delimiter", ";", "--source-column", "1", "--target-column", "0", "--json")
    done = job("import", tmp_path / "memories", "--into", tmp_path / "x.pairs", "--and", tmp_path / "c.csv", *columns)
    assert done.returncode == 0, done.stderr
    imported = json.loads(next(line for line in done.stdout.splitlines() if '"imported"' in line))
    assert (imported["read"], imported["kept"], imported["rejected"]) == (65, 60, {"duplicate": 5})
    found = content(tmp_path / "x.pairs")
    assert found["en text 3"] == "a.tmx" and found["en text 39"] == "b.tmx" and found["the text 7"] == "c.csv"


def test_readings_beyond_the_length_of_a_command_line_stand_in_a_file(tmp_path):
    for n in range(3):
        write_tmx(tmp_path / f"{n}.tmx", range(10 * n, 10 * n + 10))
    more = [[str(tmp_path / "1.tmx"), "--inline", "keep"], [str(tmp_path / "2.tmx")]]
    (tmp_path / "more.json").write_text(json.dumps(more))
    words = ("import", tmp_path / "0.tmx", "--into", tmp_path / "x.pairs", "--further")
    done = job(*words, tmp_path / "more.json")
    assert done.returncode == 0, done.stderr
    assert len(content(tmp_path / "x.pairs")) == 30
    (tmp_path / "more.json").write_text("[3]")
    refused = job(*words, tmp_path / "more.json")
    assert refused.returncode == 2 and "a list of lists" in refused.stderr


def test_one_bad_file_of_several_imports_none(tmp_path):
    write_tmx(tmp_path / "a.tmx", range(20))
    done = job("import", tmp_path / "a.tmx", "--into", tmp_path / "x.pairs")
    assert done.returncode == 0, done.stderr
    write_tmx(tmp_path / "b.tmx", range(20, 40))
    write_tmx(tmp_path / "c.tmx", range(40, 60), ("en", "de"))
    refused = job("import", tmp_path / "b.tmx", "--into", tmp_path / "x.pairs", "--and", tmp_path / "c.tmx")
    assert refused.returncode == 1
    assert "c.tmx" in refused.stderr and "from en to de" in refused.stderr
    assert len(content(tmp_path / "x.pairs")) == 20


def test_a_file_that_says_another_language_than_the_first_is_refused(tmp_path):
    for part in ("de", "fr"):
        messages = "".join(f'msgid "text {n}"\nmsgstr "{part} {n}"\n\n' for n in range(5))
        (tmp_path / f"{part}.po").write_text(f'msgid ""\nmsgstr "Language: {part}\\n"\n\n{messages}')
    words = ("import", tmp_path / "de.po", "--target-language", "de", "--into", tmp_path / "x.pairs")
    refused = job(*words, "--and", tmp_path / "fr.po")
    assert refused.returncode == 1 and "and fr.po from en to fr" in refused.stderr


def test_what_holds_no_pairs_in_a_folder_is_named_and_left_out(tmp_path):
    folder = tmp_path / "some"
    folder.mkdir()
    write_tmx(folder / "a.tmx", range(20))
    (folder / "notes.txt").write_text("About these files.\nNothing else.\n")
    done = job("import", folder, "--into", tmp_path / "x.pairs")
    assert done.returncode == 0, done.stderr
    assert "notes.txt is left out: " in done.stdout + done.stderr
    assert len(content(tmp_path / "x.pairs")) == 20
    refused = job("import", folder / "notes.txt", "--into", tmp_path / "x.pairs")
    assert refused.returncode == 1 and "notes.txt" in refused.stderr
    refused = job("import", folder / "a.tmx", folder / "b.tmx", "--into", tmp_path / "x.pairs")
    assert refused.returncode == 1 and "There is no file" in refused.stderr


@pytest.mark.parametrize("count", [3, 12])
def test_how_many_files_are_read_is_said_once_where_it_is_the_same(tmp_path, count):
    folder = tmp_path / "some"
    folder.mkdir()
    for n in range(count):
        write_tmx(folder / f"{n}.tmx", range(n, n + 5), ("en", "fr" if n else "fr-CA"))
    done = job("import", folder, "--into", tmp_path / "x.pairs")
    lines = [line for line in done.stderr.splitlines() if not line.startswith((str(tmp_path), " "))]
    assert done.returncode == 0, done.stderr
    if count == 3:
        assert {line.split(": ")[0] for line in lines} == {"0.tmx", "1.tmx", "2.tmx"}
    else:
        told = [line.split(": ")[0] for line in lines]
        assert set(told) == {"12 files", "11 files", "0.tmx"} and len(told) == len(set(lines)) <= 6


@pytest.mark.skipif(os.name == "nt", reason="links need a privilege there")
def test_a_link_to_nowhere_in_a_folder_is_left_out_and_one_that_is_named_is_missing(tmp_path):
    folder = tmp_path / "some"
    folder.mkdir()
    write_tmx(folder / "a.tmx", range(20))
    (folder / "gone.tmx").symlink_to(tmp_path / "nowhere.tmx")
    done = job("import", folder, "--into", tmp_path / "x.pairs")
    assert done.returncode == 0, done.stderr
    assert "gone.tmx is left out: There is no file" in done.stdout + done.stderr
    assert len(content(tmp_path / "x.pairs")) == 20
    refused = job("import", folder / "a.tmx", folder / "gone.tmx", "--into", tmp_path / "y.pairs")
    assert refused.returncode == 1 and "There is no file" in refused.stderr


def test_a_file_that_is_named_with_wishes_alone_may_be_left_out(tmp_path):
    write_tmx(tmp_path / "a.tmx", range(20))
    (tmp_path / "bad.tmx").write_text("no memory")
    words = ("import", tmp_path / "a.tmx", "--into", tmp_path / "x.pairs", "--and", tmp_path / "bad.tmx")
    done = job(*words, "--inline=keep")
    assert done.returncode == 0 and "bad.tmx is left out: " in done.stdout + done.stderr
    refused = job(*words, "--format=tmx")
    assert refused.returncode == 1 and "bad.tmx" in refused.stderr


class Patient(TextChannel):
    """A person who cancels when the job has asked so many times, and keeps what it told."""

    def __init__(self, times):
        super().__init__(quiet=True)
        self.times, self.told = times, []

    def emit(self, event):
        self.told.append(event)

    def command(self, *, wait=0.0):
        self.times -= 1
        return commands.Stop() if self.times < 0 else None


def test_looking_into_many_files_is_told_and_can_be_cancelled(tmp_path, monkeypatch):
    folder, into, looked = tmp_path / "many", tmp_path / "x.pairs", []
    folder.mkdir()
    for n in range(200):
        write_tmx(folder / f"{n}.tmx", range(3))
    monkeypatch.setattr(seldom, "TELL_EVERY", 0.0)
    monkeypatch.setattr(importing, "detect", lambda *words, **more: looked.append(words) or detect(*words, **more))
    channel = Patient(3)
    assert importing.run(ImportJobOptions((Reading((folder,)),), into, ImportOptions()), channel)
    assert len(looked) == 3 and not into.exists()
    told = [(event.text, event.done, event.total) for event in channel.told]
    assert told == [("Looking into files", done, 200) for done in range(3)]
