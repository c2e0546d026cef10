"""The brief of a partner: its content fitted on two pages, and set as PDF by typst (extra `pdf`)."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import UTC, date, datetime
from importlib.resources import files

from kautilya.core.errors import KautilyaError
from kautilya.core.extras import require
from kautilya.core.periods import PartialDate
from kautilya.measures.finding import Finding
from kautilya.measures.needs.needs import MEASURE as NEEDS
from kautilya.measures.partners.agenda import Agenda
from kautilya.measures.partners.items import Kind
from kautilya.measures.partners.page import Page, page_of
from kautilya.measures.partners.sources import Sources as Answers
from kautilya.report.briefs import content
from kautilya.report.briefs.drawings import needs_chart, promises_chart, shares_chart
from kautilya.report.briefs.sources import Sources
from kautilya.report.preface import preface
from kautilya.store.view import View
from kautilya.tables.ties.home import home_of

PAGES = 2
FEWEST_CONTACTS = 2
LARGEST, PLAIN, STEP = 1.3, 1.0, 0.1
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
)  # fmt: skip
TIES = (
    ("agreements in force, active or signed", "agreements in force, active or signed", content.NONE_FOUND),
    ("visits a year of leaders, last five years", "visits of leaders a year, in the record", content.TOO_FEW),
    ("visits a year of ministers, last five years", "visits of ministers a year, in the record", content.TOO_FEW),
    ("days since the last visit in the record", "days since the last visit in the record", content.NOT_KNOWN),
    (
        "exercises: later half of ten years over the earlier",
        "exercises, later half of ten years over earlier",
        content.NOT_KNOWN,
    ),
    ("arrangements of technology transfer on record", "arrangements of technology transfer", content.NONE_FOUND),
    ("share delivered of those that were due", "commitments delivered of those due", content.NOT_KNOWN),
    ("months from notification to signature, median", "months from notification to signature", content.NOT_KNOWN),
)
"""Label of the line, words of the brief, what a missing one says."""
RESTS = (
    ("stops without it, of holdings and orders", "stops without it, of holdings and orders", content.NOT_KNOWN),
    ("designed there, of holdings and orders", "designed there", content.NOT_KNOWN),
    ("bought from there, of holdings and orders", "bought from there", content.NOT_KNOWN),
    ("contracts under way", "contracts under way, with it or of its design", content.NONE_FOUND),
)


PLURALS = {
    Kind.OVERDUE: "overdue commitments", Kind.LATE: "late deliveries", Kind.PENDING: "pending cases",
    Kind.GAP: "needs that it could fill", Kind.OPEN: "open commitments",
}  # fmt: skip


UNTOLD = (
    "Compiled from open sources; the planning case was not known on that day. "
    "A single cell is a lead with a source, not a fact to print unread."
)


class UnfitError(KautilyaError):
    """The brief does not fit on its pages, however little of the lists is shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """How many rows of each list are shown."""

    points: int
    contracts: int
    rows: int
    """Of each list of the second page."""
    contacts: int
    """Latest visits and exercises."""
    first: float
    second: float
    """Size of the letters of each page: large where there is room."""


def brief_pdf(view: View, partner: str) -> bytes:
    """Return the two-page brief of a partner as PDF: the same bytes for the same register and the same typst.

    Raises:
        MissingExtraError: typst is not installed; the message has the command.
        UnfitError: it does not fit.
    """
    typst = require("typst", "pdf")
    template = files("kautilya.report").joinpath("briefs", "brief.typ").read_bytes()
    answers = Answers(view=view)
    page = page_of(view, answers, partner)
    drawings = {
        "shares": shares_chart(page),
        "promises": promises_chart(page),
        "needs": needs_chart(answers.answer(NEEDS, partner).findings),
    }
    known = datetime.combine(view.as_of.last, datetime.min.time(), tzinfo=UTC)
    room = Room(points=16, contracts=16, rows=12, contacts=12, first=LARGEST, second=LARGEST)
    while True:
        given = {"data": json.dumps(_content(view, page, drawings, room), ensure_ascii=False)}
        same = {"ignore_system_fonts": True, "sys_inputs": given, "timestamp": int(known.timestamp())}
        queried = {name: value for name, value in same.items() if name != "timestamp"}
        fit = json.loads(typst.query(template, "<fit>", field="value", one=True, **queried))
        if fit["second"] == PAGES and fit["total"] == PAGES:
            return bytes(typst.compile(template, format="pdf", **same))
        room = _less(room, points=fit["second"] > PAGES)


