"""Parties as users name them: by code or by any printed name."""

from collections.abc import Iterable, Mapping

import polars as pl

from kautilya.core.errors import NotFoundError
from kautilya.intake.transfers.names import alike, party_code, party_codes, sipri_code_name
from kautilya.measures.transfers.source import Source


def party_named(text: str, found: Iterable[Source]) -> str:
    """Return the code of a party named by its code (ISO 3166-1 alpha-3, `SUN`, `unknown`) or by a name of any edition.

    Raises:
        NotFoundError: No list and no file has it; the message has what is spelt alike.
    """
    name = text.strip()
    folded = {code.lower(): code for code in party_codes()}
    if name.lower() in folded:
        return folded[name.lower()]
    if (listed := party_code(name)).known:
        return listed.code
    held = _held(found)
    if name.lower() in held:
        return held[name.lower()]
    raise NotFoundError(_unknown(name, held))


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
    if own := sipri_code_name(name.upper()):
        near.insert(0, f"{own} ({party_code(own).code}; '{name.upper()}' is SIPRI's own code)")
    meant = f"; did you mean {' or '.join(near)}?" if near else "; name it by its ISO 3166-1 code (IND) or its English name"
    return f"no party '{name}'{meant}"
