"""The backend and the device of this process: chosen before Keras is imported, described afterwards."""

from __future__ import annotations

import hashlib
import importlib
import importlib.metadata
import os
import platform
import shutil
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tfmodel.contract import calibration, events
from tfmodel.contract.config import Config
from tfmodel.contract.places import cache_folder
from tfmodel.contract.run_folder import RunInfo
from tfmodel.contract.training_config import TrainingConfig
from tfmodel.jobs import backends
from tfmodel.jobs.allocation import collecting_rarely, keep_freed_memory
from tfmodel.jobs.hiding import hidden, hide
from tfmodel.jobs.orphans import killed_with_parent
from tfmodel.jobs.plan import USUAL_CALL
from tfmodel.jobs.processor_name import cpuinfo, full_name, short_name

if TYPE_CHECKING:
    from tfmodel.jobs.devices import Devices

ROOM_FOR_PROGRAMS = 500_000_000  # free bytes
PROGRAMS_KEPT = 60  # the newest; each has up to 4 MB
LESS_URGENT = 10  # levels of "nice": a tenth of the processor where both want all of it


@dataclass(frozen=True)
class Environment:
    """Where this process computes.

    Attributes:
        backend: "tensorflow", "jax" or "torch".
        device: A name that a person knows, "AMD EPYC, 2 cores" or "NVIDIA RTX 4090".
        gpu: Whether it is a GPU.
        fast_precision: The Keras policy that the device is fastest in.
        devices: Those that share each batch.
        side_by_side: In how many parts a step of this processor is computed at once (see `jobs.side_by_side`).
    """

    backend: str
    device: str
    gpu: bool
    fast_precision: str
    devices: Devices
    side_by_side: int = 1

    def key(self, size: calibration.SizeClass) -> str:
        """By which measurements of models of a size are remembered."""
        return calibration.key(self.backend, versions().get(self.backend, ""), self.device, size)

    def way(self, config: Config, former: RunInfo | None = None) -> Way:
        """How a training computes its steps here.

        Args:
            config: What is set by hand, and the size of the model.
            former: Of a run that goes on: where it did so here, it goes on in the same way.
        """
        training = config.training
        known = calibration.remembered(self.key(calibration.size_class(config.model)))
        calls = _calls(known, former)
        stays = former is not None and (former.backend, former.device) == (self.backend, self.device)
        if stays and former.precision and training.precision == training.xla == "auto":
            return Way(former.precision, former.xla, calls)
        fitting = [choice for choice in known.choices if _agrees(choice, training)] if known else []
        if fitting:
            best = max(fitting, key=lambda choice: choice.tokens_per_second)
            return Way(best.precision, best.xla, calls, measured=known.when if known else "")
        precision = self.fast_precision if training.precision == "auto" else training.precision
        # PyTorch has no XLA: Keras would take another compiler, which few machines have.
        xla = {"jax": True, "tensorflow": training.xla == "on"}.get(self.backend, False)
        return Way(precision, xla, calls)

    def event(self, precision: str) -> events.Device:
        """What the window shows."""
        return events.Device(backend=self.backend, device=self.device, precision=precision)


@dataclass(frozen=True)
class Way:
    """How steps are computed.

    Attributes:
        precision: The Keras policy.
        xla: Whether XLA compiles them.
        per_call: Steps without a return to Python, unless the configuration says how many.
        measured: The day on which this was found to be the fastest, or "".
    """

    precision: str
    xla: bool
    per_call: int = USUAL_CALL
    measured: str = ""


def _calls(known: calibration.Calibration | None, former: RunInfo | None) -> int:
    if former is not None and former.step:
        return former.steps_per_call  # validations come at the steps at which calls end
    return (known.steps_per_call if known is not None else None) or USUAL_CALL


def _agrees(choice: calibration.Choice, training: TrainingConfig) -> bool:
    """Whether it is what was set by hand, as far as anything was."""
    return training.precision in ("auto", choice.precision) and training.xla in ("auto", "on" if choice.xla else "off")


# What each backend does not need of what may be installed
_NOT_NEEDED = ("jax", "pandas", "pyarrow", "tensorflow", "torch")


