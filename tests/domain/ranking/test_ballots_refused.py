"""What is no ballot is refused, and so is whoever is no owner of the unit: by the product and by the database."""

import pytest

from domain import actor as matrix
from domain.actor import Actor, Deed, Role
from domain.database.engine import transaction, value
from domain.demand.commands import withdraw_request
from domain.demand.rows import RequestRow
from domain.errors import Conflict, Forbidden, NotFound, RuleViolation
from domain.ranking.commands_ballot import submit_ranking
from tests.support.builders.ballots import cast
from tests.support.builders.ranking import submitted
from tests.support.personas import Company

Three = tuple[Actor, Actor, Actor]


async def test_a_ballot_refuses_what_makes_no_sense(
    company: Company, owners: Three, requests: list[RequestRow]
) -> None:
    rita, *_ = owners
    one, two, three, _ = requests
    other = await submitted(await company.owner_logistics.as_actor(), company.logistics, "Other")

    async def refused(kind: type[Exception], match: str, *tiers: list[str], seen: int = 0) -> None:
        with pytest.raises(kind, match=match):
            await submit_ranking(rita, "retail", tiers, expected_version=seen)

    await refused(RuleViolation, "at least one request")
    await refused(RuleViolation, "at least one request", [])
    await refused(RuleViolation, "on a ballot once", [one.key], [str(one.id)])
    await refused(NotFound, "no request", ["REQ-999999"])
    await refused(NotFound, "no request", ["nothing"])
    await refused(Conflict, f"{other.key} is no request of Retail", [one.key, other.key])
    await refused(Conflict, "not seen the list", [one.key], seen=7)
    with pytest.raises(RuleViolation, match="at most 2000"):
        await submit_ranking(rita, "retail", [[one.key]], expected_version=0, reason="x" * 2001)
    with pytest.raises(NotFound, match="no such unit"):
        await submit_ranking(rita, "nowhere", [[one.key]], expected_version=0)
    await withdraw_request(rita, three.id, reason="Never.")
    await refused(Conflict, "withdrawn", [three.key])
    assert await value("select count(*) from ballot") == 0
    done = await submit_ranking(rita, "retail", [[one.key], [], [str(two.id)]], expected_version=0)
    assert (done.order, done.version) == ((one.id, two.id), 2)


@pytest.mark.parametrize("who", ["it_platform", "it_data", "board", "board_chair", "admin", "requester", "outsider"])
async def test_only_owners_cast_ballots(company: Company, requests: list[RequestRow], who: str) -> None:
    with pytest.raises(Forbidden, match="a business owner may"):
        await cast(await company.personas[who].as_actor(), company.retail, requests[0])
    with pytest.raises(Forbidden, match="Only a business owner of Retail"):
        await cast(await company.owner_finance.as_actor(), company.retail, requests[0])
    assert await value("select count(*) from ballot") == 0


async def test_the_database_refuses_ballots_of_others(
    company: Company, owners: Three, requests: list[RequestRow], monkeypatch: pytest.MonkeyPatch
) -> None:
    rita, bea, _ = owners
    await cast(rita, company.retail, requests[0])
    await cast(bea, company.retail, requests[1])
    writings = (
        "update ballot set tiers = '[]'",
        "delete from ballot",
        "insert into ballot select * from ballot",
    )
    everybody_else = [await company.personas[who].as_actor() for who in ("it_platform", "board", "admin", "requester")]
    for somebody in everybody_else:
        for role in {Role.IT, Role.BOARD, Role.ADMIN, Role.REQUESTER, Role.OWNER}:
            monkeypatch.setitem(matrix.MAY, Deed.SUBMIT_RANKING, (role,))
            if role not in somebody.roles:
                continue
            for writing in writings:
                with pytest.raises(Forbidden):
                    async with transaction(somebody, Deed.SUBMIT_RANKING) as tx:
                        await tx.execute(writing)
    monkeypatch.setitem(matrix.MAY, Deed.SUBMIT_RANKING, (Role.OWNER,))
    changing = (
        "update ballot set tiers = '[]', cast_by = $1, assignment = $2 where owner = $3",
        "insert into ballot select $2, unit, $1, 1, '[]', $1, $2, side, at from ballot where owner = $3",
    )
    elsewhere = await company.owner_finance.as_actor()
    for writing, somebody, of in (
        (changing[0], elsewhere, rita),
        (changing[0], bea, rita),
        (changing[1], elsewhere, rita),
    ):
        with pytest.raises(Forbidden):
            async with transaction(somebody, Deed.SUBMIT_RANKING) as tx:
                await tx.execute(writing, somebody.person_id, somebody.assignments[0].id, of.person_id)
