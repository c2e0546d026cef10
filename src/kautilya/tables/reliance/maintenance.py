"""Sites of maintenance and rows of support: what is done where, how far it has come, and whether that is in the country.

A hub of the table lies in the home country. The place of deep maintenance in a row of support is free text; it is read so: it
lies at home if it names the home country, a town or state of a hub, or a firm of the home country that the record knows from
deals and transfers of technology; abroad if it names another country. Where it names both, or has words such as `planned` or
`from 2027`, it is not there yet. What cannot be read so is not told (CONVENTIONS §7).
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise

from kautilya.core.periods import PartialDate
from kautilya.intake.transfers.names import party_code
from kautilya.register.claim import Mark
from kautilya.register.record import Record
from kautilya.store.view import View
from kautilya.tables.cells import UNKNOWN, day, known_word, number, word
from kautilya.tables.marks import mark_of
from kautilya.tables.reliance.systems import claims_of, countries_of, listed_in

MAINTENANCE = "maintenance"
WORKING = frozenset({"operating", "used"})
"""States of a hub in which work has been done there."""
NOT_YET = re.compile(r"\bplanned\b|\bfrom 20\d\d\b|\buntil\b|\bthen\b|\binstead\b", re.IGNORECASE)
SHORTEST_FIRM = 3
"""Letters of a firm's name that is looked for in a text."""
CAPITALISED = re.compile(r"[A-Z]\w*")
HUB = ("name", "place", "kind", "status", "date", "platforms", "partners")
SUPPORT = (
    "fleet", "support_origin", "deep_maintenance_where", "support_contract", "contract_type",
    "serviceability_as_printed", "serv_low_pct", "serv_high_pct", "norm_pct", "period",
)  # fmt: skip


class Where(StrEnum):
    """Where deep maintenance is done, as far as a text tells."""

    HOME = "in the country"
    COMING = "in the country, not there yet"
    ABROAD = "abroad"
    NOT_TOLD = "not told"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hub:
    """A site."""

    row: str
    name: str
    place: str
    kind: str
    status: str
    dated: PartialDate | None
    """The day that the status describes."""
    platforms: tuple[str, ...]
    partners: tuple[str, ...]
    at: tuple[Decimal, Decimal] | None
    """Longitude and latitude of the town; None where no town is named."""
    mark: Mark
    claim_ids: tuple[str, ...]

    @property
    def where(self) -> Where:
        """Tell whether it maintains today, later, or not at all."""
        if self.kind != MAINTENANCE:
            return Where.NOT_TOLD
        return Where.HOME if self.status in WORKING else Where.COMING


@dataclass(frozen=True, slots=True, kw_only=True)
class Support:
    """A row of support: a contract, a place, a figure of serviceability, or several of them."""

    row: str
    fleet: str
    origins: tuple[str, ...]
    place: str | None
    where: Where
    contract: str | None
    period: str
    printed: str | None
    """Serviceability in the words of the source."""
    percent: tuple[float, float] | None
    norm: float | None
    mark: Mark
    claim_ids: tuple[str, ...]


def hubs(view: View) -> tuple[Hub, ...]:
    """Return the sites of the record."""
    return tuple(_hub(view, record) for record in view.records("hub").values() if known_word(record, "name") is not None)


def support(view: View, home: str | None) -> tuple[Support, ...]:
    """Return the rows of support of the record."""
    names = frozenset(_home_names(view, home))
    rows = view.records("support").values()
    return tuple(_support(view, record, home, names) for record in rows if known_word(record, "fleet") is not None)


def where(place: str | None, home: str | None, home_names: Iterable[str]) -> Where:
    """Read the place of deep maintenance."""
    if place is None:
        return Where.NOT_TOLD
    single = CAPITALISED.findall(place)
    named = (party_code(name) for name in (*single, *(" ".join(pair) for pair in pairwise(single))))
    codes = {found.code for found in named if found.known}
    inside = home in codes or any(re.search(rf"\b{re.escape(name)}\b", place) for name in home_names)
    if not inside:
        return Where.ABROAD if codes else Where.NOT_TOLD
    return Where.COMING if codes - {home} or NOT_YET.search(place) else Where.HOME


def _hub(view: View, record: Record) -> Hub:
    claim_ids = claims_of(record, HUB)
    longitude, latitude = (record.cell(axis).point for axis in ("lon", "lat"))
    at = (longitude, latitude) if isinstance(longitude, Decimal) and isinstance(latitude, Decimal) else None
    return Hub(
        row=record.record_id,
        name=word(record, "name"),
        place=word(record, "place"),
        kind=word(record, "kind"),
        status=word(record, "status", UNKNOWN),
        dated=day(record, "date"),
        platforms=listed_in(record, "platforms"),
        partners=listed_in(record, "partners"),
        at=at,
        mark=mark_of(view, "hub", claim_ids),
        claim_ids=claim_ids,
    )


def _support(view: View, record: Record, home: str | None, home_names: Iterable[str]) -> Support:
    low, high = number(record, "serv_low_pct"), number(record, "serv_high_pct")
    place = known_word(record, "deep_maintenance_where")
    claim_ids = claims_of(record, SUPPORT)
    return Support(
        row=record.record_id,
        fleet=word(record, "fleet"),
        origins=countries_of(record, "support_origin"),
        place=place,
        where=where(place, home, home_names),
        contract=known_word(record, "support_contract"),
        period=word(record, "period", "period not told"),
        printed=known_word(record, "serviceability_as_printed"),
        percent=None if low is None or high is None else (low, high),
        norm=number(record, "norm_pct"),
        mark=mark_of(view, "support", claim_ids),
        claim_ids=claim_ids,
    )


def _home_names(view: View, home: str | None) -> Iterable[str]:
    """Yield the towns and states of hubs, and the home firms of deals and of transfers of technology."""
    for record in view.records("hub").values():
        if record.cell("lat").point is not None:
            yield from (name for column in ("place", "state") if (name := known_word(record, column)))
    for record in view.records("technology-transfer").values():
        yield from _firms(known_word(record, "indian_entity"))
    for record in view.records("deal").values():
        if home is not None and known_word(record, "supplier_country") == home:
            yield from _firms(known_word(record, "supplier_entity"))


def _firms(told: str | None) -> Iterable[str]:
    firms = (firm.split(" (")[0].removesuffix(" Ltd") for firm in (told or "").split(" / "))
    return (firm for firm in firms if len(firm) >= SHORTEST_FIRM)
