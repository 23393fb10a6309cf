"""The clock closes months, owners lend days of priority, nobody else does, and many at once lose nothing."""

import asyncio
from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal
from uuid import UUID, uuid4

import psycopg
import pytest

from domain import actor as matrix
from domain.actor import Actor, Deed, Role
from domain.capacity.queries import capacity
from domain.database.columns import new_id
from domain.database.engine import row, rows, transaction, value
from domain.errors import Forbidden, NotFound, RuleViolation
from domain.governance.commands import set_policy
from domain.planning.queries import current_plan
from domain.quantities import Month
from domain.ranking import queries_credits
from domain.ranking.commands_credits import close_period, lend_priority
from domain.ranking.commands_endorsement import endorse_request
from domain.ranking.kinds import CreditKind
from domain.ranking.queries_entitlement import covered, limits, months_of_units, start_of
from tests.support.builders.capacity import logged, split
from tests.support.builders.decisions import committed, planned
from tests.support.builders.delivery import committed_request, delivered, in_month, started, this_month
from tests.support.builders.estimation import estimated
from tests.support.builders.organisation import deputy_of
from tests.support.builders.ranking import ranked_list
from tests.support.database import Database
from tests.support.personas import Company

SYSTEM = Actor.system()
WHY = "They need the season more than we do."


@pytest.fixture
async def staffed(company: Company) -> None:
    """Platform has 40 days this month, so that every unit has some entitlement."""
    await logged(company, this_month(), days=split(40, 0, 0, 0))


async def held() -> Mapping[UUID, int]:
    return await queries_credits.credit_by_unit(SYSTEM)


async def waiting(company: Company) -> None:
    """Retail and Logistics each have an estimated request that waits from now on."""
    for owner, unit in ((company.owner_retail, company.retail), (company.owner_logistics, company.logistics)):
        (wish,) = await ranked_list(await owner.as_actor(), unit, f"Wish of {owner.name}")
        await estimated(company, wish, days=20)


async def test_who_waited_gains_what_it_got_too_little_of(company: Company) -> None:
    """Retail gets 30 days in a month in which Logistics waited too: each was entitled to 15."""
    first = this_month()
    await logged(company, first, days=split(400, 0, 0, 0))
    await waiting(company)
    work = await committed_request(company, room=False)
    with in_month(first + 1):
        assert await close_period(SYSTEM) == (first,)
        assert not any((await held()).values())  # nobody waited from the first day of that month
        await started(company, work)
        await delivered(company, work, actual_decidays=300)
    with in_month(first + 2, 1):
        assert await close_period(SYSTEM) == (first + 1,)
        assert await held() == {company.retail: -150, company.logistics: 150, company.finance: 0}
        assert await close_period(SYSTEM) == ()
        plan = await current_plan()
        assert {one.unit: one.credit for one in plan.input.order} == {
            str(company.logistics): 150,
            str(company.retail): -150,
        }
        assert plan.input.order[0].unit == str(company.logistics)
        assert "It holds 15 days of priority, which move its requests up." in plan.input.order[0].text
        (entry,) = await queries_credits.ledger(SYSTEM, company.logistics, first=10)
        assert (entry.kind, entry.credit_decidays, entry.balance_decidays) == (CreditKind.ACCRUED, 150, 150)
        assert entry.text.startswith("Got less than its share in ")
    events = await rows("select * from audit_event where action = 'period.closed' order by number")
    assert len(events) == 2
    assert events[1]["actor"] == SYSTEM.person_id
    assert events[1]["after"]["units"][str(company.logistics)] == {
        "waited": True,
        "entitled_decidays": 150,
        "delivered_decidays": 0,
        "credit_decidays": 150,
    }


async def test_months_that_were_missed_are_closed_one_by_one(company: Company) -> None:
    first = this_month()
    await waiting(company)
    with in_month(first + 4, 20):
        assert await close_period(SYSTEM) == (first, first + 1, first + 2, first + 3)
        assert await queries_credits.last_closed_month() == first + 3
    assert await value("select count(*) from audit_event where action = 'period.closed'") == 4


async def test_two_workers_close_a_month_once(company: Company) -> None:
    first = this_month()
    with in_month(first + 2):
        closed = await asyncio.gather(*(close_period(SYSTEM) for _ in range(4)))
    assert sorted(month for each in closed for month in each) == [first, first + 1]
    assert await value("select count(*) from priority_credit") == 6
    assert await value("select count(*) from audit_event where action = 'period.closed'") == 2


async def test_supporters_are_charged_their_share_and_estimates_stand_in_for_actual_effort(company: Company) -> None:
    first = this_month()
    await logged(company, first, days=split(400, 0, 0, 0))
    owner = await company.owner_retail.as_actor()
    request = await planned(company, owner, company.retail, "Loyalty cards", days=10, cents=100_000)
    await endorse_request(await company.owner_logistics.as_actor(), request.id, cost_share=Decimal("0.4"))
    await committed(company.owner_retail, request)
    await started(company, request)
    await delivered(company, request)
    expected = await value(
        "select sum(ceil((low_decidays + 4 * likely_decidays + high_decidays) / 6.0))::int from estimate"
        " where request = $1",
        request.id,
    )
    month = {UUID(one.unit): one for one in (await months_of_units(first, first))[first]}
    assert month[company.logistics].delivered == round(expected * 0.4)
    assert month[company.retail].delivered == expected - round(expected * 0.4)
    assert not any(one.waited for one in month.values())


