"""Lists of years as SIPRI prints them."""

import re
from dataclasses import dataclass

_TOKEN = re.compile(r"\(?([0-9]{4})\)?")
_RANGE = re.compile(r"\(?([0-9]{4})\s*[-\u2013]\s*([0-9]{4})\)?")
_LONGEST_RANGE = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class Years:
    """A list of years, read."""

    years: tuple[int, ...] = ()
    """Ascending, each once."""
    uncertain: bool = False
    """Whether one of them is printed with `?` or in brackets."""
    bad: str | None = None
    """Why the list cannot be read."""
    mended: str | None = None
    """How it was read where that is not plain."""


def listed_years(text: str, first: int, last: int) -> Years:
    """Read `2018; 2019`; a range such as `2018-2020` stands for each of its years, and that is told."""
    found: set[int] = set()
    mended = None
    for token in re.split(r"[;,]", text.replace("?", " ")):
        part = token.strip()
        if not part:
            continue
        years = _years(part)
        if not years:
            return Years(bad=f"'{text[:60]}' is no list of years")
        if not all(first <= year <= last for year in years):
            return Years(bad=f"'{text[:60]}' holds an absurd year")
        if len(years) > 1:
            mended = f"'{text[:60]}' read as every year of the range"
        found.update(years)
    return Years(years=tuple(sorted(found)), uncertain="?" in text or "(" in text, mended=mended)


def _years(token: str) -> tuple[int, ...]:
    single, period = _TOKEN.fullmatch(token), _RANGE.fullmatch(token)
    if single is not None:
        return (int(single[1]),)
    if period is None:
        return ()
    first, last = int(period[1]), int(period[2])
    return tuple(range(first, last + 1)) if first <= last <= first + _LONGEST_RANGE else ()
