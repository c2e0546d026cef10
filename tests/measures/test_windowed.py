"""Periods named by results, and whether they lie in the window asked for."""

import pytest

from kautilya.core.periods import PartialDate
from kautilya.measures.scope import EVERYTHING, Scope
from kautilya.measures.windowed import label_within


@pytest.mark.parametrize(
    ("label", "inside"),
    [
        ("FY2020-21", True),
        ("FY2019-20", False),
        ("FY2020-21..FY2021-22", True),
        ("FY2021-22..FY2022-23", False),
        ("2020-04..2022-03", True),
        ("2021", True),
        ("2020", False),
        ("2020-04-01", True),
        ("2020-03-31", False),
        ("day of the view", False),
        ("", False),
    ],
)
def test_a_period_counts_only_if_all_of_it_lies_in_the_window(label: str, inside: bool) -> None:
    scope = Scope(since=PartialDate.parse("2020-04-01"), until=PartialDate.parse("2022-03-31"))
    assert label_within(label, scope) is inside


def test_an_open_end_takes_in_what_is_planned() -> None:
    assert label_within("FY2035-36", Scope(since=PartialDate.parse("2026")))
    assert not label_within("FY2035-36", Scope(until=PartialDate.parse("2026")))
    assert label_within("FY2035-36", EVERYTHING)
