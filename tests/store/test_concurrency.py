"""Many read and write one register at once."""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from functools import partial
from threading import Barrier

from sqlalchemy import event

from kautilya.register.claim import Claim
from kautilya.register.judgement import Verdict
from kautilya.register.recording import What
from kautilya.store.interface import Batch
from kautilya.store.opening import open_store
from tests.crowd import Seen, lost, prepare, read, write
from tests.store.samples import RECORDED, a_claim, a_package, sample, verdict

SECONDS = 3


def crowd(address: str, writers: int, readers: int) -> list[Seen]:
    prepare(address)
    until = time.time() + SECONDS
    with ThreadPoolExecutor(writers + readers) as pool:
        members = [pool.submit(write, address, seed, until) for seed in range(writers)]
        members += [pool.submit(read, address, seed, until) for seed in range(readers)]
        wait(members)
    return [member.result() for member in members]


def test_of_eight_writers_and_sixteen_readers_nothing_is_lost_and_nothing_seen_half(lasting: str) -> None:
    seen = crowd(lasting, writers=8, readers=16)
    assert [half for one in seen for half in one.halves] == []
    assert lost(lasting, seen) == []
    assert sum(one.swaps for one in seen) > 0
    assert sum(len(one.reads) for one in seen) > 0


def test_of_two_that_import_one_package_at_once_one_finds_it_there(lasting: str) -> None:
    together, told = Barrier(2), sample([a_claim(str(day)) for day in range(2000, 2020)])

    def imported() -> int:
        store = open_store(lasting)
        together.wait()
        receipt = told.into(store)
        store.close()
        return receipt.added

    with ThreadPoolExecutor(2) as pool:
        added = sorted(future.result() for future in [pool.submit(imported), pool.submit(imported)])
    assert added == [0, 20]


def test_a_ledger_is_in_order_while_others_record(lasting: str) -> None:
    store, other = open_store(lasting), open_store(lasting)
    sample([a_claim()]).into(store)
    recorded: list[str] = []

    def meanwhile(*told: object) -> None:
        """Record something just before the last question, whether there are rows that no recording covers."""
        if "(SELECT count(*) FROM package WHERE seq >" in str(told[2]) and not recorded:
            recorded.append("d2")
            sample([a_claim("2016")], digest="d2").into(other)

    event.listen(store.inspection.engine, "before_cursor_execute", meanwhile)
    assert store.inspection.ledger_faults() == ()
    assert recorded
    for one in (store, other):
        one.close()


def test_of_two_that_make_a_register_at_once_the_second_finds_it_made(server_database: str) -> None:
    make = partial(open_store, server_database, create=True)
    with ThreadPoolExecutor(2) as pool:
        for store in [future.result() for future in [pool.submit(make), pool.submit(make)]]:
            assert store.packages() == ()
            store.close()


def test_while_an_import_is_under_way_others_judge_on_a_server(server_register: str) -> None:
    first, second = open_store(server_register), open_store(server_register)
    known = a_claim()
    sample([known], []).into(first)

    judging = Batch(day=RECORDED, by="me", what=What.JUDGE, judgements=[verdict(known, Verdict.DISPUTED)])

    def slowly() -> Iterator[Claim]:
        yield a_claim("2001")
        second.record(judging)
        yield a_claim("2002")

    first.add(a_package("d2"), slowly(), [verdict(known)])
    assert [held.judgement.verdict for held in first.history(known.id)] == [Verdict.DISPUTED]
    assert [line.what for line in first.recordings()] == [What.IMPORT, What.JUDGE, What.IMPORT]
    assert first.inspection.ledger_faults() == ()
    first.close()
    second.close()
