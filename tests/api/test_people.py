"""People, units, teams, roles and deputies over HTTP."""

from typing import Any

import pytest

from api.app import Mandate
from domain.audit.actions import Action
from tests.support.builders.organisation import deputy_of, in_days, told
from tests.support.graphql import asked, codes, data
from tests.support.personas import Company, anonymous

PROBLEM = "... on Problem { code message rule violations { path message } }"
ADD: dict[str, tuple[str, Action]] = {
    "addPerson": (
        """mutation { it: addPerson(name: "New One", email: "new@test.example") {
             ... on PersonPayload { person { id name email active assignments { id } } } PROBLEM } }""",
        Action.PERSON_ADDED,
    ),
    "addUnit": (
        """mutation { it: addUnit(code: "Legal", name: "Legal") {
             ... on UnitPayload { unit { id code entitlement share requestCount } } PROBLEM } }""",
        Action.UNIT_ADDED,
    ),
    "addTeam": (
        """mutation { it: addTeam(code: "mobile", name: "Mobile", dayRate: "812.5") {
             ... on TeamPayload { team { id code dayRate { amount currency } } } PROBLEM } }""",
        Action.TEAM_ADDED,
    ),
}
ADD = {name: (document.replace("PROBLEM", PROBLEM), action) for name, (document, action) in ADD.items()}
ASSIGN = f"""mutation ($person: ID!, $role: Role!, $unit: ID, $team: ID) {{
  assignRole(person: $person, role: $role, unit: $unit, team: $team) {{
    ... on AssignmentPayload {{ person {{ name }} assignment {{ id role from until unit {{ code }} team {{ code }} }} }}
    {PROBLEM} }} }}"""
END = f"""mutation ($assignment: ID!) {{ endAssignment(assignment: $assignment) {{
    ... on AssignmentPayload {{ assignment {{ id until }} }} {PROBLEM} }} }}"""
DEPUTY = f"""mutation ($deputy: ID!, $from: DateTime!, $until: DateTime!) {{
  nameDeputy(deputy: $deputy, from: $from, until: $until) {{
    ... on AssignmentPayload {{ person {{ name }} assignment {{ role unit {{ code }} actsFor {{ name }} }} }}
    {PROBLEM} }} }}"""


@pytest.mark.parametrize("mutation", ADD)
async def test_only_administrators_add(app: Mandate, company: Company, mutation: str) -> None:
    document, action = ADD[mutation]
    for name, persona in company.personas.items():
        async with persona.browser(app) as client:
            answer = (await data(client, document))["it"]
        if name == "admin":
            assert "code" not in answer, answer
            assert (await told(action))["actor"] == company.admin.id
        else:
            assert answer["code"] == "FORBIDDEN", name
            assert "an administrator may" in answer["message"]
    async with anonymous(app) as client:
        assert codes(await asked(client, document)) == ["UNAUTHENTICATED"]


async def test_what_was_added_is_answered_whole(app: Mandate, company: Company) -> None:
    async with company.admin.browser(app) as client:
        person = (await data(client, ADD["addPerson"][0]))["it"]["person"]
        assert person == {**person, "name": "New One", "active": True, "assignments": []}
        unit = (await data(client, ADD["addUnit"][0]))["it"]["unit"]
        assert unit == {**unit, "code": "legal", "entitlement": 1, "share": 0.25, "requestCount": 0}
        team = (await data(client, ADD["addTeam"][0]))["it"]["team"]
        assert team["dayRate"] == {"amount": "812.50", "currency": "EUR"}
        again = (await data(client, ADD["addUnit"][0]))["it"]
        assert again["code"] == "CONFLICT"
        node = await data(client, "query ($id: ID!) { node(id: $id) { ... on Unit { code } } }", id=unit["id"])
        assert node == {"node": {"code": "legal"}}


async def test_it_staff_are_not_made_owners_and_owners_not_it_staff(app: Mandate, company: Company) -> None:
    async with company.admin.browser(app) as client:
        for person, role, scope in (
            (company.it_data, "OWNER", {"unit": "retail"}),
            (company.it_data, "BOARD", {}),
            (company.owner_retail, "IT", {"team": "data"}),
            (company.board, "IT", {"team": "data"}),
        ):
            problem = (await data(client, ASSIGN, person=str(person.id), role=role, **scope))["assignRole"]
            assert (problem["code"], problem["rule"]) == ("RULE_VIOLATION", "one_side"), (person, role)
            assert "the business decides priorities, IT never does" in problem["message"]
            assert problem["violations"][0]["path"] == "role"


async def test_a_role_is_given_by_names_and_taken_again(app: Mandate, company: Company) -> None:
    async with company.admin.browser(app) as client:
        given = (await data(client, ASSIGN, person="outsider@test.example", role="OWNER", unit="finance"))["assignRole"]
        assert given["person"]["name"] == "Otto Outs"
        assert given["assignment"]["unit"] == {"code": "finance"}
        assert given["assignment"]["until"] is None
        ended = (await data(client, END, assignment=given["assignment"]["id"]))["endAssignment"]
        assert ended["assignment"]["until"] is not None
        for wrong in ("x", "00000000-0000-7000-8000-000000000000"):
            assert (await data(client, END, assignment=wrong))["endAssignment"]["code"] == "NOT_FOUND"
        unknown = (await data(client, ASSIGN, person="outsider@test.example", role="OWNER", unit="x"))["assignRole"]
        assert unknown["code"] == "NOT_FOUND"
        missing = (await data(client, ASSIGN, person="outsider@test.example", role="IT"))["assignRole"]
        assert [each["path"] for each in missing["violations"]] == ["team"]


