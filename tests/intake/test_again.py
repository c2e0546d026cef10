"""Importing again, all or part of a package: what the register holds of pages, days and judgements stands."""

import json
import shutil
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from kautilya.core.periods import PartialDate
from kautilya.intake.datapackage import Import, read
from kautilya.register.claim import Claim, KnownBy, Mark
from kautilya.register.judgement import Judgement, Verdict
from kautilya.register.registry import TABLES
from kautilya.store.opening import IN_MEMORY, open_store
from kautilya.store.sql_store import SqlStore
from tests.intake.conftest import TODAY
from tests.intake.facts import INDIA, tables, write_package

ABOUT_OTHERS = ("alternatives", "earlier_pages", "field_sources")
ALONE = [table for table in tables(INDIA) if table not in ABOUT_OTHERS]
LATER = TODAY + timedelta(days=1)

PART = ("deals", "deal_milestones", "offers", "case/budget_by_year")
"""Tables without those that tell the pages and the days of some of their cells."""

ENGAGEMENT = (
    "id,visit_id,start,end,parties,level,contact_kind,series,edition,place,host,topic,held,held_basis,counts_in_tempo,"
    "why_not_counted,confidence,checked,source_url,source_says,source_date,source_url_2,official,inferred,note\n"
    "my-1,,2026-05-11,,IND;FRA,minister,visit,,,Paris,FRA,spares,held,,yes,,high,none,https://example.org/visit,"
    "the ministers met,2026-05-12,,yes,no,\n"
)


@pytest.fixture(scope="module")
def register(india: Import) -> Iterator[SqlStore]:
    store = open_store(IN_MEMORY)
    store.add(india.package, india.claims, india.judgements)
    yield store
    store.close()


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(INDIA, tmp_path / "package"))


def again(path: Path, register: SqlStore) -> tuple[int, int]:
    """Import and return how many claims and judgements that added."""
    found = read(path, recorded_on=LATER, by="a reader", register=register)
    receipt = register.add(found.package, found.claims, found.judgements)
    return receipt.added, receipt.judgements


@pytest.mark.parametrize("table", ALONE)
def test_a_table_of_the_package_adds_nothing_and_leaves_the_day_of_views(register: SqlStore, table: str) -> None:
    assert again(INDIA / f"{table}.csv", register) == (0, 0)
    assert str(register.data_date()) == "2026-04-30"


@pytest.mark.parametrize("kept", [PART, tuple(TABLES)], ids=["some tables", "all tables"])
def test_another_version_of_the_package_or_part_of_it_adds_nothing(
    register: SqlStore, copy: Path, kept: tuple[str, ...]
) -> None:
    document = json.loads((copy / "datapackage.json").read_text(encoding="utf-8"))
    resources = [entry for entry in document["resources"] if entry["path"].removesuffix(".csv") in kept]
    changed = document | {"version": f"1.0.1-{len(kept)}", "resources": resources}
    (copy / "datapackage.json").write_text(json.dumps(changed), encoding="utf-8")
    assert again(copy, register) == (0, 0)


def test_a_withdrawn_value_stays_away_and_a_recorded_choice_stands(india: Import) -> None:
    with closing(open_store(IN_MEMORY)) as register:
        register.add(india.package, india.claims, india.judgements)
        value = register.view().record("deal", "rafale-36").cell("quantity").claim_ids[0]
        gone = Judgement(claim_id=value, verdict=Verdict.WITHDRAWN, on=LATER, by="me", why="misread")
        register.add(replace(india.package, digest="mine"), (), [gone])
        again(INDIA / "deals.csv", register)
        view = register.view()
        assert view.record("deal", "rafale-36").cell("quantity").value is None
        assert view.record("deal", "rafale-m-26").cell("value_signed").rule == "recorded choice: agency"


def test_a_changed_cell_of_a_table_alone_rests_on_the_page_of_its_row(register: SqlStore, copy: Path) -> None:
    deals = copy / "deals.csv"
    text = deals.read_text(encoding="utf-8")
    (line,) = [line for line in text.splitlines() if line.startswith("rafale-m-26,")]
    deals.write_text(text.replace(line, line.replace(",2025-04-09,", ",2025-04-08,", 1)), encoding="utf-8")
    found = read(deals, recorded_on=LATER, by="a reader", register=register)
    held = {claim.id for claim in register.claims("deal")}
    (new,) = [claim for claim in found.claims if claim.id not in held]
    assert (new.subject, new.attribute, new.raw) == ("rafale-m-26", "sanctioned_on", "2025-04-08")
    assert " via " not in new.origin


