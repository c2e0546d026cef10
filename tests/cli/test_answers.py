"""What commands print: results on stdout, the same as Python's, and chatter on stderr."""

import json
import re
from pathlib import Path

import pytest

from kautilya.cli.documents import document
from kautilya.core.periods import PartialDate
from kautilya.measures.catalogue import MEASURES, measured
from kautilya.plan import codec
from kautilya.plan.build import case_from
from kautilya.register.rules import NAMES
from kautilya.store.explanation import explain
from kautilya.store.opening import open_store
from kautilya.store.sql_store import SqlStore
from tests.cli.running import run, run_program

GOLDEN = Path(__file__).parents[1] / "golden"
WIDTH = 80


@pytest.fixture(scope="module")
def store(india: Path) -> SqlStore:
    return open_store(india)


def as_json(value: object) -> object:
    """Return what is read back of a Python result."""
    return json.loads(json.dumps(document(value)))


def test_show_lists_every_kind_with_what_the_view_holds(india: Path, store: SqlStore) -> None:
    told = run("--db", india, "show", "--json").json
    assert isinstance(told, dict)
    extent = store.view().extent()
    assert {one["kind"]: (one["records"], one["claims"]) for one in told["kinds"]} == {
        kind: (held.records, held.claims) for kind, held in extent.items()
    }


def test_a_measure_that_has_no_answer_says_why_without_being_asked(india: Path) -> None:
    told = run("--db", india, "measure", "continuity", "--partner", "ISR").out
    assert "Listed, not summarised:" in told
    assert "lasted 62 days by 2026-04-30: 90 are needed" in told


def test_an_empty_answer_says_so_before_anything_else(india: Path) -> None:
    told = run("--db", india, "measure", "engagements", "--partner", "Pakistan").out
    assert told.startswith("nothing found: nothing of PAK in the record that answers this, as of 2026-04-30; the record begins")
    document = run("--db", india, "measure", "engagements", "--partner", "PAK", "--json").json
    assert isinstance(document, dict)
    assert document["listed"][0]["list"] == "nothing found"
    assert document["findings"] == []
    assert run("--db", india, "compare", "USA", "PAK").out.startswith("nothing found: nothing of PAK")
    assert run("--db", india, "agenda", "USA", "--on", "1800-01-01").out.startswith("nothing found: nothing that answers this")


def test_a_verdict_stands_beside_the_ratio_that_it_is_about(india: Path) -> None:
    lines = run("--db", india, "measure", "continuity").out.splitlines()
    (head,) = [line for line in lines if line.startswith("shock ")]
    assert head.split()[-5:] == ["low", "high", "n", "mark", "verdict"]
    (row,) = [line for line in lines if line.split()[:3] == ["us-tariff-2025", "USA", "visits"]]
    ratio, low, high = map(float, row.split()[3:6])
    assert low < ratio < high
    assert row.rstrip().endswith("continued")
    assert sum('US 26% then 10% tariff on India ("Liberation Day")' in line for line in lines) == 1


def test_the_json_of_a_kind_equals_the_python_records(india: Path, store: SqlStore) -> None:
    told = run("--db", india, "show", "deals", "--json").json
    records = list(store.view().records("deal").values())
    assert told == {
        "as_of": "2026-04-30",
        "recorded_by": None,
        "rules": list(NAMES),
        "kind": "deal",
        "records": as_json(records),
    }


def test_the_json_of_a_record_has_its_values_units_ranges_and_claims(india: Path) -> None:
    told = run("--db", india, "show", "deal", "rafale-m-26", "--json").json
    assert isinstance(told, dict)
    value = told["record"]["fields"]["value_signed"]
    assert (value["value"], value["unit"], value["in_conflict"]) == (630_000_000_000, "INR", True)
    assert [(one["unit"], one["low"], one["high"]) for one in value["ranges"]] == [
        ("INR", 630_000_000_000, 640_000_000_000),
        ("USD", 7_500_000_000, 7_500_000_000),
    ]
    assert len(value["claim_ids"]) == len(set(value["claim_ids"])) >= 3


def test_the_json_of_an_explanation_equals_the_python_one(india: Path, store: SqlStore) -> None:
    told = run("--db", india, "explain", "deals", "rafale-m-26", "value-signed", "--json").json
    assert told == as_json(explain(store.view(), "deal", "rafale-m-26", "value_signed"))


@pytest.mark.parametrize("name", list(MEASURES))
def test_the_json_of_a_measure_equals_the_python_measurement(india: Path, store: SqlStore, name: str) -> None:
    told = run("--db", india, "measure", name, "--json").json
    assert told == as_json(measured(name, store.view()))


