"""PostgreSQL alone keeps IT from deciding: with every check of the product out of the way, as whichever role."""

from datetime import timedelta

import pytest

from domain.actor import DATABASE_ROLES
from domain.database.clock import clock_at, now
from domain.database.engine import DB
from domain.migrations.guards import APPEND_ONLY, BUSINESS_ONLY
from domain.planning.queries import current_plan
from domain.ranking.commands_comparison import compare_requests
from domain.ranking.commands_credits import close_period
from domain.ranking.commands_decide_by import reconfirm_request
from tests.support.builders.evidence import Evidence, evidence
from tests.support.builders.planning import round_held
from tests.support.business_tables import BUSINESS_TABLES
from tests.support.database import Database
from tests.support.intruder import attempt, copied, intruding, owning, refusal, signed
from tests.support.personas import SYSTEM, Company

DENIED = "42501"
REFERENCE, CHECKED, EXCLUDED = "23503", "23514", "23P01"

# table → (role that writes it, who signs, what to change so that nothing but a guard refuses one more row)
MORE = {
    "rank_move": ("mandate_owner", "moved_by", {"version": "one.version + 1000"}, "true"),
    "endorsement": ("mandate_owner", "endorsed_by", {"unit": "(select id from unit where code = 'finance')"}, "true"),
    "answer": ("mandate_owner", "answered_by", {"supersedes": "null"}, "true"),
    "promise": ("mandate_owner", "committed_by", {"version": "one.version + 1000"}, "true"),
    "measurement": ("mandate_owner", "measured_by", {"month": "'2031-01-01'", "supersedes": "null"}, "true"),
    "review_verdict": (
        "mandate_board",
        "closed_by",
        {"review": "(select id from value_review where id not in (select review from review_verdict) limit 1)"},
        "true",
    ),
    "policy": ("mandate_board", "set_by", {"version": "one.version + 1000"}, "set_by is not null"),
    "budget": ("mandate_board", "set_by", {"month": "'2031-01-01'"}, "true"),
    "planning_round": ("mandate_board", "held_by", {"number": "one.number + 1000"}, "true"),
    "scenario": ("mandate_owner", "saved_by", {"number": "one.number + 1000"}, "true"),
}  # fmt: skip


@pytest.fixture
async def portfolio(company: Company) -> Evidence:
    made = await evidence(company)
    owner = await company.owner_retail.as_actor()
    one, other = made.clash.own.key, made.ranked.key
    await compare_requests(owner, company.retail, [one, other], best=other, worst=one)
    await reconfirm_request(owner, one, reason="It still matters.")
    with clock_at(now() + timedelta(days=40)):
        await close_period(SYSTEM)
    await round_held(company)
    await current_plan()  # whoever looks first stores the plan that stands since the round
    return made


async def test_there_is_a_row_of_everything_that_is_decided(database: Database, portfolio: Evidence) -> None:
    with owning(database) as line:
        empty = {
            table
            for table in {*BUSINESS_TABLES, *APPEND_ONLY}
            if not line.execute(f'select exists (select from "{table}")'.encode()).fetchone()[0]  # type: ignore[index]
        }
    # What only the outcome of a question writes; the whole life of a request goes through those.
    assert empty <= {"deferral", "funded_capacity", "scope"}


async def test_its_role_writes_no_decision(database: Database, company: Company) -> None:
    held: list[str] = []
    with intruding(database) as line:
        for table in sorted(BUSINESS_TABLES):
            columns = [
                str(name)
                for (name,) in line.execute(
                    "select attname from pg_attribute"
                    " where attrelid = %s::regclass and attnum > 0 and not attisdropped",
                    [f'"{table}"'],
                )
            ]
            statements = (
                f'insert into "{table}" default values',
                f'delete from "{table}"',
                f'truncate "{table}" cascade',
                *(f'update "{table}" set "{column}" = "{column}"' for column in columns),
            )
            held += [one for one in statements if attempt(line, "mandate_it", company.it_platform.id, one) != DENIED]
    assert held == []