async def test_owners_lend_days_and_lend_them_back(company: Company, owner: Actor, staffed: None) -> None:
    await lend_priority(owner, "retail", company.logistics, decidays=50, reason=f" {WHY} ")
    assert await held() == {company.retail: -50, company.logistics: 50}
    (lent,) = await queries_credits.ledger(owner, company.retail, first=10)
    (got,) = await queries_credits.ledger(owner, company.logistics, first=10)
    assert (lent.kind, lent.credit_decidays, lent.other_unit) == (CreditKind.LENT, -50, company.logistics)
    assert (got.kind, got.credit_decidays, got.other_unit) == (CreditKind.BORROWED, 50, company.retail)
    assert (lent.reason, lent.given_by, got.given_by) == (WHY, owner.person_id, owner.person_id)
    assert (lent.text, got.text) == (
        "Lent 5 days of priority to Logistics.",
        "Got 5 days of priority from Retail.",
    )
    event = await row("select * from audit_event where action = 'priority.lent'")
    assert event is not None
    assert (event["subject"], event["reason"], event["after"]["credit_decidays"]) == (company.retail, WHY, 50)
    back = await company.owner_logistics.as_actor()
    await lend_priority(back, "logistics", "retail", decidays=50, reason="Thank you.")
    assert await held() == {company.retail: 0, company.logistics: 0}
    (newest, oldest) = await queries_credits.ledger(owner, company.retail, first=10)
    assert (newest.balance_decidays, oldest.balance_decidays) == (0, -50)
    assert await queries_credits.ledger(owner, company.retail, first=10, before=newest.standing) == (oldest,)


async def test_a_deputy_lends_for_the_owner_it_stands_in_for(company: Company, staffed: None) -> None:
    await deputy_of(company.owner_retail, company.requester)
    await lend_priority(await company.requester.as_actor(), "retail", "finance", decidays=10, reason=WHY)
    event = await row("select * from audit_event where action = 'priority.lent'")
    assert event is not None
    assert (event["actor"], event["acts_for"]) == (company.requester.id, company.owner_retail.id)


async def test_nobody_lends_more_than_its_entitlement_allows(company: Company, owner: Actor, staffed: None) -> None:
    most = (await limits(this_month()))[company.retail]
    assert most > 0
    with pytest.raises(RuleViolation) as refused:
        await lend_priority(owner, "retail", "logistics", decidays=most + 1, reason=WHY)
    assert refused.value.rule == "loan_within_entitlement"
    await lend_priority(owner, "retail", "logistics", decidays=most, reason=WHY)
    with pytest.raises(RuleViolation):
        await lend_priority(owner, "retail", "finance", decidays=1, reason=WHY)
    finance = await company.owner_finance.as_actor()
    with pytest.raises(RuleViolation) as full:
        await lend_priority(finance, "finance", "logistics", decidays=1, reason=WHY)
    assert full.value.rule == "loan_within_limit"


async def test_the_limit_follows_the_policy_and_the_largest_request(company: Company, owner: Actor) -> None:
    month = this_month()
    await logged(company, month, days=split(100, 0, 0, 0))
    board = await company.board.as_actor()
    await set_policy(board, {"credit_months": 3, "entitlements": {company.retail: 2}}, reason="A new year.")
    net = await _net(month)
    assert (await limits(month))[company.retail] == 3 * net * 2 // 4
    assert (await limits(month))[company.finance] == 3 * net // 4
    (wish,) = await ranked_list(owner, company.retail, "A very large wish")
    await estimated(company, wish, days=5000)
    assert (await limits(month))[company.retail] == await value(
        "select ceil((low_decidays + 4 * likely_decidays + high_decidays) / 6.0)::int from estimate"
    )


async def _net(month: Month) -> int:
    cells = await capacity(SYSTEM, first=month, last=month)
    return sum(cell.net_decidays for each in cells.values() for cell in each)


@pytest.mark.parametrize("persona", ["it_platform", "board", "admin", "requester", "owner_logistics", "outsider"])
async def test_nobody_but_the_lending_units_owner_lends(company: Company, persona: str) -> None:
    with pytest.raises(Forbidden):
        await lend_priority(await company.personas[persona].as_actor(), "retail", "logistics", decidays=10, reason=WHY)
    assert await value("select count(*) from priority_credit") == 0


async def test_loans_that_make_no_sense_are_refused(company: Company, owner: Actor) -> None:
    for lender, borrower, days, reason, error in (
        ("retail", "retail", 10, WHY, RuleViolation),
        ("retail", "logistics", 0, WHY, RuleViolation),
        ("retail", "logistics", 10, " ", RuleViolation),
        ("retail", str(uuid4()), 10, WHY, NotFound),
    ):
        with pytest.raises(error):
            await lend_priority(owner, lender, borrower, decidays=days, reason=reason)
    assert await value("select count(*) from priority_credit") == 0


