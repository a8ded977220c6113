"""Graphics cards, from what NVIDIA's tool and the system say; on the machine of the test, from the real ones."""

import subprocess
import sys

import pytest
from running import ROOT

from tfmodel.jobs import cards, hardware
from tfmodel.jobs.cards import Cards, find_cards, first_card, on_bus, read_names, read_smi


def test_the_tool_of_the_driver_names_cards_driver_and_capability():
    text = "NVIDIA H100 80GB HBM3, 550.54.15, 9.0\nNVIDIA H100 80GB HBM3, 550.54.15, 9.0\n"
    assert read_smi(text) == Cards(("NVIDIA H100 80GB HBM3",) * 2, (), "550.54.15", (9, 0))


@pytest.mark.parametrize("text", ["", "No devices were found\n", "NVIDIA-SMI has failed, because it, could not\n"])
def test_a_tool_that_has_nothing_to_say_names_none(text):
    assert read_smi(text) == Cards()


def test_an_old_tool_that_does_not_know_the_capability_still_names_the_card():
    assert read_smi("Tesla K80, 440.33.01, [N/A]\n") == Cards(("Tesla K80",), (), "440.33.01", None)


def test_the_list_of_windows_is_parted_by_maker():
    names = ["NVIDIA GeForce RTX 3060 Laptop GPU ", "AMD Radeon(TM) Graphics", "Intel(R) UHD Graphics 630", ""]
    assert read_names(names) == Cards(("NVIDIA GeForce RTX 3060 Laptop GPU",), ("AMD Radeon(TM) Graphics",))


def test_what_is_not_text_in_the_code_page_of_python_is_read_all_the_same():
    said = "import sys; sys.stdout.buffer.write(b'Radeon \\x81\\xff')"
    assert cards.said_by(sys.executable, "-c", said).startswith("Radeon ")


ASKS = """
import sys
from tfmodel.jobs import cards, hardware

cards.said_by(sys.executable, "-c", "input()")
print(input())
"""


def test_a_tool_of_the_system_reads_no_commands_of_the_job():
    words = [sys.executable, "-c", ASKS]
    done = subprocess.run(words, input="command\n", cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    assert done.stdout == "command\n"


class Nvml:
    """A library with three cards, as NVIDIA's answers."""

    NVMLError = RuntimeError

    def nvmlInit(self):
        pass

    def nvmlDeviceGetCount(self):
        return 3

    def nvmlDeviceGetHandleByIndex(self, number):
        return ("first", "second", "third")[number]

    def nvmlDeviceGetHandleByUUID(self, name):
        if name != "GPU-3":
            raise self.NVMLError(name)
        return "third"


@pytest.mark.parametrize(
    ("shown", "card"),
    [(None, "first"), ("1", "second"), ("2,0", "third"), ("GPU-3", "third"), ("", None), ("-1", None), ("²", None)],
)
def test_the_first_card_is_the_first_that_cuda_shows(monkeypatch, shown, card):
    monkeypatch.setitem(sys.modules, "pynvml", Nvml())
    monkeypatch.delenv("CUDA_VISIBLE_DEVICES", raising=False)
    if shown is not None:
        monkeypatch.setenv("CUDA_VISIBLE_DEVICES", shown)
    found = first_card()
    assert (found[1] if found is not None else None) == card


def device(folder, name, vendor, kind, number="0x2204"):
    place = folder / name
    place.mkdir(parents=True)
    for file, text in {"vendor": vendor, "class": kind, "device": number}.items():
        (place / file).write_text(text + "\n", encoding="ascii")


def test_the_bus_shows_a_card_without_a_driver_and_the_driver_its_name(tmp_path):
    pci, driver = tmp_path / "pci", tmp_path / "driver"
    device(pci, "0000:01:00.0", "0x10de", "0x030000")
    device(pci, "0000:01:00.1", "0x10de", "0x040300")  # the sound of the same card
    device(pci, "0000:02:00.0", "0x10de", "0x030200")
    device(pci, "0000:03:00.0", "0x1002", "0x030000", "0x744c")
    device(pci, "0000:04:00.0", "0x8086", "0x030000")
    (driver / "0000:02:00.0").mkdir(parents=True)
    (driver / "0000:02:00.0" / "information").write_text("Model: \t NVIDIA A100\nIRQ: 12\n", encoding="ascii")
    assert on_bus(pci, driver) == Cards(("NVIDIA card 2204", "NVIDIA A100"), ("AMD card 744c",))
    assert on_bus(tmp_path / "nowhere", driver) == Cards()


def test_this_machine_is_asked_without_harm():
    assert isinstance(find_cards(), Cards)


@pytest.mark.skipif(sys.platform == "win32", reason="Ubuntu's tool")
def test_ubuntus_tool_for_drivers_is_looked_for(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    assert not hardware._facts(Cards(), {}, {}).ubuntu_drivers
    (tmp_path / "ubuntu-drivers").touch(0o755)
    assert hardware._facts(Cards(), {}, {}).ubuntu_drivers
