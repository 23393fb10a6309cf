"""Until when something is decided: the rule, the clock that counts it, and an owner's word that begins it anew."""

import asyncio
from datetime import date
from uuid import UUID

import psycopg
import pytest

from domain.actor import Actor, Deed
from domain.database.columns import new_id
from domain.database.engine import row, transaction, value
from domain.demand.commands import park_request, resume_request, withdraw_request
from domain.demand.rules import Lane
from domain.errors import Conflict, Forbidden, RuleViolation
from domain.governance.commands import set_policy
from domain.notifications.asked import asked
from domain.planning.queries import current_plan
from domain.portfolio.next_steps import step_facts_by_request
from domain.portfolio.queries import listed_by_request, place_by_request
from domain.quantities import Month
from domain.ranking.commands_decide_by import reconfirm_request
from domain.ranking.decide_by import decide_by, undecided_too_long
from domain.ranking.queries_decide_by import (
    confirmation_by_request,
    decide_by_by_request,
    undecided_too_long_by_unit,
)
from tests.support.builders.capacity import logged, split
from tests.support.builders.delivery import committed_request, in_month, this_month
from tests.support.builders.estimation import estimated
from tests.support.builders.organisation import deputy_of
from tests.support.builders.ranking import ranked, ranked_list, submitted
from tests.support.database import Database
from tests.support.personas import Company

WHY = "The shops still ask for it every week."


@pytest.mark.parametrize(
    ("counted", "months", "last"),
    [
        (date(2026, 2, 1), 9, date(2026, 11, 30)),
        (date(2026, 2, 28), 9, date(2026, 11, 30)),
        (date(2026, 5, 31), 9, date(2027, 2, 28)),
        (date(2026, 12, 15), 1, date(2027, 1, 31)),
    ],
)
def test_the_last_day_is_the_end_of_a_month(counted: date, months: int, last: date) -> None:
    assert decide_by(counted, months) == last
    assert not undecided_too_long(counted, months, Month.of(last))
    assert undecided_too_long(counted, months, Month.of(last) + 1)


async def last_day(owner: Actor, request: UUID) -> date | None:
    found = (await decide_by_by_request(owner, [request])).get(request)
    return None if found is None else found.by


async def test_what_nobody_decides_on_loses_its_place_and_stays_in_its_list(company: Company, owner: Actor) -> None:
    """The others close up in the order; in the unit's list everybody keeps the place that the owner gave."""
    first = this_month()
    await logged(company, first, days=split(40, 0, 0, 0))
    (old,) = await ranked_list(owner, company.retail, "Old")
    await estimated(company, old, days=2)
    with in_month(first + 9, 28):
        new = await submitted(owner, company.retail, "New")
        await estimated(company, new, days=2)
        await ranked(owner, new, after=old)
        assert [place.request for place in (await current_plan()).input.order] == [old.key, new.key]
        assert await last_day(owner, old.id) == decide_by(first.first, 9)
    with in_month(first + 10, 1):
        plan = await current_plan()
        assert [place.request for place in plan.input.order] == [new.key]
        assert plan.input.undecided == (old.key,)
        assert old.key not in plan.entries
        assert (await decide_by_by_request(owner, [old.id]))[old.id].too_long
        assert await undecided_too_long_by_unit(owner, [company.retail]) == {company.retail: (old.id,)}
        assert old.id not in await place_by_request(owner, [old.id])
        listed = await listed_by_request(owner, [old.id, new.id])
        assert (listed[old.id].place, listed[old.id].own_place, listed[old.id].undecided) == (0, 1, True)
        assert (listed[new.id].place, listed[new.id].own_place, listed[new.id].undecided) == (1, 2, False)
        why = listed[old.id].why
        assert why.text.startswith("Nobody decided on it or confirmed it by ")
        assert why.would_help is not None
        assert why.would_help.startswith("Retail's owner confirms that it still matters")
        facts = (await step_facts_by_request(owner, [old.id]))[old.id]
        assert facts.decide_by == decide_by(first.first, 9)
        assert any(item.id == f"reconfirm_request:{old.id}" and item.overdue for item in await asked(owner))


async def test_the_owner_is_told_in_the_month_before(company: Company, owner: Actor) -> None:
    first = this_month()
    (wish,) = await ranked_list(owner, company.retail, "Old")
    with in_month(first + 8):
        assert not any(item.id.startswith("reconfirm") for item in await asked(owner))
    with in_month(first + 9):
        (item,) = [item for item in await asked(owner) if item.id.startswith("reconfirm")]
        assert not item.overdue
        assert "loses its place in the order unless" in item.text
        assert item.request == wish.id
        assert not any(item.id.startswith("reconfirm") for item in await asked(await company.it_platform.as_actor()))


