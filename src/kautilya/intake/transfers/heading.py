"""The lines above a table: the day it was generated, its window, whose transfers it holds, its credit line."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from kautilya.register.dataset import Direction, Selection

SIPRI_LICENCE = "SIPRI: free for non-commercial use with credit; less than a tenth of the data set may be reproduced"
SIPRI_CREDIT = "Source: SIPRI Arms Transfers Database (c) SIPRI."
UN_LICENCE = "United Nations: reports of member states, free to cite with credit"
UN_CREDIT = "Source: United Nations Register of Conventional Arms."

OPENINGS = (
    "Transfers of major", '"Transfers of major', "Volume of transfers", '"Volume of transfers', "TIV of arms", '"TIV of arms',
    "\ufeff",
)  # fmt: skip
"""How the first line of a download begins: within a file, the start of another download that was pasted in."""

_KNOWN = re.compile(
    r"\s*\"?(?:transfers of (?:major|arms)|volume of transfers|tiv of arms|a ['\u2018\u2019][?0]|an empty field|sipri trend|"
    r"figures (?:are|may)|for (?:the|more) |source:|data generated|generated:|deals with|importer/exporter)",
    re.IGNORECASE,
)
_GENERATED = re.compile(r"\bgenerated\s*:?\s*(?:on\s+)?([^,;\"]{6,40})", re.IGNORECASE)
_DAY_MONTH = re.compile(r"([0-9]{1,2})\s+([A-Za-z]{3,9})\.?\s+([0-9]{4})\b")
_ISO_DAY = re.compile(r"\b([0-9]{4})-([0-9]{2})-([0-9]{2})\b")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WINDOW = re.compile(r"year range\s+'?(not specified|[0-9]{4})'?\s+to\s+'?(not specified|[0-9]{4})'?", re.IGNORECASE)
_BETWEEN = re.compile(r"arms\s+from\s+(.+?)\s+to\s+(.+?)\s*\.", re.IGNORECASE)
_TABLE = re.compile(
    r"arms\s+(exports|imports)\s+(?:from|to|of|by)\s+(.+?)\s*,\s*([0-9]{4})\s*[-\u2013]\s*([0-9]{4})", re.IGNORECASE
)
_CREDIT = re.compile(r"source\s*:.*sipri", re.IGNORECASE)
_LAST_EDITION = 2100


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """What the lines above a table say."""

    lines: int = 0
    edition: date | None = None
    window: tuple[int, int] | None = None
    window_stated: bool = False
    selection: Selection = field(default_factory=Selection)
    direction: Direction | None = None
    subject: str | None = None
    credit: str | None = None


def heading_of(lines: Sequence[str]) -> Heading:
    """Read the lines above a table; any of them may be missing."""
    texts = [_bare(line) for line in lines]
    found = Heading(lines=len(lines), edition=_edition(texts), credit=next((t for t in texts if _CREDIT.match(t)), None))
    for text in texts:
        found = _with_table(_with_window(found, text), text)
    return found


def is_heading_line(line: str) -> bool:
    """Tell whether a line is one of those that SIPRI prints above a table."""
    return _KNOWN.match(line) is not None


def _bare(line: str) -> str:
    """Return a line without the padding and the quotes that a spreadsheet adds."""
    return line.lstrip("\ufeff").rstrip(",;\t ").strip().strip('"').strip()


def _with_window(found: Heading, text: str) -> Heading:
    window, between = _WINDOW.search(text), _BETWEEN.search(text)
    if window is not None:
        years = [int(part) for part in window.groups() if part.isdigit()]
        limits = (years[0], years[1]) if len(years) == 2 and years[0] <= years[1] else None
        found = replace(found, window=limits, window_stated=limits is not None or not years)
    if between is not None:
        found = replace(found, selection=Selection(supplier=between[1].strip(), recipient=between[2].strip()))
    return found


def _with_table(found: Heading, text: str) -> Heading:
    table = _TABLE.search(text)
    if table is None:
        return found
    direction = Direction(table[1].lower())
    subject = table[2].strip()
    selection = Selection(supplier=subject) if direction is Direction.EXPORTS else Selection(recipient=subject)
    return replace(
        found,
        direction=direction,
        subject=subject,
        selection=selection,
        window=(int(table[3]), int(table[4])),
        window_stated=True,
    )


def _edition(texts: Iterable[str]) -> date | None:
    for text in texts:
        told = _GENERATED.search(text)
        if told is not None and (day := _day(told[1])) is not None:
            return day
    return None


def _day(text: str) -> date | None:
    iso, worded = _ISO_DAY.search(text), _DAY_MONTH.search(text)
    if iso is not None:
        return _date(int(iso[1]), int(iso[2]), int(iso[3]))
    if worded is None or worded[2][:3].lower() not in _MONTHS:
        return None
    return _date(int(worded[3]), _MONTHS.index(worded[2][:3].lower()) + 1, int(worded[1]))


def _date(year: int, month: int, day: int) -> date | None:
    try:
        found = date(year, month, day)
    except ValueError:
        return None
    return found if found.year <= _LAST_EDITION else None
