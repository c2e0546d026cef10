"""Orders of an earlier plan that have become contracts which the new case holds: what is matched, and what is only told."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from kautilya.core.periods import FiscalYear, PartialDate
from kautilya.plan.case import Case, SignedDeal
from kautilya.plan.evaluate import evaluate
from kautilya.plan.result import Plan
from kautilya.plan.rolling.matching import Contract, contracts, matches
from kautilya.plan.rolling.replanning import Earlier, replanned
from kautilya.plan.since import Since
from kautilya.plan.solve import solve
from kautilya.store.view import View
from tests.plan.rolling.test_replanning import EXACT, GIVEN, SECOND
from tests.plan.tiny import number

DEAL = SignedDeal(deal_id="d1", system="Foreign gun", supplier="FRA", design_origins=("FRA",), area_id="a",
                  deliveries=(number(2), None, None), payments=(number(8), None, None))  # fmt: skip
LINK = Contract(offer_id="foreign", deal_id="d1", signed_on=(PartialDate.parse("2026-09"),), units=2.0, claim_ids=("c1",))
EARLY = replace(LINK, signed_on=(PartialDate.parse("2025-01"),))
LATER = replace(GIVEN, as_of="2027-04-30", signed=(DEAL,))


def told(plan: Plan) -> Since:
    assert plan.since is not None
    return plan.since


def test_a_deal_that_the_offers_row_names_and_that_was_signed_since_is_matched() -> None:
    found = matches(LATER, GIVEN, {"foreign", "own"}, [LINK])
    (one,) = found.matched
    assert (one.offer_id, one.deal_id, one.signed_on, one.units, one.claim_ids) == ("foreign", "d1", "2026-09", 2.0, ("c1",))
    assert [(near.offer_id, near.deal_id) for near in found.near] == [("own", "d1")]  # of the same area, and no row ties it


def test_what_the_plan_did_not_order_is_neither_matched_nor_told() -> None:
    found = matches(LATER, GIVEN, (), [LINK])
    assert (found.matched, found.near) == ((), ())


@pytest.mark.parametrize(
    ("case", "before", "named", "why", "stands"),
    [
        (replace(LATER, signed=()), GIVEN, [LINK], "not among the signed deals of this case", False),
        (replace(LATER, signed=()), GIVEN, [EARLY], "not among the signed deals of this case", True),
        (replace(LATER, signed=()), replace(GIVEN, signed=(DEAL,)), [EARLY], "not among the signed deals of this case", False),
        (LATER, replace(GIVEN, signed=(DEAL,)), [LINK], "already among the signed deals of the earlier case", True),
        (LATER, GIVEN, [replace(LINK, signed_on=(PartialDate.parse("2026"),))], "not certainly after", False),
        (LATER, GIVEN, [EARLY], "not certainly after", False),
        (LATER, GIVEN, [replace(LINK, signed_on=())], "signed on no known day", False),
        (LATER, GIVEN, [LINK, replace(LINK, offer_id="own")], "the rows of own name it too", False),
        (replace(LATER, signed=(replace(DEAL, area_id=None),)), GIVEN, [LINK], "counts its deliveries in no area", False),
    ],
)  # fmt: skip
def test_what_only_looks_like_a_contract_is_told_and_not_matched(
    case: Case, before: Case, named: Sequence[Contract], why: str, stands: bool
) -> None:
    found = matches(case, before, {"foreign"}, named)
    assert found.matched == ()
    (near,) = (one for one in found.near if one.offer_id == "foreign")
    assert why in near.why
    assert near.stands is stands


def test_a_deal_that_nobody_signed_is_not_worth_a_look() -> None:
    assert matches(replace(LATER, signed=()), GIVEN, {"foreign"}, [replace(LINK, signed_on=())]).near == ()


def test_orders_that_the_case_holds_as_a_contract_are_left_to_it_unless_told_otherwise() -> None:
    before = solve(GIVEN, effort=EXACT)
    plain = solve(LATER, way=replanned(Earlier(case=GIVEN, plan=before, year=SECOND)), effort=EXACT)
    assert [one.offer_id for one in told(plain).signed] == ["foreign"]
    earlier = Earlier(case=GIVEN, plan=before, year=SECOND, contracts=(LINK,))
    plan = solve(LATER, way=replanned(earlier), effort=EXACT)
    assert told(plan).signed == ()
    assert [(one.offer_id, one.reason) for one in told(plan).lapsed] == [
        ("foreign", "it is the contract d1 that the case holds already")
    ]
    assert [one.deal_id for one in told(plan).matched] == ["d1"]
    assert evaluate(LATER, plan, searched=True).violations == ()
    # the earlier plan is judged in the new case without them too
    assert told(plan).value_now > told(plain).value_now
    kept = solve(LATER, way=replanned(replace(earlier, kept=frozenset({"foreign"}))), effort=EXACT)
    assert [one.offer_id for one in told(kept).signed] == ["foreign"]
    assert [one.deal_id for one in told(kept).matched] == ["d1"]
    assert told(kept).value_now == pytest.approx(told(plain).value_now)
    unsigned = solve(LATER, way=replanned(replace(earlier, unsigned=frozenset({"foreign"}))), effort=EXACT)
    assert told(unsigned).lapsed[0].reason == "told to be not signed, or in the case already"


ALREADY = "that the case holds already"


@pytest.mark.parametrize(
    ("units", "reasons"),
    [
        ((3.0,), [f"it is the contract d1 {ALREADY}", f"it is the contract d1 {ALREADY}"]),
        ((4.0,), [f"it is the contract d1 {ALREADY}", f"it is the contract d1 {ALREADY}"]),
        ((None,), [f"it is the contract d1 {ALREADY}", f"it is the contract d1 {ALREADY}"]),
        ((2.0,), [f"it is the contract d1 {ALREADY}"]),
        ((1.0,), [f"it is the contract d1 {ALREADY}; in no contract and not kept either: 1 of 2 units"]),
        ((0.5, 2.0), [f"it is the contracts d1, d2 {ALREADY}",
                      f"it is the contracts d1, d2 {ALREADY}; in no contract and not kept either: 0.5 of 1 units"]),
        ((1.0, None), [f"it is the contracts d1, d2 {ALREADY}", f"it is the contracts d1, d2 {ALREADY}"]),
    ],
)  # fmt: skip
def test_units_of_orders_that_are_in_no_contract_are_told_apart_and_an_order_of_none_is_kept(
    units: Sequence[float | None], reasons: list[str]
) -> None:
    before = solve(GIVEN, effort=EXACT)
    links = tuple(replace(LINK, deal_id=f"d{i}", units=many) for i, many in enumerate(units, 1))
    later = replace(LATER, signed=tuple(replace(DEAL, deal_id=one.deal_id) for one in links))
    third = FiscalYear.parse("FY2028-29")
    earlier = Earlier(case=GIVEN, plan=before, year=third, contracts=links)
    plan = solve(later, way=replanned(earlier), effort=EXACT)
    found = [one for one in told(plan).lapsed if one.offer_id == "foreign"]
    orders = [("FY2026-27", 2), ("FY2027-28", 1)]
    left = [(*order, reason) for order, reason in zip(orders, reasons, strict=False)]
    assert [(one.year, one.units, one.reason) for one in found] == left
    assert [(one.year, one.units) for one in told(plan).signed if one.offer_id == "foreign"] == orders[len(reasons) :]
    assert evaluate(later, plan, searched=True).violations == ()


def test_the_register_names_the_deals_of_offers_with_their_days(india_view: View, india: Case) -> None:
    found = {(one.offer_id, one.deal_id): one for one in contracts(india_view, india)}
    assert found["rafale-f4-114", "rafale-mrfa-114"].signed_on == ()  # need accepted, not signed
    assert found["rafale-f4-114", "rafale-mrfa-114"].units == 114
    assert found["rafale-f4-114", "rafale-mrfa-114"].claim_ids
    assert sum(deal == "male-87" for _, deal in found) == 4
    assert [str(day) for day in found["tanker-lease", "kc135-lease"].signed_on] == ["2025-03-28"]
    near = matches(india, india, {"tanker-lease"}, tuple(found.values())).near
    assert [(one.deal_id, one.why) for one in near] == [("kc135-lease", "already among the signed deals of the earlier case")]
