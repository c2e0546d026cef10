"""The section of partners side by side."""

from kautilya.measures.partners.agenda import most_told_of
from kautilya.report.blocks import Chart, DataTable, cells
from kautilya.report.sections.partners import partners_section
from kautilya.store.view import View
from tests.measures.partners.test_agenda import deal
from tests.measures.ties.rows import promise
from tests.tables.synthetic import view_of


def test_a_register_of_one_partner_gets_words() -> None:
    (block,) = partners_section(view_of({"commitment": [promise("one")], "deal": [deal("two")]})).blocks
    assert "fewer than two partners" in str(block)


def test_partners_stand_in_the_order_of_what_is_told_of_them(india: View) -> None:
    assert most_told_of(india, 3) == ("USA", "ISR", "RUS")


def test_every_number_leads_to_rows_and_what_is_missing_is_said(india: View) -> None:
    section = partners_section(india)
    (chart,) = [block for block in section.blocks if isinstance(block, Chart)]
    tables = [chart.table, *(block for block in section.blocks if isinstance(block, DataTable))]
    assert len(tables) == 8
    for table in tables:
        for row in table.rows:
            assert all(cell.text for cell in row)
            assert all(cell.claim_ids or cell.text in ("none found", "not known") for cell in row[1:])
    assert "not known" in {cell.text for cell in cells(section)}
