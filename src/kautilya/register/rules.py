"""Preference rules: named, listed, and applied in their order where claims contradict each other and nobody has chosen.

A rule keeps some of the claims about one field. It chooses where those that it keeps agree; the first rule that does so
decides, and the folded field names it. A recorded choice always goes before (CONVENTIONS §8).
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from urllib.parse import urlsplit

from kautilya.core.errors import NotFoundError
from kautilya.register.claim import KnownBy
from kautilya.register.fold import Choice, Chooser, Vote
from kautilya.register.kinds.source import Source

OFFICIAL = frozenset({"government", "legislature/audit"})
"""Classes of publishers that tell of their own acts, or audit them."""

EDITED = OFFICIAL | {"think tank"}
"""Classes of publishers that issue editions; a paper's later story is another story, not a new edition of the first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Publishers:
    """The classes of publishers, from the records of the kind `source`."""

    by_address: Mapping[str, str] = field(default_factory=dict)
    by_host: Mapping[str, str] = field(default_factory=dict)
    """Hosts all of whose addresses are of one class."""

    def class_of(self, source: str) -> str | None:
        """Return the class of the publisher of a page; None where no row tells of the page or its host."""
        return self.by_address.get(source) or self.by_host.get(host(source) or "")


def publishers_of(sources: Iterable[Source]) -> Publishers:
    """Return the classes that the `source` records tell; a record whose class is in conflict tells none."""
    by_address: dict[str, str] = {}
    of_host: dict[str, set[str]] = {}
    for source in sources:
        address, told = source.url.point, source.class_.point
        if address is not None and told is not None:
            by_address[address] = told
            of_host.setdefault(host(address) or "", set()).add(told)
    by_host = {name: classes.pop() for name, classes in of_host.items() if name and len(classes) == 1}
    return Publishers(by_address=MappingProxyType(by_address), by_host=MappingProxyType(by_host))


def host(source: str) -> str | None:
    """Return the host of a page's address, without `www.`; None for a source that is no address."""
    if not source.startswith(("http://", "https://")):
        return None
    try:
        name = urlsplit(source).hostname
    except ValueError:
        return None
    return None if name is None else name.removeprefix("www.")


@dataclass(frozen=True, slots=True, kw_only=True)
class PreferenceRule:
    """One way to choose between contradicting claims."""

    name: str
    says: str
    """What it prefers to what, and when it says nothing."""
    keeps: Callable[[Sequence[Vote], Publishers], Sequence[Vote]]
    """The claims that it prefers to all others about the field; all or none of them where it has nothing to say."""

    def choice(self, votes: Sequence[Vote], publishers: Publishers) -> Choice | None:
        """Return the first of the claims that it keeps, if these agree; None where it does not choose."""
        kept = self.keeps(votes, publishers)
        return Choice(vote=kept[0], rule=self.name) if len({vote.reading for vote in kept}) == 1 else None


def _official(votes: Sequence[Vote], publishers: Publishers) -> Sequence[Vote]:
    return [vote for vote in votes if publishers.class_of(vote.claim.source) in OFFICIAL]


def _latest_editions(votes: Sequence[Vote], publishers: Publishers) -> Sequence[Vote]:
    return [vote for vote in votes if not any(_revises(later, vote, publishers) for later in votes)]


def _revises(later: Vote, earlier: Vote, publishers: Publishers) -> bool:
    """Tell whether one claim is what the publisher of another says in a later edition, in the same unit."""
    new, old = later.claim, earlier.claim
    publisher = host(new.source)
    return (
        publisher is not None
        and publisher == host(old.source)
        and publishers.class_of(new.source) in EDITED
        and new.known_basis is old.known_basis is KnownBy.PAGE
        and later.reading[1] == earlier.reading[1]
        and old.known_on.certainly_before(new.known_on)
    )


RULES: tuple[PreferenceRule, ...] = (
    PreferenceRule(
        name="official over press",
        says=(
            "What pages of a government, a legislature or an auditor say goes before what all others say, where these pages "
            "agree among themselves. Classes of publishers are those of the register's `source` records."
        ),
        keeps=_official,
    ),
    PreferenceRule(
        name="later edition over earlier",
        says=(
            "Where an official body or a research institute says one thing and, on a later dated page of the same host, "
            "another in the same unit, the later goes before the earlier, if all that is left agrees. A paper's later story "
            "is no edition."
        ),
        keeps=_latest_editions,
    ),
)
"""All rules, in the order in which they are applied."""

NAMES: tuple[str, ...] = tuple(rule.name for rule in RULES)


def named(names: Iterable[str]) -> tuple[PreferenceRule, ...]:
    """Return rules by name, in the order in which they are applied; NotFoundError lists those there are."""
    wanted = frozenset(names)
    unknown = sorted(wanted.difference(NAMES))
    if unknown:
        raise NotFoundError(f"no rule '{unknown[0]}'; rules are: {', '.join(NAMES)}")
    return tuple(rule for rule in RULES if rule.name in wanted)


def chooser(rules: Sequence[PreferenceRule], publishers: Callable[[], Publishers]) -> Chooser:
    """Return what the first rule that decides makes of contradicting claims.

    Args:
        rules: The rules, in the order in which they are applied.
        publishers: Gives the classes of publishers; called where claims contradict each other, so that nothing is read for
            nothing.
    """

    def choose(votes: Sequence[Vote]) -> Choice | None:
        known = publishers() if rules else Publishers()
        return next((choice for rule in rules if (choice := rule.choice(votes, known)) is not None), None)

    return choose
