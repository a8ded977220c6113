import pytest

from docs import hyperparameters
from tfmodel.contract.config import Config
from tfmodel.contract.problems import changed, parse_assignments
from tfmodel.contract.setting_page import page_of
from tfmodel.contract.settings import settings_of

SETTINGS = {setting.path: setting for setting in settings_of(Config)}


def test_the_document_is_what_the_declarations_say():
    kept = hyperparameters.FILE.read_text(encoding="utf-8")
    assert kept == hyperparameters.text(), "python -m docs.hyperparameters brings it up to date"


@pytest.mark.parametrize("path", SETTINGS)
def test_every_setting_has_a_page_whose_command_line_works(path):
    facts = dict(page_of(SETTINGS[path], Config()).facts)
    assert (facts["Value"] and facts["Values"] and facts.get("What it costs", "") != "") or path in GROWING
    assignment = facts["On the command line"].removeprefix("--set ").strip('"')
    assert not assignment.endswith(("=empty", "=")), "an example that does something"
    changed(Config(), parse_assignments([assignment]))


GROWING = {path for path in SETTINGS if page_of(SETTINGS[path], Config()).growth}


def test_what_changes_the_model_tells_by_how_much():
    assert {"model.d_model", "model.num_encoder_layers", "tokenizer.vocabulary_size"} <= GROWING
    assert "training.seed" not in GROWING
    rows = page_of(SETTINGS["model.d_model"], Config()).growth
    assert [row[0] for row in rows] == ["64", "128", "256"]
    parameters = [int(row[1].replace(",", "")) for row in rows]
    assert parameters == sorted(parameters) and len(set(parameters)) == 3


def test_bounds_say_whether_the_limit_itself_is_allowed():
    def values(path):
        return dict(page_of(SETTINGS[path], Config()).facts)["Values"]

    assert values("model.dropout") == "numbers from 0 to 0.9"
    assert values("training.peak_learning_rate") == "numbers above 0, to 1"
    assert values("training.max_steps") == "whole numbers from 1 to 100,000,000, or empty"
    assert values("training.adam_beta_1") == "numbers from 0, below 1"
    assert values("training.ema_decay") == "numbers above 0, below 1, or empty"
    assert values("model.tie_output") == "true or false"
    assert values("training.optimizer") == "adam, adamw, lion, muon"


def test_the_tooltip_states_the_bounds_in_full_and_as_they_are():
    def bounds(path):
        return SETTINGS[path].tooltip.split("\n")[1]

    assert bounds("training.seed") == "Between 0 and 2,147,483,647."
    assert bounds("training.max_steps") == "Between 1 and 100,000,000 steps."
    assert bounds("training.peak_learning_rate") == "Above 0, up to 1."
    assert bounds("training.adam_beta_1") == "From 0, below 1."
    assert bounds("training.ema_decay") == "Above 0, below 1."


COSTLY = (
    *("training.optimizer", "model.num_key_value_heads", "decoding.method", "tokenizer.kind"),
    *("training.backend", "training.devices"),
)


@pytest.mark.parametrize("path", COSTLY)
def test_no_setting_that_costs_something_is_said_to_cost_nothing(path):
    facts = dict(page_of(SETTINGS[path], Config()).facts)
    assert "worth mentioning" not in facts["What it costs"]
