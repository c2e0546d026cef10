"""What the report shows of a recipient's arms transfers, all from one edition."""

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from kautilya.core.errors import NotFoundError
from kautilya.measures.transfers.answers import NEWEST, answered, holds_whole
from kautilya.measures.transfers.asking import last_complete_year
from kautilya.measures.transfers.held import Held, edition_text
from kautilya.measures.transfers.questions import TRANSFER_MEASURES, Question
from kautilya.measures.transfers.result import distinct
from kautilya.measures.transfers.source import Source
from kautilya.measures.transfers.years import SIPRI_WIDTH, Years
from kautilya.register.dataset import Dataset

MOST_WINDOWS = 8
"""Five-year windows that are shown: forty years."""


FIRST_YEAR = 1950
"""First year of SIPRI's figures."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferFigures:
    """Shares and concentration of one recipient, of one edition."""

    recipient: str
    edition: str
    shares: pl.DataFrame
    """Supplier shares of every window, oldest first; columns as the measure `supplier-shares` hands them out."""
    latest: pl.DataFrame
    """Of the last window alone, largest first."""
    concentration: pl.DataFrame
    """HHI of every five-year window that the file covers."""
    files: tuple[Dataset, ...]
    """The files of the edition."""
    warnings: tuple[str, ...]
    notes: tuple[str, ...]
    credit: tuple[str, ...]


def transfer_figures(held: Held, recipient: str) -> TransferFigures | None:
    """Gather what the newest edition that holds all of a recipient's transfers gives; None where no file tells of it."""
    measure = TRANSFER_MEASURES["supplier-shares"]
    answering = []
    for day in held.editions():
        windows = _windows(held.of(day), recipient)
        if windows:
            whole = holds_whole(held.of(day), measure, Question(recipient=recipient, window=windows[-1]))
            answering.append((not whole, day, windows))
    if not answering:
        return None
    _, day, windows = min(answering, key=lambda one: one[0])
    results = []
    for window in windows:
        try:
            result = answered(held, measure, Question(recipient=recipient, window=window), day or NEWEST).result
        except NotFoundError:
            continue
        if result.frame.height:
            results.append(result)
    if not results:
        return None
    few = answered(held, TRANSFER_MEASURES["concentration"], Question(recipient=recipient), day or NEWEST).result
    return TransferFigures(
        recipient=recipient,
        edition=edition_text(day),
        shares=pl.concat([one.frame for one in results]),
        latest=results[-1].frame,
        concentration=few.frame,
        files=tuple(one for one in held.datasets() if one.edition == day),
        warnings=distinct(line for one in results for line in one.warnings),
        notes=distinct(line for line in results[-1].notes),
        credit=distinct(line for one in (*results, few) for line in one.credit),
    )


def _windows(found: Sequence[Source], recipient: str) -> tuple[Years, ...]:
    """Return neighbouring five-year windows up to the last year that SIPRI had published, oldest first."""
    spans = [span for source in found if (span := _span(source, recipient)) is not None]
    if not spans:
        return ()
    first, last = min(span.first for span in spans), max(span.last for span in spans)
    ends = range(last, first + SIPRI_WIDTH - 2, -SIPRI_WIDTH)
    windows = [Years(first=end - SIPRI_WIDTH + 1, last=end) for end in ends][:MOST_WINDOWS]
    return tuple(reversed(windows)) or (Years(first=first, last=last),)


def _span(source: Source, recipient: str) -> Years | None:
    """Return the years for which a source may hold a recipient's deliveries; None where it has none of them."""
    mine = source.rows.filter(pl.col("recipient") == recipient)
    years = mine["years"].explode() if "years" in mine.columns else mine["year"]
    newest = years.drop_nulls().max()
    if not isinstance(newest, int):
        return None
    last = newest if source.edition is None else last_complete_year(source.edition)
    if source.window is None:
        return Years(first=min(FIRST_YEAR, last), last=last)
    last = min(last, source.window.last)
    return Years(first=min(source.window.first, last), last=last)
