"""Writes the agenda of a partner as tables, as JSON or as a calendar."""

from collections.abc import Sequence
from pathlib import Path

import typer

from kautilya.cli.answers.scoping import partner_abroad
from kautilya.cli.documents import write_json
from kautilya.cli.files import write_bytes
from kautilya.cli.output import NARROW, Column, width, write, write_item, write_table
from kautilya.cli.session import say
from kautilya.measures.nothing import LIST
from kautilya.measures.partners.agenda import Agenda, agenda, partners_of_record
from kautilya.measures.partners.dates import dates
from kautilya.measures.partners.expected import Expected
from kautilya.measures.partners.items import Due, Item, Kind, Row
from kautilya.report.briefs.calendar import calendar_file
from kautilya.report.cells import party
from kautilya.store.view import View
from kautilya.tables.ties.visits import LEVELS

MOST_CHECKS = 8


def refuse_unclear(partner: str | None, ics: Path | None) -> None:
    """Refuse a question about nobody: only the calendar can be that of all partners."""
    if partner is None and ics is None:
        raise typer.BadParameter("name a partner, such as USA; without one only --ics FILE can be asked for")


def write_agenda(
    view: View, later: View | None, partner: str | None, level: str | None, ics: Path | None, *, everything: bool, as_json: bool
) -> None:
    """Write the agenda of a partner; with a file also its calendar, or that of all partners."""
    whom = partners_of_record(view) if partner is None else (partner_abroad(view, partner),)
    if ics is not None:
        found = dates(view, whom)
        write_bytes(ics, calendar_file(found))
        say(f"{ics}: {len(found.due)} due days, {len(found.expected)} expected forums")
    if partner is None:
        return
    asked = agenda(view, whom[0], level=level, later=later)
    if as_json:
        write_json(asked)
    else:
        _write(asked, everything=everything)


def _write(asked: Agenda, *, everything: bool) -> None:
    if asked.nothing is not None:
        write(f"{LIST}: {asked.nothing}")
    at = f", level {asked.level}" if asked.level else ""
    write(f"agenda: {party(asked.partner)}{at}, as of {asked.as_of}")
    _write_expected(asked)
    shown = [item for item in asked.items if everything or item.kind is not Kind.OPEN]
    for level in LEVELS:
        _write_items(level, [item for item in shown if item.level == level], everything=everything)
    _write_due("Falls due in the next twelve months", asked.due, everything=everything)
    if everything:
        _write_due("Falls due later", asked.later, everything=everything)
        _write_checks(asked)
    write()
    for note in asked.notes:
        write(f"- {note}")
    if not everything:
        hidden = f"{len(asked.items) - len(shown)} open commitments, {len(asked.check)} things to check first"
        say(f"{hidden}, {len(asked.later)} later due days: --all or --json")
    if asked.left_out:
        say(f"{asked.left_out} points belong to other levels")


def _write_expected(asked: Agenda) -> None:
    columns = (
        Column(title="forum"), Column(title="level", whole=True), Column(title="last", whole=True),
        Column(title="expected", whole=True), Column(title="usual, days", right=True), Column(title="n", right=True),
    )  # fmt: skip
    rows = [_forum(one) for one in asked.expected]
    if rows:
        write_table(columns, rows, title="Next meeting of standing forums: expected from their usual interval, not appointed")
    for one in asked.expected:
        if one.announced is not None:
            told = f"a later meeting was announced for {one.announced}; no page in the record tells whether it took place"
            write(f"- {one.forum}: {told}")


def _forum(one: Expected) -> tuple[str, ...]:
    month = f"{one.month}{' (passed)' if one.passed else ''}"
    return one.forum, one.level.replace("_", " "), one.last, month, f"{one.usual_days:.0f}", str(one.n)


def _write_items(level: str, items: Sequence[Item], *, everything: bool) -> None:
    if not items:
        return
    title = f"For the level {level.replace('_', ' ')}"
    if width() < NARROW:
        write(f"\n{title}")
        for one in items:
            named = _rows(one.rows, everything=everything)
            write_item(f"{one.weight:.2f}  {one.kind.value}: {one.about}", one.state, f"[{named}]")
        return
    columns = (
        Column(title="weight", right=True, whole=True),
        Column(title="kind"),
        Column(title="about"),
        Column(title="how it stands"),
        Column(title="rows"),
    )
    rows = [
        (f"{one.weight:.2f}", one.kind.value, one.about, one.state, _rows(one.rows, everything=everything)) for one in items
    ]
    write_table(columns, rows, title=title)


def _rows(rows: Sequence[Row], *, everything: bool) -> str:
    named = [f"{row.kind} {row.id}" for row in rows]
    if everything or len(named) <= 2:
        return ", ".join(named)
    return f"{', '.join(named[:2])} and {len(named) - 2} more"


def _write_due(title: str, due: Sequence[Due], *, everything: bool) -> None:
    if due and width() < NARROW:
        write(f"\n{title}")
        for one in due:
            note = (one.note,) if one.note else ()
            write_item(f"{one.when}  {one.what}: {one.about}", *note, f"[{_rows(one.rows, everything=everything)}]")
        return
    columns = (
        Column(title="when", whole=True),
        Column(title="what"),
        Column(title="about"),
        Column(title="note"),
        Column(title="rows"),
    )
    rows = [(str(one.when), one.what, one.about, one.note or "", _rows(one.rows, everything=everything)) for one in due]
    if rows:
        write_table(columns, rows, title=title)


def _write_checks(asked: Agenda) -> None:
    title = "To be checked first: what the record does not know"
    if asked.check and width() < NARROW:
        write(f"\n{title}")
        for one in asked.check:
            write_item(one.about, one.why, f"[{_rows(one.rows, everything=True)}]")
        return
    columns = (Column(title="about"), Column(title="why"), Column(title="rows"))
    rows = [(one.about, one.why, _rows(one.rows, everything=True)) for one in asked.check]
    if rows:
        write_table(columns, rows, title=title)
