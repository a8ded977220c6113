"""Random and mutated files for every reader: each must end in pairs, counted rejections or one clear failure.

    python -m benchmarks.hostile [--files 10000] [--formats .tmx .po] [--seconds 5] [--megabytes 1000] [--seed 1]

Each format has a process of its own, whose memory is bounded by the system. A file that crashes the reader, raises
anything but a failure, or takes longer than it may, is kept in the folder that is printed; the exit status is 1 then.
"""

from __future__ import annotations

import argparse
import gzip
import io
import random
import resource
import signal
import subprocess
import sys
import tempfile
import time
import traceback
import zipfile
from collections import Counter
from pathlib import Path

from tests.corpus.foreign_files import WRITERS
from tfmodel.contract.failure import FailureError
from tfmodel.corpus.detected import Format
from tfmodel.corpus.detection import Choices, detect, preview, read
from tfmodel.corpus.pair import Pair

ROOT = Path(__file__).resolve().parents[1]
FORMATS: dict[str, Format] = {
    **{".tsv": "delimited", ".csv": "delimited", ".tmx": "tmx", ".xlf": "xliff", ".2.xlf": "xliff", ".po": "po"},
    **{".xlsx": "xlsx", ".jsonl": "jsonl", ".parquet": "parquet", ".pairs": "pairs"},
}
PIECES = (
    *(
        b"<tu>",
        b"</tu>",
        b"<seg>",
        b"</body>",
        b"<!--",
        b"]]>",
        b"<![CDATA[",
        b"&#0;",
        b"&x;",
        b"<?",
        b"\xff\xfe",
        b"\0" * 9,
    ),
    *(
        b'"',
        b'\\"',
        b"msgid",
        b"msgstr[9]",
        b"#~ ",
        b"\n\n",
        b"{",
        b"[" * 3000,
        b"\\ud800",
        b"\t",
        b"\r",
        b"\xc3",
        b"-1",
    ),
    *(b"PK\x03\x04", b"PAR1", b"\x1f\x8b", b"<trans-unit>", b"<target state='x'>", b"A" * 200_000, b"9" * 5000),
)


