"""The rules of single phrases on figures made up for them: what decides, and what must not."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from kautilya.measures.finding import Finding, Measurement, Scalar
from kautilya.measures.needs.needs import NEED
from kautilya.measures.needs.offered import STATUS
from kautilya.measures.procurement.approvals import MILESTONE
from kautilya.measures.procurement.before_after import SHARE, TEST
from kautilya.measures.procurement.emergency_speed import LATER, SOONER
from kautilya.measures.procurement.emergency_speed import TEST as SPEED
from kautilya.measures.procurement.emergency_totals import USED
from kautilya.measures.ties.scope_of_exercises import SLOPES
from kautilya.measures.verdicts import approvals, diversification, emergency, exercises, framework, needs
from kautilya.measures.verdicts.abroad import SHARE as BY_MONEY
from kautilya.measures.verdicts.abroad import effective, foreign, share_of
from kautilya.measures.verdicts.criterion import Criterion, Outcome
from kautilya.register.claim import Mark

FOR, AGAINST, UNDECIDED = Outcome.FOR, Outcome.AGAINST, Outcome.CANNOT_TELL


def one(quantity: str, value: Scalar = None, of: Mapping[str, str] | None = None, **more: object) -> Finding:
    cells = {"measure": "m", "unit": "share", "as_of": "2026-04-30", "mark": Mark.DERIVED, "claim_ids": ("c",), **more}
    return Finding(quantity=quantity, value=value, of=of or {}, **cells)  # type: ignore[arg-type]  # fields by name


def told(measure: str, *findings: Finding) -> dict[str, Measurement]:
    return {measure: Measurement(measure=measure, question="?", as_of="2026-04-30", findings=findings)}


def since_a_pact(before: float, after: float, *p_values: float, stage: str = "notified -> signed") -> Criterion:
    findings = []
    for place, p_value in enumerate(p_values):
        of = {"partner": "USA", "agreement": f"pact {place}", "on": "2018-09-06"}
        findings += [
            one(SHARE, share, {**of, "side": side}, stage=stage) for side, share in (("before", before), ("after", after))
        ]
        findings.append(one(TEST, p_value, of, stage=stage, unit="p-value"))
    return approvals.criteria(told("approvals", *findings))[0]


@pytest.mark.parametrize(
    ("before", "after", "p_values", "outcome"),
    [
        (0.2, 0.8, (0.01,), FOR),
        (0.8, 0.2, (0.01,), AGAINST),
        (0.2, 0.8, (0.3,), UNDECIDED),
        (0.2, 0.8, (0.03, 0.4), UNDECIDED),
        (0.2, 0.8, (0.02, 0.4), FOR),
    ],
)
def test_approvals_are_quicker_only_by_a_test_that_says_so(
    before: float, after: float, p_values: tuple[float, ...], outcome: Outcome
) -> None:
    """Slower is not quicker, no proof is no disproof, and of several days tested each has to pass for all of them."""
    assert since_a_pact(before, after, *p_values).outcome is outcome


def test_a_test_of_another_pair_says_nothing_of_notifications() -> None:
    assert since_a_pact(0.2, 0.8, 0.001, stage="need_accepted -> signed").outcome is UNDECIDED


def test_the_latest_milestone_is_the_one_with_the_latest_possible_day() -> None:
    milestones = [
        one(MILESTONE, on, {"partner": "USA", "event": event, "item": event}, unit="day")
        for on, event in (("2025", "licence"), ("2025-01-15", "list addition"))
    ]
    assert approvals.criteria(told("approvals", *milestones))[2].because.startswith("licence, 2025")


@pytest.mark.parametrize(
    ("high", "note", "outcome"),
    [(0.001, SOONER, FOR), (0.001, LATER, AGAINST), (0.5, SOONER, UNDECIDED), (0.5, LATER, UNDECIDED)],
)
def test_emergency_purchases_are_faster_only_by_a_test_that_says_so(high: float, note: str, outcome: Outcome) -> None:
    test = one(SPEED, low=high / 2, high=high, note=note, unit="p-value", stage="signed -> last_delivered", n=30)
    assert emergency.criteria(told("emergency", test))[2].outcome is outcome


def test_the_money_used_is_that_of_the_round_with_the_highest_number() -> None:
    used = [one(USED, value, {"round": name, "row": name}) for name, value in (("EP-6", 0.2), ("EP-5", 0.9))]
    assert emergency.criteria(told("emergency", *used))[3].outcome is AGAINST


def test_money_signed_for_in_an_earlier_round_says_nothing_of_a_later_one_of_which_nothing_is_known() -> None:
    used = one(USED, 0.99, {"round": "EP-5", "row": "EP-5"})
    aside = [one(emergency.OUTLAY, money, {"round": name}) for name, money in (("EP-6", 40_000.0), ("EP-5", 2_000.0))]
    criterion = emergency.criteria(told("emergency", used, *aside))[3]
    assert criterion.outcome is UNDECIDED
    assert criterion.because == "of EP-6 (Rs 40,000 crore) nothing is known to be signed; EP-5 before it: 99 %"
    assert emergency.criteria(told("emergency", used, aside[1]))[3].outcome is FOR
    contested = replace(aside[0], value=None, low=40_000.0, high=60_000.0)
    unsure = emergency.criteria(told("emergency", used, contested))[3]
    assert unsure.because.startswith("of EP-6 (pages print different sums) nothing is known")


def printed(edition: str, window: str, low: float, high: float) -> Finding:
    return replace(one(diversification.HHI, None, window=window, unit="HHI"), edition=edition, low=low, high=high)


def test_the_newest_pair_that_can_be_told_decides_and_stands_first() -> None:
    old = (printed("2019", "2009..2013", 0.5, 0.6), printed("2019", "2014..2018", 0.3, 0.4))
    new = (printed("2026", "2016..2020", 0.3, 0.5), printed("2026", "2021..2025", 0.2, 0.4))
    criterion = diversification.criteria(told("diversification", *old, *new))[0]
    assert criterion.outcome is FOR
    assert [row.split(":")[0] + row.rsplit(":", 1)[1] for row in criterion.rows] == [
        "edition 2026 the bounds overlap", "edition 2019 fell",
    ]  # fmt: skip
    assert "the newest pair that can be told is of edition 2019" in criterion.because
    assert "of 2 pairs 1 fell, 0 rose, 1 overlap and tell nothing" in criterion.because


def test_pairs_that_say_the_opposite_decide_nothing() -> None:
    fell = (printed("2019", "2009..2013", 0.5, 0.6), printed("2019", "2014..2018", 0.3, 0.4))
    rose = (printed("2026", "2016..2020", 0.2, 0.3), printed("2026", "2021..2025", 0.4, 0.5))
    assert diversification.criteria(told("diversification", *fell, *rose))[0].outcome is UNDECIDED


@pytest.mark.parametrize(
    ("states", "outcome"),
    [
        (("delivered",) * 5 + ("open",), FOR),
        (("delivered",) * 5 + ("unknown",), UNDECIDED),
        (("delivered",) * 4 + ("overdue",), AGAINST),
        (("overdue",), UNDECIDED),
        (("delivered",) * 4, UNDECIDED),
        (("open", "open"), UNDECIDED),
    ],
)
def test_a_promise_of_which_nobody_knows_is_not_taken_for_kept(states: tuple[str, ...], outcome: Outcome) -> None:
    promises = [
        one(framework.STATE, state, {"promise": f"p{place}", "agreement": framework.AGREEMENT}, note="a promise")
        for place, state in enumerate(states)
    ]
    assert framework.criteria(told("framework", *promises))[0].outcome is outcome


def sold(areas: int, *sellers: tuple[str, str]) -> Criterion:
    needed = [one(NEED, 0.5, {"area": f"a{place}"}) for place in range(areas)]
    offers = [one(STATUS, "firm", {"area": area, "seller": seller}) for area, seller in sellers]
    return needs.criteria(told("needs", *needed, *offers))[1]


def test_areas_that_nobody_offers_for_are_areas_with_a_need() -> None:
    assert sold(1, ("a0", "USA"), ("a0", "FRA")).outcome is FOR
    assert sold(3, ("a0", "USA"), ("a0", "FRA")).outcome is AGAINST


def test_the_home_country_as_the_second_seller_decides_nothing() -> None:
    assert sold(1, ("a0", "USA"), ("a0", "IND")).outcome is UNDECIDED
    assert sold(1, ("a0", "IND")).outcome is AGAINST


def diversified(effective: tuple[float, float], *shares: Mapping[str, float]) -> tuple[Criterion, ...]:
    windows = ("FY2016-17..FY2020-21", "FY2021-22..FY2025-26")
    by = {"by": "design origin"}
    findings = [
        one(diversification.CONTRACTS, value, by, window=window, n=5, unit="effective suppliers")
        for value, window in zip(effective, windows, strict=True)
    ]
    findings += [
        one(BY_MONEY, share, {**by, "supplier": code}, window=window)
        for window, of_window in zip(windows, shares, strict=True)
        for code, share in of_window.items()
    ]
    return diversification.criteria(told("diversification", *findings))


def test_more_orders_at_home_do_not_speak_against_diversification() -> None:
    """By hand: abroad two origins of one size each become three, while the home country grows; the largest has a third."""
    _, contracts, largest = diversified(
        (3.0, 2.0), {"IND": 0.4, "FRA": 0.3, "USA": 0.3}, {"IND": 0.7, "FRA": 0.1, "USA": 0.1, "RUS": 0.1}
    )
    assert contracts.because.endswith("foreign designs by themselves: 2.00 and 3.00")
    assert contracts.outcome is UNDECIDED
    assert largest.because.endswith("of the foreign money 33 %")


def test_a_share_is_small_only_if_it_is_so_of_the_foreign_money_too() -> None:
    assert diversified((3.0, 2.0), {"IND": 0.5, "FRA": 0.5}, {"IND": 0.8, "FRA": 0.2})[2].outcome is UNDECIDED
    both = diversified((3.0, 2.0), {"FRA": 0.5, "USA": 0.5}, {"IND": 0.2, "FRA": 0.6, "USA": 0.2})
    assert [one.outcome for one in both[1:]] == [AGAINST, AGAINST]


def test_foreign_money_decides_with_its_whole_range() -> None:
    """By hand: beside two of 0.2, one of 0.2 to 0.3 holds from a third to three sevenths of the foreign money."""
    by = {"by": "design origin"}
    of = {"IND": (0.4, 0.4), "FRA": (0.2, 0.3), "USA": (0.2, 0.2), "RUS": (0.2, 0.2)}
    shares = [one(BY_MONEY, low, {**by, "supplier": code}, window="w", low=low, high=high) for code, (low, high) in of.items()]
    amounts = foreign(told("diversification", *shares), "w")
    assert share_of(amounts, "FRA") == pytest.approx((1 / 3, 3 / 7))
    assert effective(amounts) == pytest.approx((49 / 17, 3.0))


def waiting(**months: tuple[float, str]) -> Criterion:
    cases = [
        one("open for", value, {"partner": "USA", "deal": deal}, stage="notified -> signed", unit="months", note=f"x: {note}")
        for deal, (value, note) in months.items()
    ]
    return approvals.criteria(told("approvals", *cases))[1]


def test_a_case_that_waits_for_the_buyer_does_not_speak_against_the_seller() -> None:
    assert waiting(patrol=(60.0, "stage need accepted")).outcome is UNDECIDED
    assert waiting(patrol=(60.0, "stage need accepted"), gun=(30.0, "stage sanctioned")).outcome is AGAINST
    assert waiting(patrol=(60.0, "stage need accepted"), gun=(3.0, "stage sanctioned")).outcome is UNDECIDED
    assert waiting(patrol=(10.0, "stage need accepted")).outcome is FOR


def test_sizes_that_stay_decide_nothing() -> None:
    of = {"partner": "all", "counted": "fixed panel"}
    slopes = [one(SLOPES, 0.0, {**of, "size": size}, low=0.0, high=0.0) for size in ("countries", "services")]
    assert exercises.criteria(told("exercises", *slopes))[2].outcome is UNDECIDED
    shrunk = [one(SLOPES, -1.0, {**of, "size": size}, low=-2.0, high=-0.5) for size in ("countries", "services")]
    assert exercises.criteria(told("exercises", *shrunk))[2].outcome is AGAINST
