"""`make run`, `make test` and the scripts that they call, as far as they can be seen without installing anything."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.skipif(sys.platform != "linux" or not shutil.which("make"), reason="make on Linux")


def run(*command: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False, timeout=60)


def script(folder: Path, name: str, body: str) -> None:
    path = folder / name
    path.write_text(f"#!/bin/sh\n{body}\n")
    path.chmod(0o755)


@pytest.fixture
def tools(tmp_path: Path) -> Path:
    """A PATH with the ordinary tools, and nothing that installs."""
    for name in ("sh", "uname", "tr", "sed", "dirname", "cat"):
        (tmp_path / name).symlink_to(shutil.which(name) or "")
    return tmp_path


def test_make_test_runs_every_check() -> None:
    steps = run("make", "--dry-run", "test", PATH=os.environ["PATH"]).stdout
    assert all(check in steps for check in ("ruff check", "ruff format --check", "mypy", "lint-imports", "pytest"))


def test_the_continuous_integration_script_calls_make_test(tools: Path) -> None:
    script(tools, "make", "echo make $*")
    (tools / "bash").symlink_to(shutil.which("bash") or "")
    assert run(ROOT / ".ci" / "run", PATH=str(tools)).stdout == "make test\n"


def test_a_python_that_is_too_old_is_refused_in_one_sentence(tools: Path) -> None:
    script(tools, "python3", "exit 1")
    answer = run("sh", ".ci/find-python", PATH=str(tools))
    assert answer.returncode == 1
    assert answer.stderr.startswith("No Python 3.11, 3.12 or 3.13") and answer.stderr.count("\n") == 1


def test_the_first_usable_python_is_found(tools: Path) -> None:
    script(tools, "python3", "exit 1")
    script(tools, "python3.12", "exit 0")
    assert run("sh", ".ci/find-python", PATH=str(tools)).stdout == f"{tools / 'python3.12'}\n"


def test_a_python_that_lacks_a_module_of_its_library_is_refused(tools: Path) -> None:
    script(tools, "python3", 'case "$*" in *" sqlite3 ssl ctypes bz2 lzma") exit 1 ;; esac')
    assert run("sh", ".ci/find-python", PATH=str(tools)).returncode == 1
    words = ("sh", ".ci/python-fits", sys.executable, "sqlite3")
    assert [run(*words, *more, PATH=str(tools)).returncode for more in ((), ("no_such_module",))] == [0, 1]


def test_a_python_that_rosetta_translates_is_refused(tools: Path) -> None:
    code = 'import platform, sys; sys.platform = "darwin"; platform.machine = lambda: "{}"; exec(sys.argv.pop(1))'
    for machine, status in (("arm64", 0), ("x86_64", 1)):
        script(tools, "python3", f"shift 2; exec {sys.executable} -c '{code.format(machine)}' \"$@\"")
        assert run("sh", ".ci/python-fits", "python3", PATH=str(tools)).returncode == status


def test_missing_libraries_are_named_in_one_line_to_those_who_may_not_install(tools: Path) -> None:
    script(tools, "ldconfig", "echo libGL.so.1")
    script(tools, "apt-get", "exit 0")
    script(tools, "id", "echo 1000")
    answer = run("sh", ".ci/system-packages", PATH=str(tools))
    assert answer.returncode == 1
    line = answer.stderr.splitlines()[1]
    assert line.startswith("  sudo apt-get install") and "libegl1" in line and "libgl1 " not in line


def test_root_installs_the_missing_libraries(tools: Path, tmp_path: Path) -> None:
    script(tools, "ldconfig", "echo nothing")
    script(tools, "id", "echo 0")
    script(tools, "env", 'shift; exec "$@"')
    script(tools, "apt-get", f"echo $* >> {tmp_path}/log")
    assert run("sh", ".ci/system-packages", PATH=str(tools)).returncode == 0
    update, install = (tmp_path / "log").read_text().splitlines()
    assert update.endswith("update") and "install -y" in install and "libxkbcommon0" in install


def test_nothing_is_done_where_nothing_is_missing(tools: Path) -> None:
    listed = [line.split()[0] for line in (ROOT / ".ci/system-packages").read_text().splitlines() if ".so." in line]
    script(tools, "ldconfig", f"echo '{' '.join(listed)}'")
    answer = run("sh", ".ci/system-packages", PATH=str(tools))
    assert (answer.returncode, answer.stdout, answer.stderr) == (0, "", "")


def test_a_mac_with_an_intel_processor_is_refused_in_one_sentence(tools: Path) -> None:
    for machine, status, lines in (("x86_64", 1, 1), ("arm64", 0, 0)):
        (tools / "uname").unlink()  # a link to the real one
        script(tools, "uname", f'case "$1" in -m) echo {machine} ;; *) echo Darwin ;; esac')
        answer = run("sh", ".ci/system-packages", PATH=str(tools))
        assert (answer.returncode, answer.stderr.count("\n")) == (status, lines)
        assert ("Intel" in answer.stderr) is bool(lines)


def test_a_terminal_under_rosetta_is_not_taken_for_an_intel_processor(tools: Path) -> None:
    (tools / "uname").unlink()  # a link to the real one
    script(tools, "uname", 'case "$1" in -m) echo x86_64 ;; *) echo Darwin ;; esac')
    script(tools, "sysctl", '[ "$2" = hw.optional.arm64 ] && echo 1')
    answer = run("sh", ".ci/system-packages", PATH=str(tools))
    assert (answer.returncode, answer.stderr) == (0, "")
