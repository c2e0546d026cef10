"""What stands on the two pages of a partner's brief: chosen from its page and agenda, nothing computed."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from kautilya.measures.finding import Finding
from kautilya.measures.partners.agenda import Agenda
from kautilya.measures.partners.items import Due, Item, Kind
from kautilya.measures.partners.page import FLEETS, UNDER_WAY, Page
from kautilya.measures.partners.running import Running
from kautilya.report.briefs.sources import Sources
from kautilya.report.cells import party
from kautilya.report.wording import figure, interval
from kautilya.tables.cells import UNKNOWN
from kautilya.tables.ties.visits import LEVELS

NOT_KNOWN = "not known"
NONE_FOUND = "none found"
TOO_FEW = "too few in the record"
ABSENT_IS = {NONE_FOUND: "in the record", NOT_KNOWN: "or too few cases", TOO_FEW: "for a rate"}
PRINTED = "arms imports in TIV, latest window printed"
LONG_WINDOW = len("2026-04")
"""Characters of a day that are shown of a long window: its month."""
LEVEL_WORDS = {
    "leader": "Leaders", "minister": "Ministers", "secretary": "Secretaries", "service_chief": "Service chiefs",
    "commander": "Commanders", "official": "Officials", "working_group": "Working groups", "unknown": "Level not known",
}  # fmt: skip
KIND_WORDS = {
    Kind.OVERDUE: "Overdue", Kind.LATE: "Late", Kind.PENDING: "Pending", Kind.GAP: "Need", Kind.OPEN: "Open",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Tile:
    """One headline figure."""

    value: str
    words: str
    detail: str
    """Range, n and window."""
    sources: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One point to raise."""

    level: str
    kind: str
    about: str
    state: str
    sources: tuple[int, ...]
    rows: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Contract:
    """One contract under way."""

    system: str
    signed: str
    came: str
    planned: str
    late: str
    seen: str
    sources: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """Something due or expected."""

    when: str
    what: str
    note: str
    sources: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A line of a small table."""

    words: str
    value: str
    detail: str
    sources: tuple[int, ...] = ()


def tiles(page: Page, printed: tuple[int, ...]) -> tuple[Tile, ...]:
    """Return the headline figures of a partner; what is missing says so; `printed` are the sources of the printed share."""
    by_line = {one.of["line"]: one for one in page.findings}
    return (
        _tile(
            by_line.get("money of signed contracts, all years, by who signs"), "of the money of signed contracts", NONE_FOUND
        ),
        replace(
            _tile(by_line.get(PRINTED), "of arms imports in TIV, as printed", NOT_KNOWN),
            sources=printed,
        ),
        _tile(by_line.get("stops without it, of holdings and orders"), "of holdings and orders stop without it", NOT_KNOWN),
        _tile(by_line.get("visits a year, last five years"), "visits a year in the record, last five years", TOO_FEW),
        _tile(by_line.get("agenda: overdue commitment"), "commitments past their day", NONE_FOUND),
        _tile(by_line.get("agenda: late delivery"), "late deliveries", NONE_FOUND),
    )


def _tile(one: Finding | None, words: str, absent: str) -> Tile:
    if one is None:
        return Tile(value=absent, words=words, detail=ABSENT_IS.get(absent, ""))
    value, detail = figures(one)
    return Tile(value=value, words=words, detail=detail)


def figures(one: Finding) -> tuple[str, str]:
    """Write a finding: its figure (its bounds where there is no point), and range, n and window beside it."""
    unit = "share" if one.unit.startswith("share") else one.unit
    bounded = one.low is not None or one.high is not None
    spread = interval(one.low, one.high, unit) if bounded else ""
    value = _told(one, unit) if one.value is not None else spread
    same = {figure(end, unit) for end in (one.low, one.high) if end is not None} <= {value}
    kind = "95 % interval" if "95 %" in (one.range_is or "") else "bounds"
    parts = [
        f"{kind} {spread}" if spread and one.value is not None and not same else kind if one.value is None and spread else "",
        f"n {one.n:,}" if one.n is not None and one.n != one.value else "",
        years(one.window or ""),
    ]
    return value, ", ".join(filter(None, parts))


def _told(one: Finding, unit: str) -> str:
    """Write a value; a rate of visits, which is a count over five years, with one decimal only."""
    return f"{one.value:.1f}" if unit == "visits a year" and isinstance(one.value, float) else figure(one.value, unit)


def years(window: str) -> str:
    """Write a window shortly: `2019–2023`, `FY2021-22 to FY2025-26`; the day of the view is told once on the page."""
    if window.startswith(("all years", "day of the view", "promises made")):
        return "all years" if window.startswith("all years") else ""
    first, _, last = window.partition("..")
    if re.fullmatch(r"\d{4}", first) and re.fullmatch(r"\d{4}", last):
        return f"{first}–{last}"
    return (
        f"{first[:LONG_WINDOW]} to {last[:LONG_WINDOW]}"
        if last and not first.startswith("FY")
        else window.replace("..", " to ")
    )


def points(asked: Agenda, sources: Sources, most: int) -> tuple[Point, ...]:
    """Return the heaviest points of the agenda, the highest level first; open commitments only where there is room."""
    heaviest = sorted(asked.items[:most], key=lambda item: (LEVELS.index(item.level), -item.weight))
    made = [_point(item, sources) for item in heaviest]
    return tuple(
        replace(point, level="") if place and made[place - 1].level == point.level else point
        for place, point in enumerate(made)
    )


def _point(item: Item, sources: Sources) -> Point:
    return Point(
        level=LEVEL_WORDS[item.level],
        kind=KIND_WORDS[item.kind],
        about=sentence(item.about.removesuffix(" (counterparty)")),
        state=sentence(item.state),
        sources=sources.cite(item.rows),
        rows=", ".join(dict.fromkeys(row.id for row in item.rows[:2])),
    )


def sentence(text: str) -> str:
    """Return words of the record as they stand in print: a capital first, arrows as signs."""
    return text[:1].upper() + text[1:].replace("->", "→")


def due(asked: Agenda, sources: Sources, most: int) -> tuple[Dated, ...]:
    """Return what falls due, soonest first: within twelve months, then later."""
    return tuple(_due(one, sources) for one in (*asked.due, *asked.later)[:most])


def _due(one: Due, sources: Sources) -> Dated:
    note = "" if "names no year" not in (one.note or "") else "inferred: its page names no year"
    return Dated(when=str(one.when), what=f"{sentence(one.about)}: {one.what}", note=note, sources=sources.cite(one.rows))


def contracts(page: Page, sources: Sources, most: int) -> tuple[Contract, ...]:
    """Return the contracts under way, those that the record calls late first."""
    return tuple(
        Contract(
            system=sentence(one.system) + ("" if one.role == "counterparty" else " (its design)"),
            signed=known(one.signed),
            came=known(one.came) + (f" ({one.came_by})" if one.came_by else ""),
            planned=known(one.planned_last),
            late=_late(one, page),
            seen=known(one.last_seen),
            sources=sources.cite((one.row,)),
        )
        for one in page.running[:most]
    )


def _late(one: Running, page: Page) -> str:
    """Return whether the record calls a contract late; where that has to be checked first, when it did."""
    told = {"yes": "late", "no": "in time"}.get(one.late, NOT_KNOWN)
    unsure = {row.id for check in page.agenda.check for row in check.rows}
    return f"{told} in {one.last_seen}" if told == "late" and one.row.id in unsure else told


def agreements(page: Page, sources: Sources, most: int) -> tuple[Dated, ...]:
    """Return the agreements that hold, the latest signed first."""
    return tuple(
        Dated(when=one.signed or NOT_KNOWN, what=one.title, note=one.note, sources=sources.cite((one.row,)))
        for one in page.agreements[:most]
    )


def contacts(page: Page, sources: Sources, most: int) -> tuple[Dated, ...]:
    """Return the latest visits and exercises, the latest first."""
    return tuple(
        Dated(when=one.when, what=sentence(one.what), note=one.note, sources=sources.cite((one.row,), most=1))
        for one in page.contacts[:most]
    )


def known(word: str) -> str:
    """Return a word of the record; `not known` for the record's `unknown`."""
    return NOT_KNOWN if word == UNKNOWN else word


