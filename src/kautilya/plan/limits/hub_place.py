"""A hub looks after what is there."""

from collections.abc import Iterator

import numpy as np

from kautilya.plan.block import Block, Term, block, grid
from kautilya.plan.columns import Columns
from kautilya.plan.figures import Figures, Ints


def hub_place(figures: Figures, columns: Columns) -> Block:
    """Look after units in service only: `H[s,k,t] <= sum_u there[s,o,u,t] d[o,u]` for an offer, `units[f,t]` for a fleet.

    There is as in `shortfall`, before what is unavailable; rows only where something is cut off.
    """
    kept = figures.upkeep
    futures, names, years = columns.placed.axes
    place = grid(len(futures), len(names), len(years))
    terms: list[Term] = [(place, columns.placed.at, 1.0), *_in_service(figures, columns, place)]
    felt = np.asarray(kept.regained > 0).ravel()
    return block("hub_place", (futures, names, years), terms, upper=kept.units[None], keep=felt)


def _in_service(figures: Figures, columns: Columns, place: Ints) -> Iterator[Term]:
    """Yield the units of offers that are in service."""
    if not figures.upkeep.with_hub:
        return
    there = figures.presence_before
    for p, offer in enumerate(figures.upkeep.offer):
        of = there.offer == offer
        column = columns.delivered.at[offer, there.planned[of]]
        yield place[there.scenario[of], p, there.year[of]], column, -there.value[of]
