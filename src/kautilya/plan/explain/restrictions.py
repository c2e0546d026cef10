"""Further limits that questions put on a plan: an offer in or out, programmes given up, a ceiling on spending."""

from collections.abc import Mapping

import numpy as np

from kautilya.plan.block import Block, Term, block
from kautilya.plan.columns import Columns
from kautilya.plan.figures import Figures, Floats
from kautilya.plan.model import Limit

ALL = (("all",),)
_ROW = np.zeros(1, dtype=np.int64)


def ordered(offer_id: str, *, wanted: bool) -> Limit:
    """Demand at least one unit of an offer, or none."""

    def limit(figures: Figures, columns: Columns) -> Block:
        offers, _ = columns.ordered.axes
        last = columns.ordered.at[offers.index(offer_id), -1:]
        terms: list[Term] = [(_ROW, last, 1.0)]
        lower, upper = (1.0, np.inf) if wanted else (-np.inf, 0.0)
        return block(f"{'with' if wanted else 'without'} {offer_id}", ALL, terms, lower=lower, upper=upper)

    return limit


def given_up(money: Mapping[str, float], share: float, *, of: str) -> Limit:
    """Demand that programmes with at least a share of some plan's order money are not started.

    `sum over its programmes of money[o] (1 - Y[o,last]) >= share x sum of money`. What is ordered more, less or later of the
    programmes that stay does not count, and neither does what is begun beside them. The name of the plan keeps several such
    limits apart.
    """

    def limit(figures: Figures, columns: Columns) -> Block:
        offers, _ = columns.started.axes
        weight: Floats = np.array([money.get(offer, 0.0) for offer in offers])
        whole = float(weight.sum())
        terms: list[Term] = [(_ROW, columns.started.at[:, -1], weight / whole)]
        return block(f"programmes given up of {of}", ALL, terms, upper=1 - share)

    return limit


def just_these(offer_ids: tuple[str, ...]) -> Limit:
    """Demand at least one unit of each of some offers and none of any other."""

    def limit(figures: Figures, columns: Columns) -> Block:
        offers, _ = columns.ordered.axes
        wanted = np.array([offer in offer_ids for offer in offers])
        terms: list[Term] = [(np.arange(len(offers)), columns.ordered.at[:, -1], 1.0)]
        lower, upper = np.where(wanted, 1.0, -np.inf), np.where(wanted, np.inf, 0.0)
        return block("just these programmes", (offers,), terms, lower=lower, upper=upper)

    return limit


def spending(most: float) -> Limit:
    """Limit the sum of all payments to so many crore rupees."""

    def limit(figures: Figures, columns: Columns) -> Block:
        terms: list[Term] = [(_ROW, columns.payment.at, 1.0)]
        return block("spending", ALL, terms, upper=most)

    return limit
