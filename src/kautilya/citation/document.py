"""A citation: one figure, the claims that it rests on, and what is needed to compute it again."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from kautilya.core.periods import PartialDate
from kautilya.measures.finding import Scalar
from kautilya.register.claim import Claim
from kautilya.register.identity import SameAs
from kautilya.register.judgement import Judgement

Told = Scalar | bool | list["Told"] | dict[str, "Told"]
"""A JSON value."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CitedClaim:
    """A claim in full, with the judgement on it that counts."""

    claim_id: str
    """The id under which it is cited; its content hashes to it, unless one of the two was changed."""
    claim: Claim
    known_by: date
    """The day from which views see it."""
    judgement: Judgement


@dataclass(frozen=True, slots=True, kw_only=True)
class Unseen:
    """A claim of a cited package that the register did not accept."""

    claim_id: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CitedPackage:
    """A package that the register had taken in."""

    name: str
    version: str
    data_date: PartialDate
    digest: str
    recorded_on: date
    embedded: bool
    """Whether it ships inside Kautilya (the version that cited): then its claims are not repeated here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CitedDataset:
    """A data set that the register held; its rows are not repeated here."""

    sha256: str
    edition: str
    layout: str
    file: str
    credit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """What computed the figure."""

    kautilya: str
    """Its version."""
    source: str
    """SHA-256 over its source files."""
    python: str
    libraries: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """One thing that the computation asked of the register: the accepted claims of a kind known by a day."""

    kind: str
    known_by: PartialDate


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """What `kautilya cite` writes."""

    address: str
    finding: Mapping[str, Told]
    """The finding, all its fields."""
    question: str
    parameters: Mapping[str, Told]
    as_of: PartialDate
    recorded_by: date | None
    rules: tuple[str, ...]
    """Preference rules by name, in the order in which they were applied."""
    recording: int
    """How far the register reached: the number of its last recording."""
    chain: str
    """The chain digest of that recording."""
    code: Code
    packages: tuple[CitedPackage, ...]
    datasets: tuple[CitedDataset, ...]
    read: tuple[Read, ...]
    complete: bool
    """Whether `claims` are all that the computation read; otherwise they are what the embedded packages lack."""
    evidence: tuple[CitedClaim, ...]
    """The claims behind the finding, in full."""
    claims: tuple[CitedClaim, ...]
    """Accepted claims of the kinds that were read, in the order of recording."""
    unseen: tuple[Unseen, ...]
    """Claims of embedded packages that the register does not accept."""
    same_as: tuple[SameAs, ...]
    """Which subjects were said to be the same."""
    members: tuple[tuple[str, ...], ...]
    """The merged records: kind, then ids, that of the record first."""

    @property
    def measure(self) -> str:
        """Name of the measure."""
        return self.address.partition(":")[0]
