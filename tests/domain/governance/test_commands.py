"""The board, and only the board, sets the policy; every version stays."""

import asyncio
from datetime import timedelta

import asyncpg
import pytest

from domain.actor import Deed
from domain.audit.actions import Action
from domain.database.clock import clock_at, now
from domain.database.columns import new_id
from domain.database.engine import transaction, value
from domain.errors import DomainError, Forbidden, NotFound, RuleViolation
from domain.governance import commands, queries
from domain.governance.rules import PolicySettings
from tests.support.builders.organisation import deputy_of, events, told
from tests.support.personas import SYSTEM, Company

UNSIGNED = """insert into policy (id, version, from_at, settings, reason, set_at)
              values ($1, 9, now(), '{}', 'x', now())"""


async def test_an_installation_starts_with_the_defaults_once(company: Company) -> None:
    first = await queries.policy_now()
    assert (first.version, first.settings, first.set_by) == (1, PolicySettings(), None)
    before = await events()
    assert not any(await asyncio.gather(*(commands.found(SYSTEM) for _ in range(3))))
    assert await events() == before
    with pytest.raises(Forbidden):
        await commands.found(await company.board.as_actor())


async def test_the_board_sets_a_new_version_with_its_reason(company: Company) -> None:
    board = await company.board.as_actor()
    assert await commands.set_policy(board, {"answer_days": 8}, reason=" Holidays. ") == 2
    policy = await queries.policy_now()
    assert (policy.version, policy.settings.answer_days, policy.reason) == (2, 8, "Holidays.")
    assert policy.set_by == board.person_id
    event = await told(Action.POLICY_SET)
    assert (event["actor"], event["before"], event["after"]) == (
        board.person_id,
        {"answer_days": 5},
        {"answer_days": 8},
    )
    assert event["reason"] == "Holidays."


async def test_nobody_but_the_board_sets_the_policy(company: Company) -> None:
    before = await events()
    for name, persona in company.personas.items():
        if not name.startswith("board"):
            with pytest.raises(Forbidden, match="the governance board may"):
                await commands.set_policy(await persona.as_actor(), {"answer_days": 8}, reason="Mine.")
    with pytest.raises(Forbidden):
        await commands.set_policy(SYSTEM, {"answer_days": 8}, reason="Mine.")
    assert await events() == before


async def test_a_board_members_deputy_sets_it_in_their_name(company: Company) -> None:
    await deputy_of(company.board_chair, company.outsider)
    await commands.set_policy(await company.outsider.as_actor(), {"answer_days": 9}, reason="In her absence.")
    assert (await told(Action.POLICY_SET))["acts_for"] == company.board_chair.id


async def test_weights_change_for_the_units_named_only(company: Company) -> None:
    board = await company.board.as_actor()
    await commands.set_policy(board, {"entitlements": {company.retail: 3}}, reason="Peak season.")
    await commands.set_policy(board, {"entitlements": {company.finance: 2}}, reason="Year end.")
    parts = await queries.entitlement_by_unit(board, [company.retail, company.logistics, company.finance, new_id()])
    assert {unit: weight for unit, (weight, _) in parts.items()} == {
        company.retail: 3,
        company.logistics: 1,
        company.finance: 2,
    }
    assert parts[company.retail][1] == 0.5


async def test_what_makes_no_sense_changes_nothing(company: Company) -> None:
    board = await company.board.as_actor()
    before = await events()
    with pytest.raises(NotFound):
        await commands.set_policy(board, {"entitlements": {new_id(): 2}}, reason="X.")
    for changes, reason in (({"answer_days": 0}, "X."), ({"answer_days": 5}, "X."), ({"answer_days": 6}, " ")):
        with pytest.raises(RuleViolation):
            await commands.set_policy(board, changes, reason=reason)
    assert await events() == before


async def test_every_version_can_be_asked_for_by_its_time(company: Company) -> None:
    board = await company.board.as_actor()
    start = now()
    for days, answer_days in ((1, 6), (2, 7)):
        with clock_at(start + timedelta(days=days)):
            await commands.set_policy(board, {"answer_days": answer_days}, reason="Learned.")
    for days, version in ((-1, 0), (0, 1), (1.5, 2), (3, 3)):
        assert (await queries.policy_at(start + timedelta(days=days))).version == version
    assert [each.version for each in await queries.policy_history(board)] == [3, 2, 1]


async def test_members_who_set_it_at_once_all_make_their_own_version(company: Company) -> None:
    board, chair = await company.board.as_actor(), await company.board_chair.as_actor()
    outcomes = await asyncio.gather(
        *(
            commands.set_policy(member, {"answer_days": 10 + n}, reason=f"Try {n}.")
            for n, member in enumerate((board, chair) * 5)
        ),
        return_exceptions=True,
    )
    versions = [each for each in outcomes if isinstance(each, int)]
    assert sorted(versions) == list(range(2, 2 + len(versions)))
    assert all(isinstance(each, DomainError) for each in outcomes if isinstance(each, BaseException))
    assert await value("select count(*) from policy") == len(versions) + 1


async def test_the_database_keeps_policies_from_everybody_else(company: Company) -> None:
    """With the rules out of the way: the role of IT may not insert, and nobody edits a version."""
    with pytest.raises(Forbidden, match="The database refuses"):
        async with transaction(await company.it_data.as_actor(), Deed.LOG_CAPACITY) as tx:
            await tx.execute(
                UNSIGNED,
                new_id(),
            )
    with pytest.raises(Forbidden):
        async with transaction(await company.board.as_actor(), Deed.SET_POLICY) as tx:
            await tx.execute("update policy set reason = 'other'")
    with pytest.raises(asyncpg.CheckViolationError):
        async with transaction(await company.board.as_actor(), Deed.SET_POLICY) as tx:
            await tx.execute(
                UNSIGNED,
                new_id(),
            )
