"""Lead times and what supports the planned dates among them."""

import pytest

from kautilya.tables.lead_times import lead_times
from tests.tables.synthetic import Row, view_of


def planned(**cells: str) -> Row:
    return {"id": "m", "deal_id": "d", "event": "first delivered", "aspect": "planned original", "date": "2027", **cells}


def plan(**cells: str) -> Row:
    return {"id": "l", "deal_id": "d", "pair": "signed -> first_delivered", "from_stage": "signed",
            "to_stage": "first delivered", "aspect": "planned original", "min_months": "20", "max_months": "31.9",
            "censoring": "interval", **cells}  # fmt: skip


SLIP = plan(
    aspect="slip",
    pair="first_delivered_planned_original -> first_arrived",
    from_stage="first delivered planned original",
    to_stage="first arrived",
)


@pytest.mark.parametrize("case", [plan(), SLIP])
@pytest.mark.parametrize(
    ("basis", "says", "supported"),
    [("row", "first of 83 due in 2027", True), ("row", "83 ordered", False), ("own", "within six years", True)],
)
def test_a_deals_page_supports_a_planned_date_only_where_it_names_the_year(
    case: Row, basis: str, says: str, supported: bool
) -> None:
    milestone = planned(source_basis=basis, source_says=says)
    (found,) = lead_times(view_of({"milestone": [milestone], "lead-time": [case], "deal": []}))
    assert found.planned == ("d", "first_delivered_planned_original")
    assert found.supported is supported


def test_a_planned_lead_time_without_its_milestone_is_unsupported() -> None:
    (found,) = lead_times(view_of({"milestone": [], "lead-time": [plan()]}))
    assert not found.supported


def test_an_actual_lead_time_rests_on_no_plan() -> None:
    (found,) = lead_times(view_of({"milestone": [], "lead-time": [plan(aspect="actual")]}))
    assert found.planned is None
    assert found.supported


def test_an_open_case_has_months_at_least_and_until_last_seen() -> None:
    row = plan(aspect="actual", max_months="", censoring="right-censored", min_months_last_seen="3")
    (found,) = lead_times(view_of({"milestone": [], "lead-time": [row]}))
    assert (found.open, found.low, found.high, found.low_when_last_seen) == (True, 20, None, 3)


@pytest.mark.parametrize("cells", [{"min_months": ""}, {"max_months": ""}])
def test_a_case_without_bounds_is_no_case(cells: dict[str, str]) -> None:
    assert lead_times(view_of({"milestone": [], "lead-time": [plan(**cells)]})) == ()
