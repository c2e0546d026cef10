"""Budget on small registers, worked by hand."""

from hypothesis import given
from hypothesis import strategies as st

from kautilya.measures.budget import budget_outlay
from kautilya.measures.finding import Measurement
from kautilya.register.claim import Mark
from tests.measures.finding_by import findings, the
from tests.tables.synthetic import Another, Row, view_of

SHARE = "capital acquisition: share of BE"


def row(row_id: str, stage: str, crore: str, **cells: str) -> Row:
    return {"id": row_id, "fiscal_year": "FY2014-15", "period_start": "2014-04-01", "period_end": "2015-03-31",
            "measure": "capital acquisition", "scope": "all", "stage": stage, "amount_inr_crore": crore,
            "amount_qualifier": "exact", **cells}  # fmt: skip


def measured(*rows: Row, others: tuple[Another, ...] = (), **tables: tuple[Row, ...]) -> Measurement:
    given_tables = {"budget": rows, "budget-change": (), "case-budget": (), "case-commitment": ()}
    named = {kind.replace("_", "-"): rows for kind, rows in tables.items()}
    return budget_outlay(view_of({**given_tables, **named}, {"budget": others}))


FY2014 = (row("bud002", "BE", "75148.03"), row("bud003", "RE", "66151.73"), row("bud004", "actual", "65862.38"))


def test_each_stage_of_a_year_stands_by_itself() -> None:
    found = measured(*FY2014)
    stages = {finding.stage: finding.value for finding in findings(found, "capital acquisition")}
    assert stages == {"BE": 75148.03, "RE": 66151.73, "actual": 65862.38}


def test_the_actual_of_2014_15_is_87_64_percent_of_the_estimate() -> None:
    """65,862.38 of 75,148.03 (Lok Sabha answer, bud002 and bud004)."""
    found = the(measured(*FY2014), SHARE, stage="actual")
    assert (found.value, found.mark, found.n) == (0.8764, Mark.DERIVED, 2)


def test_a_share_is_taken_within_one_measure_scope_and_year_only() -> None:
    army, later = row("b", "actual", "90", scope="Army"), row("c", "actual", "80", fiscal_year="FY2015-16")
    found = measured(row("a", "BE", "100"), army, later)
    assert findings(found, SHARE) == []


def test_a_stage_with_two_rows_has_no_share_and_is_listed() -> None:
    found = measured(*FY2014, row("again", "BE", "75000"))
    assert findings(found, SHARE) == []
    assert [listed["id"] for listed in found.listed] == ["bud002", "again"]


def test_part_of_a_year_is_flagged_and_has_no_share() -> None:
    found = measured(FY2014[0], row("half", "actual", "30000", period_end="2014-09-30"))
    note = the(found, "capital acquisition", stage="actual").note
    assert note is not None
    assert "part of the year only" in note
    assert findings(found, SHARE) == []


def test_a_break_in_the_series_and_a_rounded_amount_are_flagged() -> None:
    found = measured(row("a", "BE", "69898.51", series_note="break in series", amount_qualifier="rounded"))
    assert the(found, "capital acquisition").note == "series: break in series; rounded"


def test_a_year_that_is_not_over_is_flagged() -> None:
    found = measured(row("a", "BE", "219306", fiscal_year="FY2026-27", period_start="2026-04-01", period_end="2027-03-31"))
    assert the(found, "capital acquisition").note == "year not over as of 2026-04-30"


def test_coverage_tells_the_years_of_a_stage() -> None:
    found = measured(*FY2014, row("later", "BE", "80959.08", fiscal_year="FY2019-20"))
    assert the(found, "capital acquisition", stage="actual").coverage == "1 of 6 years from FY2014-15 to FY2019-20"


def test_contradicting_amounts_are_a_range_around_the_chosen_one() -> None:
    others = (
        Another(record_id="bud002", attribute="amount_inr_crore", raw="75148.03", unit="INR crore", preferred=True),
        Another(record_id="bud002", attribute="amount_inr_crore", raw="70000", unit="INR crore"),
    )
    found = the(measured(*FY2014, others=others), "capital acquisition", stage="BE")
    assert (found.value, found.low, found.high) == (75148.03, 70000, 75148.03)


def test_a_change_is_no_level() -> None:
    change = {"id": "bch01", "fiscal_year": "FY2016-17", "period_start": "2016-04-01", "period_end": "2017-03-31",
              "measure": "capital acquisition", "scope": "all", "value_is": "change BE to RE",
              "amount_inr_crore": "-6886"}  # fmt: skip
    found = measured(*FY2014, budget_change=(change,))
    assert the(found, "capital acquisition: change BE to RE").value == -6886
    assert -6886 not in [finding.value for finding in findings(found, "capital acquisition")]


CASE_YEAR = {
    "fiscal_year": "FY2026-27",
    "capital_acquisition_crore": "181199", "capital_acquisition_mark": "derived",
    "committed_traced_crore": "122358", "committed_traced_mark": "derived",
    "committed_untraced_crore": "18120", "committed_untraced_mark": "derived",
    "committed_total_crore": "140478", "committed_total_mark": "derived",
    "available_new_schemes_crore": "40721", "available_mark": "derived",
}  # fmt: skip
COMMITTED_SHARE = "planning case: committed share of capital acquisition"


def payment(mark: str) -> Row:
    return {"deal_id": "d", "fiscal_year": "FY2026-27", "payment_crore": "122358", "payment_mark": mark}


def test_77_53_percent_of_acquisition_is_committed_in_the_first_year_of_the_case() -> None:
    """140,478 of 181,199 (case/budget_by_year.csv)."""
    found = measured(case_budget=(CASE_YEAR,), case_commitment=(payment("derived"),))
    assert the(found, COMMITTED_SHARE).value == 0.7753
    assert the(found, COMMITTED_SHARE).mark is Mark.DERIVED


def test_what_is_left_inherits_an_assumed_payment() -> None:
    found = measured(case_budget=(CASE_YEAR,), case_commitment=(payment("assumed"),))
    marks = {finding.quantity.removeprefix("planning case: "): finding.mark for finding in found.findings}
    assert marks["committed in all"] is marks["left for new schemes"] is Mark.ASSUMED
    assert marks["of it capital acquisition"] is Mark.DERIVED


@given(st.integers(1, 10**6), st.integers(1, 10**6), st.integers(2, 100))
def test_a_share_does_not_depend_on_the_unit_of_money(estimate: int, actual: int, factor: int) -> None:
    one = measured(row("a", "BE", str(estimate)), row("b", "actual", str(actual)))
    other = measured(row("a", "BE", str(estimate * factor)), row("b", "actual", str(actual * factor)))
    assert the(one, SHARE).value == the(other, SHARE).value
