"""Administrators add people, units and teams; everybody chooses their own preferences."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from domain.actor import Actor
from domain.audit.actions import Action
from domain.errors import Conflict, DomainError, Forbidden, RuleViolation
from domain.organisation import commands, commands_roles, queries
from tests.support.builders.organisation import events, told
from tests.support.personas import SYSTEM, Company

ADDING: dict[str, Callable[[Actor], Awaitable[Any]]] = {
    "add_person": lambda actor: commands.add_person(actor, name="New One", email="new@test.example"),
    "add_unit": lambda actor: commands.add_unit(actor, code="legal", name="Legal"),
    "add_team": lambda actor: commands.add_team(actor, code="mobile", name="Mobile", day_rate_cents=70_000),
}


@pytest.mark.parametrize("deed", ADDING)
async def test_only_an_administrator_adds(company: Company, deed: str) -> None:
    before = await events()
    for name, persona in company.personas.items():
        if name != "admin":
            with pytest.raises(Forbidden, match="an administrator may"):
                await ADDING[deed](await persona.as_actor())
    assert await events() == before
    await ADDING[deed](await company.admin.as_actor())
    assert await events() == before + 1


async def test_a_person_is_kept_tidily_and_told(company: Company) -> None:
    admin = await company.admin.as_actor()
    added = await commands.add_person(admin, name="  Eva   Lind ", email=" Eva.Lind@Test.Example ")
    person = await queries.person("eva.lind@test.example")
    assert (person.id, person.name, person.email, person.active) == (added, "Eva Lind", "eva.lind@test.example", True)
    event = await told(Action.PERSON_ADDED)
    assert (event["actor"], event["subject"]) == (admin.person_id, added)
    assert event["after"] == {"name": "Eva Lind", "email": "eva.lind@test.example"}


async def test_one_email_address_is_one_person(company: Company) -> None:
    admin = await company.admin.as_actor()
    with pytest.raises(Conflict, match="already here"):
        await commands.add_person(admin, name="Rita Two", email=company.owner_retail.email.upper())


async def test_a_code_belongs_to_one_unit_and_one_team(company: Company) -> None:
    admin = await company.admin.as_actor()
    with pytest.raises(Conflict, match="Another unit"):
        await commands.add_unit(admin, code="RETAIL", name="Retail again")
    with pytest.raises(Conflict, match="Another team"):
        await commands.add_team(admin, code="data", name="Data again", day_rate_cents=1)


@pytest.mark.parametrize(
    "wrong",
    [
        lambda admin: commands.add_person(admin, name=" ", email="x@test.example"),
        lambda admin: commands.add_person(admin, name="X", email="nobody"),
        lambda admin: commands.add_person(admin, name="X", email="x@test.example", password="short"),
        lambda admin: commands.add_unit(admin, code="two words", name="X"),
        lambda admin: commands.add_team(admin, code="x", name="X", day_rate_cents=-1),
    ],
)
async def test_what_breaks_a_rule_changes_nothing(company: Company, wrong: Callable[[Actor], Awaitable[Any]]) -> None:
    before = await events()
    with pytest.raises(RuleViolation):
        await wrong(await company.admin.as_actor())
    assert await events() == before


async def test_there_is_one_first_administrator(company: Company) -> None:
    with pytest.raises(Conflict, match="already has an administrator"):
        await commands_roles.found_administrator(SYSTEM, name="Second", email="second@test.example")
    with pytest.raises(Forbidden):
        await commands_roles.found_administrator(await company.admin.as_actor(), name="X", email="x@test.example")


async def test_everybody_chooses_their_own_preferences(company: Company) -> None:
    actor = await company.it_data.as_actor()
    await commands.set_preferences(actor, locale="de", time_zone="Europe/Zurich")
    await commands.set_preferences(actor, locale="fr")
    person = await queries.person(company.it_data.id)
    assert (person.locale, person.time_zone) == ("fr", "Europe/Zurich")
    event = await told(Action.PREFERENCES_SET)
    assert (event["actor"], event["before"]["locale"], event["after"]["locale"]) == (actor.person_id, "de", "fr")
    with pytest.raises(RuleViolation):
        await commands.set_preferences(actor, time_zone="Nowhere")


async def test_the_system_adds_nobody(company: Company) -> None:
    with pytest.raises(DomainError):
        await commands.add_unit(SYSTEM, code="x", name="X")
