import re
import shutil
import xml.etree.ElementTree as ElementTree
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QCoreApplication, QLocale, QTranslator

from gui import language
from gui.declared import settings_in, value_text
from gui.import_command import ImportRequest
from gui.job_kinds import _SIGNALS, _manner
from gui.language import figures, filled, moment, speak, stop_speaking
from gui.said import said, spoken
from gui.widgets import bar_chart
from gui.widgets.curve_panel import CurvePanel
from gui.widgets.linked_map import LinkedMap, Pointed
from gui.widgets.pairs_model import _loss
from gui.widgets.setting_differences import SettingDifferences
from gui.widgets.sweep_dialog import SweepDialog
from gui.widgets.sweep_panel import SweepPanel
from gui.widgets.transport import Transport
from resources.translations.gathering import texts
from resources.translations.updating import NAME, update, write_templates
from tests.gui.made_runs import make_run
from tfmodel.contract import events
from tfmodel.contract.config import Config
from tfmodel.contract.failure import fail, failure_from
from tfmodel.contract.places import runs_folder
from tfmodel.contract.problems import problems_of
from tfmodel.contract.sweeping import Sweep, Trial
from tfmodel.contract.wording import FOLDER

GERMAN = FOLDER / f"{NAME}_de.ts"


@pytest.fixture
def german(qapp):
    speak(qapp, "de")
    QLocale.setDefault(QLocale("de_DE"))
    yield
    stop_speaking(qapp)


def messages(path):
    """Context, source, and the forms of the translation of each text."""
    for context in ElementTree.parse(path).iter("context"):
        for message in context.iter("message"):
            translation = message.find("translation")
            forms = [form.text or "" for form in translation.iter("numerusform")] or [translation.text or ""]
            yield context.findtext("name"), message.findtext("source"), forms, translation.get("type")


def test_every_text_has_its_translation():
    assert not [source for _, source, forms, state in messages(GERMAN) if state or not all(forms)]


def test_the_translation_files_hold_exactly_what_the_code_says(tmp_path):
    for path in FOLDER.glob("*.ts"):
        shutil.copy(path, tmp_path)
    update(tmp_path)
    write_templates(tmp_path / "templates.txt")
    for path in FOLDER.glob("*.ts"):
        kept, fresh = ({(context, source) for context, source, *_ in messages(folder / path.name)}
                       for folder in (FOLDER, tmp_path))  # fmt: skip
        assert kept == fresh, f"python -m resources.translations brings {path.name} up to date"
    assert (tmp_path / "templates.txt").read_text(encoding="utf-8") == (FOLDER / "templates.txt").read_text(
        encoding="utf-8"
    )


def test_what_the_window_loads_is_what_the_translation_files_say(qapp):
    translator = QTranslator()
    assert translator.load(f"{NAME}_de", str(FOLDER))
    for context, source, forms, _ in messages(GERMAN):
        numbers = [2, 1][-len(forms) :] if len(forms) > 1 else [-1]
        for number, form in zip(reversed(numbers), forms, strict=True):
            assert translator.translate(context, source, "", number) == form, source


SLOT = re.compile(r"\{=?(\d)(?::[^}]*)?\}|%L?n")


def test_translations_have_the_values_and_the_shortcuts_of_their_sources():
    wrong = []
    for context, source, forms, _ in messages(GERMAN):
        for form in forms:
            if sorted(SLOT.findall(source)) != sorted(SLOT.findall(form)):
                wrong.append(f"values: {source!r} / {form!r}")
            if context not in ("said", "setting") and source.count("&") != form.count("&"):
                wrong.append(f"shortcut: {source!r} / {form!r}")
    assert not wrong, "\n".join(wrong)


def test_the_language_is_the_forced_one_else_the_chosen_one_else_the_systems(monkeypatch):
    monkeypatch.delenv(language.LANGUAGE_VARIABLE, raising=False)
    assert language.wanted() == language._first_spoken(QLocale.system().uiLanguages())
    language.choose("de")
    assert language.wanted() == "de"
    monkeypatch.setenv(language.LANGUAGE_VARIABLE, "en")
    assert language.wanted() == "en"
    monkeypatch.setenv(language.LANGUAGE_VARIABLE, "tlh")
    assert language.wanted() == "de"


@pytest.mark.parametrize(
    ("languages", "expected"),
    [(["de-AT", "de", "en"], "de"), (["fr-FR", "de-CH"], "de"), (["en-GB", "de"], "en"), (["fr"], "en"), ([], "en")],
)
def test_the_first_of_the_systems_languages_that_there_is_counts(languages, expected):
    assert language._first_spoken(languages) == expected


