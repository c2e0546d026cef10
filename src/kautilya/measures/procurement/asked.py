"""The window of a question about purchases, and whether a dated thing counts in it."""

from kautilya.core.periods import PartialDate
from kautilya.measures.scope import Scope
from kautilya.tables.windows import Bracket, Membership, Window, membership


def window_of(scope: Scope, as_of: PartialDate) -> Window:
    """Return the window asked for: up to the day of the view, or earlier where an end is told."""
    last = scope.closes(as_of)
    if scope.since is None:
        return Window(label=f"all years to {last}", first=None, last=last)
    return Window(label=f"{scope.since.first}..{last}", first=scope.since.first, last=last)


def counts(day: PartialDate | None, window: Window, scope: Scope) -> bool:
    """Tell whether a thing counts: where a period is asked for, only if it certainly lies within; undated things do not."""
    if scope.since is None and scope.until is None:
        return True
    if day is None:
        return False
    return membership(Bracket(first=day.first, last=day.last), window) is Membership.INSIDE
