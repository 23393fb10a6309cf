"""Leading a request through its life: who may, what it writes, and what is refused."""

import asyncio
from datetime import date, timedelta

import pytest

from domain.actor import Deed
from domain.database import clock
from domain.database.engine import row, transaction, value
from domain.demand import commands, queries
from domain.demand.commands_dependencies import record_dependency
from domain.demand.rules import Lane, RequestState, Route
from domain.errors import Conflict, DomainError, Forbidden, NotFound, RuleViolation
from domain.organisation.commands_roles import name_deputy
from domain.value.commands import submit_request
from tests.support.builders.demand import actions_of, led_to, new_request, submitted
from tests.support.builders.value import new_benefit
from tests.support.personas import Company

S = RequestState


async def test_whoever_submits_a_request_follows_it(company: Company) -> None:
    requester = await company.requester.as_actor()
    request = await submit_request(requester, new_request(), benefits=[new_benefit()])
    assert request.key == f"REQ-{request.number}"
    assert (request.state, request.version, request.submitter) == (S.SUBMITTED, 1, company.requester.id)
    assert await queries.followers_by_request(requester, [request.id]) == {request.id: (company.requester.id,)}
    assert await actions_of(request.id) == ["request.submitted", "benefit.declared"]


async def test_everything_missing_in_a_request_is_said_at_once(company: Company) -> None:
    requester = await company.requester.as_actor()
    wrong = new_request(title=" ", problem="", outcome="", unit="nowhere", category="", deadline=date(2020, 1, 1))
    with pytest.raises(RuleViolation) as refused:
        await submit_request(requester, wrong, benefits=[new_benefit(metric="", duration_months=0)])
    assert {violation.path for violation in refused.value.violations} == {
        "title",
        "problem",
        "outcome",
        "unit",
        "category",
        "deadline",
        "benefits.0.metric",
        "benefits.0.duration_months",
    }
    assert await value("select count(*) from request") == 0


async def test_only_an_owner_of_the_unit_calls_its_request_mandatory(company: Company) -> None:
    mandatory = new_request(lane=Lane.MANDATORY)
    for persona in (company.requester, company.it_platform, company.owner_finance):
        with pytest.raises(RuleViolation) as refused:
            await submit_request(await persona.as_actor(), mandatory)
        assert [violation.path for violation in refused.value.violations] == ["lane"]
    request = await submit_request(await company.owner_retail.as_actor(), mandatory)
    assert (request.lane, request.sponsor) == (Lane.MANDATORY, company.owner_retail.id)


async def test_it_submits_requests_but_promises_no_value(company: Company) -> None:
    it = await company.it_platform.as_actor()
    with pytest.raises(RuleViolation) as refused:
        await submit_request(it, new_request(), benefits=[new_benefit()])
    assert [violation.path for violation in refused.value.violations] == ["benefits"]
    assert (await submit_request(it, new_request())).submitter == company.it_platform.id


async def test_a_quick_win_runs_in_the_lane_for_small_work(company: Company) -> None:
    assert (await submitted(company, route=Route.QUICK_WIN)).lane is Lane.SMALL


async def test_a_request_is_found_by_id_and_by_key(company: Company) -> None:
    request = await submitted(company)
    for ref in (request.id, str(request.id), request.key, request.key.lower()):
        assert await queries.request_id(ref) == request.id
    for ref in ("REQ-999999", "nonsense", "00000000-0000-0000-0000-00000000abcd"):
        with pytest.raises(NotFound):
            await queries.request_id(ref)


async def test_an_owner_sponsors_withdraws_parks_and_resumes(company: Company) -> None:
    owner = await company.owner_retail.as_actor()
    request = await submitted(company)
    assert (await commands.sponsor_request(owner, request.id)).sponsor == owner.person_id
    with pytest.raises(Conflict):
        await commands.sponsor_request(owner, request.id)

    again = date.today() + timedelta(days=40)  # noqa: DTZ011 — a day far enough off in any zone
    parked = await commands.park_request(owner, request.key, reason="After the move.", look_again_on=again)
    assert (parked.state, parked.state_reason, parked.look_again_on) == (S.PARKED, "After the move.", again)
    resumed = await commands.resume_request(owner, request.id, reason="The move is done.")
    assert (resumed.state, resumed.state_reason, resumed.look_again_on) == (S.SUBMITTED, None, None)
    withdrawn = await commands.withdraw_request(owner, request.id, reason="No longer sold.")
    assert (withdrawn.state, withdrawn.state_reason) == (S.WITHDRAWN, "No longer sold.")
    assert withdrawn.version > resumed.version > parked.version > request.version
    assert await actions_of(request.id) == [
        "request.submitted",
        "request.sponsored",
        "request.parked",
        "request.resumed",
        "request.withdrawn",
    ]
    with pytest.raises(Conflict):
        await commands.park_request(owner, request.id, reason="Too late.")


