"""The smallest case that exercises each limit, by the limit's name."""

from collections.abc import Mapping
from dataclasses import replace

from kautilya.plan.case import Case
from tests.plan.tiny import area, case, channel, components, fleet, hub, offer, second_source, upkeep

_ONE = [area("a", requirement=[1, 1])]

HUB = replace(
    case(_ONE, [offer("o", origins=("RUS",))], budget=[10, 20], order_years=2, origins={"RUS": (9.0, 12.0)}),
    fleets=(fleet(retiring=[0, 0], units=[1, 1]),), hubs=(hub(lead=1),),
    upkeep=(upkeep("o", 0.5, 1.0), upkeep("old", 0.25, 0.75, load=2)),
)  # fmt: skip
SMALLEST: Mapping[str, Case] = {
    "cumulative": case(_ONE, [offer("o")], budget=[10, 20], order_years=2),
    "earliest_order": case(_ONE, [offer("o", earliest_order=2027)], budget=[10, 20], order_years=2),
    "maximum_quantity": case(_ONE, [offer("o", most=3), offer("p", most=None)], budget=[10, 20], order_years=2),
    "minimum_lot": case(_ONE, [offer("o", min_lot=2)], budget=[10, 20], order_years=2),
    "programme_start": case(_ONE, [offer("o", most=3)], budget=[10, 20], order_years=2),
    "lead_time": case(_ONE, [offer("o", lead_years=0.6)], budget=[10, 20], order_years=1, P27="month 6"),
    "delivery_rate": case(_ONE, [offer("o", lead_years=1, max_rate=2)], budget=[10, 20], order_years=1),
    "all_delivered": case(_ONE, [offer("o")], budget=[10, 20], order_years=1),
    "payments": case(_ONE, [offer("o", fixed_cost=6)], budget=[10, 20], order_years=2, P11="0.2"),
    "budget": case(_ONE, [offer("o")], budget=[10, 20], order_years=2),
    "carry_over": case(_ONE, [offer("o")], budget=[10, 20], order_years=2, P10="0.1"),
    "origin_cap": case(_ONE, [offer("o", origins=("IND", "FRA"), fixed_cost=6), offer("p")], budget=[10, 20], order_years=2,
                       P06="0.35"),
    "counterparty_cap": case(_ONE, [offer("o", counterparty="FRA"), offer("p")], budget=[10, 20], order_years=2, P07="0.25",
                             P08="1"),
    "component_family_cap": components(case(_ONE, [offer("o", fixed_cost=6), offer("p"), offer("q")], budget=[10, 20],
                                            order_years=2), 0.35, jet=["o"], radar=["o", "q"]),
    "indigenous_floor": case(_ONE, [offer("o", indigenous_content=0.2), offer("p")], budget=[10, 20], order_years=2, P09="0.5"),
    "life_extension": replace(
        case(_ONE, [offer("o", lease=2, extends="old"), offer("p"), offer("q", lease=1, extends="old", units_per_order_unit=2)],
             budget=[10, 20], order_years=1), fleets=(fleet(retiring=[1, 2]),)),
    "hub_expansion": HUB,
    "hub_capacity": HUB,
    "hub_place": HUB,
    "second_source": second_source(case(_ONE, [offer("o"), offer("p", units_per_order_unit=2), offer("q", counterparty="FRA")],
                                        budget=[10, 20], order_years=2), "a", 0.5),
    "target": case([area("a", requirement=[2, 3], holding=1)], [offer("o", lease=1)], budget=[10, 20], order_years=2,
                   targets=[("a", 1, 0)]),
    "emergency_ceiling": case(_ONE, [offer("o")], budget=[10, 20], order_years=1, channels=[channel(quantity=3)]),
    "emergency_reserve": case(_ONE, [offer("o")], budget=[10, 20], order_years=1, channels=[channel(cost=5)], P12="0.1"),
    "shortfall": case([area("a", requirement=[1, 4, 4], holding=1)], [offer("o", late=(0.0, 12)), offer("p", lease=1)],
                      budget=[10, 20, 20], order_years=2, channels=[channel(share=0.5)]),
    "overspend": case(_ONE, [offer("o")], budget=[10, 20], order_years=2, P20="1", P21="uniform 0.9..0.9"),
    "loss": case([area("a", requirement=[1, 2]), area("b", requirement=[4, 4], weight=2)], [offer("o")], budget=[10, 20],
                 order_years=2),
    "excess_loss": case(_ONE, [offer("o")], budget=[10, 20], order_years=2, draws=2),
}  # fmt: skip