async def test_many_loans_at_once_keep_the_sum_and_the_limits(company: Company, owner: Actor, staffed: None) -> None:
    most = (await limits(this_month()))[company.retail]
    part = most // 5
    done = await asyncio.gather(
        *(lend_priority(owner, "retail", "logistics", decidays=part, reason=WHY) for _ in range(8)),
        return_exceptions=True,
    )
    lent = sum(isinstance(each, UUID) for each in done)
    assert lent == most // part
    assert all(isinstance(each, UUID | RuleViolation) for each in done)
    assert await held() == {company.retail: -lent * part, company.logistics: lent * part}


async def test_no_person_closes_a_month(company: Company) -> None:
    for persona in company.personas.values():
        with pytest.raises(Forbidden):
            async with transaction(await persona.as_actor(), Deed.CLOSE_PERIOD):
                pass


INSERT = (
    "insert into priority_credit (id, unit, month, kind, credit_decidays, loan, reason, given_by, assignment, side, at)"
    " values ($1, $2, '2026-11-01', $3, $4, $5, 'x', $6, $7, $8, now())"
)


async def test_the_database_refuses_loans_that_do_not_balance(company: Company, owner: Actor) -> None:
    office = owner.ownership(company.retail).id

    async def enter(*entries: tuple[UUID, str, int]) -> None:
        loan = new_id()
        async with transaction(owner, Deed.LEND_PRIORITY) as tx:
            for unit, kind, credit in entries:
                await tx.execute(INSERT, new_id(), unit, kind, credit, loan, owner.person_id, office, "business")

    retail, logistics = company.retail, company.logistics
    for entries in (
        [(retail, "lent", -10)],
        [(retail, "lent", -10), (logistics, "borrowed", 20)],
        [(retail, "lent", -10), (retail, "borrowed", 10)],
        [(retail, "lent", 10), (logistics, "borrowed", -10)],
        [(logistics, "lent", -10), (retail, "borrowed", 10)],  # not the owner's unit
        [(logistics, "borrowed", 10), (company.finance, "borrowed", -10)],
        [(retail, "accrued", 10)],
    ):
        with pytest.raises(Forbidden):
            await enter(*entries)
    assert await value("select count(*) from priority_credit") == 0
    await enter((retail, "lent", -10), (logistics, "borrowed", 10))


async def test_the_database_lets_the_clock_alone_close_a_month_and_it_alone_lend_nothing(company: Company) -> None:
    with pytest.raises(Forbidden):
        async with transaction(SYSTEM, Deed.CLOSE_PERIOD) as tx:
            await tx.execute(
                INSERT, new_id(), company.retail, "lent", -10, new_id(), company.owner_retail.id, None, None
            )


@pytest.mark.parametrize("role", ["mandate_it", "mandate_board", "mandate_admin", "mandate_requester"])
async def test_no_other_role_writes_credits_in_the_database(database: Database, role: str) -> None:
    with psycopg.connect(database.login_url) as connection:
        connection.execute(f"set role {role}")
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute(
                "insert into priority_credit (id, unit, month, kind, credit_decidays, at)"
                " values (gen_random_uuid(), gen_random_uuid(), '2026-11-01', 'accrued', 5, now())"
            )


async def test_a_code_path_for_it_would_still_be_stopped(company: Company, monkeypatch: pytest.MonkeyPatch) -> None:
    """Even with the matrix widened, IT's database role holds no right on the ledger."""
    monkeypatch.setitem(matrix.MAY, Deed.LEND_PRIORITY, (Role.IT,))
    with pytest.raises(Forbidden):
        async with transaction(await company.it_platform.as_actor(), Deed.LEND_PRIORITY) as tx:
            await tx.execute(INSERT, new_id(), company.retail, "accrued", 10, None, None, None, None)


async def test_entries_are_evidence(company: Company, owner: Actor, staffed: None, database: Database) -> None:
    await lend_priority(owner, "retail", "logistics", decidays=50, reason=WHY)
    with psycopg.connect(database.owner_url, autocommit=True) as connection:
        for statement in ("update priority_credit set credit_decidays = 0", "delete from priority_credit"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(statement)


def test_work_waited_all_month_when_some_request_did_at_every_moment() -> None:
    def at(day: int) -> datetime:
        return datetime(2026, 11, day, tzinfo=UTC)

    begin, end = at(1), at(30)
    assert covered([(at(1), at(30))], begin, end)
    assert covered([(at(10), at(30)), (at(1), at(10))], begin, end)
    assert covered([(at(1), at(20)), (at(2), at(5)), (at(19), at(30))], begin, end)
    assert not covered([(at(1), at(10)), (at(11), at(30))], begin, end)
    assert not covered([(at(2), at(30))], begin, end)
    assert not covered([(at(1), at(29))], begin, end)
    assert not covered([], begin, end)


def test_the_first_moment_of_a_month_is_utc() -> None:
    assert start_of(Month(2026, 11)) == datetime(2026, 11, 1, tzinfo=UTC)