async def test_an_owners_word_begins_the_time_anew_and_gives_the_place_back(company: Company, owner: Actor) -> None:
    first = this_month()
    (wish,) = await ranked_list(owner, company.retail, "Old")
    with in_month(first + 12):
        assert (await current_plan()).input.order == ()
        confirmed = await reconfirm_request(owner, wish.key, reason=f" {WHY} ")
        assert confirmed.version == wish.version + 1
        assert [place.request for place in (await current_plan()).input.order] == [wish.key]
        assert await last_day(owner, wish.id) == decide_by((first + 12).first, 9)
        kept = (await confirmation_by_request(owner, [wish.id]))[wish.id]
        assert (kept.reason, kept.confirmed_by, kept.acts_for) == (WHY, owner.person_id, None)
        assert not any(item.id.startswith("reconfirm") for item in await asked(owner))
    event = await row("select * from audit_event where action = 'request.reconfirmed'")
    assert event is not None
    assert (event["request"], event["reason"]) == (wish.id, WHY)
    assert event["before"]["decide_by"] == decide_by(first.first, 9).isoformat()
    assert event["after"]["decide_by"] == decide_by((first + 12).first, 9).isoformat()


async def test_the_policy_sets_the_months(company: Company, owner: Actor) -> None:
    wish = await submitted(owner, company.retail)
    await set_policy(await company.board.as_actor(), {"decide_by_months": 3}, reason="Decide sooner.")
    assert await last_day(owner, wish.id) == decide_by(this_month().first, 3)


async def test_what_came_back_counts_from_then_and_what_is_decided_not_at_all(company: Company, owner: Actor) -> None:
    first = this_month()
    wish = await submitted(owner, company.retail)
    done = await committed_request(company)
    assert await last_day(owner, done.id) is None
    await park_request(owner, wish.id, reason="Later.")
    assert await last_day(owner, wish.id) is None
    with in_month(first + 20):
        await resume_request(owner, wish.id, reason="Now.")
        assert await last_day(owner, wish.id) == decide_by((first + 20).first, 9)


async def test_what_law_requires_keeps_its_place_whatever_its_age(company: Company, owner: Actor) -> None:
    law = await submitted(owner, company.retail, "The new law", lane=Lane.MANDATORY)
    await ranked(owner, law)
    with in_month(this_month() + 30):
        assert [place.request for place in (await current_plan()).input.order] == [law.key]
        assert await last_day(owner, law.id) is None
        with pytest.raises(Conflict):
            await reconfirm_request(owner, law.id, reason=WHY)


async def test_only_the_units_owner_confirms_and_says_why(company: Company, owner: Actor) -> None:
    wish = await submitted(owner, company.retail)
    for name in ("it_platform", "board", "admin", "requester", "owner_logistics", "outsider"):
        with pytest.raises(Forbidden):
            await reconfirm_request(await company.personas[name].as_actor(), wish.id, reason=WHY)
    with pytest.raises(RuleViolation):
        await reconfirm_request(owner, wish.id, reason=" ")
    assert await value("select count(*) from confirmation") == 0
    await withdraw_request(owner, wish.id, reason="Not needed.")
    with pytest.raises(Conflict, match="only what nobody has decided"):
        await reconfirm_request(owner, wish.id, reason=WHY)


async def test_a_deputy_confirms_for_the_owner_it_stands_in_for(company: Company, owner: Actor) -> None:
    wish = await submitted(owner, company.retail)
    await deputy_of(company.owner_retail, company.requester)
    await reconfirm_request(await company.requester.as_actor(), wish.id, reason=WHY)
    kept = (await confirmation_by_request(owner, [wish.id]))[wish.id]
    assert (kept.confirmed_by, kept.acts_for) == (company.requester.id, company.owner_retail.id)


async def test_two_words_at_once_are_both_kept(company: Company, owner: Actor) -> None:
    wish = await submitted(owner, company.retail)
    await asyncio.gather(*(reconfirm_request(owner, wish.id, reason=f"{WHY} {n}") for n in range(4)))
    assert await value("select count(*) from confirmation") == 4
    assert await value("select version from request where id = $1", wish.id) == wish.version + 4


async def test_the_database_lets_nobody_of_it_confirm_and_nobody_sign_for_another(
    company: Company, owner: Actor, database: Database
) -> None:
    wish = await submitted(owner, company.retail)
    insert = (
        "insert into confirmation (id, request, reason, confirmed_by, assignment, side, at)"
        " values ($1, $2, 'x', $3, $4, 'business', now())"
    )
    office = owner.ownership(company.retail).id
    with pytest.raises(Forbidden):
        async with transaction(owner, Deed.RECONFIRM_REQUEST) as tx:
            await tx.execute(insert, new_id(), wish.id, company.owner_logistics.id, office)
    other = await company.owner_logistics.as_actor()
    theirs = other.ownership(company.logistics).id
    with pytest.raises(Forbidden):
        async with transaction(other, Deed.RECONFIRM_REQUEST) as tx:
            await tx.execute(insert, new_id(), wish.id, other.person_id, theirs)
    for role in ("mandate_it", "mandate_board", "mandate_worker", "mandate_requester", "mandate_admin"):
        with psycopg.connect(database.login_url) as connection:
            connection.execute(f"set role {role}")
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(
                    "insert into confirmation (id, request, reason, confirmed_by, assignment, side, at) values"
                    " (gen_random_uuid(), %s, 'x', %s, %s, 'business', now())",
                    (wish.id, owner.person_id, office),
                )