class TooSlow(Exception):
    """A file took longer than it may."""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--files", type=int, default=10_000, help="of each format")
    parser.add_argument("--formats", nargs="+", choices=tuple(WRITERS), default=tuple(WRITERS))
    parser.add_argument("--seconds", type=int, default=5, help="that one file may take")
    parser.add_argument(
        "--megabytes", type=int, default=1_000, help="of memory that a process may have beyond its start"
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--within", help=argparse.SUPPRESS)  # the one format of a child process
    options = parser.parse_args()
    if options.within:
        return attack(options.within, options)
    return max([child(suffix, options) for suffix in options.formats])


def child(suffix: str, options: argparse.Namespace) -> int:
    command = [sys.executable, "-m", "benchmarks.hostile", "--within", suffix, "--files", str(options.files)]
    command += ["--seconds", str(options.seconds), "--megabytes", str(options.megabytes), "--seed", str(options.seed)]
    status = subprocess.run(command, cwd=ROOT, check=False).returncode
    if status < 0:
        print(f"{suffix}: the process died of signal {-status}", flush=True)
    return 1 if status else 0


def attack(suffix: str, options: argparse.Namespace) -> int:
    folder = Path(tempfile.mkdtemp(prefix="hostile-"))
    draw = random.Random(f"{options.seed} {suffix}")
    seeds = [seed_file(folder / f"seed-{n}{suffix}", draw, n) for n in range(4)]
    run(folder / f"seed-2{suffix}", None)  # what is loaded once, such as the languages, is no file's fault
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    limit_memory(options.megabytes)
    signal.signal(signal.SIGALRM, too_slow)
    ends: Counter[str] = Counter()
    slowest, bad = 0.0, 0
    for number in range(options.files):
        path = folder / f"now{suffix}"
        path.write_bytes(hostile(draw, seeds))
        began = time.monotonic()
        try:
            signal.alarm(options.seconds)
            end = run(path, FORMATS.get(suffix) if number % 2 else None)
            signal.alarm(0)
        except Exception:  # noqa: BLE001
            signal.alarm(0)
            end, bad = "CRASH", bad + 1
            path.replace(folder / f"crash-{number}{suffix}")
            if bad <= 5:
                print(f"{folder}/crash-{number}{suffix}\n{traceback.format_exc(limit=-4)}", flush=True)
        ends[end] += 1
        slowest = max(slowest, time.monotonic() - began)
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    print(f"{suffix}: {dict(ends)}; slowest {slowest:.2f} s; memory grew by {grown:.0f} MB", flush=True)
    return 1 if bad else 0


def seed_file(path: Path, draw: random.Random, number: int) -> bytes:
    words = "the red house of 12 < & > \" ' été naïve 日本語 🙂 %s {0} \u2028 \u200b".split(" ")
    pairs = [
        (f"{number}-{n} {' '.join(draw.choices(words, k=8))}", f"{n} {' '.join(draw.choices(words, k=7))}")
        for n in range((3, 20, 300, 2)[number])
    ]
    for name, write in WRITERS.items():
        if path.name.removeprefix(f"seed-{number}") == name:
            write(path, pairs)
    return path.read_bytes()


def hostile(draw: random.Random, seeds: list[bytes]) -> bytes:
    if draw.random() < 0.1:
        return draw.randbytes(draw.choice((0, 1, 10, 1000, 70_000)))
    content = draw.choice(seeds)
    if draw.random() < 0.7:  # what is packed is mostly mutated inside: checksums would give the mutation away
        if content.startswith(b"PK"):
            return inside_zip(content, draw)
        if content.startswith(b"\x1f\x8b"):
            return gzip.compress(mutated(gzip.decompress(content), draw), 1)
    return mutated(content, draw)


def inside_zip(content: bytes, draw: random.Random) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as seed, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        chosen = draw.choice(seed.namelist())
        for name in seed.namelist():
            archive.writestr(name, mutated(seed.read(name), draw) if name == chosen else seed.read(name))
    return packed.getvalue()


def mutated(content: bytes, draw: random.Random) -> bytes:
    changed = bytearray(content)
    for _ in range(draw.choice((1, 1, 2, 5, 30))):
        mutate(changed, draw)
    return bytes(changed)


def mutate(content: bytearray, draw: random.Random) -> None:
    place, other = sorted((draw.randrange(len(content) + 1), draw.randrange(len(content) + 1)))
    kind = draw.randrange(7)
    if kind == 0 and content:
        content[min(place, len(content) - 1)] ^= 1 << draw.randrange(8)
    elif kind == 1:
        del content[place : place + draw.randrange(50)]
    elif kind == 2:
        content[place:place] = draw.choice(PIECES)
    elif kind == 3:
        content[place:place] = content[place:other][:100_000]
    elif kind == 4:
        content[place : place + 4] = draw.randbytes(4)
    elif kind == 5 and draw.random() < 0.3:
        del content[place:]
    else:
        content[place : place + 4] = draw.choice((b"\xff\xff\xff\xff", b"\0\0\0\0", b"\x7f\xff\xff\xff", b"\0\0\0\x80"))


def run(path: Path, kind: Format | None) -> str:
    try:
        detected = detect([path], Choices(format=kind))
        preview(detected)
        pairs = sum(isinstance(item, Pair) for item in read(detected))
    except FailureError as error:
        assert error.failure.cause
        return "failure"
    return "pairs" if pairs else "rejections"


def limit_memory(megabytes: int) -> None:
    with open("/proc/self/statm", encoding="ascii") as file:
        size = int(file.read().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (size + megabytes * 1024 * 1024,) * 2)


def too_slow(signal_number: int, frame: object) -> None:
    raise TooSlow


if __name__ == "__main__":
    sys.exit(main())
