"""Why a request is later than the plan that stood had it: the facts that took its month, named one by one. Pure."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from domain.audit.actions import Action
from domain.demand.rules import RequestState
from domain.planning.causes_cells import cells_taken
from domain.planning.current import CurrentPlan
from domain.planning.facts import Demand
from domain.planning.happened import Happened
from domain.planning.standing import Standing
from domain.planning.timetable import Timetable
from domain.quantities import Month
from domain.wording import day_name, month_name


def causes(
    plan: CurrentPlan, before: Standing, later: Iterable[UUID], events: Sequence[Happened]
) -> dict[UUID, tuple[str, ...]]:
    """Why each of these requests is later in a plan than in the one that stood before it, as whole sentences.

    events: what happened between the two plans. Each request gets one sentence at least: its own changed facts, what it
    waits for, and who or what took the days that it had; where nothing of that is known, the days it now lacks.
    """
    table = Timetable(plan.problem)
    for work, number in table.index.items():
        start = plan.plan.starts.get(work)
        if start is not None:
            table.put(number, start)
    return {one: _causes(plan, table, before, plan.input.demands[plan.keys[one]], events) for one in later}


def _causes(
    plan: CurrentPlan, table: Timetable, before: Standing, one: Demand, events: Sequence[Happened]
) -> tuple[str, ...]:
    own = [each for each in events if each.request == one.id]
    month = before.starts[one.id]
    number = table.index.get(one.key)
    if number is None:
        return tuple(_own(one, month, own)) or (_not_planned(plan, one),)
    if one.is_held or one.is_reserved:
        return (_holds(plan, one, own),)
    found = _own(one, month, own)
    if month < plan.months[0]:
        found.append(f"Its month, {month_name(month)}, is over and nobody committed it.")
        return tuple(found)
    found += _waits(plan, table, number, month)
    period = plan.input.period(month)
    found += _too_late(plan, table, number, period)
    if not found:
        found += cells_taken(plan, table, number, period, before, events)
    return tuple(found)


def _not_planned(plan: CurrentPlan, one: Demand) -> str:
    if not one.route.needs_it:
        return f"It goes another way now: {one.route.value.replace('_', ' ')}."
    if not one.is_estimated:
        return "It has no estimate any more."
    if one.key in plan.input.unranked:
        return "It has no place in its unit's list any more, and what has none is not planned."
    return "It has no place in the order any more: it waits for a decision by its unit's owner."


def _holds(plan: CurrentPlan, one: Demand, own: Sequence[Happened]) -> str:
    """It has a month of its own by somebody's deed."""
    starts = plan.start_month(one.key)
    named = "a later month" if starts is None else month_name(starts)
    decided = next((each for each in reversed(own) if each.action is Action.QUESTION_DECIDED), None)
    if decided is not None:
        return f"{_question(decided)} holds {named} for it."
    if one.state is RequestState.IN_DELIVERY:
        return f"IT started it in {named}."
    if one.slot is not None and starts is not None and starts > one.slot[0]:
        return f"It was committed for {month_name(one.slot[0])} and has not started: it takes its days from {named} on."
    return f"It is committed for {named}."


def _own(one: Demand, month: Month, own: Sequence[Happened]) -> list[str]:
    """What was decided or stated about the request itself that lets it start later only."""
    found = []
    displaced = next((each for each in reversed(own) if each.action is Action.REQUEST_DISPLACED), None)
    if displaced is not None:
        found.append(
            f"It gave way to {displaced.after.get('by')} (priority question {displaced.after.get('question_number')})."
        )
    if one.not_before is not None and one.not_before > month and displaced is None:
        decided = next((each for each in reversed(own) if each.action is Action.QUESTION_DECIDED), None)
        who = "A decided priority question" if decided is None else _question(decided)
        found.append(f"{who} lets it wait until {month_name(one.not_before)}.")
    if one.earliest_start is not None and one.earliest_start > month:
        found.append(f"It is not to start before {month_name(one.earliest_start)} now.")
    return found


def _waits(plan: CurrentPlan, table: Timetable, number: int, month: Month) -> list[str]:
    """Prerequisites that finish too late for the month that it had, or are not planned at all."""
    found = []
    for key in table.works[number].after:
        finish = plan.finish_month(key)
        if key not in table.index:
            found.append(f"It waits for {key}, which has no place in the order.")
        elif finish is None:
            found.append(f"It waits for {key}, which is not in the plan any more.")
        elif finish >= month:
            found.append(f"It waits for {key}, which finishes in {month_name(finish)}.")
    return found


def _too_late(plan: CurrentPlan, table: Timetable, number: int, period: int) -> list[str]:
    """A start that leaves too few months: before its deadline, or in the months that are planned."""
    shape, work = table.shapes[number], table.works[number]
    if period <= shape.last:
        return []
    one = plan.input.demands[work.request]
    takes = f"it takes {shape.duration} month{'s' if shape.duration > 1 else ''} now"
    if work.deadline is not None and one.deadline is not None:
        return [f"Started then it would miss its deadline, {day_name(one.deadline)}: {takes}."]
    return [f"Started then it would run beyond the months that are planned: {takes}."]


def _question(decided: Happened) -> str:
    return f"Priority question {decided.after.get('number')}"
