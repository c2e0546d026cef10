"""Lead times on small registers, worked by hand."""

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from kautilya.measures.finding import Measurement
from kautilya.measures.lead_times import KAPLAN_MEIER, LAST_SEEN, NAIVE, SUPPORTED, lead_time_medians
from tests.measures.finding_by import findings, the
from tests.tables.synthetic import Row, view_of

PAIR = "signed -> last_delivered"


def case(place: int, low: float, high: float | None = None, **cells: str) -> Row:
    """Return a lead time that ended after low to high months, or one that is open after low."""
    ended = high is not None
    return {"id": f"lt{place:03}", "deal_id": f"d{place}", "pair": PAIR, "from_stage": "signed", "to_stage": "last delivered",
            "aspect": "actual", "from_date": "2015-05", "min_months": str(low), "max_months": str(high) if ended else "",
            "min_months_last_seen": "" if ended else "0", "censoring": "event" if ended else "right-censored",
            "supplier_country": "USA", "area_id": "fighter", **cells}  # fmt: skip


def measured(*cases: Row, milestones: tuple[Row, ...] = ()) -> Measurement:
    deals = [{"id": row["deal_id"], "buyer_stage": "signed"} for row in cases]
    return lead_time_medians(view_of({"lead-time": cases, "milestone": milestones, "deal": deals}))


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
    rows = tuple(case(place, 0, 60, censoring="interval") for place in range(1, 11))
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
    other_pair = [case(place, 1, 2, pair="signed -> first_arrived", to_stage="first arrived") for place in range(11, 21)]
    other_aspect = [case(place, 1, 2, aspect="slip", from_stage="last delivered planned original") for place in range(21, 31)]
    found = measured(*TEN, *other_pair, *other_aspect)
    assert the(found, KAPLAN_MEIER, by="all", pair=PAIR, aspect="actual", dates="earliest").value == 50
    assert {(f.of["pair"], f.of["aspect"]) for f in findings(found, KAPLAN_MEIER, by="all")} == {
        (PAIR, "actual"),
        ("signed -> first_arrived", "actual"),
        (PAIR, "slip"),
    }


def test_partners_and_areas_have_medians_of_their_own() -> None:
    french = [case(place, 5, 6, supplier_country="FRA", area_id="sub-conv") for place in range(11, 16)]
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
    plans = tuple(case(place, 10 * place, 10 * place + 1, aspect="planned original") for place in range(1, 11))
    milestones = tuple(
        {"id": f"ms{place}", "deal_id": f"d{place}", "event": "last delivered", "aspect": "planned original", "date": "2027",
         "source_basis": "row", "source_says": "all by 2027" if place > 4 else "83 ordered"}
        for place in range(1, 11)
    )  # fmt: skip
    found = measured(*plans, milestones=milestones)
    assert the(found, KAPLAN_MEIER, by="all", dates="earliest").note == (
        "4 of 10 planned dates unsupported: their page's sentence names no year"
    )
    supported = the(found, SUPPORTED, by="all")
    assert (supported.n, supported.low, supported.high) == (6, 70, 71)


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
