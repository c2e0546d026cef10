"""Small made-up worlds of arms transfers, told in each of SIPRI's layouts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import polars as pl
from hypothesis import strategies as st

from kautilya.measures.transfers.source import SPREAD, TOTALS, YEARLY, Source
from kautilya.measures.transfers.years import Years
from kautilya.register.dataset import Direction, Layout

DAY = date(2025, 3, 13)
OTHER_DAY = date(2024, 3, 11)
FIRST, LAST = 2000, 2009
PARTIES = ("RUS", "USA", "FRA", "ISR", "unknown")


@dataclass(frozen=True, slots=True, kw_only=True)
class Deal:
    """One deal with the pieces that came in each year."""

    supplier: str
    recipient: str = "IND"
    unit: float
    pieces: Mapping[int, int]
    description: str = "fighter aircraft"

    @property
    def volume(self) -> float:
        return self.unit * sum(self.pieces.values())


deals = st.builds(
    Deal,
    supplier=st.sampled_from(PARTIES),
    recipient=st.sampled_from(("IND", "PAK")),
    unit=st.sampled_from((0.25, 1.0, 4.5, 40.0)),
    pieces=st.dictionaries(st.integers(FIRST, LAST), st.integers(1, 9), min_size=1, max_size=5),
    description=st.sampled_from(("fighter aircraft", "tank", "SAM")),
)
worlds = st.lists(deals, min_size=1, max_size=8)
windows = st.tuples(st.integers(FIRST, LAST), st.integers(FIRST, LAST)).map(lambda ends: Years(first=min(ends), last=max(ends)))


def register(world: Sequence[Deal], *, edition: date | None = DAY, about: frozenset[str] = frozenset()) -> Source:
    """Return the world as a trade register: years listed, volumes summed."""
    rows = [
        {
            **_names(deal, at), "pieces": float(sum(deal.pieces.values())), "repeated": False, "tiv": deal.volume,
            "ordered": float(sum(deal.pieces.values())), "years": sorted(deal.pieces), "order_year": min(deal.pieces) - 2,
        }
        for at, deal in enumerate(world)
    ]  # fmt: skip
    return Source(
        layout=Layout.TRADE_REGISTER,
        edition=edition,
        datasets=("reg",),
        window=None,
        about=about,
        rows=pl.DataFrame(rows, schema=SPREAD),
    )


def delivery_rows(world: Sequence[Deal], *, edition: date | None = DAY) -> Source:
    """Return the world as delivery rows: one row a deal and year."""
    rows = [
        {
            **_names(deal, at), "pieces": float(count), "repeated": False, "tiv_low": deal.unit * count,
            "tiv": deal.unit * count, "tiv_high": deal.unit * count, "year": year, "order_year": min(deal.pieces) - 2,
        }
        for at, deal in enumerate(world)
        for year, count in sorted(deal.pieces.items())
    ]  # fmt: skip
    return Source(
        layout=Layout.DELIVERY_ROWS, edition=edition, datasets=("rows",), window=None, rows=pl.DataFrame(rows, schema=YEARLY)
    )


def table(world: Sequence[Deal], recipient: str = "IND", *, edition: date | None = DAY, cells: bool = True) -> Source:
    """Return one recipient's imports as a TIV table in whole millions, with its totals line."""
    years = range(FIRST, LAST + 1)
    cell: dict[tuple[str | None, int], float] = {
        (supplier, year): sum(
            d.unit * d.pieces.get(year, 0) for d in world if d.supplier == supplier and d.recipient == recipient
        )
        for supplier in PARTIES
        for year in years
    }
    total = {year: sum(cell[supplier, year] for supplier in PARTIES) for year in years}
    rows = [
        {
            "cite": f"tab:{at}", "supplier": supplier, "supplier_name": supplier, "recipient": recipient,
            "recipient_name": recipient, "year": year, "repeated": False,
            **dict(zip(("tiv_low", "tiv", "tiv_high"), rounded(volume), strict=True)),
        }
        for at, ((supplier, year), volume) in enumerate(cell.items())
        if volume > 0 and cells
    ]  # fmt: skip
    printed: dict[tuple[str | None, int], float] = {(None, year): value for year, value in total.items()}
    printed |= cell if cells else {}
    totals = [
        {
            "cite": "tab:9", "supplier": supplier, "recipient": recipient, "first": year, "last": year,
            "low": rounded(value)[0], "high": rounded(value)[2],
        }
        for (supplier, year), value in printed.items()
    ]  # fmt: skip
    return Source(
        layout=Layout.TIV_TABLE, edition=edition, datasets=("tab",), window=Years(first=FIRST, last=LAST),
        about=frozenset({recipient}), direction=Direction.IMPORTS,
        rows=pl.DataFrame(rows, schema=YEARLY), totals=pl.DataFrame(totals, schema=TOTALS),
    )  # fmt: skip


def rounded(volume: float) -> tuple[float, float, float]:
    """Return least, printed and most as SIPRI's tables print a volume: 0 is anything to half a million."""
    if volume <= 0:
        return 0.0, 0.0, 0.0
    whole = float(int(volume + 0.5))
    return (0.0, 0.0, 0.5) if whole == 0 else (whole - 0.5, whole, whole + 0.5)


def truth(world: Sequence[Deal], window: Years, recipient: str | None = "IND", by: str = "supplier") -> dict[str, float]:
    """Return the true volume of each partner inside a window."""
    found: dict[str, float] = {}
    for deal in world:
        if recipient in (None, deal.recipient):
            inside = sum(deal.unit * count for year, count in deal.pieces.items() if year in window)
            key = deal.supplier if by == "supplier" else deal.recipient
            found[key] = found.get(key, 0.0) + inside
    return found


def _names(deal: Deal, at: int) -> dict[str, object]:
    return {
        "cite": f"w:{at}", "supplier": deal.supplier, "supplier_name": deal.supplier, "recipient": deal.recipient,
        "recipient_name": deal.recipient, "designation": f"type {at}", "description": deal.description,
    }  # fmt: skip
