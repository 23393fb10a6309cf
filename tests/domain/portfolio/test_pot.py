"""What a one-off pot buys: the known answer in cents and words, rounding that loses nothing, and the live portfolio."""

from decimal import Decimal
from random import Random
from uuid import uuid4

import pytest

from domain.actor import Actor
from domain.errors import NotFound, RuleViolation
from domain.governance.commands import set_policy
from domain.portfolio.pot import Wanted, spent
from domain.portfolio.queries_pot import pot_spent
from domain.ranking.commands_endorsement import endorse_request
from tests.support.builders.capacity import logged, split
from tests.support.builders.decisions import planned
from tests.support.builders.delivery import committed_request, this_month
from tests.support.builders.estimation import estimated
from tests.support.builders.ranking import ranked_list
from tests.support.builders.value import promised
from tests.support.cases import each_case
from tests.support.personas import Company

NAMES = {"0": "Retail", "1": "Logistics", "2": "Finance"}
WEIGHTS = {"0": 5, "1": 3, "2": 2}
WHOLE = 10_000


def wanted(request: str, cost: int | None, **gains: int) -> Wanted:
    """Gains in cents by unit, named u0, u1, u2."""
    return Wanted(request, cost, {name[1:]: gain * WHOLE for name, gain in gains.items()})


def test_three_units_buy_what_their_parts_pay_for() -> None:
    """The known answer of the Method of Equal Shares, in thousands of cents."""
    outcome = spent(
        100_000,
        WEIGHTS,
        [
            wanted("a", 30_000, u0=30_000),
            wanted("b", 30_000, u0=30_000),
            wanted("c", 20_000, u1=20_000),
            wanted("j", 40_000, u0=10_000, u1=15_000, u2=15_000),
        ],
        NAMES,
    )
    assert [(one.request, one.price) for one in outcome.bought] == [("a", 1), ("c", 1), ("j", Decimal("1.2"))]
    assert outcome.bought[2].payments == (("2", 18_000), ("0", 12_000), ("1", 10_000))
    assert outcome.bought[2].text == (
        "It costs €400: Finance pays €180, Retail pays €120 and Logistics pays €100. For each €1 of value claimed that"
        " is €1.20 at most; at its turn no other request asked for less."
    )
    assert [(part.unit, part.amount, part.paid, part.left) for part in outcome.parts] == [
        ("0", 50_000, 42_000, 8_000),
        ("1", 30_000, 30_000, 0),
        ("2", 20_000, 18_000, 2_000),
    ]
    (left_out,) = outcome.left_out
    assert (left_out.request, left_out.lacking) == ("b", 22_000)
    assert left_out.text == "It costs €300; Retail has €80 left: €220 too little."
    assert (outcome.left, outcome.text) == (
        10_000,
        "The pot of €1,000 buys 3 requests for €900; €100 stay with the units.",
    )


def test_what_cannot_be_bought_says_why() -> None:
    outcome = spent(
        1000,
        WEIGHTS,
        [
            wanted("unestimated", None, u0=5),
            wanted("worthless", 10),
            wanted("unclaimed", 10, u0=0),
            Wanted("barred", None, {}, "It is committed."),
            wanted("joint", 5000, u0=10, u1=10),
        ],
        NAMES,
    )
    assert outcome.bought == ()
    assert [one.text for one in outcome.left_out] == [
        "Nobody has estimated it, so nobody knows what it costs.",
        "It promises no money, so no unit's part of the pot is spent on it.",
        "It promises no money, so no unit's part of the pot is spent on it.",
        "It is committed.",
        "It costs €50; Retail and Logistics together have €8 left: €42 too little.",
    ]
    assert outcome.text == "The pot of €10 buys none of these requests; it stays with the units."


@each_case(880_000)
def test_every_cent_of_the_pot_is_paid_or_left(chance: Random) -> None:
    units = {str(number): chance.randint(1, 9) for number in range(chance.randint(1, 5))}
    pot = chance.randint(0, 5000)
    requests = [
        Wanted(
            str(number),
            chance.choice([None, chance.randint(0, 2000)]) if chance.random() < 0.2 else chance.randint(0, 2000),
            {unit: chance.randint(0, 50) * WHOLE for unit in units if chance.random() < 0.6},
        )
        for number in range(chance.randint(0, 6))
    ]
    outcome = spent(pot, units, requests, {unit: unit for unit in units})
    assert sum(part.amount for part in outcome.parts) == pot
    assert all(part.paid >= 0 and part.left >= 0 for part in outcome.parts)
    for one in outcome.bought:
        assert sum(cents for _, cents in one.payments) == one.cost
    assert sum(part.paid for part in outcome.parts) == sum(one.cost for one in outcome.bought)
    assert {one.request for one in outcome.bought} | {one.request for one in outcome.left_out} == {
        one.request for one in requests
    }
    total = sum(units.values())
    bought = len(outcome.bought)
    assert all(abs(part.amount - pot * units[part.unit] / total) <= bought + 1 for part in outcome.parts)


async def test_a_pot_over_the_portfolio_as_it_is(company: Company, owner: Actor) -> None:
    await logged(company, this_month(), days=split(40, 0, 0, 0))
    await set_policy(await company.board.as_actor(), {"entitlements": {company.retail: 2}}, reason="Season.")
    money = await planned(company, owner, company.retail, "Money", days=5, cents=100_000)
    await estimated(company, money, days=5, one_off_cents=300_000)
    effort = await planned(
        company, await company.owner_logistics.as_actor(), company.logistics, "Effort", days=1, cents=100_000
    )
    await endorse_request(await company.owner_finance.as_actor(), effort.id, cost_share=Decimal("0.5"))
    (open_end,) = await ranked_list(owner, company.retail, "Nobody estimated this")
    done = await committed_request(company, "Done", room=False)
    outcome = await pot_spent(owner, 1_000_000)
    assert {one.request for one in outcome.bought} == {str(money.id), str(effort.id)}
    assert {one.request: one.cost for one in outcome.bought}[str(money.id)] == 300_000
    paid = {one.request: dict(one.payments) for one in outcome.bought}[str(effort.id)]
    assert paid.keys() == {str(company.logistics), str(company.finance)}
    assert abs(paid[str(company.logistics)] - paid[str(company.finance)]) <= 1
    assert [one.request for one in outcome.left_out] == [str(open_end.id)]
    assert {part.unit: part.amount for part in outcome.parts} == {
        str(company.retail): 500_000,
        str(company.logistics): 250_000,
        str(company.finance): 250_000,
    }
    named = await pot_spent(owner, 1_000_000, [done.key, money.key, str(money.id)])
    assert [one.request for one in named.bought] == [str(money.id)]
    assert [one.text for one in named.left_out] == ["It is committed; a pot is spent on what is undecided."]
    with pytest.raises(RuleViolation):
        await pot_spent(owner, -1)
    with pytest.raises(NotFound):
        await pot_spent(owner, 1, [str(uuid4())])


async def test_promises_count_in_a_pot_and_nowhere_else(company: Company, owner: Actor) -> None:
    """What a pot buys follows the claims; without a claim nothing is bought."""
    (wish,) = await ranked_list(owner, company.retail, "Wish")
    await estimated(company, wish, days=1, one_off_cents=1000)
    assert (await pot_spent(owner, 100_000)).bought == ()
    await promised(company, wish)
    assert [one.request for one in (await pot_spent(owner, 100_000)).bought] == [str(wish.id)]
