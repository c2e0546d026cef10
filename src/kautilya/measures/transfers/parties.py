"""Parties as users name them: by code or by any printed name."""

import re
from collections.abc import Iterable, Mapping

import polars as pl

from kautilya.core.errors import NotFoundError
from kautilya.intake.transfers.names import alike, alpha2_code, party_code, party_codes, sipri_code_name
from kautilya.measures.transfers.source import Source

_STYLE = re.compile(
    r"^(?:the )?(?:[a-z]+ )*(?:republic|kingdom|commonwealth|state|union|sultanate) of (?:the )?", re.IGNORECASE
)
"""How official names begin: `Republic of India`."""


def party_named(text: str, found: Iterable[Source]) -> str:
    """Return the code of a party named by its code (ISO 3166-1 alpha-3 or alpha-2, `SUN`, `unknown`) or by a printed name.

    An alpha-2 code that SIPRI uses for another party (`SA`: Saudi Arabia by ISO, South Africa by SIPRI) is asked back.

    Raises:
        NotFoundError: No list and no file has it; the message has what is spelt alike.
    """
    name = text.strip()
    folded = {code.lower(): code for code in party_codes()}
    if name.lower() in folded:
        return folded[name.lower()]
    if (listed := party_code(name)).known:
        return listed.code
    if (code := alpha2_code(name.upper())) is not None and _sipri_code(name) in (None, code):
        return code
    held = _held(found)
    if name.lower() in held:
        return held[name.lower()]
    raise NotFoundError(_unknown(name, held))


def _sipri_code(name: str) -> str | None:
    own = sipri_code_name(name.upper())
    return None if own is None else party_code(own).code


def _held(found: Iterable[Source]) -> Mapping[str, str]:
    """Return codes by code and by printed name, in lower case, as the files have them."""
    held: dict[str, str] = {}
    for source in found:
        for side in ("supplier", "recipient"):
            names = source.rows.select(pl.col(side), pl.col(f"{side}_name")).unique()
            held |= {str(printed).lower(): code for code, printed in names.iter_rows()}
            held |= {str(code).lower(): code for code in names[side]}
    return held


def _unknown(name: str, held: Mapping[str, str]) -> str:
    near = list(alike(name, held.values()))
    if (code := alpha2_code(name.upper())) is not None:
        near = [f"{party_codes()[code]} ({code}; ISO's two letters)"]
    if (short := party_code(_STYLE.sub("", name))).known:
        near.insert(0, f"{party_codes()[short.code]} ({short.code})")
    if own := sipri_code_name(name.upper()):
        near.insert(0, f"{own} ({party_code(own).code}; '{name.upper()}' is SIPRI's own code)")
    meant = f"; did you mean {' or '.join(near)}?" if near else "; name it by its ISO 3166-1 code (IND) or its English name"
    return f"no party '{name}'{meant}"
