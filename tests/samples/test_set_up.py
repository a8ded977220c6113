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


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """All that the set-up reads, in a folder of its own."""
    folder = tmp_path / "clone"
    shutil.copytree(ROOT / ".ci", folder / ".ci")
    for name in ("Makefile", "pyproject.toml"):
        shutil.copy(ROOT / name, folder)
    return folder


def environment_in(folder: Path, python: str) -> None:
    """A .venv into which all was installed, with a script for its Python."""
    (folder / "bin").mkdir(parents=True)
    script(folder / "bin", "python", python)
    (folder / "bin" / ".installed").touch()


def steps_of_run(clone: Path) -> str:
    return run("make", "--dry-run", "-C", clone, "run", PATH=os.environ["PATH"]).stdout


def all_libraries(tools: Path) -> None:
    listed = [line.split()[0] for line in (ROOT / ".ci/system-packages").read_text().splitlines() if ".so." in line]
    script(tools, "ldconfig", f"echo '{' '.join(listed)}'")


def lists_of_apt(tools: Path, shown: dict[str, str]) -> None:
    """What `apt-cache show` says, by package."""
    answers = " ".join(f"{package}) echo 'Depends: {depends}' ;;" for package, depends in shown.items())
    script(tools, "apt-cache", f'case "$2" in {answers} *) exit 100 ;; esac')


def test_make_test_runs_every_check() -> None:
    steps = run("make", "--dry-run", "test", PATH=os.environ["PATH"]).stdout
    assert all(check in steps for check in ("ruff check", "ruff format --check", "mypy", "lint-imports", "pytest"))


def test_the_continuous_integration_script_calls_make_test(tools: Path) -> None:
    script(tools, "make", "echo make $*")
    (tools / "bash").symlink_to(shutil.which("bash") or "")
    assert run(ROOT / ".ci" / "run", PATH=str(tools)).stdout == "make test\n"


def test_on_a_bare_debian_the_continuous_integration_script_installs_make(tools: Path) -> None:
    for name in ("bash", "ln"):
        (tools / name).symlink_to(shutil.which(name) or "")
    script(tools, "id", "echo 0")
    script(tools, "installed", "echo make $*")
    log, link = f'echo "$DEBIAN_FRONTEND $*" >> {tools}/log', f"ln -s installed {tools}/make"
    script(tools, "apt-get", f'{log}; [ "$2" = install ] && {link}')
    assert run(ROOT / ".ci" / "run", PATH=str(tools)).stdout == "make test\n"
    update, install = (tools / "log").read_text().splitlines()
    assert update == "noninteractive -qq update" and install.endswith(" --no-install-recommends make")


def test_where_no_python_fits_each_system_has_its_line(tools: Path) -> None:
    script(tools, "python3", "exit 1")
    answer = run("sh", ".ci/find-python", PATH=str(tools))
    assert answer.returncode == 1
    assert answer.stderr.startswith("No Python 3.11, 3.12 or 3.13")
    assert all(line in answer.stderr for line in ("dnf install python3.13", "brew install python@3.13"))


def test_the_first_usable_python_is_found(tools: Path) -> None:
    script(tools, "python3", "exit 1")
    script(tools, "python3.12", "exit 0")
    assert run("sh", ".ci/find-python", PATH=str(tools)).stdout == f"{tools / 'python3.12'}\n"


def test_a_python_that_lacks_a_module_of_its_library_is_refused(tools: Path) -> None:
    script(tools, "python3", 'case "$*" in *" sqlite3 ssl ctypes bz2") exit 1 ;; esac')
    assert run("sh", ".ci/find-python", PATH=str(tools)).returncode == 1
    words = ("sh", ".ci/python-fits", sys.executable, "sqlite3")
    assert [run(*words, *more, PATH=str(tools)).returncode for more in ((), ("no_such_module",))] == [0, 1]


def test_a_python_whose_sqlite_cannot_search_texts_is_refused(tools: Path) -> None:
    code = (
        'import sqlite3, sys; made = sqlite3.connect(":memory:"); sqlite3.connect = lambda name: made;'
        "made.set_authorizer(lambda action, *about: action == sqlite3.SQLITE_CREATE_VTABLE); exec(sys.argv.pop(1))"
    )
    script(tools, "python3", f"shift 2; exec {sys.executable} -c '{code}' \"$@\"")
    for words, status in (((), 0), (("sqlite3",), 1)):
        assert run("sh", ".ci/python-fits", "python3", *words, PATH=str(tools)).returncode == status


def test_a_python_that_rosetta_translates_is_refused(tools: Path) -> None:
    code = 'import platform, sys; sys.platform = "darwin"; platform.machine = lambda: "{}"; exec(sys.argv.pop(1))'
    for machine, status in (("arm64", 0), ("x86_64", 1)):
        script(tools, "python3", f"shift 2; exec {sys.executable} -c '{code.format(machine)}' \"$@\"")
        assert run("sh", ".ci/python-fits", "python3", PATH=str(tools)).returncode == status


