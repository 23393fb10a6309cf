"""Several owners order one list: by their ballots, the accountable one between equals, and everybody sees why."""

from datetime import timedelta

import psycopg
import pytest

from domain.actor import Actor
from domain.audit.queries import audit_trail
from domain.database.clock import now
from domain.database.engine import row, rows, value
from domain.demand.commands import park_request, withdraw_request
from domain.demand.rows import RequestRow
from domain.demand.rules import RequestState
from domain.errors import Forbidden, RuleViolation
from domain.governance.commands import set_policy
from domain.organisation import commands_roles
from domain.ranking.commands import rank_request
from tests.support.builders.ballots import cast, order, owner_too, reasons, replayed, version
from tests.support.builders.ranking import ranked, ranked_list, submitted
from tests.support.database import Database
from tests.support.personas import Company

Three = tuple[Actor, Actor, Actor]


async def test_the_list_follows_the_majority_of_the_ballots(
    company: Company, owners: Three, requests: list[RequestRow]
) -> None:
    rita, bea, carl = owners
    one, two, three, four = requests
    await cast(rita, company.retail, one, two, three, reason="By margin.")
    assert await order(company.retail) == [one.id, two.id, three.id]
    await cast(bea, company.retail, two, one, three)
    assert await order(company.retail) == [one.id, two.id, three.id]
    done = await cast(carl, company.retail, two, (four, one))
    assert done.order == (two.id, one.id, three.id, four.id)
    assert await order(company.retail) == list(done.order) == await replayed(company.retail)
    assert done.version == await version(company.retail)

    seen = await reasons(rita, company.retail)
    assert seen.accountable == rita.person_id
    assert not seen.is_due
    assert seen.rule == (
        "The list follows from the ballots of 3 owners: of two requests the one that more of them put first stands"
        " above, the clearest majorities first; where as many put one first as the other, Rita Reed, who is"
        " accountable, decides. With so few owners that is common."
    )
    assert [each.owner for each in seen.ballots] == [rita.person_id, bea.person_id, carl.person_id]
    assert seen.ballots[2].tiers == ((two.id,), (four.id, one.id))
    assert seen.ballots[2].missing == (three.id,)
    why = seen.by_request
    assert why[two.id].why_here == (
        f"{two.key} is above {one.key} because 2 of 3 owners who ranked both put {two.key} first."
    )
    assert why[one.id].would_raise == (
        f"It passes {two.key} when 1 of the 2 owners who put {two.key} first puts it above {two.key}."
    )
    assert why[two.id].would_raise is None
    assert why[one.id].disputed
    assert not why[four.id].disputed
    pair = why[one.id].against_above
    assert pair is not None
    assert (pair.ahead, pair.behind, pair.level) == (2, 1, 0)
    assert why[three.id].why_here == (
        f"{one.key} is above {three.key} because both owners who ranked both put {one.key} first."
    )
    assert why[four.id].why_here == (
        f"No owner ranked both {three.key} and {four.key}; Rita Reed, who is accountable, ranked only {three.key}."
    )
    assert why[four.id].against_above is None


async def test_a_ballot_is_told_with_what_it_said_and_what_it_moved(
    company: Company, owners: Three, requests: list[RequestRow]
) -> None:
    rita, bea, carl = owners
    one, two, *_ = requests
    await cast(rita, company.retail, one, two)
    await cast(bea, company.retail, two, one)
    await cast(carl, company.retail, two, one, reason="Peak season.")
    event = await row("select * from audit_event where action = 'ranking.submitted' order by number desc limit 1")
    assert event is not None
    assert (event["subject_kind"], event["subject"], event["reason"]) == ("unit", company.retail, "Peak season.")
    assert event["after"]["tiers"] == [[str(two.id)], [str(one.id)]]
    assert event["before"]["order"] == [str(one.id), str(two.id)]
    assert event["after"]["order"] == [str(two.id), str(one.id)]
    ranked_events = await rows("select * from audit_event where action = 'request.ranked' order by number")
    assert [(each["request"], each["before"]["state"]) for each in ranked_events] == [
        (one.id, "submitted"),
        (two.id, "submitted"),
        (two.id, "ranked"),
    ]
    texts = [each.text for each in await audit_trail(rita, subject=company.retail, limit=10)]
    assert "Carl Cole submitted a ranking of Retail: “Peak season.”" in texts
    move = await row("select * from rank_move order by version desc limit 1")
    assert move is not None
    assert (move["request"], move["from_place"], move["to_place"]) == (two.id, 2, 1)
    assert (move["moved_by"], move["reason"]) == (carl.person_id, "It follows from the owners' ballots.")
    assert await value("select state from request where id = $1", two.id) == RequestState.RANKED