def test_the_json_of_a_case_equals_the_python_case(india: Path, store: SqlStore, tmp_path: Path) -> None:
    told = run("--db", india, "case", "build", "--json", "-o", tmp_path / "case.json")
    expected = codec.write(case_from(store.view()))
    assert json.loads(told.out) == json.loads(expected)
    assert (tmp_path / "case.json").read_text(encoding="utf-8") == expected


def test_a_plan_is_made_from_a_saved_case_without_the_register(india: Path, tmp_path: Path) -> None:
    case, plan = tmp_path / "case.json", tmp_path / "plan.json"
    assert run("--db", india, "case", "build", "-o", case).code == 0
    told = run("--db", tmp_path / "no.db", "plan", "--case", case, "-o", plan, "--gap", "0.01")
    assert told.code == 0, told.err
    assert "Objective" in told.out
    assert "keeps every limit" in told.out
    assert re.search(r"by the weakest input behind each: sourced \d+ %, derived \d+ %, assumed \d+ %", told.out)
    assert json.loads(plan.read_text(encoding="utf-8"))["gap"] <= 0.01


def test_explain_tells_both_printed_values_their_sources_the_choice_and_the_range(india: Path) -> None:
    told = run("--db", india, "explain", "deal", "rafale-m-26", "value_signed")
    assert told.code == 0, told.err
    steady = re.sub(r"(accepted|preferred) on \d{4}-\d\d-\d\d", r"\1 on DAY", told.out)
    assert steady == (GOLDEN / "explain_rafale_m_value_signed.txt").read_text(encoding="utf-8")


def test_explain_never_puts_a_paraphrase_into_quotation_marks(india: Path) -> None:
    told = run("--db", india, "explain", "deal", "rafale-m-26", "signed_on").out
    assert re.search(r'^   says +[^"]+ \(our paraphrase\)$', told, flags=re.MULTILINE)


def test_explain_says_that_a_blank_field_is_not_zero(india: Path) -> None:
    told = run("--db", india, "explain", "deal", "rafale-m-26", "value_estimate")
    assert told.code == 0
    assert "blank means not found, not zero and not no" in told.out


def test_explain_names_the_claims_that_the_day_hides(india: Path) -> None:
    hidden = run("--db", india, "explain", "fleet", "rafale-m", "as_of")
    assert "value      nothing" in hidden.out
    assert "Not in this view (known only after 2026-04-30): 2026-06, https://" in hidden.out
    later = run("--db", india, "explain", "fleet", "rafale-m", "as_of", "--as-of", "2026-06-30")
    assert "value      2026-06" in later.out
    assert "Not in this view" not in later.out


@pytest.mark.parametrize("command", [("show",), ("show", "deals"), ("measure", "budget")])
def test_the_day_is_told_on_stderr_and_json_is_alone_on_stdout(india: Path, tmp_path: Path, command: tuple[str, ...]) -> None:
    told = run_program("--db", india, *command, "--json", folder=tmp_path)
    assert told.code == 0, told.err
    assert "as of 2026-04-30, the data date of the register" in told.err
    json.loads(told.out)


def test_an_earlier_day_shows_less_and_is_told(india: Path) -> None:
    now, earlier = (
        run("--db", india, "show", "deals", "--json"),
        run("--db", india, "show", "deals", "--as-of", "2020", "--json"),
    )
    assert isinstance(now.json, dict)
    assert isinstance(earlier.json, dict)
    assert "as of 2020\n" in earlier.err
    assert earlier.json["as_of"] == "2020"
    assert 0 < len(earlier.json["records"]) < len(now.json["records"])


@pytest.mark.parametrize(
    "command", [("show",), ("show", "deals"), ("show", "deal", "rafale-m-26"), ("show", "offers"), ("measure",)]
)
def test_tables_fit_eighty_columns_and_are_plain_without_a_terminal(
    india: Path, tmp_path: Path, command: tuple[str, ...]
) -> None:
    told = run_program("--db", india, *command, folder=tmp_path)
    assert told.code == 0, told.err
    long = [line for line in told.out.splitlines() if len(line) > WIDTH and not line.startswith("! ")]
    assert long == []
    assert "\x1b" not in told.out


