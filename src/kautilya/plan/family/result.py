"""A plan of an instance of the frozen family."""

from collections.abc import Mapping
from dataclasses import dataclass

from kautilya.plan.decomposition.effort import Effort


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitsOrdered:
    """Units of an offer ordered in a year; both are counted from 0."""

    offer: int
    year: int
    units: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """The objective term by term, in points: 100 is doing nothing without any surge."""

    mean_loss: float
    cvar: float
    """Mean loss of the worst scenarios, before its weight."""
    risk_weight: float
    spend: float
    total: float
    """`(1 - risk_weight) mean_loss + risk_weight cvar + spend`"""


@dataclass(frozen=True, slots=True, kw_only=True)
class FamilyPlan:
    """What to order and which hubs to expand, what it is worth, and how far that may be from the best possible."""

    case_digest: str
    scenarios: int
    versions: Mapping[str, str]
    effort: Effort
    stopped_by: str
    """`done` where no plan is better, to rounding; `gap`, `work`, `time`, `interrupt`, or `lost` where the process that
    searches plans was ended from outside."""
    steps: int
    """Steps of the search, the unit of its work limit."""
    orders: tuple[UnitsOrdered, ...]
    expansions: tuple[tuple[int, int], ...]
    """Hub and year of each expansion, counted from 0."""
    objective: Terms
    bound: float
    """No plan of the case has a smaller objective."""
    gap: float
    """(objective - bound) / objective"""
    gap_points: float
    """objective - bound"""
    problems: tuple[str, ...]
    """Limits that the evaluator finds broken; empty for a sound plan."""
