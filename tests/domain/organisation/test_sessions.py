"""Sessions end when they should, and passwords open nothing for whoever guesses."""

import asyncio
from datetime import timedelta

import pytest

from domain.audit.actions import Action
from domain.database.clock import clock_at, now
from domain.database.engine import rows, value
from domain.errors import Forbidden, NotFound, RuleViolation
from domain.organisation import commands_sessions, passwords, queries_access, rules
from domain.organisation.commands_sessions import Opened, SignInRefused, TooManySignIns
from tests.support.builders.organisation import PASSWORD, events, person_with_password, told
from tests.support.personas import SYSTEM, Company


async def signed_in(email: str, password: str = PASSWORD, address: str = "192.0.2.1") -> Opened:
    return await commands_sessions.sign_in(SYSTEM, email=email, password=password, address=address)


async def test_the_right_password_opens_a_session_and_is_told(company: Company) -> None:
    pat = await person_with_password(company)
    opened = await signed_in(" PAT@test.example ")
    access = await queries_access.access_by_session(opened.secret)
    assert access is not None
    assert (access.actor.person_id, access.actor.scopes, access.due) == (pat.id, None, False)
    event = await told(Action.SIGNED_IN)
    assert (event["actor"], event["subject"]) == (pat.id, pat.id)


async def test_only_digests_are_kept(company: Company) -> None:
    pat = await person_with_password(company)
    opened = await signed_in(pat.email)
    kept = await rows("select row_to_json(s)::text as text from session s")
    assert len(opened.secret) >= 43
    assert all(opened.secret not in each["text"] for each in kept)
    assert await value("select digest from session") == rules.digest(opened.secret)


@pytest.mark.parametrize("email", ["pat@test.example", "nobody@test.example", "it.data@test.example"])
async def test_a_wrong_password_and_an_unknown_account_are_refused_alike(company: Company, email: str) -> None:
    await person_with_password(company)
    with pytest.raises(SignInRefused) as refused:
        await signed_in(email, "not the password")
    assert refused.value.message == "E-mail address and password do not belong together."
    event = await told(Action.SIGN_IN_REFUSED)
    assert event["after"]["address"] == "192.0.2.1"
    assert await value("select count(*) from session") == 0


async def test_an_unknown_account_costs_the_same_work(company: Company, monkeypatch: pytest.MonkeyPatch) -> None:
    await person_with_password(company)
    verified: list[str] = []
    verify = passwords._hasher.verify
    monkeypatch.setattr(passwords._hasher, "verify", lambda p, h: verified.append(h) or verify(p, h))
    for email in ("pat@test.example", "nobody@test.example"):
        with pytest.raises(SignInRefused):
            await signed_in(email, "wrong")
    assert len(verified) == 2
    assert {hash_.rsplit("$", 2)[0] for hash_ in verified} == {"$argon2id$v=19$m=8,t=1,p=1"}


