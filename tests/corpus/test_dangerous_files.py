"""Files that mean harm: refused in a sentence, in little memory."""

from __future__ import annotations

import io
import struct
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest
from corpus_pairs import MakeFile
from foreign_files import WRITERS

from tfmodel.contract.failure import FailureError
from tfmodel.corpus.detection import detect, read

UNIT = '<tu><tuv xml:lang="en"><seg>{}</seg></tuv><tuv xml:lang="fr"><seg>maison</seg></tuv></tu>'
TRANSLATION = '<xliff version="1.2"><file source-language="en" target-language="fr"><body>{}</body></file></xliff>'
LAUGHS = "".join(f'<!ENTITY lol{n} "{f"&lol{n - 1};" * 10}">' for n in range(1, 10))
OUTSIDE = '<!ENTITY x SYSTEM "file:///etc/passwd">'


@pytest.mark.parametrize("declared", [f'<!ENTITY lol0 "lol">{LAUGHS}', OUTSIDE, "<!ENTITY % p SYSTEM 'http://x/y'>%p;"])
@pytest.mark.parametrize("root", ["tmx", "xliff"])
def test_entities_are_refused(make_file: MakeFile, declared: str, root: str) -> None:
    body = UNIT.format("&lol9;&x;") if root == "tmx" else '<trans-unit id="1"><source>&lol9;&x;</source></trans-unit>'
    content = f"<tmx><body>{body}</body></tmx>" if root == "tmx" else TRANSLATION.format(body)
    path = make_file(f"laughs.{root}", f'<?xml version="1.0"?><!DOCTYPE {root} [{declared}]>{content}')
    with pytest.raises(FailureError) as caught:
        detect([path])
    assert "entities" in caught.value.failure.cause.lower()
    assert str(path) in caught.value.failure.cause


def test_a_workbook_with_entities_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "laughs.xlsx"
    WRITERS[".xlsx"](tmp_path / "good.xlsx", [("a house", "une maison")] * 3)
    with zipfile.ZipFile(tmp_path / "good.xlsx") as good, zipfile.ZipFile(path, "w") as bad:
        for name in good.namelist():
            content = good.read(name).decode()
            if name.endswith("sheet1.xml"):
                content = f'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY lol0 "lol">{LAUGHS}]>{content}'
            bad.writestr(name, content)
    with pytest.raises(FailureError, match="no XLSX workbook"):
        detect([path])


def test_nothing_outside_is_read(make_file: MakeFile, tmp_path: Path) -> None:
    (tmp_path / "tmx14.dtd").write_text('<!ENTITY secret "the secret">')
    content = (
        f'<?xml version="1.0"?><!DOCTYPE tmx SYSTEM "tmx14.dtd"><tmx><body>{UNIT.format("&secret;!")}</body></tmx>'
    )
    items = list(read(detect([make_file("outside.tmx", content)])))
    assert [getattr(item, "source", "") for item in items] == ["&secret;!"]


def test_units_below_another_first_element_are_no_memory_even_after_damage(make_file: MakeFile) -> None:
    path = make_file("other.tmx", f"<umx><body><tu><tuv <seg>{UNIT.format('house') * 3}</body></umx>")
    with pytest.raises(FailureError) as caught:
        detect([path])
    assert f"{path} cannot be read as TMX" in caught.value.failure.cause


def test_an_unknown_entity_between_the_languages_of_a_unit_changes_nothing(make_file: MakeFile) -> None:
    unit = UNIT.format("house").replace("<tu>", "<tu>&unknown;<!-- a note -->")
    content = f'<?xml version="1.0"?><!DOCTYPE tmx SYSTEM "tmx14.dtd"><tmx><body>{unit}</body></tmx>'
    assert [item.source for item in read(detect([make_file("entity.tmx", content)]))] == ["house"]


@pytest.mark.parametrize("name", ["../train.en", "a/../../train.en", "/etc/train.en", "..\\train.en"])
@pytest.mark.parametrize("kind", ["zip", "tgz"])
def test_a_path_that_climbs_out_is_refused(tmp_path: Path, name: str, kind: str) -> None:
    path = tmp_path / f"climbing.{kind}"
    if kind == "zip":
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr(name, "a house\n")
            archive.writestr("train.fr", "une maison\n")
    else:
        with tarfile.open(path, "w:gz") as archive:
            for member in (name, "train.fr"):
                entry = tarfile.TarInfo(member)
                entry.size = 8
                archive.addfile(entry, io.BytesIO(b"a house\n"))
    with pytest.raises(FailureError, match="climbs out of the archive"):
        detect([path])
    assert [found.name for found in tmp_path.iterdir()] == [path.name]


