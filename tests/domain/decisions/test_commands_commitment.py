"""Committing freezes dates, cost and value; from then on they stand beside every later estimate."""

import asyncio
from decimal import Decimal

import psycopg
import pytest

from domain.actor import Actor
from domain.audit.actions import Action
from domain.capacity.commands import log_capacity
from domain.database.engine import row, value
from domain.decisions.commands_commitment import commit_request
from domain.decisions.kinds import OptionKind
from domain.decisions.queries_promises import benefits_by_promise, promises_by_request
from domain.decisions.rows import PromiseRow
from domain.demand.rules import RequestState
from domain.errors import Conflict, Forbidden, RuleViolation
from domain.planning.queries import current_plan
from domain.value.rules import ThreePoint
from tests.support.builders.capacity import split
from tests.support.builders.decisions import answered, clash, committed, count, option_of, raised, reloaded
from tests.support.builders.demand import actions_of
from tests.support.builders.estimation import estimated
from tests.support.builders.organisation import deputy_of
from tests.support.builders.ranking import ranked, submitted
from tests.support.database import Database
from tests.support.personas import Company

SYSTEM = Actor.system()


async def test_a_commitment_freezes_dates_cost_and_value(company: Company) -> None:
    it = await clash(company)
    promise = await committed(company.owner_retail, it.own)
    assert (promise.start_month, promise.finish_month) == (it.first, it.first + 11)
    assert (promise.effort_decidays, promise.cost_cents) == (1200, 120 * 80_000)
    assert promise.value_cents == 24 * 900_000
    assert (promise.version, promise.scope_share, promise.acts_for) == (1, Decimal(1), None)
    (benefit,) = (await benefits_by_promise(SYSTEM, [promise.id]))[promise.id]
    assert benefit.money == ThreePoint(450_000, 900_000, 1_800_000)
    assert (benefit.start_month, benefit.end_month) == (it.first + 12, it.first + 35)

    assert (await reloaded(it.own)).state is RequestState.COMMITTED
    held = await row("select start_month, finish_month from slot where request = $1", it.own.id)
    assert held is not None
    assert tuple(held) == (promise.start_month.first, promise.finish_month.first)
    assert (await actions_of(it.own.id))[-1] == Action.REQUEST_COMMITTED
    event = await row("select actor, after from audit_event where action = 'request.committed'")
    assert event is not None
    assert (event["actor"], event["after"]["promise"]) == (company.owner_retail.id, str(promise.id))


async def test_a_later_estimate_stands_beside_the_promise(company: Company, database: Database) -> None:
    it = await clash(company)
    promise = await committed(company.owner_retail, it.own)
    await estimated(company, it.own, days=400)
    assert (await promises_by_request(SYSTEM, [it.own.id]))[it.own.id] == (promise,)
    assert (await current_plan()).start_month(it.own.key) == promise.start_month
    with psycopg.connect(database.owner_url) as owner, pytest.raises(psycopg.errors.InsufficientPrivilege):
        owner.execute("update promise set value_cents = value_cents * 2")


async def test_what_is_not_in_the_plan_is_not_committed_and_points_to_the_question(company: Company) -> None:
    it = await clash(company)
    with pytest.raises(RuleViolation, match="Raise a priority question") as refused:
        await committed(company.owner_retail, it.crowded)
    assert refused.value.rule == "in_the_plan"
    asked = await raised(company, it.crowded)
    with pytest.raises(Conflict, match=f"question {asked.number} about {it.crowded.key} is open"):
        await committed(company.owner_retail, it.crowded)
    await answered(company.owner_retail, asked, await option_of(asked, OptionKind.DISPLACE, displacing=it.own))
    promise = await committed(company.owner_retail, it.crowded)
    assert promise.finish_month == promise.start_month + 1


