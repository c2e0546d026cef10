"""Medians of a few lead times, worked by hand."""

from dataclasses import replace
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from kautilya.core.periods import PartialDate
from kautilya.measures.finding import Measurement
from kautilya.measures.lead_times import KAPLAN_MEIER, LAST_SEEN, NAIVE, SUPPORTED, Asked, lead_time_medians, medians_of
from kautilya.measures.scope import Scope
from kautilya.register.claim import Mark
from kautilya.store.view import View
from kautilya.tables.cells import word
from kautilya.tables.lead_times import LeadTime
from tests.measures.finding_by import findings, the
from tests.tables.synthetic import Row, view_of

PAIR = "signed -> last_delivered"


def case(place: int, low: float, high: float | None = None, **cells: object) -> LeadTime:
    """Return a lead time that ended after low to high months, or one that is open after low."""
    ended = high is not None
    made = LeadTime(
        lead_time_id=f"lt{place:03}", deal_id=f"d{place}", pair=PAIR, aspect="actual", partner="USA", area="fighter",
        start="2015-05", low=low, high=high, low_when_last_seen=low if ended else 0, open=not ended, basis=None, planned=None,
        supported=True, mark=Mark.DERIVED, claim_ids=(str(place),),
    )  # fmt: skip
    return replace(made, **cells)  # type: ignore[arg-type]  # cells of a lead time


def measured(*cases: LeadTime) -> Measurement:
    return medians_of(cases, Asked(as_of="2026-05", until="2026-04-30", deals=len(cases)))


TEN = (*(case(place, 10 * place, 10 * place + 1) for place in range(1, 8)), case(8, 35), case(9, 45), case(10, 90))
"""Ended after 10 to 70 months, open after 35, 45 and 90."""


def test_ten_cases_have_a_median_that_counts_the_open_ones() -> None:
    """By hand, earliest: 9/10, 8/10, 7/10 after 30, x 5/6 = .583 after 40, x 3/4 = .4375 after 50 months."""
    found = measured(*TEN)
    assert the(found, KAPLAN_MEIER, by="all", dates="earliest").value == 50
    assert the(found, KAPLAN_MEIER, by="all", dates="latest").value == 51
    assert the(found, KAPLAN_MEIER, by="all", dates="latest").n == 10


def test_the_naive_median_stands_beside_and_is_shorter() -> None:
    found = the(measured(*TEN), NAIVE, by="all")
    assert (found.value, found.low, found.high, found.n) == (None, 40, 41, 7)


def test_open_cases_counted_only_until_last_seen_shorten_the_median() -> None:
    """Open ones leave before the first end: 7 cases, median 40 to 41."""
    found = the(measured(*TEN), LAST_SEEN, by="all")
    assert (found.low, found.high) == (40, 41)


def test_an_end_on_an_unknown_day_is_shown_as_bounds() -> None:
    """Ended some time within 60 months: at once, or then."""
    rows = tuple(case(place, 0, 60) for place in range(1, 11))
    found = measured(*rows)
    assert [the(found, KAPLAN_MEIER, by="all", dates=dates).value for dates in ("earliest", "latest")] == [0, 60]


def test_five_to_nine_cases_have_a_median_without_an_interval() -> None:
    found = measured(*TEN[:5])
    only = the(found, KAPLAN_MEIER, by="all")
    assert (only.value, only.low, only.high) == (None, 30, 31)
    assert "dates" not in only.of


def test_fewer_than_five_cases_are_listed_instead() -> None:
    found = measured(*TEN[:4])
    assert found.findings == ()
    assert [row["id"] for row in found.listed] == ["lt001", "lt002", "lt003", "lt004"]
    assert {row["reason"] for row in found.listed} == {
        "all: 4 of 5 cases needed; partner USA: 4 of 5 cases needed; area fighter: 4 of 5 cases needed"
    }


def test_pairs_and_aspects_are_never_pooled() -> None:
    other_pair = [case(place, 1, 2, pair="signed -> first_arrived") for place in range(11, 21)]
    other_aspect = [case(place, 1, 2, aspect="slip") for place in range(21, 31)]
    found = measured(*TEN, *other_pair, *other_aspect)
    assert the(found, KAPLAN_MEIER, by="all", pair=PAIR, aspect="actual", dates="earliest").value == 50
    assert {(f.of["pair"], f.of["aspect"]) for f in findings(found, KAPLAN_MEIER, by="all")} == {
        (PAIR, "actual"),
        ("signed -> first_arrived", "actual"),
        (PAIR, "slip"),
    }


def test_partners_and_areas_have_medians_of_their_own() -> None:
    french = [case(place, 5, 6, partner="FRA", area="sub-conv") for place in range(11, 16)]
    found = measured(*TEN, *french)
    assert the(found, KAPLAN_MEIER, by="partner", partner="USA", dates="earliest").value == 50
    assert the(found, KAPLAN_MEIER, by="partner", partner="FRA").low == 5
    assert the(found, KAPLAN_MEIER, by="area", area="sub-conv").high == 6


def test_a_median_that_is_not_reached_is_none_and_says_so() -> None:
    found = the(measured(case(1, 10, 11), *(case(place, 20) for place in range(2, 11))), KAPLAN_MEIER, by="all", dates="latest")
    assert found.value is None
    assert found.note is not None
    assert "not reached" in found.note


