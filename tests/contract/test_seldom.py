from tfmodel.contract import seldom
from tfmodel.contract.seldom import Seldom


def test_it_is_due_once_in_a_while_and_at_first_only_where_it_is_to_be_at_once(monkeypatch):
    monkeypatch.setattr(seldom, "TELL_EVERY", 3600.0)
    assert not Seldom().is_due()
    at_once = Seldom(at_once=True)
    assert at_once.is_due()
    assert not at_once.is_due()
    monkeypatch.setattr(seldom, "TELL_EVERY", 0.0)
    assert at_once.is_due() and at_once.is_due()