async def test_its_role_changes_nothing_about_a_request_but_facts(database: Database, portfolio: Evidence) -> None:
    it, request = portfolio, portfolio.ranked.id
    with intruding(database) as line:
        staff = line.execute("select person from assignment where role = 'it' limit 1").fetchone()[0]  # type: ignore[index]
        for change in (
            "sponsor = null",
            "route = 'self_service'",
            "lane = 'mandatory'",
            "state_reason = 'no'",
            "look_again_on = '2031-01-01'",
            "unit = unit",
            "deadline = '2031-01-01'",
            "state = 'parked'",
            "state = 'withdrawn'",
            "state = 'rerouted'",
            "state = 'committed'",
            "state = 'closed'",
        ):
            statement = f"update request set {change} where id = '{request}'"
            assert attempt(line, "mandate_it", staff, statement) == DENIED, change
            # Nor as anybody else's role: the person counts.
            for role in DATABASE_ROLES:
                assert attempt(line, role, staff, statement) == DENIED, (role, change)
        for change in ("status = 'lapsed', closed_at = now()", "outcome = id", "status = 'escalated'"):
            statement = f"update priority_question set {change} where id = '{it.question.id}'"
            for role in ("mandate_it", "mandate_owner", "mandate_board", "mandate_requester", "mandate_admin"):
                assert attempt(line, role, staff, statement) == DENIED, (role, change)


@pytest.mark.parametrize("table", sorted(MORE))
async def test_it_decides_under_no_role_with_no_office(
    database: Database, company: Company, portfolio: Evidence, table: str
) -> None:
    role, signer, changes, where = MORE[table]
    with intruding(database) as line:
        kept, staff, office = line.execute(
            f'select one."{signer}", a.person, a.id from "{table}" one, assignment a'
            f" where a.role = 'it' and ({where}) limit 1".encode()
        ).fetchone()  # type: ignore[misc]
        new = {"id": "gen_random_uuid()"} | changes
        its = {**new, signer: f"'{staff}'", "assignment": f"'{office}'"}
        assert attempt(line, role, kept, copied(table, new, where)) is None, "the owner or board member may"
        # with its own office, honestly or lying about the side
        assert attempt(line, role, staff, copied(table, its | {"side": "'it'"}, where)) in (CHECKED, DENIED)
        assert attempt(line, role, staff, copied(table, its | {"side": "'business'"}, where)) in (REFERENCE, DENIED)
        # with the office of who may: signed by oneself, or in their name
        assert attempt(line, role, staff, copied(table, new | {signer: f"'{staff}'"}, where)) in (REFERENCE, DENIED)
        assert attempt(line, role, staff, copied(table, new, where)) == DENIED
        # an office that nobody holds
        assert attempt(line, role, staff, copied(table, its | {"assignment": "gen_random_uuid()"}, where)) == DENIED


async def test_an_office_that_ended_decides_nothing(database: Database, company: Company, portfolio: Evidence) -> None:
    for table, (role, signer, changes, where) in MORE.items():
        with owning(database) as line:
            kept, office = line.execute(
                f'select "{signer}", assignment from "{table}" where {where} limit 1'.encode()
            ).fetchone()  # type: ignore[misc]
            new = copied(table, {"id": "gen_random_uuid()"} | changes, where)
            assert attempt(line, role, kept, new) is None
            line.execute("update assignment set until_at = from_at where id = %s", [office])
            assert attempt(line, role, kept, new) == DENIED, table


async def test_tables_without_a_signature_are_the_business_sides(
    database: Database, company: Company, portfolio: Evidence
) -> None:
    with intruding(database) as line:
        for table in BUSINESS_ONLY:
            granted = [
                (role, verb)
                for role in DATABASE_ROLES
                for verb in ("INSERT", "DELETE")
                if line.execute("select has_table_privilege(%s, %s, %s)", [role, table, verb]).fetchone() == (True,)
            ]
            assert granted, table
            for role, verb in granted:
                statement = (
                    f'insert into "{table}" select * from "{table}"' if verb == "INSERT" else f'delete from "{table}"'
                )
                for person in (company.it_platform, company.admin, company.requester):
                    assert attempt(line, role, person.id, statement) == DENIED, (table, role, verb, person.name)


async def test_it_promises_no_value_under_any_role(database: Database, company: Company, portfolio: Evidence) -> None:
    more = copied(
        "benefit",
        {"id": "gen_random_uuid()", "number": "one.number + 1000", "declared_by": f"'{company.it_platform.id}'"},
    )
    with intruding(database) as line:
        for role in DATABASE_ROLES:
            assert attempt(line, role, company.it_platform.id, more) == DENIED, role
            dropped = "update benefit set dropped_at = now()"
            assert attempt(line, role, company.it_platform.id, dropped) == DENIED, role
            changed = "update benefit set likely_cents = 1, low_cents = 1"
            assert attempt(line, role, company.owner_retail.id, changed) == DENIED, role