def test_a_median_that_one_case_decides_says_so() -> None:
    """By hand: 9 open before the tenth ends."""
    found = the(
        measured(*(case(place, 20) for place in range(1, 10)), case(10, 230, 231)), KAPLAN_MEIER, by="all", dates="latest"
    )
    assert found.value == 231
    assert found.note == "weak: cases still at risk then: 1"


def test_unsupported_planned_dates_are_counted_and_the_supported_ones_stand_apart() -> None:
    plans = (
        case(place, 10 * place, 10 * place + 1, aspect="planned original", planned=(str(place), ""), supported=place > 4)
        for place in range(1, 11)
    )
    found = measured(*plans)
    assert the(found, KAPLAN_MEIER, by="all", dates="earliest").note == (
        "4 of 10 planned dates unsupported: their page's sentence names no year"
    )
    supported = the(found, SUPPORTED, by="all")
    assert (supported.n, supported.low, supported.high) == (6, 70, 71)


def test_a_window_ends_on_the_day_until_which_was_asked_and_not_on_a_later_day_of_the_view() -> None:
    found = the(measured(*TEN), KAPLAN_MEIER, by="all", dates="earliest")
    assert (found.window, found.as_of) == ("2015-05..2026-04-30", "2026-05")


def test_a_case_without_bounds_is_listed_and_in_no_median() -> None:
    found = measured(*TEN, replace(case(11, 0), open=False))
    assert the(found, KAPLAN_MEIER, by="all", dates="latest").n == 10
    assert [row["id"] for row in found.listed if row["list"] == "no bounds"] == ["lt011"]


ENDED_OR_OPEN = st.lists(st.tuples(st.integers(0, 120), st.one_of(st.none(), st.integers(0, 12))), min_size=5, max_size=14)


def medians(drawn: list[tuple[int, int | None]], factor: int = 1) -> list[tuple[float | None, float | None]]:
    ends = ((low * factor, None if width is None else (low + width) * factor) for low, width in drawn)
    rows = [case(place, low, high) for place, (low, high) in enumerate(ends)]
    found = findings(measured(*rows), KAPLAN_MEIER, by="all")
    return [(f.value, None) if "dates" in f.of else (f.low, f.high) for f in found]  # type: ignore[misc]  # never a word


@given(ENDED_OR_OPEN, st.integers(2, 9))
def test_medians_scale_with_the_unit_of_time(drawn: list[tuple[int, int | None]], factor: int) -> None:
    scaled = [tuple(None if end is None else end * factor for end in ends) for ends in medians(drawn)]
    assert [tuple(ends) for ends in medians(drawn, factor)] == scaled


@given(ENDED_OR_OPEN, st.randoms())
def test_medians_do_not_depend_on_the_order_of_the_rows(drawn: list[tuple[int, int | None]], random: Random) -> None:
    shuffled = list(drawn)
    random.shuffle(shuffled)
    assert medians(shuffled) == medians(drawn)


def test_a_naive_median_needs_five_ended_cases_everywhere(india: View) -> None:
    measured = lead_time_medians(india)
    naive = [finding.n for finding in measured.findings if finding.quantity == NAIVE]
    assert naive
    assert min(n or 0 for n in naive) >= 5
    assert any("ended cases needed" in str(case.get("reason")) for case in measured.listed)


def test_a_narrowed_figure_says_so_and_counts_the_deals_of_the_partner(india: View) -> None:
    whole = {one.address: (one.value, one.low, one.high, one.n) for one in lead_time_medians(india).findings}
    scopes = (
        Scope(partner="IND"), Scope(until=PartialDate.parse("2019")), Scope(partner="IND", until=PartialDate.parse("2019")),
    )  # fmt: skip
    deals = sum(word(deal, "supplier_country") == "IND" for deal in india.records("deal").values())
    for scope in scopes:
        found = lead_time_medians(india, scope).findings
        assert found
        for one in found:
            assert whole.get(one.address, figures := (one.value, one.low, one.high, one.n)) == figures
            assert scope.partner is None or one.of["partner"] == "IND"
            assert scope.partner is None or f" of {deals} deals " in str(one.coverage)
            assert not scope.windowed or str(one.window).endswith("begun the beginning..2019")


def test_a_case_that_may_have_begun_in_a_window_is_listed_not_counted() -> None:
    def deal(deal_id: str, signed: str) -> Row:
        return {"id": deal_id, "buyer": "IND", "supplier_country": "USA", "object": "platform", "system": deal_id,
                "buyer_stage": "delivered", "signed_on": signed, "last_delivered_on": "2022-01-01",
                "last_seen_on": "2026-01-01"}  # fmt: skip

    deals = [deal("sure", "2020-08-01"), deal("perhaps", "2020"), deal("before", "2019")]
    found = lead_time_medians(view_of({"deal": deals}), Scope(since=PartialDate.parse("2020-07")))
    listed = [str(row["case"]) for row in found.listed if row["list"] == "cases that may have begun in the window"]
    assert listed
    assert {case.split(":")[0] for case in listed} == {"perhaps"}