async def test_a_deputy_decides_in_the_owners_place_and_the_trail_says_so(company: Company) -> None:
    request = await submitted(company)
    now = clock.now()
    owner = await company.owner_retail.as_actor()
    await name_deputy(owner, company.outsider.id, from_at=now, until_at=now + timedelta(days=7), unit=company.retail)
    await commands.park_request(await company.outsider.as_actor(), request.id, reason="She is away.")
    event = await row("select actor, acts_for, reason from audit_event where action = 'request.parked'")
    assert event is not None
    assert tuple(event) == (company.outsider.id, company.owner_retail.id, "She is away.")


async def test_nobody_but_an_owner_of_the_unit_decides_about_its_request(company: Company) -> None:
    request = await submitted(company)
    for persona in company.personas.values():
        if persona == company.owner_retail:
            continue
        actor = await persona.as_actor()
        for deed in (
            commands.sponsor_request(actor, request.id),
            commands.withdraw_request(actor, request.id, reason="No."),
            commands.park_request(actor, request.id, reason="Later."),
            commands.resume_request(actor, request.id, reason="Now."),
            commands.choose_route(actor, request.id, route=Route.SELF_SERVICE, reason="Elsewhere."),
        ):
            with pytest.raises(Forbidden, match="owner"):
                await deed
    assert await actions_of(request.id) == ["request.submitted"]


async def test_a_decision_says_why(company: Company) -> None:
    owner = await company.owner_retail.as_actor()
    request = await submitted(company)
    with pytest.raises(RuleViolation) as refused:
        await commands.withdraw_request(owner, request.id, reason="  ")
    assert [violation.path for violation in refused.value.violations] == ["reason"]
    with pytest.raises(RuleViolation):
        await commands.park_request(owner, request.id, reason="Later.", look_again_on=date(2020, 1, 1))


async def test_another_route_leads_away_from_it_and_back(company: Company) -> None:
    owner = await company.owner_retail.as_actor()
    request = await submitted(company)
    bought = await commands.choose_route(owner, request.id, route=Route.BOUGHT_SERVICE, reason="The market has it.")
    assert (bought.state, bought.route, bought.state_reason) == (S.REROUTED, Route.BOUGHT_SERVICE, "The market has it.")
    built = await commands.choose_route(owner, request.id, route=Route.BUSINESS_BUILT, reason="We build it.")
    assert (built.state, built.route, built.state_reason) == (S.REROUTED, Route.BUSINESS_BUILT, "We build it.")
    quick = await commands.choose_route(owner, request.id, route=Route.QUICK_WIN, reason="Small enough.")
    assert (quick.state, quick.lane, quick.state_reason) == (S.SUBMITTED, Lane.SMALL, None)
    normal = await commands.choose_route(owner, request.id, route=Route.IT_DELIVERY, reason="Not so small.")
    assert (normal.state, normal.lane) == (S.SUBMITTED, Lane.NORMAL)
    with pytest.raises(Conflict):
        await commands.choose_route(owner, request.id, route=Route.IT_DELIVERY, reason="Again.")
    assert (await actions_of(request.id)).count("route.chosen") == 4


async def test_once_committed_the_route_of_it_stands(company: Company) -> None:
    request = await led_to(company, await submitted(company), S.ESTIMATED, S.RANKED, S.COMMITTED)
    owner = await company.owner_retail.as_actor()
    with pytest.raises(Conflict):
        await commands.choose_route(owner, request.id, route=Route.QUICK_WIN, reason="Smaller.")


