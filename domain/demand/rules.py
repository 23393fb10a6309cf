"""The life of a request: its states, and who may lead it from one to the next."""

from collections.abc import Collection, Mapping
from enum import StrEnum
from uuid import UUID

from domain.actor import Role
from domain.errors import Conflict, Forbidden


class RequestState(StrEnum):
    SUBMITTED = "submitted"
    ESTIMATED = "estimated"
    RANKED = "ranked"
    COMMITTED = "committed"
    IN_DELIVERY = "in_delivery"
    DELIVERED = "delivered"
    IN_REVIEW = "in_review"
    CLOSED = "closed"
    PARKED = "parked"
    WITHDRAWN = "withdrawn"
    REROUTED = "rerouted"

    @property
    def spoken(self) -> str:
        return self.value.replace("_", " ")


class Route(StrEnum):
    """How a request is met."""

    IT_DELIVERY = "it_delivery"
    QUICK_WIN = "quick_win"
    BOUGHT_SERVICE = "bought_service"
    BUSINESS_BUILT = "business_built"
    CROWDSOURCED = "crowdsourced"
    SELF_SERVICE = "self_service"

    @property
    def needs_it(self) -> bool:
        """Whether the route takes capacity of delivery teams."""
        return self in (Route.IT_DELIVERY, Route.QUICK_WIN)


class Lane(StrEnum):
    """Mandatory work comes first and is charged apart; small work has an envelope of its own."""

    NORMAL = "normal"
    MANDATORY = "mandatory"
    SMALL = "small"


S = RequestState
IN_ORDER = frozenset({S.SUBMITTED, S.ESTIMATED, S.RANKED})
ASIDE = frozenset({S.PARKED, S.WITHDRAWN, S.REROUTED})
ENDED = frozenset({S.WITHDRAWN, S.CLOSED})
AFTER_GO_LIVE = frozenset({S.DELIVERED, S.IN_REVIEW, S.CLOSED})

# (from, to) → who may lead the request there. What is not here happens to nobody's request. IT states facts: that it is
# estimated, started, delivered. Every step that says yes, no or later is a business owner's; the system's steps follow
# from the clock or from an owner's or the board's answer. The database keeps the same table (tested to be equal).
LIFE: dict[tuple[RequestState, RequestState], tuple[Role, ...]] = {
    (S.SUBMITTED, S.ESTIMATED): (Role.IT, Role.ADMIN),
    (S.SUBMITTED, S.RANKED): (Role.OWNER,),
    (S.ESTIMATED, S.RANKED): (Role.OWNER,),
    (S.RANKED, S.COMMITTED): (Role.OWNER,),
    (S.COMMITTED, S.ESTIMATED): (Role.OWNER, Role.BOARD),
    (S.COMMITTED, S.IN_DELIVERY): (Role.IT,),
    (S.IN_DELIVERY, S.DELIVERED): (Role.IT,),
    (S.DELIVERED, S.IN_REVIEW): (Role.OWNER, Role.SYSTEM),
    (S.IN_REVIEW, S.CLOSED): (Role.BOARD,),
    **{(state, S.PARKED): (Role.OWNER,) for state in (S.SUBMITTED, S.ESTIMATED, S.RANKED, S.COMMITTED)},
    **{(state, S.WITHDRAWN): (Role.OWNER,) for state in (S.SUBMITTED, S.ESTIMATED, S.RANKED, S.COMMITTED, S.PARKED)},
    **{
        (state, S.REROUTED): (Role.OWNER, Role.BOARD)
        for state in (S.SUBMITTED, S.ESTIMATED, S.RANKED, S.COMMITTED, S.PARKED)
    },
    **{(aside, S.SUBMITTED): (Role.OWNER,) for aside in (S.PARKED, S.REROUTED)},
}


def check_step(state: RequestState, to: RequestState, roles: frozenset[Role]) -> None:
    """Refuse a step that is not in the life of a request (Conflict) or not this role's to make (Forbidden)."""
    allowed = LIFE.get((state, to))
    if allowed is None:
        raise Conflict(f"A request that is {state.spoken} cannot become {to.spoken}; reload to see where it stands.")
    if not roles & set(allowed):
        who = " or ".join(role.who for role in allowed)
        raise Forbidden(f"Only {who} may lead a request from {state.spoken} to {to.spoken}.")


def state_after_route(state: RequestState, route: Route) -> RequestState:
    """Where choosing a route leads: away from IT a request is rerouted, back to IT it is submitted again.

    Between the two routes of IT nothing moves, unless the promise is frozen already. Raises Conflict.
    """
    if not route.needs_it:
        return S.REROUTED
    if state is S.REROUTED:
        return S.SUBMITTED
    if state in IN_ORDER or state is S.PARKED:
        return state
    raise Conflict(f"The request is {state.spoken}: its route stands. Only before commitment can it be chosen anew.")


def lane_of_route(route: Route, lane: Lane) -> Lane:
    """Quick wins run in the lane for small work; mandatory work stays mandatory by whatever route."""
    if lane is Lane.MANDATORY:
        return lane
    return Lane.SMALL if route is Route.QUICK_WIN else Lane.NORMAL


def dependency_cycle(needs: Mapping[UUID, Collection[UUID]], request: UUID, needed: UUID) -> tuple[UUID, ...]:
    """The circle that "request needs needed" would close, from the request back to itself; empty when there is none.

    `needs` holds the dependencies recorded so far; the shortest circle is given.
    """
    came_from: dict[UUID, UUID] = {needed: request}
    frontier = [needed]
    while frontier and request != needed:
        reached = []
        for one in frontier:
            for other in sorted(needs.get(one, ())):
                if other == request:
                    return _walked(came_from, request, one)
                if other not in came_from:
                    came_from[other] = one
                    reached.append(other)
        frontier = reached
    return (request, request) if request == needed else ()


def _walked(came_from: Mapping[UUID, UUID], request: UUID, last: UUID) -> tuple[UUID, ...]:
    way = [request, last]
    while way[-1] != request:
        way.append(came_from[way[-1]])
    return tuple(reversed(way))
