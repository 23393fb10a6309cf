"""A one-off pot over the portfolio as it is now. Everyone signed in may calculate it; it decides nothing."""

from collections.abc import Sequence
from uuid import UUID

from domain.actor import Actor
from domain.demand.queries import request_id
from domain.demand.rules import IN_ORDER
from domain.errors import RuleViolation
from domain.planning.current import CurrentPlan
from domain.planning.facts import Demand
from domain.planning.ordering import kept, shares_of
from domain.planning.queries import current_plan
from domain.portfolio.pot import PotSpent, Wanted, spent
from domain.ranking.order import WHOLE_SHARE
from domain.value.rules import effort_cost

MOST_REQUESTS = 1000


async def pot_spent(actor: Actor, pot_cents: int, requests: Sequence[str | UUID] | None = None) -> PotSpent:
    """What a pot of so many cents would buy of some requests (None: of all ranked ones), called by their ids.

    Ties go to who was submitted first. Raises NotFound, RuleViolation.
    """
    if pot_cents < 0:
        raise RuleViolation("A pot holds no less than nothing.", rule="pot_not_negative", path="pot")
    plan = await current_plan()
    asked = [place.request for place in plan.input.order] if requests is None else []
    unknown = []
    for one in requests or ():
        found = await request_id(one)
        key = plan.keys.get(found)
        if key is None:
            unknown.append(Wanted(str(found), None, {}, "It is not among the undecided requests."))
        elif key not in asked:
            asked.append(key)
    if len(asked) + len(unknown) > MOST_REQUESTS:
        raise RuleViolation(f"Name at most {MOST_REQUESTS} requests.", rule="pot_requests", path="requests")
    demands = sorted((plan.input.demands[key] for key in asked), key=lambda one: (one.submitted_at, one.number))
    facts = plan.input.facts
    return spent(
        pot_cents,
        {str(unit.id): facts.policy.weight(unit.id) for unit in facts.units},
        [*(_wanted(plan, one) for one in demands), *unknown],
        {str(unit.id): unit.name for unit in facts.units},
    )


def _wanted(plan: CurrentPlan, one: Demand) -> Wanted:
    if one.state not in IN_ORDER:
        return Wanted(str(one.id), None, {}, f"It is {one.state.spoken}; a pot is spent on what is undecided.")
    return Wanted(str(one.id), _cost(plan, one), _gains(one))


def _cost(plan: CurrentPlan, one: Demand) -> int | None:
    """Its one-off cost in cents at the scope that decisions left; without any, its effort at day rates."""
    if not one.is_estimated:
        return None
    rates = {team.id: team.day_rate_cents for team in plan.input.facts.teams}
    return kept(one, one.one_off_cents or effort_cost(one.effort, rates))


def _gains(one: Demand) -> dict[str, int]:
    """The claimed value of each unit: the promise at the scope that decisions left, by the shares of the cost."""
    value = int(one.value_cents * one.kept)
    others = shares_of(one.endorsed)
    own = WHOLE_SHARE - sum(share for _, share in others)
    return {unit: value * share for unit, share in ((str(one.unit), own), *others)}
