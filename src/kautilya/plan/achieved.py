"""What a plan comes to, as arrays: the same whether the extensive form or the two stages found it."""

from dataclasses import dataclass

import numpy as np

from kautilya.plan.figures import Floats, Ints
from kautilya.plan.model import Program
from kautilya.plan.result import Binding


@dataclass(frozen=True, slots=True, kw_only=True)
class Achieved:
    """Decisions, what they cost, and what every scenario makes of them; axes are named in brackets."""

    ordered: Ints
    """[offer, order year] units ordered in the year."""
    delivered: Ints
    """[offer, year] units planned to be delivered in the year."""
    payments: Floats
    """[year]"""
    carried: Floats
    """[year] into the next year."""
    expanded: Ints
    """[hub, order year] expansions decided in the year."""
    placed: Floats
    """[scenario, upkeep with a hub, year] units of the area that a hub looks after."""
    bought: Floats
    """[scenario, channel, year] units of emergency purchases."""
    short: Floats
    """[scenario, area, year] units short after them."""
    losses: Floats
    """[scenario] points."""
    overspend: Floats
    """[scenario] money above what cuts leave."""
    binding: tuple[Binding, ...]


def of_program(model: Program, values: Floats, binding: tuple[Binding, ...]) -> Achieved:
    """Read it off a solution of the extensive form in which every scenario does its best."""
    at = model.columns
    return Achieved(
        ordered=yearly(values[at.ordered.at]), delivered=yearly(values[at.delivered.at]),
        payments=values[at.payment.at], carried=values[at.carried.at],
        expanded=yearly(values[at.expanded.at]), placed=values[at.placed.at], bought=values[at.emergency.at],
        short=values[at.short.at], losses=values[at.loss.at], overspend=values[at.overspend.at].sum(axis=1), binding=binding,
    )  # fmt: skip


def yearly(cumulative: Floats) -> Ints:
    """Return the whole units of each year."""
    return np.rint(np.diff(cumulative, axis=1, prepend=0)).astype(np.int64)