async def test_it_records_what_depends_on_what_but_no_circle(company: Company) -> None:
    it = await company.it_platform.as_actor()
    first, second, third = [await submitted(company, title=f"Part {part}") for part in (1, 2, 3)]
    after = await record_dependency(it, first.id, needs=second.key)
    assert after.version == first.version + 1
    await record_dependency(it, second.id, needs=third.id)
    with pytest.raises(RuleViolation, match=f"{third.key} needs {first.key} needs {second.key} needs {third.key}"):
        await record_dependency(it, third.id, needs=first.id)
    with pytest.raises(RuleViolation):
        await record_dependency(it, first.id, needs=first.id)
    with pytest.raises(Conflict):
        await record_dependency(it, first.id, needs=second.id)
    assert await queries.needs_by_request(it, [first.id]) == {first.id: (second.id,)}
    assert await queries.needed_by_request(it, [second.id]) == {second.id: (first.id,)}
    assert await actions_of(first.id) == ["request.submitted", "dependency.recorded"]
    for persona in (company.owner_retail, company.board, company.requester, company.admin):
        with pytest.raises(Forbidden, match="IT"):
            await record_dependency(await persona.as_actor(), first.id, needs=third.id)


async def test_two_dependencies_at_once_close_no_circle(company: Company) -> None:
    it = await company.it_platform.as_actor()
    one, other = [await submitted(company, title=f"Part {part}") for part in (1, 2)]
    outcomes = await asyncio.gather(
        record_dependency(it, one.id, needs=other.id),
        record_dependency(it, other.id, needs=one.id),
        return_exceptions=True,
    )
    assert sorted(isinstance(outcome, RuleViolation) for outcome in outcomes) == [False, True]
    assert await value("select count(*) from dependency") == 1


async def test_of_two_decisions_at_once_the_second_sees_the_first(company: Company) -> None:
    owner = await company.owner_retail.as_actor()
    request = await submitted(company)
    outcomes = await asyncio.gather(
        commands.park_request(owner, request.id, reason="Later."),
        commands.withdraw_request(owner, request.id, reason="Never."),
        commands.choose_route(owner, request.id, route=Route.SELF_SERVICE, reason="Elsewhere."),
        commands.park_request(owner, request.id, reason="Later still."),
        return_exceptions=True,
    )
    refused = [outcome for outcome in outcomes if isinstance(outcome, BaseException)]
    assert all(isinstance(outcome, DomainError) for outcome in refused)
    now = await queries.request(owner, request.id)
    assert now is not None
    decided = [action for action in await actions_of(request.id) if action != "request.submitted"]
    assert len(decided) == len(outcomes) - len(refused) <= now.version - 1


async def test_the_database_keeps_the_life_of_a_request_by_itself(company: Company) -> None:
    request = await submitted(company)
    it = await company.it_platform.as_actor()
    for state in (S.RANKED, S.PARKED, S.WITHDRAWN, S.REROUTED, S.COMMITTED):
        with pytest.raises(Forbidden):
            async with transaction(it, Deed.ESTIMATE_REQUEST) as tx:
                await tx.execute("update request set state = $2 where id = $1", request.id, state.value)
    with pytest.raises(Forbidden):
        async with transaction(it, Deed.ESTIMATE_REQUEST) as tx:
            await tx.execute("update request set route = 'self_service' where id = $1", request.id)
    outsider = await company.owner_finance.as_actor()
    with pytest.raises(Forbidden):
        async with transaction(outsider, Deed.PARK_REQUEST) as tx:
            await tx.execute(
                "update request set state = 'parked', state_reason = 'Not mine.' where id = $1", request.id
            )


async def test_every_person_steps_only_where_the_life_of_a_request_leads(company: Company) -> None:
    request = await submitted(company)
    with pytest.raises(Forbidden, match="business owner"):
        async with transaction(await company.it_platform.as_actor(), Deed.ESTIMATE_REQUEST) as tx:
            await commands.step(tx, await commands.locked(tx, request.id), S.RANKED)
    with pytest.raises(Conflict, match="cannot become"):
        async with transaction(await company.owner_retail.as_actor(), Deed.COMMIT_REQUEST) as tx:
            await commands.step(tx, await commands.locked(tx, request.id), S.COMMITTED)
