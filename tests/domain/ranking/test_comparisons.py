"""Owners compare requests and take the suggestion over as their ballot; nobody else compares."""

import asyncio
from datetime import timedelta

import pytest

from domain import actor as matrix
from domain.actor import Actor, Deed, Role
from domain.audit.queries import audit_trail, data_version
from domain.database.clock import now
from domain.database.engine import row, rows, transaction, value
from domain.demand.commands import withdraw_request
from domain.errors import Conflict, Forbidden, NotFound, RuleViolation
from domain.organisation import commands_roles
from domain.ranking.commands_ballot import submit_ranking
from domain.ranking.commands_comparison import compare_requests
from domain.ranking.queries_comparison import ComparisonRow, comparison
from tests.support.builders.ballots import owner_too
from tests.support.builders.ranking import ranked_list, submitted
from tests.support.personas import Company


async def seen_by(owner: Actor, company: Company) -> ComparisonRow:
    found = await comparison(owner, company.retail)
    assert found is not None
    return found


async def test_a_conversation_leads_to_a_ballot(company: Company, owner: Actor) -> None:
    listed = await ranked_list(owner, company.retail, "One", "Two", "Three")
    new = await submitted(owner, company.retail, "Four")
    truth = [new.id, listed[2].id, listed[0].id, listed[1].id]
    seen = await seen_by(owner, company)
    assert seen.suggested == (*(one.id for one in listed), new.id)
    assert (seen.asked, seen.left, seen.differs, seen.consistency) == (0, 8, False, None)
    assert seen.consistency_text == "You have not compared any requests yet."
    while seen.next is not None:
        assert seen.next.text == "Which of these two first?"
        first, last = sorted(seen.next.among, key=truth.index)
        await compare_requests(owner, "retail", seen.next.among, best=first, worst=last)
        seen = await seen_by(owner, company)
    assert seen.suggested == tuple(truth)
    assert (seen.left, seen.differs, seen.consistency, seen.circle_count) == (0, True, 1.0, 0)
    assert seen.consistency_text.endswith("in your answers agree with this order; none contradict each other.")
    assert await value("select state from request where id = $1", new.id) == "submitted", "no list was changed"
    done = await submit_ranking(owner, "retail", [[one] for one in seen.suggested], expected_version=3)
    assert done.order == seen.suggested
    assert not (await seen_by(owner, company)).differs


async def test_contradictions_are_shown_in_words(company: Company, owner: Actor) -> None:
    one, two, three = await ranked_list(owner, company.retail, "One", "Two", "Three")
    for best, worst in ((one, two), (two, three), (three, one)):
        await compare_requests(owner, "retail", [best.key, worst.key], best=best.key, worst=str(worst.id))
    seen = await seen_by(owner, company)
    assert seen.consistency == pytest.approx(2 / 3)
    assert seen.consistency_text == (
        "2 of 3 comparisons in your answers agree with this order; 1 goes round in a circle."
    )
    (circle,) = seen.circles
    keys = {each.id: each.key for each in (one, two, three)}
    a, b, c = (keys[each] for each in circle.requests)
    assert circle.text == f"You said {a} over {b}, {b} over {c} and {c} over {a}."
    # Answering one of them anew settles it.
    await compare_requests(owner, "retail", [one.id, three.id], best=one.id, worst=three.id)
    seen = await seen_by(owner, company)
    assert (seen.consistency, seen.circle_count, seen.suggested) == (1.0, 0, (one.id, two.id, three.id))
    # What left the order counts no more.
    await withdraw_request(owner, two.id, reason="Never.")
    seen = await seen_by(owner, company)
    assert (seen.suggested, seen.asked, seen.next) == ((one.id, three.id), 2, None)


async def test_long_lists_are_asked_five_at_a_time(company: Company, owner: Actor) -> None:
    listed = await ranked_list(owner, company.retail, *(f"Wish {number}" for number in range(14)))
    seen = await seen_by(owner, company)
    assert seen.next is not None
    assert (seen.next.text, seen.left) == ("Which of these five first, and which last?", 21)
    among = seen.next.among
    await compare_requests(owner, company.retail, among, best=among[4], worst=among[0])
    seen = await seen_by(owner, company)
    assert seen.next is not None
    assert len(set(seen.next.among) & set(among)) <= 1
    assert (seen.asked, len(seen.suggested)) == (1, len(listed))


async def test_an_answer_is_told_and_changes_nothing_that_a_plan_follows(company: Company, owner: Actor) -> None:
    one, two = await ranked_list(owner, company.retail, "One", "Two")
    before = await data_version()
    await compare_requests(owner, "retail", [one.id, two.id], best=two.id, worst=one.id)
    assert await data_version() == before
    event = await row("select * from audit_event order by number desc limit 1")
    assert event is not None
    assert (event["action"], event["subject_kind"], event["subject"]) == ("requests.compared", "unit", company.retail)
    assert event["after"] == {"among": [str(one.id), str(two.id)], "best": str(two.id), "worst": str(one.id)}
    (told, *_) = await audit_trail(owner, subject=company.retail, limit=1)
    assert told.text == "Rita Reed compared requests of Retail."
    for somebody in (company.owner_finance, company.board, company.it_platform):
        trail = await audit_trail(await somebody.as_actor(), subject=company.retail, limit=20)
        assert told.id not in {each.id for each in trail}, "what is on the way to a ballot is the owner's own"


