"""What waits for each role, and what is new about followed requests."""

from datetime import timedelta

from domain.actor import Actor
from domain.database import clock
from domain.decisions.commands_clock import lapse_settled
from domain.delivery.commands import post_update
from domain.demand.commands import park_request
from domain.demand.commands_conversation import ask_clarification, comment, follow
from domain.notifications.queries import Inbox, asked_count_by_person, inbox
from domain.notifications.rules import InboxKind, Item, Pile, end_of, key_of
from domain.realisation.commands import open_due_reviews
from domain.realisation.queries import reviews_by_request
from domain.wording import month_name
from tests.support.builders.capacity import logged, split
from tests.support.builders.decisions import clash, planned, raised
from tests.support.builders.delivery import committed_request, in_month, started, this_month
from tests.support.builders.demand import submitted
from tests.support.builders.estimation import estimated
from tests.support.builders.ranking import ranked
from tests.support.builders.realisation import live, measured
from tests.support.personas import SYSTEM, Company, Persona

DAY = timedelta(days=1)
K = InboxKind


async def opened(persona: Persona) -> Inbox:
    return await inbox(await persona.as_actor(), first=100)


async def asked_of(persona: Persona, kind: InboxKind) -> list[Item]:
    """What of a kind waits for somebody; every item says what to do."""
    items = [item for item in (await opened(persona)).items if item.kind is kind]
    assert all(item.text and item.to_do for item in items)
    return items


async def test_a_new_request_waits_for_it_and_then_for_its_owner(company: Company) -> None:
    request = await submitted(company)
    (item,) = await asked_of(company.it_platform, K.ESTIMATE_REQUEST)
    assert (item.request, item.pile, item.due_at) == (request.id, Pile.ASKED, None)
    assert await asked_of(company.owner_retail, K.RANK_REQUEST) == []
    await estimated(company, request)
    assert await asked_of(company.it_platform, K.ESTIMATE_REQUEST) == []
    (item,) = await asked_of(company.owner_retail, K.RANK_REQUEST)
    assert (item.request, item.unit, item.overdue) == (request.id, company.retail, False)
    assert item.text == f"{request.key} of Retail waits for a place."
    assert await asked_of(company.owner_finance, K.RANK_REQUEST) == []
    other = await submitted(company, title="Another")
    await estimated(company, other)
    with clock.clock_at(clock.now() + 6 * DAY):
        (item,) = await asked_of(company.owner_retail, K.RANK_REQUEST)
        assert (item.request, item.overdue) == (None, True)
        assert item.text == f"{request.key} and {other.key} of Retail wait for a place."


async def test_what_the_plan_starts_soon_is_ready_to_commit(company: Company) -> None:
    await logged(company, this_month(), days=split(20, 0, 0, 0))
    owner = await company.owner_retail.as_actor()
    request = await planned(company, owner, company.retail, "Loyalty cards", days=5, cents=100)
    (item,) = await asked_of(company.owner_retail, K.COMMIT_REQUEST)
    assert (item.request, item.unit, item.overdue) == (request.id, company.retail, False)
    assert item.due_at == end_of((this_month() + 1).first - DAY), (
        "its month has begun; it can be committed until the end"
    )
    assert "can start in" in item.text
    assert await asked_of(company.owner_finance, K.COMMIT_REQUEST) == []


async def test_a_question_waits_for_its_owners_and_nobody_else(company: Company) -> None:
    clashing = await clash(company)
    question = await raised(company, clashing.crowded)
    (item,) = await asked_of(company.owner_retail, K.ANSWER_QUESTION)
    assert (item.question, item.request, item.due_at) == (question.id, clashing.crowded.id, question.due_at)
    for persona in (company.it_platform, company.board, company.requester, company.owner_finance):
        assert await asked_of(persona, K.ANSWER_QUESTION) == []


async def test_measurements_wait_for_the_owner_and_reviews_for_the_board(company: Company) -> None:
    it = await live(company)
    await measured(company, it, 100)
    assert await asked_of(company.owner_retail, K.RECORD_MEASUREMENT) == []
    with in_month(it.since + 4, 5):
        await open_due_reviews(SYSTEM)
        (item,) = await asked_of(company.owner_retail, K.RECORD_MEASUREMENT)
        (review, *_) = (await reviews_by_request(await company.owner_retail.as_actor(), [it.request.id]))[it.request.id]
        assert (item.request, item.review) == (it.request.id, review.id), "it leads to where measurements are recorded"
        assert f"2 months of its benefits since {month_name(it.since + 2)} are not measured" in item.text
        (item,) = await asked_of(company.board, K.CLOSE_REVIEW)
        assert (item.request, item.overdue) == (it.request.id, False)
        assert "after 3 months" in item.text
        assert await asked_of(company.owner_retail, K.CLOSE_REVIEW) == []
    with in_month(it.since + 5, 5):
        (item,) = await asked_of(company.board, K.CLOSE_REVIEW)
        assert item.overdue


async def test_measurements_are_asked_for_once_their_review_is_near(company: Company) -> None:
    it = await live(company)
    with in_month(it.since + 2, 5):
        assert await asked_of(company.owner_retail, K.RECORD_MEASUREMENT) == []
    with in_month(it.since + 2, 25):
        (item,) = await asked_of(company.owner_retail, K.RECORD_MEASUREMENT)
        assert f"1 month of its benefits since {month_name(it.since + 1)} is not measured" in item.text


