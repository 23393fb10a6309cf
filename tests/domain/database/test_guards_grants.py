"""The rights and guards that are in force, compared with the reviewed list beside this file.

After a wanted change write the list anew with MANDATE_WRITE_GRANTED=1 and read its difference.
"""

import os
from pathlib import Path

import psycopg

from domain.migrations import grants
from tests.support.business_tables import BUSINESS_TABLES
from tests.support.database import Database

LIST = Path(__file__).with_name("granted.txt")

# One line for each right: role, verb, table, and the columns unless it is the whole table.
RIGHTS = """
select format('%s %s %s%s', role, verb, name, columns) from (
  select coalesce(r.rolname, 'public') as role, lower(a.privilege_type) as verb, c.relname as name, '' as columns
  from pg_class c cross join aclexplode(c.relacl) a left join pg_roles r on r.oid = a.grantee
  where c.relnamespace = 'public'::regnamespace and a.grantee <> c.relowner
  union all
  select coalesce(r.rolname, 'public'), lower(a.privilege_type), c.relname,
    ' (' || string_agg(t.attname, ', ' order by t.attname) || ')'
  from pg_class c join pg_attribute t on t.attrelid = c.oid cross join aclexplode(t.attacl) a
  left join pg_roles r on r.oid = a.grantee
  where c.relnamespace = 'public'::regnamespace and a.grantee <> c.relowner group by 1, 2, 3
) granted order by 1
"""
TRIGGERS = """
select format('trigger %s on %s: %s', t.tgname, t.tgrelid::regclass,
  regexp_replace(pg_get_triggerdef(t.oid), '^CREATE TRIGGER \\S+ (.*) ON \\S+ (.*)$', '\\1 \\2'))
from pg_trigger t join pg_class c on c.oid = t.tgrelid
where not tgisinternal and c.relnamespace = 'public'::regnamespace and c.relname not like 'pgqueuer%' order by 1
"""
TAGS = """
select format('key %s: %s', conrelid::regclass, pg_get_constraintdef(oid)) from pg_constraint
where contype = 'f' and array_length(conkey, 1) > 1 and connamespace = 'public'::regnamespace
union all
select format('exclusion %s: %s', conrelid::regclass, pg_get_constraintdef(oid)) from pg_constraint
where contype = 'x' and connamespace = 'public'::regnamespace order by 1
"""


def in_force(database: Database) -> list[str]:
    with psycopg.connect(database.owner_url) as owner:
        return [str(line) for query in (RIGHTS, TRIGGERS, TAGS) for (line,) in owner.execute(query.encode())]


async def test_the_rights_and_guards_are_those_that_were_reviewed(database: Database) -> None:
    found = in_force(database)
    if os.environ.get("MANDATE_WRITE_GRANTED"):
        LIST.write_text("\n".join(found) + "\n", encoding="utf-8")
    reviewed = LIST.read_text(encoding="utf-8").splitlines()
    assert sorted(set(found) - set(reviewed)) == [], "in force, but not reviewed"
    assert sorted(set(reviewed) - set(found)) == [], "reviewed, but not in force"


def test_nothing_that_only_the_business_writes_is_granted_to_it() -> None:
    for verb in (grants.INSERT, grants.UPDATE):
        assert set(verb[grants.IT]) & BUSINESS_TABLES == set()
    assert grants.IT not in grants.DELETE
    assert grants.UPDATE[grants.IT]["request"] == ("state", "state_since", "version")