def _less(room: Room, *, points: bool) -> Room:
    """Return smaller letters for the page that overflows, then room for one row less: of the longer list of the first page."""
    size = "first" if points else "second"
    if getattr(room, size) > PLAIN:
        return replace(room, **{size: round(getattr(room, size) - STEP, 1)})
    if not points and room.contacts > max(FEWEST_CONTACTS, room.rows // 2):
        less = replace(room, contacts=room.contacts - 1)
    elif not points:
        less = replace(room, rows=room.rows - 1)
    elif room.contracts >= room.points:
        less = replace(room, contracts=room.contracts - 1)
    else:
        less = replace(room, points=room.points - 1)
    if min(less.points, less.contracts, less.rows) < 1:
        raise UnfitError("the brief does not fit on two pages: one entry alone fills a page; `kautilya agenda` shows it all")
    return less


def _content(view: View, page: Page, drawings: Mapping[str, str | None], room: Room) -> Mapping[str, object]:
    """Return everything that the template shows, as plain data."""
    asked, sources = page.agenda, Sources(view)

    def cite(kind: str, one: Finding) -> tuple[int, ...]:
        claims = view.claims(kind)
        return sources.cite_pages((claims[claim].source for claim in one.claim_ids if claim in claims), most=1)

    printed = next((cite("supplier-share", one) for one in page.findings if one.of["line"] == content.PRINTED), ())
    points = content.points(asked, sources, room.points)
    running = content.contracts(page, sources, room.contracts)
    due = content.due(asked, sources, room.rows)
    forums = content.forums(asked, sources, room.rows)
    agreements = content.agreements(page, sources, room.rows)
    fleets = content.fleets(page, room.rows, cite)
    contacts = content.contacts(page, sources, room.contacts)
    check = asked.check[: room.rows]
    name = content.title(page.partner)
    listed = sources.listed()
    return {
        "kicker": f"Partner brief · {content.title(home_of(view) or 'home country not known')}",
        "title": name,
        "day": [view.as_of.last.year, view.as_of.last.month, view.as_of.last.day],
        "known": f"as known on {spelled(view.as_of)}",
        "next": _replayed(view),
        "notice": " ".join(notice(view)),
        "tiles": [asdict(tile) for tile in content.tiles(page, printed)],
        "points": [asdict(point) for point in points],
        "left_out": _left_out(asked, len(points), page),
        "first": room.first,
        "second": room.second,
        "contracts": [asdict(one) for one in running],
        "charts": dict(drawings),
        "captions": _captions(page, due=len(due), running=len(running), agreements=len(agreements)),
        "due": [asdict(one) for one in due],
        "forums": [asdict(one) for one in forums],
        "agreements": [asdict(one) for one in agreements],
        "ties": [asdict(one) for one in content.facts(page, TIES)],
        "rests": [asdict(one) for one in content.facts(page, RESTS)],
        "fleets": [asdict(one) for one in fleets],
        "contacts": [asdict(one) for one in contacts],
        "check": [{"about": content.sentence(one.about), "why": one.why} for one in check],
        "unchecked": "" if len(check) == len(asked.check) else f"{len(asked.check) - len(check)} more: kautilya agenda --all.",
        "sources": [asdict(source) for source in listed],
        "links": {str(source.number): source.link for source in listed},
        "footer": f"{name} · as known on {view.as_of} · illustrative example, compiled from open sources",
        "colophon": _colophon(view, page.partner),
    }


def notice(view: View) -> Iterator[str]:
    """Yield why the register is only an example, as the report tells it; plain words where the view knows no case."""
    years = sorted(view.records("case-budget"))
    yield from preface(f"{home_of(view)} {years[0]}").illustrative if years else (UNTOLD,)


def spelled(day: PartialDate) -> str:
    """Write a day in words, as exactly as it is known."""
    parts = (day.day and str(day.day), day.month and MONTHS[day.month - 1], str(day.year))
    return " ".join(part for part in parts if part)


def _replayed(view: View) -> str:
    recorded: date | None = view.recorded_by
    return "every figure with its n, range and source" if recorded is None else f"as recorded by the end of {recorded}"


def _left_out(asked: Agenda, shown: int, page: Page) -> str:
    counts = content.counted(page)
    told = ", ".join(f"{PLURALS[kind]} {counts[kind]}" for kind in Kind if counts[kind])
    every = shown == len(asked.items)
    which = f"All {shown} points" if every else f"The {shown} heaviest of {len(asked.items)} points, by a stated weight"
    rest = f"{which} ({told}){'' if every else '; the rest: kautilya agenda'}. "
    how = "Past its day says that a day has passed, not whose doing that is. A needs figure is a bound; money is not looked at."
    return f"{rest}{how}" if asked.items else how


def _captions(page: Page, *, due: int, running: int, agreements: int) -> Mapping[str, str]:
    promised = next((one for one in page.findings if one.of["line"].startswith("commitments: ")), None)
    later = len(page.agenda.due) + len(page.agenda.later) - due
    left = len(page.running) - running
    older = len(page.agreements) - agreements
    return {
        "contracts": "Signed and not known to be complete; late is the record’s own word."
        + (f" {left} more: kautilya measure partner --all." if left else ""),
        "shares": "Three units, three questions: never averaged. n: contracts. Lines: lowest to highest printed value. "
        "Denominators: all signed contracts listed, home country included; TIV: all imports, window as printed by SIPRI.",
        "promises": ""
        if promised is None
        else f"n {promised.n} commitments found in statements; several rows on one are one. "
        "Unknown counts neither as kept nor as broken.",
        "agreements": f"{older} older ones: kautilya show agreement." if older else "",
        "needs": "Share of the area's gap at the end of the planning case; n: live offers; line: bounds, money not looked at; "
        "striped: rests on assumptions.",
        "due": "Plans as printed, no more exactly than their page." + (f" {later} more lie ahead." if later > 0 else ""),
    }


def _colophon(view: View, partner: str) -> str:
    rules = ", then ".join(view.rule_names) or "none: where claims contradict each other the range is shown"
    return (
        f"Every figure rests on rows of the register as known on {view.as_of}; behind a point stand its rows, and kautilya "
        f"agenda {partner} --json gives each with its pages. "
        "None found: the record was searched and has none. Not known: nothing can be said, or too few cases. "
        "Intervals: exact 95 % (Poisson, binomial); other ranges are bounds. "
        f"Rules that choose between contradicting claims: {rules}."
    )
