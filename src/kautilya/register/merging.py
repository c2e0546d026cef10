"""Merging: what all that is said to be the same adds up to.

Two subjects of one kind are one record, under the id that was recorded first; both ids lead to it. Two subjects of different
kinds stay two records of one event: each is shown with the other, and nothing is folded, whatever else they are linked to.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from kautilya.register.identity import SameAs

Subject = tuple[str, str]
"""A record kind and the id of a subject of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Identities:
    """Which subjects are one record, and which records are one event."""

    heads: Mapping[Subject, str] = field(default_factory=dict)
    """The id of the record under which a merged subject is folded, its own for that which was recorded first."""
    members: Mapping[Subject, tuple[str, ...]] = field(default_factory=dict)
    """All ids of a record that subjects were merged into, the first recorded first."""
    links: Mapping[Subject, tuple[Subject, ...]] = field(default_factory=dict)
    """Records of other kinds that are the same event."""

    def head(self, kind: str, subject: str) -> str:
        """Return the id of the record that a subject belongs to: its own, unless it was merged."""
        return self.heads.get((kind, subject), subject)

    def ids(self, kind: str, subject: str) -> tuple[str, ...]:
        """Return all ids of the record that a subject belongs to, that of the record first."""
        record = self.head(kind, subject)
        return self.members.get((kind, record), (record,))

    def events(self, kind: str, subject: str) -> tuple[Subject, ...]:
        """Return the records of other kinds that are the same event as the record of a subject."""
        return self.links.get((kind, self.head(kind, subject)), ())

    @property
    def merged_kinds(self) -> frozenset[str]:
        """The kinds of which subjects were merged."""
        return frozenset(kind for kind, _ in self.members)


NOTHING_MERGED = Identities()


def identities(said: Iterable[SameAs], first_recorded: Mapping[Subject, int]) -> Identities:
    """Add up what is said to be the same.

    Args:
        said: All that was said and not taken back, in any order.
        first_recorded: When each subject of it was first recorded, as a rank; subjects without a rank come last, by id.
    """
    told = list(said)
    groups = _groups(one.ends for one in told if one.kind == one.other_kind)
    heads: dict[Subject, str] = {}
    members: dict[Subject, tuple[str, ...]] = {}
    for group in groups:
        ordered = sorted(group, key=lambda subject: (first_recorded.get(subject, len(first_recorded)), subject))
        kind, head = ordered[0]
        heads |= dict.fromkeys(ordered, head)
        members[kind, head] = tuple(subject for _, subject in ordered)
    return Identities(
        heads=MappingProxyType(heads), members=MappingProxyType(members), links=MappingProxyType(_links(told, heads))
    )


def _groups(pairs: Iterable[tuple[Subject, Subject]]) -> list[set[Subject]]:
    """Return the sets of subjects that the pairs connect."""
    group_of: dict[Subject, set[Subject]] = {}
    for one, other in pairs:
        joined = group_of.get(one, {one}) | group_of.get(other, {other})
        group_of |= dict.fromkeys(joined, joined)
    return list({id(group): group for group in group_of.values()}.values())


def _links(said: Iterable[SameAs], heads: Mapping[Subject, str]) -> dict[Subject, tuple[Subject, ...]]:
    links: dict[Subject, dict[Subject, None]] = {}
    for one in said:
        if one.kind != one.other_kind:
            ends = [(kind, heads.get((kind, subject), subject)) for kind, subject in one.ends]
            links.setdefault(ends[0], {})[ends[1]] = None
            links.setdefault(ends[1], {})[ends[0]] = None
    return {subject: tuple(sorted(others)) for subject, others in links.items()}
