"""Nobody is on the business side and the IT side at once: not by assignment, as a deputy, or past the rules."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import asyncpg
import pytest

from domain.actor import Deed, Role
from domain.audit.actions import Action
from domain.database.columns import new_id
from domain.database.engine import transaction, value
from domain.errors import Conflict, DomainError, Forbidden, NotFound, RuleViolation
from domain.organisation import commands_roles, queries
from tests.support.builders.organisation import deputy_of, events, in_days, told
from tests.support.personas import Company

ASSIGN = commands_roles.assign_role


async def test_it_staff_cannot_be_made_owner_or_board(company: Company) -> None:
    admin = await company.admin.as_actor()
    before = await events()
    for role, unit in ((Role.OWNER, company.retail), (Role.BOARD, None)):
        with pytest.raises(RuleViolation, match="Ivo Plath is IT staff of Platform and cannot be") as refused:
            await ASSIGN(admin, company.it_platform.id, role, unit=unit)
        assert refused.value.rule == "one_side"
    assert await events() == before
    assert not (await company.it_platform.as_actor()).holds(Role.OWNER)


async def test_owners_and_the_board_cannot_be_made_it_staff(company: Company) -> None:
    admin = await company.admin.as_actor()
    for persona in (company.owner_retail, company.board):
        with pytest.raises(RuleViolation, match="cannot be IT staff at the same time"):
            await ASSIGN(admin, persona.id, Role.IT, team=company.data)


async def test_it_staff_cannot_be_an_owners_deputy(company: Company) -> None:
    for principal in (company.owner_retail, company.board):
        with pytest.raises(RuleViolation, match="cannot stand in for a"):
            await deputy_of(principal, company.it_data)


async def test_a_deputy_cannot_be_made_it_staff_meanwhile(company: Company) -> None:
    await deputy_of(company.owner_retail, company.requester)
    admin = await company.admin.as_actor()
    with pytest.raises(RuleViolation, match="Rob Quest is business owner of Retail until"):
        await ASSIGN(admin, company.requester.id, Role.IT, team=company.data)
    await ASSIGN(admin, company.requester.id, Role.IT, team=company.data, from_at=in_days(30))


async def test_sides_can_be_changed_one_after_the_other(company: Company) -> None:
    admin = await company.admin.as_actor()
    held = (await company.it_platform.as_actor()).assignments[0]
    await commands_roles.end_assignment(admin, held.id)
    await ASSIGN(admin, company.it_platform.id, Role.OWNER, unit=company.retail)
    assert (await company.it_platform.as_actor()).owns(company.retail)


async def test_the_database_refuses_both_sides_without_the_rule(company: Company) -> None:
    """Whoever goes around the rule meets the exclusion constraint."""
    with pytest.raises(RuleViolation) as refused:
        async with transaction(await company.admin.as_actor(), Deed.ASSIGN_ROLE) as tx:
            await tx.execute(
                """insert into assignment (id, person, role, side, unit, from_at)
                   values ($1, $2, 'owner', 'business', $3, now())""",
                new_id(),
                company.it_platform.id,
                company.retail,
            )
    assert refused.value.rule == "one_side"


async def test_the_database_refuses_a_role_with_a_lying_side(company: Company) -> None:
    with pytest.raises(asyncpg.CheckViolationError):
        async with transaction(await company.admin.as_actor(), Deed.ASSIGN_ROLE) as tx:
            await tx.execute(
                """insert into assignment (id, person, role, side, unit, from_at)
                   values ($1, $2, 'owner', 'it', $3, now())""",
                new_id(),
                company.it_platform.id,
                company.retail,
            )


async def test_the_database_lets_an_owner_name_deputies_for_nobody_else(company: Company) -> None:
    async def forged(acts_for: Any, unit: Any) -> None:
        async with transaction(await company.owner_retail.as_actor(), Deed.NAME_DEPUTY) as tx:
            await tx.execute(
                """insert into assignment (id, person, role, side, unit, acts_for, from_at)
                   values ($1, $2, 'owner', 'business', $3, $4, now())""",
                new_id(),
                company.outsider.id,
                unit,
                acts_for,
            )

    for acts_for, unit in (
        (None, company.retail),
        (company.owner_finance.id, company.finance),
        (company.owner_retail.id, company.finance),
    ):
        with pytest.raises(Forbidden):
            await forged(acts_for, unit)
    await forged(company.owner_retail.id, company.retail)


async def test_two_administrators_at_once_do_not_put_somebody_on_both_sides(company: Company) -> None:
    admin = await company.admin.as_actor()
    for _ in range(5):
        outcomes = await asyncio.gather(
            ASSIGN(admin, company.outsider.id, Role.OWNER, unit=company.retail),
            ASSIGN(admin, company.outsider.id, Role.IT, team=company.data),
            ASSIGN(admin, company.outsider.id, Role.BOARD),
            return_exceptions=True,
        )
        sides = {a.role.side for a in (await company.outsider.as_actor()).assignments}
        assert len(sides) == 1
        assert all(isinstance(each, DomainError) for each in outcomes if isinstance(each, BaseException))
        for assignment in (await company.outsider.as_actor()).assignments:
            await commands_roles.end_assignment(admin, assignment.id)


@pytest.mark.parametrize(
    "deed",
    [
        lambda c, a: ASSIGN(a, c.outsider.id, Role.OWNER, unit=c.retail),
        lambda c, a: commands_roles.end_assignment(a, new_id()),
    ],
)
async def test_only_administrators_give_and_take_roles(company: Company, deed: Callable[..., Awaitable[Any]]) -> None:
    for name, persona in company.personas.items():
        if name != "admin":
            with pytest.raises(Forbidden, match="an administrator may"):
                await deed(company, await persona.as_actor())


async def test_a_role_given_is_told_and_in_force_at_once(company: Company) -> None:
    admin = await company.admin.as_actor()
    given = await ASSIGN(admin, company.outsider.id, Role.OWNER, unit=company.finance, until_at=in_days(10))
    event = await told(Action.ROLE_ASSIGNED)
    assert (event["actor"], event["subject"]) == (admin.person_id, company.outsider.id)
    assert event["after"]["assignment"] == str(given)
    assert event["after"]["role"] == "owner"
    assert (await company.outsider.as_actor()).owns(company.finance)


async def test_a_role_to_come_is_not_in_force_yet(company: Company) -> None:
    admin = await company.admin.as_actor()
    await ASSIGN(admin, company.outsider.id, Role.OWNER, unit=company.finance, from_at=in_days(1))
    assert not (await company.outsider.as_actor()).owns(company.finance)
    shown = await queries.assignments_by_person(admin, [company.outsider.id])
    assert [each.role for each in shown[company.outsider.id]] == [Role.OWNER]


async def test_the_same_role_twice_at_once_is_refused(company: Company) -> None:
    with pytest.raises(Conflict, match="already holds this role"):
        await ASSIGN(await company.admin.as_actor(), company.owner_retail.id, Role.OWNER, unit=company.retail)


async def test_who_or_what_does_not_exist_gets_no_role(company: Company) -> None:
    admin = await company.admin.as_actor()
    for person, unit in ((new_id(), company.retail), (company.outsider.id, new_id())):
        with pytest.raises(NotFound):
            await ASSIGN(admin, person, Role.OWNER, unit=unit)
    with pytest.raises(RuleViolation):
        await ASSIGN(admin, company.outsider.id, Role.OWNER)
    with pytest.raises(RuleViolation):
        await ASSIGN(admin, company.outsider.id, Role.ADMIN, until_at=in_days(-1), from_at=in_days(-2))


async def test_a_deputy_decides_for_the_owner_during_the_period_only(company: Company) -> None:
    owner = await company.owner_retail.as_actor()
    await commands_roles.name_deputy(owner, company.outsider.id, from_at=in_days(-1), until_at=in_days(3))
    deputy = await company.outsider.as_actor()
    assert deputy.ownership(company.retail).acts_for_id == company.owner_retail.id
    event = await told(Action.DEPUTY_NAMED)
    assert (event["actor"], event["subject"]) == (owner.person_id, company.outsider.id)
    await commands_roles.name_deputy(
        await company.owner_finance.as_actor(), company.outsider.id, from_at=in_days(5), until_at=in_days(6)
    )
    assert (await company.outsider.as_actor()).unit_ids == {company.retail}


async def test_a_board_member_names_a_deputy_for_the_board(company: Company) -> None:
    await deputy_of(company.board, company.outsider)
    assert (await company.outsider.as_actor()).seat().acts_for_id == company.board.id


async def test_a_deputy_names_no_deputy(company: Company) -> None:
    await deputy_of(company.owner_retail, company.outsider)
    with pytest.raises(Forbidden, match="only for your own role"):
        await deputy_of(company.outsider, company.requester)


async def test_nobody_names_a_deputy_for_another_unit_or_oneself_or_the_past(company: Company) -> None:
    with pytest.raises(Forbidden):
        await deputy_of(company.owner_retail, company.outsider, unit=company.finance)
    with pytest.raises(RuleViolation):
        await deputy_of(company.owner_retail, company.owner_retail)
    owner = await company.owner_retail.as_actor()
    with pytest.raises(RuleViolation, match="already over"):
        await commands_roles.name_deputy(owner, company.outsider.id, from_at=in_days(-2), until_at=in_days(-1))
    for name in ("it_platform", "admin", "requester"):
        with pytest.raises(Forbidden):
            await deputy_of(getattr(company, name), company.outsider)


async def test_an_owner_of_two_units_says_which(company: Company) -> None:
    admin = await company.admin.as_actor()
    await ASSIGN(admin, company.owner_retail.id, Role.OWNER, unit=company.finance)
    with pytest.raises(RuleViolation, match="which of your units"):
        await deputy_of(company.owner_retail, company.outsider)
    await deputy_of(company.owner_retail, company.outsider, unit=company.finance)
    assert (await company.outsider.as_actor()).unit_ids == {company.finance}


async def test_a_deputy_does_not_outlast_the_owner(company: Company) -> None:
    admin = await company.admin.as_actor()
    await ASSIGN(admin, company.outsider.id, Role.OWNER, unit=company.finance, until_at=in_days(5))
    with pytest.raises(RuleViolation, match="Your own role ends"):
        await deputy_of(company.outsider, company.requester, days=10)


async def test_ending_an_owners_role_ends_the_deputies_and_tells_both(company: Company) -> None:
    await deputy_of(company.owner_retail, company.outsider)
    admin = await company.admin.as_actor()
    held = (await company.owner_retail.as_actor()).assignments[0]
    before = await events()
    await commands_roles.end_assignment(admin, held.id)
    assert await events() == before + 2
    assert not (await company.owner_retail.as_actor()).assignments
    assert not (await company.outsider.as_actor()).assignments
    with pytest.raises(Conflict, match="ended already"):
        await commands_roles.end_assignment(admin, held.id)


async def test_a_role_that_never_began_ends_empty(company: Company) -> None:
    admin = await company.admin.as_actor()
    given = await ASSIGN(admin, company.outsider.id, Role.BOARD, from_at=in_days(2))
    await commands_roles.end_assignment(admin, given)
    assert await value("select from_at = until_at from assignment where id = $1", given)
    await ASSIGN(admin, company.outsider.id, Role.IT, team=company.data)


async def test_an_actor_is_somebody_active(company: Company) -> None:
    with pytest.raises(NotFound):
        await queries.actor_of(new_id())
