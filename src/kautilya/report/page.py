"""The page as a whole: headline figures, sections in their order, and what the figures rest on that have no rows."""

from collections.abc import Mapping

from kautilya.core.errors import NotFoundError
from kautilya.measures.finding import Measurement
from kautilya.measures.holdings import MEASURE as HOLDINGS
from kautilya.measures.verdicts.catalogue import JUDGED_BY
from kautilya.plan.case import Case
from kautilya.plan.evaluate import Evaluation
from kautilya.plan.result import Plan
from kautilya.plan.told import Told
from kautilya.report.blocks import Basis, Fact, Page, Section
from kautilya.report.cells import of_finding, paragraph, select
from kautilya.report.preface import Preface, preface
from kautilya.report.saved import known_better, of_plan
from kautilya.report.sections.assumptions import CASE, assumptions_section
from kautilya.report.sections.binding import binding_section
from kautilya.report.sections.budget import budget_section
from kautilya.report.sections.catalogue import SECTIONS
from kautilya.report.sections.coverage import SHARE
from kautilya.report.sections.gaps import gaps_section
from kautilya.report.sections.lead_times import lead_times_section
from kautilya.report.sections.partners import partners_section
from kautilya.report.sections.plan import plan_basis, plan_facts, plan_section
from kautilya.report.sections.plan_asked import better_known
from kautilya.report.sections.record import REGISTER, record_section
from kautilya.report.sections.sources import sources_section
from kautilya.report.sections.suppliers import suppliers_section
from kautilya.report.sections.transfers import transfers_basis, transfers_section
from kautilya.report.sections.verdicts import verdicts_section
from kautilya.report.sections.why import why_section
from kautilya.report.transfers.figures import TransferFigures
from kautilya.store.view import View

NEEDED = (*dict.fromkeys(("diversification", "gaps", "lead-times", "budget", *SECTIONS, *JUDGED_BY)), HOLDINGS)


def page(
    view: View,
    measurements: Mapping[str, Measurement],
    case: Case,
    plan: Plan,
    evaluation: Evaluation,
    transfers: TransferFigures | None = None,
    told: Told | None = None,
) -> Page:
    """Arrange results as a page; NotFoundError names the measures that are missing."""
    missing = [name for name in NEEDED if name not in measurements]
    if missing:
        raise NotFoundError(f"the report shows the measures {', '.join(NEEDED)}; missing: {', '.join(missing)}")
    words = preface(case.title)
    illustrative = tuple(paragraph(line, role="lead" if i == 0 else "text") for i, line in enumerate(words.illustrative))
    return Page(
        title=words.title,
        as_of=str(view.as_of),
        preface=(*illustrative, *better_known(plan, known_better(told, plan))),
        headline=_headline(measurements) + plan_facts(plan, evaluation),
        sections=_sections(view, measurements, case, plan, evaluation, words, transfers, told),
        bases=(*_bases(measurements[HOLDINGS], case, plan), *transfers_basis(transfers)),
        colophon=(f"Register as known on {view.as_of}{_replayed(view)}. {_rules(view)} Case “{case.title}”.",),
    )


def _replayed(view: View) -> str:
    return "" if view.recorded_by is None else f", as recorded by the end of {view.recorded_by}"


def _rules(view: View) -> str:
    if not view.rule_names:
        return "Where claims contradict each other and nobody has chosen, the range is shown."
    return f"Where claims contradict each other and nobody has chosen, these rules may: {', then '.join(view.rule_names)}."


def _sections(
    view: View,
    measurements: Mapping[str, Measurement],
    case: Case,
    plan: Plan,
    evaluation: Evaluation,
    words: Preface,
    transfers: TransferFigures | None,
    told: Told | None,
) -> tuple[Section, ...]:
    return (
        record_section(measurements[HOLDINGS], words),
        verdicts_section(measurements),
        suppliers_section(measurements["diversification"]),
        transfers_section(transfers),
        gaps_section(view, case, measurements["gaps"]),
        lead_times_section(measurements["lead-times"]),
        *(section(measurements[name]) for name, section in SECTIONS.items()),
        partners_section(view),
        budget_section(measurements["budget"]),
        plan_section(view, case, plan, evaluation, known_better(told, plan)),
        binding_section(case, plan, searched=evaluation.searched),
        why_section(case, None if told is None else of_plan(told, plan)),
        assumptions_section(view, case, words),
        sources_section(measurements[HOLDINGS], words),
    )


def _headline(measurements: Mapping[str, Measurement]) -> tuple[Fact, ...]:
    """Return the figures under the title: what is held, what is covered of the latest printed total."""
    rows = select(measurements[HOLDINGS], "rows", of="facts")
    covered = [one for one in select(measurements["diversification"], SHARE, contracts="all", **{"in": "money"}) if one.window]
    latest = max(covered, key=lambda one: one.window or "", default=None)
    facts = [Fact(cell=of_finding(one, REGISTER), words="rows of facts, each with its source") for one in rows]
    if latest is not None:
        said = f"of the money in all contracts signed in {latest.window}, as officially printed, is listed here"
        facts.append(Fact(cell=of_finding(latest), words=said))
    return tuple(facts)


def _bases(holdings: Measurement, case: Case, plan: Plan) -> tuple[Basis, ...]:
    counts = (
        f"Counts over all rows of the register as known on {holdings.as_of}. Each table is read with kautilya show KIND, "
        "each field "
        "with its sources with kautilya explain KIND ID FIELD."
    )
    built = (
        f"“{case.title}”, built from the register as known on {case.as_of}: {len(case.areas)} areas, {len(case.offers)} "
        "offers, "
        f"{len(case.assumptions)} assumptions. kautilya case build writes it as a file."
    )
    return (
        Basis(id=REGISTER, title="The whole register", says=(counts,)),
        Basis(id=CASE, title="The planning case", says=(built,)),
        plan_basis(case, plan),
    )
