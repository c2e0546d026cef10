"""Limits of a user that tie what happens in a scenario, and cases that have them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from hypothesis import strategies as st

from kautilya.plan.block import Block, Term, block, grid
from kautilya.plan.case import Case
from kautilya.plan.columns import Columns
from kautilya.plan.figures import Figures
from kautilya.plan.model import Limit
from kautilya.plan.scenarios import Scenario, scenarios
from tests.plan.drawn import cases
from tests.plan.test_hubs import upheld


def purchases_in_all(most: float) -> Limit:
    """In each scenario so many emergency purchases over all years and channels: ties years and areas."""

    def limit(__: Figures, columns: Columns) -> Block:
        futures, *_ = columns.emergency.axes
        terms: list[Term] = [(grid(len(futures))[:, None, None], columns.emergency.at, 1.0)]
        return block("purchases_in_all", (futures,), terms, upper=most)

    return limit


def second_no_worse_than_first(more: float) -> Limit:
    """In each scenario and year the second area is short of at most so much more than the first: ties areas."""

    def limit(__: Figures, columns: Columns) -> Block:
        futures, _, years = columns.short.axes
        place = grid(len(futures), len(years))
        terms: list[Term] = [(place, columns.short.at[:, 1], 1.0), (place, columns.short.at[:, 0], -1.0)]
        return block("second_no_worse_than_first", (futures, years), terms, upper=more)

    return limit


def loss_at_most(most: float) -> Limit:
    """No scenario loses more points: some plans leave some scenarios without an answer."""

    def limit(__: Figures, columns: Columns) -> Block:
        futures, *_ = columns.loss.axes
        return block("loss_at_most", (futures,), [(grid(len(futures)), columns.loss.at, 1.0)], upper=most)

    return limit


def purchases_follow_orders(__: Figures, columns: Columns) -> Block:
    """In each scenario no more emergency purchases than units planned so far: ties what is decided and what happens."""
    futures, _, years = columns.emergency.axes
    place = grid(len(futures), len(years))
    terms: list[Term] = [
        (place[:, None, :], columns.emergency.at, 1.0), (place[:, None, :], columns.delivered.at[None], -1.0)
    ]  # fmt: skip
    return block("purchases_follow_orders", (futures, years), terms, upper=0)


def mean_shortfall_at_most(most: float) -> Limit:
    """So many units short of the first area in the last year in the mean: ties scenarios to each other."""

    def limit(numbers: Figures, columns: Columns) -> Block:
        terms: list[Term] = [(np.zeros(1, dtype=np.int64), columns.short.at[:, 0, -1], numbers.probability)]
        return block("mean_shortfall_at_most", (("all",),), terms, upper=most)

    return limit


@dataclass(frozen=True)
class Tied:
    """A case and limits beside its own."""

    case: Case
    also: Sequence[Limit]
    uneven: bool
    """Whether some scenarios are likelier than others."""

    @property
    def futures(self) -> list[Scenario]:
        drawn = scenarios(self.case)
        chance = [1.0 + (s % 3 if self.uneven else 0) for s in range(len(drawn))]
        return [replace(one, probability=chance[s] / sum(chance)) for s, one in enumerate(drawn)]


@st.composite
def tied(draw: st.DrawFn) -> Tied:
    limits = [
        purchases_in_all(draw(st.sampled_from([0.5, 2.0]))),
        second_no_worse_than_first(draw(st.sampled_from([0.0, 1.5]))),
        loss_at_most(draw(st.sampled_from([60.0, 90.0, 140.0]))),
        purchases_follow_orders,
    ]
    also = draw(st.lists(st.sampled_from(limits), max_size=3, unique=True))
    return Tied(draw(st.one_of(cases(), upheld())), also, draw(st.booleans()))