def test_a_table_of_ones_own_is_taken_in_beside_the_package(india: Import, tmp_path: Path) -> None:
    (tmp_path / "engagements.csv").write_text(ENGAGEMENT, encoding="utf-8")
    with closing(open_store(IN_MEMORY)) as register:
        register.add(india.package, india.claims, india.judgements)
        added, judged = again(tmp_path / "engagements.csv", register)
        assert added == judged > 10
        assert str(register.data_date()) == "2026-04-30"
        assert register.view(PartialDate.parse("2026-05-12")).record("engagement", "my-1").cell("place").point == "Paris"


def test_a_claim_is_known_from_the_first_package_on_whichever_came_first(tmp_path: Path) -> None:
    offers = (INDIA / "offers.csv").read_text(encoding="utf-8")
    for order in (("2026-04-30", "2027-06-30"), ("2027-06-30", "2026-04-30")):
        with closing(open_store(IN_MEMORY)) as register:
            for day in order:
                folder = write_package(tmp_path / "-".join(order) / day, {"offers": offers}, data_date=day)
                found = read(folder, recorded_on=date(2027, 7, 1), by="me")
                register.add(found.package, found.claims, found.judgements)
            offer = register.view(PartialDate.parse("2026-04-30")).record("offer", "tedbf")
            assert offer.cell("system").point is not None
            assert register.view(PartialDate.parse("2026-04-30")).extent()["offer"].claims > 1000
            assert "tedbf" not in register.view(PartialDate.parse("2026-04-29")).records("offer")


def told(package: Import, subject: str, attribute: str) -> Claim:
    return next(claim for claim in package.claims if (claim.subject, claim.attribute) == (subject, attribute))


@pytest.mark.parametrize(
    ("subject", "attribute", "mark"),
    [
        ("t90s-464", "value_signed", Mark.DERIVED),
        ("hpr-lt-2024", "value_signed", Mark.DERIVED),
        ("rafale-weapons", "value_signed", Mark.DERIVED),
        ("kalvari-6", "value_signed", Mark.SOURCED),
        ("t90s-464", "quantity", Mark.SOURCED),
        ("p75i-tkms", "unit_cost_amount", Mark.DERIVED),
    ],
)
def test_a_value_that_its_row_calls_computed_is_derived(india: Import, subject: str, attribute: str, mark: Mark) -> None:
    assert told(india, subject, attribute).mark is mark


def test_another_source_of_a_computed_value_is_sourced(india: Import) -> None:
    marks = {
        claim.raw: claim.mark
        for claim in india.claims
        if (claim.subject, claim.attribute) == ("light-vehicles-5000", "value_signed")
    }
    assert marks == {"6990000000": Mark.DERIVED, "25000000000": Mark.SOURCED}


@pytest.mark.parametrize(
    ("subject", "attribute", "start", "end"),
    [
        ("mig27", "quantity", "2025", "2025"),
        ("ss001", "share_pct", "2009", "2013"),
        ("bud001", "amount_inr_crore", "2012-04-01", "2013-03-31"),
        ("fighter|FY2026-27", "retirement", "2026-04-01", "2027-03-31"),
        ("USD|2009", "inr_per_unit", "2009", "2009"),
        ("kalvari-6", "quantity", None, None),
    ],
)
def test_a_claim_is_valid_in_the_period_that_its_kind_declares(
    india: Import, subject: str, attribute: str, start: str | None, end: str | None
) -> None:
    claim = told(india, subject, attribute)
    assert (claim.valid_from and str(claim.valid_from), claim.valid_to and str(claim.valid_to)) == (start, end)


def test_a_day_that_stood_in_is_kept_from_the_earlier_package(tmp_path: Path) -> None:
    years = (INDIA / "case" / "budget_by_year.csv").read_text(encoding="utf-8")
    with closing(open_store(IN_MEMORY)) as register:
        first, second = (
            again(write_package(tmp_path / day, {"case/budget_by_year": years}, data_date=day), register)
            for day in ("2026-04-30", "2027-04-30")
        )
        assert first[0] > 0
        assert second == (0, 0)
        assert {(str(claim.known_on), claim.known_basis) for claim in register.claims()} == {("2026-04-30", KnownBy.PACKAGE)}
