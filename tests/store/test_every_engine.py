"""What is built on the store, on every engine."""

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import text

from kautilya.citation.citing import cite
from kautilya.citation.codec import read_text, text_of
from kautilya.citation.verifying import Outcome, verify
from kautilya.intake.datapackage import Import, read
from kautilya.intake.rates import read_rates
from kautilya.register.identity import SameAs
from kautilya.register.judgement import Judgement, Verdict
from kautilya.register.recording import What
from kautilya.store.backing_up import back_up
from kautilya.store.datasets import datasets
from kautilya.store.doctor import examine
from kautilya.store.everything import Everything
from kautilya.store.export import export_package
from kautilya.store.interface import Batch
from kautilya.store.opening import IN_MEMORY, open_store
from kautilya.store.restoring import restore
from kautilya.store.sql_store import SqlStore
from kautilya.tables.daily_rates import daily_rates
from tests.citation.conftest import CLAIMS, Shipped, package_of, share_of

LATER = date(2026, 6, 1)
AREAS = (
    "area_id,name,parent,service,unit,note\n"
    'tanker,"tanker, ""flying""\nfuel",,Air Force,aircraft,=1+1\n'
    "fighter,fighter,combat-air,Air Force;Navy,aircraft,\n"
)
RATES = "Date,USD,INR,\n2025-03-31,1.25,100.0,\n2025-03-28,1.00,88.0,\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """A register with a package, judgements of a person, a merge and a proposal."""

    store: SqlStore
    package: Import


@pytest.fixture
def filled(store: SqlStore, tmp_path: Path) -> Filled:
    folder = tmp_path / "areas"
    folder.mkdir()
    (folder / "vocab.csv").write_text(AREAS, encoding="utf-8")
    described = {"name": "areas", "version": "1", "data_date": "2026-05-01", "resources": [{"path": "vocab.csv"}]}
    (folder / "datapackage.json").write_text(json.dumps(described), encoding="utf-8")
    package = read(folder, recorded_on=date(2026, 5, 1), by="import")
    store.add(package.package, package.claims, package.judgements)
    first, second = package.claims[:2]
    store.record(
        Batch(
            day=LATER,
            by="me",
            what=What.JUDGE,
            judgements=[
                Judgement(claim_id=first.id, verdict=Verdict.DISPUTED, on=LATER, by="me", why="misread"),
                Judgement(claim_id=second.id, verdict=Verdict.PREFERRED, on=LATER, by="me", why="the better page"),
            ],
            same_as=[
                SameAs(kind="area", subject="tanker", other_kind="area", other_subject="fighter", on=LATER, by="me", why="one")
            ],
        )
    )
    return Filled(store=store, package=package)


def test_a_healthy_register_is_in_order(filled: Filled) -> None:
    examination = examine(filled.store)
    assert (examination.ailments, examination.recordings, examination.waiting) == ((), 2, 0)
    assert examination.chain == filled.store.recordings()[-1].chain
    assert examination.room.taken > 0


def test_an_export_gives_it_back(filled: Filled, tmp_path: Path) -> None:
    def reader(folder: Path) -> Import:
        return read(folder, recorded_on=LATER, by="import")

    told = export_package(filled.store, tmp_path / "first", reader)
    assert (told.rows, told.same_as) == (2, 1)
    elsewhere = open_store(IN_MEMORY)
    found = reader(tmp_path / "first")
    elsewhere.add(found.package, found.claims, found.judgements, history=found.history)
    export_package(elsewhere, tmp_path / "second", reader)
    for path in (tmp_path / "first").rglob("*.*"):
        assert (tmp_path / "second" / path.relative_to(tmp_path / "first")).read_bytes() == path.read_bytes()
    assert set(Everything(reader=elsewhere.reader()).merges()) == set(Everything(reader=filled.store.reader()).merges())
    elsewhere.close()


def test_a_backup_of_a_file_is_restored_and_back(store: SqlStore, tmp_path: Path) -> None:
    source = open_store(tmp_path / "source.db", create=True)
    taken = package_of(CLAIMS)
    source.add(taken.package, taken.claims, taken.judgements)
    told = back_up(source, tmp_path / "there.backup")
    assert restore(store, tmp_path / "there.backup").chain == told.chain
    assert list(store.claims()) == list(source.claims())
    back_up(store, tmp_path / "back.backup")
    assert (tmp_path / "back.backup").read_bytes() == (tmp_path / "there.backup").read_bytes()
    source.close()


def test_a_figure_is_cited_and_verified(store: SqlStore) -> None:
    taken = package_of(CLAIMS)
    store.add(taken.package, taken.claims, taken.judgements)
    shipped = Shipped(packages=(taken,))
    cited = read_text(text_of(cite(store, share_of(store.view()), shipped=shipped)), "figure.json")
    assert verify(cited, shipped=shipped).outcome is Outcome.SAME
    assert verify(cited, store, shipped=shipped).outcome is Outcome.SAME


def test_daily_rates_are_kept_and_found(store: SqlStore, tmp_path: Path) -> None:
    (tmp_path / "rates.csv").write_text(RATES, encoding="utf-8")
    rates = read_rates(tmp_path / "rates.csv")
    datasets(store).add(rates.dataset, {"rows": rates.rows}, recorded_on=LATER)
    assert daily_rates(datasets(store)).rows.equals(rates.rows)
    assert examine(store).healthy


def test_a_guard_that_its_owner_took_away_is_named(server_register: str) -> None:
    store = open_store(server_register)
    with store.inspection.engine.connect() as connection:
        connection.execute(text("RESET ROLE"))
        connection.execute(text("ALTER TABLE claim DISABLE TRIGGER claim_never_changed"))
        connection.execute(text("GRANT UPDATE ON judgement TO kautilya_app"))
        connection.commit()
    found = [ailment.says for ailment in examine(store).ailments]
    assert found == [
        "the trigger claim_never_changed is gone",
        "the role kautilya_app has a right it should not have: judgement UPDATE",
    ]
    with store.inspection.engine.connect() as connection:
        connection.execute(text("RESET ROLE"))
        source = connection.execute(text("SELECT pg_get_functiondef('kautilya_forbid'::regproc)")).scalar_one()
        harmless = source.replace("RAISE EXCEPTION", "RAISE NOTICE").replace("; END", "; RETURN NEW; END")
        connection.exec_driver_sql(harmless.replace("%", "%%"))
        connection.commit()
    found = [ailment.says for ailment in examine(store).ailments]
    assert "the trigger judgement_never_changed does not do what it should" in found
    with store.inspection.engine.connect() as connection:
        connection.execute(text("RESET ROLE"))
        connection.exec_driver_sql(source.replace("%", "%%"))
        connection.execute(text("ALTER TABLE claim ENABLE TRIGGER claim_never_changed"))
        connection.execute(text("REVOKE UPDATE ON judgement FROM kautilya_app"))
        connection.commit()
    assert examine(store).healthy
    store.close()
