"""Folding from cells: the few columns of a claim that most fields need, read as they come.

Most fields rest on one claim: its id, value and unit are all that is needed, and a claim as a whole takes ten times the memory.
Only records with a field that has several claims are folded from the claims themselves, as `fold` does. What comes out is what
`fold` makes of the same claims.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, TypeVar

from kautilya.register.attributes import Attribute
from kautilya.register.claim import Claim, Mark
from kautilya.register.fold import Folding, Judged, Reading, fold, reading_of
from kautilya.register.merging import Identities
from kautilya.register.record import Field, Record, attributes, python_name

R = TypeVar("R", bound=Record)

Cell = tuple[str, str, str, str, str | None, Mark]
"""Id, subject, attribute, raw value, unit and mark of an accepted claim."""
Again = Callable[[Sequence[str]], Iterable[Judged]]
"""Gives the accepted claims about some subjects with their judgements."""

AT_ONCE = 500
"""Records folded at once from claims."""


def cell_of(claim: Claim) -> Cell:
    """Return the cell of a claim."""
    return claim.id, claim.subject, claim.attribute, claim.raw, claim.unit, claim.mark


def fold_cells(kind: type[R], cells: Iterable[Cell], again: Again, folding: Folding) -> Mapping[str, R]:
    """Fold the cells of all accepted claims of one kind into its records, as `fold` folds the claims.

    Args:
        kind: The record kind of all the claims.
        cells: The cells of the claims, in the order of recording.
        again: Gives the claims themselves where several are about one field.
        folding: What chooses where nobody has, and which subjects are one.

    Returns:
        The records by id, in the order in which their first claim came.

    Raises:
        ValueError: A cell names an attribute that the kind lacks, or cannot be read as its type (`fold` says which).
    """
    subjects: dict[str, dict[str, Field[Any]]] = {}
    contested: dict[str, None] = {}
    known = {name: _Known(python_name(name), declared, folding.identities) for name, declared in attributes(kind).items()}
    heads = _Heads(kind.KIND, folding.identities)
    for claim_id, subject, attribute, raw, unit, _ in cells:
        if attribute not in known:
            raise ValueError(f"claim {claim_id} is about '{attribute}': no attribute of {kind.KIND}")
        head = heads[subject]
        fields = subjects.get(head)
        if fields is None:
            fields = subjects[head] = {}
        column = known[attribute]
        if column.python_name in fields:
            contested[head] = None
        value, told_in = column[raw, unit]
        fields[column.python_name] = Field(value=value, unit=told_in, claim_ids=(claim_id,))
    folded = dict(_again(kind, contested, again, folding))
    records: dict[str, R] = {}
    for head in list(subjects):
        fields = subjects.pop(head)
        records[head] = folded[head] if head in contested else kind(record_id=head, **fields)
    return records


def _again(kind: type[R], contested: Iterable[str], again: Again, folding: Folding) -> Iterator[tuple[str, R]]:
    """Yield the records of which some field has several claims, folded from the claims."""
    remaining = iter(contested)
    while some := list(islice(remaining, AT_ONCE)):
        subjects = [subject for head in some for subject in folding.identities.ids(kind.KIND, head)]
        yield from fold(kind, again(subjects), folding).items()


class _Known(dict[tuple[str, str | None], Reading]):
    """What each text of one attribute reads as: read once, and one object for all cells that say it."""

    def __init__(self, name: str, attribute: Attribute, identities: Identities) -> None:
        super().__init__()
        self.python_name = name
        self._attribute, self._identities = attribute, identities

    def __missing__(self, told: tuple[str, str | None]) -> Reading:
        found = self[told] = reading_of(self._attribute, *told, self._identities)
        return found


class _Heads(dict[str, str]):
    """The id of the record of each subject, one object for all its cells."""

    def __init__(self, kind: str, identities: Identities) -> None:
        super().__init__()
        self._kind, self._identities = kind, identities

    def __missing__(self, subject: str) -> str:
        found = self[subject] = self._identities.head(self._kind, subject)
        return found
