import json
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path

import polars as pl
import pytest
from sqlalchemy import text

from kautilya.core.errors import StoreError
from kautilya.register.claim import Claim
from kautilya.register.identity import SameAs
from kautilya.register.judgement import Undo, Verdict
from kautilya.register.recording import What
from kautilya.store.auditing import ledger_faults
from kautilya.store.backing_up import BackedUp, back_up
from kautilya.store.datasets import datasets
from kautilya.store.doctor import examine
from kautilya.store.interface import Batch
from kautilya.store.opening import IN_MEMORY, open_store
from kautilya.store.restoring import restore
from kautilya.store.sql_store import SqlStore
from tests.store.samples import LATER, RECORDED, Sample, a_claim, a_dataset, sample, verdict

SIGNED = a_claim()
COUNTED = a_claim("22", attribute="quantity", unit="aircraft")
OTHER = a_claim("Apache", attribute="system", subject="apache-22")
TABLES = ("package", "claim", "package_claim", "judgement", "identity", "dataset", "dataset_frame", "recording")


def filled(store: SqlStore) -> SqlStore:
    """Return a register with a package, judgements, an undo, a merge, a proposal and a data set."""
    sample([SIGNED, COUNTED, OTHER]).into(store)
    disputed = verdict(COUNTED, Verdict.DISPUTED, on=LATER, why="the page was corrected")
    same = SameAs(
        kind="deal", subject="ah64e-22", other_kind="deal", other_subject="apache-22", on=LATER, by="me", why="one deal"
    )
    store.record(Batch(day=LATER, by="me", what=What.JUDGE, judgements=[disputed], same_as=[same], claims=[a_claim("2016")]))
    store.record(Batch(day=LATER, by="me", what=What.UNDO, undone_judgements=[Undo(number=4, on=LATER, by="me", why="no")]))
    datasets(store).add(a_dataset(), {"rows": pl.DataFrame({"row": [1, 2], "note": ["=1", "é"]})}, recorded_on=LATER)
    return store


def later(claims: Sequence[Claim], *, digest: str) -> Sample:
    taken = sample(claims, digest=digest)
    return replace(taken, package=replace(taken.package, recorded_on=LATER))


def content(store: SqlStore) -> dict[str, list[tuple[object, ...]]]:
    with store.inspection.engine.connect() as connection:
        found = {table: connection.execute(text(f"SELECT * FROM {table}")).all() for table in TABLES}  # noqa: S608 - ours
        return {table: sorted(tuple(row) for row in rows) for table, rows in found.items()}


@pytest.fixture
def empty() -> Iterator[SqlStore]:
    store = open_store(IN_MEMORY)
    yield store
    store.close()


@pytest.fixture
def backup(tmp_path: Path) -> Path:
    store = filled(open_store(IN_MEMORY))
    back_up(store, tmp_path / "register.backup")
    store.close()
    return tmp_path / "register.backup"


def rewritten(backup: Path, member: str, change: bytes | None, *, told: bool = False) -> Path:
    """Return a copy whose member was changed (None: taken out), its manifest adjusted to it or not."""
    copy = backup.with_name("changed.backup")
    with zipfile.ZipFile(backup) as old, zipfile.ZipFile(copy, "w") as new:
        for name in old.namelist():
            found = old.read(name)
            if name == member and change is None:
                continue
            if name == "manifest.json" and told:
                manifest = json.loads(found)
                manifest["members"][member] |= {"sha256": sha256(change or b"").hexdigest(), "bytes": len(change or b"")}
                found = json.dumps(manifest).encode()
            new.writestr(name, change if name == member and change is not None else found)
    return copy


def test_every_row_comes_back(store: SqlStore, empty: SqlStore, tmp_path: Path) -> None:
    told = back_up(filled(store), tmp_path / "a.backup")
    restored = restore(empty, tmp_path / "a.backup")
    assert content(empty) == content(store)
    assert (restored.chain, restored.recording) == (told.chain, told.recording) == (store.recordings()[-1].chain, 4)
    assert [ailment.sort for ailment in examine(empty).ailments] == [ailment.sort for ailment in examine(store).ailments]
    assert datasets(empty).get("0").rows["note"].to_list() == ["=1", "é"]


def test_a_restored_register_goes_on(empty: SqlStore, backup: Path) -> None:
    restore(empty, backup)
    assert later([a_claim("2017")], digest="d9").into(empty).added == 1
    with empty.inspection.engine.connect() as connection:
        assert list(ledger_faults(connection)) == []


def test_an_empty_register_can_be_backed_up(empty: SqlStore, tmp_path: Path) -> None:
    assert back_up(empty, tmp_path / "a.backup").rows == 0
    assert restore(empty, tmp_path / "a.backup").chain == ""


def test_two_backups_of_one_state_are_the_same_file(store: SqlStore, tmp_path: Path) -> None:
    filled(store)
    back_up(store, tmp_path / "a")
    back_up(store, tmp_path / "b")
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_what_is_recorded_meanwhile_is_left_out(tmp_path: Path, empty: SqlStore) -> None:
    store = filled(open_store(tmp_path / "register.db", create=True))
    before = content(store)
    other = open_store(tmp_path / "register.db")

    def record(done: int, _: int) -> None:
        if done == 0:
            later([a_claim("2018")], digest="meanwhile").into(other)

    back_up(store, tmp_path / "a.backup", watch=record)
    assert len(store.packages()) == 2
    restore(empty, tmp_path / "a.backup")
    assert content(empty) == before
    for opened in (store, other):
        opened.close()


def test_a_backup_replaces_no_file(store: SqlStore, tmp_path: Path) -> None:
    (tmp_path / "a").write_text("mine", encoding="utf-8")
    with pytest.raises(StoreError, match="replaces no file"):
        back_up(store, tmp_path / "a")
    assert (tmp_path / "a").read_text(encoding="utf-8") == "mine"


