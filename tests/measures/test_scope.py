"""Of whom and of when a measure is asked."""

from datetime import date

import pytest

from kautilya.core.errors import NotFoundError
from kautilya.core.periods import PartialDate
from kautilya.measures.scope import EVERYTHING, Scope, partner_named

TODAY = PartialDate.parse("2026-04-30")


@pytest.mark.parametrize(("text", "code"), [("USA", "USA"), ("fra", "FRA"), ("Israel", "ISR"), (" Germany ", "DEU")])
def test_a_partner_is_named_by_code_or_name(text: str, code: str) -> None:
    assert partner_named(text) == code


def test_an_unknown_partner_is_told_what_is_spelt_alike() -> None:
    with pytest.raises(NotFoundError, match=r"no partner 'Frence'; did you mean France"):
        partner_named("Frence")
    with pytest.raises(NotFoundError, match=r"ISO 3166-1 code"):
        partner_named("qqqq")


def test_a_window_ends_on_the_day_of_the_view_at_the_latest() -> None:
    assert EVERYTHING.closes(TODAY) == date(2026, 4, 30)
    assert Scope(until=PartialDate.parse("2025")).closes(TODAY) == date(2025, 12, 31)
    assert Scope(until=PartialDate.parse("2030")).closes(TODAY) == date(2026, 4, 30)


def test_a_window_opens_where_the_record_does_unless_told() -> None:
    assert EVERYTHING.opens(date(2004, 1, 1)) == date(2004, 1, 1)
    assert Scope(since=PartialDate.parse("2015-06")).opens(date(2004, 1, 1)) == date(2015, 6, 1)
    assert Scope(since=PartialDate.parse("2015"), partner="USA").given() == ("partner", "since")
