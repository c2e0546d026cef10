"""A claim: one source says one thing about one subject."""

import hashlib
import json
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property

from kautilya.core.periods import PartialDate


class Mark(StrEnum):
    """Where a number comes from (CONVENTIONS §12); ordered from strongest to weakest."""

    SOURCED = "sourced"
    """A page says it. Not: it is right."""
    DERIVED = "derived"
    """Computed from other claims by a named formula."""
    ASSUMED = "assumed"
    """An author chose it, with a reason and a range."""


class KnownBy(StrEnum):
    """How the day on which a claim was published is known (CONVENTIONS §1)."""

    PAGE = "page"
    """The source prints its day."""
    CONTENT = "content"
    """The day that its content describes: the page is undated, or its day is earlier, when that could not be known yet."""
    PACKAGE = "package"
    """Neither is known; the data date of the package stands in. An assumption, marked wherever it is shown."""


@dataclass(frozen=True, kw_only=True)
class Claim:
    """One source saying one thing about one subject; frozen, append-only, identified by its content."""

    kind: str
    """Record kind of the subject, such as `deal`."""
    subject: str
    """Id of the subject within its kind, such as `rafale-m-26`."""
    attribute: str
    raw: str
    """The value as the source or table wrote it; typed on folding, by the kind's attribute."""
    unit: str | None = None
    """Currency or unit where it can differ from claim to claim (a price in INR, another in USD)."""
    mark: Mark
    source: str
    """Address of the page; or `named: Hindustan Times`, `assumption: A025`, `derivation: D-COST`, `table: lead_times`."""
    says: str = ""
    """Our paraphrase of the source; never shown in quotation marks."""
    quote: str = ""
    """Verbatim words, only where they are at hand."""
    confidence: str = ""
    checked: str = ""
    known_on: PartialDate
    """The day, month or year in which the source was published; the view uses its last day (see `known_by`)."""
    known_basis: KnownBy
    valid_from: PartialDate | None = None
    valid_to: PartialDate | None = None
    recorded_on: date
    """The day on which the register took the claim in; not part of the identity."""
    origin: str = ""
    """`file:line` of its row and, after ` via `, the row that gave the cell its own page; not part of the identity."""

    @cached_property
    def id(self) -> str:
        """The first 24 hex digits of the SHA-256 of the content (all but `recorded_on` and `origin`)."""
        content = [
            self.kind, self.subject, self.attribute, self.raw, self.unit, self.mark, self.source, self.says, self.quote,
            self.confidence, self.checked, str(self.known_on), self.known_basis,
            None if self.valid_from is None else str(self.valid_from),
            None if self.valid_to is None else str(self.valid_to),
        ]  # fmt: skip
        return hashlib.sha256(json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()[:24]
