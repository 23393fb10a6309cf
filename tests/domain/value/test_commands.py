"""Promising value: who may until when, and what it comes to."""

import asyncio
from decimal import Decimal

import pytest

from domain.actor import Deed
from domain.database.columns import new_id
from domain.database.engine import transaction, value
from domain.demand.rules import RequestState
from domain.errors import Conflict, Forbidden, NotFound, RuleViolation
from domain.value import queries
from domain.value.commands import declare_benefit, declared, drop_benefit
from domain.value.queries import BenefitRow
from domain.value.rules import ThreePoint
from tests.support.builders.demand import actions_of, led_to, submitted
from tests.support.builders.estimation import estimated
from tests.support.builders.value import new_benefit, promised
from tests.support.personas import Company

S = RequestState


async def test_an_owner_promises_and_answers_for_a_benefit(company: Company) -> None:
    request = await submitted(company)
    benefit = await promised(company, request)
    assert (benefit.number, benefit.owner, benefit.declared_by) == (1, company.owner_retail.id, company.owner_retail.id)
    assert (await promised(company, request, metric="Complaints", money=None, target=Decimal(3))).number == 2
    assert await value("select version from request where id = $1", request.id) == request.version + 2
    assert (await actions_of(request.id))[1:] == ["benefit.declared"] * 2


async def test_who_brought_a_request_promises_for_the_owner_until_it_is_ranked(company: Company) -> None:
    requester = await company.requester.as_actor()
    request = await submitted(company)
    benefit = await declare_benefit(requester, request.id, new_benefit())
    assert (benefit.owner, benefit.declared_by) == (company.owner_retail.id, company.requester.id)
    await led_to(company, request, S.ESTIMATED, S.RANKED)
    with pytest.raises(Forbidden, match="owner"):
        await declare_benefit(requester, request.id, new_benefit())
    with pytest.raises(Forbidden, match="owner"):
        await drop_benefit(requester, benefit.id, reason="Not so.")
    assert (await promised(company, request)).number == 2


async def test_it_promises_nothing_not_even_for_its_own_request(company: Company) -> None:
    request = await submitted(company, by=company.it_platform)
    benefit = await promised(company, request)
    for persona in (company.it_platform, company.it_data):
        it = await persona.as_actor()
        with pytest.raises(Forbidden, match="IT promises no value"):
            await declare_benefit(it, request.id, new_benefit())
        with pytest.raises(Forbidden, match="IT promises no value"):
            await drop_benefit(it, benefit.id, reason="Not so.")


async def test_the_database_takes_no_benefit_from_it_nor_in_somebody_elses_name(company: Company) -> None:
    request = await submitted(company)
    benefit = await promised(company, request)
    it = await company.it_platform.as_actor()
    with pytest.raises(Forbidden):
        async with transaction(it, Deed.DECLARE_BENEFIT) as tx:
            await declared(tx, request, new_benefit())
    with pytest.raises(Forbidden):
        async with transaction(it, Deed.DROP_BENEFIT) as tx:
            await tx.execute("update benefit set dropped_at = now() where id = $1", benefit.id)
    with pytest.raises(Forbidden):
        async with transaction(await company.outsider.as_actor(), Deed.DECLARE_BENEFIT) as tx:
            await tx.execute(
                "insert into benefit (id, request, number, metric, unit_of_measure, kind, target, owner, declared_by,"
                " declared_at) select $1, request, 9, metric, unit_of_measure, kind, 1, owner, declared_by, now()"
                " from benefit where id = $2",
                new_id(),
                benefit.id,
            )


async def test_neither_strangers_nor_other_owners_promise(company: Company) -> None:
    request = await submitted(company)
    for persona in (company.outsider, company.owner_finance, company.board, company.admin):
        with pytest.raises(Forbidden, match="owner of the unit"):
            await declare_benefit(await persona.as_actor(), request.id, new_benefit())
    assert await value("select count(*) from benefit") == 0


async def test_a_committed_promise_refuses_edits(company: Company) -> None:
    request = await submitted(company)
    benefit = await promised(company, request)
    await led_to(company, request, S.ESTIMATED, S.RANKED, S.COMMITTED)
    owner = await company.owner_retail.as_actor()
    with pytest.raises(Conflict):
        await declare_benefit(owner, request.id, new_benefit())
    with pytest.raises(Conflict):
        await drop_benefit(owner, benefit.id, reason="Not so.")


async def test_a_dropped_benefit_stays_on_record(company: Company) -> None:
    owner = await company.owner_retail.as_actor()
    request = await submitted(company)
    benefit = await promised(company, request)
    await drop_benefit(owner, benefit.id, reason="Counted twice.")
    assert await queries.benefits_by_request(owner, [request.id]) == {request.id: ()}
    dropped = (await queries.benefit_by_id(owner, [benefit.id]))[benefit.id]
    assert dropped.dropped_at is not None
    with pytest.raises(Conflict):
        await drop_benefit(owner, benefit.id, reason="Again.")
    with pytest.raises(NotFound):
        await drop_benefit(owner, request.id, reason="No benefit.")
    assert (await actions_of(request.id))[1:] == ["benefit.declared", "benefit.dropped"]
    assert (await promised(company, request)).number == 2


async def test_an_incomplete_benefit_is_refused(company: Company) -> None:
    request = await submitted(company)
    with pytest.raises(RuleViolation) as refused:
        await promised(company, request, metric=" ", money=ThreePoint(3, 2, 1))
    assert [violation.path for violation in refused.value.violations] == [
        "metric",
        "money_per_month.low",
        "money_per_month.high",
    ]


async def test_benefits_promised_at_once_are_numbered_in_a_row(company: Company) -> None:
    request = await submitted(company)
    outcomes = await asyncio.gather(*[promised(company, request) for _ in range(4)])
    assert sorted(benefit.number for benefit in outcomes if isinstance(benefit, BenefitRow)) == [1, 2, 3, 4]


async def test_value_cost_ratio_and_payback_follow_from_benefits_and_estimates(company: Company) -> None:
    actor = await company.outsider.as_actor()
    request, bare = await submitted(company), await submitted(company, title="Nothing known")
    await promised(company, request)
    await promised(company, request, metric="Complaints", money=None, target=Decimal(3))
    before = (await queries.worth_by_request(actor, [request.id]))[request.id]
    assert before.value == ThreePoint(300_000 * 24, 500_000 * 24, 600_000 * 24)
    assert (before.estimated, before.ratio, before.payback) == (False, None, None)

    await estimated(company, request, days=20, one_off_cents=264_000, run_cents=10_000)
    worth = await queries.worth_by_request(actor, [request.id, bare.id])
    told = worth[request.id]
    assert told.per_month == ThreePoint(300_000, 500_000, 600_000)
    assert (told.cost.effort, told.cost.investment, told.cost.run) == (1_736_000, 2_000_000, 360_000)
    assert told.ratio == pytest.approx(12_000_000 / 2_360_000)
    # The first month pays nothing and costs 100 to run; each later one brings 4,900.
    assert told.payback == pytest.approx(1 + 2_010_000 / 490_000)
    assert worth[bare.id].value == ThreePoint()
    assert await queries.requests_by_value(actor) == (request.id,)
