"""An export, imported elsewhere, is the same register in content, and its export the same bytes."""

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from kautilya.core.periods import PartialDate
from kautilya.intake.datapackage import Import, read
from kautilya.register.claim import Claim, KnownBy, Mark
from kautilya.register.identity import SameAs
from kautilya.register.judgement import Judgement, Undo, Verdict
from kautilya.register.package import Package
from kautilya.register.recording import What
from kautilya.store.everything import Everything, Told
from kautilya.store.export import export_package
from kautilya.store.interface import Batch
from kautilya.store.opening import IN_MEMORY, open_store
from kautilya.store.sql_store import SqlStore

DAYS = (date(2026, 5, 1), date(2026, 6, 1))
ELSEWHERE = date(2027, 1, 1)
TABLES = {"hub": "hubs", "agreement": "agreements"}
RAW: Mapping[str, Mapping[str, Sequence[str]]] = {
    "hub": {"name": ("Kochi", 'Cochin, "the yard"\nand dock'), "place": ("=Kochi", "Goa"), "date": ("2025", "2025-10-31")},
    "agreement": {"title": ("LEMOA", "COMCASA"), "signed": ("2016-08-29", "2016"), "ends": ("2026",)},
}


def a_claim(kind: str, subject: str, attribute: str, raw: str, page: str, known_on: str, origin: str) -> Claim:
    return Claim(
        kind=kind,
        subject=subject,
        attribute=attribute,
        raw=raw,
        mark=Mark.SOURCED,
        source=f"https://example.org/{page}",
        says="says so",
        confidence="high",
        checked="none",
        known_on=PartialDate.parse(known_on),
        known_basis=KnownBy.PAGE,
        recorded_on=DAYS[0],
        origin=origin,
    )


