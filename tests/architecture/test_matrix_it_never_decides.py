"""IT decides nothing, twice over: without the product's checks the database refuses, without its guards the API."""

import os
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import timedelta

import httpx
import pytest

from api.app import Mandate
from domain.actor import Role
from domain.database.clock import clock_at, now
from tests.support.allow_all import GUARDS, OFFICES, allow_all, listening, unguarded
from tests.support.attacks import ATTACKS, Attack, Attempt, forged_jobs
from tests.support.builders.demand import submitted
from tests.support.database import PREFIX, Database, Server
from tests.support.graphql import application
from tests.support.personas import Company, anonymous, founded
from tests.support.principals import token_of
from tests.support.traces import traces

# People, units and teams are an administrator's to add, but nothing about a priority: there the API alone stands.
ADMINISTRATION = {"addPerson", "addUnit", "addTeam"}


async def company_with_a_past() -> Company:
    with clock_at(now() - timedelta(days=100)):
        return await founded()


@asynccontextmanager
async def attackers(app: Mandate, company: Company) -> AsyncIterator[dict[str, httpx.AsyncClient]]:
    async with AsyncExitStack() as stack:
        browser = await stack.enter_async_context(company.it_platform.browser(app))
        program = await stack.enter_async_context(anonymous(app))
        program.headers["Authorization"] = f"Bearer {await token_of(company.it_platform)}"
        yield {"it": browser, "it token": program}


def test_there_are_at_least_forty_ways() -> None:
    assert len({attack.name for attack in ATTACKS}) >= 40


async def set_up(company: Company) -> list[tuple[str, str, Attempt]]:
    """Every attack, ready. What escalates everything comes first, what needs room at the top of the list last."""

    def turn(attack: Attack) -> int:
        return 0 if "escalated" in attack.name else 2 if attack.name.startswith("commit") else 1

    return [(attack.name, attack.by, await attack.set_up(company)) for attack in sorted(ATTACKS, key=turn)]


@pytest.mark.parametrize("office", OFFICES)
async def test_without_the_checks_of_the_product_the_database_refuses(
    database: Database, office: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    company = await company_with_a_past()
    ready = await set_up(company)
    own = (await company.it_platform.as_actor()).assignments[0]
    owner, board = await company.owner_retail.as_actor(), await company.board.as_actor()
    anothers = {Role.OWNER: owner.assignments[0], Role.BOARD: board.assignments[0], Role.IT: own}
    app, wrong = application(database), []
    async with attackers(app, company) as clients:
        before = await traces()
        allow_all(monkeypatch, own, anothers, frozenset({company.retail, company.logistics}), office)
        for name, by, attempt in ready:
            if name.split(",")[0] in ADMINISTRATION:
                continue
            with listening() as heard:
                found = await attempt(clients[by])
            if "done" in found or not heard or not set(heard) <= GUARDS:
                wrong.append((name, found, heard))
            changed = {table for table, said in (await traces()).items() if said != before[table]}
            if changed:
                wrong.append((name, found, sorted(changed)))
                before = await traces()
    assert wrong == [], wrong


async def test_without_the_guards_of_the_database_the_api_refuses(
    server: Server, run_number: int, connections: None
) -> None:
    name = f"{PREFIX}_{run_number}_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}_bare"
    async with unguarded(server, run_number, name) as url:
        company = await company_with_a_past()
        ready = await set_up(company)
        app, wrong = application(Database("", url)), []
        async with attackers(app, company) as clients:
            before = await traces()
            for attack, by, attempt in ready:
                found = await attempt(clients[by])
                # Submitting is everybody's; what IT may not say with it is refused by path.
                expected = "RULE_VIOLATION" if attack.startswith("submit ") else "FORBIDDEN"
                if set(found) != {expected}:
                    wrong.append((attack, found))
                assert await traces() == before, attack
        assert wrong == []


async def test_the_bare_database_really_lets_it_write(server: Server, run_number: int, connections: None) -> None:
    """The proof above can fail: with the guards gone, the database takes a promise of IT."""
    from domain.actor import Deed
    from domain.database.engine import transaction
    from domain.demand.rules import RequestState

    name = f"{PREFIX}_{run_number}_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}_open"
    async with unguarded(server, run_number, name):
        company = await company_with_a_past()
        request = await submitted(company)
        async with transaction(await company.it_platform.as_actor(), Deed.COMMENT) as tx:
            written = await tx.execute(
                "update request set state = $2, sponsor = $3 where id = $1",
                request.id,
                RequestState.COMMITTED.value,
                company.it_platform.id,
            )
        assert written == 1


async def test_jobs_that_it_forges_decide_nothing(database: Database, company: Company) -> None:
    request = await submitted(company)
    before = await traces()
    await forged_jobs(company, database.login_url, str(request.id))
    after = await traces()
    assert {table for table in before if before[table] != after[table]} <= {
        "pgqueuer",
        "pgqueuer_log",
        "pgqueuer_statistics",
        "pgqueuer_schedules",
    }
