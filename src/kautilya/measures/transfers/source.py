"""What the measures compute from: the rows of one layout and one edition, in one of two shapes.

A *yearly* source tells for every row the year of its deliveries (layouts B and C). A *spread* source tells for every row the
years in which deliveries were made and their sum, not how much came in which year (layout A, the trade register).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

import polars as pl

from kautilya.intake.transfers.names import party_codes
from kautilya.measures.transfers.years import Years
from kautilya.register.dataset import Direction, Layout


class Shape(StrEnum):
    """What a source tells of years."""

    YEARLY = "yearly"
    SPREAD = "spread"


class Unit(StrEnum):
    """What is added up. The units are never mixed (CONVENTIONS §5)."""

    TIV = "TIV"
    PIECES = "pieces"


Columns = dict[str, pl.DataType | type[pl.DataType]]

PARTIES: Columns = {
    "cite": pl.String,
    "supplier": pl.String,
    "supplier_name": pl.String,
    "recipient": pl.String,
    "recipient_name": pl.String,
}
DETAILS: Columns = {
    "designation": pl.String,
    "description": pl.String,
    "category": pl.String,
    "status": pl.String,
    "comments": pl.String,
    "order_year": pl.Int32,
    "order_year_uncertain": pl.Boolean,
    "local_production": pl.Boolean,
    "pieces": pl.Float64,
    "repeated": pl.Boolean,
}
SPREAD: Columns = PARTIES | DETAILS | {"tiv": pl.Float64, "ordered": pl.Float64, "years": pl.List(pl.Int32)}
YEARLY: Columns = PARTIES | DETAILS | {"tiv_low": pl.Float64, "tiv": pl.Float64, "tiv_high": pl.Float64, "year": pl.Int32}
TOTALS: Columns = {
    "cite": pl.String,
    "supplier": pl.String,
    "recipient": pl.String,
    "first": pl.Int32,
    "last": pl.Int32,
    "low": pl.Float64,
    "high": pl.Float64,
}
"""Printed sums. A null supplier (recipient) means all suppliers (recipients)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """All rows of one layout and one edition."""

    layout: Layout
    edition: date | None
    """The day SIPRI generated the file; None where the file no longer tells."""
    datasets: tuple[str, ...]
    """The data sets it was made of; a row is cited as `data set:line`."""
    window: Years | None
    """The years that the download was limited to; None: all years, or not told."""
    window_told: bool = True
    """Whether the file itself says so."""
    about: frozenset[str] = frozenset()
    """The parties that it is about, codes: of a register, those that are on one side of every row (nobody: it is a file of
    many); of TIV tables, their subjects."""
    direction: Direction | None = None
    """Of TIV tables: whether the subjects export or import."""
    rows: pl.DataFrame
    """Columns SPREAD or YEARLY; the years of a spread row ascend, each once."""
    totals: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=TOTALS))
    credit: str = "Source: SIPRI Arms Transfers Database, Stockholm International Peace Research Institute."
    refused: int = 0
    """Records of its files that could not be read and are not in the rows."""
    mapping: str | None = None
    """The named mapping that was laid over the parties, for the result to mention."""

    @property
    def shape(self) -> Shape:
        """What the source tells of years."""
        return Shape.SPREAD if self.layout is Layout.TRADE_REGISTER else Shape.YEARLY

    @property
    def edition_text(self) -> str:
        """The edition as results print it."""
        return "unknown" if self.edition is None else self.edition.isoformat()

    def years(self) -> Years | None:
        """Return the years from the first to the last in which anything was delivered."""
        column = self.rows["years"].explode() if self.shape is Shape.SPREAD else self.rows["year"]
        first, last = column.min(), column.max()
        return Years(first=int(first), last=int(last)) if isinstance(first, int) and isinstance(last, int) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyMapping:
    """Former states counted with a successor, by a name that the result mentions (CONVENTIONS §4)."""

    name: str
    codes: Mapping[str, str]

    def over(self, source: Source) -> Source:
        """Return a source in which the former states' rows stand under their successor."""
        joined = [pl.col(column).replace(self.codes) for column in ("supplier", "recipient")]
        named = [
            pl.col(column).replace_strict(self.named(), default=pl.col(f"{column}_name"), return_dtype=pl.String)
            for column in ("supplier", "recipient")
        ]
        rows = source.rows.with_columns(joined).with_columns(
            name.alias(f"{column}_name") for column, name in zip(("supplier", "recipient"), named, strict=True)
        )
        return replace(source, rows=rows, totals=source.totals.clear(), mapping=self.name)

    def named(self) -> Mapping[str, str]:
        """Return, by its code, what a successor is called together with the former states counted with it."""
        names = party_codes()
        former: dict[str, list[str]] = {}
        for code, successor in self.codes.items():
            former.setdefault(successor, []).append(names[code])
        return {code: f"{names[code]} (with {', '.join(joined)})" for code, joined in former.items()}


MAPPINGS = {
    mapping.name: mapping
    for mapping in (
        PartyMapping(name="soviet-union-with-russia", codes={"SUN": "RUS"}),
        PartyMapping(name="yugoslavia-with-serbia", codes={"YUG": "SRB", "SCG": "SRB"}),
        PartyMapping(name="czechoslovakia-with-czechia", codes={"CSK": "CZE"}),
        PartyMapping(name="east-germany-with-germany", codes={"DDR": "DEU"}),
        PartyMapping(name="north-vietnam-with-vietnam", codes={"VDR": "VNM"}),
        PartyMapping(name="both-yemens-with-yemen", codes={"YAR": "YEM", "YMD": "YEM"}),
    )
}
"""The mappings that may be asked for. None is applied unless it is asked for by name."""