def test_a_register_that_is_not_what_its_ledger_says_is_not_backed_up(tmp_path: Path) -> None:
    store = filled(open_store(IN_MEMORY))
    with store.inspection.engine.begin() as connection:
        connection.execute(text("DROP TRIGGER claim_never_changed"))
        connection.execute(text("UPDATE claim SET raw = '2019' WHERE seq = 1"))
    with pytest.raises(StoreError, match=r"recording 1 .* its rows are not those .* none was made; run `kautilya doctor`"):
        back_up(store, tmp_path / "b.zip")
    assert list(tmp_path.glob("*b.zip*")) == []


def test_a_backup_that_fails_leaves_no_file(store: SqlStore, tmp_path: Path) -> None:
    class StopError(Exception):
        pass

    def stop(done: int, of: int) -> None:
        raise StopError(f"{done} of {of}")

    with pytest.raises(StopError):
        back_up(filled(store), tmp_path / "out" / "a", watch=stop)
    assert list((tmp_path / "out").iterdir()) == []


def test_a_register_that_holds_something_is_left_alone(store: SqlStore, backup: Path) -> None:
    sample([SIGNED]).into(store)
    before = content(store)
    with pytest.raises(StoreError, match="holds something already"):
        restore(store, backup)
    assert content(store) == before


@pytest.mark.parametrize("member", ["claim.jsonl", "judgement.jsonl", "recording.jsonl", "dataset_frame/1/rows.parquet"])
def test_a_damaged_member_is_named_and_nothing_restored(empty: SqlStore, backup: Path, member: str) -> None:
    with zipfile.ZipFile(backup) as archive:
        found = archive.read(member)
    for change in (found[:-1] + bytes([found[-1] ^ 1]), found[:-1], None):
        with pytest.raises(StoreError, match=member):
            restore(empty, rewritten(backup, member, change))
    assert all(rows == [] for rows in content(empty).values())


def test_a_changed_claim_is_found_by_the_ledger_though_the_manifest_was_adjusted(empty: SqlStore, backup: Path) -> None:
    with zipfile.ZipFile(backup) as archive:
        changed = archive.read("claim.jsonl").replace(b'"2015-09-28"', b'"2015-09-29"')
    with pytest.raises(StoreError, match="recording 1 of 2026-05-01"):
        restore(empty, rewritten(backup, "claim.jsonl", changed, told=True))
    assert all(rows == [] for rows in content(empty).values())


@pytest.mark.parametrize(
    "row",
    [b"[1]\n", b"no json\n", b"[1,2", b'{"a":1}\n', b"7\n"],
    ids=["too few", "no json", "cut short", "no list", "a number"],
)
def test_a_row_that_is_none_is_refused(empty: SqlStore, backup: Path, row: bytes) -> None:
    with pytest.raises(StoreError, match="nothing was changed"):
        restore(empty, rewritten(backup, "claim.jsonl", row, told=True))
    assert all(rows == [] for rows in content(empty).values())


def test_a_backup_of_another_schema_is_refused(empty: SqlStore, backup: Path) -> None:
    with zipfile.ZipFile(backup) as archive:
        manifest = json.loads(archive.read("manifest.json"))
    changed = json.dumps(manifest | {"schema_version": 99}).encode()
    with pytest.raises(StoreError, match="schema version 99"):
        restore(empty, rewritten(backup, "manifest.json", changed))
    changed = json.dumps(manifest | {"format_version": 99}).encode()
    with pytest.raises(StoreError, match="format 'kautilya backup 99'"):
        restore(empty, rewritten(backup, "manifest.json", changed))


@pytest.mark.parametrize("junk", [b"", b"junk" * 1000, b"PK\x03\x04" + bytes(1000)], ids=["nothing", "text", "half a zip"])
def test_what_is_no_backup_is_refused(empty: SqlStore, tmp_path: Path, junk: bytes) -> None:
    (tmp_path / "junk").write_bytes(junk)
    with pytest.raises(StoreError, match="no backup"):
        restore(empty, tmp_path / "junk")
    with pytest.raises(StoreError, match="cannot read"):
        restore(empty, tmp_path / "absent")


def test_two_hundred_megabytes_of_junk_are_refused_unread(empty: SqlStore, tmp_path: Path) -> None:
    with (tmp_path / "junk").open("wb") as file:
        file.truncate(200 * 1024 * 1024)
    with pytest.raises(StoreError, match="no backup"):
        restore(empty, tmp_path / "junk")


def test_a_backup_with_a_flipped_bit_is_refused_wherever_it_is(empty: SqlStore, backup: Path) -> None:
    whole = backup.read_bytes()
    for place in range(0, len(whole), max(1, len(whole) // 150)):
        changed = bytearray(whole)
        changed[place] ^= 0x10
        backup.with_name("flipped").write_bytes(changed)
        try:
            restore(empty, backup.with_name("flipped"))
        except StoreError:
            assert all(rows == [] for rows in content(empty).values())
        else:  # the bit was in a time stamp or another part of the zip that says nothing of its content
            again = open_store(IN_MEMORY)
            restore(again, backup)
            assert content(empty) == content(again)
            again.close()
            empty.close()
            empty = open_store(IN_MEMORY)
    empty.close()


def test_the_receipt_tells_what_to_note_elsewhere(store: SqlStore, tmp_path: Path) -> None:
    told: BackedUp = back_up(filled(store), tmp_path / "a")
    assert (told.bytes, len(told.chain)) == ((tmp_path / "a").stat().st_size, 64)
    assert replace(told, chain="").file == str(tmp_path / "a")
    assert date(2026, 5, 1) == RECORDED