async def test_a_smaller_scope_is_promised_as_such(company: Company) -> None:
    it = await clash(company)
    await committed(company.owner_logistics, it.theirs)
    await committed(company.owner_retail, it.own)
    platform = await company.it_platform.as_actor()
    for offset in range(7):
        await log_capacity(platform, "platform", it.first + offset, split(25 if offset < 6 else 20, 0, 0, 0))
    asked = await raised(company, it.crowded)
    await answered(company.owner_retail, asked, await option_of(asked, OptionKind.SHRINK))
    promise = await committed(company.owner_retail, it.crowded)
    assert promise.scope_share == Decimal("0.5")
    assert (promise.effort_decidays, promise.cost_cents) == (100, 10 * 80_000)
    assert promise.value_cents == 24 * 250_000


async def test_only_a_ranked_request_with_estimate_and_benefit_is_committed(company: Company) -> None:
    retail = await company.owner_retail.as_actor()
    bare = await submitted(retail, company.retail, "Bare")
    with pytest.raises(Conflict, match="submitted cannot become committed"):
        await committed(company.owner_retail, bare)
    await ranked(retail, bare)
    with pytest.raises(RuleViolation) as refused:
        await committed(company.owner_retail, bare)
    assert [one.path for one in refused.value.violations] == ["estimates", "benefits"]


@pytest.mark.parametrize("who", ["it_platform", "owner_logistics", "board", "admin", "requester"])
async def test_only_the_units_owner_commits(company: Company, who: str) -> None:
    it = await clash(company)
    with pytest.raises(Forbidden, match="owner"):
        await committed(company.personas[who], it.own)
    assert await count("promise") == await count("slot") == 0


async def test_a_deputy_commits_for_the_owner(company: Company) -> None:
    it = await clash(company)
    await deputy_of(company.owner_retail, company.outsider, unit=company.retail)
    promise = await committed(company.outsider, it.own)
    assert (promise.committed_by, promise.acts_for) == (company.outsider.id, company.owner_retail.id)


async def test_who_looked_at_an_older_version_looks_again(company: Company) -> None:
    it = await clash(company)
    seen = await reloaded(it.own)
    await estimated(company, it.own, days=100)
    with pytest.raises(Conflict, match="has changed since"):
        await commit_request(await company.owner_retail.as_actor(), it.own.id, expected_version=seen.version)


async def test_of_two_commitments_at_once_one_is_made(company: Company) -> None:
    it = await clash(company)
    both = await asyncio.gather(*(committed(company.owner_retail, it.own) for _ in range(3)), return_exceptions=True)
    assert [type(one) for one in both if isinstance(one, Exception)] == [Conflict, Conflict]
    assert len([one for one in both if isinstance(one, PromiseRow)]) == 1
    assert await count("promise") == await count("slot") == 1


async def test_commitments_at_once_never_promise_the_same_days(company: Company) -> None:
    it = await clash(company)
    await asyncio.gather(committed(company.owner_retail, it.own), committed(company.owner_logistics, it.theirs))
    loads = (await current_plan()).plan.loads
    assert all(planned <= net for load in loads for planned, net in zip(load.planned, load.net, strict=True))
    assert await value("select count(*) from slot") == 2


async def test_a_promise_is_signed_by_a_business_owner_in_office(company: Company, database: Database) -> None:
    it = await clash(company)
    await committed(company.owner_retail, it.own)
    forged = (
        "insert into promise (id, request, version, start_month, finish_month, effort_decidays, one_off_cents,"
        " run_cents, cost_cents, value_cents, scope_share, committed_by, assignment, side, committed_at, data_version)"
        " select gen_random_uuid(), request, 2, start_month, finish_month, effort_decidays, 0, 0, 0, 0, 1, %(by)s,"
        " a.id, 'business', now(), 1 from promise, assignment a where a.person = %(by)s"
    )
    with psycopg.connect(database.owner_url) as connection:
        connection.execute("select set_config('mandate.actor', %s, true)", [str(company.it_platform.id)])
        with pytest.raises(psycopg.errors.ForeignKeyViolation):
            connection.execute(forged, {"by": company.it_platform.id})
