"""The budget as series: which years of a stage are found, and one stage as a share of another."""

from collections.abc import Iterable, Mapping
from typing import Any

import polars as pl

from kautilya.core.periods import FiscalYear
from kautilya.measures.finding import Finding, Scalar
from kautilya.register.record import Record
from kautilya.store.view import View
from kautilya.tables.marks import computed, mark_of
from kautilya.tables.table import Table, table

SERIES = ["measure", "scope", "stage"]
YEAR = ["measure", "scope", "fiscal_year"]
AMOUNT = "amount_inr_crore"
BASES = (("actual", "BE"), ("RE", "BE"), ("BE", "projected"))
"""Which stage is shown as a share of which other, where a year has both."""


def budget_series(view: View) -> Table:
    """Return the budget rows of which measure, scope, stage and year are known; the frame says which cover the whole year."""
    drawn = table(view, "budget")
    frame = drawn.frame.drop_nulls([*SERIES, "fiscal_year"])
    parts = pl.Series("part_of_year", [is_part(drawn.records[record_id]) for record_id in frame["record_id"]], dtype=pl.Boolean)
    return Table(
        kind=drawn.kind,
        as_of=drawn.as_of,
        frame=frame.with_columns(
            pl.Series("part_of_year", parts, dtype=pl.Boolean), pl.len().over([*YEAR, "stage"]).alias("rows")
        ),
        records={record_id: drawn.records[record_id] for record_id in frame["record_id"]},
    )


def is_part(row: Record) -> bool:
    """Tell whether a row covers less than its fiscal year; False where its period is not known."""
    year, start, end = (row.cell(column).point for column in ("fiscal_year", "period_start", "period_end"))
    if year is None or start is None or end is None:
        return False
    return bool(start.first > year.first or end.last < year.last)


def coverage(series: Table) -> Mapping[tuple[str, ...], str]:
    """Tell of each series how many years are found between the first and the last of its measure and scope."""
    span = series.frame.group_by("measure", "scope").agg(
        pl.col("fiscal_year").min().alias("first"), pl.col("fiscal_year").max().alias("last")
    )
    found = series.frame.group_by(SERIES).agg(pl.col("fiscal_year").n_unique()).join(span, on=["measure", "scope"])
    return {
        tuple(row[column] for column in SERIES): _out_of(row["fiscal_year"], row["first"], row["last"])
        for row in found.iter_rows(named=True)
    }


def stage_shares(view: View, series: Table, measure: str) -> Iterable[Finding]:
    """Yield one stage as a share of another of one measure, scope and year, where each has exactly one whole-year amount."""
    whole = series.frame.filter((pl.col("rows") == 1) & ~pl.col("part_of_year") & (pl.col(AMOUNT) > 0))
    for upper, lower in BASES:
        pairs = whole.filter(pl.col("stage") == upper).join(
            whole.filter(pl.col("stage") == lower), on=YEAR, suffix="_of", maintain_order="left"
        )
        for pair in pairs.with_columns((pl.col(AMOUNT) / pl.col(f"{AMOUNT}_of")).alias("share")).iter_rows(named=True):
            yield _share(view, series, pair, measure)


def repeated(series: Table) -> Iterable[Mapping[str, Scalar]]:
    """List rows that give one stage of one measure, scope and year more than once: no share is taken of them."""
    for row in series.frame.filter(pl.col("rows") > 1).iter_rows(named=True):
        yield {
            "list": "several values of one stage",
            "id": row["record_id"],
            **{column: row[column] for column in (*SERIES, "fiscal_year")},
            "amount": row[AMOUNT],
            "reason": "no share is taken of a stage with several rows",
        }


def _share(view: View, series: Table, pair: Mapping[str, Any], measure: str) -> Finding:
    claim_ids = series.claim_ids([pair["record_id"], pair["record_id_of"]], [AMOUNT])
    rounded = [pair[f"stage{end}"] for end in ("", "_of") if pair[f"amount_qualifier{end}"] == "rounded"]
    return Finding(
        measure=measure,
        quantity=f"{pair['measure']}: share of {pair['stage_of']}",
        of={"scope": pair["scope"], "stage": pair["stage"], "of": pair["stage_of"]},
        value=round(pair["share"], 4),
        unit="share",
        stage=pair["stage"],
        window=pair["fiscal_year"],
        n=2,
        as_of=str(view.as_of),
        mark=computed(mark_of(view, "budget", claim_ids)),
        claim_ids=claim_ids,
        note=f"rounded: {', '.join(rounded)}" if rounded else None,
    )


def _out_of(found: int, first: str, last: str) -> str:
    years = FiscalYear.parse(last).years_after(FiscalYear.parse(first)) + 1
    return f"{found} of {years} years from {first} to {last}"
