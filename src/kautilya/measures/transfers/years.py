"""Windows of whole years, as SIPRI prints them: `2018:2022` is both years and the three between."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

_WINDOW = re.compile(r"([0-9]{4})(?:[:-]([0-9]{4}))?", re.ASCII)
SIPRI_WIDTH = 5
"""Years in the windows that SIPRI compares: one year of deliveries says little."""


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Years:
    """Consecutive calendar years, both ends counted."""

    first: int
    last: int

    def __post_init__(self) -> None:
        """Refuse a window that ends before it begins (ValueError)."""
        if self.last < self.first:
            raise ValueError(f"a window of years cannot end ({self.last}) before it begins ({self.first})")

    @classmethod
    def parse(cls, text: str) -> "Years":
        """Read `2018:2022`, `2018-2022` or `2018` (ValueError otherwise)."""
        match = _WINDOW.fullmatch(text.strip())
        if match is None:
            raise ValueError(f"'{text}' is no window of years; write it as 2018:2022")
        return cls(first=int(match[1]), last=int(match[2] or match[1]))

    def __contains__(self, year: int) -> bool:
        """Tell whether a year lies in the window."""
        return self.first <= year <= self.last

    def __iter__(self) -> Iterator[int]:
        """Go through the years."""
        return iter(range(self.first, self.last + 1))

    def __len__(self) -> int:
        """Count the years."""
        return self.last - self.first + 1

    def __str__(self) -> str:
        """Write `2018:2022`, as the command line takes it."""
        return f"{self.first}:{self.last}"

    def covers(self, other: "Years") -> bool:
        """Tell whether every year of the other lies in this one."""
        return self.first <= other.first and other.last <= self.last

    def overlaps(self, other: "Years") -> bool:
        """Tell whether the two have a year in common."""
        return self.first <= other.last and other.first <= self.last

    def before(self) -> "Years":
        """Return the window of the same length that ends where this one begins."""
        return Years(first=self.first - len(self), last=self.first - 1)


def rolling(years: Iterable[int], width: int = SIPRI_WIDTH) -> tuple[Years, ...]:
    """Return every window of a width that fits between the first and the last of some years."""
    known = sorted(set(years))
    if not known:
        return ()
    return tuple(Years(first=first, last=first + width - 1) for first in range(known[0], known[-1] - width + 2))
