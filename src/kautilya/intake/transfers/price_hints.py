"""Prices that SIPRI mentions in comments, as proposed claims: the amount, its currency, and what it is the price of."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum

import polars as pl

from kautilya.core.periods import PartialDate
from kautilya.register.claim import Claim, KnownBy, Mark
from kautilya.register.dataset import Dataset
from kautilya.register.kinds.transfer_price import TransferPrice

KIND = TransferPrice.KIND
"""Kind of the claims; nobody has judged them, so views do not see them."""

_SIGNS = {
    "US$": "USD", "A$": "AUD", "C$": "CAD", "S$": "SGD", "$": "USD", "\u20ac": "EUR", "\u00a3": "GBP", "DM": "DEM",
    "Rs": "INR", "Rs.": "INR", "\u20b9": "INR",
}  # fmt: skip
"""Signs of currencies; SIPRI's bare dollar is the US one."""
_SCALES = {
    "th": 10**3, "k": 10**3, "thousand": 10**3, "lakh": 10**5, "lakhs": 10**5, "m": 10**6, "mn": 10**6, "million": 10**6,
    "crore": 10**7, "crores": 10**7, "b": 10**9, "bn": 10**9, "billion": 10**9, "tr": 10**12, "trillion": 10**12,
}  # fmt: skip
_NUMBER = r"(?:[0-9]{1,3}(?:[,;][0-9]{2,3})*[,;][0-9]{3}|[0-9]+)(?:\.[0-9]+)?"
"""With thousands (or lakhs) set apart by a comma, which the register's files turn into a semicolon: `INR2;09;050 crore`."""
_AMOUNT = re.compile(
    r"(?P<currency>US\$|[ACS]\$|\$|\u20ac|\u00a3|\u20b9|\bDM|\bRs\b\.?|\b[A-Z]{3})\s?"
    rf"(?P<low>{_NUMBER})(?:\s?[-\u2013]\s?(?P<high>{_NUMBER}))?\s?"
    r"(?P<scale>thousand|th|k|lakhs?|crores?|million|mn|m|billion|bn|b|trillion|tr)\b"
)
MENTIONS = r"(?:[$\x{20ac}\x{a3}\x{20b9}]|DM|Rs\.?|[A-Z]{3})\s?[0-9]"
"""What a comment with an amount has in it, for whole columns at once (a pattern of polars); few that have it hold none."""
_THOUSANDS = re.compile(r"[,;]")
_CONVERTS = re.compile(r"\s*(?:deal\s*)?\(\s*(?:(?:c|about|some|probably|possibly)\.?\s+)?")
_CLOSES = re.compile(r"\s*(?:[;,/]\s*(?:US\$|\$|\u20ac|\u00a3|[A-Z]{3})[^;()]{1,20})?\)")
_ALSO = re.compile(r"\s*[;,/]\s*")
"""Between two conversions of one amount: `INR590 b ($8.8 b; EUR7.9 b)`."""
_LEADS = re.compile(
    r"(?P<part>\bpart(?:\s+of)?)?\s*(?P<hedge>\b(?:probably|possibly|reportedly|about|some|at least|up to))?\s*$", re.IGNORECASE
)
_OFFSETS = re.compile(r"\boffsets?\b[^;()$]*$", re.IGNORECASE)
_ORIGINALLY = re.compile(r"\b(?:originally|initially|reduced from|increased from|planned)\b[^;()]*$", re.IGNORECASE)
_INCLUDED = re.compile(r"\bincl(?:uding)?\b[^;]*$|\band\s+$", re.IGNORECASE)
_FOR = re.compile(
    r"^\s*(?:\)\s*)?(?:deal|order|contract)?\s*\)?\s*(?:for|as)\s+([^;()]+?)(?=\s+and\s+rest\b|\s+(?:and\s+)?(?:US\$|\$|[A-Z]{3}[0-9])|[;()]|$)"
)
_PURPOSE = re.compile(r"^\s*((?:advance|down)\s+payment|loan|credit|aid|lease)\b", re.IGNORECASE)
_DEAL = re.compile(r"^\s*\)?\s*(?:\([^)]*\)\s*)?(?:deal|order|contract)\b", re.IGNORECASE)


class Role(StrEnum):
    """What an amount is to the row in whose comment it stands."""

    DEAL = "deal"
    """Price of the deal that the row is."""
    LARGER_DEAL = "larger deal"
    """Price of a deal of which the row is a part: an upper bound of its own."""
    CONVERSION = "conversion"
    """The amount before it, converted by SIPRI at a rate that it does not tell."""
    INCLUDED = "included"
    """A part of the deal's price, for the purpose told."""
    OFFSET = "offset"
    """Worth of the offsets, no price."""
    EARLIER = "earlier"
    """A price that was planned or agreed first and did not stay."""
    AID = "aid"
    """Aid, a loan or a credit that paid for it."""
    MENTIONED = "mentioned"
    """An amount of which the comment does not say what it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceHint:
    """One amount in a comment."""

    low: Decimal
    high: Decimal
    """Equal to `low` unless a range is printed. Whole units of the currency; no price year or basis is told."""
    currency: str
    """ISO 4217 for signs; a code as printed, be it one of ISO's or a slip."""
    role: Role
    covers: str = ""
    """What it is for, in the comment's words."""
    hedge: str = ""
    """`probably`, `possibly`: the comment's own doubt."""
    converts: int | None = None
    """Of a conversion: the number of the hint that it converts, counted from 0 within the comment."""
    quote: str
    """The amount as printed."""