@st.composite
def claims(draw: st.DrawFn) -> Claim:
    kind = draw(st.sampled_from(list(RAW)))
    attribute = draw(st.sampled_from(list(RAW[kind])))
    return a_claim(
        kind,
        draw(st.sampled_from(["a", "b"])),
        attribute,
        draw(st.sampled_from(RAW[kind][attribute])),
        draw(st.sampled_from(["one", "two"])),
        draw(st.sampled_from(["2026", "2026-04", "2025-10-31"])),
        draw(st.sampled_from([f"{TABLES[kind]}.csv:2", f"{TABLES[kind]}.csv:3 via fs001", "a feed"])),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One thing that somebody does to a register."""

    what: str
    claims: tuple[Claim, ...] = ()
    verdict: Verdict = Verdict.ACCEPTED
    place: int = 0


steps = st.lists(
    st.builds(Step, what=st.sampled_from(["import", "propose"]), claims=st.lists(claims(), min_size=1, max_size=6).map(tuple))
    | st.builds(
        Step,
        what=st.sampled_from(["judge", "undo", "merge", "unmerge"]),
        verdict=st.sampled_from(list(Verdict)),
        place=st.integers(0, 50),
    ),
    min_size=1,
    max_size=8,
)


@contextmanager
def registers(count: int) -> Iterator[list[SqlStore]]:
    stores = [open_store(IN_MEMORY) for _ in range(count)]
    yield stores
    for store in stores:
        store.close()


def done(store: SqlStore, number: int, step: Step) -> None:
    day = DAYS[min(number // 4, 1)]
    held = [claim.id for claim in store.claims()]
    if step.what == "import":
        taken_in(store, number, day, step)
    elif step.what == "propose":
        store.record(Batch(day=day, by="me", what=What.PROPOSE, claims=step.claims, data_date=PartialDate.parse("2026-04-30")))
    elif step.what == "judge" and held:
        judgement = Judgement(
            claim_id=held[step.place % len(held)], verdict=step.verdict, on=day, by=f"me, {number}", why='because,\n"yes"'
        )
        store.record(Batch(day=day, by="me", what=What.JUDGE, judgements=[judgement]))
    elif step.what == "undo":
        undone(store, day, step.place)
    elif step.what == "merge":
        merged(store, day)
    elif step.what == "unmerge":
        standing = [one.number for one in store.same_as() if not one.undone]
        store.record(
            Batch(
                day=day,
                by="me",
                what=What.UNDO,
                undone_same_as=[Undo(number=one, on=day, by="me", why="no") for one in standing],
            )
        )


def taken_in(store: SqlStore, number: int, day: date, step: Step) -> None:
    package = Package(
        digest=f"d{number}",
        name="sample",
        version="" if number % 3 == 0 else str(number),
        data_date=PartialDate.parse("2026-04-30" if number % 2 else "2026-03-31"),
        rows=1,
        recorded_on=day,
    )
    judgements = [
        Judgement(
            claim_id=claim.id,
            verdict=Verdict.ACCEPTED,
            on=day,
            by="import",
            why=f"taken over with sample {package.version}".rstrip(),
        )
        for claim in dict.fromkeys(step.claims)
    ]
    store.add(package, step.claims, judgements)


def undone(store: SqlStore, day: date, place: int) -> None:
    standing = [held.number for claim in store.claims() for held in store.history(claim.id) if held.undone is None]
    if standing:
        undo = Undo(number=standing[place % len(standing)], on=day, by="me", why="by mistake")
        store.record(Batch(day=day, by="me", what=What.UNDO, undone_judgements=[undo]))


def merged(store: SqlStore, day: date) -> None:
    subjects = sorted({(claim.kind, claim.subject) for claim in store.claims()})
    if len(subjects) > 1:
        (kind, subject), (other_kind, other_subject) = subjects[:2]
        same = SameAs(
            kind=kind, subject=subject, other_kind=other_kind, other_subject=other_subject, on=day, by="me", why="one event"
        )
        store.record(Batch(day=day, by="me", what=What.MERGE, same_as=[same]))


def exported(store: SqlStore, folder: Path) -> Mapping[str, bytes]:
    export_package(store, folder, lambda written: read(written, recorded_on=DAYS[1], by="import"))
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def imported(store: SqlStore, folder: Path) -> Import:
    found = read(folder, recorded_on=ELSEWHERE, by="import")
    store.add(found.package, found.claims, found.judgements, history=found.history)
    return found


def content(store: SqlStore) -> tuple[object, ...]:
    """Return what a register holds; of an acceptance by an import not who made it and when."""
    everything = Everything(reader=store.reader())
    days = {package.recorded_on for package in store.packages()}
    told = {claim_id: tuple(_plain(one, days) for one in history) for claim_id, history in everything.histories()}
    return {claim_id: day for claim_id, _, day in everything.claims()}, told, everything.merges()


def _plain(told: Told, days: set[date]) -> Told:
    judgement, taken_back = told
    by_import = judgement.by == "import" and judgement.on in days
    return (replace(judgement, on=ELSEWHERE, by="") if by_import else judgement), taken_back


def a_hub(known_on: str) -> Claim:
    return a_claim("hub", "a", "name", "Kochi", "one", known_on, "hubs.csv:2")


def test_a_claim_that_a_later_package_makes_known_earlier_comes_back_so() -> None:
    """Package 1 is complete as of 2026-04-30, package 2 as of 2026-03-31."""
    with registers(2) as (store, elsewhere), tempfile.TemporaryDirectory() as folder:
        for number in (1, 2):
            taken_in(store, number, DAYS[0], Step(what="import", claims=(a_hub("2026"),)))
        exported(store, Path(folder, "first"))
        imported(elsewhere, Path(folder, "first"))
        for register in (store, elsewhere):
            assert list(register.view(PartialDate.parse("2026-03-31")).records("hub")) == ["a"]
            assert not register.view(PartialDate.parse("2026-03-30")).records("hub")


def test_a_claim_proposed_after_the_data_date_comes_back_with_its_day() -> None:
    claim = a_hub("2026")
    proposed = Batch(day=DAYS[0], by="me", what=What.PROPOSE, claims=[claim], data_date=PartialDate.parse("2026-05-15"))
    accepted = Judgement(claim_id=claim.id, verdict=Verdict.ACCEPTED, on=DAYS[0], by="me", why="right")
    with registers(2) as (store, elsewhere), tempfile.TemporaryDirectory() as folder:
        taken_in(store, 1, DAYS[0], Step(what="import"))
        store.record(proposed)
        store.record(Batch(day=DAYS[0], by="me", what=What.JUDGE, judgements=[accepted]))
        exported(store, Path(folder, "first"))
        imported(elsewhere, Path(folder, "first"))
        for register in (store, elsewhere):
            assert list(register.view(PartialDate.parse("2026-05-15")).records("hub")) == ["a"]
            assert not register.view(PartialDate.parse("2026-05-14")).records("hub")


def test_an_export_taken_in_again_makes_no_claim_known_earlier() -> None:
    """The claim was proposed after the data date of the package, and the export says so."""
    claim = a_hub("2026")
    proposed = Batch(day=DAYS[0], by="me", what=What.PROPOSE, claims=[claim], data_date=PartialDate.parse("2026-05-15"))
    accepted = Judgement(claim_id=claim.id, verdict=Verdict.ACCEPTED, on=DAYS[0], by="me", why="right")
    with registers(1) as (store,), tempfile.TemporaryDirectory() as folder:
        taken_in(store, 1, DAYS[0], Step(what="import"))
        store.record(proposed)
        store.record(Batch(day=DAYS[0], by="me", what=What.JUDGE, judgements=[accepted]))
        exported(store, Path(folder, "first"))
        imported(store, Path(folder, "first"))
        assert not store.view(PartialDate.parse("2026-05-14")).records("hub")
        assert list(store.view(PartialDate.parse("2026-05-15")).records("hub")) == ["a"]


@given(steps)
@settings(max_examples=50, deadline=None)
def test_claims_judgements_and_merges_come_back_and_the_bytes_are_the_same(done_steps: list[Step]) -> None:
    with registers(3) as (store, elsewhere, back), tempfile.TemporaryDirectory() as folder:
        done(store, 0, Step(what="import", claims=(a_claim("hub", "a", "name", "Kochi", "one", "2025", "hubs.csv:2"),)))
        for number, step in enumerate(done_steps, start=1):
            done(store, number, step)
        first = exported(store, Path(folder, "first"))
        imported(elsewhere, Path(folder, "first"))
        assert exported(elsewhere, Path(folder, "second")) == first
        imported(back, Path(folder, "second"))
        assert content(back) == content(elsewhere)
        _same(content(elsewhere), content(store))


def _same(found: tuple[object, ...], expected: tuple[object, ...]) -> None:
    """Compare two registers, acceptances by imports by their verdict and reason."""
    assert found[0] == expected[0]
    assert found[2] == expected[2]
    told, wanted = found[1], expected[1]
    assert isinstance(told, dict)
    assert isinstance(wanted, dict)
    assert told.keys() == wanted.keys()
    for claim_id, history in wanted.items():
        assert [_words(one) for one in told[claim_id]] == [_words(one) for one in history]


def _words(told: Told) -> tuple[object, ...]:
    judgement, taken_back = told
    mine = judgement.by.startswith("me")
    return judgement.verdict, judgement.why, taken_back, (judgement.on, judgement.by) if mine else None
