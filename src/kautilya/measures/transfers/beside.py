"""The same question in TIV, in money and in pieces, side by side and never added (CONVENTIONS §5).

TIV measures the military value of what was delivered, money what was agreed or paid, pieces how many. They differ by what they
count (an engine has TIV, spare parts have not), when (delivery, contract or payment) and how a price came about.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import polars as pl

from kautilya.measures.transfers.result import TransferResult, distinct

COLUMNS = ("supplier", "share", "lo", "hi", "unit", "stage", "window", "edition", "denominator", "n", "rows")
SCHEMA: dict[str, pl.DataType | type[pl.DataType]] = {
    "supplier": pl.String, "share": pl.Float64, "lo": pl.Float64, "hi": pl.Float64, "unit": pl.String, "stage": pl.String,
    "window": pl.String, "edition": pl.String, "denominator": pl.String, "n": pl.Int64, "rows": pl.List(pl.String),
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class MoneyShare:
    """A share in money, computed from contracts or printed by somebody."""

    supplier: str
    """A party's code, or `foreign`."""
    share: float | None
    lo: float
    hi: float
    unit: str
    """`INR crore`."""
    stage: str
    """`signed`, `paid`: never the stage of a delivery."""
    window: str
    """`FY2014-15`: fiscal years do not fall together with SIPRI's calendar years."""
    edition: str
    """As-of day of the register, or the day it was printed."""
    denominator: str
    n: int
    rows: tuple[str, ...]
    """Ids of contracts, or of printed figures."""


def side_by_side(answers: Sequence[TransferResult], money: Iterable[MoneyShare] = ()) -> TransferResult:
    """Lay shares of several units beneath each other; each row keeps its unit, stage, window and denominator."""
    frames = [
        answer.frame.with_columns(pl.lit(answer.denominator).alias("denominator")).select(COLUMNS).cast(pl.Schema(SCHEMA))
        for answer in answers
    ]
    paid = [{name: _plain(getattr(share, name)) for name in COLUMNS} for share in money]
    return TransferResult(
        measure="side-by-side",
        question="How do TIV, money and pieces answer the same question?",
        value="share",
        denominator="each row's own",
        frame=pl.concat([*frames, pl.DataFrame(paid, schema=SCHEMA)]),
        warnings=distinct(line for answer in answers for line in answer.warnings),
        notes=(
            "TIV, money and pieces are never added or converted into each other",
            "pieces count a ship and a shell alike: compare them within one kind of weapon",
            *distinct(line for answer in answers for line in answer.notes),
        ),
        credit=distinct(line for answer in answers for line in answer.credit),
    )


def _plain(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value