async def test_two_answers_at_once_are_both_kept(company: Company, owner: Actor) -> None:
    one, two, three = await ranked_list(owner, company.retail, "One", "Two", "Three")
    bea = await (await owner_too(company, "Bea Bond", company.retail)).as_actor()
    await asyncio.gather(
        compare_requests(owner, "retail", [one.id, two.id], best=two.id, worst=one.id),
        compare_requests(owner, "retail", [two.id, three.id], best=three.id, worst=two.id),
        compare_requests(bea, "retail", [one.id, two.id], best=one.id, worst=two.id),
    )
    seen = await seen_by(owner, company)
    assert (seen.asked, seen.suggested) == (2, (three.id, two.id, one.id))
    assert (await seen_by(bea, company)).asked == 1


async def test_each_owner_has_answers_of_their_own_and_a_deputy_those_of_whom_it_stands_in_for(
    company: Company, owner: Actor
) -> None:
    one, two = await ranked_list(owner, company.retail, "One", "Two")
    bea = await (await owner_too(company, "Bea Bond", company.retail)).as_actor()
    start = now() - timedelta(minutes=1)
    await commands_roles.name_deputy(
        bea, company.requester.id, from_at=start, until_at=start + timedelta(days=2), unit=company.retail
    )
    deputy = await company.requester.as_actor()
    await compare_requests(deputy, "retail", [one.id, two.id], best=two.id, worst=one.id)
    kept = await row("select * from comparison")
    assert kept is not None
    assert (kept["owner"], kept["answered_by"]) == (bea.person_id, deputy.person_id)
    assert (await seen_by(bea, company)).asked == (await seen_by(deputy, company)).asked == 1
    assert (await seen_by(owner, company)).asked == 0
    assert await comparison(await company.owner_finance.as_actor(), company.retail) is None
    assert await comparison(await company.board.as_actor(), company.retail) is None


async def test_what_makes_no_sense_is_refused(company: Company, owner: Actor) -> None:
    one, two, three = await ranked_list(owner, company.retail, "One", "Two", "Three")
    other = await submitted(await company.owner_logistics.as_actor(), company.logistics, "Other")
    with pytest.raises(RuleViolation, match="2 to 5"):
        await compare_requests(owner, "retail", [one.key], best=one.key, worst=one.key)
    with pytest.raises(RuleViolation, match="2 to 5"):
        await compare_requests(owner, "retail", [one.key, str(one.id)], best=one.key, worst=one.key)
    with pytest.raises(RuleViolation, match="two different ones"):
        await compare_requests(owner, "retail", [one.key, two.key], best=one.key, worst=three.key)
    with pytest.raises(Conflict, match="no request of Retail"):
        await compare_requests(owner, "retail", [one.key, other.key], best=one.key, worst=other.key)
    with pytest.raises(NotFound):
        await compare_requests(owner, "retail", [one.key, "REQ-999999"], best=one.key, worst="REQ-999999")
    await withdraw_request(owner, two.id, reason="Never.")
    with pytest.raises(Conflict, match="withdrawn"):
        await compare_requests(owner, "retail", [one.key, two.key], best=one.key, worst=two.key)
    assert await value("select count(*) from comparison") == 0


@pytest.mark.parametrize("who", ["it_platform", "it_data", "board", "board_chair", "admin", "requester", "outsider"])
async def test_only_owners_compare(company: Company, owner: Actor, who: str) -> None:
    one, two = await ranked_list(owner, company.retail, "One", "Two")
    with pytest.raises(Forbidden, match="a business owner may"):
        await compare_requests(
            await company.personas[who].as_actor(), "retail", [one.id, two.id], best=one.id, worst=two.id
        )
    with pytest.raises(Forbidden, match="Only a business owner of Retail"):
        await compare_requests(
            await company.owner_finance.as_actor(), "retail", [one.id, two.id], best=one.id, worst=two.id
        )


async def test_the_database_refuses_answers_of_others(
    company: Company, owner: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two = await ranked_list(owner, company.retail, "One", "Two")
    await compare_requests(owner, "retail", [one.id, two.id], best=one.id, worst=two.id)
    inserted = "insert into comparison select $1, unit, owner, among, worst, best, $2, $3, side, at from comparison"
    (office,) = await rows("select id from assignment where person = $1", owner.person_id)
    for who, role in (
        ("it_platform", Role.IT),
        ("board", Role.BOARD),
        ("admin", Role.ADMIN),
        ("requester", Role.REQUESTER),
        ("owner_finance", Role.OWNER),
    ):
        somebody = await company.personas[who].as_actor()
        monkeypatch.setitem(matrix.MAY, Deed.COMPARE_REQUESTS, (role,))
        for by, assignment in ((somebody.person_id, somebody.assignments), (owner.person_id, None)):
            with pytest.raises(Forbidden):
                async with transaction(somebody, Deed.COMPARE_REQUESTS) as tx:
                    await tx.execute(inserted, one.id, by, assignment[0].id if assignment else office["id"])
    monkeypatch.setitem(matrix.MAY, Deed.COMPARE_REQUESTS, (Role.OWNER,))
    for writing in ("update comparison set best = worst", "delete from comparison"):
        with pytest.raises(Forbidden):
            async with transaction(owner, Deed.COMPARE_REQUESTS) as tx:
                await tx.execute(writing)
