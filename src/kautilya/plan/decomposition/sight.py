"""What the search for plans needs of the relaxation, and nothing of what the bound goes on to do with it."""

from dataclasses import dataclass, field

from kautilya.plan.decomposition.cuts import Cut
from kautilya.plan.decomposition.layout import Layout
from kautilya.plan.decomposition.relaxation import Relaxation
from kautilya.plan.figures import Floats
from kautilya.plan.recourse.problem import Problem

REMEMBERED = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """The relaxation as it stood after a step."""

    problem: Problem
    layout: Layout
    largest: Floats
    """Upper bounds of the losses' columns."""
    values: Floats | None = None
    """The master's point; None before it was solved."""
    total: list[Cut] = field(default_factory=list)
    """The last tangents of the whole loss."""


def sight(state: Relaxation) -> Sight:
    """Return what the search for plans needs of a relaxation."""
    point = None if state.answer is None else state.answer.values
    total = [cut.bare() for cut in state.total[-REMEMBERED:]]
    return Sight(problem=state.problem, layout=state.layout, largest=state.largest, values=point, total=total)
