"""Eight writers and sixteen readers at once on PostgreSQL for a minute, each in a process of its own."""

import multiprocessing
import time
from concurrent.futures import ProcessPoolExecutor
from statistics import median, quantiles
from threading import Barrier

from bench._programs import tell
from tests.crowd import lost, prepare, read, write
from tests.servers import running_server

SECONDS = 60
WRITERS, READERS = 8, 16


def main() -> None:
    """Count what was done, what was lost or seen half, and how long the reads took."""
    with running_server(durable=True) as server:
        address = server.register()
        prepare(address)
        start = multiprocessing.get_context("forkserver")
        start.set_forkserver_preload(["tests.crowd"])
        with multiprocessing.Manager() as manager, ProcessPoolExecutor(WRITERS + READERS, mp_context=start) as pool:
            met = manager.Barrier(WRITERS + READERS)
            for arrival in [pool.submit(arrive, met) for _ in range(WRITERS + READERS)]:
                arrival.result()
            until = time.time() + SECONDS
            members = [pool.submit(write, address, seed, until) for seed in range(WRITERS)]
            members += [pool.submit(read, address, seed, until) for seed in range(READERS)]
            seen = [member.result() for member in members]
        reads = [seconds * 1000 for one in seen for seconds in one.reads]
        tell("transactions recorded", sum(one.swaps + one.imports for one in seen), "")
        tell("reads", len(reads), "")
        tell("lost, or wrong with the ledger", len(lost(address, seen)), "things", 1)
        tell("seen half", sum(len(one.halves) for one in seen), "things", 1)
        tell("read, median", median(reads), "ms")
        tell("read, 95th percentile", quantiles(reads, n=20)[-1], "ms", 200)


def arrive(met: Barrier) -> None:
    """Wait until all processes have started: none is timed while others still do."""
    met.wait()


if __name__ == "__main__":
    main()
