"""A portfolio with at least one row of every decision and of all evidence, made through commands by whoever may."""

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from domain.capacity.commands import set_budget
from domain.database import clock
from domain.decisions.kinds import OptionKind
from domain.decisions.rows import QuestionRow
from domain.delivery.commands import move_forecast, post_update
from domain.demand.rows import RequestRow
from domain.governance.commands import set_policy
from domain.ranking.commands_endorsement import endorse_request
from tests.support.builders.decisions import Clash, answered, clash, option_of, planned, raised
from tests.support.builders.delivery import committed_request, started, this_month
from tests.support.builders.realisation import Live, closed, live, measured
from tests.support.builders.scenarios import adopted, saved
from tests.support.personas import Company


@dataclass(frozen=True, slots=True)
class Evidence:
    """`live` is measured and reviewed once; `under_way` is in delivery; `question` about `clash.crowded` is open and
    has Retail's answer; `ranked` is only ranked."""

    live: Live
    under_way: RequestRow
    clash: Clash
    question: QuestionRow
    ranked: RequestRow


async def evidence(company: Company) -> Evidence:
    """Everything that anybody decides, once."""
    it = await live(company)
    await measured(company, it, 50_000)
    await closed(company, it)
    under_way = await started(company, await committed_request(company, "Store wifi", room=False))
    staff, board = await company.it_platform.as_actor(), await company.board.as_actor()
    await move_forecast(staff, under_way.id, finish_month=this_month() + 2, reason="A colleague is ill.")
    await post_update(staff, under_way.id, text="Half done.", next_update_at=clock.now() + timedelta(days=7))
    made = await clash(company)
    question = await raised(company, made.crowded)
    theirs = await option_of(question, OptionKind.DISPLACE, displacing=made.theirs)
    question = await answered(company.owner_retail, question, theirs)
    await endorse_request(await company.owner_logistics.as_actor(), made.own.id, cost_share=Decimal("0.2"))
    await set_budget(board, this_month() + 1, 5_000_000)
    await set_policy(board, {"answer_days": 6}, reason="Holidays.")
    owner = await company.owner_retail.as_actor()
    later = [{"month": str(this_month() + 2), "amount": "60000"}]
    await adopted(board, await saved(owner, budgets=later, planning="within_cycle"))
    ranked = await planned(company, owner, company.retail, "Self checkout", days=5, cents=1_000, after=made.own)
    return Evidence(it, under_way, made, question, ranked)
