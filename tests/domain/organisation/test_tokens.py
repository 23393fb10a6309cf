"""API tokens: shown once, kept as digests, never wider than their maker."""

from datetime import timedelta

import pytest

from domain.actor import Deed, may
from domain.audit.actions import Action
from domain.database.clock import clock_at, now
from domain.database.columns import new_id
from domain.database.engine import rows
from domain.errors import Conflict, Forbidden, NotFound, RuleViolation
from domain.organisation import commands, commands_tokens, queries_access
from tests.support.builders.organisation import in_days, told
from tests.support.personas import Company


async def test_a_token_acts_as_its_person_within_its_scopes(company: Company) -> None:
    actor = await company.owner_retail.as_actor()
    created = await commands_tokens.create_api_token(actor, name="  Export ", scopes=["read", "comment"])
    assert created.secret.startswith("mdt_")
    program = await queries_access.actor_by_token(created.secret)
    assert program is not None
    assert (program.person_id, program.scopes) == (actor.person_id, {"read", "comment"})
    assert may(program, Deed.COMMENT)
    assert not may(program, Deed.RANK_REQUEST)
    with pytest.raises(Forbidden, match="scopes include set_preferences"):
        await commands.set_preferences(program, locale="de")
    event = await told(Action.TOKEN_CREATED)
    assert (event["actor"], event["after"]["name"]) == (actor.person_id, "Export")


async def test_only_the_digest_of_a_token_is_kept(company: Company) -> None:
    created = await commands_tokens.create_api_token(await company.board.as_actor(), name="X")
    kept = await rows(
        "select row_to_json(t)::text as text from api_token t union select row_to_json(e)::text from audit_event e"
    )
    assert all(created.secret not in each["text"] for each in kept)
    assert created.secret[:12] in "".join(each["text"] for each in kept)


async def test_a_token_without_scopes_may_what_its_person_may_and_no_more(company: Company) -> None:
    created = await commands_tokens.create_api_token(await company.it_platform.as_actor(), name="All")
    program = await queries_access.actor_by_token(created.secret)
    assert program is not None
    assert may(program, Deed.ESTIMATE_REQUEST)
    assert not may(program, Deed.RANK_REQUEST)


async def test_a_token_makes_no_wider_token(company: Company) -> None:
    actor = await company.owner_retail.as_actor(scopes=frozenset({"read", "create_api_token"}))
    for scopes in (None, ["read", "rank_request"]):
        with pytest.raises(Forbidden, match="may do more than itself"):
            await commands_tokens.create_api_token(actor, name="Wider", scopes=scopes)
    await commands_tokens.create_api_token(actor, name="Narrower", scopes=["read"])


async def test_unknown_scopes_past_ends_and_empty_names_are_refused(company: Company) -> None:
    actor = await company.owner_retail.as_actor()
    with pytest.raises(RuleViolation, match="There is no scope everything"):
        await commands_tokens.create_api_token(actor, name="X", scopes=["read", "everything"])
    for wrong in ({"scopes": []}, {"expires_at": in_days(-1)}, {"name": " "}):
        with pytest.raises(RuleViolation):
            await commands_tokens.create_api_token(actor, **{"name": "X", **wrong})


async def test_an_expired_or_revoked_token_opens_nothing(company: Company) -> None:
    actor = await company.owner_retail.as_actor()
    created = await commands_tokens.create_api_token(actor, name="X", expires_at=in_days(1))
    with clock_at(now() + timedelta(days=1, seconds=1)):
        assert await queries_access.actor_by_token(created.secret) is None
    assert await queries_access.actor_by_token(created.secret) is not None
    await commands_tokens.revoke_api_token(actor, created.id)
    assert await queries_access.actor_by_token(created.secret) is None
    assert (await told(Action.TOKEN_REVOKED))["subject"] == created.id
    with pytest.raises(Conflict):
        await commands_tokens.revoke_api_token(actor, created.id)


async def test_others_tokens_are_neither_seen_nor_revoked_but_by_administrators(company: Company) -> None:
    owner, board = await company.owner_retail.as_actor(), await company.board.as_actor()
    admin = await company.admin.as_actor()
    created = await commands_tokens.create_api_token(owner, name="X")
    for token in (created.id, new_id()):
        with pytest.raises(NotFound, match="no such token"):
            await commands_tokens.revoke_api_token(board, token)
    assert not await queries_access.tokens_by_person(board, [owner.person_id])
    assert await queries_access.token_of(board, created.id) is None
    assert len((await queries_access.tokens_by_person(admin, [owner.person_id]))[owner.person_id]) == 1
    await commands_tokens.revoke_api_token(admin, created.id)
    assert not await queries_access.tokens_by_person(owner, [owner.person_id])


async def test_what_is_no_token_is_nobody(company: Company) -> None:
    for secret in ("", "mdt_", "mdt_guess", "Bearer x"):
        assert await queries_access.actor_by_token(secret) is None
