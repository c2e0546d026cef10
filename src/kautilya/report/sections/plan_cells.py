"""How the plan’s figures are written, wherever in the page they stand."""

from kautilya.plan.result import Plan
from kautilya.register.claim import Mark
from kautilya.report.blocks import Cell
from kautilya.report.cells import result
from kautilya.report.wording import indian, plain

PLAN = "plan-basis"
"""Anchor of the paragraph that says how the plan was computed."""
CRORE = "crore rupees"
POINTS = "points"


def mark_of(plan: Plan, name: str) -> Mark:
    """Return the mark of one of the plan’s results; what is not told counts as assumed."""
    return plan.marks.results.get(name, Mark.ASSUMED)


def point(plan: Plan, value: float) -> Cell:
    """Show a figure in points of the objective."""
    return result(value, POINTS, mark_of(plan, "objective"), PLAN, plain(value, 1))


def crore(plan: Plan, value: float, name: str = "money") -> Cell:
    """Show money of the plan, marked as the named result is."""
    return result(value, CRORE, mark_of(plan, name), PLAN, indian(value))


def short_year(year: str) -> str:
    """Write a fiscal year as a column's title: `26-27`."""
    return year.removeprefix("FY")[2:]