async def test_between_two_opposed_owners_the_accountable_one_decides(
    company: Company, owners: Three, requests: list[RequestRow]
) -> None:
    rita, bea, _ = owners
    one, two, three, _ = requests
    await cast(rita, company.retail, one, two, three)
    await cast(bea, company.retail, three, two, one)
    assert await order(company.retail) == [one.id, two.id, three.id]
    seen = await reasons(bea, company.retail)
    assert seen.by_request[two.id].why_here == (
        f"As many owners put {one.key} first as {two.key} (1 each), so Rita Reed, who is accountable, decides:"
        f" {one.key} first."
    )
    assert seen.by_request[two.id].would_raise == (
        f"It passes {one.key} when one owner more puts it first or Rita Reed decides so."
    )
    assert seen.rule.endswith("With so few owners that is common. Carl Cole has not ranked.")
    # The board names the other one: the next deed makes the list of that ballot.
    await set_policy(
        await company.board.as_actor(),
        {"accountable": {company.retail: bea.person_id}},
        reason="Bea answers for Retail from now on.",
    )
    seen = await reasons(bea, company.retail)
    assert (seen.accountable, seen.is_due) == (bea.person_id, True)
    assert "before owners or requests of this list changed" in seen.by_request[two.id].why_here
    await cast(bea, company.retail, three, two, one)
    assert await order(company.retail) == [three.id, two.id, one.id] == await replayed(company.retail)
    with pytest.raises(RuleViolation, match="says this already"):
        await cast(bea, company.retail, three, two, one)


async def test_moving_a_request_moves_it_on_the_own_ballot(
    company: Company, owners: Three, requests: list[RequestRow]
) -> None:
    rita, bea, carl = owners
    one, two, three, four = requests
    await cast(rita, company.retail, one, two, three)
    placed = await rank_request(bea, three.id, after=None, expected_version=await version(company.retail))
    assert (placed.place, await order(company.retail)) == (3, [one.id, two.id, three.id])
    assert placed.version == await version(company.retail) == 4
    seen = await reasons(bea, company.retail)
    own = seen.ballot_of(bea.person_id)
    assert own is not None
    assert own.tiers == ((three.id,), (one.id,), (two.id,))
    (event, *_) = await audit_trail(rita, subject=three.id, limit=1)
    assert event.text == f"Bea Bond put {three.key} first on a ballot; it stands third in Retail."
    with pytest.raises(RuleViolation, match="on your ballot already"):
        await rank_request(bea, three.id, after=None, expected_version=4)
    placed = await rank_request(carl, three.id, after=None, expected_version=4, reason="Law.")
    assert (placed.place, await order(company.retail)) == (1, [three.id, one.id, two.id])
    # What comes in on one ballot stands where that ballot has it.
    placed = await rank_request(carl, four.id, after=three.id, expected_version=placed.version)
    assert await order(company.retail) == [three.id, four.id, one.id, two.id] == await replayed(company.retail)


async def test_a_deputy_casts_the_ballot_of_whom_it_stands_in_for(
    company: Company, owners: Three, requests: list[RequestRow]
) -> None:
    _, bea, _ = owners
    one, two, *_ = requests
    deputy = company.requester
    await commands_roles.name_deputy(
        bea, deputy.id, from_at=now() - timedelta(minutes=1), until_at=now() + timedelta(days=2), unit=company.retail
    )
    await cast(await deputy.as_actor(), company.retail, two, one)
    kept = await row("select * from ballot")
    assert kept is not None
    assert (kept["owner"], kept["cast_by"], kept["version"]) == (bea.person_id, deputy.id, 1)
    seen = await reasons(bea, company.retail)
    assert len(seen.ballots) == 3
    own = seen.ballot_of(bea.person_id)
    assert own is not None
    assert (own.cast_by, own.is_taken_over, own.cast_at is not None) == (deputy.id, False, True)
    assert seen.rule == "The list is the ballot of Bea Bond. Rita Reed and Carl Cole have not ranked."
    event = await row("select * from audit_event where action = 'ranking.submitted'")
    assert event is not None
    assert event["acts_for"] == bea.person_id


