"""The record kind `sensitivity`."""

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from kautilya.register.attributes import number, text
from kautilya.register.claim import Mark
from kautilya.register.record import Field, Provenance, Record, attribute


@dataclass(frozen=True, slots=True, kw_only=True)
class Sensitivity(Record):
    """How the base plan moves when one assumption moves to an end of its range (LP runs)."""

    KIND: ClassVar[str] = "sensitivity"
    TABLE: ClassVar[str] = "case/sensitivity"
    KEY: ClassVar[tuple[str, ...]] = ("change",)
    MARK: ClassVar[Mark] = Mark.DERIVED
    PROVENANCE: ClassVar[Provenance] = Provenance(source=None, says=None, known_on=None, confidence=None, checked=None)

    basis: Field[str] = attribute(text("The assumption or group that moves."))
    delta_shortfall_years: Field[Decimal] = attribute(
        number("Change of the shortfall-years left, against the base run.", unit="shortfall-years", signed=True)
    )
    delta_last_year_shortfall: Field[Decimal] = attribute(
        number("Change of the shortfall in the last year.", unit="shortfall", signed=True)
    )
    plan_change_share_of_spend: Field[Decimal] = attribute(number("Share of the spend that changes its place.", unit="share"))
