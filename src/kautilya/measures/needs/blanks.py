"""Which blank matters? The disputed, assumed or missing value that turns a line of the needs, and where it does."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from kautilya.measures.finding import Scalar
from kautilya.measures.needs.brought import Brought
from kautilya.measures.needs.filling import lacks
from kautilya.measures.needs.weighing import WEIGHT, Need
from kautilya.tables.estimates import Estimate
from kautilya.tables.live_offers import LiveOffer

LIST = "which blank matters"
CHOICE = "which choice matters"
"""The same for the weights, which no page can settle."""
HALVINGS = 50
CELLS: Mapping[str, tuple[str, str]] = {
    "rate": ("max_rate_per_year", "units a year"),
    "lead_years": ("first_delivery_years", "years"),
    "order_year": ("earliest_order_fy", "first year of the fiscal year"),
}
"""What of an offer decides how much it brings by when: field, column of case/offers_live, unit."""
WHOLE_YEARS = "order_year"
WEIGHTS = "weight"
Holds = Callable[[float], bool]
"""Whether a line stands at a value; monotone in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of the needs as it stands."""

    says: str
    """`live offers could fill the gap of tanker`."""
    stake: float
    """Share of the whole weighted need that it is about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """A value that may be another one."""

    cell: str
    """Where it stands: `case/offers_live frcv.max_rate_per_year`."""
    now: float | None
    """None: it is missing."""
    low: float | None
    high: float | None
    unit: str
    basis: str
    whole: bool = False
    """Whether only whole numbers make sense."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Blank:
    """A value, and the line that it turns at some other value."""

    line: Line
    given: Given
    turns_at: float

    @property
    def way(self) -> float:
        """How much of its range the value has to move, 0 to 1; a missing value has all of it to move."""
        now, low, high = self.given.now, self.given.low, self.given.high
        if now is None or low is None or high is None or low == high:
            return 1.0
        return abs(self.turns_at - now) / (high - low)


def blanks(needs: Sequence[Need], offers: Iterable[LiveOffer], mine: Iterable[LiveOffer], month: float) -> tuple[Blank, ...]:
    """Return the values that turn a line within their own range, the largest stake first, then the shortest way.

    The lines are: one area is needed more than the next; the live offers of an area could, or could not, fill its gap; one
    seller could fill more of the need than the next. One value moves at a time and all others stay: pairs that turn a line
    only together are not found.

    Args:
        needs: All areas, the most needed first.
        offers: All live offers.
        mine: Those whose values are looked at.
        month: Month of the fiscal year in which orders are placed.
    """
    whole = sum(need.value for need in needs)
    if not whole:
        return ()
    brought = Brought.of(needs, offers, month)
    chosen = frozenset(offer.offer_id for offer in mine)
    found = (
        *_of_order(needs, whole),
        *_of_gaps(needs, brought, chosen, whole),
        *_of_sellers(needs, brought, chosen, whole),
    )
    return tuple(sorted(found, key=lambda one: (-round(one.line.stake, 9), round(one.way, 9), one.given.cell, one.line.says)))


def listed(found: Sequence[Blank]) -> Iterator[Mapping[str, Scalar]]:
    """Yield the values as rows of a research list in their order, then the weights, which are a choice."""
    for name, chosen in ((LIST, False), (CHOICE, True)):
        yield from _rows(name, (one for one in found if (one.given.unit == WEIGHTS) is chosen))


def _rows(name: str, found: Iterable[Blank]) -> Iterator[Mapping[str, Scalar]]:
    for place, one in enumerate(found, 1):
        yield {
            "list": name,
            "rank": place,
            "line": one.line.says,
            "value": one.given.cell,
            "now": one.given.now,
            "turns_at": round(one.turns_at, 2),
            "low": one.given.low,
            "high": one.given.high,
            "unit": one.given.unit,
            "share_of_need": round(one.line.stake, 3),
            "reason": one.given.basis,
        }


def turning(holds: Holds, now: float, low: float, high: float, *, whole: bool = False) -> Iterator[float]:
    """Yield the values nearest to the present one, downwards and upwards, at which a line stands no longer as it does now."""
    as_now = holds(now)
    for end in (low, high):
        if end != now and holds(end) != as_now:
            yield _stepwise(holds, now, end) if whole else _halving(holds, now, end)


def _stepwise(holds: Holds, now: float, end: float) -> float:
    step, as_now = (1 if end > now else -1), holds(now)
    return next((at for i in range(1, int(abs(end - now)) + 1) if holds(at := now + step * i) != as_now), end)


def _halving(holds: Holds, now: float, end: float) -> float:
    stands, turned, as_now = now, end, holds(now)
    for _ in range(HALVINGS):
        middle = (stands + turned) / 2
        stands, turned = (middle, turned) if holds(middle) == as_now else (stands, middle)
    return turned


def _turns(line: Line, given: Given, holds: Holds) -> Iterator[Blank]:
    if given.now is not None and given.low is not None and given.high is not None:
        for at in turning(holds, given.now, given.low, given.high, whole=given.whole):
            yield Blank(line=line, given=given, turns_at=at)


def _weight(need: Need) -> Given:
    weight = need.weight.given
    cell = f"case/parameters {WEIGHT}, for {need.area_id} alone"
    basis = f"{weight.mark}: {need.weight.reason}"
    return Given(cell=cell, now=weight.value, low=weight.low, high=weight.high, unit=WEIGHTS, basis=basis)


def _requirement(need: Need) -> Given:
    """Return the requirement of a need; without a range it never turns anything here."""
    low, high = need.requirement or (None, None)
    cell, now = f"case/areas {need.area_id}.requirement", need.held + need.short
    basis = f"{need.mark}: the ends are those of the case"
    return Given(cell=cell, now=now if need.short else None, low=low, high=high, unit=need.unit, basis=basis)


def _figures(offer: LiveOffer) -> Iterator[tuple[str, Given]]:
    for field, (column, unit) in CELLS.items():
        value = getattr(offer, field)
        if isinstance(value, Estimate) and value.ranged:
            cell, basis = f"case/offers_live {offer.offer_id}.{column}", f"{value.mark}: {value.basis or 'no basis given'}"
            whole = field == WHOLE_YEARS
            yield field, Given(cell=cell, now=value.value, low=value.low, high=value.high, unit=unit, basis=basis, whole=whole)


def _of_order(needs: Sequence[Need], whole: float) -> Iterator[Blank]:
    """Yield what would put an area before the one that stands above it; equal needs are one line."""
    tied = [tuple(group) for _, group in groupby(needs, key=lambda need: round(need.value, 9))]
    for group in tied:
        if len(group) > 1:
            given = _weight(group[0])
            line = Line(
                says=f"{', '.join(need.area_id for need in group)} are needed equally",
                stake=sum(need.value for need in group) / whole,
            )
            yield Blank(line=line, given=given, turns_at=given.now or 0.0)
    for above, below in ((one[-1], other[0]) for one, other in pairwise(tied)):
        line = Line(says=f"{above.area_id} is needed more than {below.area_id}", stake=(above.value + below.value) / whole)
        for need, other, sign in ((above, below, 1), (below, above, -1)):
            yield from _turns(line, _weight(need), _at_weight(need, other, sign))
            yield from _turns(line, _requirement(need), _at_requirement(need, other, sign))


def _at_weight(need: Need, other: Need, sign: int) -> Holds:
    return lambda weight: sign * (weight * need.share - other.value) > 0


def _at_requirement(need: Need, other: Need, sign: int) -> Holds:
    return lambda required: sign * (need.at(required) - other.value) > 0


def _of_gaps(needs: Iterable[Need], brought: Brought, chosen: frozenset[str], whole: float) -> Iterator[Blank]:
    """Yield what would turn whether the live offers of an area could fill its gap."""
    for need in needs:
        if not need.short:
            continue
        total = brought.total(need)
        could = "could" if total >= need.short else "could not"
        line = Line(says=f"live offers {could} fill the gap of {need.area_id}", stake=need.value / whole)
        yield from _turns(line, _requirement(need), _filled_at(need, total))
        for offer in (one for one in brought.by_area[need.area_id] if one.offer_id in chosen):
            for field, given in _figures(offer):
                yield from _turns(line, given, _filled_with(need, offer, field, brought))
        yield from _missing(line, need, total, [one for one in brought.incomplete[need.area_id] if one.offer_id in chosen])


def _filled_at(need: Need, total: float) -> Holds:
    return lambda required: total >= required - need.held


def _filled_with(need: Need, offer: LiveOffer, field: str, brought: Brought) -> Holds:
    others = brought.total(need) - brought.units[offer.offer_id]
    return lambda value: others + brought.moved(need, offer, field, value) >= need.short


def _missing(line: Line, need: Need, total: float, incomplete: Iterable[LiveOffer]) -> Iterator[Blank]:
    """Yield the offers that lack a cell and could turn a gap that the others leave open: what they would have to bring."""
    for offer in incomplete if total < need.short else ():
        cell = f"case/offers_live {offer.offer_id}.{', '.join(lacks(offer))}"
        given = Given(cell=cell, now=None, low=None, high=None, unit=f"{need.unit} by {need.year}", basis="missing")
        yield Blank(line=line, given=given, turns_at=need.short - total)


def _of_sellers(needs: Sequence[Need], brought: Brought, chosen: frozenset[str], whole: float) -> Iterator[Blank]:
    """Yield what would let one seller fill more of the need than the one above it."""
    shares = brought.shares(needs, whole)
    order = sorted(shares, key=lambda seller: (-shares[seller], seller))
    for above, below in pairwise(order):
        line = Line(says=f"{above} could fill more of the need than {below}", stake=shares[above])
        for need in needs:
            for offer in brought.by_area[need.area_id]:
                if offer.offer_id in chosen and not {above, below}.isdisjoint(offer.sellers):
                    for field, given in _figures(offer):
                        yield from _turns(line, given, _ahead_with(need, offer, field, brought, (above, below), shares, whole))


def _ahead_with(
    need: Need,
    offer: LiveOffer,
    field: str,
    brought: Brought,
    pair: tuple[str, str],
    shares: Mapping[str, float],
    whole: float,
) -> Holds:
    """Tell whether the first seller of a pair still fills more than the second with one figure of one offer moved."""
    point = need.weight.given.value / need.largest / whole
    before = {seller: brought.total(need, seller) for seller in pair}

    def ahead(value: float) -> bool:
        change = brought.moved(need, offer, field, value) - brought.units[offer.offer_id]
        now = [
            shares[seller] + point * (min(need.short, before[seller] + change) - min(need.short, before[seller]))
            if seller in offer.sellers
            else shares[seller]
            for seller in pair
        ]
        return now[0] > now[1]

    return ahead
