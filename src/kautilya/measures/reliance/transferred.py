"""Technology that partners transfer, and indigenous content where a page states it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from kautilya.measures.finding import Finding
from kautilya.measures.scope import Scope
from kautilya.register.record import Record
from kautilya.store.view import View
from kautilya.tables.cells import UNKNOWN, day, number, word
from kautilya.tables.contracts import home_country
from kautilya.tables.marks import computed, mark_of

TRANSFERS = "arrangements of technology transfer on record"
STATED = "offers that state an indigenous content"
HEADLINE = 5
"""Arrangements from which a partner stands in the short table."""
CONTENT = "stated indigenous content of offers, lowest to highest"


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrangement:
    """One row of technology transfer."""

    record_id: str
    partner: str
    depth: str
    agreed: date | None
    row: Record


def transfers_by_depth(view: View, scope: Scope, blank: Finding) -> Iterable[Finding]:
    """Yield how many arrangements each partner has at each depth; refused and cancelled ones are counted apart."""
    found = [one for one in _arrangements(view) if _asked(one, scope, view)]
    for partner in sorted({one.partner for one in found}):
        own = [one for one in found if one.partner == partner]
        yield _counted(view, own, {"partner": partner, "depth": "all"}, blank, headline=len(own) >= HEADLINE)
        for depth in dict.fromkeys(one.depth for one in own):
            yield _counted(view, [one for one in own if one.depth == depth], {"partner": partner, "depth": depth}, blank)


def _arrangements(view: View) -> Iterable[Arrangement]:
    for record_id, row in view.records("technology-transfer").items():
        agreed = day(row, "date_agreed")
        yield Arrangement(
            record_id=record_id,
            partner=word(row, "partner"),
            depth=word(row, "depth"),
            agreed=None if agreed is None else agreed.first,
            row=row,
        )


def _asked(one: Arrangement, scope: Scope, view: View) -> bool:
    if scope.partner is not None and one.partner != scope.partner:
        return False
    if scope.since is None and scope.until is None:
        return True
    return one.agreed is not None and scope.opens(date.min) <= one.agreed <= scope.closes(view.as_of)


def _counted(view: View, rows: Sequence[Arrangement], of: dict[str, str], blank: Finding, *, headline: bool = False) -> Finding:
    columns = ("partner", "depth", "withheld_or_denied")
    claim_ids = tuple(dict.fromkeys(claim for one in rows for column in columns for claim in one.row.cell(column).claim_ids))
    withheld = sum(bool(one.row.cell("withheld_or_denied").claim_ids) for one in rows)
    undated = sum(one.agreed is None for one in rows)
    return replace(
        blank,
        quantity=TRANSFERS,
        of=of,
        value=len(rows),
        unit="arrangements",
        n=len(rows),
        coverage=f"pages found; {undated} of {len(rows)} have no day of agreement; offers and refusals are among them",
        mark=computed(mark_of(view, "technology-transfer", claim_ids)),
        claim_ids=claim_ids,
        note=f"{withheld} of them say that something is withheld or denied",
        headline=headline,
    )


def stated_content(view: View, scope: Scope, blank: Finding) -> Iterable[Finding]:
    """Yield for how many offers a content is stated, and between what, by counterparty: at home, abroad, or one partner."""
    home = home_country(view)
    groups: dict[str, list[Record]] = {}
    for row in view.records("offer").values():
        suppliers = word(row, "supplier_country").split(";")
        name = scope.partner or ("domestic" if suppliers == [home] else "foreign")
        if (scope.partner is None or scope.partner in suppliers) and _told_within(row, scope):
            groups.setdefault(name, []).append(row)
    for name, rows in groups.items():
        yield from _content(view, name, rows, replace(blank, of={"seller": name}))


def _told_within(row: Record, scope: Scope) -> bool:
    """Tell whether the state of an offer was certainly last told in the window asked for."""
    told = day(row, "as_of")
    return not scope.windowed or (told is not None and scope.takes_in(told.first, told.last))


def _content(view: View, name: str, rows: Sequence[Record], blank: Finding) -> Iterable[Finding]:
    stated = [row for row in rows if _ends(row)]
    claim_ids = tuple(claim for row in rows for claim in row.cell("supplier_country").claim_ids)
    if not claim_ids:
        return
    coverage = f"{len(stated)} of {len(rows)} offers state one"
    yield replace(
        blank, quantity=STATED, value=len(stated), unit="offers", n=len(rows), coverage=coverage,
        mark=computed(mark_of(view, "offer", claim_ids)), claim_ids=claim_ids,
    )  # fmt: skip
    if not stated:
        return
    ends = [end for row in stated for end in _ends(row)]
    told = tuple(claim for row in stated for end in ("low", "high") for claim in row.cell(f"indigenous_pct_{end}").claim_ids)
    yield replace(
        blank, quantity=CONTENT, low=min(ends), high=max(ends), range_is="printed values, over all offers that state one",
        unit="percent", n=len(stated), coverage=coverage, mark=mark_of(view, "offer", told), claim_ids=told,
        headline=name != UNKNOWN,
    )  # fmt: skip


def _ends(row: Record) -> tuple[float, ...]:
    values = (number(row, f"indigenous_pct_{end}") for end in ("low", "high"))
    return tuple(value for value in values if value is not None)
