"""What became of the promises of an agreement, by area, with the evidence and its age; what falls due next.

Rows on one promise (`promise_id`) are folded: the promise row says what was promised and when it is due, the row with the
latest evidence says how far it is. The share delivered takes the promises whose due day has passed and whose state is known,
with the exact binomial interval (CONVENTIONS §7, §9).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from kautilya.measures.finding import Finding, Measurement, Scalar
from kautilya.measures.scope import Scope
from kautilya.measures.statistics.proportions import EXACT_SHARE, proportion
from kautilya.store.view import View
from kautilya.tables.marks import computed, weakest
from kautilya.tables.ties.promises import Promise, State, promises
from kautilya.tables.windows import Bracket

MEASURE = "framework"
QUESTION = "What became of the promises of each agreement, and what falls due in the next twelve months?"
ALL = "all"
ENOUGH_FOR_A_SHARE = 5
COUNT, SHARE, STATE = "promises by state", "share delivered of the promises that were due", "state of a promise"
AGE, NEXT = "age of the latest evidence", "falls due within twelve months"
AGE_RANGE = "the least and the most that the date of the evidence allows"
NOTES = (
    "Several rows on one promise are one; the row with the latest evidence says how far it is.",
    "Overdue: the due day has passed by the day of the view and the promise is open or only partly delivered.",
    "Evidence from before the promise is told as earlier and has no age: it shows nothing of what became of it.",
    "A window keeps the promises that were certainly made (the day in the agreement's name) or certainly fall due in it.",
    "Unknown: no page says what became of it; it counts neither as kept nor as broken, and a due day does not change that.",
    "Most promises name no day: they cannot be overdue, and open ones among them may be old.",
    f"The share delivered takes promises with a passed due day; below {ENOUGH_FOR_A_SHARE} of known state it is refused.",
    "The record holds what somebody wrote down from statements: kept and broken promises may be found unequally often.",
    "Who owes a promise is no column of the record: those of both sides stand together.",
    "Delivered means that the promised act took place; a signed roadmap is delivered before anything of it is built.",
)


def framework(view: View, scope: Scope) -> Measurement:
    """Measure promises by partner, agreement and area, each one's state and evidence, and what falls due."""
    made = promises(view)
    ours = [promise for promise in made if asked_for(promise, scope)]
    groups = tuple(_groups(ours, scope))
    return Measurement(
        measure=MEASURE,
        question=QUESTION,
        as_of=str(view.as_of),
        findings=(
            *(_labelled(finding, scope) for of, found in groups for finding in _counts(view, of, found, len(made), scope)),
            *(finding for promise in ours for finding in _of_promise(view, promise, len(made))),
        ),
        listed=(
            *(row for of, found in groups for row in _refused(view, of, found)),
            *(row for promise in made for row in _undated(promise, scope)),
        ),
        notes=NOTES,
    )


def _labelled(finding: Finding, scope: Scope) -> Finding:
    return replace(finding, window=f"made or due {scope.told}") if scope.windowed else finding


def asked_for(promise: Promise, scope: Scope) -> bool:
    """Tell whether a promise is the partner's and was certainly made, or certainly falls due, in the window asked for."""
    if scope.partner is not None and scope.partner not in promise.partners:
        return False
    return not scope.windowed or any(scope.takes_in(day.first, day.last) for day in (promise.made, promise.due) if day)


def _undated(promise: Promise, scope: Scope) -> Iterable[Mapping[str, Scalar]]:
    """List a promise of the partner that may have been made or fall due in the window, but does not certainly."""
    ours = scope.partner is None or scope.partner in promise.partners
    days = [day for day in (promise.made, promise.due) if day is not None]
    may = not days or any(scope.may_hold(Bracket(first=day.first, last=day.last), promise.partners) for day in days)
    if scope.windowed and ours and may and not asked_for(promise, scope):
        yield {
            "list": "promises that may belong to the window",
            "promise": promise.promise_id,
            "agreement": promise.agreement,
            "rows": ";".join(promise.rows),
            "reason": "neither the day of its agreement nor its due day certainly lies in it",
        }


Of = Mapping[str, str]


def _groups(ours: Sequence[Promise], scope: Scope) -> Iterable[tuple[Of, Sequence[Promise]]]:
    """Yield all promises, then those by partner, by area and by agreement; of one partner only where one is asked for."""
    whom = scope.partner or ALL
    if ours:
        yield {"partner": whom, "agreement": ALL, "area": ALL}, ours
    if scope.partner is None:
        for partner in sorted({partner for promise in ours for partner in promise.partners}):
            members = [promise for promise in ours if partner in promise.partners]
            yield {"partner": partner, "agreement": ALL, "area": ALL}, members
    for area in sorted({promise.area for promise in ours}):
        yield {"partner": whom, "agreement": ALL, "area": area}, [promise for promise in ours if promise.area == area]
    for agreement in sorted({promise.agreement for promise in ours}):
        members = [promise for promise in ours if promise.agreement == agreement]
        yield {"partner": whom, "agreement": agreement, "area": ALL}, members


