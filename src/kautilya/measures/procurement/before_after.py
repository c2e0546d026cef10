"""Were cases signed faster after an agreement than before? An exact test where both sides have cases enough, else a refusal."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from kautilya.core.periods import PartialDate
from kautilya.measures.finding import Finding, Scalar
from kautilya.measures.statistics.proportions import EXACT_SHARE, proportion
from kautilya.measures.statistics.two_by_two import FISHER, fisher
from kautilya.store.view import View
from kautilya.tables.approvals import REGIME, events
from kautilya.tables.cells import day, known_word, word
from kautilya.tables.lead_times import LeadTime, asked_until
from kautilya.tables.live_offers import countries_of

WITHIN_MONTHS = 24
NEEDED_A_SIDE = 5
"""Decided cases on each side: with four against four no outcome but the extreme one reaches 5 %."""
SHARE = f"share of cases signed within {WITHIN_MONTHS} months"
TEST = "before against after: " + FISHER
SIGNED = "signed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """A day that may have changed how a partner approves."""

    name: str
    partner: str
    on: PartialDate
    claim_ids: tuple[str, ...]


class Decided(NamedTuple):
    """A case, whether it was signed within the months, and the first and last day on which it can have begun."""

    case: LeadTime
    came: bool
    first: date
    last: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Sides:
    """The decided cases that certainly began before and after a cut; each tells whether it was signed within the months."""

    before: tuple[tuple[LeadTime, bool], ...]
    after: tuple[tuple[LeadTime, bool], ...]

    @property
    def smaller(self) -> int:
        """The number of cases on the smaller side."""
        return min(len(self.before), len(self.after))


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """Findings, and the comparisons refused."""

    findings: tuple[Finding, ...]
    listed: tuple[Mapping[str, Scalar], ...]


def before_and_after(view: View, cases: Sequence[LeadTime], blank: Finding) -> Compared:
    """Compare cases that began before and after each agreement or milestone of their partner, pair by pair.

    Only cases that began at least so many months before the register last asked are decided, whatever became of them: a young
    case that is open would make the later side look slow, and counting only the young ones that are signed would make it look
    quick.
    """
    findings: list[Finding] = []
    listed: list[Mapping[str, Scalar]] = []
    groups: dict[tuple[str, str], list[LeadTime]] = {}
    for case in cases:
        if case.pair.endswith(f"-> {SIGNED}") and case.bounded:
            groups.setdefault((case.partner, case.pair), []).append(case)
    known = cuts(view)
    buyers, until = _buyers(view), asked_until(view)
    abroad = {key: decided(members, until) for key, members in groups.items() if key[0] not in buyers}
    for (partner, pair), members in abroad.items():
        split = [(cut, sides(members, cut.on)) for cut in known if cut.partner == partner]
        enough = [(cut, both) for cut, both in split if both.smaller >= NEEDED_A_SIDE]
        for cut, both in enough:
            findings += _compared(cut, both, replace(blank, stage=pair), tests=len(enough))
        if not enough:
            listed.append(_refused(partner, pair, split))
    return Compared(findings=tuple(findings), listed=tuple(listed))


def cuts(view: View) -> tuple[Cut, ...]:
    """Return the days of agreements with a partner and of milestones of its regime that belong to no single deal.

    What happened on one day is one cut: no case can tell them apart.
    """
    found: list[Cut] = []
    buyers = _buyers(view)
    for agreement in view.records("agreement").values():
        signed = day(agreement, "signed")
        for party in countries_of(known_word(agreement, "parties")):
            if signed is not None and party not in buyers:
                claim_ids = agreement.cell("signed").claim_ids
                found.append(Cut(name=word(agreement, "title"), partner=party, on=signed, claim_ids=claim_ids))
    for event in events(view):
        if event.event in REGIME and event.date is not None and not event.related:
            claim_ids = event.row.cell("date").claim_ids
            found.append(Cut(name=f"{event.event}: {event.item}", partner=event.partner, on=event.date, claim_ids=claim_ids))
    on_a_day: dict[tuple[str, str], list[Cut]] = {}
    for cut in found:
        on_a_day.setdefault((cut.partner, str(cut.on)), []).append(cut)
    return tuple(_together(some) for some in on_a_day.values())


def _together(some: Sequence[Cut]) -> Cut:
    names = dict.fromkeys(cut.name for cut in some)
    return replace(some[0], name="; ".join(names), claim_ids=tuple(one for cut in some for one in cut.claim_ids))


def _buyers(view: View) -> frozenset[str]:
    """Return the countries that buy: with themselves they have no agreement."""
    return frozenset(word(deal, "buyer") for deal in view.records("deal").values())


def decided(cases: Iterable[LeadTime], until: date) -> tuple[Decided, ...]:
    """Return the cases that could be followed for the months and of which it is known whether they were signed within them."""
    followed = (case for case in cases if _months_before(until, _began(case)[1]) >= WITHIN_MONTHS)
    found = ((case, signed_within(case, WITHIN_MONTHS)) for case in followed)
    return tuple(Decided(case, came, *_began(case)) for case, came in found if came is not None)


def _months_before(until: date, began: date) -> int:
    """Return the whole calendar months from one day to another."""
    return (until.year - began.year) * 12 + until.month - began.month - (until.day < began.day)


def sides(cases: Sequence[Decided], on: PartialDate) -> Sides:
    """Split decided cases by whether they certainly began before or after a day."""
    return Sides(
        before=tuple((one.case, one.came) for one in cases if one.last < on.first),
        after=tuple((one.case, one.came) for one in cases if one.first > on.last),
    )


def signed_within(case: LeadTime, months: float) -> bool | None:
    """Tell whether a case ended within some months; None where its dates, or the time it was followed, do not decide."""
    if case.low > months:
        return False
    if case.open or case.high is None or case.high > months:
        return None
    return True


def _began(case: LeadTime) -> tuple[date, date]:
    days = [PartialDate.parse(text) for text in case.start.split(" or ")]
    return min(one.first for one in days), max(one.last for one in days)


def _compared(cut: Cut, both: Sides, blank: Finding, *, tests: int) -> Iterable[Finding]:
    of = {"partner": cut.partner, "agreement": cut.name, "on": str(cut.on)}
    hits = {}
    for side, cases in (("before", both.before), ("after", both.after)):
        hits[side] = sum(came for _, came in cases)
        share = proportion(hits[side], len(cases))
        yield replace(
            blank,
            quantity=SHARE,
            of={**of, "side": side},
            value=share.value,
            low=share.low,
            high=share.high,
            range_is=EXACT_SHARE,
            unit="share",
            n=len(cases),
            claim_ids=_claims(cut, cases),
        )
    yield replace(
        blank,
        quantity=TEST,
        of=of,
        value=fisher(hits["before"], len(both.before), hits["after"], len(both.after)),
        unit="p-value",
        n=len(both.before) + len(both.after),
        claim_ids=_claims(cut, (*both.before, *both.after)),
        note=f"one of {tests} days tested for this partner and pair; not corrected for their number",
        headline=True,
    )


def _claims(cut: Cut, cases: Iterable[tuple[LeadTime, bool]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*cut.claim_ids, *(claim_id for case, _ in cases for claim_id in case.claim_ids))))


def _refused(partner: str, pair: str, split: Sequence[tuple[Cut, Sides]]) -> Mapping[str, Scalar]:
    row: dict[str, Scalar] = {"list": "before and after refused", "partner": partner, "pair": pair}
    if not split:
        return {**row, "reason": "no dated agreement or milestone of this partner is known"}
    cut, best = max(split, key=lambda one: (one[1].smaller, len(one[1].before) + len(one[1].after)))
    reason = (
        f"{NEEDED_A_SIDE} decided cases on each side are needed; at best {len(best.before)} before and {len(best.after)} after "
        f"({cut.name}, {cut.on}): dates of this stage of further deals would add cases"
    )
    return {**row, "days": len(split), "reason": reason}
