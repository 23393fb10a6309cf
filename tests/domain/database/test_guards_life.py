"""PostgreSQL keeps the life of a request: each step by the role and the person who may make it, and no other step."""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import product
from uuid import UUID

import pytest

from domain.actor import SYSTEM_ID, Role
from domain.demand.rows import RequestRow
from domain.demand.rules import LIFE, RequestState
from tests.support.builders.demand import submitted
from tests.support.database import Database
from tests.support.intruder import Line, attempt, owning
from tests.support.personas import Company

DENIED = "42501"
ROLES = {
    Role.REQUESTER: "mandate_requester",
    Role.OWNER: "mandate_owner",
    Role.IT: "mandate_it",
    Role.BOARD: "mandate_board",
    Role.ADMIN: "mandate_admin",
    Role.SYSTEM: "mandate_worker",
}


@pytest.fixture
async def request_(company: Company) -> RequestRow:
    return await submitted(company)


@contextmanager
def being(database: Database, request: RequestRow, state: RequestState) -> Iterator[Line]:
    """A connection on which the request is in a state, by the hand of the schema's owner; undone afterwards."""
    with owning(database) as line:
        line.execute("alter table request disable trigger life")
        line.execute("update request set state = %s, state_reason = 'x' where id = %s", [state.value, request.id])
        line.execute("alter table request enable always trigger life")
        yield line


def people(company: Company) -> dict[Role, UUID]:
    return {
        Role.REQUESTER: company.requester.id,
        Role.OWNER: company.owner_retail.id,
        Role.IT: company.it_platform.id,
        Role.BOARD: company.board.id,
        Role.ADMIN: company.admin.id,
        Role.SYSTEM: SYSTEM_ID,
    }


def led(line: Line, role: Role, person: UUID, to: RequestState) -> str | None:
    return attempt(line, ROLES[role], person, f"update request set state = '{to.value}'")


async def test_every_step_is_allowed_to_whom_the_life_names_and_to_nobody_else(
    database: Database, company: Company, request_: RequestRow
) -> None:
    who, wrong = people(company), []
    for state in RequestState:
        with being(database, request_, state) as line:
            for to, role in product(RequestState, Role):
                if to is state:
                    continue
                expected = None if role in LIFE.get((state, to), ()) else DENIED
                if led(line, role, who[role], to) != expected:
                    wrong.append((state, to, role, expected))
    assert wrong == []


async def test_no_step_is_made_by_another_person_in_the_right_role(
    database: Database, company: Company, request_: RequestRow
) -> None:
    everybody = people(company) | {"other owner": company.owner_logistics.id, "other team": company.it_data.id}
    wrong, tried = [], 0
    for (state, to), roles in LIFE.items():
        with being(database, request_, state) as line:
            for role, (name, person) in product(roles, everybody.items()):
                gives_way = (state, to) == (RequestState.COMMITTED, RequestState.ESTIMATED)
                expected = (
                    name == role
                    or (role is Role.IT and name == "other team")  # which team is on it is a matter of facts
                    or (role is Role.OWNER and name == "other owner" and gives_way)  # displaced by their consent
                )
                tried += 1
                if (led(line, role, person, to) is None) != expected:
                    wrong.append((state, to, role, name))
    assert wrong == []
    assert tried > 200


async def test_it_never_says_no_nor_later(database: Database, company: Company, request_: RequestRow) -> None:
    aside = {RequestState.PARKED, RequestState.WITHDRAWN, RequestState.REROUTED, RequestState.RANKED}
    assert not [step for step, roles in LIFE.items() if Role.IT in roles and step[1] in aside]
    for state in RequestState:
        with being(database, request_, state) as line:
            for to, role in product(aside - {state}, Role):
                assert led(line, role, company.it_platform.id, to) == DENIED, (state, to, role)


async def test_a_request_is_not_removed(database: Database, company: Company, request_: RequestRow) -> None:
    with owning(database) as line:
        for role, person in people(company).items():
            for statement in ("delete from request", "truncate request cascade"):
                assert attempt(line, ROLES[role], person, statement) == DENIED
