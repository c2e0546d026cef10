"""What a case holds that can be planned with and yet does nothing: likely a slip of its author."""

from collections.abc import Iterator

from kautilya.plan.case import Case


def unusable(case: Case) -> Iterator[str]:
    """Yield, in words, that a case has no offer, and which offers can never be ordered."""
    if not case.offers:
        yield "offers: the case has none, so nothing can be ordered"
    for offer in case.offers:
        if offer.max_quantity is not None and offer.max_quantity.value < offer.min_lot.value:
            most, least = offer.max_quantity.value, offer.min_lot.value
            yield f"offers.{offer.id}: max_quantity {most:g} lies under min_lot {least:g}, so it can never be ordered; mend one"
