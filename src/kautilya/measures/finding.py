"""A finding: one measured figure, with everything that is needed to doubt it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from kautilya.measures.address import address_of
from kautilya.register.claim import Mark

Scalar = str | int | float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One figure of a measure; a measure returns many, one per value of its dimensions."""

    measure: str
    """Name of the measure: `diversification`."""
    quantity: str
    """What is measured, in words: `share of contract money`."""
    of: Mapping[str, str] = field(default_factory=dict)
    """Dimensions: `{"by": "counterparty", "supplier": "FRA"}`."""
    value: Scalar
    """The point; None where only bounds or nothing can be said."""
    low: float | None = None
    high: float | None = None
    range_is: str | None = None
    """What low and high mean: `bounds, whatever the unlisted contracts are`, `95 % interval, Wilson`, `printed values`."""
    unit: str
    stage: str | None = None
    """The stage that is counted (CONVENTIONS §3)."""
    window: str | None = None
    """`2010-01-01..2026-04-30`, `FY2024-25`."""
    n: int | None = None
    """Cases behind the value."""
    coverage: str | None = None
    """What was looked for, from when, and what would be missed (CONVENTIONS §7)."""
    edition: str | None = None
    as_of: str
    mark: Mark
    """The mark of the weakest input: sourced, derived or assumed."""
    claim_ids: tuple[str, ...] = ()
    note: str | None = None
    headline: bool = False
    """Whether it belongs into a short table; a measure has hundreds of findings and some twenty headlines."""
    address: str = field(init=False)
    """What `kautilya cite` is told: the same for the same question, whatever the day and the answer."""

    def __post_init__(self) -> None:
        """Derive the address."""
        address = address_of(self.measure, self.quantity, self.of, self.stage, self.window, self.unit, self.edition)
        object.__setattr__(self, "address", address)


@dataclass(frozen=True, slots=True, kw_only=True)
class Measurement:
    """All findings of one measure on one view."""

    measure: str
    question: str
    as_of: str
    recorded_by: str | None = None
    """Day of recording up to which the register is replayed; None where all that is recorded counts."""
    rules: tuple[str, ...] = ()
    """Rules that may choose between contradicting claims where nobody has."""
    asked: Mapping[str, str] = field(default_factory=dict)
    """What it was narrowed to, by option (`--partner`, `--from`, `--to`); empty where the whole record was asked."""
    findings: tuple[Finding, ...]
    listed: tuple[Mapping[str, Scalar], ...] = ()
    """Cases listed instead of summarised (too few for a curve), unconverted amounts, unmatched names."""
    notes: tuple[str, ...] = ()
    """Caveats that hold for the whole measure."""
