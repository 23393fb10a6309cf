"""Owners rank and endorse, nobody else does, and many at once lose nothing."""

import asyncio
from decimal import Decimal
from random import Random
from uuid import UUID

import psycopg
import pytest

from domain import actor as matrix
from domain.actor import Actor, Deed, Role
from domain.database.engine import row, rows, transaction, value
from domain.demand.commands import park_request, resume_request, withdraw_request
from domain.demand.rules import RequestState
from domain.errors import Conflict, Forbidden, NotFound, RuleViolation
from domain.ranking import queries
from domain.ranking.commands import rank_request
from domain.ranking.commands_endorsement import endorse_request
from tests.support.builders.ranking import ranked, ranked_list, submitted
from tests.support.database import Database
from tests.support.personas import Company, founded


@pytest.fixture
async def company(database: object) -> Company:
    return await founded()


async def order(owner: Actor, unit: UUID) -> list[UUID]:
    ranking = await queries.ranking(owner, unit)
    assert ranking is not None
    assert [each.place for each in ranking.entries] == list(range(1, len(ranking.entries) + 1))
    return [each.request for each in ranking.entries]


async def replayed(unit: UUID) -> list[UUID]:
    """The list as the recorded moves alone make it."""
    told: list[UUID] = []
    for version, move in enumerate(await rows("select * from rank_move where unit = $1 order by version", unit), 1):
        assert move["version"] == version
        if move["from_place"] is not None:
            assert told.pop(move["from_place"] - 1) == move["request"]
        if move["to_place"] is not None:
            told.insert(move["to_place"] - 1, move["request"])
    return told


async def stored(unit: UUID) -> list[tuple[UUID, int]]:
    return [
        (each["request"], each["place"])
        for each in await rows("select * from rank_entry where unit = $1 order by place", unit)
    ]


async def test_the_first_ranking_takes_a_request_into_the_order(company: Company, owner: Actor) -> None:
    request = await submitted(owner, company.retail)
    placed = await rank_request(owner, request.key, after=None, expected_version=0, reason=" Peak season. ")
    assert (placed.place, placed.version, placed.request.state) == (1, 1, RequestState.RANKED)
    assert await order(owner, company.retail) == [request.id]
    event = await row("select * from audit_event where action = 'request.ranked'")
    assert event is not None
    assert (event["actor"], event["subject"], event["request"]) == (owner.person_id, request.id, request.id)
    assert (event["before"]["state"], event["after"]["place"], event["reason"]) == ("submitted", 1, "Peak season.")
    move = await row("select * from rank_move")
    assert move is not None
    assert (move["from_place"], move["to_place"], move["reason"]) == (None, 1, "Peak season.")


async def test_a_move_passes_others_down_and_is_told_once(company: Company, owner: Actor) -> None:
    one, two, three = await ranked_list(owner, company.retail, "One", "Two", "Three")
    placed = await rank_request(owner, three.id, after=one.id, expected_version=3)
    assert (placed.place, placed.version) == (2, 4)
    assert await order(owner, company.retail) == [one.id, three.id, two.id]
    assert await replayed(company.retail) == [one.id, three.id, two.id]
    event = await row("select * from audit_event order by number desc limit 1")
    assert event is not None
    assert event["before"]["place"] == 3
    assert event["after"]["passed"] == [str(two.id)]


async def test_a_stale_list_is_refused_and_says_who_moved_what(company: Company, owner: Actor) -> None:
    one, two = await ranked_list(owner, company.retail, "One", "Two")
    await rank_request(owner, two.id, after=None, expected_version=2)
    with pytest.raises(Conflict, match=rf"Rita Reed moved {two.key} to place 1 in the list of Retail\."):
        await rank_request(owner, one.id, after=None, expected_version=2)
    with pytest.raises(Conflict, match="You have not seen the list of Retail as it is now"):
        await rank_request(owner, one.id, after=None, expected_version=9)
    assert await order(owner, company.retail) == [two.id, one.id]


async def test_who_left_the_order_is_cleaned_with_the_next_move(company: Company, owner: Actor) -> None:
    one, two, three, four = await ranked_list(owner, company.retail, "One", "Two", "Three", "Four")
    await park_request(owner, one.id, reason="Later.")
    await withdraw_request(owner, three.id, reason="Never.")
    assert await order(owner, company.retail) == [two.id, four.id]
    rank = await queries.rank_by_request(owner, [four.id, one.id])
    assert (rank[four.id].place, rank[four.id].of) == (2, 2)
    assert one.id not in rank
    placed = await ranked(owner, four)
    assert (placed.place, placed.version) == (1, 7)
    assert await stored(company.retail) == [(four.id, 1), (two.id, 2)]
    assert await replayed(company.retail) == [four.id, two.id]


