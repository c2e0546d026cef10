"""`cite` and `verify`, as a stranger runs them: in another folder, with other files, without the register."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

import kautilya
from tests.cli.running import Ran, run

PACKAGE = Path(kautilya.__file__).parent
OUTLAY = "capital acquisition"


@pytest.fixture(scope="session")
def address(india: Path) -> str:
    """The address of a figure with a handful of claims."""
    findings = run("--db", india, "measure", "budget", "--json").json
    assert isinstance(findings, dict)
    found = [one for one in findings["findings"] if one["quantity"] == f"{OUTLAY}: share of BE" and one["value"] is not None]
    return str(found[0]["address"])


@pytest.fixture(scope="session")
def cited(india: Path, address: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("cited") / "figure.json"
    told = run("--db", india, "cite", address, "-o", file)
    assert told.code == 0, told.err
    assert f"print beside the figure: {address}, citation " in told.err
    return file


def test_a_figure_of_one_partner_and_window_is_cited_with_them(india: Path, tmp_path: Path) -> None:
    narrowed = ("--partner", "USA", "--from", "2015", "--to", "2020")
    findings = run("--db", india, "measure", "engagements", *narrowed, "--json").json
    assert isinstance(findings, dict)
    address = next(one["address"] for one in findings["findings"] if one["claim_ids"])
    file = tmp_path / "figure.json"
    told = run("--db", india, "cite", address, *narrowed, "-o", file)
    assert told.code == 0, told.err
    document = json.loads(file.read_text(encoding="utf-8"))
    assert document["parameters"] == {"partner": "USA", "since": "2015", "until": "2020"}
    assert run("verify", file).code == 0
    for parameters in (
        {**document["parameters"], "partner": "FRA"},
        {"colour": "blue"},
        {**document["parameters"], "since": "x"},
    ):
        file.write_text(json.dumps({**document, "parameters": parameters}), encoding="utf-8")
        assert run("verify", file).code == 1
    missed = run("--db", india, "cite", address.replace(address[-4:], "0000"), *narrowed)
    assert "with --partner USA, --from 2015, --to 2020; `kautilya measure engagements --json`" in missed.err


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A copy of the package as a stranger has it."""
    shutil.copytree(PACKAGE, tmp_path / "src" / "kautilya", ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path / "src"


def by_a_stranger(clone: Path, file: Path) -> Ran:
    ran = subprocess.run(
        [sys.executable, "-m", "kautilya.cli.main", "verify", str(file)],
        cwd=clone.parent,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(clone), "HOME": str(clone.parent), "COLUMNS": "80"},
        capture_output=True,
        check=False,
        stdin=subprocess.DEVNULL,
        text=True,
        timeout=120,
    )
    return Ran(code=ran.returncode, out=ran.stdout, err=ran.stderr)


def changed(file: Path, folder: Path, change: Callable[[dict[str, Any]], object]) -> Path:
    told = json.loads(file.read_text(encoding="utf-8"))
    change(told)
    (folder / "changed.json").write_text(json.dumps(told), encoding="utf-8")
    return folder / "changed.json"


def tampered(clone: Path, cited: Path) -> str:
    """Change the amount behind the figure in the package of a clone, and return what it was."""
    amount = next(
        one for one in json.loads(cited.read_text(encoding="utf-8"))["evidence"] if one["attribute"] == "amount_inr_crore"
    )
    table = clone / "kautilya" / "registers" / "india" / "budget.csv"
    text = table.read_text(encoding="utf-8")
    row = next(line for line in text.splitlines() if line.startswith(f"{amount['subject']},"))
    assert row.count(amount["raw"]) >= 1
    table.write_text(text.replace(row, row.replace(f",{amount['raw']},", ",77777,")), encoding="utf-8")
    return str(amount["raw"])


def rehashed(clone: Path) -> None:
    """Do what the maker of a package does: tell the new digest of the changed file."""
    folder = clone / "kautilya" / "registers" / "india"
    descriptor = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    content = (folder / "budget.csv").read_bytes()
    for resource in descriptor["resources"]:
        if resource["path"] == "budget.csv":
            resource |= {"bytes": len(content), "hash": f"sha256:{sha256(content).hexdigest()}"}
    (folder / "datapackage.json").write_text(json.dumps(descriptor, ensure_ascii=False), encoding="utf-8")


def test_a_stranger_computes_the_same(cited: Path, clone: Path, address: str) -> None:
    ran = by_a_stranger(clone, cited)
    assert (ran.code, ran.err) == (0, "computing the figure again from what the citation names\n")
    assert ran.out.startswith(f"same: {address}\n")
    assert "computed by the same code" in ran.out


def test_a_stranger_is_told_that_the_citation_was_changed(cited: Path, clone: Path, tmp_path: Path) -> None:
    def change(told: dict[str, Any]) -> None:
        next(one for one in told["evidence"] if one["attribute"] == "amount_inr_crore")["raw"] = "77777"

    ran = by_a_stranger(clone, changed(cited, tmp_path, change))
    assert ran.code == 1
    assert ran.out.startswith("different: ")
    assert "amount_inr_crore) was changed: its content hashes to" in ran.out


def test_a_stranger_is_told_which_file_of_the_package_was_changed(cited: Path, clone: Path) -> None:
    tampered(clone, cited)
    ran = by_a_stranger(clone, cited)
    assert ran.code == 2
    assert "the one inside this version of Kautilya was changed: budget.csv:" in ran.out


def test_a_stranger_is_told_which_claim_of_the_package_was_changed(cited: Path, clone: Path) -> None:
    was = tampered(clone, cited)
    rehashed(clone)
    ran = by_a_stranger(clone, cited)
    assert ran.code == 2
    assert ran.out.startswith("cannot: ")
    assert "missing: package india" in ran.out
    assert f"is cited as '{was}'" in ran.out
    assert "here it is '77777'" in ran.out


def test_the_register_itself_verifies_it(cited: Path, india: Path) -> None:
    told = run("--db", india, "verify", cited, "--json")
    assert told.code == 0
    document = told.json
    assert isinstance(document, dict)
    assert (document["outcome"], document["reasons"]) == ("same", [])
    assert document["cited"] == document["computed"]


def test_a_register_that_lacks_the_recording_cannot(cited: Path, tmp_path: Path) -> None:
    run("--db", tmp_path / "new.db", "init")
    told = run("--db", tmp_path / "new.db", "verify", cited)
    assert told.code == 2
    assert "missing: recording 1 with chain digest" in told.out


def test_what_is_no_citation_is_a_usage_error(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text("{}")
    told = run("verify", tmp_path / "a.json")
    assert told.code == 2
    assert "is no 'kautilya citation'" in told.err


def test_an_unknown_address_says_where_addresses_are(india: Path) -> None:
    told = run("--db", india, "cite", "budget:0123456789ab")
    assert told.code == 2
    assert "`kautilya measure budget --json` prints the addresses" in told.err


def test_addresses_are_of_one_finding_each_and_do_not_depend_on_the_day(india: Path) -> None:
    documents = [run("--db", india, "measure", "budget", "--json", *day).json for day in ((), ("--as-of", "2025-12-31"))]
    addresses = []
    for document in documents:
        assert isinstance(document, dict)
        addresses.append([one["address"] for one in document["findings"]])
        assert len(set(addresses[-1])) == len(addresses[-1])
    assert set(addresses[0]) & set(addresses[1])
