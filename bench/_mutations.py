"""Damage samples of every layout for a while and read them: `python -m bench._mutations 150 1` (seconds, seed).

A total can change in silence only where the damage leaves well-formed rows whose figures agree with each other: halves of two
rows that fit, a digit that rounding hides. Lines that are gone altogether cannot be noticed in a register, which has no totals.
"""

import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from random import Random

from kautilya.intake.transfers.read import Transfers
from tests.intake.transfers.mutations import DAMAGES, FIGURES, accounts_hold, read, rows_out_of_nothing, samples

SILENT = "total changed in silence"


def _outcome(original: tuple[Transfers, ...], damaged: tuple[Transfers, ...]) -> str:
    """Tell what became of the total of the figures that shares are made of."""
    before, after = _told(original), _told(damaged)
    if abs(_total(damaged) - _total(original)) < 1e-6:
        return "total unchanged"
    if after - before:
        return "total changed, problem listed"
    return "total changed, rows missing as in a smaller download" if _rows(damaged) <= _rows(original) else SILENT


def _total(found: tuple[Transfers, ...]) -> float:
    return sum(float(one.rows[FIGURES[one.dataset.layout][-1]].sum()) for one in found)


def _told(found: tuple[Transfers, ...]) -> Counter[str]:
    return Counter(f"{problem.kind} {problem.field} {problem.message}" for one in found for problem in one.dataset.problems)


def _rows(found: tuple[Transfers, ...]) -> Counter[str]:
    return Counter(str(row) for one in found for row in one.rows.select(FIGURES[one.dataset.layout]).iter_rows())


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
            outcome = _outcome(originals[label], result)
            found[outcome] += 1
            if outcome == SILENT:
                print(f"{label}, {damage}, draw {draw}: {rows_out_of_nothing(originals[label], result)[:3]}", flush=True)
            if rows_out_of_nothing(originals[label], result):
                found[f"a row that is new and plausible: {label}, {damage}"] += 1
    return found


if __name__ == "__main__":
    for what, times in sorted(run(float(sys.argv[1]) if len(sys.argv) > 1 else 150, int((sys.argv[2:] or ["1"])[0])).items()):
        print(f"{times:>8}  {what}")
