"""What a priority question will say: what binds, the options with their titles, and why it was raised. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from domain.decisions.attempts import attempts
from domain.decisions.checking import Short, shortage, shortages
from domain.decisions.conflict import Conflict, conflict_of
from domain.decisions.kinds import Cause, OptionKind
from domain.decisions.options import RouteOffer, options
from domain.decisions.rows import Binding
from domain.decisions.rules import Option
from domain.decisions.sentences import option_title
from domain.decisions.situation import Situation
from domain.decisions.waiting import never_enough
from domain.demand.rules import Route
from domain.errors import RuleViolation
from domain.planning.rules import Reason
from domain.quantities import Month
from domain.wording import joined, month_name

# The route that needs neither a team nor new money: the unit builds it itself, with a coach. What is bought needs an
# offer first, and its owner can choose it at any time.
OFFERED = (RouteOffer(Route.BUSINESS_BUILT.value),)
MOST_WHY = 4000


@dataclass(frozen=True, slots=True)
class Composed:
    """A question before it is written: what binds and the options, each with its title and the request's finish.

    binding: what is short at one start. sets: the smallest sets of teams that are short together over all starts.
    """

    cause: Cause
    binding: tuple[Binding, ...]
    sets: tuple[tuple[Binding, ...], ...]
    options: tuple[Option, ...]
    titles: tuple[str, ...]
    finishes: tuple[Month | None, ...]


def composed(now: Situation, key: str, *, wanted_month: Month | None = None, cause: Cause | None = None) -> Composed:
    """Everything that a question about one request says in the present plan.

    Raises RuleViolation when the month is out of the plan's reach, and when the request needs no question.
    """
    wanted = _wanted(now, wanted_month)
    if why := needless(now, key, wanted):
        raise RuleViolation(why, rule="needs_no_question", path="wanted_month" if key in now.ids else "request")
    conflict = conflict_of(now.problem, now.plan, key, wanted)
    ways = attempts(conflict)
    bound = _bindings(now, shortage(conflict, ways, wanted))
    found = options(
        now.problem,
        now.plan,
        key,
        wanted=wanted,
        routes=OFFERED,
        months=now.month_names,
        names=now.names,
        promised=now.promised,
    )
    sound = []
    for option in found:
        why = option.why + _uncommitted(now, option)
        sound.append(replace(option, why=why if len(why) <= MOST_WHY else why[: MOST_WHY - 1] + "…"))
    keys = {one: one for one in now.ids}
    return Composed(
        cause or _cause(now, key, conflict, wanted, bound, sound),
        bound,
        tuple(_bindings(now, cells) for cells in shortages(conflict, ways)),
        tuple(sound),
        tuple(option_title(one, now.month_names, keys, now.teams) for one in sound),
        tuple(
            None
            if one.earliest is None or one.kind is OptionKind.REROUTE
            else now.month(one.earliest + conflict.shape.duration - 1)
            for one in sound
        ),
    )


def _bindings(now: Situation, cells: Sequence[Short]) -> tuple[Binding, ...]:
    return tuple(
        Binding(
            UUID(one.team) if one.team else None,
            now.first + one.period,
            now.first + one.start,
            one.short,
            one.left,
            one.net,
        )
        for one in cells
    )


def _uncommitted(now: Situation, option: Option) -> str:
    """What giving way means for a committed request, said before anybody chooses it."""
    gone = [one.request for one in option.displaced if one.request in now.committed]
    if not gone:
        return ""
    return f" {joined(gone)} would no longer be committed, and would be ranked and committed anew."


def _wanted(now: Situation, month: Month | None) -> int | None:
    if month is None:
        return None
    if month < now.first:
        raise RuleViolation(f"{month_name(month)} has passed.", rule="wanted_ahead", path="wanted_month")
    last = now.first + (now.problem.horizon - 1)
    if month > last:
        raise RuleViolation(
            f"The plan reaches to {month_name(last)}; a later month needs no question yet.",
            rule="wanted_within_the_plan",
            path="wanted_month",
        )
    return month - now.first


def needless(now: Situation, key: str, wanted: int | None) -> str | None:
    """Why a request puts no question to anybody, because it fits where it is wanted; None when it does conflict."""
    if now.work(key) is None:
        return f"{key} competes for no capacity yet: it needs an estimate and a place in its unit's list first."
    conflict = conflict_of(now.problem, now.plan, key, wanted)
    start = conflict.now
    if start is None or (wanted is not None and start > wanted and start > conflict.first):
        return None
    when = month_name(now.first + max(0, start))
    if wanted is None:
        return f"{key} fits: it starts in {when}. Name the month in which it is wanted if that is too late."
    if start <= wanted:
        return f"{key} fits: it starts in {when}, and nothing has to give way."
    return f"{key} starts in {when}, the first month that its own dates and what it waits for allow."


def _cause(
    now: Situation,
    key: str,
    conflict: Conflict,
    wanted: int | None,
    bound: tuple[Binding, ...],
    found: Sequence[Option],
) -> Cause:
    entry = now.plan.entry(key)
    if any(one.kind is OptionKind.WAIT and one.earliest is None for one in found):
        too_small = never_enough(conflict)
        if too_small and all(any(team is not None for team in one) for one in too_small):
            return Cause.TEAM_SIZE
    if conflict.now is not None and wanted is not None:
        return Cause.WANTED_EARLIER
    if entry is not None and entry.reason is Reason.DEADLINE:
        return Cause.DEADLINE
    if entry is not None and entry.reason is Reason.KEPT:
        return Cause.LESS_CAPACITY
    if bound and all(one.team is None for one in bound):
        return Cause.BUDGET
    return Cause.NEW_REQUEST