def _blank(view: View, of: Of, members: Sequence[Promise], made: int) -> Finding:
    return Finding(
        measure=MEASURE,
        quantity=COUNT,
        of=of,
        value=None,
        unit="promises",
        window="all promises",
        n=len(members),
        coverage=f"{made} promises found in statements; {_dated(members)} of these {len(members)} name a due day",
        as_of=str(view.as_of),
        mark=computed(weakest(promise.mark for promise in members)),
        claim_ids=tuple(dict.fromkeys(claim_id for promise in members for claim_id in promise.claim_ids)),
    )


def _dated(members: Sequence[Promise]) -> int:
    return sum(promise.due is not None for promise in members)


def _counts(view: View, of: Of, members: Sequence[Promise], made: int, scope: Scope) -> Iterable[Finding]:
    """Yield how many promises are in each state, and the share delivered of those that were due."""
    blank = _blank(view, of, members, made)
    overall = (of["partner"], of["agreement"], of["area"]) == (scope.partner or ALL, ALL, ALL)
    for state in State:
        found = [promise for promise in members if promise.state is state]
        if found:
            claim_ids = tuple(dict.fromkeys(claim_id for promise in found for claim_id in promise.claim_ids))
            yield replace(
                blank, of={**of, "state": state.value}, value=len(found), claim_ids=claim_ids, headline=overall,
                note=", ".join(promise.promise_id for promise in found) if len(found) <= 12 else None,
            )  # fmt: skip
    due = _were_due(members, view)
    known = [promise for promise in due if promise.state is not State.UNKNOWN]
    if len(known) >= ENOUGH_FOR_A_SHARE:
        kept = proportion(sum(promise.state is State.DELIVERED for promise in known), len(known))
        claim_ids = tuple(dict.fromkeys(claim_id for promise in due for claim_id in promise.claim_ids))
        yield replace(
            blank, quantity=SHARE, unit="share", value=round(kept.value, 4), low=round(kept.low, 4), high=round(kept.high, 4),
            range_is=EXACT_SHARE, n=len(known), claim_ids=claim_ids, headline=overall,
            note=f"{len(due) - len(known)} more were due whose state is unknown",
        )  # fmt: skip


def _were_due(members: Iterable[Promise], view: View) -> Sequence[Promise]:
    return [promise for promise in members if promise.due is not None and promise.due.last < view.as_of.first]


def _of_promise(view: View, promise: Promise, made: int) -> Iterable[Finding]:
    """Yield the state of a promise, the age of its evidence, and its due day where that lies in the next twelve months."""
    of = {
        "promise": promise.promise_id,
        "partner": ";".join(promise.partners),
        "agreement": promise.agreement,
        "area": promise.area,
    }
    blank = replace(_blank(view, of, (promise,), made), mark=promise.mark)
    due = f", due {promise.due}" if promise.due else ", no due day"
    partly = ", partly delivered" if promise.state is State.OVERDUE and promise.reported is State.PARTLY else ""
    note = f"{promise.text}{due}{partly}; {promise.told}"
    yield replace(
        blank, quantity=STATE, unit="state", value=promise.state.value, note=note, headline=promise.state is State.OVERDUE
    )
    age = promise.evidence_age(view.as_of.last)
    if age is not None and not promise.evidence_is_older:
        low, high = age
        yield replace(
            blank, quantity=AGE, unit="days", value=low if low == high else None, low=low, high=high, range_is=AGE_RANGE,
            mark=computed(promise.mark), note=promise.evidence,
        )  # fmt: skip
    if promise.due_between(view.as_of.last, _in_a_year(view.as_of.last)):
        yield replace(blank, quantity=NEXT, unit="day", value=str(promise.due), note=note, headline=True)


def _in_a_year(day: date) -> date:
    return day.replace(year=day.year + 1, day=28) if (day.month, day.day) == (2, 29) else day.replace(year=day.year + 1)


def _refused(view: View, of: Of, members: Sequence[Promise]) -> Iterable[Mapping[str, Scalar]]:
    """List the promises that were due where too few of them have a known state for a share; once, for all and each partner."""
    if (of["agreement"], of["area"]) != (ALL, ALL):
        return
    due = _were_due(members, view)
    known = sum(promise.state is not State.UNKNOWN for promise in due)
    if due and known < ENOUGH_FOR_A_SHARE:
        yield {
            "list": "too few promises due for a share delivered",
            "partner": of["partner"],
            "promises": ";".join(promise.promise_id for promise in due),
            "rows": ";".join(row for promise in due for row in promise.rows),
            "reason": f"{ENOUGH_FOR_A_SHARE - known} more promises with a passed due day and a known state needed",
        }
