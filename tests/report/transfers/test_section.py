"""The section on arms transfers: one edition, estimates under their mark, or one sentence that says how to add files."""

from datetime import date
from pathlib import Path

import pytest

from kautilya.intake.transfers.read import read_transfers
from kautilya.measures.transfers.held import Held
from kautilya.register.claim import Mark
from kautilya.report.blocks import Chart, DataTable, Group, Prose, cells
from kautilya.report.sections.transfers import BASIS, transfers_basis, transfers_section
from kautilya.report.transfers.figures import TransferFigures, transfer_figures
from kautilya.store.datasets import datasets
from kautilya.store.opening import open_store
from tests.cli.transfer_files import delivery_rows, trade_register


def figures(*paths: Path) -> TransferFigures | None:
    store = open_store("sqlite://")
    for path in paths:
        for found in read_transfers(path):
            datasets(store).add(found.dataset, found.frames, recorded_on=date(2026, 5, 1))
    return transfer_figures(Held(store=datasets(store)), "IND")


@pytest.fixture
def register(tmp_path: Path) -> TransferFigures:
    found = figures(trade_register(tmp_path / "a.csv"), trade_register(tmp_path / "b.csv", edition="11 Mar 2024"))
    assert found is not None
    return found


def test_without_files_one_sentence_says_how_to_add_them() -> None:
    section = transfers_section(figures())
    (block,) = section.blocks
    assert isinstance(block, Prose)
    assert "kautilya import FILE" in str(block.parts[0])
    assert transfers_basis(None) == ()


def test_files_of_other_recipients_are_no_figures(tmp_path: Path) -> None:
    row = "Pakistan,China,2002,,8,,Type 5,tank,8,,2004,New,,2,16,16"
    assert figures(trade_register(tmp_path / "p.csv", rows=[row])) is None


def test_windows_of_five_years_end_with_the_last_year_that_was_published(register: TransferFigures) -> None:
    windows = register.shares["window"].unique(maintain_order=True).to_list()
    assert windows[0] == "2000:2004"
    assert register.edition == "2025-03-13"
    assert set(register.shares["edition"]) == {"2025-03-13"}


def test_every_figure_leads_to_the_files_and_estimates_are_marked(register: TransferFigures) -> None:
    section = transfers_section(register)
    figured = [cell for cell in cells(section) if cell.value is not None]
    assert figured
    assert {cell.anchor for cell in figured} == {BASIS}
    assert Mark.ASSUMED in {cell.mark for cell in figured}
    (basis,) = transfers_basis(register)
    assert len(basis.says) == 2


def test_it_has_the_stack_the_bounds_the_band_the_map_and_each_large_supplier(register: TransferFigures) -> None:
    blocks = transfers_section(register).blocks
    assert [block.id for block in blocks if isinstance(block, Chart)] == [
        "transfer-stack", "transfer-bounds", "transfer-hhi", "transfer-map",
    ]  # fmt: skip
    (group,) = (block for block in blocks if isinstance(block, Group))
    assert [table.id for table in group.blocks if isinstance(table, DataTable)]


def test_exact_values_are_not_called_an_estimate(tmp_path: Path) -> None:
    years = [("Russia", year, 9.0) for year in range(2015, 2025)] + [("France", year, 3.0) for year in range(2015, 2025)]
    found = figures(delivery_rows(tmp_path / "b.csv", edition="13 Mar 2025", rows=years))
    assert found is not None
    lead = transfers_section(found).blocks[0]
    assert isinstance(lead, Prose)
    assert "each share is exact" in str(lead.parts[0])
    assert {cell.mark for cell in cells(transfers_section(found)) if cell.mark} == {Mark.DERIVED}
