"""The India case as built from the register."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass, replace
from importlib.resources import files
from typing import Any

import pytest

from kautilya.core.errors import InputError
from kautilya.measures.gaps import capability_gaps
from kautilya.plan.assembly.provenance import Provenance
from kautilya.plan.build import case_from
from kautilya.plan.case import Case
from kautilya.plan.coefficient import Coefficient
from kautilya.plan.marks import coefficients, entering, shares
from kautilya.register.claim import Mark
from kautilya.register.record import ABSENT, Field, Record, python_name
from kautilya.store.view import View


def rows(table: str) -> list[dict[str, str]]:
    text = (files("kautilya") / "registers" / "india" / "case" / f"{table}.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def test_every_offer_has_the_values_of_its_row(india: Case) -> None:
    given = {row["offer_id"]: row for row in rows("offers_live")}
    assert [offer.id for offer in india.offers] == list(given)
    for offer in india.offers:
        row = given[offer.id]
        assert offer.unit_cost.value == float(row["unit_cost_crore"])
        assert offer.fixed_cost.value == float(row["fixed_cost_crore"])
        assert offer.min_lot.value == float(row["min_lot"])
        assert offer.max_rate.value == float(row["max_rate_per_year"])
        assert offer.lead_years.value == float(row["first_delivery_years"])
        assert offer.indigenous_content.value == pytest.approx(float(row["indigenous_content_pct"]) / 100)
        assert offer.earliest_order.value == float(row["earliest_order_fy"][2:6])
        assert offer.max_quantity is not None
        assert offer.max_quantity.value == float(row["max_quantity"])
        assert "+".join(offer.design_origins) == row["design_origin"]
        assert (offer.lease_years is not None) == (offer.id == "tanker-lease")


def test_every_area_has_the_needs_and_holdings_of_its_rows_and_terminal_years_like_the_last(india: Case) -> None:
    given = {(row["area_id"], row["fiscal_year"]): row for row in rows("holding_by_year")}
    assert (india.years[0], india.years[-1], len(india.years), india.order_years) == ("FY2026-27", "FY2040-41", 15, 10)
    for area in india.areas:
        for t, year in enumerate(india.years):
            row = given[area.id, india.years[min(t, 9)]]
            assert (area.requirement[t].value, area.holding[t].value) == (float(row["requirement"]), float(row["holding"]))
            if t > 9:
                assert area.holding[t].mark is Mark.ASSUMED, year
                assert "P26" in area.holding[t].rests_on


def test_signed_deliveries_are_in_the_holdings_once(india: Case) -> None:
    counted = {deal.deal_id: deal.area_id for deal in india.signed if deal.area_id}
    assert counted == {
        "s400-5": "lrad", "lca-mk1a-83": "fighter", "lca-mk1a-97": "fighter", "atags-307": "towed", "dhanush-114": "towed",
        "lmm-martlet": "vshorad",
    }  # fmt: skip
    assert len(india.signed) == 69


def test_money_is_net_of_committed_liabilities_which_are_shown_beside_it(india: Case) -> None:
    for year, row in zip(india.budget, rows("budget_by_year"), strict=False):
        assert year.available.value == float(row["available_case_constant_crore"])
        assert year.committed is not None
        assert year.committed.value == float(row["committed_total_crore"])
    assert [year.committed for year in india.budget[10:]] == [None] * 5
    assert len({year.available.value for year in india.budget[9:]}) == 1


def test_a_derived_price_rests_on_the_escalation_of_its_own_currency(india: Case) -> None:
    rupees, dollars = india.offer("tejas-mk2").unit_cost, india.offer("javelin").unit_cost
    assert (rupees.mark, rupees.weakest) == (Mark.DERIVED, Mark.ASSUMED)
    assert "A001" in rupees.rests_on
    assert "A002" not in rupees.rests_on
    assert "A002" in dollars.rests_on
    assert "A001" not in dollars.rests_on


def test_a_rolled_forward_holding_inherits_the_marks_of_its_deliveries(india: Case) -> None:
    towed = india.area("towed")
    assert towed.holding[0].mark is Mark.DERIVED
    assert "A014" in towed.holding[0].rests_on
    assert towed.holding[0].weakest is Mark.ASSUMED


def test_needs_have_the_marks_that_the_measure_of_gaps_gives_them(india: Case, india_view: View) -> None:
    measured = {
        (finding.of["area"], finding.window, finding.quantity): finding.mark
        for finding in capability_gaps(india_view).findings
        if finding.quantity in ("requirement", "holding when the year ends") and finding.window in india.years
    }
    planned = {
        (area.id, india.years[t], quantity): row[t]
        for area in india.areas
        for quantity, row in (("requirement", area.requirement), ("holding when the year ends", area.holding))
        for t in range(india.order_years)
    }
    followed = {key for key, need in planned.items() if need.rests_on}
    assert len(planned) == 440
    assert {key: need.weakest for key, need in planned.items() if key not in followed} == {
        key: measured[key] for key in planned if key not in followed
    }
    assert all(list(Mark).index(planned[key].weakest) >= list(Mark).index(measured[key]) for key in planned)


def test_every_coefficient_names_its_claims_and_no_range_excludes_its_value(india: Case) -> None:
    for given in coefficients(india):
        assert given.claim_ids
        if isinstance(given, Coefficient) and given.low is not None and given.high is not None:
            assert given.low <= given.value + 1e-6
            assert given.value <= given.high + 1e-6


def test_every_assumption_that_a_coefficient_rests_on_is_listed(india: Case) -> None:
    named = {name for given in coefficients(india) if isinstance(given, Coefficient) for name in given.rests_on}
    assert named <= {one.id for one in india.assumptions} | {one.id for one in india.parameters}
    assert all(one.author and one.reason for one in india.assumptions)


def test_inherited_marks_are_never_stronger_than_own_ones(india: Case) -> None:
    own, inherited = (shares(entering(india), inherited=how) for how in (False, True))
    assert sum(own.values()) == pytest.approx(1)
    assert inherited["assumed"] >= own["assumed"]
    assert inherited["sourced"] <= own["sourced"]


def test_seed_and_scenarios_come_from_the_register_unless_they_are_given(india: Case, india_view: View) -> None:
    assert (india.seed, india.scenarios) == (1, 10)
    other = case_from(india_view, seed=7, scenarios=3)
    assert (other.seed, other.scenarios) == (7, 3)


@dataclass(frozen=True)
class Changed:
    """A view in which some cells differ."""

    view: View
    cells: Mapping[tuple[str, str, str], Field[Any]]

    @property
    def as_of(self) -> object:
        return self.view.as_of

    @property
    def recorded_by(self) -> object:
        return self.view.recorded_by

    @property
    def rule_names(self) -> tuple[str, ...]:
        return self.view.rule_names

    def records(self, kind: str) -> Mapping[str, Record]:
        found = dict(self.view.records(kind))
        for (of_kind, record_id, column), cell in self.cells.items():
            if of_kind == kind:
                changes: dict[str, Any] = {python_name(column): cell}
                found[record_id] = replace(found[record_id], **changes)
        return found


def changed(view: View, cells: Mapping[tuple[str, str, str], Field[Any]]) -> View:
    return Changed(view, cells)  # type: ignore[return-value]  # what `case_from` needs of a view


def test_an_offer_without_a_price_or_lead_time_is_listed_as_excluded(india_view: View) -> None:
    blank = {("case-offer", "amca", "unit_cost_crore"): ABSENT, ("case-offer", "kusha", "first_delivery_years"): ABSENT}
    found = case_from(changed(india_view, blank))
    assert {(one.offer_id, one.reason) for one in found.exclusions} >= {("amca", "no price"), ("kusha", "no lead time")}
    assert len(found.offers) == 51
    assert len(found.exclusions) == 141


def test_every_other_gap_is_an_error_and_all_are_listed(india_view: View) -> None:
    blank = {
        ("case-offer", "amca", "min_lot"): ABSENT,
        ("case-holding", "fighter|FY2030-31", "requirement"): ABSENT,
        ("case-budget", "FY2031-32", "available_case_constant_crore"): ABSENT,
        ("case-channel", "ep-zen", "p_le_12m"): Field(value=0.5, claim_ids=("x",)),
    }
    with pytest.raises(InputError) as caught:
        case_from(changed(india_view, blank))
    assert {problem.field for problem in caught.value.problems} == {
        "amca.min_lot", "fighter|FY2030-31.requirement", "FY2031-32.available_case_constant_crore", "ep-zen.p_le_12m",
    }  # fmt: skip


@pytest.mark.parametrize(("record_id", "column"), [("P06", "reason"), ("P16", "value"), ("P28", "reason"), ("P28", "value")])
def test_a_sentence_that_does_not_say_what_is_read_from_it_is_an_error(india_view: View, record_id: str, column: str) -> None:
    silent = {("parameter", record_id, column): Field(value="nothing of the kind", claim_ids=("x",))}
    with pytest.raises(InputError, match=rf"(?s){record_id}.*{column} must say") as caught:
        case_from(changed(india_view, silent))
    assert [problem.field for problem in caught.value.problems] == [record_id]


def test_a_lease_without_a_term_is_an_error(india_view: View) -> None:
    endless = {("case-offer", "tanker-lease", "unit_conversion"): Field(value="one aircraft", claim_ids=("x",))}
    with pytest.raises(InputError, match="for how many years"):
        case_from(changed(india_view, endless))


def test_signed_deliveries_that_disagree_with_the_holding_are_an_error(india_view: View) -> None:
    wrong = {("case-commitment", "s400-5|FY2026-27", "expected_delivery"): Field(value=3, claim_ids=("x",))}
    with pytest.raises(InputError, match="counts 2, the signed contracts deliver 3"):
        case_from(changed(india_view, wrong))


def test_references_are_followed_through_derivations_without_going_round() -> None:
    known = Provenance(
        derivations={"D-X": "D-Y and D-Z", "D-Y": "A001; D-X", "D-Z": "gap:1", "D-BAND": "low = A003 x value",
                     "D-COST": "g = A001 if INR else A002; A001; A002; gap:1"},
        marks={"A001": Mark.ASSUMED, "A002": Mark.ASSUMED, "A003": Mark.ASSUMED, "P14": Mark.DERIVED},
    )  # fmt: skip
    assert known.rests_on("D-COST [100 INR 2024]") == ("A001",)
    assert known.rests_on("D-COST [100 USD 2024]") == ("A002",)
    assert known.rests_on("offer:x D-X+D-BAND") == ("A001",)
    assert known.rests_on("P14") == ("P14",)
    assert known.weakest(Mark.SOURCED, ("P14",)) is Mark.DERIVED
    assert known.weakest(Mark.SOURCED, ()) is Mark.SOURCED
