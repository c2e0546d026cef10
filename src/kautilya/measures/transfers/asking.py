"""Which source answers a question, and what has to be said of it (CONVENTIONS §5, §7).

Editions are never mixed: each edition that can answer gives its own answer, from the best of its sources.
"""

from collections.abc import Callable, Iterable
from datetime import date

import numpy as np
import polars as pl

from kautilya.core.errors import NotFoundError
from kautilya.measures.transfers.coverage import covered, owns
from kautilya.measures.transfers.ledger import Ledger, SpreadLedger
from kautilya.measures.transfers.result import distinct
from kautilya.measures.transfers.source import MAPPINGS, Source, Unit
from kautilya.measures.transfers.years import Years
from kautilya.register.dataset import WORLD, Layout

PUBLISHED_IN_MARCH = 3
"""SIPRI publishes a calendar year's transfers in March of the next; an earlier edition does not hold that year yet."""

EVER = Years(first=0, last=9999)
LONGEST = len(EVER)
"""Years of a file that was downloaded for no window."""

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
    found: Iterable[Source], unable: Unable, *, side: str, window: Years, unit: Unit, edition: date | None,
    shortest: bool = True,
) -> tuple[Source, ...]:  # fmt: skip
    """Return the best source of each edition that can answer, oldest edition first; NotFoundError tells what there is.

    Of registers the one of the shortest window is preferred: its volumes are of that window only, so fewer are spread over
    years outside the window asked for. Where later deliveries matter too (`shortest` is false) it is the longest.
    """
    offered = tuple(found)
    best: dict[date | None, Source] = {}
    reasons = []

    def rank(source: Source) -> tuple[int, ...]:
        return _rank(source, side, window, shortest=shortest)

    for source in offered:
        reason = _wrong_edition(source, edition) or _wrong_unit(source, unit) or unable(source)
        if reason is not None:
            reasons.append(f"{source.layout.value} of {source.edition_text}: {reason}")
        elif source.edition not in best or rank(source) > rank(best[source.edition]):
            best[source.edition] = source
    if not best:
        raise NotFoundError(_nothing(reasons))
    return tuple(best[day] for day in sorted(best, key=lambda day: (day is not None, day or date.min)))


def _rank(source: Source, side: str, window: Years, *, shortest: bool) -> tuple[int, ...]:
    """Prefer what covers most of the window, then exact yearly values, rounded ones, bounds, and some partners' tables."""
    years = covered(source, window)
    complete = owns(source, side) or WORLD in source.about
    order = {Layout.DELIVERY_ROWS: 3, Layout.TRADE_REGISTER: 1, Layout.TIV_TABLE: 2 if complete else 0}
    length = LONGEST if source.window is None else len(source.window)
    fitting = -length if shortest else length
    if source.layout is Layout.TIV_TABLE:
        fitting = len(source.about)
    return 0 if years is None else len(years), order[source.layout], fitting, source.rows.height


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
    """Say where a source covers a window only in part, or lost records."""
    said = warnings_of_refused(source)
    years = covered(source, window)
    if years != window:
        said.append(
            f"edition {source.edition_text}: the file holds deliveries of {source.window}; of {window} only {years} is counted"
        )
    if not source.window_told:
        said.append(
            f"edition {source.edition_text}: the file does not tell which years it was downloaded for; others may be missing"
        )
    if source.edition is None:
        said.append("the file does not tell its edition, so its figures cannot be compared with any other file's")
    elif window.last >= _first_open_year(source.edition):
        said.append(
            f"edition {source.edition_text}: it was generated before SIPRI published {_first_open_year(source.edition)}, "
            f"so the window {window} is covered in part"
        )
    return said


def warnings_of_refused(source: Source) -> list[str]:
    """Say how many records of a source could not be read: what they delivered is in no figure and in no bound."""
    if not source.refused:
        return []
    records = source.refused + source.rows["cite"].n_unique()
    said = (
        f"edition {source.edition_text}: {source.refused:,} of {records:,} records of the file were refused, so what they "
        "delivered is missing here, from the bounds too; `kautilya datasets ID --all` lists them"
    )
    return [said]


def last_complete_year(edition: date) -> int:
    """Return the last calendar year that SIPRI had published when a file was generated."""
    return _first_open_year(edition) - 1


def _first_open_year(edition: date) -> int:
    return edition.year if edition.month >= PUBLISHED_IN_MARCH else edition.year - 1


def notes_of(source: Source, window: Years | None, book: Ledger, unit: Unit) -> list[str]:
    """Say what was assumed of the rows that count in a window (or in all), and what could not be counted.

    The ledger is the source's own, of the rows that were asked for.
    """
    said = [] if source.mapping is None else [f"former states joined by the mapping '{source.mapping}'"]
    rows = source.rows
    if not isinstance(book, SpreadLedger):
        return [*said, *_unknown(rows, pl.col("year").is_not_null(), unit), *_repeated(rows, "counted once at the lower bound")]
    said += _crossing(book, window, source.edition_text)
    years = pl.col("years").list.len()
    said += _unknown(rows, years > 0, unit)
    amount = pl.col("tiv") if unit is Unit.TIV else pl.col("pieces")
    uncertain = rows.filter(years == 0, amount > 0).height
    if uncertain:
        span = "from their order to the edition" if source.window is None else f"in the file's own window, {source.window}"
        said.append(f"{uncertain} rows have deliveries but no delivery year: they may lie anywhere {span}")
    said.append("'?' marks (SIPRI's own estimates) widen nothing: the bounds are on the figures as printed")
    return [*said, *_repeated(rows, "counted once at the lower bound and twice at the upper")]


def _crossing(book: SpreadLedger, window: Years | None, edition: str) -> list[str]:
    """Say how many rows deliver inside and outside a window (without one: in several years), and how many bound nothing."""
    listed = book.units_in(EVER)
    inside = np.minimum(listed, 1) if window is None else book.units_in(window)
    crossing = (inside > 0) & (inside < listed)
    where = "in several years" if window is None else "inside and outside the window"
    broken = int((crossing & (book.unit == 0) & (book.low > 0)).sum())
    counted = f"edition {edition}: {int(crossing.sum())} rows deliver {where}; of them only the sum is printed"
    assumed = (
        "lo and hi assume at least one unit in each listed delivery year; the point is an even split over them, an estimate; "
        "the likely range assumes further that every way to spread the rest over the years is as likely as any other"
    )
    more = f"{broken} of these rows have no number delivered, or fewer units than years: anything from none to all counts"
    return [counted, assumed, more] if broken else [counted, assumed]


def _unknown(rows: pl.DataFrame, delivered: pl.Expr, unit: Unit) -> list[str]:
    amount = pl.col("tiv") if unit is Unit.TIV else pl.col("pieces")
    number = rows.filter(amount.is_null(), delivered).height
    return [f"{number} rows tell deliveries but no {unit.value}: they are not counted, here or in the total"] if number else []


def _repeated(rows: pl.DataFrame, how: str) -> list[str]:
    number = rows["repeated"].sum()
    return [f"{number} rows repeat an earlier row cell by cell: {how}"] if number else []
