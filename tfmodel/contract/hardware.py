"""Why a present GPU is not used, and the line that mends it: decided from gathered facts, no library is asked."""

from __future__ import annotations

import shlex
from collections.abc import Callable
from dataclasses import dataclass, field

OLDEST_DRIVER = {12: 525, 13: 580}  # of Linux, by the version of CUDA that TensorFlow was built for (NVIDIA's table)
OLDEST_CAPABILITY = (6, 0)  # of the cards that TensorFlow's packages hold programs for
HIDDEN = ("", "-1", "none", "NoDevFiles")


@dataclass(frozen=True)
class Facts:
    """What was found on a machine.

    Attributes:
        system: As `platform.system()` says it: "Linux", "Windows", "Darwin".
        machine: As `platform.machine()` says it: "x86_64", "arm64".
        nvidia: The NVIDIA cards, by any sign of them.
        amd: Those of AMD.
        driver: Version of NVIDIA's driver, "535.161.08", or "" where none answers.
        capability: Of the first NVIDIA card, or None where nobody says.
        cuda_of_tensorflow: Version of CUDA that the installed TensorFlow was built for; 0: for none.
        extra: Whether the libraries of the extra `gpu` are installed.
        visible: CUDA_VISIBLE_DEVICES, or None where it is not set.
        packages: Installed backends and plug-ins with their versions, such as "tensorflow", "tensorflow-metal".
        seen: The backends that see a GPU.
        wsl: Whether Linux runs under Windows.
        ubuntu_drivers: Whether there is Ubuntu's tool for drivers, and with it their packages.
        python: The Python to install with.
    """

    system: str
    machine: str = "x86_64"
    nvidia: tuple[str, ...] = ()
    amd: tuple[str, ...] = ()
    driver: str = ""
    capability: tuple[int, int] | None = None
    cuda_of_tensorflow: int = 0
    extra: bool = False
    visible: str | None = None
    packages: dict[str, str] = field(default_factory=dict)
    seen: frozenset[str] = frozenset()
    wsl: bool = False
    ubuntu_drivers: bool = False
    python: str = "python"

    @property
    def gpus(self) -> tuple[str, ...]:
        """The cards of the machine; the processor of a new Mac is one as well."""
        apple = ("Apple GPU",) if self.system == "Darwin" and self.machine == "arm64" else ()
        return (*self.nvidia, *self.amd, *apple)


@dataclass(frozen=True)
class Diagnosis:
    """One sentence, and the line to type, "" where none helps."""

    why: str
    remedy: str = ""


def diagnose(facts: Facts) -> Diagnosis | None:
    """Why trainings on TensorFlow, the preferred backend, do not use the GPU; None when they do, or there is none."""
    if not facts.gpus or "tensorflow" in facts.seen:
        return None
    return next(found for rule in _RULES if (found := rule(facts)) is not None)


# The rules, in the order in which one hides another


def _hidden(facts: Facts) -> Diagnosis | None:
    if not facts.nvidia or facts.visible is None or facts.visible.strip() not in HIDDEN:
        return None
    line = "set CUDA_VISIBLE_DEVICES=" if facts.system == "Windows" else "unset CUDA_VISIBLE_DEVICES"
    shown = f"“{facts.visible}”" if facts.visible else "empty"
    return Diagnosis(f"CUDA_VISIBLE_DEVICES is {shown}, which hides the {facts.nvidia[0]} from every program.", line)


def _windows(facts: Facts) -> Diagnosis | None:
    if facts.system != "Windows":
        return None
    return Diagnosis(
        f"TensorFlow has no GPU build for native Windows, so the {facts.gpus[0]} is not used; under WSL 2 it is.",
        "wsl --install",
    )


def _apple(facts: Facts) -> Diagnosis | None:
    if facts.system != "Darwin":
        return None
    if facts.machine != "arm64":
        return Diagnosis(f"TensorFlow has no way to the {facts.gpus[0]} of a Mac with an Intel processor.")
    why = "TensorFlow 2.18 and newer cannot load tensorflow-metal, Apple’s plug-in for the GPU of a Mac"
    if "tensorflow-metal" in facts.packages:
        return Diagnosis(f"{why}; it is installed, and may keep TensorFlow from starting.", _uninstall(facts))
    return Diagnosis(f"{why}, so trainings run on the processor.")


def _other_maker(facts: Facts) -> Diagnosis | None:
    if facts.nvidia or facts.system == "Darwin":
        return None
    return Diagnosis(f"TensorFlow’s own packages compute on NVIDIA cards only, so the {facts.gpus[0]} is not used.")


def _no_driver(facts: Facts) -> Diagnosis | None:
    if facts.driver:
        return None
    why = f"The machine has an {facts.nvidia[0]}, but no driver of NVIDIA answers."
    if facts.wsl:
        return Diagnosis(f"{why} Under WSL 2 it comes from Windows.", "wsl --update")
    return Diagnosis(why, "sudo ubuntu-drivers install" if facts.ubuntu_drivers else "")


def _old_driver(facts: Facts) -> Diagnosis | None:
    oldest = OLDEST_DRIVER.get(facts.cuda_of_tensorflow)
    major = facts.driver.partition(".")[0]
    if oldest is None or not major.isdigit() or int(major) >= oldest:
        return None
    why = (
        f"The NVIDIA driver {facts.driver} is too old for CUDA {facts.cuda_of_tensorflow}, which the installed "
        f"TensorFlow needs: version {oldest} or newer."
    )
    if facts.wsl:
        return Diagnosis(f"{why} Under WSL 2 it comes from Windows: update it there.")
    return Diagnosis(why, f"sudo apt install nvidia-driver-{oldest}" if facts.ubuntu_drivers else "")


def _old_card(facts: Facts) -> Diagnosis | None:
    if facts.capability is None or facts.capability >= OLDEST_CAPABILITY:
        return None
    has, needs = (".".join(map(str, version)) for version in (facts.capability, OLDEST_CAPABILITY))
    return Diagnosis(f"The {facts.nvidia[0]} has compute capability {has}, and TensorFlow needs {needs} or more.")


def _built_without(facts: Facts) -> Diagnosis | None:
    if facts.cuda_of_tensorflow:
        return None
    return Diagnosis(
        "The installed TensorFlow was built for processors only.",
        _install(facts, f"--force-reinstall {_with_cuda(facts)}"),
    )


def _no_extra(facts: Facts) -> Diagnosis | None:
    if facts.extra:
        return None
    return Diagnosis(
        f"The CUDA libraries that TensorFlow needs for the {facts.nvidia[0]}, the extra gpu, are not installed.",
        _install(facts, f"{_with_cuda(facts)} nvidia-ml-py"),
    )


def _unknown(facts: Facts) -> Diagnosis:
    return Diagnosis(
        f"TensorFlow does not see the {facts.nvidia[0]}, though driver and libraries are there; this shows why.",
        f'{shlex.quote(facts.python)} -c "import tensorflow as tf; print(tf.config.list_physical_devices())"',
    )


def _install(facts: Facts, what: str) -> str:
    return f"{shlex.quote(facts.python)} -m pip install {what}"


def _uninstall(facts: Facts) -> str:
    return f"{shlex.quote(facts.python)} -m pip uninstall tensorflow-metal"


def _with_cuda(facts: Facts) -> str:
    return f"'tensorflow[and-cuda]=={facts.packages['tensorflow']}'"


_RULES: tuple[Callable[[Facts], Diagnosis | None], ...] = (
    _other_maker,
    _apple,
    _windows,
    _hidden,
    _no_driver,
    _old_driver,
    _old_card,
    _built_without,
    _no_extra,
    _unknown,
)
