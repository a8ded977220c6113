"""What is told to the console of Windows, and asked of it."""

import ctypes
import errno
import io
import os
import subprocess
import sys
from types import SimpleNamespace

import pytest
from running import ROOT, events_of

from tfmodel import channel
from tfmodel.channel import TextChannel, writing
from tfmodel.contract import commands, events

DETACHED = """
import ctypes, sys, types
from tfmodel.channel import JsonChannel

said = []
kernel = types.SimpleNamespace(FreeConsole=lambda: said.append("FreeConsole"))
ctypes.windll = types.SimpleNamespace(kernel32=kernel)
sys.platform = "win32"
JsonChannel().command(wait=None)
with open(sys.argv[1], "w") as file:
    file.write(" ".join(said))
"""


def test_a_job_that_goes_on_alone_leaves_the_console_whose_end_it_would_share(tmp_path):
    words = [sys.executable, "-c", DETACHED, str(tmp_path / "said")]
    line = f"{commands.Detach().line()}\n"
    done = subprocess.run(words, input=line, cwd=ROOT, capture_output=True, text=True, timeout=60, check=True)
    assert events_of(done.stdout) == [events.Detached()]
    assert (tmp_path / "said").read_text(encoding="utf-8") == "FreeConsole"


class Kernel:
    """Windows, as far as consoles go; the number of a file is its handle.

    Attributes:
        modes: Of the handles that are consoles.
    """

    def __init__(self):
        self.modes = {}

    def GetConsoleMode(self, handle, mode):
        if handle.value not in self.modes:
            return 0
        mode._obj.value = self.modes[handle.value]
        return 1

    def SetConsoleMode(self, handle, mode):
        self.modes[handle.value] = mode
        return 1


@pytest.fixture
def kernel(monkeypatch):
    made = Kernel()
    monkeypatch.setattr(ctypes, "windll", SimpleNamespace(kernel32=made), raising=False)
    monkeypatch.setitem(sys.modules, "msvcrt", SimpleNamespace(get_osfhandle=lambda number: number))
    monkeypatch.setattr(sys, "platform", "win32")
    return made


class Device(io.TextIOWrapper):
    """/dev/null, of which Windows says what it says of a terminal."""

    def isatty(self):
        return True


@pytest.fixture
def device():
    with Device(open(os.devnull, "rb")) as opened:
        yield opened


def test_nobody_speaks_from_the_null_device_of_windows(kernel, device):
    assert not channel._somebody_speaks(device)
    kernel.modes[device.fileno()] = 7
    assert channel._somebody_speaks(device)


def test_the_console_of_windows_is_told_to_obey_what_wipes_the_progress(kernel, device, monkeypatch):
    monkeypatch.setattr(sys, "stderr", device)
    TextChannel()
    assert kernel.modes == {}
    kernel.modes[device.fileno()] = 3
    TextChannel()
    assert kernel.modes == {device.fileno(): 7}


def test_a_reader_who_has_seen_enough_is_no_error_on_windows_either(tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "platform", "linux")
    with (tmp_path / "out").open("w", encoding="utf-8") as stream:
        with pytest.raises(OSError, match="Invalid argument"), writing(stream):
            raise OSError(errno.EINVAL, "Invalid argument")
        monkeypatch.setattr(sys, "platform", "win32")
        with writing(stream):
            raise OSError(errno.EINVAL, "Invalid argument")
        with pytest.raises(OSError, match="No space"), writing(stream):
            raise OSError(errno.ENOSPC, "No space left on device")
