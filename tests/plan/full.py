"""A small case with everything that a case has only on request, all at once."""

from dataclasses import replace

from tests.plan.tiny import area, case, channel, components, fleet, hub, offer, second_source, upkeep

_BARE = case(
    [area("a", requirement=[5, 6, 6, 6], holding=3), area("b", requirement=[2, 3, 3, 3])],
    [
        offer("own", most=4, unit_cost=9, growth=0.5, max_rate=1),
        offer("jet", most=4, unit_cost=7, origins=("FRA",), counterparty="FRA", late=(0.5, 12.0), indigenous_content=0.3),
        offer("refit", most=3, unit_cost=2, lease=2, extends="old", origins=("RUS",)),
        offer("gun", "b", most=3, unit_cost=5, origins=("RUS",), counterparty="RUS"),
    ],
    budget=[30, 30, 30, 20], order_years=3, channels=[channel(cost=2), channel("l", "b", cost=3)],
    origins={"FRA": (0.6, 9.0), "RUS": (0.8, 9.0)}, draws=4, seed=5, P03="0.3", P19="0: 0.5, 12: 0.5", P20="0.4", P23="0.4",
)  # fmt: skip
FULL = second_source(
    components(
        replace(
            _BARE,
            fleets=(fleet("old", retiring=[0, 1, 1, 1], units=[3, 3, 3, 3]),),
            hubs=(hub(capacity=1, step=2, cost=3, lead=1),),
            upkeep=(upkeep("old", 0.2, 0.9), upkeep("jet", 0.4, 1.0, load=2), upkeep("gun", 0.3)),
        ),
        0.6,
        engine=["jet", "gun"],
    ),
    "a",
    0.7,
)
