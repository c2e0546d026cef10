"""Why an answer is empty: nothing known by then, nobody of that name, no row in that window, or too few for a figure."""

from collections.abc import Iterable, Mapping, Sequence

from kautilya.core.periods import FiscalYear, PartialDate
from kautilya.measures.finding import Scalar
from kautilya.measures.scope import EVERYTHING, Scope
from kautilya.store.view import ALWAYS, View

LIST = "nothing found"
"""The list under which the reason stands, before all other listed rows."""
DAYS: Mapping[str, tuple[str, ...]] = {
    "deal": ("signed_on", "last_seen_on"),
    "engagement": ("start",),
    "exercise": ("start",),
    "agreement": ("signed",),
    "approval": ("date",),
    "shock": ("start",),
    "emergency": ("contract_signed",),
    "commitment": ("evidence_date", "due"),
    "requirement": ("as_of",),
    "fleet": ("as_of",),
    "offer": ("as_of",),
    "hub": ("date",),
    "support": ("period",),
    "budget": ("fiscal_year",),
    "industry": ("period_start", "period_end"),
    "supplier-share": ("window_start", "window_end"),
    "technology-transfer": ("date_agreed",),
}
"""The attributes whose earliest and latest day say how far the rows of a kind reach."""
Listed = Mapping[str, Scalar]


def nothing_found(view: View, reads: Sequence[str], scope: Scope = EVERYTHING, listed: Sequence[Listed] = ()) -> Listed:
    """Return the row that says why a question has no figure, and from when to when the record reaches.

    Args:
        view: The view that gave no figure.
        reads: The kinds of records that the question is answered from.
        scope: What it was narrowed to.
        listed: What the answer lists instead of figures: the first of them says what stood in the way.
    """
    if not any(view.records(kind) for kind in reads):
        return {"list": LIST, "reason": f"nothing that answers this is known by {view.as_of}{_later(view, reads)}"}
    about = "".join((f" of {scope.partner}" if scope.partner else "", _window(scope)))
    reason = f"nothing{about} in the record that answers this, as of {view.as_of}; {_reach(view, reads)}"
    if listed:
        first = listed[0]
        reason = f"no figure{about}: {first['list']}: {first['reason']}; listed: {len(listed)}; {_reach(view, reads)}"
    return {"list": LIST, "reason": reason}


def _window(scope: Scope) -> str:
    since = f" from {scope.since}" if scope.since else ""
    return since + (f" to {scope.until}" if scope.until else "")


def _later(view: View, reads: Sequence[str]) -> str:
    """Say from when the register has anything; of an empty one that it has nothing."""
    whole = view.at(ALWAYS)
    days = [claim.known_on.last for kind in reads for claim in whole.claims(kind).values()]
    if not days:
        return ": the register holds no such record"
    return f": the first page of such a record is known from {min(days)} on; ask with a later day"


def _reach(view: View, reads: Sequence[str]) -> str:
    """Return from when to when the records reach that a question is answered from."""
    days = [day for kind in reads for day in _days(view, kind)]
    if not days:
        return "no record that answers this tells a day"
    first, last = min(days, key=lambda day: day.first), max(days, key=lambda day: day.last)
    return f"the record begins with {first} and ends with {last}"


def _days(view: View, kind: str) -> Iterable[PartialDate | FiscalYear]:
    """Yield the days of the records of a kind that are not after the view: plans reach further than the record does."""
    for record in view.records(kind).values():
        for column in DAYS.get(kind, ()):
            point = record.cell(column).point
            if isinstance(point, PartialDate | FiscalYear) and point.first <= view.as_of.last:
                yield point
