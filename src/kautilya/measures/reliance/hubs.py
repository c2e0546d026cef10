"""Which fleets can be maintained in the country, where, and by whom?

A holding is maintained in the country if a site of maintenance there is operating or was used, or a row of support names a
place of deep maintenance there. Planned, agreed and unfinished sites are not there yet and count apart. What the record does
not tell stays unknown: the share is a range, from the holdings of which work in the country is told to these and all of which
nothing is told. Figures of serviceability differ in kind and period; each stands alone, beside its norm, and none is averaged.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from kautilya.measures.finding import Finding, Measurement, Scalar
from kautilya.measures.reliance.attached import supporters
from kautilya.measures.reliance.upkeep import Upkeep, Upkeeps, upkeeps
from kautilya.measures.scope import Scope
from kautilya.measures.windowed import label_within
from kautilya.register.claim import Mark
from kautilya.store.view import View
from kautilya.tables.marks import computed, weakest
from kautilya.tables.reliance.maintenance import WORKING, Hub, Support, Where
from kautilya.tables.reliance.systems import HELD

MEASURE = "hubs"
QUESTION = "Which fleets can be maintained in the country, where and by whom, and how serviceable are they as printed?"
TOWNS = "sites in a town"
WORK, NOT_YET = "working", "not there yet"
SHARE, PLACES, SITES, SERVICEABLE = (
    "share of holdings maintained in the country",
    "holdings by place of deep maintenance",
    "sites",
    "serviceability as printed",
)  # fmt: skip
WINDOW, ALL = "day of the view", "all"
BOUNDS = "bounds: told of; that and all holdings of which nothing is told, or only by a guessed match"
OF_A_DAY = "where holdings are maintained is told as of the day of the view, not of a window: ask without one, or with --as-of"
NOTES = (
    "A window keeps the sites whose status is of a day in it, and the printed figures whose whole period lies in it.",
    "A site that is planned, agreed, inaugurated or under construction is not there yet; operating and used ones maintain.",
    "Maintained in the country says that some deep maintenance is done there: not all of it, nor without foreign parts.",
    "The place of deep maintenance is read from words (docs/measures/hubs.md). A place that cannot be read is not told.",
    "Figures of serviceability differ in kind (all, flying, combat-ready, not grounded) and are never averaged or compared.",
    "Support rows have no end: an old place counts as long as no row says otherwise.",
    "Sites for ships of other navies stand among the sites; they maintain no fleet of this register.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Some holdings of which the share is asked."""

    of: Mapping[str, str]
    held: tuple[Upkeep, ...]


def hubs(view: View, scope: Scope) -> Measurement:
    """Measure where holdings are maintained, by partner and by area, with sites and printed serviceability."""
    told = upkeeps(view)
    findings = tuple(_findings(view, told, scope))
    of_a_day = ({"list": "share of holdings refused", "reason": OF_A_DAY},) if findings else ()
    return Measurement(
        measure=MEASURE,
        question=QUESTION,
        as_of=str(view.as_of),
        findings=findings,
        listed=of_a_day if scope.windowed else tuple(_listed(told, scope)),
        notes=NOTES,
    )


def _findings(view: View, told: Upkeeps, scope: Scope) -> Iterable[Finding]:
    asked = _asked(told, scope)
    blank = Finding(
        measure=MEASURE, quantity="", value=None, unit="", window=_window(scope), coverage=_coverage(told),
        as_of=str(view.as_of),
        mark=Mark.DERIVED,
    )  # fmt: skip
    for group in () if scope.windowed else _groups(asked, scope):
        yield _share(group, blank)
        yield from _places(group, blank)
    rows = {row.row for one in asked for row in (*one.hubs, *one.guessed_hubs)}
    sites = [hub for hub in told.hubs if (scope.partner is None or hub.row in rows) and _dated_within(hub, scope)]
    for one in (*_sites(sites, replace(blank, headline=scope.windowed)), *_towns(sites, blank)):
        yield one if scope.partner is None else replace(one, of={**one.of, "tied to": scope.partner})
    figures = {row.row for one in asked for row in (*one.support, *one.guessed_support)}
    for row in told.support:
        ours = scope.partner is None or row.row in figures or scope.partner in row.origins
        if row.percent is not None and ours and _told_within(row, scope):
            yield _serviceable(row, row.percent, blank)


