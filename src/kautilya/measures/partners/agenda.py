"""What to raise with a partner at the next meeting, at which level, and what falls due: docs/agenda.md."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from kautilya.core.errors import UsageError
from kautilya.measures.needs.weighing import needs
from kautilya.measures.nothing import nothing_found
from kautilya.measures.partners.contracted import found_in_deals
from kautilya.measures.partners.expected import Expected, expected_forums
from kautilya.measures.partners.fillable import found_in_needs
from kautilya.measures.partners.hindsight import Done, decided_by, done_by
from kautilya.measures.partners.items import Check, Due, Item, Kind, in_a_year
from kautilya.measures.partners.notified import found_in_notifications
from kautilya.measures.partners.promised import found_in_promises
from kautilya.measures.scope import Scope
from kautilya.store.view import View
from kautilya.tables.deliveries import deliveries
from kautilya.tables.ties.home import home_of
from kautilya.tables.ties.promises import promises
from kautilya.tables.ties.visits import LEVELS, visits

NOTES = (
    "Weight: overdue commitment or late delivery 4, pending case 3, unfilled need 2, open commitment 1; plus urgency, 0 to 1.",
    "The weight orders the list; it is chosen by Kautilya (docs/agenda.md), no finding and no measure of importance.",
    "Level: a commitment where it was made; a delivery or case with the secretaries, after a year or if stalled the ministers.",
    "A need belongs to the secretaries where an offer is firm, else to the ministers: whether to ask is to be decided.",
    "What the record shows as delivered, cancelled, withdrawn or missed is left out; what it does not know is to be checked.",
    "Overdue or late says that a day has passed, not whose doing that is; who owes a commitment is no column of the record.",
    "A commitment and a deal can be about one matter: the record does not link them, and both are listed.",
    "A single row is a lead with a source, not a fact to raise unread: open its pages first.",
)


NO_NEEDS = "No need is listed: no planning case is known by this day, so that unfilled needs cannot be told."


@dataclass(frozen=True, slots=True, kw_only=True)
class Agenda:
    """The points of one partner as of one day."""

    partner: str
    as_of: str
    recorded_by: str | None
    rules: tuple[str, ...]
    level: str | None
    """The level that it was narrowed to."""
    items: tuple[Item, ...]
    """By weight, the heaviest first."""
    left_out: int
    """Points of other levels."""
    due: tuple[Due, ...]
    """What falls due in the next twelve months, soonest first."""
    later: tuple[Due, ...]
    """What falls due after that."""
    expected: tuple[Expected, ...]
    check: tuple[Check, ...]
    """What the record does not know: to be asked about before anybody raises it."""
    nothing: str | None = None
    """Why there is nothing on it; None where there is something."""
    notes: tuple[str, ...] = NOTES


READS = ("deal", "engagement", "commitment", "agreement", "offer")


def agenda(view: View, partner: str, *, level: str | None = None, later: View | None = None) -> Agenda:
    """Return what to raise with a partner on the day of a view.

    Args:
        partner: ISO 3166-1 alpha-3 code.
        level: Only the points that belong to this level of contact, as `engagements` names it.
        later: The register as known on a later day: what it shows as done by the day of the view is not raised, but listed
            among what is to be checked, for the page that says so may not have been out yet.

    Raises:
        UsageError: There is no such level; the message lists them.
    """
    if level is not None and level not in LEVELS:
        raise UsageError(f"no level '{level}'; levels are: {', '.join(LEVELS)}")
    held, _ = visits(view)
    parts = (
        found_in_promises(view, partner, held),
        found_in_deals(view, partner),
        found_in_needs(view, partner),
        found_in_notifications(view, partner),
    )
    done = {} if later is None else done_by(later, view.as_of)
    decided = done if later is None else {**decided_by(later, view.as_of), **done}
    every = [item for part in parts for item in part.items]
    over = [(item, decided if item.kind is Kind.PENDING else done) for item in every]
    items = sorted(
        (item for item, settled in over if not _done(item, settled)), key=lambda item: (-item.weight, item.rows[0].id)
    )
    shown = tuple(item for item in items if level in (None, item.level))
    due = sorted(
        (one for part in parts for one in part.due if not _done(one, done)), key=lambda one: (one.when.sort_key, one.uid)
    )
    soon = in_a_year(view.as_of.last)
    found = Agenda(
        partner=partner,
        as_of=str(view.as_of),
        recorded_by=None if view.recorded_by is None else str(view.recorded_by),
        rules=view.rule_names,
        level=level,
        items=shown,
        left_out=len(items) - len(shown),
        due=_within(due, soon),
        later=tuple(one for one in due if one.when.first > soon),
        expected=tuple(one for one in expected_forums(view, partner, held) if level in (None, one.level)),
        notes=NOTES if needs(view) else (*NOTES, NO_NEEDS),
        check=(*_settled_since(over), *(one for part in parts for one in part.check if not _done(one, done))),
    )
    empty = not (found.items or found.left_out or found.due or found.later or found.expected or found.check)
    why = str(nothing_found(view, READS, Scope(partner=partner))["reason"]) if empty else None
    return replace(found, nothing=why)


def _done(point: Item | Due | Check, done: Done) -> bool:
    return any((row.kind, row.id) in done for row in point.rows)


def _settled_since(items: Iterable[tuple[Item, Done]]) -> Iterable[Check]:
    for item, done in items:
        days = [done[row.kind, row.id] for row in item.rows if (row.kind, row.id) in done]
        if days:
            why = f"a page that the register knows of only from a later day tells that it was done by {days[0]}"
            yield Check(about=item.about, why=why, rows=item.rows)


def _within(due: Iterable[Due], until: date) -> tuple[Due, ...]:
    """Return what may fall due by a day."""
    return tuple(one for one in due if one.when.first <= until)


def partners_of_record(view: View) -> tuple[str, ...]:
    """Return the countries with a visit, a commitment or a deal, but the home country, sorted."""
    home = home_of(view)
    held, _ = visits(view)
    parties = {
        *(partner for visit in held for partner in visit.partners),
        *(partner for promise in promises(view) for partner in promise.partners),
        *(partner for deal in deliveries(view) for partner in deal.parties),
    }
    return tuple(sorted(code for code in parties - {home, "unknown"} if len(code) == 3))


def most_told_of(view: View, most: int) -> tuple[str, ...]:
    """Return the partners with the most visits, commitments and deals in the record, the first of equals by code."""
    held, _ = visits(view)
    told = Counter(
        partner
        for parties in (
            *(visit.partners for visit in held),
            *(promise.partners for promise in promises(view)),
            *(deal.parties for deal in deliveries(view)),
        )
        for partner in parties
    )
    whom = partners_of_record(view)
    return tuple(sorted(whom, key=lambda code: (-told[code], code))[:most])
