"""A child that speaks the protocol of translate and export without a model: run as a process by the page tests."""

import json
import os
import sys
import time
from pathlib import Path

from go_files import wait_for


def say(event, **values):
    sys.stdout.write(json.dumps({"event": event, **values}) + "\n")
    sys.stdout.flush()


def hypothesis(text, score, source):
    pieces = [f"▁{word}" for word in text.split()] + ["</s>"]
    width = len(source)
    alignment = [[0.9 if s == t else 0.1 / max(1, width - 1) for s in range(width)] for t in range(len(pieces))]
    ids = list(range(10, 10 + len(pieces)))
    return {"text": text, "score": score, "pieces": pieces, "alignment": alignment, "ids": ids}


def translate(run):
    (Path(run) / "pid.txt").write_text(str(os.getpid()))
    step = 100
    say("ready", run=run, step=step, warm=True)
    for line in sys.stdin:
        command = json.loads(line)
        if command["command"] == "stop":
            break
        if command["command"] == "reload":
            step += 50
            say("ready", run=run, step=step, warm=True)
        if command["command"] == "translate":
            answer(command, Path(run))
        if command["command"] == "next":
            tokens = [(99, "▁BLUE", 0.6), (98, "ly", 0.3), (2, "</s>", 0.1)]
            named = [{"id": token, "piece": piece, "probability": share} for token, piece, share in tokens]
            say("next", id=command["id"], tokens=named)


def answer(command, run):
    text = command["text"]
    if text == "die":
        sys.stderr.write("the last words\n")
        sys.exit(3)
    if text == "slow":
        wait_for(run / "go")
    if text.startswith("endless"):
        time.sleep(600)
    source = [f"▁{word}" for word in text.split()] + ["</s>"]
    words = [*([command["tag"]] if command.get("tag") else []), *text.upper().split()]
    if command["prefix"]:
        words[len(command["prefix"]) - 1] = "BLUE"
    found = [hypothesis(f"{' '.join(words)} {n}", -0.1 * n, source) for n in range(1, command["nbest"] + 1)]
    say("translated", id=command["id"], source=source, hypotheses=found, milliseconds=12.3, compiled=True)


def export(run, form, out):
    say("state", state="saving", text=f"Writing {form}")
    if Path(run).name == "endless":
        say("progress", done=1, total=4, unit="files")
        sys.stdin.readline()
        say("finished", stopped=True)
        sys.exit(130)
    if Path(run).name == "broken":
        say("failed", failure={"title": "Export differs", "cause": "The answers differ.", "advice": "Report this."})
        sys.exit(1)
    if Path(run).name == "tagged":
        say("log", level="warning", message="Each source must begin with a tag: <of:law>")
    Path(out).mkdir(parents=True)
    say("exported", format=form, path=out, bytes=4_200_000, sentences_compared=20, largest_difference=1.5e-6)


def main(arguments):
    job, *rest = [word for word in arguments if word != "--json"]
    say("started", protocol=1, job=job, pid=os.getpid())
    if job == "translate":
        translate(rest[0])
    elif job == "export":
        export(rest[0], rest[2], rest[4])
    elif job == "train":
        train()
    say("finished")


def train():
    """Answers `save` with a checkpoint, as a training does."""
    for line in sys.stdin:
        if json.loads(line)["command"] == "save":
            say("checkpoint", step=150, path="checkpoints/step-000150")
        if json.loads(line)["command"] == "stop":
            break


if __name__ == "__main__":
    main(sys.argv[1:])
