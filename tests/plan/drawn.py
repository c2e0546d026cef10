"""Tiny cases drawn at random, for laws and for the comparison with trying every plan."""

from hypothesis import strategies as st

from kautilya.plan.case import Case, Channel, Offer
from tests.plan.tiny import area, case, channel, offer

AREAS = ("a", "b")


@st.composite
def offers(draw: st.DrawFn, name: str, most: int) -> Offer:
    foreign = draw(st.sampled_from([("IND",), ("FRA",), ("IND", "RUS"), ("RUS",)]))
    return offer(
        name,
        draw(st.sampled_from(AREAS)),
        origins=foreign,
        counterparty=draw(st.sampled_from(["IND", foreign[-1]])),
        most=draw(st.integers(1, most)),
        lease=draw(st.sampled_from([None, None, 1, 2])),
        late=draw(st.sampled_from([None, (0.5, 12.0), (0.5, 7.0)])),
        unit_cost=draw(st.sampled_from([4, 7, 10])),
        fixed_cost=draw(st.sampled_from([0, 0, 5])),
        min_lot=draw(st.integers(1, 2)),
        max_rate=draw(st.integers(1, 2)),
        lead_years=draw(st.sampled_from([0, 0.6, 1])),
        indigenous_content=draw(st.sampled_from([0, 0.4, 1])),
        earliest_order=draw(st.sampled_from([2026, 2026, 2027])),
    )


@st.composite
def channels(draw: st.DrawFn, name: str) -> Channel:
    return channel(
        name, draw(st.sampled_from(AREAS)), cost=draw(st.sampled_from([2, 3])), quantity=draw(st.sampled_from([1, 3]))
    )


@st.composite
def cases(draw: st.DrawFn, *, most_offers: int = 3, most_units: int = 2) -> Case:
    years, order_years = draw(st.sampled_from([(3, 2), (3, 3), (4, 2)]))
    return case(
        [
            area(name, requirement=[draw(st.integers(1, 4)) for _ in range(years)], holding=draw(st.integers(0, 1)))
            for name in AREAS
        ]
        + [area("c", requirement=[1] * years)],
        [draw(offers(f"o{i}", most_units)) for i in range(draw(st.integers(1, most_offers)))],
        budget=[draw(st.integers(4, 25)) for _ in range(years)],
        order_years=order_years,
        channels=[draw(channels(f"k{i}")) for i in range(draw(st.integers(0, 2)))],
        origins={"FRA": (0.4, 8.0), "RUS": (0.6, 20.0)},
        draws=draw(st.integers(1, 3)),
        seed=draw(st.integers(0, 50)),
        P03=draw(st.sampled_from(["0", "0.3", "1"])),
        P04=draw(st.sampled_from(["0.5", "0.8"])),
        P06=draw(st.sampled_from(["0.5", "1"])),
        P07=draw(st.sampled_from(["0.5", "1"])),
        P09=draw(st.sampled_from(["0", "0.4"])),
        P10=draw(st.sampled_from(["0", "0.5"])),
        P19=draw(st.sampled_from(["0: 1.0", "0: 0.5, 12: 0.5"])),
        P20=draw(st.sampled_from(["0", "0.5"])),
        P23=draw(st.sampled_from(["0", "0.5"])),
        P27=draw(st.sampled_from(["month 0", "month 6"])),
    )