def _window(scope: Scope) -> str:
    return f"dated {scope.told}" if scope.windowed else WINDOW


def _dated_within(hub: Hub, scope: Scope) -> bool:
    """Tell whether the day that the status of a site describes lies certainly in the window asked for."""
    return not scope.windowed or (hub.dated is not None and scope.takes_in(hub.dated.first, hub.dated.last))


def _told_within(row: Support, scope: Scope) -> bool:
    return not scope.windowed or label_within(row.period.replace(" to ", ".."), scope)


def _asked(told: Upkeeps, scope: Scope) -> tuple[Upkeep, ...]:
    """Return the holdings and orders of a partner: designed there, bought from there, or supported from there."""
    if scope.partner is None:
        return told.of
    return tuple(
        one
        for one in told.of
        if scope.partner in (*one.system.origins, *one.system.counterparties)
        or any(scope.partner in _supporters(row, one) for row in one.support)
    )


def _groups(asked: Sequence[Upkeep], scope: Scope) -> Iterable[Group]:
    """Yield all, each country's designs, and each area; of one partner what is tied to it in any way, named as such."""
    held = [one for one in asked if one.system.state == HELD]
    whole = {"partner": ALL} if scope.partner is None else {"tied to": scope.partner}
    if held:
        yield Group(of={**whole, "area": ALL}, held=tuple(held))
    designers = () if scope.partner else sorted({country for one in held for country in one.system.origins})
    for partner in designers:
        of = tuple(one for one in held if partner in one.system.origins)
        yield Group(of={"partner": partner, "area": ALL}, held=of)
    for area in sorted({one.system.area for one in held}):
        of = tuple(one for one in held if one.system.area == area)
        yield Group(of={**whole, "area": area}, held=of)


def _coverage(told: Upkeeps) -> str:
    silent = sum(one.may_be is Where.NOT_TOLD for one in told.held)
    return f"{len(told.held)} holdings; of {silent} no place of deep maintenance can be read"


def _share(group: Group, blank: Finding) -> Finding:
    low = sum(one.where is Where.HOME for one in group.held)
    high = low + sum(_unknown(one) for one in group.held)
    share, most = round(low / len(group.held), 4), round(high / len(group.held), 4)
    return replace(
        _counted(group.held, blank),
        quantity=SHARE,
        of=group.of,
        value=share if low == high else None,
        low=share,
        high=most,
        range_is=BOUNDS,
        unit="share",
        headline=group.of["area"] == ALL,
        note=f"{low} of {len(group.held)} told of, {high - low} more unknown",
    )


def _unknown(one: Upkeep) -> bool:
    """Tell whether a holding may be maintained in the country without the record telling so surely."""
    return one.where is Where.NOT_TOLD or (one.where is not Where.HOME and one.may_be is Where.HOME)


def _places(group: Group, blank: Finding) -> Iterable[Finding]:
    for where in Where:
        found = [one for one in group.held if one.where is where]
        if found:
            yield replace(
                _counted(found, blank),
                quantity=PLACES,
                of={**group.of, "place": where},
                value=len(found),
                unit="holdings",
                headline=group.of == {"partner": ALL, "area": ALL},
                note=", ".join(one.system.name for one in found),
            )


def _counted(found: Sequence[Upkeep], blank: Finding) -> Finding:
    return replace(
        blank,
        n=len(found),
        mark=computed(weakest(one.system.mark for one in found)),
        claim_ids=tuple(dict.fromkeys(claim_id for one in found for claim_id in one.claim_ids)),
    )


