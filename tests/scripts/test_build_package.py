"""The descriptor of the embedded package is made from the kinds and the files, and is current."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

from kautilya.register.record import attributes
from kautilya.register.registry import TABLES
from tests.intake.facts import INDIA, ROOT, rows

SCRIPT = ROOT / "scripts" / "build_package.py"


def build(*arguments: str | Path) -> int:
    return subprocess.run([sys.executable, SCRIPT, *arguments], check=False, capture_output=True).returncode


def test_the_embedded_descriptor_is_current() -> None:
    assert build("--check") == 0


def test_a_changed_table_makes_the_descriptor_stale_until_it_is_built_again(tmp_path: Path) -> None:
    package = tmp_path / "india"
    shutil.copytree(INDIA, package)
    with (package / "terms.csv").open("a", encoding="utf-8") as stream:
        stream.write("deals,route,by post,\n")
    assert build(package, "--check") == 1
    assert build(package) == 0
    assert build(package, "--check") == 0


def test_each_resource_describes_all_columns_of_its_table() -> None:
    described = json.loads((INDIA / "datapackage.json").read_text(encoding="utf-8"))
    of_files = {"transfer_prices"}  # read from files that users have: the package ships none
    assert [resource["name"] for resource in described["resources"]] == [name for name in TABLES if name not in of_files]
    for resource in described["resources"]:
        (_, cells), *_ = rows(INDIA, resource["name"])
        fields = {field["name"]: field for field in resource["schema"]["fields"]}
        assert list(fields) == list(cells)
        for column, attribute in attributes(TABLES[resource["name"]]).items():
            assert fields[column]["description"] == attribute.means
            assert fields[column].get("unit") == attribute.unit


def test_foreign_keys_are_only_claimed_where_they_hold() -> None:
    described = json.loads((INDIA / "datapackage.json").read_text(encoding="utf-8"))
    found = 0
    for resource in described["resources"]:
        for foreign in resource["schema"].get("foreignKeys", ()):
            table, column = foreign["reference"]["resource"] or resource["name"], foreign["reference"]["fields"]
            known = {cells[column] for _, cells in rows(INDIA, table)}
            assert {cells[foreign["fields"]] for _, cells in rows(INDIA, resource["name"])} - {""} <= known
            found += 1
    assert found > 10
