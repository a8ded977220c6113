"""The doctor on runs that really have the defect: recorded by `tests.doctor.sick_runs`."""

import shutil
import subprocess
import sys
from dataclasses import replace
from math import nan
from pathlib import Path

import pytest

from tests.doctor.sick_runs import DEFECTS, KEPT, data_of
from tfmodel.contract import events, run_log
from tfmodel.contract.curves import Curve
from tfmodel.contract.doctor import curves, evidence_of, examine, outputs
from tfmodel.contract.doctor.finding import applied
from tfmodel.contract.mixing import MixedDataset
from tfmodel.contract.problems import changed
from tfmodel.contract.rate import peak_rate
from tfmodel.contract.reports import SAMPLES
from tfmodel.contract.run_folder import RunFolder
from tfmodel.corpus.detection import detect
from tfmodel.corpus.importing import ImportOptions, import_pairs
from tfmodel.corpus.mixing import Ingredient, mix
from tfmodel.jobs.doctor import leaked

EXPECTED = {
    "healthy": None,
    "diverged": "diverged",
    "rate-too-high": "rate-too-high",
    "rate-too-low": "rate-too-low",
    "overfitting": "overfitting",
    "copies": "copies-source",
    "unknown-words": "unknown-words",
}


def findings(name, share=None):
    return examine(evidence_of(RunFolder(KEPT / name), share))


@pytest.mark.parametrize(("name", "rule"), EXPECTED.items())
def test_the_first_thing_that_is_said_is_the_defect_that_was_made(name, rule):
    found = findings(name)
    assert (found[0].rule if found else None) == rule


@pytest.mark.parametrize("name", [name for name, rule in EXPECTED.items() if rule])
def test_what_is_said_names_a_cause_and_a_way_out_that_the_settings_take(name):
    found = findings(name)[0]
    assert found.cause.endswith(".") and len(found.cause) > 40 and found.advice.endswith(".")
    config = RunFolder(KEPT / name).config()
    assert found.fix and applied(config, found) != config


def curve(points):
    found = Curve()
    for step, value in points:
        found.add(step, step, value)
    return found


def overfitted(**training):
    """A loss that turns long after the warm-up, while the learning rate falls."""
    seen = evidence_of(RunFolder(KEPT / "healthy"))
    config = changed(seen.config, {f"training.{name}": str(value) for name, value in training.items()})
    steps = range(20, 2001, 20)
    rates = curve((step, 0.003 * min(step / 100, (100 / step) ** 0.5)) for step in steps)
    held_out = curve((step, 4.0 - 2.0 * step / 800 if step <= 800 else 2.0 + (step - 800) / 2000) for step in steps)
    loss = curve((step, 4.0 - 3.0 * step / 2000) for step in steps)
    return replace(seen, config=config, loss=loss, learning_rate=rates, validation_loss=held_out, samples=())


def test_a_loss_that_turns_after_the_warm_up_is_overfitting():
    assert examine(overfitted())[0].rule == "overfitting"


def test_a_validation_loss_that_turns_amid_a_long_warm_up_is_overfitting_where_that_of_the_training_falls_on():
    rising = curve((step, 0.003 * step / 4000) for step in range(20, 2001, 20))
    seen = replace(overfitted(warmup_steps=4000), learning_rate=rising)
    rules = [found.rule for found in examine(seen)]
    assert "overfitting" in rules and "rate-too-high" not in rules
    stands = curve((step, 2.0) for step in range(20, 2001, 20))
    assert curves.rate_too_high(replace(seen, loss=stands)).rule == "rate-too-high"


def test_a_learning_rate_that_a_person_lowered_is_no_divergence():
    run = RunFolder(KEPT / "healthy")
    seen = replace(evidence_of(run), divergences=run.info().divergences)
    assert curves.diverged(seen) is None
    assert curves.diverged(replace(seen, divergences=2)).cause.startswith(
        "The training ran away at a learning rate of 0.01. It went on with 0.25 of its learning rate"
    )


def test_a_divergence_that_an_earlier_version_told_in_its_log_is_known(tmp_path):
    run = RunFolder(shutil.copytree(KEPT / "diverged", tmp_path / "run"))
    run.change_info(divergences=0)
    assert evidence_of(run).divergences == 0
    run_log.append(run.path, events.Log(level="warning", message="Training diverged: it is no number at step 9."))
    assert evidence_of(run).divergences == 1


def test_the_paper_s_schedule_is_mended_by_its_scale():
    """Its peak follows from the width and the warm-up: `peak_learning_rate` changes nothing."""
    seen = replace(overfitted(schedule="paper", paper_scale=2.0, warmup_steps=400), divergences=1)
    found = curves.diverged(seen)
    peak = 2.0 * (seen.config.model.d_model * 400) ** -0.5
    assert f"at a learning rate of {peak:g}." in found.cause
    assert found.fix == {"training.paper_scale": "0.2", "training.clip_norm": "1"}


