"""Measures on a made-up register of the world: 30,000 rows, then ten times as many."""

import time
from collections.abc import Callable
from datetime import date

import numpy as np
import polars as pl

from bench._programs import tell
from kautilya.measures.transfers.change import change
from kautilya.measures.transfers.concentration import concentration
from kautilya.measures.transfers.delays import order_to_delivery
from kautilya.measures.transfers.origin import local_production
from kautilya.measures.transfers.shares import recipient_shares, supplier_shares, world_share
from kautilya.measures.transfers.source import SPREAD, YEARLY, Source
from kautilya.measures.transfers.years import Years
from kautilya.register.dataset import Layout

ROWS = 30_000
SEED = 20250313
EDITION = date(2025, 3, 13)
WINDOW = Years(first=2015, last=2019)
EXACT_PROMISE, BOUNDS_PROMISE = 0.3, 2.0
DESCRIPTIONS = ("fighter aircraft", "tank", "SAM", "anti-ship missile", "frigate", "UAV", "aircraft engine", "air search radar")


def world(rows: int, *, yearly: bool) -> Source:
    """Make a register of 160 recipients and 60 suppliers over 75 years, or the same as delivery rows."""
    rng = np.random.default_rng(SEED)
    recipient = [f"R{at:03d}" for at in rng.zipf(1.4, rows) % 160]
    supplier = [f"S{at:02d}" for at in rng.zipf(1.6, rows) % 60]
    order = rng.integers(1950, 2023, rows)
    length = np.minimum(rng.geometric(0.35, rows), 12)
    pieces = (length + rng.geometric(0.02, rows)).astype(float)
    unit = np.round(rng.lognormal(0, 1.5, rows), 2) + 0.01
    years = [list(range(int(first) + 1, min(int(first) + 1 + int(k), 2025))) for first, k in zip(order, length, strict=True)]
    frame = pl.DataFrame(
        {
            "cite": [f"world:{at}" for at in range(rows)],
            "supplier": supplier, "supplier_name": supplier, "recipient": recipient, "recipient_name": recipient,
            "description": [DESCRIPTIONS[at] for at in rng.integers(0, len(DESCRIPTIONS), rows)],
            "comments": ["incl production under licence"] * rows, "order_year": order, "order_year_uncertain": [False] * rows,
            "pieces": pieces, "ordered": pieces, "tiv": np.round(pieces * unit, 2), "years": years, "repeated": [False] * rows,
        }
    )  # fmt: skip
    if yearly:
        frame = frame.explode("years").rename({"years": "year"}).with_columns(tiv_low="tiv", tiv_high="tiv")
    schema = YEARLY if yearly else SPREAD
    blank = [pl.lit(None).alias(name) for name in schema if name not in frame.columns]
    shaped = frame.with_columns(blank).select(pl.col(name).cast(kind) for name, kind in schema.items())
    layout = Layout.DELIVERY_ROWS if yearly else Layout.TRADE_REGISTER
    return Source(layout=layout, edition=EDITION, datasets=("world",), window=None, rows=shaped)


def timed(work: Callable[[], object]) -> float:
    """Return the best of three."""
    return min(_once(work) for _ in range(3))


def _once(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def questions(source: Source) -> dict[str, Callable[[], object]]:
    """Return every measure as it is asked."""
    found = [source]
    return {
        "supplier-shares": lambda: supplier_shares(found, recipient="R001", window=WINDOW),
        "recipient-shares": lambda: recipient_shares(found, supplier="S01", window=WINDOW),
        "world-share": lambda: world_share(found, recipient="R001", window=WINDOW),
        "change": lambda: change(found, recipient="R001", window=WINDOW),
        "concentration, every window": lambda: concentration(found, recipient="R001"),
        "concentration, by block": lambda: concentration(found, recipient="R001", window=WINDOW, by_block=True),
        "local-production": lambda: local_production(found, recipient="R001", window=WINDOW),
        "order-to-delivery": lambda: order_to_delivery(found, ordered=Years(first=1990, last=2022)),
    }


def main() -> None:
    """Time every measure on both layouts and both sizes."""
    for yearly, promise in ((True, EXACT_PROMISE), (False, BOUNDS_PROMISE)):
        small, large = questions(world(ROWS, yearly=yearly)), questions(world(10 * ROWS, yearly=yearly))
        what = "exact" if yearly else "bounds"
        for name, work in small.items():
            first = timed(work)
            tell(f"{name} ({what}), {ROWS} deals", first, "s", promise)
            tell(f"{name} ({what}), ten times as many", timed(large[name]) / first, "times", 11)
