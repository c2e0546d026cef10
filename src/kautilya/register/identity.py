"""Identity: somebody says that two subjects are one, on a day, for a reason."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class SameAs:
    """Two subjects are the same; append-only, counts until it is undone.

    Two subjects of one kind are one record; subjects of two kinds are two records of one event.
    """

    kind: str
    subject: str
    other_kind: str
    other_subject: str
    on: date
    by: str
    why: str

    def __post_init__(self) -> None:
        """Refuse a subject that is said to be itself (ValueError)."""
        if (self.kind, self.subject) == (self.other_kind, self.other_subject):
            raise ValueError(f"{self.kind} '{self.subject}' is always the same as itself")

    @property
    def ends(self) -> tuple[tuple[str, str], tuple[str, str]]:
        """The kind and the id of either subject."""
        return (self.kind, self.subject), (self.other_kind, self.other_subject)


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldSameAs:
    """Two subjects said to be the same, as the register holds it."""

    number: int
    same_as: SameAs
    undone: bool
