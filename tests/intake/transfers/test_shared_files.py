"""Real files, where they are at hand: each imports with an empty or an explained list of problems."""

from datetime import date
from pathlib import Path

import polars as pl
import pytest

from kautilya.intake.transfers.price_hints import price_claims
from kautilya.intake.transfers.read import Transfers, read_transfers
from kautilya.intake.transfers.tiv_table import ROUNDING
from kautilya.register.dataset import Counts, Layout, ProblemKind

FOLDER = Path(__file__).parents[4] / "shared" / "data"
pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason="the shared folder with SIPRI's files is not here")


def the_file(pattern: str) -> Transfers:
    (path,) = FOLDER.glob(pattern)
    (found,) = read_transfers(path)
    return found


def test_the_trade_register_is_read_whole() -> None:
    found = the_file("sipri_trade_register_*.csv")
    assert found.dataset.counts == Counts(read=764)
    assert found.dataset.edition == date(2025, 3, 13)
    assert [problem.kind for problem in found.dataset.problems] == [ProblemKind.PARTIAL]
    assert found.dataset.encoding == "cp1252"
    assert found.rows["supplier_code"].n_unique() == 31
    assert "unknown" in found.rows["supplier_code"]


def test_the_delivery_rows_and_their_envelope_are_one_data_set() -> None:
    plain, packed = the_file("sipri_delivery_rows_*.csv"), the_file("sipri_api_envelope_*.json")
    assert plain.dataset.problems == packed.dataset.problems == ()
    assert plain.dataset.counts == Counts(read=99)
    assert plain.dataset.sha256 == packed.dataset.sha256
    assert plain.rows.equals(packed.rows)


def test_the_newer_table_is_read_without_a_problem() -> None:
    found = the_file("sipri_tiv_table_*.csv")
    assert found.dataset.problems == ()
    assert (found.dataset.subject_code, found.dataset.edition) == ("CHN", date(2026, 7, 14))
    assert found.dataset.recipients == 83


def test_the_older_tables_are_read_and_told_to_be_parts() -> None:
    paths = sorted(FOLDER.glob("sipri_tiv_exports_*/*.csv"))
    assert len(paths) == 28
    for path in paths:
        (found,) = read_transfers(path)
        assert [problem.kind for problem in found.dataset.problems] == [ProblemKind.PARTIAL]
        assert found.dataset.edition == date(2022, 7, 28)
        assert found.dataset.subject_code is not None
        assert found.rows["partner_code"].unique().to_list() == ["IND"]


def test_tables_reproduce_their_own_sums_within_their_rounding() -> None:
    for path in (*FOLDER.glob("sipri_tiv_exports_*/*.csv"), *FOLDER.glob("sipri_tiv_table_*.csv")):
        (found,) = read_transfers(path)
        assert found.dataset.layout is Layout.TIV_TABLE
        assert found.printed is not None
        sums = found.printed.filter(~pl.col("is_total") & (pl.col("unit") == "million TIV"))
        for row in sums.iter_rows(named=True):
            years = found.rows.filter(pl.col("row") == row["row"])["tiv"].drop_nulls()
            assert abs(years.sum() - row["value"]) <= ROUNDING * (len(years) + 1)


def test_most_prices_in_the_comments_are_told_apart() -> None:
    found = the_file("sipri_trade_register_*.csv")
    roles = [
        claim.raw
        for claim in price_claims(found.dataset, found.rows, recorded_on=date(2026, 5, 1))
        if claim.attribute == "role"
    ]
    assert len(roles) > 150
    assert roles.count("mentioned") < 0.1 * len(roles)