async def test_parallel_guesses_are_counted_before_any_password_is_checked(
    company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    await person_with_password(company)
    checked = 0

    async def counting(password: str, known: str | None) -> bool:
        nonlocal checked
        checked += 1
        await asyncio.sleep(0.01)
        return False

    monkeypatch.setattr(passwords, "matches", counting)
    outcomes = await asyncio.gather(
        *(signed_in("pat@test.example", f"guess {n}", address=f"192.0.2.{n}") for n in range(50)),
        return_exceptions=True,
    )
    kinds = [type(each) for each in outcomes]
    assert checked == kinds.count(SignInRefused) == rules.SIGN_INS_PER_ACCOUNT
    assert kinds.count(TooManySignIns) == 45


async def test_one_address_gets_no_more_than_its_share(company: Company) -> None:
    await person_with_password(company)
    outcomes = await asyncio.gather(
        *(signed_in(f"account{n}@test.example", "guess") for n in range(30)), return_exceptions=True
    )
    kinds = [type(each) for each in outcomes]
    assert (kinds.count(SignInRefused), kinds.count(TooManySignIns)) == (rules.SIGN_INS_PER_ADDRESS, 10)
    assert await signed_in("pat@test.example", address="198.51.100.7")


async def test_the_wait_is_said_and_ends(company: Company) -> None:
    await person_with_password(company)
    start = now()
    with clock_at(start):
        for _ in range(rules.SIGN_INS_PER_ACCOUNT):
            with pytest.raises(SignInRefused):
                await signed_in("pat@test.example", "wrong")
        with pytest.raises(TooManySignIns, match="Try again in 60 seconds") as refused:
            await signed_in("pat@test.example")
        assert refused.value.wait_seconds == 60
    with clock_at(start + rules.SIGN_IN_WINDOW):
        assert await signed_in("pat@test.example")


async def test_right_passwords_use_nothing_up(company: Company) -> None:
    await person_with_password(company)
    for _ in range(rules.SIGN_INS_PER_ACCOUNT * 2):
        await signed_in("pat@test.example")


async def test_a_session_ends_after_three_idle_hours_and_twelve_in_all(company: Company) -> None:
    start = now()
    with clock_at(start):
        opened = await commands_sessions.open_session(SYSTEM, company.board.id)
    with clock_at(start + timedelta(hours=3)):
        assert await queries_access.access_by_session(opened.secret) is None
    for hours in (2, 4, 6, 8, 10, 11.9):
        with clock_at(start + timedelta(hours=hours)):
            access = await queries_access.access_by_session(opened.secret)
            assert access is not None, hours
            if access.due:
                await commands_sessions.extend_session(opened.secret)
    with clock_at(start + timedelta(hours=12)):
        assert await queries_access.access_by_session(opened.secret) is None
        await commands_sessions.extend_session(opened.secret)
        assert await queries_access.access_by_session(opened.secret) is None


async def test_a_session_in_use_is_written_every_few_minutes_only(company: Company) -> None:
    start = now()
    with clock_at(start):
        opened = await commands_sessions.open_session(SYSTEM, company.board.id)
    for minutes, due in ((0, False), (4, False), (5, True), (30, True)):
        with clock_at(start + timedelta(minutes=minutes)):
            access = await queries_access.access_by_session(opened.secret)
            assert access is not None
            assert access.due is due


async def test_signing_out_ends_the_session_for_good(company: Company) -> None:
    opened = await commands_sessions.open_session(SYSTEM, company.board.id)
    assert await commands_sessions.sign_out(SYSTEM, opened.secret)
    event = await told(Action.SIGNED_OUT)
    assert (event["actor"], event["subject"]) == (company.board.id, company.board.id)
    await commands_sessions.extend_session(opened.secret)
    assert await queries_access.access_by_session(opened.secret) is None
    before = await events()
    assert not await commands_sessions.sign_out(SYSTEM, opened.secret)
    assert await events() == before


async def test_the_eleventh_session_ends_the_first(company: Company) -> None:
    opened = [await commands_sessions.open_session(SYSTEM, company.board.id) for _ in range(11)]
    alive = [await queries_access.access_by_session(each.secret) is not None for each in opened]
    assert alive == [False] + [True] * 10


async def test_nobody_opens_sessions_but_the_system(company: Company) -> None:
    for persona in company.personas.values():
        with pytest.raises(Forbidden):
            await commands_sessions.open_session(await persona.as_actor(), company.admin.id)


async def test_a_new_password_ends_all_sessions(company: Company) -> None:
    pat = await person_with_password(company)
    opened = await signed_in(pat.email)
    actor = await pat.as_actor()
    with pytest.raises(SignInRefused):
        await commands_sessions.change_password(actor, current="wrong", new="another long one")
    with pytest.raises(RuleViolation):
        await commands_sessions.change_password(actor, current=PASSWORD, new="short")
    await commands_sessions.change_password(actor, current=PASSWORD, new="another long one")
    assert (await told(Action.PASSWORD_CHANGED))["actor"] == pat.id
    assert await queries_access.access_by_session(opened.secret) is None
    with pytest.raises(SignInRefused):
        await signed_in(pat.email)
    assert await signed_in(pat.email, "another long one")


async def test_only_the_very_password_matches() -> None:
    known = await passwords.hashed(PASSWORD)
    assert await passwords.matches(PASSWORD, known)
    assert not await passwords.matches(PASSWORD + " ", known)
    assert not await passwords.matches("x" * (rules.LONGEST_PASSWORD + 1), known)
    assert not await passwords.matches(PASSWORD, None)


async def test_somebody_unknown_gets_no_session(company: Company) -> None:
    with pytest.raises(NotFound):
        await commands_sessions.open_session(SYSTEM, company.retail)
