"""Damage samples of every layout for a while and read them: `python -m bench._mutations 150 1` (seconds, seed).

`silent` counts rows that the undamaged file does not have and of which no problem is listed. They remain where the damage gives
another well-formed row: figures of two rows that fit each other, or a digit that rounding cannot tell.
"""

import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from random import Random

from tests.intake.transfers.mutations import DAMAGES, accounts_hold, read, rows_out_of_nothing, samples


def run(seconds: float, seed: int) -> Counter[str]:
    """Damage and read samples until the time is over; returns how often what happened."""
    found: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        contents = samples()
        originals = {label: read(content, folder) or () for label, content in contents.items()}
        end = time.monotonic() + seconds
        draw = 0
        while time.monotonic() < end:
            draw += 1
            random = Random(seed * 1_000_003 + draw)  # noqa: S311  # damage, not secrets
            label, damage = random.choice(list(contents)), random.choice(list(DAMAGES))
            content = DAMAGES[damage](contents[label], random)
            began = time.monotonic()
            result = read(content, folder)
            found["runs"] += 1
            if time.monotonic() - began > 5:
                found["slow"] += 1
            if result is None:
                found["refused whole"] += 1
                continue
            if not accounts_hold(result):
                found["accounts broken"] += 1
                print("ACCOUNTS", label, damage, draw)
            for row in rows_out_of_nothing(originals[label], result):
                found[f"silent: {damage}"] += 1
                if found[f"silent: {damage}"] <= 12:
                    print("SILENT", label, damage, draw, row)
    return found


if __name__ == "__main__":
    print(run(float(sys.argv[1]) if len(sys.argv) > 1 else 150, int(sys.argv[2]) if len(sys.argv) > 2 else 1))
