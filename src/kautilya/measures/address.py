"""The address of a finding: the same for the same question, whatever the answer."""

import hashlib
import json
from collections.abc import Mapping

DIGITS = 12


def address_of(
    measure: str,
    quantity: str,
    of: Mapping[str, str],
    stage: str | None,
    window: str | None,
    unit: str,
    edition: str | None,
) -> str:
    """Return `diversification:3f2a9c41d0b7`: the measure and a hash of what is asked for.

    It depends on nothing else: not on the day as of which it is answered, nor on the answer.
    """
    asked = [measure, quantity, sorted(of.items()), stage, window, unit, edition]
    digest = hashlib.sha256(json.dumps(asked, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()
    return f"{measure}:{digest[:DIGITS]}"
