"""A question, its options and who decides it, in plain sentences."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from uuid import UUID

from domain.decisions.kinds import OptionKind, QuestionStatus
from domain.decisions.rows import Binding, QuestionRow
from domain.decisions.rules import Option
from domain.decisions.wording import way_of
from domain.wording import days, joined, moment_name, money, month_name

LONGEST_NAME = 60


def request_name(number: int, title: str) -> str:
    """A request as it stands in a sentence: REQ-42 Returns portal."""
    short = title if len(title) <= LONGEST_NAME else title[: LONGEST_NAME - 1].rstrip() + "…"
    return f"REQ-{number} {short}"


def binding_text(binding: Binding, teams: Mapping[UUID, str]) -> str:
    """What is short in a month: "Data has 6 of 20 days left in March 2027, 14 too few"."""
    when = f"in {month_name(binding.month)}"
    if binding.team is None:
        left = f"{money(binding.left)} of the budget of {money(binding.net)} is left {when}"
        return f"{left}, {money(binding.short)} too little"
    name = teams.get(binding.team, "a team")
    return f"{name} has {days(binding.left)} of {days(binding.net)} days left {when}, {days(binding.short)} too few"


def question_sentence(question: QuestionRow, request: str, teams: Mapping[UUID, str]) -> str:
    """The whole question in a sentence that names what is short most; `request` is its name, `teams` names by id."""
    return f"{request} {_cannot(question, teams)}. What gives way?"


def short_sentence(question: QuestionRow, teams: Mapping[UUID, str]) -> str:
    """The question where the request stands beside it: "Cannot start in March 2027: Data is short of 14 days"."""
    said = _cannot(question, teams)
    return f"{said[0].upper()}{said[1:]}"


def _cannot(question: QuestionRow, teams: Mapping[UUID, str]) -> str:
    start = question.wanted_month or (question.binding[0].start if question.binding else None)
    said = f"cannot start in {month_name(start)}" if start else "cannot be planned"
    total: Counter[UUID | None] = Counter()
    for one in question.binding:
        total[one.team] += one.short
    if not total:
        return said
    # Money and days do not compare; days are what IT is short of, so the budget is named where no team is short.
    most = max((team for team in total if team), key=lambda team: (total[team], team.int), default=None)
    if most is None:
        return f"{said}: the budget is short of {money(total[None])}"
    return f"{said}: {teams.get(most, 'a team')} is short of {days(total[most])} days"


def option_title(option: Option, months: Sequence[str], keys: Mapping[str, str], teams: Mapping[str, str]) -> str:
    """An option in a few words."""

    def month(period: int | None) -> str:
        return months[period] if period is not None and 0 <= period < len(months) else "a later year"

    match option.kind:
        case OptionKind.DISPLACE:
            names = [keys.get(one.request, "a request") for one in option.displaced]
            shown = names if len(names) <= 4 else [*names[:3], f"{len(names) - 3} more"]
            return f"{joined(shown)} give{'s' if len(names) == 1 else ''} way" if names else "Start in between"
        case OptionKind.FUND:
            total: dict[str | None, int] = {}
            for one in option.extra_capacity:
                total[one.team] = total.get(one.team, 0) + one.amount
            bought = [
                f"{money(amount)} more budget"
                if team is None
                else f"{days(amount)} days of {teams.get(team, 'a team')}"
                for team, amount in total.items()
            ]
            shown = bought if len(bought) <= 4 else [*bought[:3], f"days of {len(bought) - 3} more teams"]
            return f"Pay for {joined(shown)}"
        case OptionKind.SHRINK:
            return f"Deliver {option.scope_share.numerator * 100 // option.scope_share.denominator}% of it"
        case OptionKind.WAIT if option.earliest is None:
            return "Wait, without a month in sight"
        case OptionKind.WAIT:
            return f"Wait until {month(option.earliest)}"
        case OptionKind.REROUTE:
            return f"Meet it another way: {way_of(option.route)}"


def who_decides(status: QuestionStatus, unit: str, others: Sequence[str], *, board: bool) -> str:
    """Who decides a question; `others` are the units whose requests some option moves, `board`: some needs money."""
    if status is QuestionStatus.DECIDED:
        return "It is decided."
    if status is QuestionStatus.LAPSED:
        return "Nobody any more: the question lapsed."
    if status is QuestionStatus.ESCALATED:
        return "The governance board decides."
    text = f"The business owner of {unit} chooses"
    if others:
        text += f"; where requests of {joined(list(others))} give way, their owners must agree"
    if board:
        text += "; new money and mandatory work need the governance board as well"
    return f"{text}. IT does not decide."


def if_nobody_answers(status: QuestionStatus, due_at: datetime, request: str) -> str | None:
    """What silence leads to, said in advance."""
    if status is QuestionStatus.OPEN:
        due = moment_name(due_at.astimezone(UTC))
        return f"If the owners asked have not agreed by {due}, the governance board is asked to decide."
    if status is QuestionStatus.ESCALATED:
        return f"Until the governance board decides, {request} stays where the plan has it."
    return None
