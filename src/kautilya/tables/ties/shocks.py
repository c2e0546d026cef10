"""Shocks folded into sequences, with the partners that they hit and the days that they last.

Counted are rows with `counts_as_shock`; the steps of one `sequence_id` are one shock from the first step to the last. Hit are
the partners that are actors of every step: a third country that one step is about is not. A shock among countries that are no
partners hits nobody as far as the record tells.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from kautilya.core.periods import PartialDate, Precision
from kautilya.register.claim import Mark
from kautilya.register.record import Record
from kautilya.store.view import View
from kautilya.tables.cells import day, known_word, word
from kautilya.tables.marks import mark_of
from kautilya.tables.ties.home import home_of, named, others

CELLS = ("name", "kind", "start", "end", "actors", "counts_as_shock", "sequence_id")


@dataclass(frozen=True, slots=True, kw_only=True)
class Shock:
    """One shock: a single row, or all steps of a sequence."""

    shock_id: str
    name: str
    kind: str
    partners: tuple[str, ...]
    """Partners that are actors of every step."""
    start: PartialDate | None
    end: PartialDate | None
    """None: it runs, or its end was not found."""
    rows: tuple[str, ...]
    mark: Mark
    claim_ids: tuple[str, ...]

    @property
    def first(self) -> date | None:
        """Its first day, the first of the month where only that is known; None where no month is known."""
        known = self.start is not None and self.start.precision is not Precision.YEAR
        return self.start.first if known and self.start else None


def shocks(view: View) -> tuple[Shock, ...]:
    """Return the shocks in the order of their first days; those without one last."""
    home = home_of(view)
    steps: dict[str, list[Record]] = {}
    for row, record in view.records("shock").items():
        if word(record, "counts_as_shock") == "yes":
            steps.setdefault(known_word(record, "sequence_id") or row, []).append(record)
    found = (_shock(view, shock_id, records, home) for shock_id, records in steps.items())
    return tuple(sorted(found, key=lambda shock: (shock.start.first if shock.start else date.max, shock.shock_id)))


def _shock(view: View, shock_id: str, records: Sequence[Record], home: str | None) -> Shock:
    claim_ids = tuple(dict.fromkeys(claim for record in records for cell in CELLS for claim in record.cell(cell).claim_ids))
    starts = [day(record, "start") for record in records]
    ends = [day(record, "end") for record in records]
    hit = set(named(records[0], "actors")).intersection(*(named(record, "actors") for record in records))
    names = [word(record, "name") for record in records]
    return Shock(
        shock_id=shock_id,
        name=names[0] if len(names) == 1 else f"{names[0]} and {len(names) - 1} later steps",
        kind=word(records[0], "kind"),
        partners=others(hit, home),
        start=min((start for start in starts if start is not None), key=lambda known: known.sort_key, default=None),
        end=None if None in ends else max((end for end in ends if end is not None), key=lambda known: known.last),
        rows=tuple(record.record_id for record in records),
        mark=mark_of(view, "shock", claim_ids),
        claim_ids=claim_ids,
    )
