"""Writes the list of measures, or the findings of one."""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from kautilya.cli.answers.transfers import TAKES, unknown_measure
from kautilya.cli.documents import write_json
from kautilya.cli.output import LONGEST_WORD, Column, write, write_table
from kautilya.cli.session import say
from kautilya.measures.catalogue import MEASURES, measured
from kautilya.measures.finding import Finding, Measurement, Scalar
from kautilya.measures.nothing import LIST
from kautilya.measures.scope import Scope
from kautilya.report.wording import figure, indian
from kautilya.store.view import View

_SELF_EVIDENT = frozenset({"share", "HHI, 0..1", "HHI"})
"""Units that a figure shows by itself or its quantity names."""
_MOST_REMARKS = 6
"""Different remarks that are written under a table."""


def list_measures(*, as_json: bool) -> None:
    """Write the names and questions of all measures."""
    questions = {name: found.question for name, found in MEASURES.items()} | {
        name: found.question for name, found in TAKES.items()
    }
    if as_json:
        write_json({"measures": [{"name": name, "question": question} for name, question in questions.items()]})
        return
    columns = (Column(title="measure", whole=True), Column(title="question"))
    write_table(columns, questions.items())


def refuse_unknown(name: str) -> None:
    """Raise NotFoundError, with all names, for what is no measure of the register."""
    if name not in MEASURES:
        raise unknown_measure(name, tuple(MEASURES))


def write_measurement(view: View, name: str, scope: Scope, *, everything: bool, as_json: bool) -> None:
    """Write the findings of a measure: all of them as JSON or on demand, else the headlines."""
    measurement = measured(name.replace("_", "-"), view, scope)
    if as_json:
        write_json(measurement)
    else:
        _write(measurement, everything=everything)


def _write(measurement: Measurement, *, everything: bool) -> None:
    shown = [finding for finding in measurement.findings if everything or finding.headline]
    listed = measurement.listed
    if listed and listed[0]["list"] == LIST:
        write(f"{LIST}: {listed[0]['reason']}")
        listed = listed[1:]
    write(f"{measurement.measure}: {measurement.question}")
    if measurement.asked:
        write(f"asked of {', '.join(f'{name} {told}' for name, told in measurement.asked.items())} only")
    _write_findings(shown, measurement.findings)
    write()
    if everything or not shown:
        _write_listed(listed)
    for note in measurement.notes:
        write(f"- {note}")
    if not everything:
        left_out = len(measurement.findings) - len(shown)
        say(f"{left_out} further findings and {len(measurement.listed)} listed cases: --all or --json")


def _write_findings(findings: Sequence[Finding], every: Sequence[Finding]) -> None:
    """Write one table for each quantity, in the order of their first findings."""
    groups: dict[tuple[str, ...], list[Finding]] = {}
    for finding in findings:
        groups.setdefault((finding.quantity, *finding.of), []).append(finding)
    for group in groups.values():
        if all(map(_is_verdict, group)):
            _write_verdicts(group, every)
        else:
            _write_group(group)
    for meaning in dict.fromkeys(finding.range_is for finding in findings if finding.range_is):
        write(f"- low and high: {meaning}")


def _write_group(findings: Sequence[Finding]) -> None:
    """Write findings of one quantity: what they have in common in the title, what tells them apart in columns."""
    about = [_about(finding) for finding in findings]
    apart = _telling_apart(about)
    common = dict.fromkeys(words for name, words in about[0].items() if words and len({one[name] for one in about}) == 1)
    figures = {name: [tell(finding) for finding in findings] for name, tell in _FIGURES.items()}
    told = [name for name, cells in figures.items() if any(cells)]
    remarks = _remarks(findings)
    columns = [
        *(Column(title=name.replace("_", " ")) for name in apart),
        *(Column(title=name, right=name != "mark", whole=True) for name in told),
        *([Column(title="see", whole=True)] if remarks else []),
    ]
    rows = (
        [
            *(one[name] for name in apart),
            *(figures[name][place] for name in told),
            *([remarks.get(finding.note or "", "")] if remarks else []),
        ]
        for place, (one, finding) in enumerate(zip(about, findings, strict=True))
    )
    write_table(columns, rows, title=": ".join(filter(None, (findings[0].quantity, ", ".join(common)))))
    for note, sign in remarks.items():
        write(f"{sign} {note}")


def _is_verdict(finding: Finding) -> bool:
    """Tell whether a finding is a word about a figure that stands beside it, whose range it carries."""
    return isinstance(finding.value, str) and (finding.low is not None or finding.high is not None)