def test_an_environment_that_works_is_left_as_it_is(clone: Path) -> None:
    environment_in(clone / ".venv", "exit 0")
    steps = steps_of_run(clone)
    assert "main.py" in steps and "-m venv" not in steps and "pip install" not in steps


@pytest.mark.parametrize("is_gone", [False, True])
def test_an_environment_whose_python_changed_or_is_gone_is_made_anew(clone: Path, is_gone: bool) -> None:
    environment_in(clone / ".venv", "exit 1")
    if is_gone:
        python = clone / ".venv" / "bin" / "python"
        python.unlink()
        python.symlink_to(clone / "gone")
    steps = steps_of_run(clone)
    assert "-m venv --clear .venv" in steps and "pip install" in steps


def test_an_environment_that_is_a_link_is_not_emptied(clone: Path, tmp_path: Path) -> None:
    environment_in(tmp_path / "elsewhere", "exit 1")
    (clone / ".venv").symlink_to(tmp_path / "elsewhere")
    steps = steps_of_run(clone)
    assert "-m venv" in steps and "--clear" not in steps


def test_a_new_environment_gets_its_packages_though_the_file_of_its_python_is_old(clone: Path) -> None:
    """A link to it is no newer than the stamp of what was installed before."""
    environment_in(clone / ".venv", f'case "$*" in *"pip install"*) echo "$*" > {clone}/log ;; *) exit 1 ;; esac')
    script(clone / ".ci", "system-packages", "exit 0")
    script(clone / ".ci", "find-python", "echo true")
    assert run("make", "-C", clone, ".venv/bin/.installed", PATH=os.environ["PATH"]).returncode == 0
    assert (clone / "log").read_text().endswith("--editable .\n")


def test_what_is_set_for_other_installations_does_not_reach_this_one(clone: Path) -> None:
    told = "$* ${PIP_USER-}${PIP_TARGET-}${PIP_PREFIX-}${PYTHONHOME-}"
    environment_in(clone / ".venv", f'case "$*" in *"pip install"*) echo "{told}" > {clone}/log ;; esac')
    (clone / ".venv" / "bin" / ".installed").unlink()
    script(clone / ".ci", "system-packages", "exit 0")
    elsewhere = dict.fromkeys(("PIP_TARGET", "PIP_PREFIX", "PYTHONHOME"), "/elsewhere")
    words = ("make", "-C", clone, ".venv/bin/.installed")
    assert run(*words, PATH=os.environ["PATH"], PIP_USER="1", **elsewhere).returncode == 0
    said = (clone / "log").read_text()
    assert said.startswith("-I -m pip install ") and said.endswith(" --editable . 0\n")


@pytest.mark.parametrize("sudo", ["sudo ", ""])
def test_missing_libraries_are_named_in_one_line_to_those_who_may_not_install(tools: Path, sudo: str) -> None:
    script(tools, "ldconfig", "echo libGL.so.1")
    script(tools, "apt-get", "exit 0")
    script(tools, "id", "echo 1000")
    if sudo:
        script(tools, "sudo", "exit 1")
    answer = run("sh", ".ci/system-packages", PATH=str(tools), DISPLAY=":0")
    assert answer.returncode == 1
    line = answer.stderr.splitlines()[1]
    assert line.startswith(f"  {sudo}apt-get update; {sudo}apt-get install")
    assert "libegl1" in line and "libgl1 " not in line


def test_the_demonstration_needs_no_libraries_of_those_who_may_not_install(tools: Path, clone: Path) -> None:
    for name, body in {"ldconfig": "echo", "apt-get": "exit 0", "id": "echo 1000"}.items():
        script(tools, name, body)
    answer = run("sh", clone / ".ci/system-packages", PATH=str(tools))
    assert answer.returncode == 1 and answer.stderr.endswith(" python3 python3-venv\n")
    script(tools, "python3", "exit 0")
    for variables, status in (({}, 0), ({"QT_QPA_PLATFORM": "offscreen"}, 1)):
        answer = run("sh", clone / ".ci/system-packages", PATH=str(tools), **variables)
        assert (answer.returncode, "libegl1" in answer.stderr) == (status, bool(status))
    script(clone / ".ci", "system-packages", "echo on $QT_QPA_PLATFORM; exit 1")
    assert "on offscreen" in run("make", "-C", clone, "test", PATH=os.environ["PATH"]).stdout


def test_without_apt_libraries_are_named_as_files(tools: Path) -> None:
    script(tools, "ldconfig", "echo libGL.so.1")
    script(tools, "id", "echo 0")
    answer = run("sh", ".ci/system-packages", PATH=str(tools), DISPLAY=":0")
    assert answer.returncode == 1 and ": libEGL.so.1 libdbus-1.so.3" in answer.stderr
    for tool in ("zypper", "dnf"):
        script(tools, tool, "exit 0")
        answer = run("sh", ".ci/system-packages", PATH=str(tools), DISPLAY=":0")
        assert answer.returncode == 1
        line = answer.stderr.splitlines()[1]
        assert line.startswith(f"  {tool} install 'libEGL.so.1()(64bit)' 'libdbus-1.so.3()(64bit)'")


