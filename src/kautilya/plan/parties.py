"""The countries that a case names: a misspelt one would be a partner of its own, never interrupted and with its own cap."""

import re
from collections.abc import Iterator

from kautilya.plan.case import Case
from kautilya.register.vocabulary.countries import PARTIES

CODE = re.compile("[A-Z]{3}")
USERS = re.compile("X[A-Z]{2}")
"""Codes that ISO 3166-1 leaves to its users, such as XKX."""

Found = Iterator[tuple[str, str]]
"""Field and what is wrong with it."""


def misspelt(case: Case) -> Found:
    """Yield the countries that are neither the case's home, nor one of its origins, nor a code of CONVENTIONS §4.

    A design origin of an offer must be home or among the origins, where the case has any: it has no rate of interruptions
    otherwise, and none is not the same as never. What is no country (`unknown`, `EU`) need not.
    """
    rated = {case.home, *(origin.country for origin in case.origins)}
    for where, country in _named(case):
        if country not in rated and country not in PARTIES and not USERS.fullmatch(country):
            yield where, _message(country, rated)
    for offer in case.offers:
        for country in offer.design_origins if case.origins else ():
            if CODE.fullmatch(country) and country not in rated:
                known = ", ".join(sorted(rated))
                message = f"'{country}' has no rate of interruptions: write one of {known}, or add {country} to origins"
                yield f"offers.{offer.id}.design_origins", message


def _named(case: Case) -> Found:
    for offer in case.offers:
        where = f"offers.{offer.id}"
        yield f"{where}.counterparty", offer.counterparty
        yield from ((f"{where}.design_origins", country) for country in offer.design_origins)
        yield from ((f"{where}.approval_states", country) for country in offer.approval_states)
    for channel in case.channels:
        yield f"channels.{channel.id}.partner", channel.partner
        yield from ((f"channels.{channel.id}.design_origins", country) for country in channel.design_origins)
    for fleet in case.fleets:
        yield from ((f"fleets.{fleet.id}.design_origins", country) for country in fleet.design_origins)


def _message(country: str, rated: set[str]) -> str:
    folded = country.strip().casefold()
    meant = next((code for code, name in PARTIES.items() if folded in (code.casefold(), name.casefold())), None)
    advice = f"write {meant}" if meant is not None else f"the case has {', '.join(sorted(rated))}"
    return f"'{country}' is no code that is known here: expected an ISO 3166-1 alpha-3 code in capitals; {advice}"
