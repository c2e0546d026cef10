"""Notes what a computation reads of a register."""

from collections.abc import Iterable, Mapping, Sequence

from kautilya.citation.document import Read
from kautilya.core.periods import PartialDate
from kautilya.register.cells import Cell
from kautilya.register.claim import Claim
from kautilya.register.judgement import HeldJudgement, Judgement
from kautilya.register.merging import Identities
from kautilya.store.view import Extent, Reader


class TracingReader:
    """Passes on what a reader gives, and notes what it was asked for (`store.view.Reader`)."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._read: dict[Read, None] = {}

    @property
    def read(self) -> tuple[Read, ...]:
        """What was asked for, in the order in which it was."""
        return tuple(self._read)

    def accepted(
        self, kind: str, known_by: PartialDate, *, subjects: Sequence[str] | None = None
    ) -> Iterable[tuple[Claim, Judgement]]:
        """Return the accepted claims of a kind; asking for some subjects is noted as asking for all."""
        self._read[Read(kind=kind, known_by=known_by)] = None
        return self._reader.accepted(kind, known_by, subjects=subjects)

    def accepted_among(self, kind: str, known_by: PartialDate, claim_ids: Sequence[str]) -> Iterable[tuple[Claim, Judgement]]:
        """Return the accepted claims of some ids, noted as asking for all of the kind."""
        self._read[Read(kind=kind, known_by=known_by)] = None
        return self._reader.accepted_among(kind, known_by, claim_ids)

    def cells(self, kind: str, known_by: PartialDate) -> Iterable[Cell]:
        """Return the cells of the accepted claims of a kind, noted as asking for the claims."""
        self._read[Read(kind=kind, known_by=known_by)] = None
        return self._reader.cells(kind, known_by)

    def extent(self, known_by: PartialDate) -> Mapping[str, Extent]:
        """Refuse: a measure counts what it has read (TypeError)."""
        raise TypeError(f"what a register holds by {known_by} is no input of a measure")

    def identities(self) -> Identities:
        """Return which subjects are one record; always cited."""
        return self._reader.identities()

    def about(self, kind: str, subject: str, attribute: str) -> Iterable[Claim]:
        """Refuse: a measure reads accepted claims only (TypeError)."""
        raise TypeError(f"unaccepted claims about {kind} {subject} {attribute} are no input of a measure")

    def history(self, claim_id: str) -> Sequence[HeldJudgement]:
        """Refuse: a measure reads accepted claims only (TypeError)."""
        raise TypeError(f"the history of claim {claim_id} is no input of a measure")
