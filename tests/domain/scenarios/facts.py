"""Small portfolios, and scenarios on them, without a database."""

from collections.abc import Mapping
from dataclasses import replace
from random import Random
from typing import Any
from uuid import UUID

from domain.planning.current import CurrentPlan, afresh, planned
from domain.planning.facts import Facts
from domain.planning.problem import planning_problem
from domain.planning.standing import RoundRow, Standing
from domain.scenarios.applying import Supposed, supposed
from domain.scenarios.changes import changes_of
from domain.scenarios.planning import ScenarioPlan, scenario_planned
from domain.scenarios.rows import ScenarioRow
from domain.scenarios.taking import TakenOption
from tests.domain.planning.test_problem import FINANCE, FIRST, RETAIL, START, TEAM, demand, facts

__all__ = ["FINANCE", "FIRST", "RETAIL", "START", "TEAM", "demand", "facts"]


def live(given: Facts) -> CurrentPlan:
    return planned(planning_problem(given))


def in_cycle(given: Facts) -> Facts:
    """The facts right after a planning round was held on them."""
    made = afresh(given)
    held = RoundRow(UUID(int=70), 1, given.first, 7, None, "Spring.", UUID(int=71), START)
    ordinary = {UUID(team.team): team.ordinary for team in made.problem.teams}
    return replace(given, standing=Standing(held, given.fresh.version, given.first, made.starts, ordinary, {}))


def row(**changes: Any) -> ScenarioRow:
    made = changes_of(changes)
    return ScenarioRow(UUID(int=80), 1, "What if", "", made, 7, FIRST, None, UUID(int=71), START, None, False)


def suppose(given: Facts, known: Mapping[UUID, TakenOption] | None = None, **changes: Any) -> Supposed:
    return supposed(given, changes_of(changes), known or {}, at=START)


def scenario(given: Facts, **changes: Any) -> ScenarioPlan:
    """A scenario planned beside the live plan of the same facts."""
    return scenario_planned(live(given), row(**changes), {})


def starts(plan: CurrentPlan) -> dict[str, int]:
    return dict(plan.plan.starts)


def drawn(chance: Random) -> Facts:
    """Up to nine ranked requests of two units that compete for one team."""
    demands = []
    ranks = {RETAIL: 0, FINANCE: 0}
    for number in range(1, chance.randint(2, 9) + 1):
        unit = chance.choice((RETAIL, FINANCE))
        ranks[unit] += 1
        demands.append(
            demand(
                number,
                unit=unit,
                rank=ranks[unit],
                effort={TEAM: chance.randint(10, 260)},
                estimated={TEAM: 100},
                value_cents=chance.randint(0, 5) * 3_600_000,
                deadline=chance.choice((None, None, (FIRST + chance.randint(1, 6)).first)),
            )
        )
    return facts(demands, net=chance.randint(60, 240), budgets=(), displayed_months=6, horizon_months=8)


def drawn_changes(chance: Random, given: Facts) -> dict[str, Any]:
    """Some changes of every kind that only needs a portfolio."""
    month = FIRST + chance.randint(0, 5)
    made: dict[str, Any] = {
        "capacity": [{"team": TEAM, "month": month, "days": chance.randint(1, 20), "bought": True}],
    }
    if chance.random() < 0.4:
        made["capacity"].append({"team": TEAM, "month": FIRST, "days": -chance.randint(1, 9), "bought": False})
    if chance.random() < 0.4:
        made["requests_out"] = [chance.choice(given.demands).id]
    elif chance.random() < 0.5:
        made["moves"] = [{"request": chance.choice(given.demands).id, "after": None}]
    if chance.random() < 0.4:
        new = {"title": "New", "unit": RETAIL, "efforts": [{"team": TEAM, "days": "7.5"}], "value": "90000"}
        made["requests_in"] = [new | {"at_top": chance.random() < 0.5}]
    if chance.random() < 0.3:
        made["effort_factor"] = chance.choice(("0.5", "1.2", "2"))
    if chance.random() < 0.3:
        made["policy"] = {"entitlements": {str(FINANCE): chance.randint(2, 5)}}
    return made
