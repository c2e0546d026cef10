from kautilya.report.blocks import Cell
from kautilya.report.evidence import evidence
from kautilya.store.view import View

DEAL = "rafale-m-26"


def test_a_figure_of_one_row_leads_to_that_row(india: View) -> None:
    claim_ids = india.record("deal", DEAL).cell("value_signed").claim_ids
    shown = evidence(india, [Cell(text="x", claim_ids=claim_ids)])
    assert shown.anchor(Cell(text="y", claim_ids=claim_ids)) == f"deal.{DEAL}"
    assert [row.record_id for row in shown.rows] == [DEAL]


def test_contradicting_sources_of_a_figure_all_stand_in_its_row(india: View) -> None:
    field = india.record("deal", DEAL).cell("value_signed")
    assert field.in_conflict
    shown = evidence(india, [Cell(text="x", claim_ids=field.claim_ids)])
    values = {value for one in shown.rows[0].statements for column, value, _ in one.values if column == "value_signed"}
    assert shown.rows[0].conflicts == (("value_signed", field.rule or "nothing chooses; the figure is the range"),)
    assert len(values) == sum(len(span.values) for _, span in field.spans)


def test_figures_of_several_rows_share_one_set_if_the_rows_are_the_same(india: View) -> None:
    deals = list(india.records("deal").values())[:3]
    by_stage = tuple(one for deal in deals for one in deal.cell("buyer_stage").claim_ids)
    by_system = tuple(one for deal in deals for one in deal.cell("system").claim_ids)
    shown = evidence(india, [Cell(text="a", claim_ids=by_stage), Cell(text="b", claim_ids=by_system)])
    assert len(shown.sets) == 1
    assert shown.anchors[by_stage] == shown.anchors[by_system] == "rows-1"


def test_words_without_claims_lead_nowhere(india: View) -> None:
    assert evidence(india, [Cell(text="x")]).anchor(Cell(text="x")) is None
