"""What is told to the console of Windows, and asked of it."""

import subprocess
import sys

from running import ROOT, events_of

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
