"""Cases small enough to see through: every value chosen by the test, none from the register."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from kautilya.plan.case import Area, BudgetYear, Case, Channel, Offer, Origin, Parameter, Target
from kautilya.plan.coefficient import Coefficient
from kautilya.plan.on_request import ComponentLimit, OfferComponent, SecondSource, Source
from kautilya.plan.sustainment import Fleet, Hub, Upkeep
from kautilya.register.claim import Mark

PARAMETERS = {
    "P02": "0.9", "P03": "0.3", "P04": "0.5", "P05": "1", "P06": "1", "P07": "1", "P08": "2", "P09": "0", "P10": "0",
    "P11": "0.2", "P12": "0.1", "P19": "0: 1.0", "P20": "0", "P21": "uniform 0.8..0.9", "P22": "4", "P23": "0", "P24": "0.5",
    "P25": "uniform 0.1..0.2", "P27": "month 0",
}  # fmt: skip


def number(value: float) -> Coefficient:
    return Coefficient(value=float(value), low=None, high=None, mark=Mark.ASSUMED, weakest=Mark.ASSUMED, basis="test",
                       rests_on=(), claim_ids=())  # fmt: skip


def parameters(changed: Mapping[str, str], surge_areas: str = "a") -> tuple[Parameter, ...]:
    return tuple(
        Parameter(id=name, what=name, value=text, low="", high="", unit="", applies_to=surge_areas if name == "P24" else "",
                  mark=Mark.ASSUMED, reason="test", claim_ids=())
        for name, text in (PARAMETERS | dict(changed)).items()
    )  # fmt: skip


def area(area_id: str = "a", *, requirement: Sequence[float], holding: float = 0, weight: float = 1) -> Area:
    return Area(id=area_id, name=area_id, service="Army", unit="piece", requirement_what="test", weight=number(weight),
                requirement=tuple(map(number, requirement)), holding=tuple(number(holding) for _ in requirement))  # fmt: skip


def offer(
    offer_id: str,
    area_id: str = "a",
    *,
    origins: tuple[str, ...] = ("IND",),
    counterparty: str = "IND",
    most: float | None = 3,
    lease: int | None = None,
    late: tuple[float, float] | None = None,
    growth: float | None = None,
    extends: str | None = None,
    **given: float,
) -> Offer:
    """An offer that costs 10, has no lead time and a rate of 2 a year, unless told otherwise; late: chance in time, months."""
    values = {"unit_cost": 10, "fixed_cost": 0, "min_lot": 1, "max_rate": 2, "lead_years": 0, "indigenous_content": 1,
              "earliest_order": 2026, "units_per_order_unit": 1} | given  # fmt: skip
    chance, months = late or (1.0, 0.0)
    return Offer(
        id=offer_id, area_id=area_id, system=offer_id, liveness="firm", counterparty=counterparty, design_origins=origins,
        route="Buy", max_quantity=None if most is None else number(most), lease_years=None if lease is None else number(lease),
        extends=extends, rate_growth=None if growth is None else number(growth),
        approval_states=("FRA",) if late else (), approval_probability=number(chance), approval_delay_months=number(months),
        **{name: number(amount) for name, amount in values.items()},
    )  # fmt: skip


def channel(channel_id: str = "k", area_id: str = "a", *, cost: float = 5, quantity: float = 1, share: float = 0.5) -> Channel:
    return Channel(
        id=channel_id, area_id=area_id, partner="ISR", design_origins=("ISR",), item=channel_id, unit_cost=number(cost),
        quantity_per_contract=number(quantity), contracts_per_year=number(1), arrives_within_year=number(share),
    )  # fmt: skip


def case(
    areas: Sequence[Area],
    offers: Sequence[Offer],
    *,
    budget: Sequence[float],
    order_years: int,
    channels: Sequence[Channel] = (),
    origins: Mapping[str, tuple[float, float]] | None = None,
    targets: Sequence[tuple[str, int, float]] = (),
    draws: int = 1,
    seed: int = 1,
    **changed: str,
) -> Case:
    """A case from FY2026-27 on, one budget entry a year; origins: rate and mean length of their stops; targets: year index."""
    years = tuple(f"FY{2026 + t}-{27 + t}" for t in range(len(budget)))
    return Case(
        title="tiny", as_of="2026-04-30", home="IND", seed=seed, scenarios=draws, years=years, order_years=order_years,
        areas=tuple(areas), offers=tuple(offers), channels=tuple(channels),
        origins=tuple(Origin(country=c, start_rate=number(r), mean_months=number(m)) for c, (r, m) in (origins or {}).items()),
        budget=tuple(BudgetYear(available=number(money), committed=None) for money in budget), signed=(),
        targets=tuple(Target(area_id=a, year=years[t], shortfall=number(short)) for a, t, short in targets),
        parameters=parameters(changed), assumptions=(), exclusions=(),
    )  # fmt: skip


def components(given: Case, cap: float, **families: Sequence[str]) -> Case:
    """The case with a cap on component families, each with the offers that need it."""
    needs = tuple(
        OfferComponent(offer_id=name, family=family, suppliers=("USA",), mark=Mark.SOURCED, matched="same name",
                       row=f"d-{family}", claim_ids=())
        for family, offers in families.items()
        for name in offers
    )  # fmt: skip
    return replace(given, component_limit=ComponentLimit(cap=number(cap), needs=needs, uncounted=()))


def second_source(given: Case, area_id: str, most: float, by: Source = Source.OFFER) -> Case:
    """The case with one more rule that an area has a second source."""
    rule = SecondSource(area_id=area_id, by=by, most=number(most))
    return replace(given, second_sources=(*given.second_sources, rule))


def fleet(
    fleet_id: str = "old", area_id: str = "a", *, retiring: Sequence[float], units: Sequence[float] = (), origin: str = "RUS"
) -> Fleet:
    return Fleet(id=fleet_id, area_id=area_id, system=fleet_id, design_origins=(origin,),
                 retiring=tuple(map(number, retiring)), units=tuple(map(number, units)))  # fmt: skip


def hub(*, capacity: float = 1, step: float = 1, cost: float = 5, lead: int = 0) -> Hub:
    return Hub(id="hub", name="hub", capacity=number(capacity), step=number(step), expansion_cost=number(cost),
               lead_years=number(lead))  # fmt: skip


def upkeep(of: str, without: float, within: float | None = None, *, load: float = 1) -> Upkeep:
    """What is available of an offer or a fleet while it is cut off; within a place of the hub, where there is one."""
    at_home = {"hub_id": None, "with_hub": None, "load": None}
    if within is not None:
        return Upkeep(of=of, without_hub=number(without), hub_id="hub", with_hub=number(within), load=number(load))
    return Upkeep(of=of, without_hub=number(without), **at_home)
