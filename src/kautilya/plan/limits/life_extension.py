"""Only what would retire can be kept."""

import numpy as np

from kautilya.plan.block import Block, Term, block
from kautilya.plan.columns import Columns
from kautilya.plan.figures import Figures


def life_extension(figures: Figures, columns: Columns) -> Block:
    """Keep only units that retire: `sum_(o extends f) units[o] D[o,t] <= sum_(u<=t) retiring[f,u]` for each fleet f.

    A unit comes back in the year in which it would have left the holding or later, and leaves for good after the offer's
    years; several offers for one fleet share its units.
    """
    case = figures.case
    keeping = [fleet for fleet in case.fleets if any(offer.extends == fleet.id for offer in case.offers)]
    terms: list[Term] = [(np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64), np.zeros(0))]
    years = np.arange(figures.horizon)
    for f, fleet in enumerate(keeping):
        row = f * figures.horizon + years
        terms += [
            (row, columns.delivered.at[o], figures.offers.units[o])
            for o, offer in enumerate(case.offers)
            if offer.extends == fleet.id
        ]
    left = [np.cumsum([units.value for units in fleet.retiring]) for fleet in keeping]
    upper = np.array(left).reshape(len(keeping), figures.horizon)
    return block("life_extension", (tuple(fleet.id for fleet in keeping), case.years), terms, upper=upper)
