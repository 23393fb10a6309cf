"""The regret of planning rounds: weighed once enough of their requests are measured."""

from domain.demand.rows import RequestRow
from domain.realisation.queries_decisions import decision_regrets
from domain.realisation.queries_regret_rounds import round_regrets
from domain.value.queries import benefits_by_request
from tests.support.builders.capacity import logged, split
from tests.support.builders.decisions import committed, planned
from tests.support.builders.delivery import delivered, in_month, started, this_month
from tests.support.builders.planning import round_held
from tests.support.builders.realisation import Live, measured
from tests.support.personas import SYSTEM, Company


async def test_a_round_is_weighed_when_enough_of_its_requests_are_measured(company: Company) -> None:
    await logged(company, this_month(), days=split(20, 0, 0, 0))
    owner = await company.owner_retail.as_actor()
    made: list[RequestRow] = []
    for number in range(6):
        cents = 900_000 if number == 5 else 100_000
        after = made[-1] if made else None
        made.append(await planned(company, owner, company.retail, f"Work {number}", days=10, cents=cents, after=after))
    held = await round_held(company)
    assert await round_regrets(SYSTEM) == ()
    first = this_month()
    for number, request in enumerate(made):
        await committed(company.owner_retail, request)
        month = first + number // 2
        with in_month(month, 28):
            await delivered(company, await started(company, request))
        (benefit,) = (await benefits_by_request(SYSTEM, [request.id]))[request.id]
        cents = 900_000 if number == 5 else 100_000
        await measured(company, Live(request, benefit, month), cents, cents, cents)
        assert (await round_regrets(SYSTEM) == ()) == (number < 4)
    (regret,) = await round_regrets(SYSTEM)
    assert (regret.planning_round, regret.question) == (held.number, None)
    parts = regret.regret.parts
    # The last one, of most value, could have come two months before it did; promises were right, so it was the order.
    assert (parts.total, parts.wrong_promises) == (parts.choice, 0)
    assert parts.choice == 2 * (600_000 - 66_666)
    assert regret.regret.approximate
    assert await decision_regrets(SYSTEM) == (regret,)
    assert await round_regrets(SYSTEM) == (regret,)
