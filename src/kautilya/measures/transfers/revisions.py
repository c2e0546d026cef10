"""What SIPRI revised between two editions of the same window: a report of its own, never a correction of either."""

from collections.abc import Iterable, Sequence
from datetime import date

import polars as pl

from kautilya.core.errors import NotFoundError
from kautilya.measures.transfers.result import TransferResult
from kautilya.measures.transfers.shares import supplier_shares
from kautilya.measures.transfers.source import Source, Unit
from kautilya.measures.transfers.years import Years


def revisions(
    found: Iterable[Source], *, recipient: str, window: Years, editions: tuple[date, date] | None = None, unit: Unit = Unit.TIV
) -> TransferResult:
    """Compare the supplier shares that two editions give for one window: the oldest and the newest, or those asked for.

    The difference of two shares lies between the difference of their opposite ends. It is called a revision only where it
    cannot be 0: two sets of bounds that overlap may hold the same truth.

    Raises:
        NotFoundError: fewer than two editions can answer.
    """
    offered = tuple(found)
    every = supplier_shares(offered, recipient=recipient, window=window, unit=unit)
    there = every.frame.filter(pl.col("window") == str(window))["edition"].unique().sort().to_list()
    old, new = _two(there, window, editions)
    compared = [source for source in offered if source.edition_text in (old, new)]
    answer = supplier_shares(compared, recipient=recipient, window=window, unit=unit)
    others = [day for day in there if day not in (old, new)]
    keys = ["supplier"]
    told = [pl.col("supplier_name").first(), pl.col("share", "lo", "hi", "volume", "n", "rows").first()]
    before, after = (_edition(answer.frame, day).group_by(keys, maintain_order=True).agg(told) for day in (old, new))
    both = before.join(after, on="supplier", how="full", coalesce=True, suffix="_new", maintain_order="left_right")
    frame = both.select(
        pl.lit(recipient).alias("recipient"), "supplier",
        pl.coalesce("supplier_name", "supplier_name_new").alias("supplier_name"),
        (_known("share_new") - _known("share")).alias("difference"),
        (_known("lo_new") - _known("hi")).alias("lo"),
        (_known("hi_new") - _known("lo")).alias("hi"),
        _known("share").alias("share_old"), _known("share_new").alias("share_new"),
        _known("volume").alias("volume_old"), _known("volume_new").alias("volume_new"),
        pl.lit(unit.value).alias("unit"), pl.lit("delivered").alias("stage"), pl.lit(str(window)).alias("window"),
        pl.lit(f"{old} and {new}").alias("edition"),
        (pl.col("n").fill_null(0) + pl.col("n_new").fill_null(0)).alias("n"),
        pl.concat_list(pl.col("rows", "rows_new").fill_null([])).alias("rows"),
    ).with_columns(((pl.col("lo") > 0) | (pl.col("hi") < 0)).alias("surely_revised"))  # fmt: skip
    return TransferResult(
        measure="revisions", question=f"What did SIPRI revise of {recipient}'s suppliers, {window}, between {old} and {new}?",
        value="difference", denominator="difference of two shares, each of its own edition's total", frame=frame,
        warnings=answer.warnings, notes=(*_of_others(others), *answer.notes), credit=answer.credit,
    )  # fmt: skip


def _known(column: str) -> pl.Expr:
    """A supplier that an edition does not list delivered nothing in the window by that edition."""
    return pl.col(column).fill_null(0.0)


def _edition(frame: pl.DataFrame, edition: str) -> pl.DataFrame:
    return frame.filter(pl.col("edition") == edition)


def _of_others(others: Sequence[str]) -> tuple[str, ...]:
    """Name the editions that could have been compared too."""
    if not others:
        return ()
    return (f"other editions that hold the window: {', '.join(others)}; compare them with --edition DAY --edition DAY",)


def _two(there: Sequence[str], window: Years, editions: tuple[date, date] | None) -> tuple[str, str]:
    wanted = tuple(day.isoformat() for day in editions) if editions else ([*there[:1], *there[-1:]] or ["", ""])
    if wanted[0] == wanted[1] or not set(wanted) <= set(there):
        raise NotFoundError(
            f"a revision takes two editions that hold the whole of {window}; those that do are: {', '.join(there) or 'none'}"
        )
    return wanted[0], wanted[1]
