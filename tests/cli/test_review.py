"""What `review`, `rules` and replay print, on a register of two deals."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from kautilya.register.claim import Claim
from kautilya.register.recording import What
from kautilya.store.interface import Batch
from kautilya.store.opening import open_store
from tests.cli.running import Ran, run
from tests.store.samples import DATA_DATE, a_claim, a_package, verdict

RECORDED = datetime.now(UTC).date()
AREAS = "area_id,name,parent,service,unit,note\n"


def system(subject: str, name: str, *, page: str = "paper", day: str = "2025-04-28") -> Claim:
    """Return what a page calls the system of a deal."""
    told = a_claim(name, subject=subject, attribute="system", known_on=day, source=f"https://example.org/{page}")
    return replace(told, says=page, recorded_on=RECORDED)


HELD: Sequence[Claim] = (system("rafale", "Rafale"), system("rafale-2", "Rafale, twin-seat"))
WAITS = system("rafale", "Rafale F4", page="ministry", day="2025-04-27")


@pytest.fixture
def register(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A register of two deals, one of which a further page tells of; that waits."""
    monkeypatch.setenv("KAUTILYA_BY", "anna")
    path = tmp_path / "r.db"
    store = open_store(path, create=True)
    store.add(replace(a_package(), recorded_on=date(2020, 1, 1)), HELD, [verdict(claim) for claim in HELD])
    store.record(Batch(day=RECORDED, by="anna", what=What.PROPOSE, claims=[WAITS], data_date=DATA_DATE))
    store.close()
    return path


def asked(register: Path, *words: str) -> dict[str, object]:
    told = run("--db", register, *words, "--json")
    assert told.code == 0, told.err
    document = told.json
    assert isinstance(document, dict)
    return document


def waiting(register: Path) -> list[str]:
    claims = asked(register, "review")["claims"]
    assert isinstance(claims, list)
    return [one["claim_id"] for one in claims]


def judged(register: Path, *words: str) -> Ran:
    return run("--db", register, "review", *words, "--why", "the page says so")


def test_the_queue_shows_source_paraphrase_and_what_would_change(register: Path) -> None:
    told = run("--db", register, "review")
    assert "deal rafale: system = Rafale F4" in told.out
    assert "source     https://example.org/ministry, known on 2025-04-27 (page), sourced" in told.out
    assert "says       ministry (our paraphrase)" in told.out
    assert "accepting  changes Rafale to Rafale / Rafale F4, in conflict: nothing chooses, the field is the range" in told.out
    assert "1 claims wait" in told.out


def test_a_proposal_can_neither_rule_the_screen_nor_forge_lines(register: Path) -> None:
    store = open_store(register)
    sly = replace(
        system("rafale", "\x1b[2J\x1b]0;pwn\x07Rafale\n   source     https://gov.example"), says="so\n   says       x"
    )
    store.record(Batch(day=RECORDED, by="anna", what=What.PROPOSE, claims=[sly], data_date=DATA_DATE))
    store.close()
    told = run("--db", register, "review")
    assert "\x1b" not in told.out
    assert "\x07" not in told.out
    assert "\\x1b[2J" in told.out
    lines = [line.split()[0] for line in told.out.splitlines() if line.startswith("   ")]
    assert lines == ["claim", "source", "says", "accepting"] * 2
    judged(register, "accept", sly.id)
    for command in (("show", "deal"), ("show", "deal", "rafale"), ("explain", "deal", "rafale", "system")):
        assert "\x1b" not in run("--db", register, *command).out


def test_a_claim_is_accepted_by_whoever_says_so_and_the_judgement_can_be_undone(register: Path) -> None:
    (claim,) = waiting(register)
    done = judged(register, "accept", claim, "--by", "ben")
    assert "1 claims accepted by ben: the page says so" in done.out
    assert "kautilya review undo 3" in done.err
    assert "accepted on" in run("--db", register, "explain", "deal", "rafale", "system").out
    undone = judged(register, "undo", "3")
    assert f"taken back: accepted on claim {claim} by ben: the page says so" in undone.out
    assert waiting(register) == [claim]
    explained = run("--db", register, "explain", "deal", "rafale", "system").out
    assert "proposed: what was judged of it was taken back" in explained


