"""One page a partner: its shares in three units, what rests on it, what is under way, late or due, what ties hold it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from kautilya.measures.finding import Finding, Measurement, Scalar
from kautilya.measures.partners.agenda import Agenda, agenda, partners_of_record
from kautilya.measures.partners.agreements import Agreement, agreements
from kautilya.measures.partners.contacts import Contact, latest_contacts
from kautilya.measures.partners.items import Kind, Row, in_a_year, mark_of_rows, row_of
from kautilya.measures.partners.lines import LINES, Candidates, Line
from kautilya.measures.partners.running import Running, running
from kautilya.measures.partners.sources import Sources
from kautilya.measures.scope import Scope
from kautilya.store.view import View
from kautilya.tables.cells import known_word, number, word
from kautilya.tables.deliveries import CELLS, Progress, countries, deliveries
from kautilya.tables.marks import computed, mark_of

MEASURE = "partner"
QUESTION = "How does a partner stand: its shares, what rests on it, what is under way, late and due, and what ties hold it?"
UNDER_WAY, FLEETS, AGREEMENTS, DUE = "under way, late and due", "fleets of its design", "agreements", "falls due"
DAY = "day of the view"
SHORT = frozenset(
    ("money of signed contracts, all years, by who signs", "stops without it, of holdings and orders",
     "visits a year, last five years")
)  # fmt: skip
"""The lines that a short table of all partners shows."""
NOTES = (
    "Each line is a finding of another measure (`measure` names it); its method, coverage and limits stand there.",
    "A line that is missing is not known, or refused for too few cases: it is not zero.",
    "Money, pieces and TIV are three units: their shares answer three questions and are not averaged (CONVENTIONS §5).",
    "By who signs and by whose design are two questions: a licence-built system is its builder's and its designer's.",
    "Fleets are those that a page tells of, as of the day that the page gives; a quantity may be old.",
    "Counts of deals and commitments are counts of what was found; partners that the press follows closely have more rows.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """The findings about one partner, with its agenda."""

    partner: str
    findings: tuple[Finding, ...]
    agenda: Agenda
    running: tuple[Running, ...]
    agreements: tuple[Agreement, ...]
    contacts: tuple[Contact, ...]


def partner_page(view: View, scope: Scope) -> Measurement:
    """Measure one partner; or all of them, or a window, by the lines that stand side by side.

    What is due, late or to be raised, and the fleets, are told of one partner and of the day of the view only.
    """
    if scope.partner is None or scope.windowed:
        known = partners_of_record(view)
        whom = known if scope.partner is None else (scope.partner,)
        findings = tuple(_side_by_side(view, whom, scope))
        return _measurement(view, findings, tuple(_askable(one for one in whom if one in known)) if findings else ())
    page = page_of(view, Sources(view=view), scope.partner)
    return _measurement(view, page.findings, (*_listed(page.agenda), *_contracts(page)))


def _side_by_side(view: View, whom: Sequence[str], scope: Scope) -> Iterable[Finding]:
    """Yield the lines of some partners, drawn from answers about all partners at once."""
    sources = Sources(view=view, period=replace(scope, partner=None))
    for partner in whom:
        for each in LINES:
            line = each.in_window() if scope.windowed else each
            found = None if line is None else line_of(sources, line, partner, narrowed=False)
            if found is not None:
                yield replace(found, headline=len(whom) == 1 or each.label in SHORT)


def page_of(view: View, sources: Sources, partner: str) -> Page:
    """Return the page of one partner, drawn from measures that may serve several pages."""
    asked = agenda(view, partner)
    lines = (found for line in LINES if (found := line_of(sources, line, partner)) is not None)
    own = (*_under_way(view, partner, asked), *_agreements(view, partner), *_fleets(view, partner), *_due(view, partner, asked))
    return Page(
        partner=partner,
        findings=(*lines, *own),
        agenda=asked,
        running=running(view, partner),
        agreements=agreements(view, partner),
        contacts=latest_contacts(view, partner),
    )


def line_of(sources: Sources, line: Line, partner: str, *, narrowed: bool = True) -> Finding | None:
    """Return what a line shows about a partner; None where its measure says nothing.

    The measure is asked about the partner alone, or, not narrowed, about all partners, which serves several of them.
    """
    wanted = line.wanted(partner)
    every = sources.told(line.measure, partner if narrowed else None, line.quantity)
    found = tuple(one for one in every if wanted.items() <= one.of.items())
    picked = line.pick(Candidates(found=found, every=every, last=sources.view.as_of.last))
    if picked is None:
        return None
    of = {"line": line.label, "measure": line.measure, "partner": partner}
    return replace(picked, measure=MEASURE, quantity=line.topic, of=of, headline=True)


def _measurement(view: View, findings: Sequence[Finding], listed: Sequence[Mapping[str, Scalar]]) -> Measurement:
    return Measurement(
        measure=MEASURE, question=QUESTION, as_of=str(view.as_of), findings=tuple(findings), listed=tuple(listed), notes=NOTES
    )


def _askable(whom: Iterable[str]) -> Iterable[Mapping[str, Scalar]]:
    """List how to ask for what is told of one partner as of the day of the view only."""
    for partner in whom:
        reason = f"what is under way, late and due, and fleets: kautilya measure partner --partner {partner}"
        yield {"list": "ask about one partner", "partner": partner, "reason": reason}


def _counted(view: View, partner: str, label: str, rows: Sequence[Row], unit: str, *, coverage: str) -> Finding | None:
    """Return a count of rows; None where there is none: absent is not zero (CONVENTIONS §7)."""
    told = [row for row in rows if row.claim_ids]
    if not told:
        return None
    return Finding(
        measure=MEASURE,
        quantity=UNDER_WAY,
        of={"line": label, "measure": MEASURE, "partner": partner},
        value=len({(row.kind, row.id) for row in told}),
        unit=unit,
        window=DAY,
        n=len({(row.kind, row.id) for row in told}),
        coverage=coverage,
        as_of=str(view.as_of),
        mark=computed(mark_of_rows(view, told)),
        claim_ids=tuple(dict.fromkeys(claim for row in told for claim in row.claim_ids)),
        headline=True,
    )


def _under_way(view: View, partner: str, asked: Agenda) -> Iterable[Finding]:
    """Yield the contracts under way and the points of the agenda by kind, each counted once by its first row."""
    ours = [deal for deal in deliveries(view) if partner in deal.parties]
    running = [row_of(view, deal.record, CELLS) for deal in ours if deal.progress is Progress.UNDER_WAY]
    deals = f"{len(ours)} deals with it or of its design in the record"
    yield from _some(_counted(view, partner, "contracts under way", running, "contracts", coverage=deals))
    for kind in Kind:
        rows = [item.rows[0] for item in asked.items if item.kind is kind]
        yield from _some(_counted(view, partner, f"agenda: {kind}", rows, "points", coverage="points of the agenda"))
    check = [one.rows[0] for one in asked.check]
    yield from _some(_counted(view, partner, "agenda: to be checked first", check, "rows", coverage="points of the agenda"))


def _agreements(view: View, partner: str) -> Iterable[Finding]:
    held = agreements(view, partner)
    label = "agreements in force, active or signed"
    found = _counted(view, partner, label, [one.row for one in held], "agreements", coverage="agreements found")
    if found is not None:
        yield replace(found, quantity=AGREEMENTS, note="; ".join(one.title for one in held))


def _fleets(view: View, partner: str) -> Iterable[Finding]:
    """Yield what is held of its design, each fleet by itself: pieces of unlike things are not added."""
    for record in view.records("fleet").values():
        pieces = number(record, "quantity")
        designers = countries(known_word(record, "design_origin"))
        if partner not in designers or not pieces:
            continue
        claim_ids = tuple(
            claim for column in ("quantity", "system", "design_origin") for claim in record.cell(column).claim_ids
        )
        retired, also = known_word(record, "retire_end"), [one for one in designers if one != partner]
        told = (f"also designed in {' and '.join(also)}" if also else "", f"to be retired by {retired}" if retired else "")
        yield Finding(
            measure=MEASURE,
            quantity=FLEETS,
            of={"line": word(record, "system"), "measure": MEASURE, "partner": partner, "area": word(record, "area_id")},
            value=int(pieces) if pieces == int(pieces) else pieces,
            unit=word(record, "unit", "pieces"),
            window=word(record, "as_of", DAY) if known_word(record, "as_of") else DAY,
            n=1,
            coverage="fleets that a page tells of",
            as_of=str(view.as_of),
            mark=mark_of(view, "fleet", claim_ids),
            claim_ids=claim_ids,
            note="; ".join(part for part in told if part) or None,
        )


def _due(view: View, partner: str, asked: Agenda) -> Iterable[Finding]:
    for one in asked.due:
        claim_ids = tuple(dict.fromkeys(claim for row in one.rows for claim in row.claim_ids))
        yield Finding(
            measure=MEASURE,
            quantity=DUE,
            of={"line": f"{one.what}: {one.about}", "measure": MEASURE, "partner": partner, "row": one.rows[0].id},
            value=str(one.when),
            unit="day",
            window=f"{view.as_of.last}..{in_a_year(view.as_of.last)}",
            n=1,
            coverage="due and planned days that a page names",
            as_of=str(view.as_of),
            mark=one.mark,
            claim_ids=claim_ids,
            note=one.note,
            headline=True,
        )


def _listed(asked: Agenda) -> Iterable[Mapping[str, Scalar]]:
    for item in asked.items:
        yield {
            "list": f"to raise: {item.kind}", "partner": asked.partner, "level": item.level, "about": item.about,
            "reason": item.state, "rows": ";".join(row.id for row in item.rows), "weight": item.weight,
        }  # fmt: skip
    for check in asked.check:
        rows = ";".join(row.id for row in check.rows)
        yield {"list": "to be checked first", "partner": asked.partner, "about": check.about, "reason": check.why, "rows": rows}


def _contracts(page: Page) -> Iterable[Mapping[str, Scalar]]:
    for one in page.running:
        yield {
            "list": "contract under way", "partner": page.partner, "about": one.system, "as": one.role, "signed": one.signed,
            "delivered": one.came, "planned last": one.planned_last, "late": one.late, "rows": one.row.id,
            "reason": f"signed and not known to be complete when last seen, {one.last_seen}",
        }  # fmt: skip


def _some(found: Finding | None) -> Iterable[Finding]:
    if found is not None:
        yield found
