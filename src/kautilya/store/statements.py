"""Every statement that a store runs, in the SQL that SQLite and PostgreSQL share."""

from sqlalchemy import bindparam, text

SCHEMA_VERSION = text("SELECT value FROM meta WHERE name = 'schema_version'")

ADD_META = text("INSERT INTO meta (name, value) VALUES (:name, :value)")

ADD_REVISION = text("INSERT INTO alembic_version (version_num) VALUES (:revision)")

ADD_PACKAGE = text(
    "INSERT INTO package (seq, digest, name, version, data_date, title, licences, row_count, recorded_on) "
    "VALUES (:seq, :digest, :name, :version, :data_date, :title, :licences, :row_count, :recorded_on)"
)

ADD_CLAIM = text(
    "INSERT INTO claim (seq, id, kind, subject, attribute, raw, unit, mark, source, says, quote, confidence, checked, "
    "known_on, known_basis, known_by, valid_from, valid_to, recorded_on, origin) "
    "VALUES (:seq, :id, :kind, :subject, :attribute, :raw, :unit, :mark, :source, :says, :quote, :confidence, :checked, "
    ":known_on, :known_basis, :known_by, :valid_from, :valid_to, :recorded_on, :origin)"
)

ADD_MEMBERSHIP = text("INSERT INTO package_claim (package_seq, position, claim_id) VALUES (:package_seq, :position, :claim_id)")

ADD_JUDGEMENT = text(
    "INSERT INTO judgement (seq, claim_id, verdict, on_day, by_whom, why, undoes) "
    "VALUES (:seq, :claim_id, :verdict, :on_day, :by_whom, :why, :undoes)"
)

ADD_IDENTITY = text(
    "INSERT INTO identity (seq, kind, subject, other_kind, other_subject, on_day, by_whom, why, undoes) "
    "VALUES (:seq, :kind, :subject, :other_kind, :other_subject, :on_day, :by_whom, :why, :undoes)"
)

ADD_DATASET = text(
    "INSERT INTO dataset (seq, sha256, edition, layout, file, row_count, recorded_on, facts) "
    "VALUES (:seq, :sha256, :edition, :layout, :file, :row_count, :recorded_on, :facts)"
)

ADD_FRAME = text("INSERT INTO dataset_frame (dataset_seq, name, content) VALUES (:dataset_seq, :name, :content)")

ADD_RECORDING = text(
    "INSERT INTO recording (seq, day, at, by_whom, what, why, packages, claims, judgements, identities, datasets, content, "
    "previous, chain) VALUES (:seq, :day, :at, :by_whom, :what, :why, :packages, :claims, :judgements, :identities, :datasets, "
    ":content, :previous, :chain)"
)

LAST_RECORDING = text("SELECT * FROM recording ORDER BY seq DESC LIMIT 1")

LAST_RECORDING_BY = text("SELECT * FROM recording WHERE day <= :day ORDER BY seq DESC LIMIT 1")

RECORDINGS = text("SELECT * FROM recording ORDER BY seq")

HELD_CLAIMS = text("SELECT id, seq FROM claim WHERE id IN :ids").bindparams(bindparam("ids", expanding=True))

SAME_JUDGEMENT = text(
    "SELECT 1 FROM judgement WHERE claim_id = :claim_id AND verdict = :verdict AND on_day = :on_day AND by_whom = :by_whom "
    "AND why = :why AND undoes IS NULL AND seq <= :before LIMIT 1"
)
"""Whether the same was judged up to a number."""

SAME_IDENTITY = text(
    "SELECT 1 FROM identity WHERE kind = :kind AND subject = :subject AND other_kind = :other_kind "
    "AND other_subject = :other_subject AND on_day = :on_day AND by_whom = :by_whom AND why = :why AND undoes IS NULL "
    "AND seq <= :before LIMIT 1"
)
"""Whether the same was said up to a number."""

