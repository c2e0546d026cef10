"""Party names as SIPRI and the UN print them, in any edition, to codes; what is a guess is said to be one."""

import csv
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from io import StringIO
from types import MappingProxyType
from typing import NamedTuple

from kautilya.register.dataset import DatasetProblem, ProblemKind

_MARKS = re.compile(r"[^0-9a-z]+")
_ARTICLE = re.compile(r"^the ")
_LONGEST = 80
"""Characters of an unknown name that are compared with the known ones."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyCode:
    """What a printed name was read as."""

    code: str
    guessed_from: str | None = None
    """The listed name that the printed one was taken for; None where it is listed as it stands."""
    known: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """Codes of printed names, and what there is to say about them."""

    codes: Mapping[str, str]
    problems: tuple[DatasetProblem, ...]


def party_code(name: str) -> PartyCode:
    """Return the code of a printed party.

    A name that only differs in case, accents, punctuation, `&` or an article is taken for the listed one and is a guess.
    A name that no list has stands for itself. Likeness of spelling decides nothing: Niger is not Nigeria.
    """
    text = name.strip()
    listed = _listed()
    if text in listed:
        return PartyCode(code=listed[text])
    near = _folded().get(_fold(text))
    if near is not None:
        return PartyCode(code=listed[near], guessed_from=near)
    return PartyCode(code=text, known=False)


def sipri_code_name(code: str) -> str | None:
    """Return the name behind one of SIPRI's own codes (`USR`, `FRG`, `KOS`), None if it is not listed. They are not ISO's."""
    return _sipri_codes().get(code)


def alpha2_code(text: str) -> str | None:
    """Return the code behind an ISO 3166-1 alpha-2 code (`IN`, `GB`), None if it is none."""
    return _alpha2().get(text)


def codes_of(names: Mapping[str, tuple[int, int]], field: str) -> Named:
    """Return the codes of the printed names, and a problem for each guess and each unknown name.

    Args:
        names: Per printed name the row at which it first stands and how often it stands.
        field: Column that the problems name.
    """
    found = {name: party_code(name) for name in names}
    problems = tuple(_problems(found, names, field))
    return Named(codes=MappingProxyType({name: party.code for name, party in found.items()}), problems=problems)


def _problems(found: Mapping[str, PartyCode], names: Mapping[str, tuple[int, int]], field: str) -> Iterator[DatasetProblem]:
    for name, party in found.items():
        row, count = names[name]
        if not party.known:
            kind, message = (
                ProblemKind.UNKNOWN_NAME,
                f"'{name[:_LONGEST]}' is in no list of names; kept under its own name{_like(name)}",
            )
        elif party.guessed_from is not None:
            kind, message = ProblemKind.GUESS, f"'{name}' is taken for '{party.guessed_from}' ({party.code})"
        else:
            continue
        yield DatasetProblem(kind=kind, row=row, field=field, message=message, raw=name[:_LONGEST], count=count)


def _like(name: str) -> str:
    near = get_close_matches(name[:_LONGEST], _listed(), n=1, cutoff=0.85)
    return f" (spelt like '{near[0]}')" if near else ""


def _fold(name: str) -> str:
    """Return a name without case, accents, punctuation, `&` and article; asterisks stay apart as they tell groups."""
    stars = len(name) - len(name.rstrip("*"))
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower().replace("&", " and ")
    return _ARTICLE.sub("", _MARKS.sub(" ", plain).strip()) + "*" * stars


@cache
def _listed() -> Mapping[str, str]:
    return MappingProxyType({name: line.code for line in _lines() for name in line.names})


@cache
def _folded() -> Mapping[str, str]:
    """Listed names by folded name; a folded name that two parties share is left out."""
    by_fold: dict[str, str] = {}
    ambiguous = set()
    for name, code in _listed().items():
        first = by_fold.setdefault(_fold(name), name)
        if _listed()[first] != code:
            ambiguous.add(_fold(name))
    return MappingProxyType({fold: name for fold, name in by_fold.items() if fold and fold not in ambiguous})


@cache
def _sipri_codes() -> Mapping[str, str]:
    return MappingProxyType({line.sipri_code: line.names[0] for line in _lines() if line.sipri_code})


@cache
def _alpha2() -> Mapping[str, str]:
    return MappingProxyType({line.alpha2: line.code for line in _lines() if line.alpha2})


class _Line(NamedTuple):
    """A line of the table of parties."""

    code: str
    alpha2: str
    sipri_code: str
    names: tuple[str, ...]


def _lines() -> Iterable[_Line]:
    text = files("kautilya.intake.transfers").joinpath("parties.csv").read_text(encoding="utf-8")
    for line in csv.DictReader(StringIO(text)):
        yield _Line(line["code"], line["alpha2"], line["sipri_code"], tuple(line["names"].split("|")))


def party_codes() -> Mapping[str, str]:
    """Return every listed party: its code and the first of its names."""
    return MappingProxyType({line.code: line.names[0] for line in _lines()})


def alike(text: str, more: Iterable[str] = ()) -> tuple[str, ...]:
    """Return listed names (and further ones) that are spelt like a text, the likest first, for a question back."""
    spelt = {name.lower(): name for name in (*more, *party_codes(), *_listed())}
    return tuple(spelt[near] for near in get_close_matches(text.strip().lower()[:_LONGEST], spelt, n=3, cutoff=0.7))
