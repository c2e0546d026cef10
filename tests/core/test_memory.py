"""Large memory that was freed goes back to the system where the C library can be told so."""

import subprocess
import sys

import pytest

from kautilya.core.memory import hand_back_large

PIECE = 24
"""Megabytes."""
LEAVES_A_HOLE = f"""
import sys
from kautilya.core.memory import hand_back_large

def held():
    with open("/proc/self/status") as told:
        return next(int(line.split()[1]) for line in told if line.startswith("VmRSS")) / 2**10

if sys.argv[1] == "told":
    hand_back_large()
before = held()
for _ in range(2):  # the first one teaches the library to keep the second
    large = bytearray({PIECE} * 2**20)
    above = bytearray(100_000)
    del large
print(held() - before)
"""


def kept(how: str) -> float:
    """Return the megabytes that a process holds once all that was large is freed."""
    ran = subprocess.run([sys.executable, "-c", LEAVES_A_HOLE, how], check=True, capture_output=True, text=True)
    return float(ran.stdout)


@pytest.mark.skipif(not hand_back_large(), reason="the C library is not glibc")
def test_what_is_freed_is_handed_back() -> None:
    assert kept("told") < PIECE / 4 < PIECE / 2 < kept("untold")


LETS_GO = """
from numba import njit
from kautilya.core.memory import hand_back

def held():
    within, found = False, 0
    for line in open("/proc/self/smaps"):
        words = line.split()
        if "-" in words[0]:
            within = "libllvmlite" in line
        elif within and words[0] == "Rss:":
            found += int(words[1])
    return found / 2**10

@njit
def twice(x):
    return 2 * x

@njit
def thrice(x):
    return 3 * x

assert twice(2) == 4
before = held()
hand_back()
print(before, held())
assert (twice(5), thrice(3)) == (10, 9)
"""


@pytest.mark.skipif(not hand_back_large(), reason="the C library is not glibc")
def test_the_compilers_code_is_let_go_of_and_comes_back_when_it_is_wanted() -> None:
    ran = subprocess.run([sys.executable, "-c", LETS_GO], check=True, capture_output=True, text=True)
    before, after = (float(word) for word in ran.stdout.split())
    assert before - after > 10
