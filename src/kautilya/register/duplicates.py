"""Duplicates: pairs of records that seem to tell of one event, with the evidence, for somebody to judge.

Nothing is ever merged by itself. A pair is proposed on one of three grounds, each of which can be read off its evidence:

1. Both tell of the same step of the same deal, on days that can be the same; or one of a delay of it while the other tells that
   it is late.
2. They began on days that can be the same and are known to the month at least, name a foreign party in common, and share most
   of the weight of the shorter one's words. A word weighs the more the fewer records use it.
3. Two records of one kind both name the same third record as theirs, and began on days that can be the same.

A pair is left out where the rows are linked already or belong to one visit, exercise or sequence, whose rows are known to be
several. On the first two grounds it is left out where they are two steps of a case, or say that they are the third and the
fourth of something; on the second also where they give numbers of which they share none, or ended on different days.
"""

import math
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from kautilya.core.periods import PartialDate, Precision
from kautilya.register.accounts import Account
from kautilya.register.merging import Subject

ENOUGH = 0.5
"""Share of the weight of the shorter text's words that both texts must have."""
FEW = 0.02
"""Share of all accounts that may use a word by which pairs are found; commoner words only add to the weight."""
HOME = 0.5
"""A country that is party to more than this share of accounts says nothing about a pair."""

_ACROSS: frozenset[frozenset[str]] = frozenset(
    frozenset(pair)
    for pair in (
        ("approval", "milestone"),
        ("approval", "agreement"),
        ("approval", "interruption"),
        ("approval", "shock"),
        ("approval", "emergency"),
        ("agreement", "milestone"),
        ("agreement", "technology-transfer"),
        ("emergency", "milestone"),
        ("shock", "emergency"),
        ("shock", "interruption"),
        ("shock", "engagement"),
    )
)
"""Kinds that can tell of one event. A meeting and what was signed at it are two."""

Pair = tuple[Account, Account]


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """Two records that seem to tell of one event."""

    one: Subject
    other: Subject
    texts: tuple[str, str]
    evidence: tuple[str, ...]
    """Why they seem to, each in a sentence."""
    weight: float
    """Share of the weight of all their words that both use, 0 to 1: an order for reading, no probability."""


def proposals(told: Sequence[Account], known: Collection[frozenset[Subject]] = ()) -> list[Proposal]:
    """Return the pairs that seem to tell of one event, those with most in common first.

    Args:
        told: What records tell (`register.accounts`).
        known: Pairs that were said to be the same, or taken apart after they were.
    """
    weights = _weights(told)
    home = _home(told)
    found = []
    for one, other in _candidates(told, weights):
        if not _is_known(one, other, known):
            evidence = tuple(_evidence(one, other, weights, home))
            if evidence:
                weight = _shared(one, other, weights) / _total(one.words | other.words, weights)
                texts = (one.text, other.text)
                found.append(Proposal(one=one.subject, other=other.subject, texts=texts, evidence=evidence, weight=weight))
    return sorted(found, key=lambda proposal: (-round(proposal.weight, 6), proposal.one, proposal.other))


def _weights(told: Sequence[Account]) -> Mapping[str, float]:
    used = Counter(word for account in told for word in account.words)
    return {word: math.log((1 + len(told)) / count) for word, count in used.items()}


def _home(told: Sequence[Account]) -> frozenset[str]:
    used = Counter(party for account in told for party in account.parties)
    return frozenset(party for party, count in used.items() if count > HOME * len(told))


def _candidates(told: Sequence[Account], weights: Mapping[str, float]) -> Iterator[Pair]:
    """Yield each pair that shares a deal, a named record or a rare word, once, in the order of the accounts."""
    common = math.log(1 / FEW)
    shelves: dict[object, list[int]] = {}
    for place, account in enumerate(told):
        rare = (word for word in account.words if weights[word] >= common or len(told) < 1 / FEW)
        for shelf in (*(("deal", deal) for deal in account.deals), *account.names, *rare):
            shelves.setdefault(shelf, []).append(place)
    pairs = {pair for places in shelves.values() for pair in combinations(places, 2)}
    for one, other in sorted(pairs):
        if _comparable(told[one], told[other]):
            yield told[one], told[other]


