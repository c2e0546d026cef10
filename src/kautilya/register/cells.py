"""Folding from cells: the few columns of a claim that most fields need, read as they come.

Most fields rest on one claim: its id, value and unit are all that is needed, and a claim as a whole takes ten times the memory.
Only fields that have several claims are folded from the claims themselves, as `fold` does. What comes out is what `fold` makes
of the same claims.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, TypeVar

from kautilya.register.attributes import Attribute
from kautilya.register.claim import Claim, Mark
from kautilya.register.fold import Folding, Judged, Reading, fold_field, reading_of
from kautilya.register.merging import Identities
from kautilya.register.record import Field, Record, attributes, python_name

R = TypeVar("R", bound=Record)

Cell = tuple[str, str, str, str, str | None, Mark]
"""Id, subject, attribute, raw value, unit and mark of an accepted claim."""
Again = Callable[[Sequence[str]], Iterable[Judged]]
"""Gives some of the claims by id, with their judgements."""

AT_ONCE = 500
"""Records of which contested fields are folded at once."""


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
    contested: dict[str, dict[str, list[str]]] = {}
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
        name = column.python_name
        value, told_in = column[raw, unit]
        if name in fields:
            of_head = contested.setdefault(head, {})
            of_head.setdefault(attribute, [*fields[name].claim_ids]).append(claim_id)
        else:
            fields[name] = Field(value=value, unit=told_in, claim_ids=(claim_id,))
    for head, columns in _again(kind, contested, again, folding):
        subjects[head] |= columns
    return {head: kind(record_id=head, **subjects.pop(head)) for head in list(subjects)}


def _again(
    kind: type[R], contested: Mapping[str, Mapping[str, Sequence[str]]], again: Again, folding: Folding
) -> Iterator[tuple[str, Mapping[str, Field[Any]]]]:
    """Yield the fields of records that have several claims, folded from these."""
    declared = attributes(kind)
    remaining = iter(contested.items())
    while some := list(islice(remaining, AT_ONCE)):
        told = {pair[0].id: pair for pair in again([one for _, columns in some for ids in columns.values() for one in ids])}
        for head, columns in some:
            yield (
                head,
                {
                    python_name(column): fold_field(declared[column], [told[one] for one in ids], folding)
                    for column, ids in columns.items()
                },
            )


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