@pytest.mark.parametrize(("verdict", "shown"), [("dispute", "disputed"), ("withdraw", "withdrawn")])
def test_all_that_waits_can_be_judged_at_once(register: Path, verdict: str, shown: str) -> None:
    assert judged(register, verdict, "--all").code == 0
    assert waiting(register) == []
    assert f"({shown} on" in run("--db", register, "explain", "deal", "rafale", "system").out
    refused = judged(register, verdict, "--all")
    assert (refused.code, refused.err) == (2, "error: no claim waits for a judgement\n")


def test_a_preferred_claim_decides_and_the_reason_is_shown(register: Path) -> None:
    assert judged(register, "prefer", *waiting(register)).code == 0
    shown = run("--db", register, "show", "deal", "rafale").out
    assert "recorded choice: the page says so" in shown


@pytest.mark.parametrize(
    "words",
    [
        ("accept", "--why", "x"),
        ("accept", "a", "--all", "--why", "x"),
        ("accept", "nothing", "--why", "x"),
        ("accept", "--all", "--why", " "),
        ("accept", "--all"),
        ("undo", "1", "--why", "x"),
        ("merge", "deal", "rafale", "rafale", "--why", "x"),
        ("merge", "ship", "rafale", "rafale-2", "--why", "x"),
    ],
)
def test_what_cannot_be_judged_is_refused_and_changes_nothing(register: Path, words: tuple[str, ...]) -> None:
    before = asked(register, "review", "history")
    assert run("--db", register, "review", *words).code == 2
    assert asked(register, "review", "history") == before


def test_a_merged_record_answers_to_both_ids_and_says_so(register: Path) -> None:
    merged = judged(register, "merge", "deal", "rafale-2", "rafale")
    assert "deal rafale-2 and rafale are one record: rafale" in merged.out
    assert "! system: claims contradict each other; nothing chooses" in merged.out
    shown = run("--db", register, "show", "deal", "rafale-2").out
    assert "deal rafale\n" in shown
    assert "merged from rafale, rafale-2" in shown
    assert "merged from rafale, rafale-2" in run("--db", register, "explain", "deal", "rafale-2", "system").out
    taken = judged(register, "undo", "3")
    assert "taken apart: deal rafale-2 and deal rafale, said the same by anna: the page says so" in taken.out
    assert asked(register, "show", "deal")["records"] != []


def test_the_history_lists_who_did_what_and_why(register: Path) -> None:
    judged(register, "accept", "--all")
    recordings = asked(register, "review", "history")["recordings"]
    assert isinstance(recordings, list)
    assert [(one["number"], one["what"], one["by"]) for one in recordings] == [
        (1, "import", "import of example"), (2, "propose", "anna"), (3, "judge", "anna"),
    ]  # fmt: skip
    assert "the page says so" in run("--db", register, "review", "history").out


def test_a_proposed_package_moves_nothing_until_it_is_accepted_or_imported(register: Path) -> None:
    judged(register, "withdraw", "--all")
    table = register.parent / "vocab.csv"
    table.write_text(AREAS + "tanker,air tanker,,Air Force,aircraft,\n", encoding="utf-8")
    shown = run("--db", register, "show", "--json").out
    proposed = run("--db", register, "import", "--propose", table)
    assert "3 claims wait in `kautilya review`, 0 were known already" in proposed.out
    assert run("--db", register, "show", "--json").out == shown
    assert len(waiting(register)) == 3
    assert run("--db", register, "import", table).code == 0
    assert waiting(register) == []
    assert "air tanker" in run("--db", register, "show", "area", "tanker", "--as-of", "2999").out