async def test_an_owner_who_leaves_counts_no_more_from_the_next_deed_on(
    company: Company, owners: Three, requests: list[RequestRow]
) -> None:
    rita, bea, carl = owners
    one, two, *_ = requests
    await cast(rita, company.retail, one, two)
    await cast(bea, company.retail, two, one)
    office = await value("select id from assignment where person = $1", rita.person_id)
    await commands_roles.end_assignment(await company.admin.as_actor(), office)
    assert await order(company.retail) == [one.id, two.id]
    seen = await reasons(bea, company.retail)
    assert (seen.accountable, seen.is_due) == (bea.person_id, True)
    assert [each.owner for each in seen.ballots] == [bea.person_id, carl.person_id]
    await cast(carl, company.retail, one)
    assert await order(company.retail) == [two.id, one.id] == await replayed(company.retail)
    with pytest.raises(Forbidden, match="business owner may"):
        await cast(await company.owner_retail.as_actor(), company.retail, one)


async def test_a_list_from_before_there_were_ballots_is_the_accountable_owners(
    company: Company, owner: Actor, database: Database
) -> None:
    one, two, three = await ranked_list(owner, company.retail, "One", "Two", "Three")
    with psycopg.connect(database.owner_url, autocommit=True) as elsewhere:
        elsewhere.execute("select set_config('mandate.actor', %s, false)", [str(owner.person_id)])
        elsewhere.execute("delete from ballot")
    bea = await (await owner_too(company, "Bea Bond", company.retail)).as_actor()
    seen = await reasons(bea, company.retail)
    assert seen.rule == (
        "Rita Reed and Bea Bond order this list. Until one of them ranks anew, it stays as its owners left it."
    )
    assert seen.by_request[two.id].why_here == "It stands where the owners of Retail left it."
    four = await submitted(owner, company.retail, "Four")
    await ranked(bea, four)
    await ranked(bea, two, after=four)
    assert await order(company.retail) == [four.id, one.id, two.id, three.id]
    seen = await reasons(bea, company.retail)
    taken_over = seen.ballot_of(owner.person_id)
    assert taken_over is not None
    assert (taken_over.is_taken_over, taken_over.cast_at, taken_over.cast_by) == (True, None, None)
    assert taken_over.tiers == ((one.id,), (two.id,), (three.id,))
    # What only Bea ranked, Bea alone moves.
    await ranked(bea, four, after=one)
    assert await order(company.retail) == [one.id, two.id, four.id, three.id] == await replayed(company.retail)


async def test_levels_gaps_and_one_owner(company: Company, owner: Actor, requests: list[RequestRow]) -> None:
    one, two, three, four = requests
    await cast(owner, company.retail, three, (two, one))
    assert await order(company.retail) == [three.id, one.id, two.id]
    seen = await reasons(owner, company.retail)
    assert seen.rule == "Rita Reed alone orders this list."
    assert seen.by_request[two.id].why_here == (
        f"Rita Reed ranks it 2 of 3, level with {one.key}; of those the oldest stands first."
    )
    assert seen.by_request[two.id].would_raise == f"Rita Reed can rank it above {one.key}."
    await cast(owner, company.retail, four, two)
    assert await order(company.retail) == [four.id, two.id, one.id, three.id] == await replayed(company.retail)
    seen = await reasons(owner, company.retail)
    assert seen.by_request[three.id].why_here == (
        "Rita Reed has not ranked it; such requests stand at the end, the oldest first."
    )
    await cast(owner, company.retail, (four, two, one))
    assert await order(company.retail) == [one.id, two.id, four.id, three.id]
    # A drag below one of a level puts it right there.
    await ranked(owner, three, after=one)
    assert await order(company.retail) == [one.id, three.id, two.id, four.id]


async def test_what_leaves_the_order_leaves_the_ballots(
    company: Company, owners: Three, requests: list[RequestRow], database: Database
) -> None:
    rita, bea, carl = owners
    one, two, three, four = requests
    await cast(rita, company.retail, one, two, three, four)
    await cast(bea, company.retail, four, three, two, one)
    await cast(carl, company.retail, four, two)
    await withdraw_request(rita, four.id, reason="Never.")
    await park_request(rita, one.id, reason="Later.")
    with psycopg.connect(database.owner_url, autocommit=True) as elsewhere:
        elsewhere.execute("update request set unit = %s where id = %s", [company.finance, three.id])
    seen = await reasons(rita, company.retail)
    assert [each.tiers for each in seen.ballots] == [((two.id,),)] * 3
    assert list(seen.by_request) == [two.id]
    assert seen.by_request[two.id].why_here == "It is the only ranked request of Retail."
    finance = await company.owner_finance.as_actor()
    await cast(finance, company.finance, three)
    assert await order(company.finance) == [three.id]
    (five,) = [await submitted(rita, company.retail, "Five")]
    await cast(carl, company.retail, two, five)
    assert await order(company.retail) == [two.id, five.id] == await replayed(company.retail)
