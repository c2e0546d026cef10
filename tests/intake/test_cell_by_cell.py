"""What the claims and the view say, held against the CSV files read with plain `csv`, cell by cell."""

from collections import Counter
from collections.abc import Iterator, Mapping
from decimal import Decimal

import pytest

from kautilya.core.periods import PartialDate
from kautilya.intake.datapackage import Import
from kautilya.register.claim import Claim
from kautilya.register.parse import written
from kautilya.register.record import attributes
from kautilya.register.registry import TABLES
from kautilya.store.interface import Store
from kautilya.store.opening import IN_MEMORY, open_store
from kautilya.store.view import View
from tests.intake.facts import INDIA, SHARED, carries_no_claim, key, rows, tables

LATER = PartialDate.parse("2030-01-01")
ALL = tables(INDIA)

MILESTONES = {
    ("proposed", "actual"): "proposed_on", ("need accepted", "actual"): "need_accepted_on",
    ("tendered", "actual"): "tendered_on", ("negotiating from", "actual"): "negotiating_from",
    ("sanctioned", "actual"): "sanctioned_on", ("notified", "actual"): "notified_on",
    ("signed", "actual"): "signed_on", ("other", "actual"): "other_milestone_on",
}  # fmt: skip


@pytest.fixture(scope="module")
def by_cell(india: Import) -> Mapping[tuple[str, str, str], Claim]:
    """The claims of the cells themselves, by file:line, subject and attribute."""
    return {(claim.origin.split(" via ")[0], claim.subject, claim.attribute): claim for claim in india.claims}


@pytest.fixture(scope="module")
def own_pages() -> Mapping[tuple[str, str, str], tuple[str, str, str, str]]:
    """Source, paraphrase, row and strength of the cells with a page of their own."""
    deals = {cells["id"]: cells for _, cells in rows(INDIA, "deals")}
    pages = {}
    for _, cells in rows(INDIA, "deal_milestones"):
        column = MILESTONES.get((cells["event"], cells["aspect"])) or "_".join(f"{cells['event']} {cells['aspect']}".split())
        if cells["source_url"] != deals[cells["deal_id"]]["source_url"]:
            pages["deals", cells["deal_id"], column] = (cells["source_url"], cells["source_says"], cells["id"], "")
    for _, cells in rows(INDIA, "field_sources"):
        told = (cells["source_url"], cells["source_says"], cells["fs_id"], cells["strength"])
        pages[cells["table"], cells["id"], cells["column"]] = told
    return pages


@pytest.fixture(scope="module")
def store(india: Import) -> Iterator[Store]:
    opened = open_store(IN_MEMORY)
    opened.add(india.package, india.claims, india.judgements)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def view(store: Store) -> View:
    return store.view(LATER)


def test_the_package_carries_every_table_of_the_facts_unchanged() -> None:
    if not SHARED.is_dir():
        pytest.skip("the facts are not beside this repository")
    assert set(ALL) - set(tables(SHARED)) == {"earlier_pages"}
    for table in tables(SHARED):
        assert list(rows(INDIA, table)) == list(rows(SHARED, table)), table


@pytest.mark.parametrize("table", ALL)
def test_every_cell_is_one_claim_with_its_text(table: str, by_cell: Mapping[tuple[str, str, str], Claim]) -> None:
    found = 0
    for line, cells in rows(INDIA, table):
        for column, text in cells.items():
            claim = by_cell.get((f"{table}.csv:{line}", key(table, cells), column))
            if text and not carries_no_claim(table, column):
                assert claim is not None, (table, line, column)
                assert claim.raw == text
                assert claim.kind == TABLES[table].KIND
                found += 1
            else:
                assert claim is None, (table, line, column)
    own = {claim.origin for claim in by_cell.values() if claim.kind == TABLES[table].KIND}
    assert {place.split(":")[0] for place in own} <= {f"{table}.csv", "alternatives.csv", "earlier_pages.csv"}
    assert found == sum(
        place.startswith(f"{table}.csv:") and claim.kind == TABLES[table].KIND for (place, *_), claim in by_cell.items()
    )


@pytest.mark.parametrize("table", [table for table in ALL if "/" not in table])
def test_every_claim_carries_the_provenance_of_its_cell_or_row(
    table: str,
    by_cell: Mapping[tuple[str, str, str], Claim],
    own_pages: Mapping[tuple[str, str, str], tuple[str, str, str, str]],
) -> None:
    for line, cells in rows(INDIA, table):
        subject = key(table, cells)
        fallback = f"named: {cells['source_named']}" if "source_named" in cells else f"table: {table}"
        source, says = cells.get("source_url") or fallback, cells.get("source_says", "")
        for column, text in cells.items():
            if text and not carries_no_claim(table, column):
                claim = by_cell[f"{table}.csv:{line}", subject, column]
                page = own_pages.get((table, subject, column))
                assert (claim.source, claim.says) == ((source, says) if page is None else page[:2])
                assert claim.origin.partition(" via ")[2] == ("" if page is None else page[2])
                of_row = (cells.get("confidence", ""), cells.get("checked", ""))
                assert (claim.confidence, claim.checked) == (of_row if page is None else (page[3], ""))
                dated_later = claim.known_basis == "content" and attributes(TABLES[table])[column].tells_its_day
                if page is None and cells.get("source_date") and not dated_later:
                    assert (str(claim.known_on), claim.known_basis) == (cells["source_date"], "page")


def test_every_alternative_is_a_claim_about_its_cell(india: Import) -> None:
    told = Counter((claim.kind, claim.subject, claim.attribute, claim.raw, claim.source) for claim in india.claims)
    for _, cells in rows(INDIA, "alternatives"):
        source = cells["source_url"] or f"named: {cells['source_named']}"
        kind = TABLES[cells["table"]].KIND
        assert told[kind, cells["id"], cells["column"], cells["value"], source] >= 1, cells["alt_id"]


@pytest.mark.parametrize("table", ALL)
def test_a_later_view_holds_every_cell(table: str, view: View) -> None:
    records = view.records(TABLES[table].KIND)
    listed = [cells for _, cells in rows(INDIA, table)]
    assert list(records) == [key(table, cells) for cells in listed]
    for cells in listed:
        record = records[key(table, cells)]
        for column, text in cells.items():
            if not carries_no_claim(table, column):
                point = record.cell(column).point
                assert (point is None) == (text == ""), (table, record.record_id, column)
                assert point is None or agrees(written(point), text), (table, record.record_id, column)


def agrees(told: str, text: str) -> bool:
    """Compare as text; `12` and `12.0` are one number."""
    if told == text:
        return True
    return told.replace(".", "").isdigit() and Decimal(told) == Decimal(text)


def test_the_view_of_the_data_date_leaves_out_what_later_pages_say(store: Store) -> None:
    view = store.view()
    assert str(view.as_of) == "2026-04-30"
    assert "fr-rafale-code" not in view.records("interruption")
    assert "amca" not in view.records("offer")
    offer = view.record("offer", "rafale-f4-114")
    assert offer.cell("status_as_of").point == "AoN 12 Feb 2026"
    assert offer.cell("lead_first_min_months").point is None
    assert view.record("fleet", "rafale").cell("quantity").point == 36