def forums(asked: Agenda, sources: Sources, most: int) -> tuple[Dated, ...]:
    """Return when standing forums are expected: those still to come first."""
    ordered = sorted(asked.expected, key=lambda one: (one.passed, one.month.sort_key))
    return tuple(
        Dated(
            when=f"{one.month}" if not one.passed else f"{one.month}, passed",
            what=one.forum,
            note=f"last {one.last_told}; usually every {one.usual_days:.0f} days, n {one.n} intervals",
            sources=sources.cite(one.rows[-1:]),
        )
        for one in ordered[:most]
    )


def facts(page: Page, lines: Sequence[tuple[str, str, str]]) -> tuple[Fact, ...]:
    """Return lines of the page with shorter words: label of the line, words, what a missing one says."""
    by_line: Mapping[str, Finding] = {one.of["line"]: one for one in page.findings}
    found = []
    for label, words, absent in lines:
        value, detail = (absent, "") if label not in by_line else figures(by_line[label])
        found.append(Fact(words=words, value=value, detail=detail))
    return tuple(found)


def fleets(page: Page, most: int, cite: Callable[[str, Finding], tuple[int, ...]]) -> tuple[Fact, ...]:
    """Return the largest fleets of its design, with the day that their page gives."""
    found = [one for one in page.findings if one.quantity == FLEETS and isinstance(one.value, int | float)]
    largest = sorted(found, key=lambda one: (-float(one.value or 0), one.of["line"]))
    return tuple(
        Fact(
            words=one.of["line"],
            value=f"{figure(one.value, one.unit)} {one.unit}",
            detail="; ".join(part for part in (_as_of(one), one.note) if part),
            sources=cite("fleet", one),
        )
        for one in largest[:most]
    )


def _as_of(one: Finding) -> str:
    return "" if one.window is None or one.window == "day of the view" else f"as of {one.window}"


def counted(page: Page) -> Mapping[Kind, int]:
    """Return how many points of each kind the agenda has."""
    found = {one.of["line"]: one.n or 0 for one in page.findings if one.quantity == UNDER_WAY}
    return {kind: found.get(f"agenda: {kind}", 0) for kind in Kind}


def title(partner: str) -> str:
    """Return the name of a partner."""
    return party(partner)
