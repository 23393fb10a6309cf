"""A fingerprint of everything that is kept, to see that a refusal left nothing behind."""

from domain.database.engine import rows

# Signing in and being limited are not deeds; a session's end moves as it is used.
_ASIDE = ("session", "sign_in_count", "credential", "alembic_version")


async def traces(*only: str) -> dict[str, tuple[int, str]]:
    """How many rows each table has and what they say, of all tables or of these."""
    tables = list(only) or [
        each["tablename"]
        for each in await rows("select tablename from pg_tables where schemaname = 'public' order by 1")
        if each["tablename"] not in _ASIDE
    ]
    whole = " union all ".join(
        f"select '{table}' as name, count(*) as rows, coalesce(md5(string_agg(md5(t::text), '' order by md5(t::text))),"
        f" '') as said from \"{table}\" t"
        for table in tables
    )
    return {each["name"]: (each["rows"], each["said"]) for each in await rows(whole)}


DECISIONS = (
    "request",
    "benefit",
    "ranking_list",
    "rank_entry",
    "rank_move",
    "endorsement",
    "answer",
    "promise",
    "promised_benefit",
    "measurement",
    "review_verdict",
    "policy",
    "budget",
    "assignment",
    "slot",
    "deferral",
    "funded_capacity",
    "scope",
)
