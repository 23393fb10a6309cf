"""From the facts of the portfolio to the problem that the rules plan: one order, and what every request takes.

Requests are called by their keys (REQ-42) in problems and plans, so that every sentence of the rules reads as people
speak; units and teams by their ids. Period 0 is the current month.
"""

from calendar import monthrange
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from uuid import UUID

from domain.demand.rules import Lane, RequestState
from domain.planning.facts import FINISHED, WHOLE, Demand, Facts
from domain.planning.ordering import is_undecided_too_long, kept, order, own_places
from domain.planning.rules import LONGEST_PERIODS, Problem, Team, Work
from domain.quantities import Month
from domain.ranking.order import Place
from domain.wording import month_name

# A month for which the board has set no budget limits nothing.
UNLIMITED_CENTS = 10**15


@dataclass(frozen=True, slots=True)
class PlanningProblem:
    """The problem with the way back to the portfolio: whose key is whose id, which period is which month.

    order: places of the ranked requests, estimated or not. held: committed and running requests, which hold their
    months, by start. ranked: those that are planned, in the order of the problem's works after the held ones.
    unestimated: ranked requests that have a place in the order and none in the plan. undecided: requests that are
    undecided for too long, which have neither. unranked: what estimated requests would take that have no place in a
    unit's list; what has no place is not planned, so the problem is without them.
    """

    facts: Facts
    problem: Problem
    months: tuple[Month, ...]
    order: tuple[Place, ...]
    demands: Mapping[str, Demand]
    held: tuple[str, ...]
    ranked: tuple[str, ...]
    unranked: Mapping[str, Work]
    unestimated: tuple[str, ...]
    undecided: tuple[str, ...]
    own_place: Mapping[str, tuple[int, int]]

    @property
    def month_names(self) -> tuple[str, ...]:
        """How each period is called in sentences: March 2027."""
        return tuple(month_name(month) for month in self.months)

    def month(self, period: int | None) -> Month | None:
        """The month of a period, also before the first and after the last one known."""
        return None if period is None else self.facts.first + period

    def period(self, month: Month) -> int:
        return month - self.facts.first

    @property
    def with_unranked(self) -> Problem:
        """The problem as it would be with everything that nobody has ranked behind all that is planned."""
        return replace(self.problem, works=(*self.problem.works, *self.unranked.values()))


def planning_problem(facts: Facts) -> PlanningProblem:
    """Put the order and every request's work together. The same facts always give the same problem."""
    months = tuple(facts.first + offset for offset in range(facts.policy.horizon_months))
    demands = {one.key: one for one in facts.demands}
    own_place = own_places(facts.demands)
    undecided = tuple(one.key for one in facts.demands if is_undecided_too_long(one, facts))
    no_place = frozenset(undecided)
    places = order(facts, own_place, no_place)
    held = sorted(
        (one for one in facts.demands if one.is_held),
        key=lambda one: (_held_from(one, facts.first), one.submitted_at, one.number),
    )
    ranked = [demands[place.request] for place in places]
    unranked = [
        one
        for one in facts.demands
        if one.is_estimated
        and one.route.needs_it
        and not one.is_held
        and one.key not in own_place
        and one.key not in no_place
    ]
    planned = [*held, *(one for one in ranked if one.is_estimated)]
    names = {team.id: str(team.id) for team in facts.teams}
    problem = Problem(
        teams=_teams(facts, months),
        works=tuple(_work(one, facts, names) for one in planned),
        budget=_budget(facts),
        horizon=facts.policy.displayed_months,
        longest=min(LONGEST_PERIODS, facts.policy.horizon_months),
        valuation=facts.policy.valuation_months,
        share=Fraction(str(facts.policy.request_share_of_team)),
    )
    return PlanningProblem(
        facts,
        problem,
        months,
        places,
        demands,
        tuple(one.key for one in held),
        tuple(one.key for one in ranked if one.is_estimated),
        {one.key: _work(one, facts, names) for one in unranked},
        tuple(one.key for one in ranked if not one.is_estimated),
        undecided,
        own_place,
    )


def _work(one: Demand, facts: Facts, names: Mapping[UUID, str]) -> Work:
    """What a request takes; `names` are the teams' ids as text. It runs for every request, so it counts in integers."""
    first = facts.first
    opens = 0
    for month in (one.earliest_start, one.not_before):
        if month is not None:
            opens = max(opens, month - first)
    effort = [(names[team], kept(one, amount)) for team, amount in one.effort.items()]
    effort.sort()
    fixed: int | None = None
    duration: int | None = None
    if one.is_held or one.is_reserved:
        start = _held_from(one, first)
        fixed = start - first
        if one.slot is not None:
            duration = max(1, _held_until(one, first) - start + 1)
    return Work(
        request=one.key,
        unit=str(one.unit),
        effort=tuple(effort),
        one_off_cost=kept(one, one.one_off_cents),
        value=_value(one) // facts.policy.valuation_months,
        earliest=opens,
        deadline=None if one.deadline is None else _last_finish(one.deadline, first),
        after=tuple(need.key for need in one.needs if need.state not in FINISHED) if one.needs else (),
        fixed=fixed,
        underway=one.state is RequestState.IN_DELIVERY,
        mandatory=one.lane is Lane.MANDATORY,
        duration=duration,
    )


def _value(one: Demand) -> int:
    """What its promise is expected to bring at the scope that decisions left, in cents, rounded down."""
    share, of = (1, 1) if one.kept is WHOLE else one.kept.as_integer_ratio()
    factor = one.value_factor
    return one.value_cents * share * factor.numerator // (of * factor.denominator)


def _held_from(one: Demand, first: Month) -> Month:
    """The month from which held work takes its days: when it began; or from now on, when it should have begun."""
    if one.state is RequestState.IN_DELIVERY:
        return one.started or (one.slot[0] if one.slot else first)
    return max(first, one.slot[0]) if one.slot else first


def _held_until(one: Demand, first: Month) -> Month:
    """The month in which held work ends: by IT's forecast, else as committed; what is late still takes its days."""
    assert one.slot is not None
    if one.state is RequestState.IN_DELIVERY:
        return max(first, one.forecast or one.slot[1])
    late = max(0, first - one.slot[0])
    return one.slot[1] + late


def _last_finish(deadline: date, first: Month) -> int | None:
    """The last period whose end is not after the deadline. A deadline that has passed no longer binds: it is late."""
    month = Month.of(deadline)
    whole = deadline.day == monthrange(deadline.year, deadline.month)[1]
    period = month - first - (0 if whole else 1)
    return period if month >= first else None


def _teams(facts: Facts, months: Sequence[Month]) -> tuple[Team, ...]:
    made = []
    for team in facts.teams:
        net = tuple(cell.net_decidays for cell in facts.capacity[team.id])
        # Days that were bought do not change how long work takes, nor do days added since the planning round: more of
        # them must make nobody later, and work that is squeezed into fewer months may find no room where it stands.
        typical = Team(str(team.id), net).ordinary
        if facts.standing is not None:
            typical = min(typical, facts.standing.ordinary.get(team.id, typical))
        bought = tuple(have + facts.funded.get((team.id, month), 0) for have, month in zip(net, months, strict=True))
        made.append(Team(str(team.id), bought, typical, team.day_rate_cents, team.name))
    return tuple(made)


def _budget(facts: Facts) -> tuple[int, ...] | None:
    if not any(cell.is_set for cell in facts.budgets):
        return None
    return tuple(UNLIMITED_CENTS if cell.amount_cents is None else cell.amount_cents for cell in facts.budgets)
