"""Energy as counters tell it."""

import sys
from types import SimpleNamespace

import pytest

from tfmodel.contract.energy import Energy, added
from tfmodel.jobs import load
from tfmodel.jobs.energy import Counter, Meter, counters


def zone(folder, number, name, joules, wraps=1000.0):
    path = folder / f"intel-rapl:{number}"
    path.mkdir(exist_ok=True, parents=True)
    (path / "name").write_text(f"{name}\n")
    (path / "max_energy_range_uj").write_text(f"{wraps * 1e6:.0f}\n")
    (path / "energy_uj").write_text(f"{joules * 1e6:.0f}\n")


def test_the_packages_are_added_up_and_may_begin_again(tmp_path):
    zone(tmp_path, 0, "package-0", 990.0)
    zone(tmp_path, 1, "package-1", 10.0)
    zone(tmp_path, "0:0", "core", 5.0)
    zone(tmp_path, 2, "psys", 5.0)
    meter = Meter([counter for counter in counters(tmp_path) if counter.of == "processor"])
    assert meter.energy() == Energy(joules=0.0, of="processor")
    zone(tmp_path, 0, "package-0", 20.0)  # it went over 1000
    zone(tmp_path, 1, "package-1", 14.0)
    found = meter.energy()
    assert found.joules == pytest.approx(34.0) and found.of == "processor"
    zone(tmp_path, 0, "package-0", 25.0)
    assert meter.energy().joules == pytest.approx(39.0)
    (tmp_path / "intel-rapl:0" / "energy_uj").unlink()
    assert meter.energy() is None and meter.energy() is None


def test_where_nothing_counts_it_is_not_known(tmp_path):
    assert Meter([]).energy() is None
    zone(tmp_path, 0, "package-0", 990.0)
    (tmp_path / "intel-rapl:0" / "energy_uj").unlink()
    assert not [counter for counter in counters(tmp_path / "nowhere") if counter.of == "processor"]
    assert not [counter for counter in counters(tmp_path) if counter.of == "processor"]


def test_several_kinds_are_named():
    counts = iter(range(100))
    meter = Meter([Counter(of, lambda: float(next(counts))) for of in ("processor", "processor", "GPU")])
    assert meter.energy() == Energy(joules=9.0, of="processor and GPU")


class Nvml:
    """A library with three cards that have counted so many millijoules."""

    NVMLError = RuntimeError
    counted = (0, 0, 0)

    def nvmlInit(self):
        pass

    def nvmlDeviceGetCount(self):
        return 3

    def nvmlDeviceGetHandleByIndex(self, number):
        return range(3)[number]

    def nvmlDeviceGetHandleByUUID(self, name):
        raise self.NVMLError(name)

    def nvmlDeviceGetTotalEnergyConsumption(self, card):
        return self.counted[card]


@pytest.mark.parametrize(
    ("shown", "devices", "joules"),
    [(None, 1, 1.0), (None, 2, 3.0), (None, 0, 7.0), ("2,0", 0, 5.0), ("2,0", 1, 4.0), ("0,-1,2", 0, 1.0)],
)
def test_each_card_that_a_training_computes_on_is_counted(tmp_path, monkeypatch, shown, devices, joules):
    nvml = Nvml()
    monkeypatch.setitem(sys.modules, "pynvml", nvml)
    monkeypatch.delenv("CUDA_VISIBLE_DEVICES", raising=False)
    if shown is not None:
        monkeypatch.setenv("CUDA_VISIBLE_DEVICES", shown)
    monkeypatch.setattr(load, "counters", lambda: counters(tmp_path))
    energy = load.RunEnergy()
    energy.go_on(SimpleNamespace(energy=None, step=0), devices)
    nvml.counted = (1000, 2000, 4000)
    assert energy.now().of == "GPU" and energy.now().joules == pytest.approx(joules)


def test_sessions_are_added_where_all_of_them_are_known():
    first, second = Energy(joules=5.0, of="GPU"), Energy(joules=7.0, of="GPU")
    assert added(first, second, fresh=False).joules == 12.0
    assert added(None, second, fresh=True) == second
    assert added(None, second, fresh=False) is None and added(first, None, fresh=False) is None
    assert added(Energy(joules=5.0, of="processor"), second, fresh=False) is None


@pytest.mark.parametrize(
    ("hours", "text"), [(0.123, "0.12 Wh"), (12.34, "12.3 Wh"), (432.1, "432 Wh"), (1234, "1.2 kWh")]
)
def test_it_is_written_as_meters_do(hours, text):
    assert Energy(joules=3600 * hours, of="GPU").text == text
