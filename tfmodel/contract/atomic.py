"""Files that are complete or absent, whatever happens while they are written."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import stat
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO

PATIENCE = 2.0  # seconds; a virus scanner or a reader holds a file of Windows no longer
_WRITING = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO)  # what writing to an open file may meet
# What synchronising a folder meets where the file system, such as a shared folder of VirtualBox, knows no such thing.
_UNSYNCABLE = (errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EBADF, errno.EACCES, errno.EPERM)
_OPEN = tuple(map(Path, ("/dev", "/dev/fd", "/proc/self/fd")))  # where names also stand for files that are open


@contextlib.contextmanager
def replacing(path: Path, *, anew: bool = False) -> Iterator[Path]:
    """Yields a temporary path beside `path`; what was written there takes its place when the block ends well.

    The temporary path keeps the suffix, because some writers look at it. A failed block leaves nothing behind.

    Args:
        path: The file.
        anew: Whether it is to take the place of nothing.

    Raises:
        FileExistsError: It takes the place of nothing, and another process has made the file meanwhile.
    """
    with naming(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.stem}.", suffix=path.suffix)
        os.close(handle)
        temporary = Path(name)
        try:
            yield temporary
            sync(temporary)
            temporary.chmod(0o666 & ~_umask())
            (_rename_anew if anew else rename)(temporary, path)
            _sync_folder(path.parent)
        except BaseException:
            with contextlib.suppress(OSError):
                temporary.unlink()
            raise


@contextlib.contextmanager
def replacing_folder(path: Path) -> Iterator[Path]:
    """The same for a folder: `path` appears with all of its files or not at all; an older one is replaced."""
    with naming(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary = _new_folder(path.parent, f".{path.name}.")
        try:
            yield temporary
            for file in temporary.rglob("*"):
                if file.is_file():
                    sync(file)
            _swap(temporary, path)
            _sync_folder(path.parent)
        except BaseException:
            shutil.rmtree(temporary, ignore_errors=True)
            raise


def can_be_replaced(folder: Path) -> bool:
    """Whether an existing folder can give its place to another: no disk is at it, and this process is not inside.

    The system renames neither "." nor where a disk is; where it would, as by its full name, the shell that this process
    was started from would be left in a folder that is gone.
    """
    return not os.path.ismount(folder) and not Path.cwd().is_relative_to(folder.resolve())


def write_text(path: Path, text: str) -> None:
    """Writes a UTF-8 file at once or not at all; a pipe or a device, which stays one, gets the text itself."""
    if _stays(path):
        # Adding to it, as /dev/stdout may lead to a file that holds a text already.
        with naming(path), path.open("a", encoding="utf-8", newline="\n") as file:
            file.write(text)
        return
    with replacing(path) as temporary:
        temporary.write_text(text, encoding="utf-8", newline="\n")


def _stays(path: Path) -> bool:
    """Whether a path is a pipe or a device, or what this process has open, such as /dev/stdout: not to be replaced."""
    try:
        mode = path.stat().st_mode
    except OSError:
        return False
    return not stat.S_ISDIR(mode) and (not stat.S_ISREG(mode) or path.absolute().parent in _OPEN)


def append_line(path: Path, line: str) -> int:
    """Adds a line to a UTF-8 file; returns how many bytes the file has then, all of them handed to the system."""
    with naming(path), path.open("ab+") as file:
        file.write(_end_of_stub(file) + line.encode() + b"\n")
        return file.tell()


def sync(path: Path) -> None:
    """Returns when what was written to a file is on the disk, where no power failure takes it."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


@contextlib.contextmanager
def naming(path: Path) -> Iterator[None]:
    """Makes an error of the system name `path`, where it names nothing or a temporary file that nobody knows."""
    try:
        yield
    except OSError as error:
        nameless = error.filename is None and error.errno in _WRITING
        if nameless or _is_temporary(str(error.filename), path):
            error.filename, error.filename2 = str(path), None
        raise
    except Exception as error:
        number = hidden_number(str(error))
        if number is None:
            raise
        raise OSError(number, os.strerror(number), str(path)) from error


def rename(source: Path, target: Path) -> None:
    """Gives a file or a folder the name of another at once; waits a moment for whoever holds it on Windows."""
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            os.replace(source, target)
        except PermissionError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.02)
        else:
            return


def _rename_anew(source: Path, target: Path) -> None:
    """Gives a file a name that nothing has: by a link, which unlike a new name takes no other file's place."""
    try:
        os.link(source, target)
    except FileExistsError:
        raise
    except OSError:  # there are no links, as on FAT
        if target.exists():
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(target)) from None
        rename(source, target)
    else:
        with contextlib.suppress(OSError):  # a virus scanner of Windows holds it: what it was made for has its name
            source.unlink()


def discard(path: Path) -> None:
    """Takes a folder or a file away at once: nobody ever sees a part of it.

    Raises:
        PermissionError: Somebody holds it on Windows for longer than a moment; it is there as it was.
    """
    old = _new_folder(path.parent, f".{path.name}.old.")
    try:
        rename(path, old / "old")
    finally:
        shutil.rmtree(old, ignore_errors=True)


def _end_of_stub(file: IO[bytes]) -> bytes:
    """What the last line lacks where a full disk cut it short: the next one would not be read either."""
    if not file.tell():
        return b""
    file.seek(-1, os.SEEK_END)
    return b"" if file.read(1) == b"\n" else b"\n"


def _new_folder(parent: Path, prefix: str) -> Path:
    """A folder of a new name, for all whom the parent is for: `mkdtemp` closes its own, on Windows for good."""
    folder = parent / f"{prefix}{os.urandom(4).hex()}"
    folder.mkdir()
    return folder


def _is_temporary(name: str, path: Path) -> bool:
    return any(part.startswith(f".{path.stem}.") for part in Path(name).parts)


def hidden_number(text: str) -> int | None:
    """The system's number of an error that is told in words only, as TensorFlow or a process of its own tells it."""
    said = {number: os.strerror(number) for number in _WRITING}
    # Windows has no words for some of them.
    return next((number for number, words in said.items() if words in text and "Unknown" not in words), None)


def _swap(temporary: Path, path: Path) -> None:
    if not path.exists():
        rename(temporary, path)
        return
    old = _new_folder(path.parent, f".{path.name}.old.")
    try:
        rename(path, old / "old")
        rename(temporary, path)
    except BaseException:
        _put_back(old, path)
        raise
    shutil.rmtree(old, ignore_errors=True)


def _put_back(old: Path, path: Path) -> None:
    """Undoes the half of a swap; where that is refused too, what was there stays in the hidden folder `old`."""
    if not path.exists() and (old / "old").exists():
        rename(old / "old", path)
    shutil.rmtree(old, ignore_errors=True)


def _sync_folder(folder: Path) -> None:
    """Lets a new name outlast a power failure, where a folder can be synchronised: a shared one often cannot."""
    if os.name == "nt":  # Windows cannot open a folder
        return
    try:
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
    except OSError as error:
        if error.errno not in _UNSYNCABLE:
            raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
