"""Who is who, found by id, code, address or name."""

import pytest

from domain.actor import Role
from domain.database.columns import new_id
from domain.errors import NotFound
from domain.organisation import queries
from tests.support.builders.organisation import deputy_of
from tests.support.personas import Company


async def test_units_teams_and_people_answer_to_id_and_short_name(company: Company) -> None:
    assert await queries.unit_id("Retail") == await queries.unit_id(str(company.retail)) == company.retail
    assert await queries.team_id("data") == await queries.team_id(company.data) == company.data
    assert await queries.person_id("IT.DATA@test.example") == company.it_data.id
    for wanted in (queries.unit_id, queries.team_id, queries.person_id):
        for ref in ("nothing", "", str(new_id())):
            with pytest.raises(NotFound):
                await wanted(ref)


async def test_people_are_found_by_every_word(company: Company) -> None:
    actor = await company.requester.as_actor()
    assert [each.name for each in await queries.people(actor, "lowe logistics")] == ["Liam Lowe"]
    assert [each.name for each in await queries.people(actor, "BOARD test")] == ["Bo Board", "Cara Chair"]
    assert await queries.people(actor, "%") == ()
    assert len(await queries.people(actor)) == len(company.personas)


async def test_owners_deciders_and_staff_come_by_unit_and_team(company: Company) -> None:
    actor = await company.requester.as_actor()
    await deputy_of(company.owner_retail, company.outsider)
    ids = [company.retail, company.finance, new_id()]
    owners = await queries.owners_by_unit(actor, ids)
    assert {unit: [p.name for p in people] for unit, people in owners.items()} == {
        company.retail: ["Rita Reed"],
        company.finance: ["Fay Finch"],
    }
    deciders = await queries.deciders_by_unit(actor, ids)
    assert [p.name for p in deciders[company.retail]] == ["Otto Outs", "Rita Reed"]
    staff = await queries.staff_by_team(actor, [company.platform])
    assert [p.name for p in staff[company.platform]] == ["Ivo Plath"]
    assert [p.name for p in await queries.board_members(actor)] == ["Bo Board", "Cara Chair"]


async def test_batches_leave_out_what_does_not_exist(company: Company) -> None:
    actor = await company.requester.as_actor()
    unknown = new_id()
    assert set(await queries.unit_by_id(actor, [company.retail, unknown])) == {company.retail}
    assert set(await queries.team_by_id(actor, [company.data, unknown])) == {company.data}
    assert set(await queries.person_by_id(actor, [company.board.id, unknown])) == {company.board.id}
    assert set(await queries.assignment_by_id(actor, [unknown])) == set()


async def test_the_actor_carries_roles_and_the_tokens_scopes(company: Company) -> None:
    actor = await company.it_platform.as_actor(scopes=frozenset({"read"}))
    assert actor.roles == {Role.REQUESTER, Role.IT}
    assert actor.staffs(company.platform)
    assert actor.scopes == {"read"}
