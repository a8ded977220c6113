"""One backend of Keras in a process of its own: which devices it sees, and how fast a small training step is on it.

    KERAS_BACKEND=jax python -m tfmodel.jobs.backend_probe [--measure]

Prints one line of JSON, a `Probe`, last.
"""

from __future__ import annotations

import importlib
import os
import sys

from pydantic import BaseModel


class Probe(BaseModel):
    """What a backend says of itself.

    `computes_on` is the device of a training, as measurements know it; `cuda` the version that the backend was built
    for, "" for none or not known.
    """

    devices: tuple[str, ...]
    gpu: bool
    cuda: str = ""
    computes_on: str = ""


def main(words: list[str]) -> int:
    """Probes the backend that KERAS_BACKEND names."""
    from tfmodel.jobs.environment import computes_on

    backend = os.environ["KERAS_BACKEND"]
    found = {"tensorflow": _tensorflow, "jax": _jax, "torch": _torch}[backend]()
    found = found.model_copy(update={"computes_on": computes_on(backend)})
    if "--measure" in words:
        _measure()
    print(found.model_dump_json(), flush=True)
    return 0


def _measure() -> None:
    """Remembers what is the fastest for small and for large models."""
    from tfmodel.contract.training_config import TrainingConfig
    from tfmodel.jobs.environment import environment

    here = environment(TrainingConfig())
    from tfmodel.jobs.calibrating import calibrate

    calibrate(here)


def _tensorflow() -> Probe:
    from tfmodel.jobs.environment import prepare_process

    prepare_process("tensorflow")
    import tensorflow as tf

    gpus = tf.config.list_physical_devices("GPU")
    names = [tf.config.experimental.get_device_details(gpu).get("device_name", "GPU") for gpu in gpus]
    return Probe(
        devices=("CPU", *names), gpu=bool(gpus), cuda=str(tf.sysconfig.get_build_info().get("cuda_version", ""))
    )


def _jax() -> Probe:
    from tfmodel.jobs.backends import settle_jax

    settle_jax(devices=1)  # or it would take three quarters of a card on which a training may run
    jax = importlib.import_module("jax")
    devices = jax.devices()
    names = tuple("CPU" if device.platform == "cpu" else str(device.device_kind) for device in devices)
    return Probe(devices=names, gpu=any(device.platform == "gpu" for device in devices))


def _torch() -> Probe:
    torch = importlib.import_module("torch")
    names = [torch.cuda.get_device_name(number) for number in range(torch.cuda.device_count())]
    names += ["Apple GPU"] if torch.backends.mps.is_available() else []
    return Probe(devices=("CPU", *names), gpu=bool(names), cuda=str(torch.version.cuda or ""))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
