"""A gap that has to be closed."""

import numpy as np

from kautilya.plan.block import Block, Term, block
from kautilya.plan.columns import Columns
from kautilya.plan.figures import Figures


def target(figures: Figures, columns: Columns) -> Block:
    """Demand planned deliveries: `sum_o units[o] (D[o,t] - D[o,t-lease]) >= requirement[c,t] - holding[c,t] - allowed`.

    It counts on deliveries as planned: without delays, emergency purchases or surges.
    """
    case, offers = figures.case, figures.offers
    lease = [None if offer.lease_years is None else int(offer.lease_years.value) for offer in case.offers]
    terms: list[Term] = [(np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64), np.zeros(0))]
    for row, (area, year, _) in enumerate(figures.targets):
        for offer in np.flatnonzero(offers.area == area):
            left = year - (lease[offer] or len(case.years))
            terms.append((row, columns.delivered.at[offer, year], offers.units[offer]))
            terms += [] if left < 0 else [(row, columns.delivered.at[offer, left], -offers.units[offer])]
    needed = [
        case.areas[area].requirement[year].value - case.areas[area].holding[year].value - allowed
        for area, year, allowed in figures.targets
    ]
    labels = [f"{case.areas[area].id} {case.years[year]}" for area, year, _ in figures.targets]
    return block("target", (labels,), terms, lower=np.array(needed, dtype=np.float64))
