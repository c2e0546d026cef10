"""Which source answers a question, and what has to be said of it (CONVENTIONS §5, §7).

Editions are never mixed: each edition that can answer gives its own answer, from the best of its sources.
"""

from collections.abc import Callable, Iterable
from datetime import date

import polars as pl

from kautilya.core.errors import NotFoundError
from kautilya.measures.transfers.result import distinct
from kautilya.measures.transfers.source import MAPPINGS, Shape, Source, Unit
from kautilya.measures.transfers.years import Years
from kautilya.register.dataset import Layout

PUBLISHED_IN_MARCH = 3
"""SIPRI publishes a calendar year's transfers in March of the next; an earlier edition does not hold that year yet."""

Unable = Callable[[Source], str | None]
"""Why a source cannot answer; None where it can."""


def mapped(found: Iterable[Source], name: str | None) -> tuple[Source, ...]:
    """Lay a mapping of former states, asked for by name, over the sources."""
    if name is None:
        return tuple(found)
    if name not in MAPPINGS:
        raise NotFoundError(f"no mapping of former states '{name}'; there are: {', '.join(sorted(MAPPINGS))}")
    return tuple(MAPPINGS[name].over(source) for source in found)


def answering(
    found: Iterable[Source], unable: Unable, *, window: Years, unit: Unit, edition: date | None
) -> tuple[Source, ...]:
    """Return the best source of each edition that can answer, oldest edition first; NotFoundError tells what there is."""
    offered = tuple(found)
    best: dict[date | None, Source] = {}
    reasons = []
    for source in offered:
        reason = _wrong_edition(source, edition) or _wrong_unit(source, unit) or unable(source)
        if reason is not None:
            reasons.append(f"{source.layout.value} of {source.edition_text}: {reason}")
        elif source.edition not in best or _rank(source, window) > _rank(best[source.edition], window):
            best[source.edition] = source
    if not best:
        raise NotFoundError(_nothing(reasons))
    return tuple(best[day] for day in sorted(best, key=lambda day: (day is not None, day or date.min)))


def _rank(source: Source, window: Years) -> tuple[bool, int, int]:
    """Prefer what covers the whole window, then exact yearly values, rounded ones, and bounds."""
    one_buyer = source.layout is Layout.TIV_TABLE and source.one_recipient
    order = {Layout.DELIVERY_ROWS: 3, Layout.TRADE_REGISTER: 1, Layout.TIV_TABLE: 2 if one_buyer else 0}
    return covers(source, window), order[source.layout], source.rows.height


def covers(source: Source, window: Years) -> bool:
    """Tell whether a download was limited to years that leave a part of the window out."""
    return source.window is None or source.window.covers(window)


def _wrong_edition(source: Source, edition: date | None) -> str | None:
    return None if edition in (None, source.edition) else "another edition"


def _wrong_unit(source: Source, unit: Unit) -> str | None:
    return None if unit is Unit.TIV or source.layout is not Layout.TIV_TABLE else "a TIV table counts no pieces"


def _nothing(reasons: Iterable[str]) -> str:
    listed = "; ".join(distinct(reasons))
    if not listed:
        return "no SIPRI file has been imported; download one from its Arms Transfers Database and run: kautilya import FILE"
    return f"no imported file can answer this: {listed}"


def warnings_of(source: Source, window: Years) -> list[str]:
    """Say where a source covers a window only in part."""
    said = []
    if not covers(source, window):
        said.append(f"edition {source.edition_text}: the file holds deliveries of {source.window} only, the window is {window}")
    if source.edition is None:
        said.append("the file does not tell its edition, so its figures cannot be compared with any other file's")
    elif window.last >= _first_open_year(source.edition):
        said.append(
            f"edition {source.edition_text}: it was generated before SIPRI published {_first_open_year(source.edition)}, "
            f"so the window {window} is covered in part"
        )
    return said


def _first_open_year(edition: date) -> int:
    return edition.year if edition.month >= PUBLISHED_IN_MARCH else edition.year - 1


def notes_of(source: Source, window: Years, rows: pl.DataFrame, unit: Unit) -> list[str]:
    """Say what was assumed of the rows that count in a window, and what could not be counted."""
    said = [] if source.mapping is None else [f"former states joined by the mapping '{source.mapping}'"]
    if source.shape is Shape.YEARLY:
        return [*said, *_repeated(rows, "counted once at the lower bound")]
    told = pl.col("pieces").fill_null(0.0)
    years = pl.col("years").list.len()
    crossing = rows.filter(years > 0).filter(
        pl.col("years").list.min() <= window.last,
        pl.col("years").list.max() >= window.first,
        (pl.col("years").list.min() < window.first) | (pl.col("years").list.max() > window.last),
    )
    said.append(
        f"edition {source.edition_text}: {crossing.height} rows deliver inside and outside the window or may; of them only the "
        "sum is printed. Bounds assume at least one unit in each listed delivery year; the point is an even split, an estimate"
    )
    broken = crossing.filter(told < years).height
    if broken:
        said.append(f"{broken} of these rows have no number delivered, or fewer units than years: anything from none to all counts")
    amount = pl.col("tiv") if unit is Unit.TIV else pl.col("pieces")
    unknown = rows.filter(amount.is_null(), years > 0).height
    if unknown:
        said.append(f"{unknown} rows have delivery years but no {unit.value}: they are not counted, here or in the total")
    uncertain = rows.filter(years == 0, amount > 0).height
    if uncertain:
        said.append(f"{uncertain} rows have deliveries but no delivery year: they may lie anywhere in the file's own years")
    said.append("'?' marks (SIPRI's own estimates) widen nothing: the bounds are on the figures as printed")
    return [*said, *_repeated(rows, "counted once at the lower bound and twice at the upper")]


def _repeated(rows: pl.DataFrame, how: str) -> list[str]:
    number = rows["repeated"].sum()
    return [f"{number} rows repeat an earlier row cell by cell: {how}"] if number else []
