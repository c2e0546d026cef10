"""The second-source rules that a user asks for, on the areas of a case."""

from collections.abc import Sequence
from dataclasses import dataclass

from kautilya.plan.case import Case
from kautilya.plan.coefficient import Coefficient
from kautilya.plan.on_request import SecondSource, Source
from kautilya.register.claim import Mark

ALL = "all"
"""In place of an area: every area that has two sources."""
BASIS = "asked for: second source"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A rule as it is asked for."""

    area_id: str
    """An area, or `all`."""
    most: float
    by: Source = Source.OFFER


def sources(case: Case, area_id: str, by: Source) -> frozenset[str]:
    """Return the sources of an area: its offers, or the countries that make them."""
    offers = (offer for offer in case.offers if offer.area_id == area_id)
    return frozenset(offer.id if by is Source.OFFER else offer.counterparty for offer in offers)


def second_sources(case: Case, wanted: Sequence[Wanted]) -> tuple[SecondSource, ...]:
    """Return the rules, one per area and kind of source, in the order of the areas; a named area goes before `all`.

    `all` leaves out areas with fewer than two sources, in which a rule would forbid every order; naming such an area means it.
    KeyError for an area that the case does not have.
    """
    named = {(one.area_id, one.by): one.most for one in wanted if one.area_id != ALL}
    for area_id, _ in named:
        case.area(area_id)
    every = {one.by: one.most for one in wanted if one.area_id == ALL}
    return tuple(
        SecondSource(area_id=area.id, by=by, most=_assumed(most))
        for area in case.areas
        for by in Source
        if (most := named.get((area.id, by), every.get(by) if len(sources(case, area.id, by)) > 1 else None)) is not None
    )


def _assumed(value: float) -> Coefficient:
    return Coefficient(value=value, low=None, high=None, mark=Mark.ASSUMED, weakest=Mark.ASSUMED, basis=BASIS, rests_on=(),
                       claim_ids=())  # fmt: skip