def price_hints(comment: str) -> tuple[PriceHint, ...]:
    """Find the amounts in a comment, in their order: `INR44 b ($646-700 m) deal` has two, the second converts the first."""
    hints: list[PriceHint] = []
    last_end = 0
    for found in _AMOUNT.finditer(comment):
        before, after = comment[: found.start()], comment[found.end() :]
        between = comment[last_end : found.start()]
        converts = _converted(hints, between, after)
        hints.append(_hint(found, before, after, hints, converts))
        last_end = found.end()
    return tuple(hints)


def _converted(hints: Sequence[PriceHint], between: str, after: str) -> int | None:
    """Return the number of the amount that an amount in brackets behind it converts, also the second in the brackets."""
    if not hints or _CLOSES.match(after) is None:
        return None
    if _CONVERTS.fullmatch(between):
        return len(hints) - 1
    return hints[-1].converts if _ALSO.fullmatch(between) else None


def price_claims(dataset: Dataset, rows: pl.DataFrame, *, recorded_on: date) -> Iterator[Claim]:
    """Yield the prices in the comments of a trade register's rows as claims; they are proposed until somebody judges them."""
    deal = pl.format("{} from {}, {}", "recipient", "supplier", pl.col("designation").fill_null("no designation"))
    commented = rows.filter(pl.col("comments").str.contains(MENTIONS)).select("row", deal.alias("deal"), "comments")
    for row, said, comment in commented.iter_rows():
        for number, hint in enumerate(price_hints(comment)):
            place = f"{dataset.name}:{row}"
            first = replace(
                _claim(dataset, row, recorded_on), subject=f"{place}:{number}", raw=place, quote=comment,
                says=f"{said}: {hint.role.value}, {hint.quote}",
            )  # fmt: skip
            yield first
            for attribute, raw in _attributes(hint, place):
                unit = hint.currency if attribute.startswith("amount") else None
                yield replace(first, attribute=attribute, raw=raw, unit=unit)


def _hint(found: re.Match[str], before: str, after: str, earlier: list[PriceHint], converts: int | None) -> PriceHint:
    scale = _SCALES[found["scale"]]
    low, high = (Decimal(_THOUSANDS.sub("", found[name] or found["low"])) * scale for name in ("low", "high"))
    lead = _LEADS.search(before)
    purpose, use = _FOR.match(after), _PURPOSE.match(after)
    covers = (purpose[1] if purpose else use[1] if use else "").strip()
    if converts is not None:
        role = Role.CONVERSION
        covers = covers or earlier[converts].covers
    else:
        role = _role(before, after, is_part=bool(lead and lead["part"]), use=use[1].lower() if use else "")
    return PriceHint(
        low=min(low, high), high=max(low, high), currency=_SIGNS.get(found["currency"], found["currency"]), role=role,
        covers=covers, hedge=((lead["hedge"] if lead else None) or "").lower(), converts=converts, quote=found[0],
    )  # fmt: skip


def _role(before: str, after: str, *, is_part: bool, use: str) -> Role:
    """Tell what an amount is from the words about it; the nearest clause counts, brackets first."""
    in_brackets = before.count("(") > before.count(")")
    clause = before.rpartition("(" if in_brackets else ";")[2]
    alternative = re.match(r"\s*or\s", after) is not None and " deal" in after
    signs = (
        (_OFFSETS.search(clause) is not None, Role.OFFSET),
        (_ORIGINALLY.search(clause) is not None, Role.EARLIER),
        (is_part, Role.LARGER_DEAL),
        (in_brackets and _INCLUDED.search(clause) is not None, Role.INCLUDED),
        (use in {"aid", "loan", "credit"}, Role.AID),
        (alternative or _DEAL.match(after) is not None, Role.DEAL),
    )
    return next((role for holds, role in signs if holds), Role.MENTIONED)


def _attributes(hint: PriceHint, row: str) -> Iterator[tuple[str, str]]:
    yield "amount_low", _plain(hint.low)
    yield "amount_high", _plain(hint.high)
    yield "role", hint.role.value
    if hint.covers:
        yield "covers", hint.covers
    if hint.hedge:
        yield "hedge", hint.hedge
    if hint.converts is not None:
        yield "converts", f"{row}:{hint.converts}"


def _plain(amount: Decimal) -> str:
    return f"{amount:.2f}".rstrip("0").rstrip(".")


def _claim(dataset: Dataset, row: int, recorded_on: date) -> Claim:
    """Return what all claims of one row share."""
    edition = dataset.edition
    return Claim(
        kind=KIND,
        subject="",
        attribute="row",
        raw="",
        mark=Mark.SOURCED,
        source=f"named: SIPRI Arms Transfers Database, edition {edition or 'not told'}, data set {dataset.name}, row {row}",
        known_on=PartialDate.of(edition or recorded_on),
        known_basis=KnownBy.PAGE if edition else KnownBy.PACKAGE,
        recorded_on=recorded_on,
        origin=f"{dataset.file}:{row}",
    )