HISTORIES = text(
    "SELECT judgement.*, undo.on_day AS undone_on, undo.by_whom AS undone_by_whom, undo.why AS undone_why "
    "FROM judgement LEFT JOIN judgement AS undo ON undo.undoes = judgement.seq AND undo.seq <= :judgements "
    "WHERE judgement.undoes IS NULL AND judgement.seq <= :judgements "
    "ORDER BY judgement.claim_id, judgement.on_day, undo.seq IS NULL, judgement.seq"
)
"""All judgements on all claims, as of a reach, claim by claim; of one day those that were taken back come first."""

MERGES = text(
    "SELECT identity.*, undo.on_day AS undone_on, undo.by_whom AS undone_by_whom, undo.why AS undone_why "
    "FROM identity LEFT JOIN identity AS undo ON undo.undoes = identity.seq AND undo.seq <= :identities "
    "WHERE identity.undoes IS NULL AND identity.seq <= :identities ORDER BY identity.seq"
)
"""All that was ever said to be the same, as of a reach, with what took it back."""

IDENTITIES = text(
    "SELECT identity.*, undo.seq AS undone_by FROM identity LEFT JOIN identity AS undo ON undo.undoes = identity.seq "
    "AND undo.seq <= :identities WHERE identity.undoes IS NULL AND identity.seq <= :identities ORDER BY identity.seq"
)
"""Which subjects are said to be the same, as of a reach; `undone_by` where that was taken back."""

SUBJECT_EXISTS = text("SELECT 1 FROM claim WHERE kind = :kind AND subject = :subject LIMIT 1")

KNOWN_BY = text("SELECT id, known_by FROM claim WHERE id IN :ids").bindparams(bindparam("ids", expanding=True))

FIRST_RECORDED = text(
    "SELECT kind, subject, min(seq) FROM claim WHERE kind = :kind AND subject IN :subjects GROUP BY kind, subject"
).bindparams(bindparam("subjects", expanding=True))
"""When something was first recorded of some subjects, judged or not."""

PACKAGES = text("SELECT * FROM package WHERE seq <= :packages ORDER BY seq")

DATA_DATES = text("SELECT DISTINCT data_date FROM package WHERE seq <= :packages")

LATEST_KNOWN = text("SELECT max(known_by) FROM claim WHERE seq <= :claims")

PACKAGE = text("SELECT * FROM package WHERE digest = :digest")

COUNT_CLAIMS = text("SELECT count(*) FROM claim")

COUNT_JUDGEMENTS = text("SELECT count(*) FROM judgement WHERE undoes IS NULL")

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

CLAIMS_ABOUT = text(
    "SELECT * FROM claim WHERE kind = :kind AND subject = :subject AND attribute = :attribute AND seq <= :claims ORDER BY seq"
)

JUDGEMENTS = text(
    "SELECT judgement.*, undo.seq AS undone_by, undo.on_day AS undone_on, undo.by_whom AS undone_by_whom, "
    "undo.why AS undone_why FROM judgement "
    "LEFT JOIN judgement AS undo ON undo.undoes = judgement.seq AND undo.seq <= :judgements "
    "WHERE judgement.claim_id = :claim_id AND judgement.undoes IS NULL AND judgement.seq <= :judgements "
    "ORDER BY judgement.on_day, judgement.seq"
)
"""The judgements on one claim, as of a reach, oldest first, each with what took it back."""

_CARRIED = (
    "package.seq <= :packages AND claim.known_on = substr(package.data_date, 1, length(claim.known_on)) AND ("
    "EXISTS (SELECT 1 FROM recording WHERE recording.packages < package.seq AND recording.claims >= claim.seq) OR EXISTS ("
    "SELECT 1 FROM package_claim AS before WHERE before.claim_id = claim.id AND before.package_seq < package.seq)) "
    "AND EXISTS (SELECT 1 FROM package_claim WHERE package_claim.package_seq = package.seq "
    "AND package_claim.claim_id = claim.id)"
)
"""Whether a package carried a claim that was there already, and its data date is a day that the claim may mean. (A claim keeps
the `known_by` that it was recorded with, which a package's ledger may tell; `rows.known_by` tells what else it is.)"""

