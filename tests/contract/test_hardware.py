"""Why a GPU is not used, from made-up facts."""

from dataclasses import replace

import pytest

from tfmodel.contract.hardware import Facts, diagnose

CARD = "NVIDIA GeForce RTX 4090"
# A machine on which everything is as it has to be.
WELL = Facts(
    system="Linux",
    nvidia=(CARD,),
    driver="560.35.03",
    capability=(8, 9),
    cuda_of_tensorflow=12,
    extra=True,
    packages={"tensorflow": "2.21.0"},
    seen=frozenset({"tensorflow"}),
    ubuntu_drivers=True,
    python="/venv/bin/python",
)
ILL = replace(WELL, seen=frozenset())


def test_a_gpu_in_use_and_no_gpu_need_no_word():
    assert diagnose(WELL) is None
    assert diagnose(replace(ILL, nvidia=())) is None


@pytest.mark.parametrize(
    ("facts", "why", "remedy"),
    [
        (
            replace(ILL, system="Windows", cuda_of_tensorflow=0, extra=False),
            "no GPU build for native Windows",
            "wsl --install",
        ),
        (replace(ILL, driver="470.223.02"), "470.223.02 is too old for CUDA 12", "sudo apt install nvidia-driver-525"),
        (
            replace(ILL, driver="560.35.03", cuda_of_tensorflow=13),
            "too old for CUDA 13",
            "sudo apt install nvidia-driver-580",
        ),
        (
            replace(ILL, extra=False),
            "the extra gpu, are not installed",
            "/venv/bin/python -m pip install 'tensorflow[and-cuda]==2.21.0' nvidia-ml-py",
        ),
        (replace(ILL, visible=""), "CUDA_VISIBLE_DEVICES is empty", "unset CUDA_VISIBLE_DEVICES"),
        (replace(ILL, visible="-1"), "CUDA_VISIBLE_DEVICES is “-1”", "unset CUDA_VISIBLE_DEVICES"),
        (replace(ILL, driver=""), "no driver of NVIDIA answers", "sudo ubuntu-drivers install"),
        (replace(ILL, driver="", wsl=True), "comes from Windows", "wsl --update"),
        (replace(ILL, driver="470.223.02", wsl=True), "needs: version 525 or newer. Under WSL 2 it comes from", ""),
        (replace(ILL, driver="", ubuntu_drivers=False), "no driver of NVIDIA answers", ""),
        (replace(ILL, driver="470.223.02", ubuntu_drivers=False), "470.223.02 is too old for CUDA 12", ""),
        (
            replace(ILL, cuda_of_tensorflow=0),
            "built for processors only",
            "/venv/bin/python -m pip install --force-reinstall 'tensorflow[and-cuda]==2.21.0'",
        ),
        (replace(ILL, capability=(5, 2)), "compute capability 5.2, and TensorFlow needs 6.0", ""),
        (
            ILL,
            "does not see the NVIDIA GeForce RTX 4090",
            '/venv/bin/python -c "import tensorflow as tf; print(tf.config.list_physical_devices())"',
        ),
        (replace(ILL, nvidia=(), amd=("AMD Radeon RX 7900 XT",), driver=""), "NVIDIA cards only", ""),
        (replace(ILL, nvidia=(), amd=("AMD Radeon(TM) Graphics",), system="Windows"), "NVIDIA cards only", ""),
        (
            Facts(system="Darwin", machine="arm64", packages={"tensorflow": "2.21.0"}),
            "cannot load tensorflow-metal",
            "",
        ),
        (
            Facts(system="Darwin", machine="arm64", packages={"tensorflow-metal": "1.2.0"}, python="python"),
            "may keep TensorFlow from starting",
            "python -m pip uninstall tensorflow-metal",
        ),
        (Facts(system="Darwin", machine="x86_64", amd=("AMD Radeon Pro 5500M",)), "Intel processor", ""),
    ],
)
def test_each_obstacle_has_its_sentence_and_its_line(facts, why, remedy):
    found = diagnose(facts)
    assert why in found.why and found.why.endswith(".")
    assert found.remedy == remedy


def test_another_backend_that_sees_the_gpu_is_no_use_to_trainings():
    assert diagnose(replace(ILL, extra=False, seen=frozenset({"torch"}))) is not None


def test_a_driver_whose_version_nobody_can_read_is_not_called_old():
    assert "too old" not in diagnose(replace(ILL, driver="unknown")).why


@pytest.mark.parametrize(
    "facts",
    [
        replace(ILL, extra=False),
        ILL,
        Facts(system="Darwin", machine="arm64", packages={"tensorflow": "2.21.0", "tensorflow-metal": "1.2.0"}),
    ],
)
def test_the_line_quotes_a_python_whose_path_has_spaces(facts):
    assert diagnose(replace(facts, python="/my own/bin/python")).remedy.startswith("'/my own/bin/python' -")
