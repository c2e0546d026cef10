"""All measures by name: the place where a new one is entered."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from kautilya.core.errors import NotFoundError, UsageError
from kautilya.measures import budget, diversification, gaps, lead_times
from kautilya.measures.finding import Measurement
from kautilya.measures.needs import needs
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
    takes: tuple[str, ...] = ()
    """Fields of `Scope` that narrow it; asked with another one it refuses."""
    needs: tuple[str, ...] = ()
    """Fields without which it can only list what it can be asked of."""


def _whole(name: str, question: str, measured: Callable[[View], Measurement]) -> Measure:
    """Return a measure that is asked of the whole record only."""
    return Measure(name=name, question=question, measured=lambda view, _: measured(view))


def _narrowed(name: str, question: str, measured: Callable[[View, Scope], Measurement]) -> Measure:
    """Return a measure that may be asked of one partner and of a window."""
    return Measure(name=name, question=question, measured=measured, takes=(*PARTNER, *PERIOD))


_MEASURES = (
    _whole(diversification.MEASURE, diversification.QUESTION, diversification.diversification),
    _whole(gaps.MEASURE, gaps.QUESTION, gaps.capability_gaps),
    _whole(lead_times.MEASURE, lead_times.QUESTION, lead_times.lead_time_medians),
    _whole(budget.MEASURE, budget.QUESTION, budget.budget_outlay),
    Measure(name=needs.MEASURE, question=needs.QUESTION, measured=needs.needs_and_offers, takes=PARTNER),
    _narrowed(emergency.MEASURE, emergency.QUESTION, emergency.emergency),
    _narrowed(approvals.MEASURE, approvals.QUESTION, approvals.approvals),
    _narrowed(engagements.MEASURE, engagements.QUESTION, engagements.engagements),
    _narrowed(continuity.MEASURE, continuity.QUESTION, continuity.continuity),
    _narrowed(exercises.MEASURE, exercises.QUESTION, exercises.exercises),
    _narrowed(interoperability.MEASURE, interoperability.QUESTION, interoperability.interoperability),
    Measure(name=framework.MEASURE, question=framework.QUESTION, measured=framework.framework, takes=PARTNER),
    Measure(name=hubs.MEASURE, question=hubs.QUESTION, measured=hubs.hubs, takes=PARTNER),
    Measure(name=dependence.MEASURE, question=dependence.QUESTION, measured=dependence.dependence, takes=PARTNER),
    _narrowed(self_reliance.MEASURE, self_reliance.QUESTION, self_reliance.self_reliance),
    Measure(name=page.MEASURE, question=page.QUESTION, measured=page.partner_page, takes=PARTNER, needs=PARTNER),
)

MEASURES: Mapping[str, Measure] = MappingProxyType({measure.name: measure for measure in _MEASURES})
"""The measures by name, in the order in which they are shown."""


def measured(name: str, view: View, scope: Scope = EVERYTHING) -> Measurement:
    """Answer a measure's question from a view.

    Raises:
        NotFoundError: There is no such measure; the message lists the names.
        UsageError: The measure cannot be narrowed in this way.
    """
    if name not in MEASURES:
        raise NotFoundError(f"no measure '{name}'; measures are: {', '.join(MEASURES)}")
    measure = MEASURES[name]
    if wrong := [field for field in scope.given() if field not in measure.takes]:
        may = ", ".join(map(option, measure.takes)) or "none of --partner, --from, --to"
        raise UsageError(f"measure '{name}' does not take {', '.join(map(option, wrong))}; it takes {may}")
    recorded_by = None if view.recorded_by is None else str(view.recorded_by)
    return replace(measure.measured(view, scope), recorded_by=recorded_by, rules=view.rule_names)


def option(field: str) -> str:
    """Return how the command line names a field of a scope."""
    return {"partner": "--partner", "since": "--from", "until": "--to"}[field]
