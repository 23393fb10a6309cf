"""Why a request has its place and its months, in sentences made from the facts of the rules."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.calibration.planned_effort import spoken_effort
from domain.demand.rules import Lane, RequestState
from domain.planning.current import CurrentPlan
from domain.planning.explain import Explanation, ShortCell, too_few_months
from domain.planning.facts import Demand
from domain.planning.ordering import SMALL_LANE
from domain.planning.owed import next_round, way_out
from domain.planning.rules import Reason
from domain.quantities import Month
from domain.ranking.decide_by import decide_by
from domain.ranking.order import WHOLE_SHARE, OrderRule, Place, percent
from domain.wording import day_name, days, joined, money, month_name

MOST_NAMED = 3
UNRANKED = "Nobody has ranked it yet: what has no place in its unit's list is not planned."
UNESTIMATED = "It waits for an estimate by the delivery teams: until then it has a place in the order and no month."


@dataclass(frozen=True, slots=True)
class Why:
    """An explanation: one answer, what holds the request back in a word or two, the facts, and what would help.

    teams: ids of the teams of which one is short before its start, so that screens can name them. goes_ahead: why a
    lower ranked request starts before it, or it before a higher ranked one.
    """

    text: str
    constraint: str | None = None
    facts: tuple[str, ...] = ()
    would_help: str | None = None
    teams: tuple[str, ...] = ()
    goes_ahead: str | None = None


def why(plan: CurrentPlan, key: str) -> Why | None:
    """Why a request stands where it stands; None for a request that is not in play (parked, delivered …)."""
    one = plan.input.demands.get(key)
    if one is None:
        return None
    if one.is_held:
        return _held(plan, one)
    place, explained = plan.places.get(key), plan.explanations((key,)).get(key)
    facts = _facts(plan, one, place, explained)
    if explained is None:
        if key in plan.input.undecided:
            return Why(_undecided(plan, one), "undecided for too long", facts, _confirmed(plan, one))
        if place is None:
            if key in plan.input.unranked:
                return Why(UNRANKED, "not ranked", facts, _ranked(plan, one))
            return Why(_waiting(one), "not ranked" if one.is_estimated else "estimate", facts)
        return Why(UNESTIMATED, "estimate", facts, "An estimate by the teams that would do it.")
    assert place is not None, "what is planned is held or ranked"
    text, would_help = _text(plan, one, explained), _help(plan, place, explained)
    return Why(text, _constraint(plan, explained), facts, would_help, _teams(explained), explained.goes_ahead)


def _held(plan: CurrentPlan, one: Demand) -> Why:
    start, finish = plan.start_month(one.key), plan.finish_month(one.key)
    facts = [_effort(plan, one)]
    if one.slot is not None:
        facts.append(f"Committed for {_span(*one.slot)}.")
    if one.forecast is not None:
        facts.append(f"IT expects to finish in {_named(one.forecast)}.")
    if one.state is RequestState.IN_DELIVERY:
        text = f"In delivery: it holds its teams' days until {_named(finish)}."
    elif one.slot is not None and start is not None and start > one.slot[0]:
        text = f"Committed for {_named(one.slot[0])} and not started yet: it takes its days from now on."
    else:
        text = f"Committed: it keeps its months, {_span(start, finish)}, whatever is ranked later."
    return Why(text, "committed", tuple(facts))


def _undecided(plan: CurrentPlan, one: Demand) -> str:
    assert one.counted_from is not None
    by = day_name(decide_by(one.counted_from, plan.input.facts.policy.decide_by_months))
    return f"Nobody decided on it or confirmed it by {by}, so it has no place in the order and the plan."


def _confirmed(plan: CurrentPlan, one: Demand) -> str:
    unit = next(unit.name for unit in plan.input.facts.units if unit.id == one.unit)
    return (
        f"{unit}'s owner confirms that it still matters, makes it smaller, funds it or withdraws it;"
        " confirmed, it has its place again at once."
    )


def _ranked(plan: CurrentPlan, one: Demand) -> str:
    unit = next(unit.name for unit in plan.input.facts.units if unit.id == one.unit)
    return f"A place in the list of {unit}, which its owner gives: then it is planned by that place."


def _waiting(one: Demand) -> str:
    if not one.route.needs_it:
        return f"It goes its way as {one.route.value.replace('_', ' ')} and takes no team's days."
    return "It waits for an estimate by the delivery teams, and for its unit's owner to rank it."


def _text(plan: CurrentPlan, one: Demand, explained: Explanation) -> str:
    if one.is_reserved:
        months = _span(plan.start_month(one.key), plan.finish_month(one.key))
        return f"A decided priority question holds its months, {months}; nothing ranked later takes them."
    if explained.no_time and one.deadline is not None:
        return too_few_months(explained.no_time, plan.month_names, f"its deadline, {day_name(one.deadline)}")
    if explained.reason is not Reason.NOT_RANKED:
        return explained.text
    missing = [need for need in one.needs if need.key in explained.waits_for and need.key not in plan.entries]
    return f"Waits for {joined([f'{need.key}, which is {_stands(plan, need.key)}' for need in missing])}."


def _stands(plan: CurrentPlan, key: str) -> str:
    other = plan.input.demands.get(key)
    if other is None:
        return "not in the plan: it was set aside"
    return "not estimated yet" if other.is_ranked else "not ranked yet"


def _constraint(plan: CurrentPlan, explained: Explanation) -> str | None:
    match explained.reason:
        case Reason.KEPT:
            return "decided"
        case Reason.DEADLINE:
            return "deadline"
        case Reason.PREREQUISITE | Reason.NOT_RANKED:
            return "prerequisite"
        case Reason.NOT_BEFORE:
            return "earliest start"
    names = {team.team: team.name for team in plan.problem.teams}
    held = sorted({"budget" if one is None else names[one] for group in explained.binding for one in group})
    return ", ".join(held) or None


def _teams(explained: Explanation) -> tuple[str, ...]:
    return tuple(sorted({one for group in explained.binding for one in group if one is not None}))


def _facts(plan: CurrentPlan, one: Demand, place: Place | None, explained: Explanation | None) -> tuple[str, ...]:
    said: list[str] = []
    if place is not None:
        said.append(_placed(place))
        said.extend(_set_apart(plan, place))
    if one.is_estimated:
        said.append(_effort(plan, one))
    names = {str(unit.id): unit.name for unit in plan.input.facts.units}
    said.extend(f"{names[str(unit)]} would carry {share:.0%} of its cost." for unit, share in one.endorsed)
    if one.kept < 1:
        said.append(f"A decision left {one.kept:.0%} of its scope.")
    if one.earliest_start is not None and one.earliest_start > plan.months[0]:
        said.append(f"It is not to start before {_named(one.earliest_start)}.")
    if one.not_before is not None and one.not_before > plan.months[0]:
        said.append(f"A decision lets it wait until {_named(one.not_before)}.")
    if one.deadline is not None:
        passed = one.deadline < plan.months[0].first
        due = day_name(one.deadline)
        said.append(f"Its deadline, {due}, has passed." if passed else f"Due on {due}.")
    if explained is not None and explained.instead:
        said.append(f"In its way: {_few(explained.instead)}.")
    if plan.standing is not None:
        said.extend(
            f"Later since planning round {plan.standing.round.number}: {cause}"
            for cause in plan.standing.moves.get(one.id, ())
        )
    if one.lane is Lane.SMALL and place is not None and place.unit == str(one.unit):
        said.append(
            "It stands in its unit's list: the quick-win lane takes one small, estimated request of a unit at a time,"
            " and only while that is earlier."
        )
    return tuple(said)


def _set_apart(plan: CurrentPlan, place: Place) -> list[str]:
    """What lanes take of the portfolio before the units share it."""
    if place.unit == SMALL_LANE or place.rule is OrderRule.MANDATORY:
        return []
    policy = plan.input.facts.policy
    said = []
    if plan.has_lane:
        said.append(f"{policy.small_lane_percent}% is set apart for the quick-win lane; the units share the rest.")
    if policy.mandatory_weight and any(other.rule is OrderRule.MANDATORY for other in plan.input.order[:1]):
        said.append(
            f"What law or regulator require counts with a weight of {policy.mandatory_weight}"
            f" among all weights, {place.unit_name}'s among them."
        )
    return said


def _placed(place: Place) -> str:
    """Why it has its place in the order."""
    if place.unit != SMALL_LANE or place.rule is OrderRule.MANDATORY:
        return place.text
    return (
        f"It stands {place.own_place} of {place.own_length} in the quick-win lane, where each unit has one small"
        f" request at a time. The lane's share is {percent(place.share)}, so its first"
        f" {days(place.charged // WHOLE_SHARE)} days stand within the first {days(place.within)} days of the portfolio"
        f"{place.going_before}."
    )


def _raised(place: Place) -> str:
    """What its unit and others can do to move it up in the order."""
    if place.rule is not OrderRule.MANDATORY and place.unit == SMALL_LANE:
        return "It is its unit's one request in the quick-win lane; those submitted earlier go first."
    return place.raised_by


def _help(plan: CurrentPlan, place: Place, explained: Explanation) -> str | None:
    """What would bring it in, or forward."""
    if explained.reason in (Reason.PREREQUISITE, Reason.NOT_RANKED):
        return f"It moves as soon as {_few(explained.waits_for)} has a place in the plan."
    if explained.reason is Reason.NOT_BEFORE:
        return "Only an earlier month than its owner or a decision has set."
    if explained.no_time:
        left = explained.no_time[2]
        return f"{'A later deadline, a smaller scope or a split' if left else 'Only a later deadline'} would help."
    if explained.reason.planned and not explained.short:
        return None
    ways = []
    if explained.short and explained.nearest is not None:
        missing = joined([_lack(plan, cell, explained.nearest) for cell in explained.short[:MOST_NAMED]])
        if len(explained.short) > MOST_NAMED:
            missing += f" (and {len(explained.short) - MOST_NAMED} more)"
        ways.append(f"It would start in {plan.month_names[explained.nearest]} with {missing}.")
    if explained.reason is Reason.DEADLINE:
        ways.append("A later deadline would help too.")
    if explained.request in plan.debts:
        ways.append(way_out(plan))
    else:
        ways.append(_raised(place))
        if plan.standing is not None:
            ways.append(f"A higher place moves its months {next_round(plan)}.")
    return " ".join(ways)


def _lack(plan: CurrentPlan, cell: ShortCell, start: int) -> str:
    when = "" if cell.period == start else f" in {plan.month_names[cell.period]}"
    if cell.team is None:
        return f"{money(cell.short)} more budget{when}"
    name = next(team.name for team in plan.problem.teams if team.team == cell.team)
    return f"{days(cell.short)} more days of {name}{when}"


def _effort(plan: CurrentPlan, one: Demand) -> str:
    names = {team.id: team.name for team in plan.input.facts.teams}
    parts = [
        spoken_effort(names[team], one.estimated.get(team, amount), amount, one.effort_factors.get(team, 1.0))
        for team, amount in one.effort.items()
        if amount
    ]
    return f"It takes {joined(parts)}." if parts else "It takes no team's days."


def _few(keys: Sequence[str]) -> str:
    named = list(keys[:MOST_NAMED])
    if len(keys) > MOST_NAMED:
        named.append(f"{len(keys) - MOST_NAMED} more")
    return joined(named)


def _span(start: Month | None, finish: Month | None) -> str:
    return _named(start) if start == finish else f"{_named(start)} to {_named(finish)}"


def _named(month: Month | None) -> str:
    return "a month not known" if month is None else month_name(month)
