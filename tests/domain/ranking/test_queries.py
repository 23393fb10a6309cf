"""Lists as everybody reads them: without gaps at any moment, with the moves that made them."""

from datetime import timedelta
from decimal import Decimal

import pytest

from domain.actor import Actor
from domain.database import clock
from domain.database.engine import value
from domain.demand.commands import park_request, resume_request
from domain.organisation.commands_roles import name_deputy
from domain.ranking import queries
from domain.ranking.commands import rank_request
from domain.ranking.commands_endorsement import endorse_request
from tests.support.builders.ranking import ranked, ranked_list, submitted
from tests.support.personas import Company, founded


@pytest.fixture
async def company(database: object) -> Company:
    return await founded()


async def test_lists_of_several_units_are_read_at_once(company: Company, owner: Actor) -> None:
    one, two = await ranked_list(owner, company.retail, "One", "Two")
    waiting = await submitted(owner, company.retail, "Three")
    lists = await queries.ranking_by_unit(await company.outsider.as_actor(), [company.retail, company.finance])
    assert [(each.request, each.place, each.of) for each in lists[company.retail].entries] == [
        (one.id, 1, 2),
        (two.id, 2, 2),
    ]
    assert (lists[company.retail].version, lists[company.retail].unranked) == (2, (waiting.id,))
    assert (lists[company.finance].version, lists[company.finance].entries) == (0, ())
    assert await queries.ranking(owner, one.id) is None


async def test_what_was_resumed_waits_to_be_ranked_again(company: Company, owner: Actor) -> None:
    one, two = await ranked_list(owner, company.retail, "One", "Two")
    await park_request(owner, one.id, reason="Later.")
    ranking = await queries.ranking(owner, company.retail)
    assert ranking is not None
    assert ([each.request for each in ranking.entries], ranking.unranked) == ([two.id], ())
    await resume_request(owner, one.id, reason="Now.")
    ranking = await queries.ranking(owner, company.retail)
    assert ranking is not None
    assert ([each.request for each in ranking.entries], ranking.unranked) == ([two.id], (one.id,))
    assert await value("select count(*) from rank_entry") == 2


async def test_moves_are_told_newest_first_and_departures_are_not_moves(company: Company, owner: Actor) -> None:
    one, two, three = await ranked_list(owner, company.retail, "One", "Two", "Three")
    await park_request(owner, one.id, reason="Later.")
    await ranked(owner, three)
    told = await queries.moves(owner, company.retail, first=2)
    assert [(each.request, each.from_place, each.to_place) for each in told] == [(three.id, 2, 1), (three.id, None, 3)]
    last = await queries.last_move_by_request(owner, [one.id, two.id, three.id])
    assert [(last[each.id].from_place, last[each.id].to_place) for each in (one, two, three)] == [
        (None, 1),
        (None, 2),
        (2, 1),
    ]


async def test_places_and_endorsements_come_by_request(company: Company, owner: Actor) -> None:
    one, two = await ranked_list(owner, company.retail, "One", "Two")
    other = await submitted(owner, company.retail, "Three")
    places = await queries.rank_by_request(owner, [one.id, two.id, other.id])
    assert {each: (row.place, row.of, row.list_version) for each, row in places.items()} == {
        one.id: (1, 2, 2),
        two.id: (2, 2, 2),
    }
    given = await endorse_request(await company.owner_finance.as_actor(), one.id, cost_share=Decimal("0.2"))
    assert (await queries.endorsements_by_id(owner, [given]))[given].unit == company.finance
    assert two.id not in await queries.endorsements_by_request(owner, [one.id, two.id])
    assert await queries.ranking(owner, company.data) is None


async def test_a_deputy_acts_for_the_owner(company: Company, owner: Actor) -> None:
    (one,) = await ranked_list(owner, company.retail, "One")
    two = await submitted(owner, company.retail, "Two")
    version = (await queries.ranking_by_unit(owner, [company.retail]))[company.retail].version
    now = clock.now()
    await name_deputy(owner, company.outsider.id, from_at=now, until_at=now + timedelta(days=9), unit=company.retail)
    deputy = await company.outsider.as_actor()
    await rank_request(deputy, two.id, after=one.id, expected_version=version)
    (move, _) = await queries.moves(owner, company.retail)
    assert (move.moved_by, move.acts_for) == (deputy.person_id, owner.person_id)
    assert await value("select acts_for from audit_event order by number desc limit 1") == owner.person_id
