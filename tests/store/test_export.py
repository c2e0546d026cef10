import csv
import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from kautilya.core.errors import StoreError
from kautilya.register.claim import Claim, KnownBy
from kautilya.register.judgement import Judgement, Verdict
from kautilya.register.kinds.deal import Deal
from kautilya.register.package import Package
from kautilya.store.export import Exported, export_package
from kautilya.store.opening import IN_MEMORY, open_store
from kautilya.store.rowing import table_rows
from kautilya.store.sql_store import SqlStore
from kautilya.store.view import ALWAYS
from tests.store.samples import LATER, a_claim, a_package, sample, verdict

SIGNED = a_claim()
COUNTED = a_claim("22", attribute="quantity", unit="aircraft")


@pytest.fixture
def store() -> Iterator[SqlStore]:
    opened = open_store(IN_MEMORY)
    yield opened
    opened.close()


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """Reads a folder as if its rows were whole: deals.csv gives back what was accepted, but for what a row cannot hold."""

    package: Package
    claims: Sequence[Claim]
    judgements: Sequence[Judgement]


def exported(store: SqlStore, folder: Path) -> Exported:
    accepted = store.accepted("deal", ALWAYS)
    left_out = table_rows(Deal, (claim for claim, _ in accepted)).left_out
    given = [(claim, judgement) for claim, judgement in accepted if claim.id not in left_out]
    reading = Given(
        package=store.packages()[-1] if store.packages() else a_package(),
        claims=[claim for claim, _ in given],
        judgements=[judgement for _, judgement in given],
    )
    return export_package(store, folder, lambda _: reading)


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def deals(*claims: Claim) -> list[dict[str, str]]:
    return [{column: text for column, text in row.items() if text} for row in table_rows(Deal, claims).rows]


def test_a_package_is_written_with_the_digest_of_each_file(store: SqlStore, tmp_path: Path) -> None:
    sample([SIGNED, COUNTED]).into(store)
    told = exported(store, tmp_path / "new" / "package")
    assert (told.tables, told.rows, told.ledger_claims) == (1, 1, 0)
    descriptor = json.loads((tmp_path / "new" / "package" / "datapackage.json").read_text(encoding="utf-8"))
    assert (descriptor["name"], descriptor["data_date"], descriptor["licenses"]) == (
        "example",
        "2026-04-30",
        [{"name": "CC0-1.0"}],
    )
    (resource,) = descriptor["resources"]
    content = (tmp_path / "new" / "package" / resource["path"]).read_bytes()
    assert resource["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
    assert [field["name"] for field in resource["schema"]["fields"]] == list(
        rows(tmp_path / "new" / "package" / "deals.csv")[0]
    )


def test_a_row_has_its_key_cells_and_page() -> None:
    assert deals(SIGNED, COUNTED) == [
        {
            "id": "ah64e-22",
            "signed_on": "2015-09-28",
            "quantity": "22",
            "source_url": "https://example.org/page",
            "source_says": "22 helicopters ordered",
            "source_date": "2015-09",
            "confidence": "high",
            "checked": "none",
        }
    ]


def test_a_day_that_only_stood_in_is_not_written_as_the_pages_day() -> None:
    (row,) = deals(replace(SIGNED, known_basis=KnownBy.PACKAGE))
    assert "source_date" not in row


def test_a_cell_with_a_page_of_its_own_does_not_give_the_row_its_page() -> None:
    own = replace(SIGNED, source="https://example.org/own", origin="deals.csv:3 via ms007")
    (row,) = deals(own, COUNTED)
    assert (row["signed_on"], row["source_url"]) == ("2015-09-28", "https://example.org/page")


def test_what_another_row_says_about_a_cell_is_left_to_that_row() -> None:
    told = table_rows(Deal, [SIGNED, replace(a_claim("2016"), origin="alternatives.csv:9")])
    assert [row["signed_on"] for row in told.rows] == ["2015-09-28"]
    assert told.left_out == ()


def test_the_value_recorded_last_is_the_cell_and_the_other_is_told() -> None:
    newer = a_claim("2015-09-29")
    told = table_rows(Deal, [SIGNED, newer])
    assert [row["signed_on"] for row in told.rows] == ["2015-09-29"]
    assert told.left_out == (SIGNED.id,)


def test_a_cell_of_an_earlier_page_is_not_laid_to_the_later_one() -> None:
    newer = replace(COUNTED, source="https://example.org/new")
    told = table_rows(Deal, [SIGNED, newer])
    assert [(row["signed_on"], row["quantity"], row["source_url"]) for row in told.rows] == [
        ("", "22", "https://example.org/new")
    ]
    assert told.left_out == (SIGNED.id,)


def test_a_claim_from_no_table_has_no_cell_and_is_told() -> None:
    stray = replace(SIGNED, origin="a feed")
    assert table_rows(Deal, [stray, COUNTED]).left_out == (stray.id,)


def test_withdrawn_claims_stand_beside_the_tables(store: SqlStore, tmp_path: Path) -> None:
    sample([SIGNED, COUNTED]).into(store)
    sample([], [verdict(COUNTED, Verdict.WITHDRAWN, on=LATER, why="misread")], digest="d2").into(store)
    exported(store, tmp_path / "package")
    assert [row["quantity"] for row in rows(tmp_path / "package" / "deals.csv")] == [""]
    assert [row["raw"] for row in rows(tmp_path / "package" / "ledger" / "claims.csv")] == ["22"]
    assert [(row["verdict"], row["why"]) for row in rows(tmp_path / "package" / "ledger" / "judgements.csv")] == [
        ("accepted", "in the package"),
        ("withdrawn", "misread"),
    ]


def test_claims_known_later_than_the_data_date_are_exported(store: SqlStore, tmp_path: Path) -> None:
    sample([SIGNED, replace(COUNTED, known_on=replace(COUNTED.known_on, year=2030))]).into(store)
    assert exported(store, tmp_path / "package").ledger_claims == 1


def test_an_empty_folder_is_filled(store: SqlStore, tmp_path: Path) -> None:
    sample([SIGNED]).into(store)
    (tmp_path / "empty").mkdir()
    exported(store, tmp_path / "empty")
    assert (tmp_path / "empty" / "deals.csv").exists()
    assert [path.name for path in tmp_path.iterdir()] == ["empty"]


@pytest.mark.parametrize("made", ["full folder", "file", "below a file"])
def test_what_cannot_be_filled_is_refused_and_left_alone(store: SqlStore, tmp_path: Path, made: str) -> None:
    sample([SIGNED]).into(store)
    (tmp_path / "file").write_text("mine")
    folder = {"full folder": tmp_path, "file": tmp_path / "file", "below a file": tmp_path / "file" / "package"}[made]
    with pytest.raises(StoreError):
        exported(store, folder)
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_a_register_without_a_package_has_nothing_to_export(store: SqlStore, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="nothing to export"):
        exported(store, tmp_path / "package")