_IN_TIME = (
    "(claim.known_by <= :day OR EXISTS (SELECT 1 FROM package WHERE "
    "package.data_date < substr(:next_day, 1, length(package.data_date)) AND "
)

_KNOWN = _IN_TIME + _CARRIED + ")) "
"""Known by a day: from the claim itself or from any later package that carried it, whichever day is earlier; of a package, a
data date that is over on the day."""

_EARLIER = (
    "SELECT claim.id, package.data_date FROM package JOIN claim "
    "ON claim.known_by > package.data_date AND length(claim.known_on) < 10 WHERE "
)

EARLIER = text(_EARLIER + _CARRIED)
"""The claims that a later package may make known earlier than what brought them, with its data date."""

_LATEST = (
    "FROM claim JOIN judgement ON judgement.seq = ("
    "SELECT latest.seq FROM judgement AS latest WHERE latest.claim_id = claim.id AND latest.undoes IS NULL "
    "AND latest.seq <= :judgements AND NOT EXISTS ("
    "SELECT 1 FROM judgement AS undo WHERE undo.undoes = latest.seq AND undo.seq <= :judgements) "
    "ORDER BY latest.on_day DESC, latest.seq DESC LIMIT 1) "
    "WHERE claim.seq <= :claims AND judgement.verdict IN ('accepted', 'preferred') AND "
)
"""The accepted claims, as of a reach; a claim is judged by its latest judgement that is not undone."""

_JUDGED_CLAIM = "SELECT claim.*, judgement.claim_id, judgement.verdict, judgement.on_day, judgement.by_whom, judgement.why "

ACCEPTED = text(_JUDGED_CLAIM + _LATEST + _KNOWN + "AND claim.kind = :kind ORDER BY claim.seq")
"""The accepted claims of a kind known by a day."""

CELLS = text(
    "SELECT claim.seq, claim.id, claim.subject, claim.attribute, claim.raw, claim.unit, claim.mark, claim.known_on, "
    "claim.known_basis, claim.valid_from, claim.valid_to, claim.recorded_on, judgement.verdict, judgement.on_day "
    + _LATEST
    + _KNOWN
    + "AND claim.kind = :kind AND claim.seq > :after ORDER BY claim.seq LIMIT :batch"
)
"""Of the same, some at a time, what a fold needs, and beside it the columns whose words are checked."""

ACCEPTED_ABOUT = text(
    _JUDGED_CLAIM + _LATEST + _KNOWN + "AND claim.kind = :kind AND claim.subject IN :subjects ORDER BY claim.seq"
).bindparams(bindparam("subjects", expanding=True))
"""The same of some records of a kind."""

ACCEPTED_AMONG = text(
    _JUDGED_CLAIM + _LATEST + _KNOWN + "AND claim.kind = :kind AND claim.id IN :claim_ids ORDER BY claim.seq"
).bindparams(bindparam("claim_ids", expanding=True))
"""Those of them that have one of some ids."""

EXTENT = text(
    "SELECT claim.kind, count(DISTINCT claim.subject), count(*) "
    + _LATEST
    + _KNOWN
    + "GROUP BY claim.kind ORDER BY min(claim.seq)"
)
"""How many records and claims of each kind a view shows."""

UNJUDGED = text(
    "SELECT id FROM claim WHERE NOT EXISTS (SELECT 1 FROM judgement WHERE judgement.claim_id = claim.id "
    "AND judgement.undoes IS NULL AND NOT EXISTS (SELECT 1 FROM judgement AS undo WHERE undo.undoes = judgement.seq)) "
    "ORDER BY seq"
)
"""Proposed claims: those that nobody has judged, or only with judgements that were taken back."""
