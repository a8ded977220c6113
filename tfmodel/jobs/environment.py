"""The backend and the device of this process: chosen before Keras is imported, described afterwards."""

from __future__ import annotations

import hashlib
import importlib
import importlib.metadata
import os
import platform
import re
import shutil
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tfmodel.contract import events
from tfmodel.contract.failure import fail
from tfmodel.contract.places import cache_folder
from tfmodel.contract.training_config import TrainingConfig
from tfmodel.jobs.allocation import collecting_rarely, keep_freed_memory
from tfmodel.jobs.orphans import killed_with_parent

ROOM_FOR_PROGRAMS = 500_000_000  # free bytes
PROGRAMS_KEPT = 60  # the newest; each has up to 4 MB
LESS_URGENT = 10  # levels of "nice": a tenth of the processor where both want all of it


@dataclass(frozen=True)
class Environment:
    """Where this process computes.

    Attributes:
        backend: "tensorflow".
        device: A name that a person knows, "AMD EPYC, 2 cores" or "NVIDIA RTX 4090".
        gpu: Whether it is a GPU.
        fast_precision: The Keras policy that the device is fastest in.
    """

    backend: str
    device: str
    gpu: bool
    fast_precision: str

    def precision(self, training: TrainingConfig) -> str:
        """The Keras policy of a training here."""
        return self.fast_precision if training.precision == "auto" else training.precision

    def event(self, precision: str) -> events.Device:
        """What the window shows."""
        return events.Device(backend=self.backend, device=self.device, precision=precision)


_NOT_NEEDED = ("jax", "pandas", "pyarrow", "torch")


def prepare_process() -> None:
    """Imports TensorFlow, after all that has to be settled before; what the user set stays."""
    # TensorFlow carries an SQLite without full-text search, whose functions would answer for the system's own one if
    # that were loaded later.
    importlib.import_module("sqlite3")
    if os.environ.setdefault("KERAS_BACKEND", "tensorflow") != "tensorflow":
        raise fail(
            "Other backend",
            f"KERAS_BACKEND is {os.environ['KERAS_BACKEND']!r}, but the jobs of this version run on TensorFlow.",
            "Unset KERAS_BACKEND.",
        )
    keep_freed_memory()
    keep_programs()
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    os.environ.setdefault("TF_FORCE_GPU_ALLOW_GROWTH", "true")
    with _hushed(), killed_with_parent(), collecting_rarely(), _hidden(*_NOT_NEEDED):
        tensorflow = importlib.import_module("tensorflow")
    # The fused products that this pass makes of a forward graph take three times as long as its parts when each batch
    # has another shape: oneDNN prepares them anew each time (measured on a validation's statistics).
    tensorflow.config.optimizer.set_experimental_options({"remapping": False})


def keep_programs() -> None:
    """Has XLA keep the programs that it compiles for the processor, each of which takes seconds, for the next process.

    They are found by what they compute and for which shapes; other weights are the same program. What another version
    of TensorFlow or another processor made is kept apart. Nothing is kept where there is no room for it.
    """
    flags = os.environ.get("TF_XLA_FLAGS", "")
    maker = f"{versions().get('tensorflow')} {processor()} {_cpuinfo('flags')}"
    folder = cache_folder() / "xla" / hashlib.blake2b(maker.encode(), digest_size=8).hexdigest()
    if "persistent_cache" in flags or " " in str(folder):  # the flags know no quotes
        return
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for old in sorted(folder.glob("*.pb"), key=lambda file: file.stat().st_mtime)[:-PROGRAMS_KEPT]:
            old.unlink(missing_ok=True)
        if os.access(folder, os.W_OK) and shutil.disk_usage(folder).free > ROOM_FOR_PROGRAMS:
            kept = f"--tf_xla_persistent_cache_directory={folder} --tf_xla_persistent_cache_device_types=CPU"
            os.environ["TF_XLA_FLAGS"] = f"{flags} {kept}".strip()
    except OSError:
        return


def let_others_go_first() -> None:
    """Lowers the priority of this thread, and of those that it will start, where threads have one: on Linux."""
    if sys.platform == "linux":
        thread = threading.get_native_id()
        os.setpriority(os.PRIO_PROCESS, thread, os.getpriority(os.PRIO_PROCESS, thread) + LESS_URGENT)


@contextmanager
def _hidden(*packages: str) -> Iterator[None]:
    """Lets nobody find these packages meanwhile: TensorFlow and Keras load what is there whether it is used or not.

    JAX, pandas and PyArrow took 2.1 of the 7.0 s of the import where they were installed.
    """
    hidden = [name for name in packages if name not in sys.modules]
    sys.modules.update(dict.fromkeys(hidden))  # None: there is no such module
    try:
        yield
    finally:
        for name in hidden:
            del sys.modules[name]


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


def environment() -> Environment:
    """Loads the backend and looks at its devices."""
    prepare_process()
    import keras
    import tensorflow as tf

    gpus = tf.config.list_physical_devices("GPU")
    if not gpus:
        return Environment(keras.backend.backend(), processor(), False, cpu_precision())
    details = tf.config.experimental.get_device_details(gpus[0])
    capability = details.get("compute_capability", (0, 0))
    precision = "mixed_bfloat16" if capability >= (8, 0) else "mixed_float16"
    return Environment(keras.backend.backend(), details.get("device_name", "GPU"), True, precision)


def nvidia_gpu() -> bool:
    """Whether the driver shows a GPU, asked without loading TensorFlow; False without the extra `gpu`."""
    try:
        pynvml = importlib.import_module("pynvml")
        pynvml.nvmlInit()
        return bool(pynvml.nvmlDeviceGetCount())
    except Exception:  # noqa: BLE001  no library, no driver, no card: each says so in its own way
        return False


def processor() -> str:
    """The processor's name and its cores."""
    name = _cpuinfo("model name") or platform.processor() or platform.machine()
    return f"{short_name(name)}, {available_cores()} cores"


def short_name(processor: str) -> str:
    """What a maker calls a processor without trade marks, clock and the word processor."""
    words = re.sub(r"\((R|TM)\)|\bCPU\b|@ *[\d.]+ *GHz|(\d+-Core )?\bProcessor\b", " ", processor, flags=re.IGNORECASE)
    return " ".join(words.split())


def available_cores() -> int:
    """Processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def cpu_precision() -> str:
    """bfloat16 where the processor multiplies it in hardware (measured 1.25x to 1.74x), else float32."""
    flags = set((_cpuinfo("flags") or "").split())
    return "mixed_bfloat16" if flags & {"avx512_bf16", "amx_bf16"} else "float32"


def versions() -> dict[str, str]:
    """What made a run: the program, Python and the libraries that its figures depend on."""
    names = ("transformer-desk", "keras", "tensorflow", "numpy", "sentencepiece", "sacrebleu")
    found = {"python": platform.python_version(), "system": platform.platform()}
    for name in names:
        try:
            found[name] = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            continue
    return found


def _cpuinfo(key: str) -> str | None:
    path = Path("/proc/cpuinfo")
    if not path.exists():
        return None
    for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
        name, _, value = line.partition(":")
        if name.strip() == key:
            return value
    return None
