"""Files of pairs as other programs write them, for tests and benchmarks: by the libraries of each format."""

from __future__ import annotations

import csv
import gzip
import io
import json
import tarfile
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

Pairs = Sequence[tuple[str, str]]


def write_tsv(path: Path, pairs: Pairs) -> None:
    path.write_text("".join(f"{source}\t{target}\n" for source, target in pairs), encoding="utf-8", newline="")


def write_csv(path: Path, pairs: Pairs) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, quoting=csv.QUOTE_ALL).writerows(pairs)


def write_tmx(path: Path, pairs: Pairs) -> None:
    from translate.storage.tmx import tmxfile

    memory = tmxfile()
    for source, target in pairs:
        memory.addtranslation(source, "en-US", target, "fr-FR")
    memory.savefile(str(path))


def write_xliff(path: Path, pairs: Pairs) -> None:
    from translate.storage.xliff import xlifffile

    file = xlifffile(sourcelanguage="en", targetlanguage="fr")
    for source, target in pairs:
        file.addsourceunit(source).target = target
    file.savefile(str(path))


def write_xliff_2(path: Path, pairs: Pairs) -> None:
    from translate.storage.xliff2 import Xliff2File

    file = Xliff2File(sourcelanguage="en", targetlanguage="fr")
    for source, target in pairs:
        file.addsourceunit(source).target = target
    file.savefile(str(path))


def write_po(path: Path, pairs: Pairs) -> None:
    from translate.storage.pypo import pofile

    file = pofile()
    file.updateheader(add=True, Content_Type="text/plain; charset=UTF-8", Language="fr")
    for source, target in pairs:
        file.addsourceunit(source).target = target
    file.savefile(str(path))


def write_xlsx(path: Path, pairs: Pairs) -> None:
    from openpyxl import Workbook

    book = Workbook()
    book.active.title = "Pairs"
    for row in pairs:
        book.active.append(row)
    for row in book.active.iter_rows():
        for cell in row:
            cell.data_type = "s"  # "=1" is a text here, no formula
    book.save(path)


def write_json_lines(path: Path, pairs: Pairs) -> None:
    lines = (json.dumps({"id": n, "translation": {"en": a, "fr": b}}) + "\n" for n, (a, b) in enumerate(pairs))
    path.write_text("".join(lines), encoding="utf-8", newline="")


def write_parquet(path: Path, pairs: Pairs) -> None:
    import pyarrow
    from pyarrow import parquet

    kind = pyarrow.struct([("en", pyarrow.string()), ("fr", pyarrow.string())])
    column = pyarrow.array([{"en": source, "fr": target} for source, target in pairs], kind)
    parquet.write_table(pyarrow.table({"translation": column}), path)


def write_zip(path: Path, pairs: Pairs) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("README", "A corpus.")
        for side, language in enumerate(("en", "fr")):
            archive.writestr(f"Some.en-fr.{language}", "".join(f"{pair[side]}\n" for pair in pairs))


def write_tgz(path: Path, pairs: Pairs) -> None:
    with tarfile.open(path, "w:gz") as archive:
        for side, language in enumerate(("en", "fr")):
            content = "".join(f"{pair[side]}\n" for pair in pairs).encode()
            entry = tarfile.TarInfo(f"corpus/train.{language}")
            entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content))


def write_gz(path: Path, pairs: Pairs) -> None:
    path.write_bytes(gzip.compress("".join(f"{source}\t{target}\n" for source, target in pairs).encode()))


def write_dataset(path: Path, pairs: Pairs) -> None:
    from tfmodel.corpus.detection import detect
    from tfmodel.corpus.importing import import_pairs

    path.unlink(missing_ok=True)
    write_tmx(path.with_suffix(".tmx"), pairs)
    import_pairs(detect([path.with_suffix(".tmx")]), path)


# By the end of the file's name.
WRITERS: dict[str, Callable[[Path, Pairs], None]] = {
    ".tsv": write_tsv,
    ".csv": write_csv,
    ".tmx": write_tmx,
    ".xlf": write_xliff,
    ".2.xlf": write_xliff_2,
    ".po": write_po,
    ".xlsx": write_xlsx,
    ".jsonl": write_json_lines,
    ".parquet": write_parquet,
    ".zip": write_zip,
    ".tgz": write_tgz,
    ".tsv.gz": write_gz,
    ".pairs": write_dataset,
}