async def test_a_resumed_request_comes_in_anew(company: Company, owner: Actor) -> None:
    one, two = await ranked_list(owner, company.retail, "One", "Two")
    await park_request(owner, one.id, reason="Later.")
    resumed = await resume_request(owner, one.id, reason="Now.")
    placed = await ranked(owner, resumed)
    assert placed.place == 1
    assert await stored(company.retail) == [(one.id, 1), (two.id, 2)]
    assert await replayed(company.retail) == [one.id, two.id]
    last = (await queries.last_move_by_request(owner, [one.id]))[one.id]
    assert (last.from_place, last.to_place) == (None, 1)


async def test_a_request_that_changed_units_leaves_its_old_list(
    company: Company, owner: Actor, database: Database
) -> None:
    one, two, three = await ranked_list(owner, company.retail, "One", "Two", "Three")
    with psycopg.connect(database.owner_url, autocommit=True) as elsewhere:
        elsewhere.execute("update request set unit = %s where id = %s", [company.finance, two.id])
    assert await order(owner, company.retail) == [one.id, three.id]
    finance = await company.owner_finance.as_actor()
    ranking = await queries.ranking(finance, company.finance)
    assert ranking is not None
    assert ranking.unranked == (two.id,)
    placed = await rank_request(finance, two.id, after=None, expected_version=0)
    assert (placed.place, placed.unit) == (1, company.finance)
    assert await replayed(company.retail) == [one.id, three.id]
    assert await replayed(company.finance) == [two.id]
    with pytest.raises(Conflict, match="took a request out"):
        await rank_request(owner, three.id, after=None, expected_version=3)
    await ranked(owner, three)
    assert await stored(company.retail) == [(three.id, 1), (one.id, 2)]


async def test_ranking_refuses_what_makes_no_sense(company: Company, owner: Actor) -> None:
    one, two = await ranked_list(owner, company.retail, "One", "Two")
    elsewhere = await company.owner_logistics.as_actor()
    (other,) = await ranked_list(elsewhere, company.logistics, "Other")
    with pytest.raises(RuleViolation, match="not in this unit's list"):
        await rank_request(owner, one.id, after=other.id, expected_version=2)
    with pytest.raises(RuleViolation, match="below itself"):
        await rank_request(owner, one.id, after=one.id, expected_version=2)
    with pytest.raises(RuleViolation, match="nothing would change"):
        await rank_request(owner, two.id, after=one.id, expected_version=2)
    with pytest.raises(RuleViolation, match="at most 2000"):
        await rank_request(owner, two.id, after=None, expected_version=2, reason="x" * 2001)
    with pytest.raises(NotFound):
        await rank_request(owner, "REQ-999999", after=None, expected_version=2)
    await withdraw_request(owner, two.id, reason="Never.")
    with pytest.raises(Conflict, match="withdrawn"):
        await rank_request(owner, two.id, after=None, expected_version=2)
    assert await value("select version from ranking_list where unit = $1", company.retail) == 2
    assert await value("select count(*) from audit_event where action = 'request.ranked'") == 3


@pytest.mark.parametrize("who", ["it_platform", "it_data", "board", "board_chair", "admin", "requester", "outsider"])
async def test_only_owners_rank_and_endorse(company: Company, owner: Actor, who: str) -> None:
    request = await submitted(owner, company.retail)
    somebody = await company.personas[who].as_actor()
    with pytest.raises(Forbidden, match="a business owner may"):
        await rank_request(somebody, request.id, after=None, expected_version=0)
    with pytest.raises(Forbidden, match="a business owner may"):
        await endorse_request(somebody, request.id, cost_share=Decimal("0.5"))
    assert await value("select count(*) from rank_move") == 0


async def test_an_owner_ranks_only_the_own_unit(company: Company, owner: Actor) -> None:
    request = await submitted(owner, company.retail)
    with pytest.raises(Forbidden, match="Only a business owner of Retail"):
        await rank_request(await company.owner_finance.as_actor(), request.id, after=None, expected_version=0)


