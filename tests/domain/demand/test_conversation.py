"""Comments, clarification, following and drafts."""

import asyncio

import pytest

from domain.database.engine import rows, value
from domain.demand import commands_conversation, commands_drafts, queries
from domain.demand.rules import RequestState
from domain.errors import Conflict, Forbidden, NotFound, RuleViolation
from domain.value.commands import submit_request
from tests.support.builders.demand import actions_of, led_to, new_request, submitted
from tests.support.personas import Company


async def test_anyone_comments(company: Company) -> None:
    request = await submitted(company)
    for persona in (company.outsider, company.it_data):
        await commands_conversation.comment(await persona.as_actor(), request.key, text=f" From {persona.name}. ")
    said = (await queries.comments_by_request(await company.board.as_actor(), [request.id]))[request.id]
    assert [comment.text for comment in said] == ["From Otto Outs.", "From Ida Dahl."]
    assert (await actions_of(request.id))[1:] == ["request.commented"] * 2
    with pytest.raises(RuleViolation):
        await commands_conversation.comment(await company.outsider.as_actor(), request.id, text=" ")


async def test_a_clarification_is_asked_answered_and_stops_nothing(company: Company) -> None:
    it, requester = await company.it_platform.as_actor(), await company.requester.as_actor()
    request = await submitted(company)
    asked = await commands_conversation.ask_clarification(it, request.id, question="Which shops?")
    assert asked.state is RequestState.SUBMITTED
    with pytest.raises(Conflict, match="open already"):
        await commands_conversation.ask_clarification(it, request.id, question="Which ones?")
    for persona in (company.it_platform, company.outsider, company.owner_finance, company.board):
        with pytest.raises(Forbidden, match="owner"):
            await commands_conversation.answer_clarification(await persona.as_actor(), request.id, answer="All.")
    assert (await led_to(company, request, RequestState.RANKED)).state is RequestState.RANKED
    answered = await commands_conversation.answer_clarification(requester, request.id, answer="All of them.")
    assert (answered.answer, answered.answered_by) == ("All of them.", company.requester.id)
    with pytest.raises(Conflict, match="No question"):
        await commands_conversation.answer_clarification(requester, request.id, answer="Again.")
    assert (await actions_of(request.id))[1:] == ["clarification.asked", "clarification.answered"]


async def test_a_requester_asks_no_clarification(company: Company) -> None:
    request = await submitted(company)
    with pytest.raises(Forbidden, match="IT staff"):
        await commands_conversation.ask_clarification(await company.outsider.as_actor(), request.id, question="Why?")


async def test_of_two_questions_at_once_one_is_asked(company: Company) -> None:
    request = await submitted(company)
    outcomes = await asyncio.gather(
        *[
            commands_conversation.ask_clarification(await persona.as_actor(), request.id, question="Which shops?")
            for persona in (company.it_platform, company.it_data, company.board)
        ],
        return_exceptions=True,
    )
    assert sum(isinstance(outcome, Conflict) for outcome in outcomes) == 2
    assert await value("select count(*) from clarification") == 1


async def test_following_twice_is_following_and_unfollowing_ends_it(company: Company) -> None:
    outsider = await company.outsider.as_actor()
    request = await submitted(company)
    for _ in range(2):
        await commands_conversation.follow(outsider, request.id)
    followers = (await queries.followers_by_request(outsider, [request.id]))[request.id]
    assert followers == (company.requester.id, company.outsider.id)
    for _ in range(2):
        await commands_conversation.unfollow(outsider, request.id)
    assert (await queries.followers_by_request(outsider, [request.id]))[request.id] == (company.requester.id,)
    assert (await actions_of(request.id))[1:] == ["request.followed", "request.unfollowed"]


async def test_a_draft_is_its_authors_alone(company: Company) -> None:
    author, other = await company.requester.as_actor(), await company.board.as_actor()
    draft = await commands_drafts.save_draft(author, {"title": "Secret plan"})
    again = await commands_drafts.save_draft(author, {"title": "Secret plan, better"}, draft=draft.id)
    assert again.id == draft.id
    assert [kept.content["title"] for kept in await queries.drafts(author)] == ["Secret plan, better"]
    assert await queries.drafts(other) == ()
    with pytest.raises(NotFound):
        await commands_drafts.save_draft(other, {"title": "Mine now"}, draft=draft.id)
    with pytest.raises(NotFound):
        await commands_drafts.discard_draft(other, draft.id)
    told = await rows("select after, reason from audit_event where action like 'draft.%'")
    assert len(told) == 2
    assert all("Secret" not in str(dict(event)) for event in told)
    await commands_drafts.discard_draft(author, draft.id)
    assert await queries.drafts(author) == ()


async def test_a_submitted_draft_goes(company: Company) -> None:
    author = await company.requester.as_actor()
    draft = await commands_drafts.save_draft(author, {"title": "Returns"})
    others = await commands_drafts.save_draft(await company.outsider.as_actor(), {"title": "Other"})
    await submit_request(author, new_request(), draft=draft.id)
    await submit_request(author, new_request(), draft=others.id)
    assert await queries.drafts(author) == ()
    assert len(await queries.drafts(await company.outsider.as_actor())) == 1


async def test_a_draft_has_an_end(company: Company) -> None:
    author = await company.requester.as_actor()
    with pytest.raises(RuleViolation):
        await commands_drafts.save_draft(author, {"problem": "x" * 100_001})
