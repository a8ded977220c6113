"""What a processor is called on each system."""

import sys
from contextlib import contextmanager

import pytest

from tfmodel.jobs import processor_name
from tfmodel.jobs.processor_name import full_name, short_name


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ("Intel(R) Xeon(R) Processor @ 2.50GHz", "Intel Xeon"),
        ("Intel(R) Core(TM) i7-8650U CPU @ 1.90GHz", "Intel Core i7-8650U"),
        ("AMD EPYC 9R14 96-Core Processor", "AMD EPYC 9R14"),
        ("Apple M2 Pro", "Apple M2 Pro"),
    ],
)
def test_a_processor_is_named_in_short(told, said):
    assert short_name(told) == said


class Registry:
    """`winreg`, as far as the processor goes."""

    HKEY_LOCAL_MACHINE = "machine"

    def __init__(self, **values):
        self.values = values

    @contextmanager
    def OpenKey(self, key, below):
        if (key, below) != ("machine", r"HARDWARE\DESCRIPTION\System\CentralProcessor\0"):
            raise FileNotFoundError(2, "There is no such key")
        yield self.values

    def QueryValueEx(self, key, name):
        if name not in key:
            raise FileNotFoundError(2, "There is no such value")
        return key[name], 1


@pytest.fixture
def elsewhere(monkeypatch):
    """No Linux: its kernel says nothing, and Python knows the kind of processor alone."""
    monkeypatch.setattr(processor_name, "cpuinfo", lambda key: None)
    monkeypatch.setattr(processor_name.platform, "processor", lambda: "arm")


def test_windows_tells_the_name_in_its_registry(elsewhere, monkeypatch):
    monkeypatch.setattr(sys, "platform", "win32")
    named = Registry(ProcessorNameString="AMD Ryzen 7 5800X 8-Core Processor   ")
    monkeypatch.setitem(sys.modules, "winreg", named)
    assert short_name(full_name()) == "AMD Ryzen 7 5800X"
    monkeypatch.setitem(sys.modules, "winreg", Registry())
    assert full_name() == "arm"


@pytest.mark.skipif(sys.platform == "win32", reason="a tool that is a script")
def test_macos_tells_the_name_by_a_tool(elsewhere, monkeypatch, tmp_path):
    monkeypatch.setattr(sys, "platform", "darwin")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert full_name() == "arm"
    tool = '#!/bin/sh\n[ "$*" = "-n machdep.cpu.brand_string" ] && echo "Apple M2 Pro"\n'
    (tmp_path / "sysctl").write_text(tool, encoding="ascii")
    (tmp_path / "sysctl").chmod(0o755)
    assert full_name() == "Apple M2 Pro"