async def test_the_updates_of_a_request_are_one_line(company: Company) -> None:
    staff, outsider = await company.it_platform.as_actor(), await company.outsider.as_actor()
    first = await started(company, await committed_request(company))
    second = await started(company, await committed_request(company, "Gift cards", room=False))
    for request in (first, second):
        await follow(outsider, request.id)
    for request in (first, second, first, first):
        await post_update(staff, request.id, text="On its way.", next_update_at=clock.now() + 7 * DAY)
    told = [item for item in (await opened(company.outsider)).items if "posted an update" in item.text]
    assert [(item.request, item.text) for item in told] == [
        (first.id, f"3 updates; the latest: Ivo Plath posted an update on {first.key}."),
        (second.id, f"Ivo Plath posted an update on {second.key}."),
    ]


async def test_months_that_a_team_has_not_logged_wait_for_it(company: Company) -> None:
    (item,) = await asked_of(company.it_platform, K.LOG_CAPACITY)
    assert item.team == company.platform
    for offset in range(3):
        await logged(company, this_month() + offset, days=split(20, 0, 0, 0))
    assert await asked_of(company.it_platform, K.LOG_CAPACITY) == []
    assert len(await asked_of(company.it_data, K.LOG_CAPACITY)) == 1


async def test_an_update_waits_for_who_owes_it(company: Company) -> None:
    request = await started(company, await committed_request(company))
    assert await asked_of(company.it_platform, K.UPDATE_DUE) == []
    now = clock.now()
    with clock.clock_at(now + 15 * DAY):
        (item,) = await asked_of(company.it_platform, K.UPDATE_DUE)
        assert item.overdue
        assert "The first update" in item.text
        await post_update(
            await company.it_platform.as_actor(), request.id, text="Begun.", next_update_at=now + 20 * DAY
        )
        assert await asked_of(company.it_platform, K.UPDATE_DUE) == []
    with clock.clock_at(now + 19 * DAY):
        (item,) = await asked_of(company.it_platform, K.UPDATE_DUE)
        assert (item.request, item.overdue, item.due_at) == (request.id, False, now + 20 * DAY)
    with clock.clock_at(now + 22 * DAY):
        (item,) = await asked_of(company.it_platform, K.UPDATE_DUE)
        assert item.overdue
        assert "was missed 2 days ago" in item.text
        assert await asked_of(company.it_data, K.UPDATE_DUE) == []
        await post_update(
            await company.owner_retail.as_actor(), request.id, text="Waiting.", next_update_at=now + 23 * DAY
        )
        assert len(await asked_of(company.owner_retail, K.UPDATE_DUE)) == 1


async def test_a_clarification_waits_for_those_who_can_say(company: Company) -> None:
    request = await submitted(company)
    await ask_clarification(await company.it_platform.as_actor(), request.id, question="Which shops?")
    for persona in (company.requester, company.owner_retail):
        (item,) = await asked_of(persona, K.ANSWER_CLARIFICATION)
        assert "Which shops?" in item.text
    assert await asked_of(company.outsider, K.ANSWER_CLARIFICATION) == []


async def test_news_tell_what_others_did_to_what_somebody_follows(company: Company) -> None:
    request = await submitted(company)
    outsider = await company.outsider.as_actor()
    await comment(await company.requester.as_actor(), request.id, text="Any news?")
    assert (await opened(company.outsider)).items == ()
    await follow(outsider, request.id)
    (item,) = (await opened(company.outsider)).items
    assert (item.kind, item.pile, item.request) == (K.NEWS, Pile.INFORMATION, request.id)
    await comment(outsider, request.id, text="I do not know.")
    assert len((await opened(company.outsider)).items) == 1
    with clock.clock_at(clock.now() + 31 * DAY):
        assert (await opened(company.outsider)).items == ()


async def test_followers_hear_that_a_question_ended_without_a_decision(company: Company) -> None:
    clashing = await clash(company)
    await raised(company, clashing.crowded)
    await follow(await company.requester.as_actor(), clashing.crowded.id)
    await park_request(await company.owner_retail.as_actor(), clashing.crowded.id, reason="Not this year.")
    await lapse_settled(SYSTEM)
    told = [item.text for item in (await opened(company.requester)).items if item.kind is K.NEWS]
    assert any("ended the priority question about" in text for text in told)


async def test_moves_in_the_lists_are_one_line(company: Company) -> None:
    outsider = await company.outsider.as_actor()
    owner = await company.owner_retail.as_actor()
    first, second = await submitted(company, title="One"), await submitted(company, title="Two")
    for request in (first, second):
        await follow(outsider, request.id)
        await ranked(owner, request)
    await ranked(owner, first)
    (item,) = (await opened(company.outsider)).items
    assert item.text.startswith("3 rank moves of 2 requests that you follow; the latest: Rita Reed")
    assert item.request is None


async def test_pages_follow_each_other_and_only_what_is_asked_is_counted(company: Company) -> None:
    for title in ("One", "Two", "Three"):
        request = await submitted(company, title=title)
        await comment(await company.requester.as_actor(), request.id, text="Hello.")
        await follow(await company.it_platform.as_actor(), request.id)
    actor = await company.it_platform.as_actor()
    whole = await inbox(actor, first=100)
    assert (whole.total, whole.asked_count) == (7, 4)
    assert await asked_count_by_person(actor, [actor.person_id, company.board.id]) == {actor.person_id: 4}
    seen: list[Item] = []
    page = await inbox(actor, first=3)
    while True:
        seen += page.items
        if not page.has_next:
            break
        page = await inbox(actor, first=3, after=key_of(page.items[-1]))
    assert tuple(seen) == whole.items
    assert (await inbox(Actor.system(), first=10)).asked_count == 0
