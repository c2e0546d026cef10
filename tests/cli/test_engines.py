"""The command line on registers of an earlier release and on a server."""

import shutil
from importlib.resources import files
from pathlib import Path

from kautilya.store.schema import SCHEMA_VERSION
from tests.cli.running import run

ENGAGEMENTS = Path(str(files("kautilya").joinpath("registers", "india", "engagements.csv")))
FIRST_RELEASE = Path(__file__).parent.parent / "fixtures" / "register-v1.db"


def test_a_register_of_the_first_release_is_refused_and_then_migrated(tmp_path: Path) -> None:
    path = Path(shutil.copy(FIRST_RELEASE, tmp_path / "register.db"))
    refused = run("--db", path, "show", "deals")
    assert refused.code == 2
    assert f"keep a copy and run `kautilya --db {path} migrate`" in refused.err
    done = run("--db", path, "migrate", "--json")
    assert done.json == {"register": str(path), "before": 1, "after": SCHEMA_VERSION, "claims": 16, "judgements": 17}
    assert "is up to date: 16 claims, 17 judgements" in run("--db", path, "migrate").out
    assert run("--db", path, "show", "deals").code == 0


def test_a_register_on_a_server_takes_the_same_commands(server_database: str, tmp_path: Path) -> None:
    for register in (server_database, tmp_path / "register.db"):
        assert run("--db", register, "init").code == 0
        assert run("--db", register, "import", ENGAGEMENTS).code == 0
    told = {}
    replayed = ("show", "engagements", "--recorded-by", "2000-01-01", "--as-of", "2026")
    for command in (("show", "engagements"), replayed, ("rules",)):
        on_server, in_file = (
            run("--db", register, *command, "--json") for register in (server_database, tmp_path / "register.db")
        )
        assert (on_server.code, on_server.out) == (in_file.code, in_file.out)
        told[command] = on_server.out
    assert len(set(told.values())) == len(told)


def test_no_answer_shows_the_password_of_a_server(server_database: str) -> None:
    address = server_database.replace("postgres:@", "postgres:my-secret@")
    for command in (("init",), ("doctor",), ("show", "deal", "x")):
        ran = run("--db", address, *command)
        assert "my-secret" not in ran.out + ran.err
        assert "postgres:***@" in ran.out + ran.err or command == ("show", "deal", "x")
