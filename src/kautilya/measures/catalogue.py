"""All measures by name: the place where a new one is entered."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from kautilya.core.errors import NotFoundError
from kautilya.measures import budget, diversification, gaps, lead_times
from kautilya.measures.finding import Measurement
from kautilya.store.view import View


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A named question to a view."""

    name: str
    question: str
    measured: Callable[[View], Measurement]


_MEASURES = (
    Measure(name=diversification.MEASURE, question=diversification.QUESTION, measured=diversification.diversification),
    Measure(name=gaps.MEASURE, question=gaps.QUESTION, measured=gaps.capability_gaps),
    Measure(name=lead_times.MEASURE, question=lead_times.QUESTION, measured=lead_times.lead_time_medians),
    Measure(name=budget.MEASURE, question=budget.QUESTION, measured=budget.budget_outlay),
)

MEASURES: Mapping[str, Measure] = MappingProxyType({measure.name: measure for measure in _MEASURES})
"""The measures by name, in the order in which they are shown."""


def measured(name: str, view: View) -> Measurement:
    """Answer a measure's question from a view; NotFoundError lists the names."""
    if name not in MEASURES:
        raise NotFoundError(f"no measure '{name}'; measures are: {', '.join(MEASURES)}")
    recorded_by = None if view.recorded_by is None else str(view.recorded_by)
    return replace(MEASURES[name].measured(view), recorded_by=recorded_by, rules=view.rule_names)
