"""The job `devices`: what there is to compute on, who sees it, and what keeps a GPU from being used."""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from pydantic import ValidationError

from tfmodel.channel import Channel
from tfmodel.contract import calibration, events
from tfmodel.contract.hardware import Facts, diagnose
from tfmodel.jobs.backend_probe import Probe
from tfmodel.jobs.cards import Cards, find_cards
from tfmodel.jobs.environment import cpu_precision, processor
from tfmodel.jobs.other_process import waited_for

BACKENDS = ("tensorflow", "jax", "torch")
PATIENCE, LONGER = 240.0, 900.0  # seconds that a backend has to load, and to measure: XLA compiles each batch
ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class DevicesOptions:
    """Whether each backend measures training steps, which is remembered."""

    measure: bool = False


@dataclass(frozen=True)
class Answer:
    """What the process of a backend said: a probe, or its last words."""

    probe: Probe | None
    problem: str = ""


def run(options: DevicesOptions, channel: Channel) -> bool:
    """Tells one `Hardware`."""
    packages = installed((*BACKENDS, "tensorflow-metal"))
    present = [backend for backend in BACKENDS if backend in packages]
    cards = find_cards()
    answers = dict(zip(present, _ask(present, options, channel), strict=True))
    diagnosis = diagnose(_facts(cards, packages, answers))
    channel.emit(
        events.Hardware(
            processor=processor(),
            gpus=_facts(cards, packages, answers).gpus,
            backends=tuple(_report(backend, packages.get(backend, ""), answers.get(backend)) for backend in BACKENDS),
            precision=cpu_precision(),
            why_not=diagnosis.why if diagnosis is not None else "",
            remedy=diagnosis.remedy if diagnosis is not None else "",
            measured=options.measure,
        )
    )
    return False


def installed(names: tuple[str, ...]) -> dict[str, str]:
    """The versions of those packages that are there; none of them is loaded."""
    found = {}
    for name in names:
        try:
            found[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            continue
    return found


def _ask(backends: list[str], options: DevicesOptions, channel: Channel) -> list[Answer]:
    """A process each: all at once to look, one after the other to measure."""
    if not options.measure:
        with ThreadPoolExecutor(max(1, len(backends))) as pool:
            return list(pool.map(probe, backends))
    answers = []
    for number, backend in enumerate(backends):
        text = f"Measuring {backend}"
        channel.emit(events.Progress(text=text, done=number, total=len(backends), unit="backends"))
        answers.append(probe(backend, "--measure"))
    return answers


def probe(backend: str, *words: str) -> Answer:
    """Asks one backend, in a process of its own."""
    patience = LONGER if words else PATIENCE
    path = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH", ""))))
    process = subprocess.Popen(
        [sys.executable, "-m", "tfmodel.jobs.backend_probe", *words],
        env={**os.environ, "KERAS_BACKEND": backend, "PYTHONPATH": path},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        errors="replace",
    )
    try:
        said, complained = waited_for(process, patience)
    except subprocess.TimeoutExpired:
        return Answer(None, f"does not answer within {patience:.0f} s")
    lines = said.strip().splitlines() or [""]
    try:
        return Answer(Probe.model_validate_json(lines[-1]))
    except ValidationError:
        last = (complained.strip().splitlines() or [f"exit code {process.returncode}"])[-1]
        return Answer(None, f"cannot be loaded: {last[:200]}")


def _facts(cards: Cards, packages: dict[str, str], answers: dict[str, Answer]) -> Facts:
    probes = {backend: answer.probe for backend, answer in answers.items() if answer.probe is not None}
    cuda = probes["tensorflow"].cuda if "tensorflow" in probes else ""
    major = int(cuda.partition(".")[0]) if cuda.partition(".")[0].isdigit() else 0
    return Facts(
        system=platform.system(),
        machine=platform.machine(),
        nvidia=cards.nvidia,
        amd=cards.amd,
        driver=cards.driver,
        capability=cards.capability,
        cuda_of_tensorflow=major,
        extra=bool(installed((f"nvidia-cudnn-cu{major}",))),
        visible=os.environ.get("CUDA_VISIBLE_DEVICES"),
        packages=packages,
        seen=frozenset(backend for backend, found in probes.items() if found.gpu),
        wsl="microsoft" in platform.release().lower(),
        ubuntu_drivers=shutil.which("ubuntu-drivers") is not None,
        python=sys.executable,
    )


def _report(backend: str, version: str, answer: Answer | None) -> events.BackendReport:
    if answer is None:
        return events.BackendReport(backend=backend, problem="not installed")
    if answer.probe is None:
        return events.BackendReport(backend=backend, version=version, problem=answer.problem)
    found = answer.probe
    return events.BackendReport(
        backend=backend,
        version=version,
        devices=found.devices,
        gpu=found.gpu,
        calibrations=calibration.known(backend, version, found.computes_on),
    )
