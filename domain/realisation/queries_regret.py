"""Reading what decided priority questions gave up or gained. Everyone signed in sees it, as they see the questions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from uuid import UUID

from domain.actor import Actor
from domain.calibration.queries_value import kept_promises
from domain.calibration.value import MEASURED_MONTHS
from domain.database.engine import rows
from domain.decisions.kinds import OptionKind, QuestionStatus
from domain.decisions.queries import options_by_question, questions_by_id
from domain.decisions.rows import OptionRow, QuestionRow
from domain.governance.queries import policy_now
from domain.quantities import Month
from domain.realisation.regret import Rate, Regret, Way, regret_of_ways
from domain.wording import joined


@dataclass(frozen=True, slots=True)
class DecisionRegret:
    """What a decision gave up or gained: a priority question's, or a planning round's (its number). `id` is its own."""

    id: UUID
    question: UUID | None
    planning_round: int | None
    decided_at: datetime
    regret: Regret


@dataclass(frozen=True, slots=True)
class Known:
    """What came true of the delivered requests: rates of those that are measured enough, how many months each was
    promised to take, and for how many months value counts."""

    valuation: int
    rates: Mapping[UUID, Rate]
    durations: Mapping[UUID, int]
    delivered: frozenset[UUID]


async def known_rates() -> Known:
    """What every delivered request brings in a month, as promised and as it came true."""
    valuation = (await policy_now()).settings.valuation_months
    kept = {one.request: one for one in await kept_promises()}
    rates: dict[UUID, Rate] = {}
    durations: dict[UUID, int] = {}
    for read in await rows(
        "select distinct on (request) request, value_cents, scope_share, start_month, finish_month from promise"
        " order by request, version desc"
    ):
        durations[read["request"]] = Month.of(read["finish_month"]) - Month.of(read["start_month"]) + 1
        one = kept.get(read["request"])
        if one is not None and one.months >= MEASURED_MONTHS and one.expected and read["scope_share"]:
            promised = Fraction(read["value_cents"]) / Fraction(read["scope_share"]) / valuation
            rates[read["request"]] = Rate(promised, promised * Fraction(one.realised, one.expected))
    delivered = await rows("select request from delivery where delivered_on is not null")
    return Known(valuation, rates, durations, frozenset(read["request"] for read in delivered))


async def regret_by_question(actor: Actor, ids: Sequence[UUID]) -> Mapping[UUID, DecisionRegret | str]:
    """What each question's decision gave up or gained; as long as that is not known, why."""
    questions = await questions_by_id(actor, ids)
    options = await options_by_question(actor, list(questions))
    known = await known_rates()
    named = [gone.request for each in options.values() for option in each for gone in option.displaced]
    named += [question.request for question in questions.values()]
    names = {
        read["id"]: f"REQ-{read['number']}"
        for read in await rows("select id, number from request where id = any($1)", named)
    }
    return {one: _regret(question, options[one], known, names) for one, question in questions.items()}


def _regret(
    question: QuestionRow,
    options: Sequence[OptionRow],
    known: Known,
    names: Mapping[UUID, str],
) -> DecisionRegret | str:
    if question.status is QuestionStatus.LAPSED:
        return "It ended without a decision."
    if question.status is not QuestionStatus.DECIDED or question.closed_at is None:
        return "It is not decided yet."
    missing = _missing((question.request,), known, names)
    if missing:
        return missing
    end = Month.of(question.raised_at.date()) + known.valuation
    ways = {one.id: way for one in options if (way := _way(one, question.request, known, end)) is not None}
    chosen = ways.get(question.outcome) if question.outcome else None
    if chosen is None:
        return "Nobody quoted a price or a date for what was chosen."
    missing = _missing([one for one, _ in chosen.lost], known, names)
    if missing:
        return missing
    compared = [way for way in ways.values() if all(one in known.rates for one, _ in way.lost)]
    if len(compared) < 2:
        return "No other way can be compared: what those would have displaced is not measured."
    regret = regret_of_ways(compared, chosen.number, known.rates)
    return DecisionRegret(question.id, question.id, None, question.closed_at, regret)


def _missing(requests: Sequence[UUID], known: Known, names: Mapping[UUID, str]) -> str | None:
    """Why the values of these are not known; None when they are."""
    unknown = [one for one in requests if one not in known.rates]
    if not unknown:
        return None
    named = joined([names[one] for one in unknown])
    if any(one not in known.delivered for one in unknown):
        return f"It is known when both sides' values are: {named} {_is(unknown)} not delivered and measured yet."
    return f"It is known when both sides' values are: {named} {_is(unknown)} not measured for three months yet."


def _is(requests: Sequence[UUID]) -> str:
    return "is" if len(requests) == 1 else "are"


def _way(option: OptionRow, request: UUID, known: Known, end: Month) -> Way | None:
    """An option by its months then; None where nobody has quoted its price, or when it would be ready."""
    if option.price_cents is None or (option.kind is OptionKind.REROUTE and option.finish_month is None):
        return None
    share = Fraction(1) if option.scope_share is None else Fraction(option.scope_share)
    months = 0 if option.finish_month is None else _in_use(option.finish_month, end)
    lost = []
    for one in option.displaced:
        lasts = known.durations.get(one.request, 1) - 1
        before = _in_use(one.from_month + lasts, end)
        lost.append((one.request, before - (0 if one.to_month is None else _in_use(one.to_month + lasts, end))))
    return Way(option.number, option.title, request, share * months, tuple(lost), option.price_cents)


def _in_use(finish: Month, end: Month) -> int:
    """For how many months something that finishes in a month is in use before the end."""
    return max(0, end - finish - 1)


async def question_regrets(actor: Actor) -> tuple[DecisionRegret, ...]:
    """The regret of every decided question of which it is known."""
    decided = await rows("select id from priority_question where status = 'decided'")
    found = await regret_by_question(actor, [read["id"] for read in decided])
    return tuple(one for one in found.values() if isinstance(one, DecisionRegret))
