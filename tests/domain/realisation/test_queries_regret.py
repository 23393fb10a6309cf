"""The regret of decided priority questions: known once both sides' values are measured, and why not before."""

from dataclasses import dataclass

from domain.decisions.kinds import OptionKind
from domain.decisions.rows import OptionRow, QuestionRow
from domain.demand.rows import RequestRow
from domain.realisation.queries_decisions import decision_regrets
from domain.realisation.queries_regret import DecisionRegret, known_rates, regret_by_question
from domain.value.queries import benefits_by_request
from tests.support.builders.decisions import answered, clash, committed, option_of, options_of, raised
from tests.support.builders.delivery import delivered, in_month, started, this_month
from tests.support.builders.realisation import Live, measured
from tests.support.personas import SYSTEM, Company


@dataclass(frozen=True, slots=True)
class Decided:
    """A question of Retail about `asking`, decided so that `gave_way` starts later."""

    question: QuestionRow
    chosen: OptionRow
    asking: RequestRow
    gave_way: RequestRow


async def displaced(company: Company) -> Decided:
    it = await clash(company)
    question = await raised(company, it.crowded)
    option = await option_of(question, OptionKind.DISPLACE, displacing=it.own)
    question = await answered(company.owner_retail, question, option)
    return Decided(question, option, it.crowded, it.own)


async def told(question: QuestionRow) -> DecisionRegret | str:
    return (await regret_by_question(SYSTEM, [question.id]))[question.id]


async def came_true(company: Company, request: RequestRow, *cents: int) -> None:
    """Delivered this month, with what came true in the months after."""
    await started(company, request)
    await delivered(company, request)
    (benefit,) = (await benefits_by_request(SYSTEM, [request.id]))[request.id]
    await measured(company, Live(request, benefit, this_month()), *cents)


async def test_it_is_known_when_both_sides_are_measured(company: Company) -> None:
    it = await displaced(company)
    assert await told(it.question) == (
        f"It is known when both sides' values are: {it.asking.key} is not delivered and measured yet."
    )
    await committed(company.owner_retail, it.asking)
    await came_true(company, it.asking, 500_000, 500_000)
    with in_month(this_month() + 4):
        assert "is not measured for three months yet" in str(await told(it.question))
    benefit = (await benefits_by_request(SYSTEM, [it.asking.id]))[it.asking.id][0]
    await measured(company, Live(it.asking, benefit, this_month()), 500_000, 500_000, 50_000)
    unknown = await told(it.question)
    assert unknown == f"It is known when both sides' values are: {it.gave_way.key} is not delivered and measured yet."
    assert await decision_regrets(SYSTEM) == ()
    await committed(company.owner_retail, it.gave_way)
    await came_true(company, it.gave_way, 900_000, 900_000, 900_000)
    known = await told(it.question)
    assert isinstance(known, DecisionRegret)
    parts = known.regret.parts
    assert parts.total == parts.wrong_promises + parts.choice >= 0
    assert known.regret.against_best_other == -parts.total or parts.total == 0
    assert any("(chosen)" in fact for fact in known.regret.facts)
    assert (known.question, known.planning_round) == (it.question.id, None)
    assert await decision_regrets(SYSTEM) == (known,)
    rates = (await known_rates()).rates
    assert rates[it.gave_way.id].promised == rates[it.gave_way.id].realised
    assert rates[it.asking.id].realised == rates[it.asking.id].promised * 7 / 10


async def test_a_question_without_a_decision_has_none(company: Company) -> None:
    it = await clash(company)
    question = await raised(company, it.crowded)
    assert await told(question) == "It is not decided yet."
    assert len(await options_of(question)) >= 2
