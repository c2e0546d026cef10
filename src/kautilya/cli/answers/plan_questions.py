"""Explains plans: what is asked on the command line, the work, and the answers in tables or JSON."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter

from rich.console import Console

from kautilya.cli.answers import planning
from kautilya.cli.answers.doubt_tables import write_doubt_tables
from kautilya.cli.answers.explanation_tables import write_explanation_tables
from kautilya.cli.answers.planning import Run
from kautilya.cli.answers.record_scenarios import Drawn
from kautilya.cli.documents import write_json
from kautilya.cli.files import write_text
from kautilya.cli.session import say
from kautilya.cli.watching import interruptible
from kautilya.core.errors import InputError, Problem
from kautilya.plan import codec
from kautilya.plan.case import Case
from kautilya.plan.explain.adopting import At, Follower
from kautilya.plan.explain.explaining import Questions, explained
from kautilya.plan.explain.frontiers import OF
from kautilya.plan.explain.searching import BROKEN_OFF, BrokenOffError
from kautilya.plan.result import Plan
from kautilya.plan.solver import NothingFoundError, UnsolvedError
from kautilya.plan.told import Told
from kautilya.plan.uncertainty.doubting import Doubted
from kautilya.plan.uncertainty.doubting import doubts as doubts_of
from kautilya.plan.uncertainty.result import Doubts

FOLLOWS = "the plan and the answers that are complete follow"
"""What Ctrl-C leaves of the questions."""
EVERY = 5
"""Searches between two lines of progress where there is no terminal."""


def questions(
    case: Case, *, limits: bool, why: Sequence[str], next_best: int, differ: float, frontiers: Sequence[str]
) -> Questions | None:
    """Return what is asked; None where nothing is, InputError for offers and frontiers that there are not."""
    offers = {offer.id for offer in case.offers}
    pairs = [tuple(pair.split(":")) for pair in why]
    problems = [
        Problem(
            file="--why", message=f"expected OFFER:RIVAL, two offers of the case, found '{text}'; `--json` lists its orders"
        )
        for text, pair in zip(why, pairs, strict=True)
        if len(pair) != 2 or pair[0] == pair[1] or not set(pair) <= offers
    ]
    problems += [
        Problem(file="--frontier", message=f"expected one of {', '.join(OF)}, found '{of}'") for of in frontiers if of not in OF
    ]
    if problems:
        raise InputError("what is asked", problems)
    if not (limits or why or next_best or frontiers):
        return None
    return Questions(
        limits=limits, whys=tuple((pair[0], pair[1]) for pair in pairs), alternatives=next_best, differ=differ,
        frontiers=tuple(frontiers),
    )  # fmt: skip


def doubted(*, swings: int, draws: int, sample: int, foresight: bool, fresh: int) -> Doubted | None:
    """Return what is asked about uncertainty; None where nothing is, InputError for a single fresh scenario."""
    if fresh == 1:
        raise InputError("what is asked", [Problem(file="--fresh", message="needs two scenarios or more for its interval")])
    if not (swings or draws or foresight or fresh):
        return None
    return Doubted(swings=swings, draws=draws, sample=sample, foresight=foresight, fresh=fresh)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """All that is asked about a plan."""

    questions: Questions | None
    doubted: Doubted | None
    drawn: Drawn | None = None
    """The scenarios of the record, where the plan was made for them."""


@dataclass(frozen=True, slots=True)
class Files:
    """Where plan and answers are written, if anywhere."""

    plan: Path | None
    answers: Path | None


def answer(case: Case, run: Run, asked: Asking, files: Files, *, as_json: bool) -> Run:
    """Answer the questions, to a file, if one is named, and to stdout: as JSON with the plan, or in tables.

    Ctrl-C breaks the questions off: what is complete by then is written.

    Returns:
        The plan that the answers are about: where a question comes upon a better one, that is written in the first one's place,
        to its file at once.
    """
    why, doubt, now = asked.questions, asked.doubted, _Now(case, run, asked.drawn, files.plan)
    futures = None if asked.drawn is None else asked.drawn.futures
    explanation = doubts = None
    why_not = ""
    with interruptible(FOLLOWS) as wants_stop, _progress() as told:
        if why is not None:
            by = Follower(told=told, adopted=now.replace, wants_stop=wants_stop)
            _, explanation = explained(case, run.plan, why, futures=futures, by=by)
        if now.run is not run and not as_json:
            planning.write_run(case, now.run, None, as_json=False)
        if doubt is not None:
            doubts, why_not = _doubts(now, doubt, lambda count: told(At(count)), wants_stop)
    run, plan = now.run, now.run.plan
    answers = Told(case_digest=plan.case_digest, explanation=explanation, doubts=doubts, doubts_unanswered=why_not)
    if files.answers is not None:
        write_text(files.answers, codec.write(answers))
        say(f"answers written to {files.answers}")
    if as_json:
        parts = {"explanation": (why, answers.explanation), "doubts": (doubt, answers.doubts)}
        given = {name: codec.to_json(part) for name, (wanted, part) in parts.items() if wanted is not None}
        write_json({"plan": codec.to_json(plan), **given})
        return run
    if explanation is not None:
        write_explanation_tables(case, explanation)
    if doubts is not None:
        write_doubt_tables(case, doubts)
    return run


@dataclass(slots=True)
class _Now:
    """The plan that is asked about."""

    case: Case
    run: Run
    drawn: Drawn | None
    file: Path | None
    """Where it is written, if anywhere."""
    _began: float = field(default_factory=perf_counter, init=False)

    def replace(self, plan: Plan) -> None:
        """Put a better plan in its place: write it to its file, and then say so."""
        before = self.run.plan.objective.total
        now = perf_counter()
        self.run = planning.checked_run(self.case, plan, self.drawn, self.run.seconds + now - self._began)
        self._began = now
        planning.write_run(self.case, self.run, self.file, as_json=False, on_stdout=False)
        say(
            f"a question came upon a plan of {plan.objective.total:.3f} points, better than the one before "
            f"({before:.3f}): it takes its place, and all answers are about it"
        )


def _doubts(
    now: _Now, asked: Doubted, told: Callable[[int], None], wants_stop: Callable[[], bool]
) -> tuple[Doubts | None, str]:
    """Answer how sure a plan is; None and the reason, and say so, where the user breaks that off or a search finds nothing."""
    futures = None if now.drawn is None else now.drawn.futures
    others = None if now.drawn is None else now.drawn.fresh(asked.fresh)
    try:
        with suppress(BrokenOffError):
            if not wants_stop():
                found = doubts_of(
                    now.case, now.run.plan, asked, futures=futures, others=others, told=told, wants_stop=wants_stop
                )  # fmt: skip
                return found, ""
    except (NothingFoundError, UnsolvedError) as why:
        say(f"not answered how sure the plan is: {why}")
        return None, str(why)
    say("broken off before it was answered how sure the plan is")
    return None, BROKEN_OFF


@contextmanager
def _progress() -> Iterator[Callable[[At], None]]:
    """Tell which question is answered by which search: a moving line on a terminal, a line now and then elsewhere."""
    console = Console(stderr=True)
    if not console.is_terminal:
        say("explaining: the case is planned again for every answer")
        yield lambda at: say(worded(at)) if is_told(at) else None
        return
    with console.status("explaining") as status:
        yield lambda at: status.update(worded(at))


def is_told(at: At) -> bool:
    """Tell whether a search has a line of its own where there is no terminal: the first of a question, then some."""
    return at.search % EVERY == 1 if at.doing else at.searches > 0 and at.searches % EVERY == 0


def worded(at: At) -> str:
    """Say which question is answered, and by which search of how many."""
    so_far = f"planned again {at.searches} times"
    if not at.doing:
        return f"explaining: {so_far}"
    most = "" if at.at_most is None else f" of at most {at.at_most}"
    return f"explaining, question {at.question} of {at.questions}, {at.doing}: search {at.search}{most} ({so_far})"