def test_numbers_and_times_are_written_as_the_language_does(german):
    assert figures("12,345.6 MB and 0.5") == "12.345,6 MB and 0,5"
    assert figures("[1.5, 2.5]") == "[1,5, 2,5]"
    assert filled("{0:,} von {1} in {2:.1f} s", 12_000, "v1.5.tsv", 1.25) == "12.000 von v1.5.tsv in 1,2 s"
    assert moment(datetime(2026, 5, 3, 14, 7)) == "03.05.26 14:07"


def test_charts_write_numbers_as_the_language_does(german, qtbot, monkeypatch):
    drawn = []
    monkeypatch.setattr(bar_chart, "write", lambda painter, at, text, share: drawn.append(text))
    bars = bar_chart.BarChart("times", "word", ("source",))
    qtbot.addWidget(bars)
    bars.resize(400, 300)
    bars.show_bars([bar_chart.Bar("the", (12_345.0,))])
    bars.grab()
    assert "12.345" in drawn
    head = LinkedMap()
    qtbot.addWidget(head)
    head.show_matrix([[0.5, 0.5]], ["la"], ["the", "house"])
    head.point(Pointed(0, 0))
    assert head.pointed_sentence() == "la → the  0,500"


def test_values_names_and_paces_are_written_as_the_language_does(german, qtbot):
    assert [value_text(value) for value in ("0.0003", "1000", "cosine")] == ["0,0003", "1000", "Kosinus"]
    assert _loss(SimpleNamespace(loss=2.5)) == "2,50" and _loss(SimpleNamespace(loss=None)) == ""
    files = tuple((Path(f"{number}.tsv"),) for number in range(1_200))
    assert ImportRequest(files, Path("a.pairs")).names == "0.tsv und 1.199 weitere"
    assert ImportRequest(files[:1], Path("a.pairs")).names == "0.tsv"
    transport = Transport()
    qtbot.addWidget(transport)
    assert transport.pace.itemText(0) == "0,5 ×"


def test_values_of_trials_are_written_as_the_language_does(german, qtbot):
    panel = SweepPanel()
    qtbot.addWidget(panel)
    values = {"training.peak_learning_rate": "0.0003", "training.schedule": "cosine"}
    panel.show_sweeps([Sweep(name="sweep", trials=(Trial(run="sweep-1", values=values),))], {})
    assert panel.table.texts[0][1:3] == ["0,0003", "Kosinus"]
    assert panel.plot.figures().rows[0][1:3] == (0.0003, "Kosinus")


@pytest.mark.parametrize(
    ("setting", "typed", "values"),
    [
        ("training.r_drop", "0,5; 1,5", "0.5,1.5"),
        ("training.r_drop", "0,5, 1,5", "0.5,1.5"),
        ("training.r_drop", "0.5, 1.5", "0.5,1.5"),
        ("training.r_drop", "0,5", None),
        ("model.d_model", "64; 128", "64,128"),
        ("model.d_model", "64,128", None),
    ],
)
def test_values_of_a_sweep_are_typed_with_a_decimal_comma(german, qtbot, setting, typed, values):
    dialog = SweepDialog(Config(), ())
    qtbot.addWidget(dialog)
    choice, line = dialog.rows[0]
    choice.setCurrentIndex(choice.findData(setting))
    line.setText(typed)
    assert dialog.begin.isEnabled() is (values is not None)
    assert values is None or dialog.changes == {setting: values}


@pytest.mark.parametrize(
    ("region", "typed"), [("de_CH", "0,001..0,01"), ("de_DE", "0,001..0,01"), ("de_CH", "0.001..0.01")]
)
def test_the_example_of_random_values_is_typed_as_it_is_shown_wherever_german_is_spoken(german, qtbot, region, typed):
    QLocale.setDefault(QLocale(region))
    dialog = SweepDialog(Config(), ())
    qtbot.addWidget(dialog)
    choice, line = dialog.rows[0]
    choice.setCurrentIndex(choice.findData("training.peak_learning_rate"))
    dialog.some.setChecked(True)
    line.setText(typed)
    assert dialog.begin.isEnabled() and dialog.changes == {"training.peak_learning_rate": "0.001..0.01"}


def test_settings_that_differ_are_written_as_the_language_does(german, qtbot):
    make_run("alpha", changes={"training.schedule": "cosine", "decoding.early_stopping": True, "training.r_drop": 0.5})
    make_run("beta", changes={"training.schedule": "linear"})
    table = SettingDifferences()
    qtbot.addWidget(table)
    table.show_runs([runs_folder() / name for name in ("alpha", "beta")])
    assert sorted(row[1:] for row in table.texts) == [["0,5", "0"], ["Kosinus", "linear"], ["wahr", "falsch"]]