def _sites(found: Sequence[Hub], blank: Finding) -> Iterable[Finding]:
    for kind, status in sorted({(hub.kind, hub.status) for hub in found}):
        own = [hub for hub in found if (hub.kind, hub.status) == (kind, status)]
        yield replace(
            _of_hubs(own, blank),
            quantity=SITES,
            of={"kind": kind, "status": status},
            note="; ".join(f"{hub.name} ({hub.row})" for hub in own),
        )


def _towns(found: Sequence[Hub], blank: Finding) -> Iterable[Finding]:
    """Yield how many sites a town has, with its degrees east and north, which are those of the town and not of a site."""
    at: dict[tuple[Decimal, Decimal], list[Hub]] = {}
    for hub in found:
        if hub.at is not None:
            at.setdefault(hub.at, []).append(hub)
    for east, north in sorted(at):
        town = min((hub.place for hub in at[east, north]), key=lambda place: (len(place), place))
        for state, working in ((WORK, True), (NOT_YET, False)):
            own = [hub for hub in at[east, north] if (hub.status in WORKING) is working]
            if own:
                yield replace(
                    _of_hubs(own, blank),
                    quantity=TOWNS,
                    of={"town": town, "degrees east": str(east), "degrees north": str(north), "state": state},
                    note="; ".join(f"{hub.name}: {hub.kind}, {hub.status} ({hub.row})" for hub in own),
                )


def _of_hubs(own: Sequence[Hub], blank: Finding) -> Finding:
    return replace(
        blank,
        value=len(own),
        unit="sites",
        n=len(own),
        mark=computed(weakest(hub.mark for hub in own)),
        claim_ids=tuple(dict.fromkeys(claim_id for hub in own for claim_id in hub.claim_ids)),
    )


def _serviceable(row: Support, percent: tuple[float, float], blank: Finding) -> Finding:
    low, high = percent
    norm = "no norm in the row" if row.norm is None else f"norm {row.norm:g} percent"
    return replace(
        blank,
        quantity=SERVICEABLE,
        of={"fleet": row.fleet, "row": row.row},
        value=low if low == high else None,
        low=low,
        high=high,
        range_is="lowest and highest printed",
        unit="percent",
        window=row.period,
        n=1,
        mark=row.mark,
        claim_ids=row.claim_ids,
        note=f"“{row.printed}”; {norm}" if row.printed else norm,
    )


def _listed(told: Upkeeps, scope: Scope) -> Iterable[Mapping[str, Scalar]]:
    for one in _asked(told, scope):
        if one.hubs or one.support or one.guessed_hubs or one.guessed_support:
            yield _fleet(one)
    if scope.partner is None:
        for left in told.unplaced:
            yield {"list": "names not matched" if left.to is None else "names matched by a guess", "table": left.table,
                   "row": left.row, "name": left.name, "to": left.to, "reason": left.how}  # fmt: skip
        silent = [one.system for one in told.held if not (one.hubs or one.support or one.guessed_hubs or one.guessed_support)]
        for system in silent:
            yield {"list": "holdings without a row of support or a site", "row": system.row, "name": system.name,
                   "area": system.area, "reason": "a row of support or a site that names it would lift it"}  # fmt: skip


def _fleet(one: Upkeep) -> Mapping[str, Scalar]:
    rows = (*one.support, *one.guessed_support)
    sites = (*one.hubs, *one.guessed_hubs)
    return {
        "list": "upkeep by fleet",
        "name": one.system.name,
        "row": one.system.row,
        "state": one.system.state,
        "place": one.where if one.where is one.may_be else f"{one.where}; {one.may_be} by a guessed match",
        "told": "; ".join(dict.fromkeys(row.place for row in rows if row.place)),
        "support": "; ".join(dict.fromkeys(country for row in rows for country in _supporters(row, one))),
        "contracts": "; ".join(dict.fromkeys(row.contract for row in rows if row.contract)),
        "sites": "; ".join(f"{site.name}: {site.kind}, {site.status}" for site in sites),
        "rows": ";".join((*(row.row for row in rows), *(site.row for site in sites))),
        "reason": "as told by these rows",
    }


def _supporters(row: Support, one: Upkeep) -> Sequence[str]:
    return supporters(row.fleet, row.origins, one.system)
