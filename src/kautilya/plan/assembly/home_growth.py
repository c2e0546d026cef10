"""Growth of home production, as a user asks for it: the record states none."""

from dataclasses import replace

from kautilya.plan.case import Case
from kautilya.plan.coefficient import Coefficient
from kautilya.register.claim import Mark

BASIS = "asked for: growth of home production"


def growing_at_home(case: Case, share: float) -> Case:
    """Return the case with the delivery rates of all offers of the home country growing by a share a year.

    It is the user's assumption; an offer for which the case states a growth of its own keeps it.
    """
    given = Coefficient(value=share, low=None, high=None, mark=Mark.ASSUMED, weakest=Mark.ASSUMED, basis=BASIS, rests_on=(),
                        claim_ids=())  # fmt: skip
    offers = tuple(
        replace(offer, rate_growth=given) if offer.counterparty == case.home and offer.rate_growth is None else offer
        for offer in case.offers
    )
    return replace(case, offers=offers)