def _write_verdicts(findings: Sequence[Finding], every: Sequence[Finding]) -> None:
    """Write words about figures: each figure with its range, n and mark, then the word; long names once, below the table."""
    judged = {_place(one): one for one in every if isinstance(one.value, float) or one.value is None}
    beside = [judged.get(_place(one)) for one in findings]
    about = [_about(finding) for finding in findings]
    apart = _telling_apart(about)
    below = _named_below(about, apart)
    shown = [name for name in apart if name not in below]
    titles = (next((one.quantity for one in beside if one is not None), "figure"), "low", "high", "n", "mark")
    columns = [
        *(Column(title=name.replace("_", " ")) for name in shown),
        *(Column(title=title, right=title != "mark", whole=title != titles[0]) for title in titles),
        Column(title=findings[0].quantity, whole=True),
    ]
    rows = [
        [*(one[name] for name in shown), "" if figure_ is None else _value(figure_), _bound(finding, finding.low),
         _bound(finding, finding.high), "" if finding.n is None else str(finding.n), str(finding.mark), str(finding.value)]
        for one, finding, figure_ in zip(about, findings, beside, strict=True)
    ]  # fmt: skip
    write_table(columns, rows, title=findings[0].quantity)
    for line in dict.fromkeys(": ".join((one[shown[0]], ", ".join(one[name] for name in below))) for one in about if below):
        write(f"- {line}")


def _place(finding: Finding) -> tuple[object, ...]:
    """Return what a word and its figure have in common."""
    return tuple(sorted(finding.of.items())), finding.window, finding.low, finding.high


def _named_below(about: Sequence[Mapping[str, str]], apart: Sequence[str]) -> list[str]:
    """Return the columns that only say again, at length, what the first one names."""
    if not apart:
        return []
    first = [one[apart[0]] for one in about]
    return [
        name
        for name in apart[1:]
        if len({(key, one[name]) for key, one in zip(first, about, strict=True)}) == len(set(first))
        and max(len(one[name]) for one in about) > LONGEST_WORD
    ]


def _remarks(findings: Sequence[Finding]) -> Mapping[str, str]:
    """Number the remarks on a table's findings; none where nearly each finding has one of its own: --json has them."""
    notes = list(dict.fromkeys(finding.note for finding in findings if finding.note))
    return {note: f"[{number}]" for number, note in enumerate(notes, 1)} if len(notes) <= _MOST_REMARKS else {}


def _about(finding: Finding) -> Mapping[str, str]:
    """Return what a finding is about, by name; shares and HHI need no unit beside their figures."""
    unit = "" if finding.unit in _SELF_EVIDENT else finding.unit
    about = {
        **finding.of,
        "window": (finding.window or "").replace("..", " to "),
        "edition": finding.edition or "",
        "stage": finding.stage or "",
        "unit": unit,
    }
    return {name: words.replace("_", " ") for name, words in about.items()}


def _telling_apart(about: Sequence[Mapping[str, str]]) -> list[str]:
    """Return the names whose words differ, each column of words once."""
    columns: dict[tuple[str, ...], str] = {}
    for name in about[0]:
        columns.setdefault(tuple(one[name] for one in about), name)
    return [name for words, name in columns.items() if len(set(words)) > 1]


def _figure(value: Scalar, unit: str) -> str:
    """Write a figure without its unit: crore in Indian grouping, shares in per cent, nothing where nothing is known."""
    if value is None or isinstance(value, str):
        return value or ""
    return indian(value) if "crore" in unit else figure(value, unit)


def _value(finding: Finding) -> str:
    """Write the value; where there is none, whether it was not reached or only its range can be said."""
    if finding.value is None and "not reached" in (finding.note or ""):
        return "not reached"
    has_range = finding.low is not None or finding.high is not None
    return "range" if finding.value is None and has_range else _figure(finding.value, finding.unit)


def _bound(finding: Finding, end: float | None) -> str:
    """Write one end of a range; `open` where only the other one can be said."""
    has_range = finding.low is not None or finding.high is not None
    return _figure(end, finding.unit) or ("open" if has_range else "")


def _write_listed(listed: Sequence[Mapping[str, Scalar]]) -> None:
    if listed:
        write("Listed, not summarised:")
    for case in listed:
        write("- " + "; ".join(f"{name}: {value}" for name, value in case.items() if value is not None))


_FIGURES: Mapping[str, Callable[[Finding], str]] = MappingProxyType(
    {
        "value": _value,
        "low": lambda finding: _bound(finding, finding.low),
        "high": lambda finding: _bound(finding, finding.high),
        "n": lambda finding: "" if finding.n is None else str(finding.n),
        "mark": lambda finding: finding.mark,
    }
)
"""The figures of a finding by column."""
