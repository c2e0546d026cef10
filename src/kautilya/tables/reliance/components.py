"""Components that systems need, from the rows of dependence: who supplies them, what stands in, and since when."""

from dataclasses import dataclass

from kautilya.register.claim import Mark
from kautilya.register.record import Record
from kautilya.store.view import View
from kautilya.tables.cells import UNKNOWN, day, known_word, word
from kautilya.tables.marks import mark_of
from kautilya.tables.reliance.systems import claims_of, countries_of, listed_in

CELLS = (
    "system", "component", "component_name", "component_family", "component_supplier_country", "component_supplier_known",
    "substitute_exists", "substitute_origin", "since", "until", "deal_id",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Component:
    """One row: a system needs a component."""

    row: str
    system: str
    component: str
    """What it is: `engine`."""
    name: str | None
    family: str | None
    suppliers: tuple[str, ...]
    """Countries; none where the supplier is unknown or `several`."""
    substitute: str
    """Word of the record: `yes`, `no`, `none found`, `in development` or `unknown`."""
    substitute_name: str | None
    substitute_from: tuple[str, ...]
    deals: tuple[str, ...]
    over: str | None
    """Why it does not count on the day of the view; None where it does."""
    mark: Mark
    claim_ids: tuple[str, ...]

    @property
    def said(self) -> str:
        """Name it with its row: `F404-GE-IN20 (d001)`."""
        return f"{self.name or self.component} ({self.row})"


def components(view: View) -> tuple[Component, ...]:
    """Return the components of the record, in its order; a row without a system tells nothing and is left out."""
    found = view.records("dependence").values()
    return tuple(_component(view, record) for record in found if known_word(record, "system") is not None)


def _component(view: View, record: Record) -> Component:
    claim_ids = claims_of(record, CELLS)
    return Component(
        row=record.record_id,
        system=word(record, "system"),
        component=word(record, "component", "component"),
        name=known_word(record, "component_name"),
        family=known_word(record, "component_family"),
        suppliers=countries_of(record, "component_supplier_country"),
        substitute=word(record, "substitute_exists", UNKNOWN),
        substitute_name=known_word(record, "substitute_name"),
        substitute_from=countries_of(record, "substitute_origin"),
        deals=listed_in(record, "deal_id"),
        over=_over(view, record),
        mark=mark_of(view, "dependence", claim_ids),
        claim_ids=claim_ids,
    )


def _over(view: View, record: Record) -> str | None:
    since, until = day(record, "since"), day(record, "until")
    if until is not None and until.last <= view.as_of.last:
        return f"ended {until}"
    return f"begins {since}" if since is not None and since.first > view.as_of.last else None