async def test_it_brings_no_request_as_mandatory_sponsored_or_for_somebody_else(
    database: Database, company: Company, portfolio: Evidence
) -> None:
    def brought(**changes: str) -> str:
        return copied(
            "request",
            {
                "id": "gen_random_uuid()",
                "number": "one.number + 1000",
                "state": "'submitted'",
                "submitter": f"'{company.it_platform.id}'",
                "sponsor": "null",
            }
            | changes,
        ).replace('"request" select', '"request" overriding system value select')

    staff = company.it_platform.id
    with intruding(database) as line:
        assert attempt(line, "mandate_requester", staff, brought()) is None
        for changes in (
            {"lane": "'mandatory'"},
            {"sponsor": f"'{company.owner_retail.id}'"},
            {"submitter": f"'{company.requester.id}'"},
            {"state": "'ranked'"},
            {"state": "'committed'"},
        ):
            assert attempt(line, "mandate_requester", staff, brought(**changes)) == DENIED, changes
        assert attempt(line, "mandate_admin", staff, brought()) == DENIED


async def test_nobody_is_on_both_sides_and_nobody_changes_sides_with_a_past(
    database: Database, company: Company, portfolio: Evidence
) -> None:
    """Not even the owner of the schema."""
    appointed = (
        "insert into assignment (id, person, role, side, unit, team, from_at)"
        " values (gen_random_uuid(), %s, %s, %s, %s, %s, now())"
    )
    as_it = (company.owner_retail.id, "it", "it", None, company.platform)
    as_owner = (company.it_platform.id, "owner", "business", company.retail, None)
    with owning(database) as line:
        signed(line, "none", company.admin.id)
        assert refusal(line, appointed, *as_it) == EXCLUDED
        assert refusal(line, appointed, *as_owner) == EXCLUDED
        assert refusal(line, appointed, company.outsider.id, "owner", "it", company.retail, None) == CHECKED
        assert refusal(line, appointed, company.outsider.id, "it", "business", None, company.platform) == CHECKED
        assert refusal(line, appointed, company.outsider.id, "owner", "business", None, company.platform) == CHECKED
        changed = "update assignment set role = 'it', side = 'it', unit = null, team = %s where person = %s"
        for person in (company.owner_retail, company.board):
            assert refusal(line, changed, company.platform, person.id) in (REFERENCE, "23001")
        assert refusal(line, "delete from assignment where person = %s", company.owner_retail.id) in (
            REFERENCE,
            "23001",
        )
    with intruding(database) as line:
        for role in ("mandate_admin", "mandate_access"):
            for change in ("side = 'business'", "role = 'owner'", "person = acts_for", "from_at = now()"):
                statement = f"update assignment set {change}"
                assert attempt(line, role, company.admin.id, statement) == DENIED, change


async def test_only_administrators_assign_and_deputies_are_named_by_whom_they_stand_in_for(
    database: Database, company: Company
) -> None:
    def appointed(role: str, unit: str, acts_for: str) -> str:
        return (
            "insert into assignment (id, person, role, side, unit, acts_for, from_at) values (gen_random_uuid(),"
            f" '{company.outsider.id}', '{role}', 'business', {unit}, {acts_for}, now())"
        )

    retail = f"'{company.retail}'"
    with intruding(database) as line:
        for who in (company.it_platform, company.owner_retail, company.board, company.requester):
            for role in ("mandate_admin", "mandate_access"):
                assert attempt(line, role, who.id, appointed("owner", retail, "null")) == DENIED, who.name
        assert attempt(line, "mandate_admin", company.admin.id, appointed("owner", retail, "null")) is None
        for who, acts_for in (
            (company.it_platform, f"'{company.it_platform.id}'"),
            (company.it_platform, f"'{company.owner_retail.id}'"),
            (company.owner_logistics, f"'{company.owner_logistics.id}'"),
            (company.owner_retail, "null"),
            (company.owner_retail, f"'{company.owner_logistics.id}'"),
        ):
            assert attempt(line, "mandate_owner", who.id, appointed("owner", retail, acts_for)) == DENIED
        named = appointed("owner", retail, f"'{company.owner_retail.id}'")
        assert attempt(line, "mandate_owner", company.owner_retail.id, named) is None


