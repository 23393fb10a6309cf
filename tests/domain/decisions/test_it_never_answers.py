"""IT is never the arbiter: it answers no priority question and commits nothing.

Three guards stand behind each other, and each is tried with the others out of the way: the permission matrix and the
commands, the rights of the database role, and the keys and triggers that look at the person whatever role writes.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

import asyncpg
import psycopg
import pytest
from psycopg import sql

from api.app import Mandate
from domain.actor import MAY, Actor, Assignment, Deed, Role
from domain.database import engine
from domain.decisions import commands_answers, commands_commitment
from domain.decisions.kinds import OptionKind, QuestionStatus
from domain.decisions.queries import question
from domain.decisions.rows import QuestionRow
from domain.errors import DomainError, Forbidden
from domain.migrations import guards
from domain.tables import TABLES
from tests.support.builders.decisions import WHY, Clash, clash, count, option_of, options_of, raised, reloaded
from tests.support.business_tables import BUSINESS_TABLES
from tests.support.database import Database
from tests.support.graphql import application, data
from tests.support.personas import Company, Persona

IT = "mandate_it"
ANSWER = """mutation ($question: ID!, $option: ID!) {
  answerPriorityQuestion(question: $question, option: $option, reason: "IT thinks so.") {
    ... on QuestionPayload { question { status } } ... on Problem { code message } } }"""
COMMIT = """mutation ($request: ID!, $version: Int!) { commitRequest(request: $request, expectedVersion: $version) {
    ... on PromisePayload { promise { id } } ... on Problem { code message } } }"""


@pytest.fixture
async def it(company: Company) -> Clash:
    return await clash(company)


@pytest.fixture
async def put(company: Company, it: Clash) -> QuestionRow:
    return await raised(company, it.crowded)


@pytest.fixture
def app(database: Database) -> Mandate:
    return application(database)


async def nothing_decided(put: QuestionRow) -> None:
    now = await question(Actor.system(), put.id)
    assert (now.status, now.outcome, now.closed_at) == (QuestionStatus.OPEN, None, None)
    for table in ("answer", "promise", "slot", "deferral", "funded_capacity", "scope"):
        assert await count(table) == 0, table


async def assignment_of(persona: Persona) -> Assignment:
    return (await persona.as_actor()).assignments[0]


# The first guard: the matrix and the commands.


def test_the_matrix_knows_no_such_right() -> None:
    for deed in (Deed.ANSWER_PRIORITY_QUESTION, Deed.COMMIT_REQUEST, Deed.RANK_REQUEST, Deed.CLOSE_VALUE_REVIEW):
        assert Role.IT not in MAY[deed]
        assert Role.SYSTEM not in MAY[deed]


@pytest.mark.parametrize("who", ["it_platform", "it_data"])
async def test_the_commands_refuse_it_every_option(company: Company, it: Clash, put: QuestionRow, who: str) -> None:
    actor = await company.personas[who].as_actor()
    for option in await options_of(put):
        with pytest.raises(Forbidden, match="a business owner or the governance board may"):
            await commands_answers.answer_priority_question(actor, put.id, option.id, reason=WHY)
    with pytest.raises(Forbidden, match="a business owner may"):
        await commands_commitment.commit_request(actor, it.own.id, expected_version=(await reloaded(it.own)).version)
    await nothing_decided(put)


async def test_the_system_decides_nothing_either(put: QuestionRow) -> None:
    wait = await option_of(put, OptionKind.WAIT)
    with pytest.raises(Forbidden):
        await commands_answers.answer_priority_question(Actor.system(), put.id, wait.id, reason=WHY)


@contextmanager
def unguarded(database: Database) -> Iterator[None]:
    """The database without its guards: all rights to everybody, no triggers, no keys and checks on decisions."""
    with psycopg.connect(database.owner_url, autocommit=True) as owner:
        kept = owner.execute(
            "select conrelid::regclass::text, conname, pg_get_constraintdef(oid) from pg_constraint"
            " where conrelid = any(%s::regclass[]) and contype in ('f', 'c')",
            [["answer", "promise", "promised_benefit", "slot"]],
        ).fetchall()
        tables = [*BUSINESS_TABLES, "request", "priority_question", "question_option", "asked_party"]
        try:
            for table, name, _ in kept:
                owner.execute(
                    sql.SQL("alter table {} drop constraint {}").format(sql.Identifier(table), sql.Identifier(name))
                )
            for table in tables:
                owner.execute(sql.SQL("alter table {} disable trigger user").format(sql.Identifier(table)))
            owner.execute("grant all on all tables in schema public to mandate_it")
            yield
        finally:
            for table in tables:
                owner.execute(sql.SQL("alter table {} enable trigger user").format(sql.Identifier(table)))
            for statement in guards.statements(tuple(table._meta.tablename for table in TABLES)):
                owner.execute(statement)
            owner.execute("grant select on alembic_version to mandate_read")
            for table, name, definition in kept:
                owner.execute(
                    sql.SQL("alter table {} add constraint {} {}").format(
                        sql.Identifier(table), sql.Identifier(name), sql.SQL(definition)
                    )
                )


async def test_without_the_guards_of_the_database_the_api_refuses(
    app: Mandate, company: Company, it: Clash, put: QuestionRow, database: Database
) -> None:
    office = await assignment_of(company.it_platform)
    wait = await option_of(put, OptionKind.WAIT)
    with unguarded(database):
        with psycopg.connect(database.owner_url) as connection:  # the guards are really out of the way
            connection.execute("set local role mandate_it")
            connection.execute(*answer_by(put, wait.id, company.retail, company.it_platform, office.id, "it"))
            connection.rollback()
        for persona in (company.it_platform, company.it_data):
            async with persona.browser(app) as client:
                for option in await options_of(put):
                    given = await data(client, ANSWER, question=str(put.id), option=str(option.id))
                    assert given["answerPriorityQuestion"]["code"] == "FORBIDDEN"
                version = (await reloaded(it.own)).version
                given = await data(client, COMMIT, request=it.own.key, version=version)
                assert given["commitRequest"]["code"] == "FORBIDDEN"
    await nothing_decided(put)


# The second guard: IT's database role has no right to any decision.


def test_its_database_role_may_write_no_decision(database: Database) -> None:
    with psycopg.connect(database.owner_url) as owner:
        for table in sorted(BUSINESS_TABLES):
            for right in ("insert", "update", "delete", "truncate"):
                granted = owner.execute(
                    "select has_table_privilege(%s, %s, %s) or (%s in ('insert', 'update')"
                    " and has_any_column_privilege(%s, %s, %s))",
                    [IT, table, right, right, IT, table, right if right in ("insert", "update") else "select"],
                ).fetchone()
                assert granted == (False,), f"{right} on {table}"
        closing = owner.execute("select has_any_column_privilege(%s, 'priority_question', 'update')", [IT]).fetchone()
        assert closing == (False,)


@pytest.fixture
def anything_goes(monkeypatch: pytest.MonkeyPatch) -> None:
    """The API's checks are gone: everybody may do everything, for every unit, by whatever office they name."""

    def allowed(*_: object, **__: object) -> None:
        return None

    monkeypatch.setattr(engine, "check", allowed)
    for module in (commands_answers, commands_commitment):
        monkeypatch.setattr(module, "check", allowed)
    monkeypatch.setattr("domain.demand.rules.check_step", allowed)
    monkeypatch.setattr(commands_commitment, "check_step", allowed)


