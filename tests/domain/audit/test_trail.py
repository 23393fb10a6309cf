"""The trail: one event for each deed, signed by the database, never changed, cut to what the reader may see."""

import asyncpg
import pytest

from domain.actor import Actor, Deed
from domain.audit import queries
from domain.audit.actions import LEAVES_PORTFOLIO, Action
from domain.audit.trail import record, trace
from domain.audit.verification import verify
from domain.database.columns import new_id
from domain.database.engine import transaction, value
from domain.errors import Forbidden
from domain.migrations.guards import APPEND_ONLY
from domain.quantities import Month
from tests.support.database import Database
from tests.support.personas import Company


async def noted(
    actor: Actor, action: Action = Action.REQUEST_COMMENTED, deed: Deed = Deed.COMMENT, **more: object
) -> int:
    """An event by itself, as a command writes it."""
    async with transaction(actor, deed) as tx:
        return await record(tx, action, subject_kind="request", subject=new_id(), **more)  # type: ignore[arg-type]


async def test_an_event_is_signed_by_the_database_and_keeps_what_changed(company: Company) -> None:
    actor = await company.requester.as_actor()
    token = trace.set("request-7")
    try:
        number = await noted(
            actor,
            before={"place": 2, "month": Month(2026, 11)},
            after={"place": 1, "units": {company.retail}},
            reason="It pays sooner",
        )
    finally:
        trace.reset(token)
    (event,) = await queries.audit_trail(actor, limit=1)
    assert (event.number, event.actor, event.actor_name) == (number, company.requester.id, "Rob Quest")
    assert event.before == {"place": 2, "month": "2026-11"}
    assert event.after == {"place": 1, "units": [str(company.retail)]}
    assert (event.reason, event.trace) == ("It pays sooner", "request-7")


async def test_a_deed_that_fails_leaves_no_event(company: Company) -> None:
    actor = await company.requester.as_actor()
    before = await value("select max(number) from audit_event")

    async def failing() -> None:
        async with transaction(actor, Deed.COMMENT) as tx:
            await record(tx, Action.REQUEST_COMMENTED, subject_kind="request", subject=new_id())
            raise RuntimeError("after the event")

    with pytest.raises(RuntimeError, match="after the event"):
        await failing()
    assert await value("select max(number) from audit_event") == before


@pytest.mark.parametrize("sql", ["update audit_event set reason = 'x'", "delete from audit_event"])
async def test_no_role_of_the_product_changes_or_removes_events(company: Company, sql: str) -> None:
    for persona, deed in (
        (company.owner_retail, Deed.RANK_REQUEST),
        (company.it_platform, Deed.LOG_CAPACITY),
        (company.board, Deed.SET_POLICY),
        (company.admin, Deed.ADD_UNIT),
    ):
        actor = await persona.as_actor()
        with pytest.raises(Forbidden):
            async with transaction(actor, deed) as tx:
                await tx.execute(sql)


async def test_even_the_owner_of_the_tables_does_not_change_events(database: Database, company: Company) -> None:
    connection = await asyncpg.connect(database.owner_url)
    try:
        for sql in ("update audit_event set reason = 'x'", "delete from audit_event", "truncate audit_event"):
            with pytest.raises(asyncpg.InsufficientPrivilegeError, match="evidence"):
                await connection.execute(sql)
    finally:
        await connection.close()


async def test_nobody_signs_for_somebody_else_or_at_another_time(company: Company) -> None:
    actor = await company.requester.as_actor()
    for column, given in (("actor", "gen_random_uuid()"), ("at", "now() - interval '1 year'"), ("xact", "1")):
        with pytest.raises(Forbidden):
            async with transaction(actor, Deed.COMMENT) as tx:
                await tx.execute(
                    f"insert into audit_event (id, action, subject_kind, subject, {column})"
                    f" values (gen_random_uuid(), 'request.commented', 'request', gen_random_uuid(), {given})"
                )


async def test_drafts_and_faces_are_seen_by_who_made_them_alone(company: Company) -> None:
    requester = await company.requester.as_actor()
    for action, deed in ((Action.DRAFT_SAVED, Deed.SAVE_DRAFT), (Action.PULSE_GIVEN, Deed.GIVE_PULSE)):
        number = await noted(requester, action, deed)
        seen = {
            name
            for name, persona in company.personas.items()
            if number in [event.number for event in await queries.audit_trail(await persona.as_actor(), limit=5)]
        }
        assert seen == {"requester"}


async def test_access_is_seen_by_the_person_and_by_who_watches_over_the_installation(company: Company) -> None:
    number = await noted(await company.requester.as_actor(), Action.TOKEN_CREATED, Deed.COMMENT)
    seen = {
        name
        for name, persona in company.personas.items()
        if number in [event.number for event in await queries.audit_trail(await persona.as_actor(), limit=5)]
    }
    assert seen == {"requester", "admin", "board", "board_chair"}


async def test_the_trail_comes_in_pages_newest_first_and_by_subject(company: Company) -> None:
    actor = await company.admin.as_actor()
    all_events = await queries.audit_trail(actor, limit=1000)
    numbers = [event.number for event in all_events]
    assert numbers == sorted(numbers, reverse=True)
    assert await queries.count_of_events(actor) == len(numbers)
    later = await queries.audit_trail(actor, before_number=numbers[2], limit=2)
    assert [event.number for event in later] == numbers[3:5]
    about_retail = await queries.audit_trail(actor, subject=company.retail, limit=10)
    assert [event.text for event in about_retail] == ["Ada Minh added the unit Retail."]


async def test_evidence_is_verified_and_a_guard_that_is_off_is_found(database: Database, company: Company) -> None:
    assert [finding.wrong for finding in await verify(APPEND_ONLY)] == [()] * 6
    connection = await asyncpg.connect(database.owner_url)
    await connection.execute("alter table promise disable trigger append_only")
    await connection.execute("grant delete on measurement to mandate_it")
    try:
        wrong = [line for finding in await verify(APPEND_ONLY) for line in finding.wrong]
    finally:
        await connection.execute("alter table promise enable always trigger append_only")
        await connection.execute("revoke delete on measurement from mandate_it")
        await connection.close()
    assert wrong == ["promise: the guard append_only is missing or switched off", "mandate_it may delete measurement"]


async def test_an_event_by_nobody_known_is_found(database: Database, company: Company) -> None:
    connection = await asyncpg.connect(database.owner_url)
    try:
        number = await connection.fetchval(
            "insert into audit_event (id, actor, xact, at, recorded_at, action, subject_kind, subject)"
            " values (gen_random_uuid(), gen_random_uuid(), 0, now(), now(), 'request.parked', 'request',"
            " gen_random_uuid()) returning number"
        )
    finally:
        await connection.close()
    wrong = [line for finding in await verify(APPEND_ONLY) for line in finding.wrong]
    assert wrong == [f"event {number}: nobody knows who did it"]


async def test_the_data_version_is_the_last_event_that_changed_the_portfolio(company: Company) -> None:
    actor = await company.requester.as_actor()
    number = await noted(actor, Action.REQUEST_CHANGED)
    changed = await queries.data_version()
    assert changed.newest == number == await value("select max(number) from audit_event")
    for action in sorted(LEAVES_PORTFOLIO):
        await noted(actor, action)
    assert await queries.data_version() == changed
    await noted(actor, Action.REQUEST_CHANGED)
    assert await queries.data_version() != changed
