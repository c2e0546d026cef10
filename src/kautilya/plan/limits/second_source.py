"""An area does not hang on one source."""

import numpy as np

from kautilya.plan.block import Block, Term, block
from kautilya.plan.columns import Columns
from kautilya.plan.figures import Figures
from kautilya.plan.on_request import Source


def second_source(figures: Figures, columns: Columns) -> Block:
    """Demand a second source in a named area: `sum_(o of l) units[o] X[o,last] <= most x sum_(o of area) units[o] X[o,last]`.

    Where it is asked for, for each source l of the area: an offer, or all offers of a counterparty. Units of the area count,
    leased ones too, over all order years. Nothing at all may be ordered in an area with one source and a share below 1.
    """
    labels: list[str] = []
    terms: list[Term] = [(np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64), np.zeros(0))]
    for rule in figures.case.second_sources:
        offers = [o for o, offer in enumerate(figures.case.offers) if offer.area_id == rule.area_id]
        sources = {o: _source(figures, o, rule.by) for o in offers}
        last, units = columns.ordered.at[offers, -1], figures.offers.units[offers]
        for source in sorted(set(sources.values())):
            own = np.array([sources[o] == source for o in offers])
            terms.append((len(labels), last, units * (own - rule.most.value)))
            labels.append(f"{rule.area_id}, {source}")
    return block("second_source", (labels,), terms, upper=0)


def _source(figures: Figures, offer: int, by: Source) -> str:
    of = figures.case.offers[offer]
    return of.id if by is Source.OFFER else of.counterparty