@pytest.mark.parametrize("name", ["bomb.zip", "bomb.tsv.gz", "bomb.tgz"])
def test_a_bomb_is_refused_before_it_takes_memory(tmp_path: Path, name: str) -> None:
    import gzip

    path = tmp_path / name
    good = b"a house\tune maison\n" * 100
    if name == "bomb.zip":
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("x.tsv", "w") as member:
            member.write(good)
            for _ in range(100):
                member.write(b"x" * (1 << 20))
    elif name == "bomb.tsv.gz":
        path.write_bytes(gzip.compress(good + b"x" * (100 << 20)))
    else:
        with tarfile.open(path, "w:gz") as archive:
            entry = tarfile.TarInfo("x.tsv")
            entry.size = len(good) + (100 << 20)
            archive.addfile(entry, io.BytesIO(good + b"x" * (100 << 20)))
    with pytest.raises(FailureError, match="zip bomb"):
        for _ in read(detect([path])):
            pass


def test_a_workbook_that_would_fill_the_memory_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bomb.xlsx"
    WRITERS[".xlsx"](path, [("a house", "une maison")] * 3)
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/more.xml", bytes(60 << 20))
    with pytest.raises(FailureError, match=r"xl/more\.xml in .* unpacks to 60 MB"):
        detect([path])


def test_a_member_with_a_password_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "secret.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("x.tsv", "a house\tune maison\n")
    content = bytearray(path.read_bytes())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):  # the flags of both headers
        place = content.index(mark) + offset
        content[place : place + 2] = struct.pack("<H", 1)
    path.write_bytes(content)
    with pytest.raises(FailureError, match="protected by a password"):
        detect([path])


def test_an_archive_without_pairs_is_said(tmp_path: Path) -> None:
    path = tmp_path / "pictures.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.png", b"\x89PNG")
    with pytest.raises(FailureError, match=r"holds no file of pairs .* a\.png"):
        detect([path])


# Sizes

READ = """
import sys
from pathlib import Path
from tfmodel.contract.failure import FailureError
from tfmodel.corpus.detection import Choices, detect, read
kind = sys.argv[2] or None


def peak():
    # In kilobytes. ru_maxrss begins with the peak of the process that started this one.
    return int(Path("/proc/self/status").read_text().split("VmHWM:")[1].split()[0])


list(read(detect([Path(sys.argv[3])], guess=False)))
before = peak()
try:
    items = [type(item).__name__ for item in read(detect([Path(sys.argv[1])], Choices(format=kind), guess=False))]
    print(len(items), items[-1])
except FailureError as error:
    print("Failure", error.failure.title)
print((peak() - before) // 1024)
"""


def reading(path: Path, kind: str, small: Path) -> tuple[str, int]:
    """What becomes of a large file in a process of its own, and the megabytes that it takes more than a small one."""
    command = [sys.executable, "-c", READ, str(path), kind, str(small)]
    told = subprocess.run(command, capture_output=True, text=True, check=True, timeout=280).stdout.splitlines()
    return told[0], int(told[1])


def write_long(path: Path, megabytes: int, begin: bytes, middle: bytes, end: bytes) -> Path:
    piece = middle * ((1 << 20) // len(middle))
    with path.open("wb") as file:
        file.write(begin)
        for _ in range(megabytes):
            file.write(piece)
        file.write(end)
    return path


DOG = UNIT.format("dog") + "</body></tmx>"
TMX_BEGIN = '<tmx><header srclang="en"/><body>' + UNIT.format("house")
LONG = {
    ".tsv": (b"a house\tune maison\n" * 50, b"x", b"\nthe dog\tle chien\n"),
    ".jsonl": (b'{"en": "a house", "fr": "une maison"}\n' * 9 + b'{"en": "', b"x", b'", "fr": "y"}\n'),
    ".po": (b'msgid ""\nmsgstr "Language: fr\\n"\n\nmsgid "a"\nmsgstr "b"\n\nmsgid "', b"x", b'"\nmsgstr "y"\n'),
    ".tmx": (
        f"{TMX_BEGIN}<tu><tuv><seg>".encode(),
        b"x",
        f"</seg></tuv></tu>{DOG}".encode(),
    ),
    ".comment.tmx": (f"{TMX_BEGIN}<!--".encode(), b"x", f"-->{DOG}".encode()),
    ".tag.tmx": (f"{TMX_BEGIN}<tu ".encode(), b"x", f"='1'/>{DOG}".encode()),
}


@pytest.mark.parametrize("suffix", LONG)
@pytest.mark.parametrize("megabytes", [40, pytest.param(1024, marks=pytest.mark.slow)])
@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has /proc")
def test_a_single_line_without_end_takes_little_memory(tmp_path: Path, suffix: str, megabytes: int) -> None:
    end = f".{suffix.rpartition('.')[2]}"
    small = tmp_path / f"small{end}"
    WRITERS[end](small, [("a house", "une maison")] * 200)
    path = write_long(tmp_path / f"long{suffix}", megabytes, *LONG[suffix])
    told, grown = reading(path, "", small)
    assert grown < 60
    assert int(told.split()[0]) >= 2, told


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has /proc")
def test_elements_without_end_take_little_memory(tmp_path: Path) -> None:
    WRITERS[".tmx"](tmp_path / "small.tmx", [("a house", "une maison")] * 200)
    path = write_long(tmp_path / "elements.tmx", 8, TMX_BEGIN.encode(), b"<a/>", DOG.encode())
    told, grown = reading(path, "", tmp_path / "small.tmx")
    assert (told, grown < 60) == ("2 Pair", True)
