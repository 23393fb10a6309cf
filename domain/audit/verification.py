"""Whether the evidence is guarded and whole, as far as the database itself can tell.

What this cannot see: somebody with the rights of a superuser who took the guards away, rewrote rows consistently and
put the guards back. Only a copy kept elsewhere shows that.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.actor import DATABASE_ROLES, SYSTEM_ID
from domain.audit.actions import Action
from domain.database.engine import rows, snapshot, value

GUARDS = ("append_only", "no_truncate")


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at, and what is wrong with it; `wrong` is empty when all is well."""

    looked_at: str
    wrong: tuple[str, ...] = ()


async def verify(evidence: Sequence[str]) -> tuple[Finding, ...]:
    """Look at guards, grants and events. `evidence` names the tables whose rows nobody may change or remove."""
    async with snapshot():
        return (
            await _guards(evidence),
            await _signatures(),
            await _grants(evidence),
            await _events(),
            await _doers(),
            await _order(),
        )


async def _guards(evidence: Sequence[str]) -> Finding:
    found = await rows(
        """
        select c.relname as name, t.tgname as guard, t.tgenabled::text as mode
        from pg_trigger t join pg_class c on c.oid = t.tgrelid
        where c.relnamespace = 'public'::regnamespace and not t.tgisinternal and c.relname = any($1)
        """,
        list(evidence),
    )
    in_force = {(each["name"], each["guard"]) for each in found if each["mode"] == "A"}
    wrong = [
        f"{table}: the guard {guard} is missing or switched off"
        for table in evidence
        for guard in GUARDS
        if (table, guard) not in in_force
    ]
    return Finding(f"guards that keep the rows of {len(evidence)} tables of evidence", tuple(wrong))


async def _signatures() -> Finding:
    mode = await value(
        "select tgenabled::text from pg_trigger where tgname = 'audited' and tgrelid = 'audit_event'::regclass"
    )
    wrong = () if mode == "A" else ("audit_event: events are not signed by the database",)
    return Finding("the database signs every event with actor, time and transaction", wrong)


async def _grants(evidence: Sequence[str]) -> Finding:
    found = await rows(
        """
        select role, name, verb
        from unnest($1::text[]) role, unnest($2::text[]) name, unnest(array['UPDATE', 'DELETE', 'TRUNCATE']) verb
        where has_table_privilege(role, format('public.%I', name), verb)
        """,
        list(DATABASE_ROLES),
        list(evidence),
    )
    wrong = [f"{each['role']} may {each['verb'].lower()} {each['name']}" for each in found]
    return Finding("no role of the product may change or remove evidence", tuple(wrong))


async def _events() -> Finding:
    unknown = await rows(
        "select distinct action from audit_event where action <> all($1)", [each.value for each in Action]
    )
    count = await value("select count(*) from audit_event")
    return Finding(f"{count} events of known kinds", tuple(f"unknown kind {each['action']}" for each in unknown))


async def _doers() -> Finding:
    found = await rows(
        """
        select number from audit_event e
        where (actor <> $1 and not exists (select from person where id = e.actor))
           or (acts_for is not null and not exists (select from person where id = e.acts_for))
        order by number limit 20
        """,
        SYSTEM_ID,
    )
    return Finding(
        "every event names a known person or the system",
        tuple(f"event {each['number']}: nobody knows who did it" for each in found),
    )


async def _order() -> Finding:
    ahead = await value(
        "select count(*) from audit_event where xact >= pg_snapshot_xmax(pg_current_snapshot())::text::bigint"
    )
    wrong = (f"{ahead} events come from another server's transactions; `restore` settles them",) if ahead else ()
    return Finding("every event belongs to a transaction of this server", wrong)