def test_only_what_would_change_a_value_can_be_listed(register: Path) -> None:
    store = open_store(register)
    store.record(Batch(day=RECORDED, by="anna", what=What.PROPOSE, claims=[system("rafale", "Rafale", page="again")]))
    store.close()
    changing = asked(register, "review", "--changing")
    assert (changing["waiting"], changing["counts"]) == (2, {"deal": 2})
    assert isinstance(changing["claims"], list)
    assert [one["claim_id"] for one in changing["claims"]] == [WAITS.id]


def test_replay_before_anything_was_recorded_says_what_to_do(register: Path) -> None:
    refused = run("--db", register, "show", "--recorded-by", "2019")
    assert refused.code == 2
    assert "had taken in no package by 2019-12-31" in refused.err
    assert "kautilya review history" in refused.err


@pytest.mark.parametrize(
    "command",
    [("show",), ("show", "deal"), ("explain", "deal", "rafale", "system"), ("review", "duplicates"), ("rules", "--decided")],
)
def test_every_answer_says_which_view_it_is_of(register: Path, command: tuple[str, ...]) -> None:
    told = asked(register, *command, "--as-of", "2026-01-31", "--recorded-by", "2999-12")
    assert (told["as_of"], told["recorded_by"]) == ("2026-01-31", "2999-12-31")
    assert told["rules"] == ["official over press", "later edition over earlier"]


def test_rules_can_be_left_out_by_name(register: Path) -> None:
    judged(register, "accept", "--all")
    assert asked(register, "show", "deal", "rafale", "--rules", "none")["rules"] == []
    assert asked(register, "show", "deal", "rafale", "--rules", "official over press")["rules"] == ["official over press"]
    assert run("--db", register, "show", "--rules", "latest").code == 2


def test_rules_are_listed_in_their_order_without_a_register(tmp_path: Path) -> None:
    told = run("--db", tmp_path / "none.db", "rules")
    assert told.code == 0
    assert told.out.index("1. official over press") < told.out.index("2. later edition over earlier")


def test_a_case_and_a_plan_of_it_say_which_view_they_are_of(india: Path, tmp_path: Path) -> None:
    case = tmp_path / "case.json"
    built = run("--db", india, "case", "build", "--recorded-by", "2999", "--rules", "none", "-o", case, "--json").json
    assert isinstance(built, dict)
    assert (built["recorded_by"], built["rules"]) == ("2999-12-31", [])
    for asked_for in (("--recorded-by", "2998"), ("--rules", "official over press"), ("--as-of", "2025")):
        refused = run("--db", india, "plan", "--case", case, *asked_for)
        assert refused.code == 2
        assert "build one with `kautilya case build -o FILE`" in refused.err


def test_rules_decide_no_field_of_the_india_register(india: Path) -> None:
    assert asked(india, "rules", "--decided")["decided"] == []
    ruled, unruled = (asked(india, "measure", "diversification", "--rules", rules) for rules in ("official over press", "none"))
    assert ruled["findings"] == unruled["findings"]


DOCUMENTED = re.compile(r"^\| `((?:review|rules)[^`]*)`[^|]*\|[^|]*\| (.*) \|$", re.MULTILINE)


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ("review [--changing]", ("review",)),
        ("review duplicates", ("review", "duplicates")),
        ("review history", ("review", "history")),
        ("review merge KIND ID ID", ("review", "merge", "deal", "rafale", "rafale-2", "--why", "x")),
        ("review accept", ("review", "accept", "--all", "--why", "x")),
        ("rules [--decided]", ("rules", "--decided")),
    ],
)
def test_a_json_document_of_the_review_has_exactly_the_documented_keys(
    register: Path, command: str, words: tuple[str, ...]
) -> None:
    page = (Path(__file__).parents[2] / "docs" / "commands.md").read_text(encoding="utf-8")
    documented = dict(DOCUMENTED.findall(page))
    assert list(asked(register, *words)) == re.findall(r"`(\w+)`", documented[command].rpartition(";")[2])