async def test_nothing_is_dated_back_or_signed_for_somebody_else(
    database: Database, company: Company, portfolio: Evidence
) -> None:
    with intruding(database) as line:
        signed(line, "mandate_owner", company.owner_retail.id)
        line.execute(
            "select set_config('mandate.clock', '2020-01-01T00:00:00Z', true)"
        )  # the serving login tells no time
        line.execute(
            copied(
                "rank_move",
                {"id": "gen_random_uuid()", "version": "9999", "at": "'2020-01-01'"},
                f"moved_by = '{company.owner_retail.id}'",
            ).encode()
        )
        stamped = line.execute("select at > now() - interval '1 minute' from rank_move where version = 9999").fetchone()
        assert stamped == (True,)
        for column in ("at", "recorded_at", "actor", "xact", "number"):
            assert refusal(line, f"insert into audit_event ({column}) values (null)") == DENIED
        line.execute(
            "insert into audit_event (id, action, subject_kind, subject) values (gen_random_uuid(), 'x', 'x', %s)",
            [company.retail],
        )
        told = line.execute("select actor, at > now() - interval '1 minute' from audit_event where action = 'x'")
        assert told.fetchone() == (company.owner_retail.id, True)


async def test_evidence_is_not_changed_removed_or_emptied_even_by_its_owner(
    database: Database, portfolio: Evidence
) -> None:
    with owning(database) as line:
        for mode in ("origin", "replica"):
            line.execute(f"set local session_replication_role = {mode}".encode())
            for table in APPEND_ONLY:
                column = line.execute(
                    "select attname from pg_attribute where attrelid = %s::regclass and attnum = 1", [table]
                ).fetchone()[0]  # type: ignore[index]
                for statement in (
                    f'update "{table}" set "{column}" = "{column}"',
                    f'delete from "{table}"',
                    f'truncate "{table}" cascade',
                ):
                    assert refusal(line, statement) == DENIED, (mode, statement)


async def test_the_serving_login_alone_has_no_right_and_starts_as_a_reader(
    database: Database, company: Company
) -> None:
    with intruding(database, role=None) as line:
        for table in ("request", "person", "credential", "rank_move", "audit_event", "pgqueuer"):
            assert refusal(line, f'select from "{table}"') == DENIED
            assert refusal(line, f'insert into "{table}" default values') == DENIED
        for statement in ("create table mine (id int)", "create role mine", "drop table draft", "set role postgres"):
            assert refusal(line, statement) == DENIED, statement
        assert refusal(line, "alter table rank_move disable trigger all") == DENIED
        assert refusal(line, "set local session_replication_role = replica") == DENIED
        signed(line, "mandate_read", company.owner_retail.id)
        assert refusal(line, "select from request") is None
        assert refusal(line, "select from credential") == DENIED
        for role in set(DATABASE_ROLES) - {"mandate_access"}:
            assert attempt(line, role, company.admin.id, "select from credential") == DENIED
        tables = [str(name) for (name,) in line.execute("select tablename from pg_tables where schemaname = 'public'")]
        for table in tables:
            for statement in (f'insert into "{table}" default values', f'delete from "{table}"', f'truncate "{table}"'):
                assert refusal(line, statement) == DENIED, statement
    assert DB.reads is not None
    assert await DB.reads.fetchval("select current_user") == "mandate_read"
    assert DB.pool is not None
    assert await DB.pool.fetchval("select current_user") == "mandate_read"


async def test_no_role_of_the_product_could_take_the_guards_away(database: Database) -> None:
    with owning(database) as line:
        names = [*DATABASE_ROLES, "mandate_app"]
        strong = line.execute(
            "select rolname from pg_roles where rolname = any(%s)"
            " and (rolsuper or rolcreaterole or rolcreatedb or rolbypassrls or rolreplication or rolinherit)",
            [names],
        ).fetchall()
        assert strong == []
        owned = line.execute(
            "select relname from pg_class c join pg_roles r on r.oid = c.relowner where rolname = any(%s)", [names]
        ).fetchall()
        assert owned == []
        members = line.execute(
            "select r.rolname, m.rolname from pg_auth_members x join pg_roles r on r.oid = x.roleid"
            " join pg_roles m on m.oid = x.member where m.rolname = any(%s) and m.rolname <> 'mandate_app'",
            [names],
        ).fetchall()
        assert members == []
        asleep = line.execute(
            "select tgrelid::regclass::text, tgname from pg_trigger t join pg_class c on c.oid = t.tgrelid"
            " join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'public'"
            " where not tgisinternal and tgenabled <> 'A' and c.relname not like 'pgqueuer%'"
        ).fetchall()
        assert asleep == []


async def test_decisions_never_go_with_what_they_refer_to(database: Database) -> None:
    with owning(database) as line:
        cascading = line.execute(
            "select conrelid::regclass::text, conname from pg_constraint where contype = 'f' and confdeltype <> 'r'"
            " and connamespace = 'public'::regnamespace and conrelid::regclass::text = any(%s)",
            [[*BUSINESS_TABLES, *APPEND_ONLY]],
        ).fetchall()
    assert cascading == []