def pretend(monkeypatch: pytest.MonkeyPatch, unit: UUID, office: Assignment) -> None:
    """The API takes an actor for somebody in this office, and for an owner of this unit."""

    def held(*_: object, **__: object) -> Assignment:
        return office

    monkeypatch.setattr(Actor, "_assignment", held)
    monkeypatch.setattr(Actor, "unit_ids", property(lambda _: frozenset({unit})))


async def tries(company: Company, it: Clash, put: QuestionRow) -> None:
    """IT answers and commits as an owner would; whatever refuses it must leave nothing behind."""
    actor = await company.it_platform.as_actor()
    wait = await option_of(put, OptionKind.WAIT)
    version = (await reloaded(it.own)).version
    with pytest.raises((DomainError, asyncpg.PostgresError)) as answering:
        await commands_answers.answer_priority_question(actor, put.id, wait.id, reason=WHY)
    with pytest.raises((DomainError, asyncpg.PostgresError)) as committing:
        await commands_commitment.commit_request(actor, it.own.id, expected_version=version)
    for refused in (answering.value, committing.value):
        assert isinstance(
            refused if isinstance(refused, asyncpg.PostgresError) else refused.__cause__, asyncpg.PostgresError
        )
    await nothing_decided(put)


async def test_without_the_api_the_rights_of_its_role_refuse(
    company: Company, it: Clash, put: QuestionRow, anything_goes: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = await assignment_of(company.it_platform)
    actor = await company.it_platform.as_actor()
    wait = await option_of(put, OptionKind.WAIT)
    version = (await reloaded(it.own)).version
    pretend(monkeypatch, company.retail, office)
    monkeypatch.setattr(engine, "database_role", lambda *_: IT)
    with pytest.raises(Forbidden, match="The database refuses to answer a priority question"):
        await commands_answers.answer_priority_question(actor, put.id, wait.id, reason=WHY)
    with pytest.raises(Forbidden, match="The database refuses to commit a request"):
        await commands_commitment.commit_request(actor, it.own.id, expected_version=version)
    monkeypatch.undo()
    await nothing_decided(put)


# The third guard: whatever role writes, the person must be on the business side and in office.


@pytest.mark.parametrize("lie", ["honest", "lying side", "another's office"])
async def test_without_the_api_and_with_an_owners_rights_the_keys_refuse(
    company: Company,
    it: Clash,
    put: QuestionRow,
    anything_goes: None,
    monkeypatch: pytest.MonkeyPatch,
    lie: str,
) -> None:
    own = await assignment_of(company.it_platform)
    offices: dict[str, Assignment] = {
        "honest": own,
        "lying side": Assignment(own.id, Role.OWNER, company.retail),
        "another's office": await assignment_of(company.owner_retail),
    }
    pretend(monkeypatch, company.retail, offices[lie])
    # The role of the deed is an owner's here, so no missing right can be what refuses.
    await tries(company, it, put)


def answer_by(
    put: QuestionRow, option: UUID, unit: UUID, by: Persona, assignment: UUID, side: str
) -> tuple[Any, list[object]]:
    """An answer written by hand."""
    insert = (
        "insert into answer (id, question, option, unit, answered_by, assignment, side, reason, at)"
        " values (gen_random_uuid(), %s, %s, %s, %s, %s, %s, 'IT thinks so.', now())"
    )
    return (
        insert,
        [put.id, option, unit, by.id, assignment, side],
    )


@pytest.mark.parametrize("side", ["it", "business"])
async def test_the_keys_refuse_it_whatever_side_it_claims(
    company: Company, put: QuestionRow, database: Database, side: str
) -> None:
    office = await assignment_of(company.it_platform)
    wait = await option_of(put, OptionKind.WAIT)
    with psycopg.connect(database.owner_url) as connection:
        connection.execute("select set_config('mandate.actor', %s, true)", [str(company.it_platform.id)])
        connection.execute("set local role mandate_owner")
        with pytest.raises(psycopg.errors.CheckViolation if side == "it" else psycopg.errors.ForeignKeyViolation):
            connection.execute(*answer_by(put, wait.id, company.retail, company.it_platform, office.id, side))


async def test_nobody_signs_for_somebody_else(company: Company, put: QuestionRow, database: Database) -> None:
    office = await assignment_of(company.owner_retail)
    wait = await option_of(put, OptionKind.WAIT)
    with psycopg.connect(database.owner_url) as connection:
        connection.execute("select set_config('mandate.actor', %s, true)", [str(company.it_platform.id)])
        connection.execute("set local role mandate_owner")
        with pytest.raises(psycopg.errors.InsufficientPrivilege, match="signed by who writes it"):
            connection.execute(*answer_by(put, wait.id, company.retail, company.owner_retail, office.id, "business"))


@pytest.mark.parametrize("role", ["mandate_owner", "mandate_board", "mandate_worker"])
async def test_no_role_lets_it_close_a_question(
    company: Company, put: QuestionRow, database: Database, role: str
) -> None:
    wait = await option_of(put, OptionKind.WAIT)
    with psycopg.connect(database.owner_url) as connection:
        connection.execute("select set_config('mandate.actor', %s, true)", [str(company.it_platform.id)])
        connection.execute(sql.SQL("set local role {}").format(sql.Identifier(role)))
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute(
                "update priority_question set status = 'decided', outcome = %s, closed_at = now() where id = %s",
                [wait.id, put.id],
            )
    await nothing_decided(put)
