"""Random histories on each engine against `tests.store.model`: import, propose, judge, merge, undo, replay."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import assume, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule, run_state_machine_as_test

from kautilya.core.errors import NotFoundError, StoreError
from kautilya.core.periods import PartialDate
from kautilya.register.claim import Claim
from kautilya.register.identity import SameAs
from kautilya.register.judgement import Judgement, Undo, Verdict
from kautilya.register.record import Span
from kautilya.register.recording import What
from kautilya.store.interface import Batch
from kautilya.store.opening import IN_MEMORY, open_store
from kautilya.store.sql_store import SqlStore
from tests.servers import Server
from tests.store.model import Model, Said
from tests.store.samples import a_claim, a_package

KINDS = ("deal", "shock", "milestone")
FIRST_DAY = date(2026, 5, 1)
AS_OF = ("2025-06", "2026-03-31", "2026-04-30", "2027")

DEALS = st.builds(
    a_claim,
    st.sampled_from("xy"),
    subject=st.sampled_from("abc"),
    attribute=st.just("system"),
    known_on=st.sampled_from(["2025", "2026-04", "2026"]),
    source=st.sampled_from("pq"),
)
SHOCKS = st.builds(
    a_claim, st.sampled_from("xy"), kind=st.just("shock"), subject=st.sampled_from("ab"), attribute=st.just("name")
)
MILESTONES = st.builds(
    a_claim, st.sampled_from("abc"), kind=st.just("milestone"), subject=st.just("m"), attribute=st.just("deal_id")
)
claims = st.one_of(DEALS, DEALS, SHOCKS, MILESTONES)
told = st.lists(claims, min_size=1, max_size=4)
verdicts = st.sampled_from([Verdict.ACCEPTED, Verdict.ACCEPTED, Verdict.PREFERRED, Verdict.DISPUTED, Verdict.WITHDRAWN])
subjects = st.tuples(st.sampled_from(["deal", "deal", "deal", "shock"]), st.sampled_from("abc"))
reasons = st.sampled_from(["read", "agency"])


class Register(RuleBasedStateMachine):
    """One register and its model, side by side."""

    opened: Callable[[], SqlStore]

    @initialize(given=st.lists(claims, min_size=4, max_size=10))
    def begin(self, given: Sequence[Claim]) -> None:
        self.store = type(self).opened()
        self.model = Model()
        self.day = FIRST_DAY
        self.import_package(given, [(Verdict.ACCEPTED, "read")] * len(given), 0)

    def teardown(self) -> None:
        if hasattr(self, "store"):
            self.compare_days()
            assert self.store.inspection.ledger_faults() == ()
            self.store.close()

    @rule(days=st.integers(1, 2))
    def wait(self, days: int) -> None:
        self.day += timedelta(days=days)

    @rule(given=told, words=st.lists(st.tuples(verdicts, reasons), max_size=4), digest=st.integers(0, 9))
    def import_package(self, given: Sequence[Claim], words: Sequence[tuple[Verdict, str]], digest: int) -> None:
        recorded = [replace(claim, recorded_on=self.day) for claim in given]
        package = replace(a_package(f"d{digest}"), recorded_on=self.day)
        judgements = [
            Judgement(claim_id=claim.id, verdict=verdict, on=self.day, by="package", why=why)
            for claim, (verdict, why) in zip(recorded, words, strict=False)
        ]
        self.store.add(package, recorded, judgements)
        self.model.take_in(package.digest, package.data_date, recorded, judgements, self.day)

    @rule(given=told)
    def propose(self, given: Sequence[Claim]) -> None:
        recorded = [replace(claim, recorded_on=self.day) for claim in given]
        self.store.record(Batch(day=self.day, by="anna", what=What.PROPOSE, claims=recorded))
        self.model.propose(recorded, self.day)

    @rule(data=st.data(), verdict=verdicts, why=reasons, ago=st.sampled_from([0, 0, 3]))
    def judge(self, data: st.DataObject, verdict: Verdict, why: str, ago: int) -> None:
        meant = data.draw(st.lists(st.sampled_from(list(self.model.claims)[:6]), min_size=1, max_size=4, unique=True))
        on = self.day - timedelta(days=ago)
        said = [Judgement(claim_id=claim_id, verdict=verdict, on=on, by="anna", why=why) for claim_id in meant]
        self.store.record(Batch(day=self.day, by="anna", what=What.JUDGE, judgements=said))
        self.model.say(said, self.day)

    @rule(one=subjects, other=subjects)
    def merge(self, one: tuple[str, str], other: tuple[str, str]) -> None:
        assume(one != other)
        said = SameAs(
            kind=one[0], subject=one[1], other_kind=other[0], other_subject=other[1], on=self.day, by="ben", why="one"
        )
        batch = Batch(day=self.day, by="ben", what=What.MERGE, same_as=[said])
        if {one, other} <= self.model.subjects():
            self.store.record(batch)
            self.model.say([said], self.day)
        else:
            with pytest.raises(NotFoundError, match="nothing is claimed of"):
                self.store.record(batch)

    @precondition(lambda self: self.model.judged)
    @rule(back=st.integers(1, 4), days=st.sampled_from([0, 1]))
    def undo_judgement(self, back: int, days: int) -> None:
        self.day += timedelta(days=days)
        self._undo(self.model.judged[-min(back, len(self.model.judged))])

    @precondition(lambda self: self.model.same)
    @rule(back=st.integers(1, 2), days=st.sampled_from([0, 1]))
    def undo_merge(self, back: int, days: int) -> None:
        self.day += timedelta(days=days)
        self._undo(self.model.same[-min(back, len(self.model.same))])

    def _undo(self, said: Said) -> None:
        undo = [Undo(number=self._number(said), on=self.day, by="cara", why="misread")]
        judged = isinstance(said.what, Judgement)
        batch = Batch(
            day=self.day,
            by="cara",
            what=What.UNDO,
            undone_judgements=undo if judged else [],
            undone_same_as=[] if judged else undo,
        )
        if said.undone_in is None:
            self.store.record(batch)
            self.model.undo(said, self.day)
        else:
            with pytest.raises(StoreError, match="taken back already"):
                self.store.record(batch)

    def _number(self, said: Said) -> int:
        """Return the number that the register gave: the n-th judgement of its recording is the n-th there."""
        recordings = self.store.recordings()
        before = recordings[said.recording - 1].reach if said.recording else type(recordings[0].reach)()
        reach = recordings[said.recording].reach
        among = self.model.judged if isinstance(said.what, Judgement) else self.model.same
        place = [id(one) for one in among if one.recording == said.recording].index(id(said))
        held = (
            self.store.queue().judged_in(before, reach)
            if isinstance(said.what, Judgement)
            else self.store.queue().merged_in(before, reach)
        )
        return held[place].number

    @rule(given=told)
    def record_on_an_earlier_day(self, given: Sequence[Claim]) -> None:
        earlier = self.model.days[-1] - timedelta(days=1)
        with pytest.raises(StoreError, match="clock went backwards"):
            self.store.record(Batch(day=earlier, by="anna", what=What.PROPOSE, claims=given))

    @rule(given=told)
    def fail_half_way(self, given: Sequence[Claim]) -> None:
        def broken() -> object:
            yield from given
            raise OSError("gone")

        with pytest.raises(OSError, match="gone"):
            self.store.record(Batch(day=self.day, by="anna", what=What.PROPOSE, claims=broken()))  # type: ignore[arg-type]  # it raises

    @rule(as_of=st.sampled_from(AS_OF), back=st.integers(-1, 6))
    def look(self, as_of: str, back: int) -> None:
        self.compare(as_of, None if back < 0 else self.day - timedelta(days=back))

    @invariant()
    def agree_now(self) -> None:
        self.compare("2026-04-30", None)

    def compare_days(self) -> None:
        assert [recording.day for recording in self.store.recordings()] == self.model.days
        assert [waiting.claim.id for waiting in self.store.queue().waiting()] == self.model.waiting()
        for recorded_by in (None, *dict.fromkeys(self.model.days)):
            self.compare("2026-04-30", recorded_by)

    def compare(self, as_of: str, recorded_by: date | None) -> None:
        day, reach = PartialDate.parse(as_of), self.model.reach(recorded_by)
        view = self.store.view(day, recorded_by=recorded_by)
        for kind in KINDS:
            accepted = self.model.accepted(kind, day.last, reach)
            expected = self.model.records(kind, day.last, reach)
            assert list(view.claims(kind)) == list(accepted)
            assert dict(view.judgements(kind)) == accepted
            records = view.records(kind)
            assert {record_id: shown(record) for record_id, record in records.items()} == expected
            assert list(records) == list(expected)
            for subject in "abcm":
                head = self.model.head(kind, subject, reach)
                if head in expected:
                    assert self.store.view(day, recorded_by=recorded_by).record(kind, subject) == records[head]
                assert set(view.identities.events(kind, subject)) == self.model.events(kind, subject, reach)
        extent = view.extent()
        assert {kind: held.records for kind, held in extent.items()} == {
            kind: len(found) for kind in KINDS if (found := self.model.records(kind, day.last, reach))
        }


def shown(record: object) -> dict[str, object]:
    values: dict[str, object] = {}
    for column in ("system", "name", "deal_id"):
        field = getattr(record, column, None)
        if field is not None and field.claim_ids:
            values[column] = field.value.values if isinstance(field.value, Span) else (field.value,)
    return values


def run(opened: Callable[[], SqlStore], *, examples: int) -> None:
    machine = type("OpenedRegister", (Register,), {"opened": staticmethod(opened)})
    run_state_machine_as_test(machine, settings=settings(max_examples=examples, stateful_step_count=25))


def test_any_history_on_sqlite_is_what_the_model_says() -> None:
    run(lambda: open_store(IN_MEMORY), examples=25)


def test_any_history_on_postgresql_is_what_the_model_says(server: Server, shared_register: str) -> None:
    def opened() -> SqlStore:
        server.empty(shared_register)
        return open_store(shared_register)

    run(opened, examples=8)