def _comparable(one: Account, other: Account) -> bool:
    return one.kind == other.kind or frozenset({one.kind, other.kind}) in _ACROSS


def _is_known(one: Account, other: Account, known: Collection[frozenset[Subject]]) -> bool:
    return (
        frozenset({one.subject, other.subject}) in known
        or other.subject in one.names
        or one.subject in other.names
        or (one.kind == other.kind and not set(one.series).isdisjoint(other.series))
    )


def _evidence(one: Account, other: Account, weights: Mapping[str, float], home: frozenset[str]) -> Iterator[str]:
    grounds = [*_same_step(one, other), *_same_name(one, other), *_same_words(one, other, weights, home)]
    if grounds:
        yield from grounds
        yield f"begun {_span(one)} and {_span(other)}"


def _same_step(one: Account, other: Account) -> Iterator[str]:
    deals = sorted(one.deals & other.deals)
    if deals and one.step and one.step == other.step and _may_coincide(one, other) and not _are_two_in_a_row(one, other):
        yield f"both tell of '{one.step}' of deal {', '.join(deals)}"


def _same_name(one: Account, other: Account) -> Iterator[str]:
    for kind, subject in sorted(set(one.names) & set(other.names)):
        if one.kind == other.kind and _begin_together(one, other):
            yield f"both name {kind} {subject} as the same"


def _same_words(one: Account, other: Account, weights: Mapping[str, float], home: frozenset[str]) -> Iterator[str]:
    if not (_exact(one.begun) and _exact(other.begun) and _begin_together(one, other)) or _are_told_apart(one, other):
        return
    parties = sorted((one.parties & other.parties) - home)
    shorter = min((one.words, other.words), key=lambda words: (_total(words, weights), sorted(words)))
    share = _shared(one, other, weights) / (_total(shorter, weights) or 1)
    if parties and share >= ENOUGH:
        words = sorted(one.words & other.words, key=lambda word: (-weights[word], word))
        yield f"both are with {', '.join(parties)}"
        yield f"{share:.0%} of the shorter text is in both: {', '.join(words)}"


def _span(account: Account) -> str:
    return f"{account.begun}" if account.ended is None else f"{account.begun} to {account.ended}"


def _may_coincide(one: Account, other: Account) -> bool:
    """Tell whether a step can be the same: on one day, or a delay told while it lasted."""
    if one.step != "delay" or one.kind == other.kind:
        return _begin_together(one, other)
    lasting, told = (one, other) if one.kind == "interruption" else (other, one)
    if lasting.begun is None or told.begun is None or told.begun.certainly_before(lasting.begun):
        return False
    return lasting.ended is None or not told.begun.certainly_after(lasting.ended)


def _begin_together(one: Account, other: Account) -> bool:
    return one.begun is not None and other.begun is not None and one.begun.overlaps(other.begun)


def _are_told_apart(one: Account, other: Account) -> bool:
    return (
        _are_two_in_a_row(one, other)
        or _disjoint(one.numbers, other.numbers)
        or (one.ended is not None and other.ended is not None and not one.ended.overlaps(other.ended))
    )


def _are_two_in_a_row(one: Account, other: Account) -> bool:
    """Tell whether they are two steps of a case, or say of what they tell that it is the third and the fourth."""
    return bool(one.step and other.step and one.step != other.step) or _disjoint(one.ordinals, other.ordinals)


def _disjoint(some: frozenset[str], others: frozenset[str]) -> bool:
    return bool(some and others) and some.isdisjoint(others)


def _exact(day: PartialDate | None) -> bool:
    return day is not None and day.precision is not Precision.YEAR


def _shared(one: Account, other: Account, weights: Mapping[str, float]) -> float:
    return _total(one.words & other.words, weights)


def _total(words: Iterable[str], weights: Mapping[str, float]) -> float:
    return sum(weights[word] for word in sorted(words))