@pytest.mark.parametrize(("hypothesis", "is_copy"), [("Taxi 4 at Hotel Astoria", False), ("Taxi 4 am Hotel X", True)])
def test_a_right_translation_is_no_copy_however_like_its_source(hypothesis, is_copy):
    texts = {"source": "Taxi 4 am Hotel Astoria", "reference": "Taxi 4 at Hotel Astoria", "hypothesis": hypothesis}
    seen = replace(evidence_of(RunFolder(KEPT / "healthy")), samples=[events.Sample(**texts)] * 4)
    assert (outputs.copies_source(seen) is not None) == is_copy


def test_a_copy_of_a_source_is_seen_behind_the_tag_of_its_dataset(tmp_path):
    run = RunFolder(shutil.copytree(KEPT / "healthy", tmp_path / "run"))
    run.change_info(mixed=(MixedDataset(name="law", path="law.pairs", tag="<of:law>"),))
    sample = events.Sample(source="<of:law> a b c d", reference="e f g h", hypothesis="a b c d")
    run.append(SAMPLES, events.Samples(step=1600, samples=(sample,) * 4))
    found = outputs.copies_source(evidence_of(run))
    assert found is not None and found.cause.startswith("100%")


def test_translations_without_a_word_are_not_cut_off():
    seen = evidence_of(RunFolder(KEPT / "too-short"))
    empty = [sample.model_copy(update={"hypothesis": ""}) for sample in seen.samples]
    found = outputs.too_short(replace(seen, samples=empty))
    assert "ends its sentences too early" in found.cause and "decoding.length_penalty" in found.fix


@pytest.mark.parametrize("searched", [{"decoding.method": "greedy"}, {"decoding.beam_size": "1"}])
def test_a_length_penalty_is_advised_with_a_beam_that_reads_it(searched):
    seen = evidence_of(RunFolder(KEPT / "too-short"))
    empty = [sample.model_copy(update={"hypothesis": ""}) for sample in seen.samples]
    config = changed(seen.config, searched)
    decoding = applied(config, outputs.too_short(replace(seen, config=config, samples=empty))).decoding
    assert (decoding.method, decoding.beam_size, decoding.length_penalty) == ("beam", 5, 1.5)


def test_a_training_that_repeats_its_words_is_given_more_of_what_ended_it():
    seen = evidence_of(RunFolder(KEPT / "repeats"))
    config = changed(seen.config, {"training.max_minutes": "480"})
    training = applied(config, outputs.repeats_words(replace(seen, config=config))).training
    assert (training.max_minutes, training.max_steps, training.max_epochs) == (1440, 180, 300)
    assert training.patience == 3 * seen.config.training.patience
    unfinished = outputs.repeats_words(replace(seen, finished=False))
    assert unfinished.fix == {} and unfinished.advice.startswith("Go on with the training")


def test_every_defect_was_recorded():
    assert {path.name for path in KEPT.iterdir()} <= set(DEFECTS)
    assert set(EXPECTED) | {"leak", "repeats", "too-short"} == {path.name for path in KEPT.iterdir()}


@pytest.mark.parametrize(
    ("name", "rule", "word"),
    [("repeats", outputs.repeats_words, "max_steps"), ("too-short", outputs.too_short, "decoding.max_length")],
)
def test_what_a_graver_finding_would_hide_is_seen_by_its_rule(name, rule, word):
    """Both runs have a vocabulary of words that is too small as well, which is said first."""
    found = rule(evidence_of(RunFolder(KEPT / name)))
    assert found is not None and word in " ".join(found.fix)


def test_a_loss_that_is_no_number_and_one_that_stands_are_seen():
    """On reports that are made up: the two that a training of some seconds does not show."""
    seen = evidence_of(RunFolder(KEPT / "healthy"))
    lost, flat, held_out = Curve(), Curve(), Curve()
    for step in range(1, 41):
        lost.add(step, step, nan if step > 30 else 3.0)
        flat.add(step, step, 2.3)
        held_out.add(step, step, 2.4)
    assert [found.rule for found in examine(replace(seen, loss=lost))] == ["not-a-number"]
    stands = replace(seen, loss=flat, validation_loss=held_out, bleu=Curve(), samples=(), finished=False)
    stands, good = replace(stands, chrf=Curve()), curve([(40, 95.0)])
    assert [found.rule for found in examine(stands)] == ["plateau"]
    assert examine(replace(stands, chrf=good)) == [], "its references are too short for BLEU"