async def test_the_database_refuses_it_even_if_the_matrix_did_not(
    company: Company, owner: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    await ranked_list(owner, company.retail, "One")
    await submitted(owner, company.retail, "Two")
    somebody = await company.it_platform.as_actor()
    for deed in (Deed.RANK_REQUEST, Deed.ENDORSE_REQUEST):
        monkeypatch.setitem(matrix.MAY, deed, (Role.IT,))
        for writing in (
            "update ranking_list set version = version + 1",
            "insert into ranking_list (unit, version) select id, 0 from unit",
            "update rank_entry set place = 9",
            "delete from rank_entry",
            "insert into rank_move select * from rank_move",
            "insert into endorsement select * from endorsement",
            "update endorsement set cost_share = 1",
            "update request set state = 'ranked'",
        ):
            with pytest.raises(Forbidden):
                async with transaction(somebody, deed) as tx:
                    await tx.execute(writing)


async def test_twenty_movers_at_once_lose_nothing(company: Company, owner: Actor) -> None:
    listed = await ranked_list(owner, company.retail, *(f"Wish {number}" for number in range(20)))
    conflicts = 0

    async def mover(seed: int) -> None:
        nonlocal conflicts
        chance = Random(seed)
        while True:
            ranking = await queries.ranking(owner, company.retail)
            assert ranking is not None
            after = chance.choice([None, *(one.id for one in listed if one.id != listed[seed].id)])
            try:
                await rank_request(owner, listed[seed].id, after=after, expected_version=ranking.version)
            except Conflict:
                conflicts += 1
            except RuleViolation:
                continue
            else:
                return

    await asyncio.gather(*(mover(seed) for seed in range(20)))
    now = await order(owner, company.retail)
    assert sorted(now) == sorted(one.id for one in listed)
    assert now == await replayed(company.retail)
    assert await value("select version from ranking_list where unit = $1", company.retail) == 40
    assert await value("select count(*) from audit_event where action = 'request.ranked'") == 40
    assert conflicts > 0


async def test_two_first_moves_of_a_unit_cannot_both_win(company: Company, owner: Actor) -> None:
    one, two = await submitted(owner, company.retail, "One"), await submitted(owner, company.retail, "Two")
    done = await asyncio.gather(
        *(rank_request(owner, each.id, after=None, expected_version=0) for each in (one, two)), return_exceptions=True
    )
    assert sorted(type(each).__name__ for each in done) == ["Conflict", "RankedRequest"]
    assert len(await order(owner, company.retail)) == 1


async def test_ranking_and_withdrawing_at_once_leave_one_truth(company: Company, owner: Actor) -> None:
    (one,) = await ranked_list(owner, company.retail, "One")
    two = await submitted(owner, company.retail, "Two")
    await asyncio.gather(
        rank_request(owner, two.id, after=one.id, expected_version=1),
        withdraw_request(owner, two.id, reason="Never."),
        return_exceptions=True,
    )
    assert await value("select state from request where id = $1", two.id) == "withdrawn"
    assert await order(owner, company.retail) == [one.id]


async def test_another_unit_endorses_with_its_share(company: Company, owner: Actor) -> None:
    request = await submitted(owner, company.retail)
    logistics, finance = await company.owner_logistics.as_actor(), await company.owner_finance.as_actor()
    first = await endorse_request(logistics, request.key, cost_share=Decimal("0.4"))
    again = await endorse_request(logistics, request.id, cost_share=Decimal("0.3"))
    assert first == again
    await endorse_request(finance, request.id, cost_share=Decimal("0.7"), unit="finance")
    given = (await queries.endorsements_by_request(owner, [request.id]))[request.id]
    assert [(each.unit, each.cost_share) for each in given] == [
        (company.finance, Decimal("0.7000")),
        (company.logistics, Decimal("0.3000")),
    ]
    with pytest.raises(RuleViolation, match="at most 30% is left"):
        await endorse_request(logistics, request.id, cost_share=Decimal("0.31"))
    events = await rows("select * from audit_event where action = 'request.endorsed' order by number")
    assert len(events) == 3
    assert events[1]["before"]["cost_share"] == "0.4000"
    assert events[1]["after"]["cost_share"] == "0.3000"
    assert await value("select version from request where id = $1", request.id) == request.version + 3


async def test_endorsing_refuses_the_own_unit_and_shares_beyond_the_whole(company: Company, owner: Actor) -> None:
    request = await submitted(owner, company.retail)
    logistics = await company.owner_logistics.as_actor()
    with pytest.raises(Forbidden, match="another unit"):
        await endorse_request(owner, request.id, cost_share=Decimal("0.1"))
    with pytest.raises(Forbidden, match="another unit"):
        await endorse_request(owner, request.id, cost_share=Decimal("0.1"), unit=company.retail)
    with pytest.raises(Forbidden, match="Only a business owner of Finance"):
        await endorse_request(logistics, request.id, cost_share=Decimal("0.1"), unit=company.finance)
    for share in ("-0.1", "1.01"):
        with pytest.raises(RuleViolation, match="from 0 to 1"):
            await endorse_request(logistics, request.id, cost_share=Decimal(share))
    await withdraw_request(owner, request.id, reason="Never.")
    with pytest.raises(Conflict, match="withdrawn"):
        await endorse_request(logistics, request.id, cost_share=Decimal("0.1"))


async def test_two_endorsers_at_once_stay_within_the_whole(company: Company, owner: Actor) -> None:
    request = await submitted(owner, company.retail)
    sponsors = [await one.as_actor() for one in (company.owner_logistics, company.owner_finance)]
    done = await asyncio.gather(
        *(endorse_request(one, request.id, cost_share=Decimal("0.6")) for one in sponsors), return_exceptions=True
    )
    assert sorted(type(each).__name__ for each in done) == ["RuleViolation", "UUID"]
    assert await value("select sum(cost_share) from endorsement") == Decimal("0.6000")
