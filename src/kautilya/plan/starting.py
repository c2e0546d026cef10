"""A plan as values of the programme's whole-number columns, from which a search can start."""

from collections.abc import Sequence

import numpy as np

from kautilya.plan.columns import Columns, Family
from kautilya.plan.figures import Floats, Ints
from kautilya.plan.result import Expansion, Order, Plan


def starting_values(columns: Columns, plan: Plan) -> tuple[Ints, Floats]:
    """Return whole-number columns and their values in a plan; offers and years that the programme lacks are left out."""
    ordered, delivered = cumulative(columns.ordered, plan.orders), cumulative(columns.delivered, plan.deliveries)
    grown = expanded(columns.expanded, plan.expansions)
    at = (columns.ordered.at, columns.started.at, columns.delivered.at, columns.expanded.at)
    values = (ordered, (ordered > 0).astype(np.float64), delivered, grown)
    return np.concatenate([part.ravel() for part in at]), np.concatenate([part.ravel() for part in values])


def expanded(family: Family, entries: Sequence[Expansion]) -> Floats:
    """Return expansions up to each year [hub, order year]; hubs and years that the family lacks are left out."""
    hubs, years = family.axes
    done = [[(hub, year) in {(one.hub_id, one.year) for one in entries} for year in years] for hub in hubs]
    return np.array(done, dtype=np.float64).reshape(family.at.shape).cumsum(axis=1)


def cumulative(family: Family, entries: Sequence[Order]) -> Floats:
    """Return units up to each year, in the shape of a kind of variable; offers and years that it lacks are left out."""
    offers, years = family.axes
    place, when = {offer: o for o, offer in enumerate(offers)}, {year: t for t, year in enumerate(years)}
    units = np.zeros(family.at.shape)
    for entry in entries:
        if entry.offer_id in place and entry.year in when:
            units[place[entry.offer_id], when[entry.year]] += entry.units
    return np.asarray(units.cumsum(axis=1))
