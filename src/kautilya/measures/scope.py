"""Of whom and of when a measure is asked: one partner or all, the whole record or a window of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from kautilya.core.errors import NotFoundError
from kautilya.core.periods import PartialDate
from kautilya.intake.transfers.names import alike, party_code, party_codes
from kautilya.tables.windows import Bracket, Window, all_years


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """What a question is narrowed to; a measure names in `Measure.takes` which of these it understands."""

    partner: str | None = None
    """ISO 3166-1 alpha-3 code (CONVENTIONS §4); None: all partners, side by side."""
    since: PartialDate | None = None
    """First day that counts; None: from the beginning of the record."""
    until: PartialDate | None = None
    """Last day that counts; None: up to the day of the view."""

    def given(self) -> tuple[str, ...]:
        """Return the fields that narrow the question."""
        return tuple(name for name in self.__dataclass_fields__ if getattr(self, name) is not None)

    @property
    def windowed(self) -> bool:
        """Whether a first or a last day is asked for."""
        return self.since is not None or self.until is not None

    @property
    def told(self) -> str:
        """The window asked for, as results that have another window of their own print it beside."""
        return f"{self.since or 'the beginning'}..{self.until or 'the end'}"

    def takes_in(self, first: date, last: date) -> bool:
        """Tell whether a period lies wholly in the window asked for; plans after the day of the view may."""
        begins = self.since is None or first >= self.since.first
        return begins and (self.until is None or last <= self.until.last)

    def opens(self, otherwise: date) -> date:
        """Return the first day that counts, or another where none is told."""
        return otherwise if self.since is None else self.since.first

    def closes(self, as_of: PartialDate) -> date:
        """Return the last day that counts: never after the day of the view, whatever was told."""
        return as_of.last if self.until is None else min(self.until.last, as_of.last)

    def may_hold(self, when: Bracket | None, partners: Iterable[str]) -> bool:
        """Tell whether something of some partners may lie in what is asked for; of an unknown day it may."""
        if self.partner is not None and self.partner not in partners:
            return False
        if when is None:
            return True
        begins = self.since is None or when.last >= self.since.first
        return begins and (self.until is None or when.first is None or when.first <= self.until.last)


EVERYTHING = Scope()
"""All partners, the whole record."""


def window_of(scope: Scope, as_of: PartialDate) -> Window:
    """Return the window asked for, with the name under which results print it; all years where none is asked for."""
    if scope.since is None and scope.until is None:
        return all_years(as_of.last)
    first, last = None if scope.since is None else scope.since.first, scope.closes(as_of)
    return Window(label=f"{first or 'the beginning'}..{last}", first=first, last=last)


def period_within(scope: Scope, as_of: PartialDate, first: date, last: date) -> bool:
    """Tell whether a whole period lies in the window asked for; where none is asked for, every period does."""
    if scope.since is None and scope.until is None:
        return True
    return scope.opens(date.min) <= first and last <= scope.closes(as_of)


def partner_named(text: str) -> str:
    """Return the code of a partner named by code or by an English name (CONVENTIONS §4).

    Raises:
        NotFoundError: No list has it; the message has what is spelt alike.
    """
    name = text.strip()
    codes = {code.lower(): code for code in party_codes()}
    if name.lower() in codes:
        return codes[name.lower()]
    listed = party_code(name)
    if listed.known:
        return listed.code
    near = _near(alike(name))
    raise NotFoundError(f"no partner '{name}'{near}")


def _near(names: Iterable[str]) -> str:
    found = " or ".join(names)
    return f"; did you mean {found}?" if found else "; name it by its ISO 3166-1 code (FRA) or its English name"