def test_root_installs_the_missing_libraries(tools: Path, tmp_path: Path) -> None:
    script(tools, "ldconfig", "echo nothing")
    script(tools, "id", "echo 0")
    script(tools, "env", 'shift; exec "$@"')
    script(tools, "apt-get", f"echo $* >> {tmp_path}/log")
    assert run("sh", ".ci/system-packages", PATH=str(tools)).returncode == 0
    update, install = (tmp_path / "log").read_text().splitlines()
    assert update.endswith("update") and "install -y" in install and "libxkbcommon0" in install


DEBIAN_12 = {"python3-venv": "python3.11-venv (>= 3.11.2-1~), python3 (= 3.11.2-1+b1)", "python3.11-venv": "python3.11"}
UBUNTU_22 = {"python3-venv": "python3.10-venv (>= 3.10.6-1~), python3 (= 3.10.6-1)", "python3.11-venv": "python3.11"}


@pytest.mark.parametrize(
    ("shown", "named"),
    [(DEBIAN_12, "python3 python3-venv"), (UBUNTU_22, "python3.11-venv"), ({}, "python3 python3-venv")],
)
def test_the_python_that_is_named_fits(tools: Path, clone: Path, shown: dict[str, str], named: str) -> None:
    all_libraries(tools)
    lists_of_apt(tools, shown)
    for name, body in {"apt-get": "exit 0", "id": "echo 1000"}.items():
        script(tools, name, body)
    answer = run("sh", clone / ".ci/system-packages", PATH=str(tools))
    assert answer.returncode == 1
    assert answer.stderr.splitlines()[1].endswith(f"apt-get install --no-install-recommends {named}")


@pytest.mark.parametrize("shown", [{"python3-venv": "python3.14-venv (>= 3.14.0)"}, {}])
def test_a_python_that_does_not_fit_is_not_asked_for_again(tools: Path, clone: Path, shown: dict[str, str]) -> None:
    all_libraries(tools)
    lists_of_apt(tools, shown)
    for name, body in {"apt-get": "exit 0", "id": "echo 1000", "python3": "exit 1"}.items():
        script(tools, name, body)
    answer = run("sh", clone / ".ci/system-packages", PATH=str(tools))
    assert (answer.returncode, answer.stderr) == (0, "")


def test_a_source_of_apt_that_is_broken_keeps_nothing_from_being_installed(tools: Path, clone: Path) -> None:
    """Which Python there is, is known after the update alone."""
    all_libraries(tools)
    lists, log = tools / "lists", tools / "log"
    script(tools, "apt-get", f'echo $* >> {log}; case "$*" in *update) : > {lists}; exit 100 ;; esac')
    script(tools, "apt-cache", f'[ -e {lists} ] && [ "$2" = python3.12-venv ] && echo "Package: $2"')
    for name, body in {"env": 'shift; exec "$@"', "id": "echo 0", "python3": "exit 1"}.items():
        script(tools, name, body)
    assert run("sh", clone / ".ci/system-packages", PATH=str(tools)).returncode == 0
    assert log.read_text().splitlines()[1].endswith("--no-install-recommends python3.12-venv")


def test_a_proxy_is_handed_through_sudo(tools: Path) -> None:
    for name in ("env", "true"):
        (tools / name).symlink_to(shutil.which(name) or "")
    script(tools, "ldconfig", "echo nothing")
    script(tools, "id", "echo 1000")
    script(tools, "sudo", 'shift; exec env -i PATH="$PATH" "$@"')
    script(tools, "apt-get", f'echo "$http_proxy $no_proxy" >> {tools}/log')
    proxies = {"http_proxy": "http://proxy:3128", "no_proxy": "*.local"}
    assert run("sh", ".ci/system-packages", PATH=str(tools), **proxies).returncode == 0
    assert (tools / "log").read_text() == "http://proxy:3128 *.local\n" * 2


def test_the_folders_of_the_system_are_on_the_path_of_ldconfig_alone(tools: Path) -> None:
    """Where /usr/sbin is /usr/bin, as on Fedora 42, they hold everything else."""
    for name, answer in {"ldconfig": "libGL.so.1", "id": "1000"}.items():
        script(tools, name, f'echo "$PATH" > {tools}/path-of-{name}; echo {answer}')
    assert run("sh", ".ci/system-packages", PATH=str(tools)).returncode == 0
    assert (tools / "path-of-ldconfig").read_text() == f"{tools}:/usr/sbin:/sbin\n"
    assert (tools / "path-of-id").read_text() == f"{tools}\n"


def test_nothing_is_done_where_nothing_is_missing(tools: Path, clone: Path) -> None:
    all_libraries(tools)
    environment_in(clone / ".venv", "exit 0")
    answer = run("sh", clone / ".ci/system-packages", PATH=str(tools))
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
