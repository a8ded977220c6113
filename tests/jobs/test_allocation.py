"""What the C library does with memory that was freed."""

import platform
import subprocess
import sys

import pytest

# Takes, fills and frees 200 MB again and again; prints how many pages the system had to give after the first time.
FILLING = """
import ctypes, resource
from tfmodel.jobs.allocation import keep_freed_memory
if {kept}:
    keep_freed_memory()
libc = ctypes.CDLL(None)
libc.malloc.restype, libc.malloc.argtypes = ctypes.c_void_p, [ctypes.c_size_t]
libc.free.argtypes = [ctypes.c_void_p]
def fill():
    block = libc.malloc(200_000_000)
    ctypes.memset(block, 1, 200_000_000)
    libc.free(block)
fill()
before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
for _ in range(5):
    fill()
print(resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before)
"""


def pages_given(kept: bool, environment: dict[str, str] | None = None) -> int:
    done = subprocess.run(
        [sys.executable, "-c", FILLING.format(kept=kept)], capture_output=True, text=True, check=True, env=environment
    )
    return int(done.stdout)


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="only glibc has these settings")
def test_freed_memory_is_taken_again_without_asking_the_system() -> None:
    # Pages of 4 kB: 244,000 for five fillings, of 2 MB: 475.
    assert pages_given(kept=True) < 20 < pages_given(kept=False)


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="only glibc has these settings")
def test_settings_of_the_person_win() -> None:
    assert pages_given(kept=True, environment={"MALLOC_TOP_PAD_": "1"}) > 20
