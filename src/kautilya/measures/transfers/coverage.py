"""What a source holds all of: whose transfers, in which years (CONVENTIONS §7).

A file that says `All countries` can still be one country's: users cut. So a register is taken to be about a party where
that party is on one side of every row, and is then trusted for that party only.
"""

import polars as pl

from kautilya.measures.transfers.source import Source
from kautilya.measures.transfers.years import Years
from kautilya.register.dataset import WORLD, Direction, Layout

RECIPIENT, SUPPLIER = "recipient", "supplier"


def about(rows: pl.DataFrame) -> frozenset[str]:
    """Return the parties that are supplier or recipient of every row; nobody for a file of many."""
    if not rows.height:
        return frozenset()
    first = {rows["supplier_code"][0], rows["recipient_code"][0]}
    on_either = {code: (rows["supplier_code"] == code) | (rows["recipient_code"] == code) for code in first if code is not None}
    return frozenset(code for code, held in on_either.items() if held.all())


def covered(source: Source, window: Years) -> Years | None:
    """Return the part of a window for which a source holds deliveries; None where it has none of it."""
    if source.window is None:
        return window
    if not source.window.overlaps(window):
        return None
    return Years(first=max(window.first, source.window.first), last=min(window.last, source.window.last))


def lacks(source: Source, side: str, code: str, window: Years) -> str | None:
    """Say why a source does not hold all transfers of a party as recipient (or supplier) in a window; None where it does."""
    if covered(source, window) is None:
        return f"it holds deliveries of {source.window} only"
    if WORLD in source.about:
        return "a table of the world does not tell who delivered to whom"
    if source.layout is not Layout.TIV_TABLE and source.about and code not in source.about:
        return f"it holds the transfers of {', '.join(sorted(source.about))} only"
    if source.layout is Layout.TIV_TABLE and not owns(source, side) and len(source.about) == 1 and code not in source.about:
        return f"it holds the transfers of {', '.join(sorted(source.about))} only"
    return None if (source.rows[side] == code).any() else f"nothing {'to' if side == RECIPIENT else 'from'} {code}"


def owns(source: Source, side: str) -> bool:
    """Tell whether a table's subjects are on a side, so that it lists all their partners."""
    return source.direction is (Direction.IMPORTS if side == RECIPIENT else Direction.EXPORTS)


def is_world(source: Source, side: str, window: Years) -> bool:
    """Tell whether a source may hold the transfers of all recipients (or suppliers) in a window."""
    if covered(source, window) is None:
        return False
    if source.layout is Layout.TIV_TABLE:
        return WORLD in source.about and not owns(source, side)
    return not source.about


def warnings_of_parties(source: Source, side: str) -> list[str]:
    """Say where a source holds a party's transfers with some partners only."""
    if source.layout is Layout.TIV_TABLE and not owns(source, side) and WORLD not in source.about:
        return [f"edition {source.edition_text}: only the {len(source.about)} parties whose tables were imported are counted"]
    if source.layout is not Layout.TIV_TABLE and len(source.about) > 1:
        return [f"edition {source.edition_text}: the file holds two parties only, {' and '.join(sorted(source.about))}"]
    return []


def warning_of_world(source: Source, side: str) -> str:
    """Say how many parties a file of the world holds: only its reader can know that these are all."""
    count = source.rows[side].n_unique()
    return f"edition {source.edition_text}: the file holds {count} {side}s; it is a share of the world if these are all"