def prepare_process(asked: str = "auto", former: str = "", devices: int = 1) -> str:
    """Imports a backend, after all that has to be settled before; what the user set stays.

    Args:
        asked: "tensorflow", "jax", "torch" or "auto"; see `backends.choose`.
        former: The backend of the run.
        devices: How many a processor should show, where there is no GPU.

    Returns:
        Its name.
    """
    # TensorFlow carries an SQLite without full-text search, whose functions would answer for the system's own one if
    # that were loaded later.
    importlib.import_module("sqlite3")
    backend = os.environ[backends.VARIABLE] = backends.choose(asked, former)
    keep_freed_memory()
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")  # XLA's own messages heed it too
    unneeded = [name for name in _NOT_NEEDED if name != backend]
    if backend == "tensorflow":
        keep_programs()
        os.environ.setdefault("TF_FORCE_GPU_ALLOW_GROWTH", "true")
    elif backend == "jax":
        backends.settle_jax(devices)
    with _hushed(), killed_with_parent(), collecting_rarely(), hidden(*unneeded):
        module = importlib.import_module(backend)
        if backend != "tensorflow":
            importlib.import_module("keras")
    if backend != "tensorflow":
        hide("tensorflow")  # Keras would load it when a model is saved, if it is installed
    else:
        # The fused products that this pass makes of a forward graph take three times as long as its parts when each
        # batch has another shape: oneDNN prepares them anew each time (measured on a validation's statistics).
        module.config.optimizer.set_experimental_options({"remapping": False})
    return backend


def keep_programs() -> None:
    """Has XLA keep the programs that it compiles for the processor, each of which takes seconds, for the next process.

    They are found by what they compute and for which shapes; other weights are the same program. What another version
    of TensorFlow or another processor made is kept apart. Nothing is kept where there is no room for it.
    """
    flags, every = os.environ.get("TF_XLA_FLAGS", ""), cache_folder() / "xla"
    if "persistent_cache" in flags or not _can_be_flag(str(every)):
        return
    maker = f"{versions().get('tensorflow')} {processor()} {cpuinfo('flags')}"
    folder = every / hashlib.blake2b(maker.encode(), digest_size=8).hexdigest()
    try:
        _forget_old_programs(every)
        folder.mkdir(parents=True, exist_ok=True)
        if os.access(folder, os.W_OK) and shutil.disk_usage(folder).free > ROOM_FOR_PROGRAMS:
            kept = f"--tf_xla_persistent_cache_directory={folder} --tf_xla_persistent_cache_device_types=CPU"
            os.environ["TF_XLA_FLAGS"] = f"{flags} {kept}".strip()
    except OSError:
        return


def _can_be_flag(path: str) -> bool:
    """Whether TensorFlow reads a path in its flags as it is, which know no quotes.

    On Windows it takes them for UTF-8, which they are not: no program could be compiled that has nowhere to go.
    """
    return " " not in path and (sys.platform != "win32" or path.isascii())


def _forget_old_programs(folder: Path) -> None:
    """Removes all but the newest, whoever made them: former versions of TensorFlow never come back for theirs."""
    with suppress(OSError):  # another process may be at it
        for old in sorted(folder.glob("*/*.pb"), key=lambda file: file.stat().st_mtime)[:-PROGRAMS_KEPT]:
            old.unlink(missing_ok=True)
    for maker in folder.glob("*"):
        with suppress(OSError):  # it is not empty
            maker.rmdir()


def let_others_go_first() -> None:
    """Lowers the priority of this thread, and of those that it will start, where threads have one: on Linux."""
    if sys.platform == "linux":
        thread = threading.get_native_id()
        os.setpriority(os.PRIO_PROCESS, thread, os.getpriority(os.PRIO_PROCESS, thread) + LESS_URGENT)


@contextmanager
def _hushed() -> Iterator[None]:
    """Keeps back what TensorFlow's start prints past every log level; shown when the start fails."""
    if os.environ["TF_CPP_MIN_LOG_LEVEL"] < "3":
        yield
        return
    sys.stderr.flush()
    stderr = os.dup(2)
    with tempfile.TemporaryFile() as kept:
        os.dup2(kept.fileno(), 2)
        try:
            yield
        except BaseException:
            kept.seek(0)
            os.write(stderr, kept.read())
            raise
        finally:
            os.dup2(stderr, 2)
            os.close(stderr)