@pytest.mark.parametrize("name", list(MEASURES))
def test_a_measure_in_short_is_a_few_dozen_lines_with_marks(india: Path, name: str) -> None:
    told = run("--db", india, "measure", name)
    assert told.code == 0
    assert len(told.out.splitlines()) < 130
    assert re.search(r"\b(sourced|derived|assumed)\b", told.out)
    assert "--all or --json" in told.err


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("show", "ships"), "no record kind 'ships'; kinds are: deal"),
        (("show", "deal", "x"), "no deal 'x'"),
        (("explain", "deal", "rafale-m-26", "colour"), "a deal has no field 'colour'"),
        (("measure", "happiness"), "no measure 'happiness'; measures are: diversification"),
        (("show", "--as-of", "2026-02-30"), "no date of the calendar"),
        (("show", "--as-of", "yesterday"), "is no date"),
        (("plan", "--case", "absent.json"), "cannot be read"),
        (("frobnicate",), "No such command"),
        (("plan", "--gap", "7"), "--gap"),
    ],
)
def test_a_wrong_name_or_option_is_a_usage_error(india: Path, words: tuple[str, ...], says: str) -> None:
    refused = run("--db", india, *words)
    assert (refused.code, refused.out) == (2, "")
    assert says in " ".join(refused.err.split())


def test_a_case_that_is_none_is_refused_with_its_problems(india: Path, tmp_path: Path) -> None:
    (tmp_path / "case.json").write_text('{"title": 1}')
    refused = run("--db", india, "plan", "--case", tmp_path / "case.json")
    assert refused.code == 2
    assert "nothing was changed" in refused.err


def test_an_unexpected_error_says_that_it_is_a_bug(india: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> SqlStore:
        raise ZeroDivisionError("oops")

    monkeypatch.setattr("kautilya.store.opening.open_store", broken)
    failed = run("--db", india, "show")
    assert failed.code == 3
    assert "bug: ZeroDivisionError: oops" in failed.err
    assert "Traceback" in failed.err


def test_the_version_is_printed_without_a_command() -> None:
    told = run("--version")
    assert told.code == 0
    assert re.fullmatch(r"kautilya \d+\.\d+\.\d+\S*\n", told.out)


def test_exact_decimals_stay_exact_in_json(store: SqlStore) -> None:
    rates = store.view(PartialDate.parse("2026-04-30")).records("exchange-rate")
    for rate_id, rate in rates.items():
        told = as_json(rate)
        assert isinstance(told, dict)
        assert str(told["fields"]["inr_per_unit"]["value"]) == str(rate.cell("inr_per_unit").point).rstrip("0").rstrip("."), (
            rate_id
        )


DOCUMENTED = re.compile(r"^\| `([a-z]+(?: build| KIND ID FIELD| KIND ID| KIND| NAME)?)[^`]*` \|[^|]*\| (.*) \|$", re.MULTILINE)
ASKED = {
    "show": ("show",),
    "show KIND": ("show", "hubs"),
    "show KIND ID": ("show", "deal", "rafale-m-26"),
    "explain KIND ID FIELD": ("explain", "deal", "rafale-m-26", "value_signed"),
    "measure": ("measure",),
    "measure NAME": ("measure", "budget"),
    "doctor": ("doctor",),
}


@pytest.mark.parametrize("command", ASKED)
def test_a_json_document_has_exactly_the_documented_keys(india: Path, command: str) -> None:
    page = (Path(__file__).parents[2] / "docs" / "commands.md").read_text(encoding="utf-8")
    documented = dict(DOCUMENTED.findall(page))
    told = run("--db", india, *ASKED[command], "--json").json
    assert isinstance(told, dict)
    assert list(told) == re.findall(r"`(\w+)`", documented[command])


def test_printed_concentrations_of_one_window_are_told_apart_by_their_edition(india: Path) -> None:
    told = run("--db", india, "measure", "diversification", "--all").out
    (table,) = re.findall(r"^concentration of arms imports \(HHI\).*?\n\n", told, flags=re.MULTILINE | re.DOTALL)
    (_, head, *rows) = table.strip().splitlines()
    assert "edition" in head
    keys = [tuple(row.split()[:4]) for row in rows if re.match(r"\d{4} to \d{4}", row)]
    assert keys
    assert len(keys) == len(set(keys))


def test_a_break_in_the_series_of_the_budget_stands_under_its_table(india: Path) -> None:
    assert "break in series" in run("--db", india, "measure", "budget", "--all").out


def test_a_median_that_is_not_reached_is_told_as_such(india: Path) -> None:
    assert "not reached" in run("--db", india, "measure", "lead-times").out


def test_fiscal_years_are_never_broken_over_lines(india: Path) -> None:
    told = run("--db", india, "measure", "diversification").out
    assert "FY2024-25" in told
    assert not re.search(r"FY2024-2\b(?!5)", told)