@pytest.mark.parametrize(("warmup", "said"), [("800", False), ("801", True), ("4000", True)])
def test_a_training_that_ended_while_its_learning_rate_rose_is_told(warmup, said):
    seen = evidence_of(RunFolder(KEPT / "healthy"))  # of 1,600 steps
    config = changed(seen.config, {"training.warmup_steps": warmup})
    seen = replace(seen, config=config, bleu=Curve(), chrf=Curve())
    found = curves.long_warm_up(seen)
    assert (found is not None) == said and curves.long_warm_up(replace(seen, finished=False)) is None
    assert curves.long_warm_up(replace(seen, chrf=curve([(40, 95.0)]))) is None, "it has learned what it can"
    if found is not None:
        assert applied(config, found).training.warmup_steps == 240 and f"{int(warmup):,} steps" in found.cause


def test_a_shorter_warm_up_keeps_the_peak_of_equation_3():
    seen = evidence_of(RunFolder(KEPT / "healthy"))
    config = changed(seen.config, {"training.warmup_steps": "4000", "training.schedule": "paper"})
    found = curves.long_warm_up(replace(seen, config=config, bleu=Curve(), chrf=Curve()))
    assert peak_rate(applied(config, found)) == pytest.approx(peak_rate(config), rel=2e-3)  # of three digits


def test_pairs_in_both_parts_are_found(tmp_path):
    """The dataset is made again from the same pairs: it was not kept."""
    dataset = tmp_path / "leak.pairs"
    for split, pairs in zip(("train", "validation"), data_of("leak"), strict=True):
        file = tmp_path / f"{split}.tsv"
        file.write_text("".join(f"{source}\t{target}\n" for source, target in pairs), encoding="utf-8")
        import_pairs(detect([file]), dataset, ImportOptions(split=split))
    run = RunFolder(tmp_path / "run")
    shutil.copytree(KEPT / "leak", run.path)
    run.write_info(run.info().model_copy(update={"dataset": str(dataset)}))
    share = leaked(run)
    assert share == pytest.approx(0.3, abs=0.02)
    found = findings("leak", share)[0]
    assert found.rule == "leak" and "30%" in found.cause


def test_words_that_differ_in_a_vowel_sign_or_a_tone_are_no_leak(tmp_path):
    """A boy and a girl, and rice and white; only the third sentence is the same but for punctuation."""
    parts = {
        "train": ("वह लड़का है।", "ข้าว", "Ein Hund schläft"),
        "validation": ("वह लड़की है।", "ขาว", "Ein Hund schläft !"),
    }
    dataset = tmp_path / "signs.pairs"
    for split, sources in parts.items():
        file = tmp_path / f"{split}.tsv"
        file.write_text("".join(f"{text}\tsentence {n}\n" for n, text in enumerate(sources)), encoding="utf-8")
        import_pairs(detect([file]), dataset, ImportOptions(split=split))
    run = RunFolder(shutil.copytree(KEPT / "leak", tmp_path / "run"))
    run.change_info(dataset=str(dataset))
    assert leaked(run) == pytest.approx(1 / 3)


def test_a_leak_between_the_datasets_of_a_tagged_mix_is_found(tmp_path):
    texts = {
        "law": {"train": "Die Katze frisst", "validation": "Ein Hund schläft !"},
        "news": {"train": "Ein Hund schläft", "validation": "Die Sonne scheint"},
    }
    parts = [Ingredient(name, tmp_path / f"{name}.pairs") for name in texts]
    for part in parts:
        for split, text in texts[part.name].items():
            file = tmp_path / f"{part.name}.{split}.tsv"
            file.write_text(f"{text}\tof {part.name}\n", encoding="utf-8")
            import_pairs(detect([file], guess=False), part.path, ImportOptions(split=split))
    run = RunFolder(shutil.copytree(KEPT / "leak", tmp_path / "run"))
    report = mix(parts, run.path / "dataset.pairs", tags=True)
    run.change_info(dataset="dataset.pairs", mixed=report.mixed)
    assert leaked(run) == 0.5


def test_a_run_whose_data_are_gone_is_examined_without_them():
    assert leaked(RunFolder(KEPT / "healthy")) is None


def test_the_doctor_needs_no_tensorflow():
    code = (
        "import sys, main\n"
        "assert main.main(['doctor', sys.argv[1]]) == 0\n"
        "assert not {'tensorflow', 'keras'} & set(sys.modules)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(KEPT / "overfitting")],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).resolve().parents[2],
        stdin=subprocess.DEVNULL,
    )
    assert "Overfitting:" in done.stdout and "--set model.dropout=" in done.stdout