def environment(training: TrainingConfig, former: str = "") -> Environment:
    """Loads the backend of a training and looks at its devices.

    Args:
        training: Says which backend, and how many devices.
        former: The backend that the run was trained on before.
    """
    backend = prepare_process(training.backend, former, training.devices)
    from tfmodel.jobs.devices import find_devices

    devices = find_devices(training.devices)
    found = _gpu(backend)
    if found is None:
        # XLA's bfloat16 product on a processor is no faster than float32 (design, section 8).
        precision = cpu_precision() if backend == "tensorflow" else "float32"
        own = backend == "tensorflow" and devices.count == 1 and training.xla != "on"
        parts = _share_cores() if own else 1
        return Environment(backend, _in_words(processor(), devices.count), False, precision, devices, parts)
    name, capability = found
    return Environment(backend, _in_words(name, devices.count), True, _gpu_precision(capability), devices)


def computes_on(backend: str) -> str:
    """The device of a training on one device: that of a backend which is loaded."""
    found = _gpu(backend)
    return processor() if found is None else found[0]


def _gpu(backend: str) -> Gpu | None:
    return {"tensorflow": _tensorflow_gpu, "jax": _jax_gpu, "torch": _torch_gpu}[backend]()


def _share_cores() -> int:
    """Gives each part of a step a core of its own, as far as there are not too many; says how many parts.

    Two passes over graphs that take a second of the eight before the first step, and make it no faster, are left out.
    """
    import tensorflow as tf

    from tfmodel.jobs.side_by_side import MOST

    cores = available_cores()
    if any(name in os.environ for name in ("TF_NUM_INTRAOP_THREADS", "TF_NUM_INTEROP_THREADS")):
        return 1  # a person has decided
    if cores <= MOST:
        tf.config.threading.set_intra_op_parallelism_threads(1)
    tf.config.optimizer.set_experimental_options({"constant_folding": False, "dependency_optimization": False})
    return min(cores, MOST)


def _in_words(device: str, count: int) -> str:
    return device if count == 1 else f"{count} devices: {device}"


Gpu = tuple[str, tuple[int, ...] | None]  # its name and its compute capability, which those of Apple have not


def _gpu_precision(capability: tuple[int, ...] | None) -> str:
    """Half as wide as float32, unless nothing says what the GPU makes of that."""
    if capability is None:
        return "float32"
    return "mixed_bfloat16" if capability >= (8, 0) else "mixed_float16"


def _tensorflow_gpu() -> Gpu | None:
    import tensorflow as tf

    gpus = tf.config.list_physical_devices("GPU")
    if not gpus:
        return None
    details = tf.config.experimental.get_device_details(gpus[0])
    return details.get("device_name", "GPU"), tuple(details.get("compute_capability", (0, 0)))


def _jax_gpu() -> Gpu | None:
    import jax

    device = jax.devices()[0]
    if device.platform == "cpu":
        return None
    capability = str(getattr(device, "compute_capability", "0.0"))
    return str(device.device_kind), tuple(int(part) for part in capability.split(".") if part.isdigit())


def _torch_gpu() -> Gpu | None:
    """The one that Keras takes."""
    torch = importlib.import_module("torch")
    if os.environ.get("KERAS_TORCH_DEVICE") == "cpu":
        return None
    if torch.backends.mps.is_available():
        return "Apple GPU", None
    if not torch.cuda.is_available():
        return None
    return str(torch.cuda.get_device_name(0)), tuple(torch.cuda.get_device_capability(0))


def processor() -> str:
    """The processor's name and its cores."""
    cores = available_cores()
    return f"{short_name(full_name())}, {cores} {'core' if cores == 1 else 'cores'}"


def available_cores() -> int:
    """Processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def cpu_precision() -> str:
    """bfloat16 where the processor multiplies it in hardware (measured 1.25x to 1.74x), else float32."""
    flags = set((cpuinfo("flags") or "").split())
    return "mixed_bfloat16" if flags & {"avx512_bf16", "amx_bf16"} else "float32"


def versions() -> dict[str, str]:
    """What made a run: the program, Python and the libraries that its figures depend on."""
    names = ("transformer-desk", "keras", "tensorflow", "jax", "torch", "numpy", "sentencepiece", "sacrebleu")
    found = {"python": platform.python_version(), "system": platform.platform()}
    for name in names:
        try:
            found[name] = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            continue
    return found
