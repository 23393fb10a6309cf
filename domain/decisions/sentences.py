"""A question, its options and who decides it, in plain sentences."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from uuid import UUID

from domain.decisions.kinds import Cause, OptionKind, QuestionStatus
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


def binding_set_sentence(cells: Sequence[Binding], teams: Mapping[UUID, str]) -> str:
    """What a start lacks where one of the smallest sets of teams is short: one set of cells with the same start."""
    lacking = [
        f"{money(one.short)} of the budget in {month_name(one.month)}"
        if one.team is None
        else f"{days(one.short)} days of {teams.get(one.team, 'a team')} in {month_name(one.month)}"
        for one in cells
    ]
    shown = lacking if len(lacking) <= 4 else [*lacking[:3], f"{len(lacking) - 3} more"]
    only = " only" if len({one.team for one in cells}) == 1 else ""
    return f"A start in {month_name(cells[0].start)} lacks{only} {joined(shown)}."


def _cannot(question: QuestionRow, teams: Mapping[UUID, str]) -> str:
    start = question.wanted_month or (question.binding[0].start if question.binding else None)
    said = f"cannot start in {month_name(start)}" if start else "cannot be planned"
    if question.cause is Cause.TEAM_SIZE:
        said = "cannot fit at any time with this team size"
    total: Counter[UUID | None] = Counter()
    for one in question.binding:
        total[one.team] += one.short
    if not total and question.cause is Cause.DEADLINE:
        return "cannot be finished by its deadline: too few months are left until then"
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
        case OptionKind.DISPLACE if option.retimes:
            moves = [f"{keys.get(one.request, 'a request')} to {month(one.to)}" for one in option.displaced]
            first, *others = _few(moves)
            return joined([first.replace(" to ", " moves to ", 1), *others])
        case OptionKind.DISPLACE:
            return _give_way(option, keys)
        case OptionKind.FUND:
            return f"Pay for {_bought(option, teams)}"
        case OptionKind.COMBINE:
            return f"{_give_way(option, keys)}, and pay for {_bought(option, teams)}"
        case OptionKind.SHRINK:
            return f"Deliver {option.scope_share.numerator * 100 // option.scope_share.denominator}% of it"
        case OptionKind.WAIT if option.earliest is None:
            return "Wait, without a month in sight"
        case OptionKind.WAIT:
            return f"Wait until {month(option.earliest)}"
        case OptionKind.REROUTE:
            return f"Meet it another way: {way_of(option.route)}"


def _give_way(option: Option, keys: Mapping[str, str]) -> str:
    names = [keys.get(one.request, "a request") for one in option.displaced]
    return f"{joined(_few(names))} give{'s' if len(names) == 1 else ''} way" if names else "Start in between"


def _bought(option: Option, teams: Mapping[str, str]) -> str:
    total: dict[str | None, int] = {}
    for one in option.extra_capacity:
        total[one.team] = total.get(one.team, 0) + one.amount
    bought = [
        f"{money(amount)} more budget" if team is None else f"{days(amount)} days of {teams.get(team, 'a team')}"
        for team, amount in total.items()
    ]
    return joined(bought if len(bought) <= 4 else [*bought[:3], f"days of {len(bought) - 3} more teams"])


def _few(parts: list[str]) -> list[str]:
    """Four at most; of more the first three and how many are left."""
    return parts if len(parts) <= 4 else [*parts[:3], f"{len(parts) - 3} more"]


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
