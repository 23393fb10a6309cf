"""Giving a pulse, what others see of it, and how a unit takes part."""

from datetime import timedelta

import pytest

from domain.actor import Side
from domain.audit.queries import audit_trail
from domain.database import clock
from domain.database.engine import rows
from domain.engagement import queries
from domain.engagement.commands import give_pulse
from domain.engagement.rules import Moment
from domain.errors import Conflict, NotFound, RuleViolation
from domain.organisation.queries import actor_of
from tests.support.builders.decisions import clash, raised
from tests.support.builders.delivery import in_month
from tests.support.builders.demand import actions_of, submitted
from tests.support.builders.estimation import estimated
from tests.support.builders.ranking import ranked
from tests.support.builders.realisation import live, measured
from tests.support.personas import SYSTEM, Company


async def test_anyone_gives_a_pulse_and_a_later_one_takes_its_place(company: Company) -> None:
    request = await submitted(company)
    requester = await company.requester.as_actor()
    await give_pulse(requester, Moment.SUBMITTED, request.key, face=2, comment=" Many questions. ")
    await give_pulse(requester, Moment.SUBMITTED, request.id, face=4)
    await give_pulse(await company.it_data.as_actor(), Moment.SUBMITTED, request.id, face=3)
    kept = await rows("select person, side, face, comment from pulse order by face desc")
    assert [tuple(read) for read in kept] == [
        (company.requester.id, Side.BUSINESS, 4, None),
        (company.it_data.id, Side.IT, 3, None),
    ]
    assert (await actions_of(request.id)).count("pulse.given") == 3


async def test_a_face_is_given_in_confidence(company: Company) -> None:
    request = await submitted(company)
    await give_pulse(await company.requester.as_actor(), Moment.SUBMITTED, request.id, face=1)
    for persona in company.personas.values():
        actor = await persona.as_actor()
        told = (await queries.pulses_by_request(actor, [request.id]))[request.id]
        own = persona == company.requester
        assert (told.count, told.mean, told.worst, told.last) == (1, None, None, None)
        assert told.mine == (1 if own else None)
        seen = {event.action for event in await audit_trail(actor, subject=request.id, limit=50)}
        assert ("pulse.given" in seen) is own


async def test_a_large_enough_group_is_shown(company: Company) -> None:
    request = await submitted(company)
    people = list(company.personas.values())[:5]
    for face, persona in enumerate(people, start=1):
        await give_pulse(await persona.as_actor(), Moment.SUBMITTED, request.id, face=face)
    told = (await queries.pulses_by_request(await company.outsider.as_actor(), [request.id]))[request.id]
    assert (told.count, told.mean, told.worst, told.last, told.mine) == (5, 3.0, 1, 5, None)
    (retail,) = await queries.engagement(SYSTEM, company.retail)
    assert (retail.acts.pulse_count, retail.acts.pulse_mean) == (5, 3.0)


async def test_moments_that_have_not_come_are_not_felt(company: Company) -> None:
    request = await submitted(company)
    requester = await company.requester.as_actor()
    for moment in Moment:
        if moment is not Moment.SUBMITTED:
            with pytest.raises(Conflict):
                await give_pulse(requester, moment, request.id, face=3)
    with pytest.raises(RuleViolation):
        await give_pulse(requester, Moment.SUBMITTED, request.id, face=6)
    with pytest.raises(NotFound):
        await give_pulse(requester, Moment.SUBMITTED, "REQ-99999", face=3)
    await estimated(company, request)
    await give_pulse(requester, Moment.ESTIMATED, request.id, face=5)


async def test_taking_part_counts_what_was_asked_and_done_in_time(company: Company) -> None:
    clashing = await clash(company)
    await raised(company, clashing.crowded)
    with clock.clock_at(clock.now() + timedelta(days=20)):
        acts = {each.unit: each.acts for each in await queries.engagement(SYSTEM)}
    assert (acts[company.retail].asked, acts[company.retail].ranked_on_time) == (2, 2)
    assert (acts[company.retail].questions_asked, acts[company.retail].questions_answered) == (1, 0)
    assert (acts[company.finance].asked, acts[company.finance].questions_asked) == (0, 0)


async def test_a_list_that_was_ranked_late_is_not_on_time(company: Company) -> None:
    request = await submitted(company)
    await estimated(company, request)
    with clock.clock_at(clock.now() + timedelta(days=8)):
        await ranked(await actor_of(company.owner_retail.id), request)
        (retail,) = await queries.engagement(SYSTEM, company.retail)
    assert (retail.acts.asked, retail.acts.ranked_on_time) == (1, 0)


async def test_measurements_count_by_the_months_that_were_due(company: Company) -> None:
    it = await live(company)
    await measured(company, it, 1, 1)
    with in_month(it.since + 4):
        (retail,) = await queries.engagement(SYSTEM, company.retail)
    assert (retail.acts.measurements_due, retail.acts.measurements_made) == (3, 2)
