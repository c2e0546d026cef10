"""What a search took is told honestly."""

import multiprocessing
import resource
import sys
from multiprocessing.connection import Connection

import pytest

from kautilya.cli.watching import Memory, peak_memory_mb, shared_memory_mb

SHARED, OWN = 96, 40
"""Megabytes."""


def child(line: Connection) -> None:
    """Hold some memory of its own beside what it shares, until told to end."""
    own = bytearray(b"x") * (OWN * 2**20)
    line.send(len(own))
    line.recv()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux tells what is shared")
def test_memory_that_two_processes_share_counts_once() -> None:
    held = bytearray(b"x") * (SHARED * 2**20)
    context = multiprocessing.get_context("fork")
    mine, other = context.Pipe()
    process, memory = context.Process(target=child, args=(other,)), Memory()
    process.start()
    mine.recv()
    memory.note()
    shared = shared_memory_mb(process.pid)
    mine.send(len(held))
    process.join()
    both = memory.peak_mb(processes=2)
    assert shared >= SHARED
    assert peak_memory_mb() + OWN <= both <= peak_memory_mb() + peak_memory_mb(resource.RUSAGE_CHILDREN) - SHARED


def test_one_process_is_its_own_peak_and_unknown_sharing_is_none() -> None:
    assert Memory().peak_mb(processes=1) == pytest.approx(peak_memory_mb(), rel=0.01)
    assert shared_memory_mb(-1) == 0.0