def test_curves_have_german_names(german, qtbot):
    panel = CurvePanel()
    qtbot.addWidget(panel)
    figures_of_step = {"gradient_norm": 2.5, "epoch": 0.1, "learning_rate": 1e-3, "tokens_per_second": 5000.0}
    panel.show_report(events.TrainingReport(step=1, loss=1.0, seconds=1.0, **figures_of_step))
    for plot, name in (("rate", "Rate"), ("gradient", "Norm"), ("speed", "Tempo")):
        assert panel.plots[plot].points(name)[0] == [1]


def test_english_leaves_numbers_as_python_writes_them(qapp):
    stop_speaking(qapp)
    assert figures("12,345.6 MB") == "12,345.6 MB"
    assert moment(datetime(2026, 5, 3, 14, 7)) == "2026-05-03 14:07"
    assert said("The target is empty") == "The target is empty"


def test_texts_of_jobs_are_known_by_their_templates(german):
    assert said("The target is empty") == "Das Ziel ist leer"
    assert said("There is no file /a/b.tsv.") == "Es gibt keine Datei /a/b.tsv."
    assert said("The learning rate falls to 0 from step 1,200 to step 2,000") == (
        "Die Lernrate fällt von Schritt 1.200 bis Schritt 2.000 auf 0"
    )
    assert said("Nobody has written this.") == "Nobody has written this."


def test_values_within_a_text_are_translated_too_but_no_versions(german):
    assert said("25,200 pairs on a GPU suit the preset small.") == (
        "25.200 Paare auf einer GPU passen zur Vorlage small."
    )
    too_old = "The NVIDIA driver 470.1 is too old for CUDA 12.4, which the installed TensorFlow needs: version 525.60 "
    told = said(too_old + "or newer.")
    assert "470.1" in told and "12.4" in told and "Treiber" in told


def test_what_a_job_sends_arrives_in_the_language_of_the_window(german):
    progress = events.Progress(text="Measuring training steps", done=1, unit="pairs")
    assert (spoken(progress).text, spoken(progress).unit) == ("Trainingsschritte werden gemessen", "Paare")
    finding = events.Finding(rule="plateau", title="Plateau", cause="The loss rose from 1.5 to 2.5.", advice="", fix={})
    assert spoken(events.Diagnosed(run="r", findings=(finding,))).findings[0].cause == (
        "Der Verlust stieg von 1,5 auf 2,5."
    )


def test_a_failure_is_told_in_german_whatever_it_was_made_from(german):
    missing = spoken(failure_from(FileNotFoundError(2, "No such file", "/a/b.tsv")))
    assert missing.title == "Datei nicht gefunden"
    assert missing.cause == "Es gibt keine Datei und keinen Ordner /a/b.tsv."
    unknown = spoken(fail("Wrong setting", "model.d_model: must be at least 8, but is 2.", "").failure)
    assert unknown.title == "Falsche Einstellung"


def test_every_problem_of_the_form_is_german(german):
    values = Config().model_dump()
    values["model"] |= {"d_model": 100, "num_heads": 3}
    values["training"] |= {"max_epochs": 0, "dropout": 1}
    told = [said(problem.message) for problem in problems_of(values)]
    assert "muss mindestens 1 sein, ist aber 0" in told
    assert all("must" not in message and "choose" not in message for message in told), told


def test_settings_are_declared_once_and_told_in_german(german):
    width = next(setting for setting in settings_in(Config) if setting.path == "model.d_model")
    assert width.title == "Breite (d_model)"
    assert width.tooltip.splitlines()[1:] == ["Zwischen 8 und 4.096.", "Attention Is All You Need, Abschnitt 3.1."]


def test_no_failure_of_the_program_stays_in_english(german):
    """Each text with values has a translation that is found from the text with its values in it."""
    known = {source: forms[0] for context, source, forms, _ in messages(GERMAN) if context == "said"}
    wrong = []
    for text in (text for text in texts() if "{" in text and " " in text.strip()):
        example = re.sub(r"\{(\d)\}", lambda slot: f"X{slot[1]}", text)
        expected = re.sub(r"\{=?(\d)\}", lambda slot: f"X{slot[1]}", known[text])
        if said(example) != expected:
            wrong.append(f"{example!r}: {said(example)!r}, not {expected!r}")
    assert not wrong, "\n".join(wrong)


def test_the_dialogs_of_qt_speak_german_too(german):
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Abbrechen"


@pytest.mark.parametrize("code", [*_SIGNALS, 1])
def test_how_a_process_ended_is_said_in_german_as_a_whole(german, code):
    text = said(f"The translation process {_manner(code, code in _SIGNALS)}.")
    assert text.startswith("Der Prozess „Übersetzung“ ") and not re.search(r"\b(was|the|it|of|not|memory)\b", text), (
        text
    )
