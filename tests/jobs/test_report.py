"""Reports of recorded runs: quick, for no model is loaded."""

import shutil
from pathlib import Path

from running import job

from tfmodel.contract import events
from tfmodel.contract.energy import Energy
from tfmodel.contract.marks import Marks, write_marks
from tfmodel.contract.mixing import MixedDataset
from tfmodel.contract.run_folder import RunFolder
from tfmodel.contract.scores import add_scores
from tfmodel.jobs.report import html_of

RECORDED = Path(__file__).resolve().parents[1] / "doctor" / "recorded" / "overfitting"


def report_of(run, tmp_path):
    done = job("report", run, "--out", tmp_path / "r.html")
    assert done.returncode == 0, done.stderr
    return (tmp_path / "r.html").read_text(encoding="utf-8")


def test_a_report_says_what_the_doctor_says_and_the_scores(tmp_path):
    run = tmp_path / "run"
    shutil.copytree(RECORDED, run)
    score = events.Interval(score=12.5, low=11.0, high=14.0)
    row = events.ComparedRun(run=str(run), name="run", bleu=score, chrf=score)
    signatures = {"bleu_signature": "tok:13a", "chrf_signature": "c6"}
    add_scores(events.Compared(test_set="abc", title="the test part", sentences=7, rows=(row,), **signatures))
    RunFolder(run).change_info(energy=Energy(joules=7200.0, of="processor"))
    text = report_of(run, tmp_path)
    assert "2.0 Wh (processor)" in text
    assert "learns its pairs by heart" in text and "model.dropout = 0.3" in text
    assert "12.50 [11.00, 14.00]  tok:13a" in text and text.count("<polyline") == 6


def test_a_report_says_which_weights_were_scored_and_that_the_run_has_others_now(tmp_path):
    run = tmp_path / "run"
    shutil.copytree(RECORDED, run)
    score = events.Interval(score=12.5, low=11.0, high=14.0)
    row = events.ComparedRun(run=str(run), name="run", bleu=score, chrf=score, step=1200)
    add_scores(events.Compared(test_set="abc", sentences=7, rows=(row,), bleu_signature="s", chrf_signature="c"))
    (run / "model.keras").touch()
    for step, text in ((1200, "1,200</td>"), (2400, "1,200; the run was trained further since</td>")):
        RunFolder(run).change_info(finished_step=step)
        assert text in html_of(RunFolder(run))


def test_a_report_says_the_highest_bleu_where_another_score_says_which_validation_is_best(tmp_path):
    run = tmp_path / "run"
    shutil.copytree(RECORDED, run)
    RunFolder(run).change_info(best_step=100, best_bleu=2.0, highest_bleu=34.0, highest_step=400)
    assert "34.00 at step 400" in html_of(RunFolder(run))


def test_a_report_of_a_mix_names_its_datasets(tmp_path):
    run = RunFolder(shutil.copytree(RECORDED, tmp_path / "run"))
    law = MixedDataset(name="law", path="/data/law.pairs", fingerprint="f1", pairs=1200)
    run.change_info(mixed=(law, MixedDataset(name="news", path="/data/news.tsv", pairs=300)))
    text = html_of(run)
    assert "/data/law.pairs, 1,200 training pairs, fingerprint f1" in text
    assert "/data/news.tsv, 300 training pairs, fingerprint not known" in text


def test_a_report_can_be_in_german(tmp_path):
    shutil.copytree(RECORDED, tmp_path / "run")
    text = html_of(RunFolder(tmp_path / "run"), "de")
    assert 'lang="de"' in text and "<h2>Was der Lauf-Doktor sagt</h2>" in text
    assert "lernt seine Paare auswendig" in text and "Lernrate nach Schritt" in text
    assert "Anteil der Werte, die im Training" in text and "Bestes BLEU der Validierung" in text
    for english in ("What the", "learns its pairs", "Share of values", "by step", "Time of training"):
        assert english not in text


def test_a_run_without_reports_has_a_report(tmp_path):
    run = tmp_path / "run"
    run.mkdir()
    for name in ("run.json", "config.json"):
        shutil.copy(RECORDED / name, run)
    text = report_of(run, tmp_path)
    assert "There is no report yet" in text and "not known" in text


def test_texts_of_a_run_cannot_become_markup(tmp_path):
    run = tmp_path / "a&b"
    shutil.copytree(RECORDED, run)
    write_marks(run, Marks(note="<script>alert(1)</script>", tags=("<b>",)))
    text = report_of(run, tmp_path)
    assert "<script>" not in text and "&lt;script&gt;" in text and "a&amp;b" in text
    assert "src=" not in text and "href=" not in text and "url(" not in text


def test_a_folder_is_no_place_for_a_report(tmp_path):
    done = job("report", RECORDED, "--out", tmp_path)
    assert done.returncode == 1 and "is a folder" in done.stderr
