"""Even with the checks of the product taken away, the database lets no one of IT record or judge realised value."""

import pytest

from domain.actor import MAY, Actor, Assignment, Deed, Role
from domain.database.engine import Transaction, transaction, value
from domain.errors import Forbidden
from domain.organisation.commands_roles import assign_role
from domain.realisation import commands
from domain.realisation.rules import Verdict
from tests.support.builders.delivery import in_month
from tests.support.builders.realisation import EVIDENCE, LESSON, closed, live, measured, review_of
from tests.support.personas import SYSTEM, Company


@pytest.fixture
def unchecked(monkeypatch: pytest.MonkeyPatch) -> None:
    """The product with its own checks gone: every role may do these deeds, everybody owns and sits everywhere."""
    for deed in (Deed.RECORD_MEASUREMENT, Deed.CLOSE_VALUE_REVIEW):
        monkeypatch.setitem(MAY, deed, (Role.IT,))

    def office(actor: Actor, *_: object, **__: object) -> Assignment:
        return actor.assignments[0]

    monkeypatch.setattr(Actor, "ownership", office)
    monkeypatch.setattr(Actor, "seat", office)


async def test_the_database_role_of_it_has_no_measurement_to_write(company: Company, unchecked: None) -> None:
    it = await live(company)
    with pytest.raises(Forbidden, match="database refuses"):
        await measured(company, it, 100_000, by=company.it_platform)
    assert await value("select count(*) from measurement") == 0


async def test_the_database_role_of_it_has_no_verdict_to_write(company: Company, unchecked: None) -> None:
    it = await live(company)
    with in_month(it.since + 4):
        await commands.open_due_reviews(SYSTEM)
        review = await review_of(company, it)
        with pytest.raises(Forbidden, match="database refuses"):
            await commands.close_value_review(
                await company.it_platform.as_actor(), review.id, verdict=Verdict.UNMEASURABLE, lesson=LESSON
            )
    assert await value("select count(*) from review_verdict") == 0


@pytest.mark.parametrize("side", ["it", "business"])
async def test_not_even_under_the_owners_role_does_an_office_in_a_team_count(
    company: Company, monkeypatch: pytest.MonkeyPatch, side: str
) -> None:
    it = await live(company)
    staff = await company.it_platform.as_actor()
    owner = await company.owner_retail.as_actor()
    # Somebody of IT who got hold of the owner's database role: signed as themselves, with the office that they hold.
    pretending = Actor(staff.person_id, staff.name, (*staff.assignments, *owner.assignments))
    with pytest.raises(Forbidden, match="owner of the unit measures"):
        async with transaction(pretending, Deed.RECORD_MEASUREMENT) as tx:
            await tx.execute(
                "insert into measurement (id, benefit, month, amount_cents, evidence, measured_by, assignment, side,"
                " at) values (gen_random_uuid(), $1, $2, 1, $3, $4, $5, $6, now())",
                it.benefit.id,
                (it.since + 1).first,
                EVIDENCE,
                staff.person_id,
                staff.assignments[0].id,
                side,
            )
    assert await value("select count(*) from measurement") == 0


async def test_nobody_signs_a_measurement_for_an_owner(company: Company) -> None:
    it = await live(company)
    staff, owner = await company.it_platform.as_actor(), await company.owner_retail.as_actor()
    pretending = Actor(staff.person_id, staff.name, owner.assignments)
    with pytest.raises(Forbidden, match="signed by who writes it"):
        async with transaction(pretending, Deed.RECORD_MEASUREMENT) as tx:
            await tx.execute(
                "insert into measurement (id, benefit, month, amount_cents, evidence, measured_by, assignment, side,"
                " at) values (gen_random_uuid(), $1, $2, 1, $3, $4, $5, 'business', now())",
                it.benefit.id,
                (it.since + 1).first,
                EVIDENCE,
                owner.person_id,
                owner.assignments[0].id,
            )


async def test_an_owner_of_another_unit_measures_nothing_here(
    company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    it = await live(company)
    monkeypatch.setattr(Actor, "ownership", lambda actor, *_, **__: actor.assignments[0])
    with pytest.raises(Forbidden, match="business owner of the unit measures"):
        await measured(company, it, 100_000, by=company.owner_finance)
    assert await value("select count(*) from measurement") == 0


async def test_the_database_keeps_the_own_units_verdict_from_a_board_member_who_owns_it(
    company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    it = await live(company)
    await assign_role(await company.admin.as_actor(), company.owner_retail.id, Role.BOARD)

    async def seat(tx: Transaction, _: object) -> Assignment:
        return tx.actor.seat()

    monkeypatch.setattr(commands, "_unbiased", seat)
    with pytest.raises(Forbidden, match="who do not own the unit"):
        await closed(company, it, Verdict.UNMEASURABLE, by=company.owner_retail)
    assert await value("select count(*) from review_verdict") == 0
