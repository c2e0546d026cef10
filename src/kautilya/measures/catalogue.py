"""All measures by name: the place where a new one is entered."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from kautilya.core.collecting import uncollected
from kautilya.core.errors import NotFoundError, UsageError
from kautilya.measures import budget, diversification, gaps, lead_times
from kautilya.measures.answered import answered
from kautilya.measures.finding import Measurement
from kautilya.measures.needs import needs
from kautilya.measures.nothing import nothing_found
from kautilya.measures.partners import page
from kautilya.measures.procurement import approvals, emergency
from kautilya.measures.reliance import dependence, hubs, self_reliance
from kautilya.measures.scope import EVERYTHING, Scope
from kautilya.measures.ties import continuity, engagements, exercises, framework, interoperability
from kautilya.store.view import View

PARTNER = ("partner",)
PERIOD = ("since", "until")
"""Fields of a scope that a measure may take."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A named question to a view."""

    name: str
    question: str
    measured: Callable[[View, Scope], Measurement]
    reads: tuple[str, ...]
    """Kinds of the records that it is answered from, those with days first: how far they reach is told of an empty answer."""
    takes: tuple[str, ...] = (*PARTNER, *PERIOD)
    """Fields of `Scope` that narrow it; asked with another one it refuses."""
    context: frozenset[str] = frozenset()
    """Quantities that stand beside whatever is asked for: where there is no other, nothing was found of a partner or window."""
    instead: str = ""
    """Why it does not take the other fields, and what to ask instead."""


_MEASURES = (
    Measure(
        name=diversification.MEASURE,
        question=diversification.QUESTION,
        measured=diversification.diversification,
        reads=("deal", "supplier-share"),
    ),
    Measure(
        name=gaps.MEASURE,
        question=gaps.QUESTION,
        measured=gaps.capability_gaps,
        reads=("requirement", "case-holding"),
        takes=PERIOD,
        instead="a gap is nobody's: ask what a partner could fill of it with measure needs",
    ),
    Measure(
        name=lead_times.MEASURE,
        question=lead_times.QUESTION,
        measured=lead_times.lead_time_medians,
        reads=("deal", "lead-time"),
    ),
    Measure(
        name=budget.MEASURE,
        question=budget.QUESTION,
        measured=budget.budget_outlay,
        reads=("budget", "budget-change"),
        takes=PERIOD,
        instead="the budget names no partner: ask for a partner's share of contract money with measure diversification",
    ),
    Measure(
        name=needs.MEASURE,
        question=needs.QUESTION,
        measured=needs.needs_and_offers,
        reads=("offer", "case-offer", "case-area", "case-holding"),
        context=frozenset((needs.NEED, needs.SHARE, needs.LEFT)),
    ),
    Measure(
        name=emergency.MEASURE,
        question=emergency.QUESTION,
        measured=emergency.emergency,
        reads=("emergency",),
        context=frozenset((*(name for name, _ in emergency.RULES.values()), *emergency.AUDITED.values())),
    ),
    Measure(
        name=approvals.MEASURE,
        question=approvals.QUESTION,
        measured=approvals.approvals,
        reads=("approval", "deal", "lead-time"),
    ),
    Measure(name=engagements.MEASURE, question=engagements.QUESTION, measured=engagements.engagements, reads=("engagement",)),
    Measure(
        name=continuity.MEASURE,
        question=continuity.QUESTION,
        measured=continuity.continuity,
        reads=("shock", "engagement", "exercise", "agreement", "deal"),
    ),
    Measure(name=exercises.MEASURE, question=exercises.QUESTION, measured=exercises.exercises, reads=("exercise",)),
    Measure(
        name=interoperability.MEASURE,
        question=interoperability.QUESTION,
        measured=interoperability.interoperability,
        reads=("exercise", "agreement"),
    ),
    Measure(name=framework.MEASURE, question=framework.QUESTION, measured=framework.framework, reads=("commitment",)),
    Measure(name=hubs.MEASURE, question=hubs.QUESTION, measured=hubs.hubs, reads=("hub", "support", "fleet", "deal")),
    Measure(
        name=dependence.MEASURE,
        question=dependence.QUESTION,
        measured=dependence.dependence,
        reads=("deal", "fleet", "dependence"),
    ),
    Measure(
        name=self_reliance.MEASURE,
        question=self_reliance.QUESTION,
        measured=self_reliance.self_reliance,
        reads=("industry", "technology-transfer", "budget"),
    ),
    Measure(
        name=page.MEASURE,
        question=page.QUESTION,
        measured=page.partner_page,
        reads=("deal", "engagement", "commitment", "agreement", "exercise", "fleet"),
    ),
)

MEASURES: Mapping[str, Measure] = MappingProxyType({measure.name: measure for measure in _MEASURES})
"""The measures by name, in the order in which they are shown."""


def measured(name: str, view: View, scope: Scope = EVERYTHING) -> Measurement:
    """Answer a measure's question from a view; where there is no figure, the first listed row says why.

    Raises:
        NotFoundError: There is no such measure; the message lists the names.
        UsageError: The measure cannot be narrowed in this way.
    """
    if name not in MEASURES:
        raise NotFoundError(f"no measure '{name}'; measures are: {', '.join(MEASURES)}")
    measure = MEASURES[name]
    if wrong := [field for field in scope.given() if field not in measure.takes]:
        may = ", ".join(map(option, measure.takes))
        raise UsageError(f"measure '{name}' does not take {', '.join(map(option, wrong))}; it takes {may}; {measure.instead}")
    with uncollected():
        found = answered(measure.measured, view, scope)
    if not any(one.quantity not in measure.context for one in found.findings) and (scope.given() or not found.findings):
        found = replace(found, listed=(nothing_found(view, measure.reads, scope, found.listed), *found.listed))
    recorded_by = None if view.recorded_by is None else str(view.recorded_by)
    asked = {option(field): str(getattr(scope, field)) for field in scope.given()}
    return replace(found, recorded_by=recorded_by, rules=view.rule_names, asked=asked)


def option(field: str) -> str:
    """Return how the command line names a field of a scope."""
    return {"partner": "--partner", "since": "--from", "until": "--to"}[field]
