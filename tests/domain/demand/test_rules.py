"""The life of a request, routes and dependencies as pure rules."""

from itertools import pairwise
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.actor import Role
from domain.demand.rules import (
    ASIDE,
    IN_ORDER,
    LIFE,
    Lane,
    RequestState,
    Route,
    check_step,
    dependency_cycle,
    lane_of_route,
    state_after_route,
)
from domain.errors import Conflict, Forbidden

STATES = st.sampled_from(RequestState)
NODES = st.integers(0, 6).map(lambda number: UUID(int=number))


def test_it_leads_no_request_to_a_yes_a_no_or_a_later() -> None:
    its = {to for (_, to), roles in LIFE.items() if Role.IT in roles}
    assert its == {RequestState.ESTIMATED, RequestState.IN_DELIVERY, RequestState.DELIVERED}
    assert not its & (ASIDE | {RequestState.RANKED, RequestState.COMMITTED})


@given(STATES, STATES, st.frozensets(st.sampled_from(Role)))
def test_a_step_is_taken_only_by_a_role_that_the_life_names(
    state: RequestState, to: RequestState, roles: frozenset[Role]
) -> None:
    allowed = LIFE.get((state, to))
    if allowed is None:
        with pytest.raises(Conflict):
            check_step(state, to, roles)
    elif not roles & set(allowed):
        with pytest.raises(Forbidden, match="Only"):
            check_step(state, to, roles)
    else:
        check_step(state, to, roles)


@given(STATES, st.sampled_from(Route))
def test_a_route_without_it_leads_away_from_it_and_one_of_it_never_does(state: RequestState, route: Route) -> None:
    if not route.needs_it:
        assert state_after_route(state, route) is RequestState.REROUTED
    elif state is RequestState.REROUTED:
        assert state_after_route(state, route) is RequestState.SUBMITTED
    elif state in IN_ORDER or state is RequestState.PARKED:
        assert state_after_route(state, route) is state
    else:
        with pytest.raises(Conflict):
            state_after_route(state, route)


@given(st.sampled_from(Route), st.sampled_from(Lane))
def test_mandatory_stays_mandatory_and_only_quick_wins_are_small(route: Route, lane: Lane) -> None:
    chosen = lane_of_route(route, lane)
    assert (chosen is Lane.MANDATORY) == (lane is Lane.MANDATORY)
    assert lane is Lane.MANDATORY or (chosen is Lane.SMALL) == (route is Route.QUICK_WIN)


def _reaches(needs: dict[UUID, set[UUID]], start: UUID, goal: UUID) -> bool:
    seen, todo = {start}, [start]
    while todo:
        one = todo.pop()
        if one == goal:
            return True
        todo += [other for other in needs.get(one, ()) if other not in seen]
        seen |= needs.get(one, set())
    return False


@given(st.lists(st.tuples(NODES, NODES), max_size=20), NODES, NODES)
def test_a_dependency_is_a_circle_exactly_when_the_needed_request_needs_the_other(
    pairs: list[tuple[UUID, UUID]], request: UUID, needed: UUID
) -> None:
    needs: dict[UUID, set[UUID]] = {}
    for one, other in pairs:
        if one != other and not _reaches(needs, other, one):
            needs.setdefault(one, set()).add(other)
    circle = dependency_cycle(needs, request, needed)
    assert bool(circle) == _reaches(needs, needed, request)
    if circle and request != needed:
        assert circle[:2] == (request, needed)
        assert circle[-1] == request
        assert all(after in needs[before] for before, after in pairwise(circle[1:]))
