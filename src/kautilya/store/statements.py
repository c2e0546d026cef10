"""Every statement that a store runs, in the SQL that SQLite and PostgreSQL share."""

from sqlalchemy import text

SCHEMA_VERSION = text("SELECT value FROM meta WHERE name = 'schema_version'")

ADD_META = text("INSERT INTO meta (name, value) VALUES (:name, :value)")

ADD_PACKAGE = text(
    "INSERT INTO package (digest, name, version, data_date, title, licences, row_count, recorded_on) "
    "VALUES (:digest, :name, :version, :data_date, :title, :licences, :row_count, :recorded_on) RETURNING seq"
)

ADD_CLAIM = text(
    "INSERT INTO claim (id, kind, subject, attribute, raw, unit, mark, source, says, quote, confidence, checked, known_on, "
    "known_basis, known_by, valid_from, valid_to, recorded_on, origin) "
    "VALUES (:id, :kind, :subject, :attribute, :raw, :unit, :mark, :source, :says, :quote, :confidence, :checked, :known_on, "
    ":known_basis, :known_by, :valid_from, :valid_to, :recorded_on, :origin) ON CONFLICT (id) DO NOTHING"
)

ADD_MEMBERSHIP = text("INSERT INTO package_claim (package_seq, position, claim_id) VALUES (:package_seq, :position, :claim_id)")

ADD_JUDGEMENT = text(
    "INSERT INTO judgement (claim_id, verdict, on_day, by_whom, why) "
    "SELECT :claim_id, :verdict, :on_day, :by_whom, :why WHERE NOT EXISTS ("
    "SELECT 1 FROM judgement WHERE claim_id = :claim_id AND seq <= :before "
    "AND (:verdict = 'accepted' OR (verdict = :verdict AND why = :why)))"
)
"""What a package judges: it accepts only claims on which nothing was judged before it came (up to the number `before`), and a
recorded choice that says again what was said says nothing new: neither may outvote what was judged since."""

LAST_JUDGEMENT = text("SELECT coalesce(max(seq), 0) FROM judgement")

PACKAGES = text(
    "SELECT seq, digest, name, version, data_date, title, licences, row_count, recorded_on FROM package ORDER BY seq"
)

COUNT_CLAIMS = text("SELECT count(*) FROM claim")

COUNT_JUDGEMENTS = text("SELECT count(*) FROM judgement")

COUNT_JUDGEMENTS_AGAIN = text(
    "SELECT count(*) FROM judgement WHERE verdict NOT IN ('accepted', 'preferred') OR EXISTS ("
    "SELECT 1 FROM judgement AS earlier WHERE earlier.claim_id = judgement.claim_id AND earlier.seq < judgement.seq)"
)
"""Judgements that no table of an export can carry."""

COUNT_MEMBERS = text("SELECT count(DISTINCT claim_id) FROM package_claim WHERE package_seq = :package_seq")

COUNT_BY_KIND = text("SELECT kind, count(*) AS claims FROM claim GROUP BY kind ORDER BY min(seq)")

COUNT_BY_MARK = text(
    "SELECT mark, count(*) AS claims FROM claim GROUP BY mark "
    "ORDER BY CASE mark WHEN 'sourced' THEN 1 WHEN 'derived' THEN 2 ELSE 3 END"
)

SUBJECTS = text("SELECT DISTINCT subject FROM claim WHERE kind = :kind")

CLAIM = text("SELECT * FROM claim WHERE id = :claim_id")

LAST_CLAIM = text("SELECT coalesce(max(seq), 0) FROM claim")

CLAIMS = text("SELECT * FROM claim WHERE seq > :after AND seq <= :last ORDER BY seq LIMIT :batch")

CLAIMS_OF_KIND = text("SELECT * FROM claim WHERE kind = :kind AND seq > :after AND seq <= :last ORDER BY seq LIMIT :batch")

JUDGEMENTS = text(
    "SELECT claim_id, verdict, on_day, by_whom, why FROM judgement WHERE claim_id = :claim_id ORDER BY on_day, seq"
)

_KNOWN = (
    "(claim.known_by <= :day OR EXISTS (SELECT 1 FROM package WHERE package.data_date < substr(:next_day, 1, "
    "length(package.data_date)) AND claim.known_on = substr(package.data_date, 1, length(claim.known_on)) AND EXISTS ("
    "SELECT 1 FROM package_claim WHERE package_claim.package_seq = package.seq AND package_claim.claim_id = claim.id))) "
)
"""Known by a day: from the claim itself or from any package that carried it, whichever came first, by a data date that is over
on the day. (A claim keeps the `known_by` of the package that brought it; `rows.known_by` tells what that is.)"""

_LATEST = (
    "FROM claim JOIN judgement ON judgement.seq = ("
    "SELECT latest.seq FROM judgement AS latest WHERE latest.claim_id = claim.id "
    "ORDER BY latest.on_day DESC, latest.seq DESC LIMIT 1) "
    "WHERE judgement.verdict IN ('accepted', 'preferred') AND "
)
"""A claim is judged by its latest judgement."""

_JUDGED_CLAIM = "SELECT claim.*, judgement.claim_id, judgement.verdict, judgement.on_day, judgement.by_whom, judgement.why "

ACCEPTED = text(_JUDGED_CLAIM + _LATEST + _KNOWN + "AND claim.kind = :kind ORDER BY claim.seq")
"""The accepted claims of a kind known by a day."""

EXTENT = text(
    "SELECT claim.kind, count(DISTINCT claim.subject), count(*) "
    + _LATEST
    + _KNOWN
    + "GROUP BY claim.kind ORDER BY min(claim.seq)"
)
"""How many records and claims of each kind a view as of a day shows."""

UNJUDGED = text(
    "SELECT id FROM claim WHERE NOT EXISTS (SELECT 1 FROM judgement WHERE judgement.claim_id = claim.id) ORDER BY seq"
)