@pytest.mark.parametrize("document", [ASSIGN, END])
async def test_only_administrators_give_and_take_roles(app: Mandate, company: Company, document: str) -> None:
    variables: dict[str, Any] = {"assignment": "x"}
    if document == ASSIGN:
        variables = {"person": str(company.outsider.id), "role": "OWNER", "unit": "retail"}
    for name, persona in company.personas.items():
        if name != "admin":
            async with persona.browser(app) as client:
                (answer,) = (await data(client, document, **variables)).values()
            assert answer["code"] == "FORBIDDEN", name


async def test_owners_and_board_name_deputies_from_the_business_only(app: Mandate, company: Company) -> None:
    period = {"from": in_days(-1).isoformat(), "until": in_days(5).isoformat()}
    async with company.owner_logistics.browser(app) as client:
        refused = (await data(client, DEPUTY, deputy=str(company.it_platform.id), **period))["nameDeputy"]
        assert (refused["code"], refused["rule"]) == ("RULE_VIOLATION", "one_side")
        assert refused["violations"][0]["path"] == "deputy"
        named = (await data(client, DEPUTY, deputy="outsider@test.example", **period))["nameDeputy"]
        assert named == {
            "person": {"name": "Otto Outs"},
            "assignment": {"role": "OWNER", "unit": {"code": "logistics"}, "actsFor": {"name": "Liam Lowe"}},
        }
    for name in ("it_platform", "it_data", "admin", "requester"):
        async with company.personas[name].browser(app) as client:
            answer = (await data(client, DEPUTY, deputy=str(company.outsider.id), **period))["nameDeputy"]
        assert answer["code"] == "FORBIDDEN", name


async def test_me_says_what_one_holds_and_may(app: Mandate, company: Company) -> None:
    await deputy_of(company.owner_retail, company.outsider)
    document = """{ me { id person { id name email } roles units { code mayRank } teams { code mayLog }
                    actsFor { name } locale timeZone may demo currency tokens { id } } }"""
    async with company.outsider.browser(app) as client:
        me = (await data(client, document))["me"]
    assert me["roles"] == ["REQUESTER", "OWNER"]
    assert me["units"] == [{"code": "retail", "mayRank": True}]
    assert me["actsFor"] == [{"name": "Rita Reed"}]
    assert (me["locale"], me["timeZone"], me["demo"], me["currency"]) == ("en", "UTC", False, "EUR")
    assert "rank_request" in me["may"]
    assert me["id"] != me["person"]["id"]
    async with company.it_data.browser(app) as client:
        me = (await data(client, document))["me"]
    assert me["teams"] == [{"code": "data", "mayLog": True}]
    assert not {"rank_request", "commit_request", "answer_priority_question", "park_request"} & set(me["may"])


async def test_everybody_sees_who_is_who(app: Mandate, company: Company) -> None:
    document = """query ($text: String) {
      units { code owners { name } mayRank share entitlement requestCount }
      teams { code staff { name } mayLog dayRate { amount } }
      people(text: $text) { name email assignments { role unit { code } team { code } } } }"""
    async with company.requester.browser(app) as client:
        seen = await data(client, document, text="ida")
    assert [(u["code"], u["owners"][0]["name"], u["mayRank"]) for u in seen["units"]] == [
        ("finance", "Fay Finch", False),
        ("logistics", "Liam Lowe", False),
        ("retail", "Rita Reed", False),
    ]
    assert sum(unit["share"] for unit in seen["units"]) == pytest.approx(1)
    assert [(t["code"], t["staff"][0]["name"]) for t in seen["teams"]] == [
        ("data", "Ida Dahl"),
        ("platform", "Ivo Plath"),
    ]
    assert seen["people"] == [
        {
            "name": "Ida Dahl",
            "email": "it.data@test.example",
            "assignments": [{"role": "IT", "unit": None, "team": {"code": "data"}}],
        }
    ]
    async with anonymous(app) as client:
        for question in ("{ units { code } }", "{ teams { code } }", "{ people { name } }"):
            assert codes(await asked(client, question)) == ["UNAUTHENTICATED"]


async def test_preferences_are_ones_own(app: Mandate, company: Company) -> None:
    document = f"""mutation ($locale: String, $zone: String) {{ setPreferences(locale: $locale, timeZone: $zone) {{
        ... on PreferencesPayload {{ me {{ locale timeZone }} }} {PROBLEM} }} }}"""
    async with company.it_data.browser(app) as client:
        done = (await data(client, document, locale="fr", zone="Europe/Paris"))["setPreferences"]
        assert done == {"me": {"locale": "fr", "timeZone": "Europe/Paris"}}
        wrong = (await data(client, document, zone="Nowhere"))["setPreferences"]
        assert wrong["violations"][0]["path"] == "timeZone"
