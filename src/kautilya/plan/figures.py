"""A case and its scenarios as arrays, the form in which the limits read them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from kautilya.core.errors import InputError, Problem
from kautilya.plan.availability import Availability, availability, unavailable
from kautilya.plan.case import Case, Offer
from kautilya.plan.checking import checked
from kautilya.plan.coefficient import Coefficient
from kautilya.plan.rules import Rules
from kautilya.plan.scenarios import MONTHS, Scenario, due_month, lag_years

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
POINTS = 100.0
"""Value of doing nothing, without any surge."""
ROUNDING = 1e-6
"""Of a unit, in rates that grow by shares."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferFigures:
    """One entry per offer."""

    area: Ints
    units: Floats
    """Units of the area per ordered unit."""
    unit_cost: Floats
    fixed_cost: Floats
    content: Floats
    lot: Floats
    rate: Floats
    yearly_rate: Floats
    """[offer, year] most units delivered in the year."""
    lag: Ints
    """Years from order to first planned delivery."""
    earliest: Ints
    """First order year, as an index; the number of order years if it is after the last."""
    max_quantity: Floats
    """Infinite where the case states none."""
    most: Floats
    """Most units that can be ordered and delivered within the horizon."""
    counterparties: tuple[str, ...]
    """The foreign ones, sorted."""
    by_counterparty: Bools
    """[foreign counterparty, offer]."""
    origins: tuple[str, ...]
    by_origin: Bools
    """[foreign design origin, offer]; a joint design is true under each of its foreign origins."""
    families: tuple[str, ...]
    """Foreign component families, sorted; none where no cap on them is asked for."""
    by_family: Bools
    """[component family, offer]; an offer can need several."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Presence:
    """Area units in service per unit planned to be delivered, as triplets on the cumulative deliveries D.

    With there[s,o,u,t] the units in service in t per unit planned for u, the value is there[s,o,u,t] - there[s,o,u+1,t].
    """

    scenario: Ints
    offer: Ints
    planned: Ints
    year: Ints
    value: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """All numbers of a planning problem; axes are named in brackets."""

    case: Case
    rules: Rules
    probability: Floats
    offers: OfferFigures
    budget: Floats
    """[year] crore rupees."""
    left_after_cut: Floats
    """[scenario, year] crore rupees; the budget itself without a cut."""
    is_cut: Bools
    need: Floats
    """[scenario, area, year] requirement and surge less holding; negative where more is held than needed."""
    loss_per_unit: Floats
    """[area, year] points per unit short."""
    money_weight: Floats
    """[] points per crore rupees spent."""
    arrival: Ints
    """[scenario, offer, planned year] year in which what is planned for a year arrives; it can lie beyond the horizon."""
    stay: Ints
    """[offer] years that a unit stays: those of a lease, or more than the horizon has."""
    upkeep: Availability
    channel_area: Ints
    channel_cost: Floats
    channel_most: Floats
    """[channel] most units a year."""
    channel_share: Floats
    """[channel] share of a purchase that arrives within its year."""
    targets: tuple[tuple[int, int, float], ...]
    """Area, year, most units short on planned deliveries."""

    @property
    def order_years(self) -> int:
        """Number of years in which orders may be placed."""
        return self.case.order_years

    @property
    def horizon(self) -> int:
        """Number of years in which need counts."""
        return len(self.case.years)

    @property
    def presence(self) -> Presence:
        """What is in service and available without a hub, for the rows of the extensive form."""
        there = self.presence_before
        if not self.case.upkeep:
            return there
        available = np.broadcast_to(self.upkeep.available, self.arrival.shape)[there.scenario, there.offer, there.year]
        return replace(there, value=there.value * available)

    @property
    def presence_before(self) -> Presence:
        """What is in service, available or not."""
        years, arrival = np.arange(self.horizon), self.arrival[..., None]
        there = np.asarray((arrival <= years) & (years < arrival + self.stay[:, None, None]), dtype=np.int8)
        there[:, :, :-1] -= there[:, :, 1:].copy()
        scenario, offer, planned, year = np.nonzero(there)
        value = there[scenario, offer, planned, year] * self.offers.units[offer]
        return Presence(scenario=scenario, offer=offer, planned=planned, year=year, value=value)


def figures(case: Case, futures: Sequence[Scenario]) -> Figures:
    """Turn a case and its scenarios into arrays; InputError lists what cannot be planned with."""
    rule = checked(case)
    budget = np.array([year.available.value for year in case.budget])
    cuts = np.array([future.cuts for future in futures])
    areas = {area.id: i for i, area in enumerate(case.areas)}
    requirement = _grid([[need.value for need in area.requirement] for area in case.areas])
    holding = _grid([[held.value for held in area.holding] for area in case.areas])
    surges = np.array([future.surge for future in futures]).reshape(len(futures), *requirement.shape)
    return Figures(
        case=case,
        rules=rule,
        probability=np.array([future.probability for future in futures]),
        offers=_offers(case, rule, areas),
        budget=budget,
        left_after_cut=cuts * budget,
        is_cut=cuts < 1,
        need=surges + unavailable(case, futures, areas) + requirement - holding,
        loss_per_unit=_loss_per_unit(case, rule, requirement, holding),
        money_weight=np.array(rule.spend_weight / budget[: case.order_years].sum()),
        arrival=_arrivals(case, rule, futures),
        stay=np.array(
            [2 * len(case.years) if o.lease_years is None else int(o.lease_years.value) for o in case.offers], dtype=np.int64
        ),
        upkeep=availability(case, futures, areas),
        channel_area=np.array([areas[channel.area_id] for channel in case.channels], dtype=np.int64),
        channel_cost=np.array([channel.unit_cost.value for channel in case.channels]),
        channel_most=np.array([c.quantity_per_contract.value * c.contracts_per_year.value for c in case.channels]),
        channel_share=np.array([channel.arrives_within_year.value for channel in case.channels]),
        targets=tuple((areas[t.area_id], case.years.index(t.year), t.shortfall.value) for t in case.targets),
    )


def _offers(case: Case, rule: Rules, areas: dict[str, int]) -> OfferFigures:
    offers = case.offers
    lag = np.array([lag_years(offer, rule) for offer in offers], dtype=np.int64)
    first = int(case.years[0][2:6])
    earliest = np.array([min(max(int(o.earliest_order.value) - first, 0), case.order_years) for o in offers], dtype=np.int64)
    rate = _each(offers, lambda offer: offer.max_rate)
    max_quantity = np.array([np.inf if offer.max_quantity is None else offer.max_quantity.value for offer in offers])
    yearly_rate = _rates(case, rate)
    delivers = np.arange(len(case.years)) >= np.where(earliest < case.order_years, lag + earliest, len(case.years))[:, None]
    limit = case.component_limit
    families = () if limit is None else limit.families
    needs = {} if limit is None else {family: limit.offers_on(family) for family in families}
    origins = sorted({country for offer in offers for country in offer.design_origins} - {case.home})
    counterparties = sorted({offer.counterparty for offer in offers} - {case.home})
    return OfferFigures(
        area=np.array([areas[offer.area_id] for offer in offers], dtype=np.int64),
        units=_each(offers, lambda offer: offer.units_per_order_unit),
        unit_cost=_each(offers, lambda offer: offer.unit_cost),
        fixed_cost=_each(offers, lambda offer: offer.fixed_cost),
        content=_each(offers, lambda offer: offer.indigenous_content),
        lot=_each(offers, lambda offer: offer.min_lot),
        rate=rate,
        yearly_rate=yearly_rate,
        lag=lag,
        earliest=earliest,
        max_quantity=max_quantity,
        most=np.floor(np.minimum(max_quantity, (yearly_rate * delivers).sum(axis=1))),
        counterparties=tuple(counterparties),
        by_counterparty=_members(counterparties, [(offer.counterparty,) for offer in offers]),
        origins=tuple(origins),
        by_origin=_members(origins, [offer.design_origins for offer in offers]),
        families=families,
        by_family=_members(families, [tuple(name for name in families if offer.id in needs[name]) for offer in offers]),
    )


def _rates(case: Case, first: Floats) -> Floats:
    """Return the whole units that each offer delivers at most in each year: `floor(max_rate (1 + growth)^t)`."""
    growth = np.array([0.0 if offer.rate_growth is None else offer.rate_growth.value for offer in case.offers])
    grown = first[:, None] * (1 + growth)[:, None] ** np.arange(len(case.years))
    return np.asarray(np.floor(grown + ROUNDING))


def _arrivals(case: Case, rule: Rules, futures: Sequence[Scenario]) -> Ints:
    """Return `scenarios.arrival_year` of all scenarios, offers and planned years at once."""
    delay = np.array([future.delay_months for future in futures], dtype=np.float64).reshape(len(futures), len(case.offers))
    stops = {origins: _stops(origins, futures) for origins in {offer.design_origins for offer in case.offers}}
    found = np.empty((len(futures), len(case.offers), len(case.years)), dtype=np.int64)
    for i, offer in enumerate(case.offers):
        due = (MONTHS * np.arange(len(case.years)) + due_month(offer, rule))[None, :] + delay[:, i, None]
        for start, end in stops[offer.design_origins]:
            due = np.where((start <= due) & (due < end), MONTHS * np.ceil(end / MONTHS), due)
        found[:, i] = np.floor(due / MONTHS)
    return found


def _stops(origins: tuple[str, ...], futures: Sequence[Scenario]) -> list[tuple[Floats, Floats]]:
    """Return the first, second, ... interruption of any of some origins as start and end [scenario, 1]; 0..0 for none."""
    spans = [sorted(span for country in origins for span in future.stops.get(country, ())) for future in futures]
    most = max(map(len, spans), default=0)
    padded = np.array([[*of, *[(0.0, 0.0)] * (most - len(of))] for of in spans], dtype=np.float64)
    return [(padded[:, n, :1], padded[:, n, 1:]) for n in range(most)]


def _loss_per_unit(case: Case, rule: Rules, requirement: Floats, holding: Floats) -> Floats:
    weight = np.array([area.weight.value for area in case.areas])[:, None] * rule.discount ** np.arange(requirement.shape[1])
    relative = weight / requirement.max(axis=1, keepdims=True)
    nothing = float((relative * np.maximum(0, requirement - holding)).sum())
    if nothing <= 0:
        raise InputError("case", [Problem(file="case", field="areas", message="no area is short in any year: nothing to plan")])
    return np.asarray(POINTS * relative / nothing)


def _each(offers: Sequence[Offer], coefficient: Callable[[Offer], Coefficient]) -> Floats:
    return np.array([coefficient(offer).value for offer in offers], dtype=np.float64)


def _members(names: Sequence[str], memberships: Sequence[tuple[str, ...]]) -> Bools:
    return np.array([[name in of for of in memberships] for name in names], dtype=np.bool_).reshape(
        len(names), len(memberships)
    )


def _grid(rows: Sequence[Sequence[float]]) -> Floats:
    return np.array(rows, dtype=np.float64)
