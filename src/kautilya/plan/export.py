"""The model of a case as a file that any solver reads."""

from pathlib import Path

from kautilya.plan.case import Case
from kautilya.plan.figures import figures
from kautilya.plan.model import program
from kautilya.plan.scenarios import scenarios
from kautilya.plan.solver import write

FORMATS = (".mps", ".lp")
"""Endings of a model's file; each is a format."""


def write_model(case: Case, path: Path) -> None:
    """Write the whole programme of a case with readable names, as MPS or LP by the ending of the path.

    Its optimum is the objective of the best plan in points; `Plan.bound` is a lower bound of it.
    """
    write(program(figures(case, scenarios(case))), path)
