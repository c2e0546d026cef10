"""What a package judges that a register does not know yet, and that goes over nobody's head."""

from collections.abc import Collection, Iterable, Sequence

from sqlalchemy import Connection, bindparam, text

from kautilya.register.judgement import Judgement, Verdict

_JUDGED = text(
    "SELECT claim_id, verdict, why FROM judgement WHERE claim_id IN :ids AND seq <= :before AND undoes IS NULL"
).bindparams(bindparam("ids", expanding=True))
"""What was judged of some claims up to a number, whether or not it was undone."""

_BY_PEOPLE = text(
    "SELECT DISTINCT claim_id FROM judgement WHERE claim_id IN :ids AND seq <= :before AND undoes IS NULL "
    "AND NOT EXISTS (SELECT 1 FROM judgement AS undo WHERE undo.undoes = judgement.seq) "
    "AND (verdict IN ('disputed', 'withdrawn') OR EXISTS ("
    "SELECT 1 FROM recording WHERE what = 'judge' AND judgements >= judgement.seq AND NOT EXISTS ("
    "SELECT 1 FROM recording AS earlier WHERE earlier.seq = recording.seq - 1 AND earlier.judgements >= judgement.seq)))"
).bindparams(bindparam("ids", expanding=True))
"""Claims on which a judgement of a person stands: recorded by hand, or one that no table of a package makes."""


def news(connection: Connection, batch: Iterable[Judgement], *, before: int, one_by_one: Collection[str]) -> list[Judgement]:
    """Return the judgements of a package that are to be added.

    It accepts only claims that nobody had judged. A choice among contradicting claims that its tables make is added unless the
    claim has the same verdict for the same reason, or a judgement of a person stands on it. What its ledger tells one by
    one, of people who judged elsewhere, is added unless it is known: it counts by its day, as if they had judged here.

    Args:
        connection: Within the transaction that adds them.
        batch: Judgements of the package.
        before: The number of the last judgement that others recorded.
        one_by_one: The claims that the package's ledger judges one by one.
    """
    told = list(batch)
    ids = list({judgement.claim_id for judgement in told})
    rows = connection.execute(_JUDGED, {"ids": ids, "before": before})
    known = {(claim_id, verdict, why) for claim_id, verdict, why in rows}
    judged = {claim_id for claim_id, _, _ in known}
    fresh = [
        judgement
        for judgement in told
        if judgement.claim_id not in judged
        or (
            judgement.verdict is not Verdict.ACCEPTED
            and (judgement.claim_id, judgement.verdict.value, judgement.why) not in known
        )
    ]
    choices = [one.claim_id for one in fresh if one.verdict is Verdict.PREFERRED and one.claim_id not in one_by_one]
    people = _by_people(connection, choices, before)
    return list(dict.fromkeys(one for one in fresh if one.claim_id not in people or one.verdict is not Verdict.PREFERRED))


def _by_people(connection: Connection, claim_ids: Sequence[str], before: int) -> frozenset[str]:
    if not claim_ids:
        return frozenset()
    return frozenset(connection.execute(_BY_PEOPLE, {"ids": list(claim_ids), "before": before}).scalars())
