"""What happened to the portfolio between two of its plans, as far as it can move a request to another month."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from domain.actor import SYSTEM_ID
from domain.audit.actions import Action
from domain.audit.tables import OF_PORTFOLIO
from domain.database.engine import rows

MOVING = (
    Action.CAPACITY_LOGGED,
    Action.BUDGET_SET,
    Action.POLICY_SET,
    Action.PORTFOLIO_IMPORTED,
    Action.REQUEST_ESTIMATED,
    Action.REQUEST_CHANGED,
    Action.DEPENDENCY_RECORDED,
    Action.REQUEST_DISPLACED,
    Action.REQUEST_COMMITTED,
    Action.QUESTION_DECIDED,
    Action.DELIVERY_STARTED,
    Action.FORECAST_MOVED,
    Action.SCENARIO_ADOPTED,
)
_POINTS = ("low_decidays", "likely_decidays", "high_decidays")


@dataclass(frozen=True, slots=True)
class Happened:
    """An event that can move requests: who did what, about which request, and the facts before and after.

    Of an estimate `before` holds the three points of the team's one before it.
    """

    action: Action
    request: UUID | None
    by: str
    before: Mapping[str, Any]
    after: Mapping[str, Any]


async def happened(after: int, until: int) -> tuple[Happened, ...]:
    """What happened after one event up to another, by their numbers, in that order."""
    found = await rows(
        "select e.action, e.request, e.actor, e.before, e.after, p.name, q.low_decidays, q.likely_decidays,"
        " q.high_decidays from (select * from audit_event"
        f" where {OF_PORTFOLIO} and number > $1 and number <= $2 and action = any($3)) e"
        " left join person p on p.id = e.actor"
        " left join estimate q on e.action = 'request.estimated' and q.request = e.request"
        " and q.team = (e.after ->> 'team')::uuid and q.version = (e.after ->> 'version')::int - 1"
        " order by e.number",
        after,
        until,
        [each.value for each in MOVING],
    )
    return tuple(
        Happened(
            Action(each["action"]),
            each["request"],
            each["name"] or ("Mandate" if each["actor"] == SYSTEM_ID else "somebody"),
            {**(each["before"] or {}), **{name: each[name] for name in _POINTS}},
            each["after"] or {},
        )
        for each in found
    )
