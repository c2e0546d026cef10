"""What a data package carries beyond its tables: claims that no cell can hold, judgements one by one, and what is the same.

Three files in its folder `ledger`. A claim or row that the tables give back is not repeated there.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from kautilya.core.periods import PartialDate
from kautilya.register.claim import Claim, KnownBy, Mark
from kautilya.register.identity import SameAs
from kautilya.register.judgement import Judgement, Verdict

CLAIMS = "ledger/claims.csv"
JUDGEMENTS = "ledger/judgements.csv"
SAME_AS = "ledger/same_as.csv"

_UNDONE = ("undone_on", "undone_by", "undone_why")
COLUMNS: Mapping[str, tuple[str, ...]] = {
    CLAIMS: (
        "id", "kind", "subject", "attribute", "raw", "unit", "mark", "source", "says", "quote", "confidence", "checked",
        "known_on", "known_basis", "known_by", "valid_from", "valid_to",
    ),
    JUDGEMENTS: ("claim_id", "verdict", "on", "by", "why", *_UNDONE),
    SAME_AS: ("kind", "subject", "other_kind", "other_subject", "on", "by", "why", *_UNDONE),
}  # fmt: skip
"""The columns of each file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenBack:
    """Who took a judgement or a merge back."""

    on: date
    by: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """What a package tells beyond its claims and the judgements on them that count."""

    known_by: Mapping[str, date] = field(default_factory=dict)
    """The day from which views see a claim, by id, where that is not told by its package's data date."""
    judged: frozenset[str] = frozenset()
    """The claims that are judged one by one, by people who judged elsewhere."""
    undone: tuple[tuple[Judgement, TakenBack], ...] = ()
    """Judgements that were taken back."""
    same_as: tuple[tuple[SameAs, TakenBack | None], ...] = ()
    """What was said to be the same, and whether that was taken back."""


def claim_cells(claim: Claim, known_by: date) -> dict[str, str]:
    """Return the row of a claim."""
    cells = {name: getattr(claim, name) for name in COLUMNS[CLAIMS] if name != "known_by"}
    return {name: "" if value is None else str(value) for name, value in {**cells, "known_by": known_by}.items()}


def claim_of_cells(cells: Mapping[str, str], *, recorded_on: date, origin: str) -> tuple[Claim, date]:
    """Return the claim of a row and the day from which views see it; ValueError says what is wrong with it."""
    claim = Claim(
        kind=cells["kind"],
        subject=cells["subject"],
        attribute=cells["attribute"],
        raw=cells["raw"],
        unit=cells["unit"] or None,
        mark=Mark(cells["mark"]),
        source=cells["source"],
        says=cells["says"],
        quote=cells["quote"],
        confidence=cells["confidence"],
        checked=cells["checked"],
        known_on=PartialDate.parse(cells["known_on"]),
        known_basis=KnownBy(cells["known_basis"]),
        valid_from=_day(cells["valid_from"]),
        valid_to=_day(cells["valid_to"]),
        recorded_on=recorded_on,
        origin=origin,
    )
    if claim.id != cells["id"]:
        raise ValueError(f"its content hashes to {claim.id}, not to '{cells['id']}': it was changed")
    return claim, date.fromisoformat(cells["known_by"])


def judgement_cells(judgement: Judgement, undone: TakenBack | None) -> dict[str, str]:
    """Return the row of a judgement."""
    told = {"claim_id": judgement.claim_id, "verdict": judgement.verdict.value, "on": str(judgement.on), "by": judgement.by}
    return {**told, "why": judgement.why, **_taken_back_cells(undone)}


def judgement_of_cells(cells: Mapping[str, str]) -> tuple[Judgement, TakenBack | None]:
    """Return the judgement of a row, and what took it back; ValueError says what is wrong with it."""
    judgement = Judgement(
        claim_id=cells["claim_id"],
        verdict=Verdict(cells["verdict"]),
        on=date.fromisoformat(cells["on"]),
        by=cells["by"],
        why=cells["why"],
    )
    return judgement, _taken_back(cells)


def same_as_cells(same: SameAs, undone: TakenBack | None) -> dict[str, str]:
    """Return the row of what is the same."""
    told = {name: str(getattr(same, name)) for name in COLUMNS[SAME_AS] if name not in _UNDONE}
    return {**told, **_taken_back_cells(undone)}


def same_as_of_cells(cells: Mapping[str, str]) -> tuple[SameAs, TakenBack | None]:
    """Return what a row says to be the same, and what took it back; ValueError says what is wrong with it."""
    same = SameAs(
        kind=cells["kind"],
        subject=cells["subject"],
        other_kind=cells["other_kind"],
        other_subject=cells["other_subject"],
        on=date.fromisoformat(cells["on"]),
        by=cells["by"],
        why=cells["why"],
    )
    return same, _taken_back(cells)


def _taken_back_cells(undone: TakenBack | None) -> dict[str, str]:
    told = ("", "", "") if undone is None else (str(undone.on), undone.by, undone.why)
    return dict(zip(_UNDONE, told, strict=True))


def _taken_back(cells: Mapping[str, str]) -> TakenBack | None:
    day, by, why = (cells[name] for name in _UNDONE)
    if not day:
        if by or why:
            raise ValueError("undone_on is blank, but undone_by or undone_why is not")
        return None
    return TakenBack(on=date.fromisoformat(day), by=by, why=why)


def _day(text: str) -> PartialDate | None:
    return PartialDate.parse(text) if text else None
