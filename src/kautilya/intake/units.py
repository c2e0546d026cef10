"""The unit of a claim: that of its row, or that which a parallel value brings."""

from collections.abc import Mapping

from kautilya.register.attributes import Attribute, Type
from kautilya.register.vocabulary.units import canonical, is_unit

LABELS = frozenset({"date", "edition", "flag", "round", "route", "year"})
"""Words in `currency_or_unit` that tell what kind of thing a value is; they are no units."""


def row_unit(attribute: Attribute, cells: Mapping[str, str]) -> str | None:
    """Return the unit that a cell's row gives it; None where the attribute itself has one or there is none."""
    return None if attribute.unit_from is None else cells[attribute.unit_from] or None


def claimed_unit(attribute: Attribute, cells: Mapping[str, str], label: str) -> str | None:
    """Return the unit of a parallel value for a cell: the cell's own where they agree, else the one that it brings.

    Raises:
        ValueError: A number comes with a word that is no unit.
    """
    own = row_unit(attribute, cells)
    if not label or label in LABELS or canonical(label) == canonical(own or attribute.unit or ""):
        return own
    if attribute.type in {Type.COUNT, Type.NUMBER} and not is_unit(label):
        raise ValueError(f"unknown unit '{label}'")
    return label
