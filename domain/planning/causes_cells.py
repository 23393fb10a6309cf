"""Who or what took the days that a request had: less capacity, a larger estimate, a month held by a decision. Pure."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from domain.audit.actions import Action
from domain.demand.rules import RequestState
from domain.planning.current import CurrentPlan
from domain.planning.explain import ShortCell, short_cells
from domain.planning.facts import Demand
from domain.planning.happened import Happened
from domain.planning.standing import Standing
from domain.planning.timetable import Timetable
from domain.quantities import Month, pert_mean
from domain.wording import days, joined, money, month_name


def cells_taken(
    plan: CurrentPlan, table: Timetable, number: int, period: int, before: Standing, events: Sequence[Happened]
) -> list[str]:
    """Why a request cannot start any more in a period in which it stood: for each cell that is short now what changed.

    `table` holds the whole plan. The shortage itself is the answer where nothing that happened accounts for it.
    """
    one = plan.input.demands[table.works[number].request]
    start = None if table.start[number] is None else table.lift(number)
    try:
        short = short_cells(table, table.shapes[number], period)
        found = _own_estimate(plan, one, events)
        takers = _takers(table, short)
    finally:
        if start is not None:
            table.put(number, start)
    for cell in short:
        found += _capacity(plan, cell, events) if cell.team is not None else _budget(plan, cell, events)
    for key in takers:
        found += _other(plan, plan.input.demands[key], before, events)
    if not found and any(each.action is Action.POLICY_SET for each in events):
        found.append("The policy was set anew.")
    if not found or found == ["The policy was set anew."]:
        found += [_lacks(plan, cell) for cell in short[:3]]
    return list(dict.fromkeys(found)) or ["It was planned anew together with others that changed."]


def _takers(table: Timetable, short: Sequence[ShortCell]) -> list[str]:
    """Who takes something in the short cells, in the order."""
    rows = {None if row == table.budget_row else table.problem.teams[row].team: row for row in range(len(table.free))}
    takers = table.takers()
    there = {other for cell in short for other in takers.get((rows[cell.team], cell.period), ())}
    return [table.works[other].request for other in sorted(there)]


def _own_estimate(plan: CurrentPlan, one: Demand, events: Sequence[Happened]) -> list[str]:
    if not any(each.action is Action.REQUEST_ESTIMATED and each.request == one.id for each in events):
        return []
    names = {team.id: team.name for team in plan.input.facts.teams}
    takes = joined([f"{days(amount)} days of {names[team]}" for team, amount in one.effort.items() if amount])
    return [f"Its estimate changed: it takes {takes} now." if takes else "Its estimate changed."]


def _capacity(plan: CurrentPlan, cell: ShortCell, events: Sequence[Happened]) -> list[str]:
    """What the team said about the month; or about an earlier one, which is assumed for months not logged."""
    assert cell.team is not None
    team, month = UUID(cell.team), plan.months[cell.period]
    cells = {one.month: one for one in plan.input.facts.capacity[team]}
    logged: dict[Month, Happened] = {}
    for each in events:
        if each.action is Action.CAPACITY_LOGGED and each.after.get("team") == cell.team:
            logged[Month.parse(str(each.after["month"]))] = each
    about = month if month in logged else max((one for one in logged if one < month), default=None)
    if about is None or (about != month and cells[month].logged):
        return []
    said = logged[about]
    now, was = _net(said.after), _net(said.before) if "gross_decidays" in said.before else None
    if was is None and (earlier := cells.get(about + -1)) is not None:
        was = earlier.net_decidays
    if was is not None and now >= was:
        return []
    name = next(one.name for one in plan.input.facts.teams if one.id == team)
    instead = "" if was is None else f" instead of {days(was)}"
    return [f"{name} has {days(now)} days in {month_name(about)}{instead} (logged by {said.by})."]


def _net(split: Mapping[str, Any]) -> int:
    return int(split["gross_decidays"] - split["run_decidays"] - split["leave_decidays"] - split["other_decidays"])


def _budget(plan: CurrentPlan, cell: ShortCell, events: Sequence[Happened]) -> list[str]:
    month = plan.months[cell.period]
    for each in reversed(events):
        if each.action is Action.BUDGET_SET and str(each.after.get("month")) == str(month):
            now, was = int(each.after["amount_cents"]), each.before.get("amount_cents")
            if was is None:
                return [f"The budget of {month_name(month)} was set to {money(now)} by {each.by}."]
            if now < int(was):
                return [f"The budget of {month_name(month)} is {money(now)} instead of {money(int(was))} ({each.by})."]
            return []
    return []


def _other(plan: CurrentPlan, one: Demand, before: Standing, events: Sequence[Happened]) -> list[str]:
    """What changed about another request that takes the days now."""
    own = [each for each in events if each.request == one.id]
    starts = plan.start_month(one.key)
    moved = starts != before.starts.get(one.id)
    for each in reversed(own):
        match each.action:
            case Action.REQUEST_ESTIMATED if _larger(each):
                return [f"{one.key} takes more days: its estimate changed."]
            case Action.FORECAST_MOVED if str(each.after["finish_month"]) > str(each.before.get("finish_month") or ""):
                finish = Month.parse(str(each.after["finish_month"]))
                return [f"IT expects {one.key} to finish in {month_name(finish)} now."]
            case Action.QUESTION_DECIDED if moved and one.slot is not None:
                return [f"Priority question {each.after.get('number')} holds {_from(starts)} for {one.key}."]
            case Action.DELIVERY_STARTED if moved:
                return [f"IT started {one.key} in {_from(starts)}."]
    if not moved or one.slot is None:
        return []
    if one.is_reserved:
        return [f"A decided priority question holds {_from(starts)} for {one.key}."]
    if one.state is RequestState.COMMITTED and starts is not None and starts > one.slot[0]:
        return [f"{one.key} was committed for {month_name(one.slot[0])} and has not started: it takes its days later."]
    return [f"{one.key} holds {_from(starts)}."]


def _from(month: Month | None) -> str:
    return "its months" if month is None else month_name(month)


def _larger(estimated: Happened) -> bool:
    """Whether the estimate expects more than the team's one before it."""
    before, after = (_mean(each) for each in (estimated.before, estimated.after))
    return before is None or after is None or after > before


def _mean(points: Mapping[str, Any]) -> int | None:
    if points.get("likely_decidays") is None:
        return None
    return pert_mean(points["low_decidays"], points["likely_decidays"], points["high_decidays"])


def _lacks(plan: CurrentPlan, cell: ShortCell) -> str:
    when = plan.month_names[cell.period]
    if cell.team is None:
        return f"The budget of {when} has {money(cell.short)} too little for it now; it was enough before."
    name = next(team.name for team in plan.problem.teams if team.team == cell.team)
    return f"{name} has {days(cell.short)} days too few for it in {when} now; they were enough before."
