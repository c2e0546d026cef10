"""What changed since the earlier plan, added up for people: by offer, and by kind of limit."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kautilya.plan.since import Since


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedOffer:
    """Orders of an offer that changed, all open years together."""

    offer_id: str
    before: int
    """Units in the years that changed."""
    after: int
    money: float
    """Change of the full cost, crore rupees."""
    years: int
    """Years in which the units differ; with equal sums only the timing does."""
    inputs: tuple[str, ...]


def changed_offers(since: Since) -> tuple[ChangedOffer, ...]:
    """Return the offers with changed orders, largest change of money first."""
    found = []
    for offer_id in dict.fromkeys(one.offer_id for one in since.orders):
        mine = [one for one in since.orders if one.offer_id == offer_id]
        found.append(
            ChangedOffer(
                offer_id=offer_id, before=sum(one.before for one in mine), after=sum(one.after for one in mine),
                money=sum(one.money for one in mine), years=len(mine), inputs=mine[0].inputs,
            )
        )  # fmt: skip
    return tuple(sorted(found, key=lambda one: (-abs(one.money), one.offer_id)))


def by_kind(places: Iterable[str], end: str) -> Mapping[str, tuple[int, str]]:
    """Return how many places of each kind of limit are named, and the first of them.

    Args:
        end: What ends the name of the limit: `, ` in `budget, FY2028-29`.
    """
    told = list(places)
    counts = Counter(place.partition(end)[0] for place in told)
    return {kind: (count, next(one for one in told if one.partition(end)[0] == kind)) for kind, count in counts.items()}
