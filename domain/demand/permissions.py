"""What a person may do to a request now, so that no screen has to guess. The commands check again.

Each answer is the permission matrix, the unit or team that the role is for, and the life of the request.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from domain.actor import Actor, Deed, Role, may
from domain.demand.rows import RequestRow
from domain.demand.rules import AFTER_GO_LIVE, ENDED, IN_ORDER, LIFE, Lane, RequestState


@dataclass(frozen=True, slots=True)
class RequestPermissions:
    """One answer for each deed on a request; `estimate_as` holds the ids of teams."""

    edit: bool
    rank: bool
    commit: bool
    withdraw: bool
    park: bool
    resume: bool
    choose_route: bool
    sponsor: bool
    declare_benefit: bool
    record_measurement: bool
    endorse: bool
    raise_question: bool
    post_update: bool
    estimate_as: tuple[UUID, ...]
    start_delivery: bool
    deliver: bool
    move_forecast: bool
    record_dependency: bool
    ask_clarification: bool
    answer_clarification: bool
    reconfirm: bool


def permitted(actor: Actor, request: RequestRow, *, clarification_open: bool = False) -> RequestPermissions:
    """What the actor may do to the request as it stands."""
    state = request.state
    owner = actor.owns(request.unit)
    undecided = state in IN_ORDER
    working = state in (RequestState.COMMITTED, RequestState.IN_DELIVERY)
    in_delivery = state is RequestState.IN_DELIVERY

    def owners(deed: Deed, allowed: bool) -> bool:
        return owner and may(actor, deed) and allowed

    def its(deed: Deed, allowed: bool) -> bool:
        return actor.holds(Role.IT) and may(actor, deed) and allowed

    return RequestPermissions(
        # What was submitted stands: people talk about it, ask and answer, and add benefits.
        edit=False,
        rank=owners(Deed.RANK_REQUEST, undecided),
        commit=owners(Deed.COMMIT_REQUEST, (state, RequestState.COMMITTED) in LIFE),
        withdraw=owners(Deed.WITHDRAW_REQUEST, (state, RequestState.WITHDRAWN) in LIFE),
        park=owners(Deed.PARK_REQUEST, (state, RequestState.PARKED) in LIFE),
        resume=owners(Deed.RESUME_REQUEST, state is RequestState.PARKED),
        choose_route=owners(
            Deed.CHOOSE_ROUTE, (state, RequestState.REROUTED) in LIFE or state is RequestState.REROUTED
        ),
        sponsor=owners(Deed.SPONSOR_REQUEST, state not in ENDED and request.sponsor != actor.person_id),
        declare_benefit=may(actor, Deed.DECLARE_BENEFIT) and may_promise(actor, request),
        record_measurement=owners(Deed.RECORD_MEASUREMENT, state in AFTER_GO_LIVE),
        endorse=bool(actor.unit_ids - {request.unit}) and may(actor, Deed.ENDORSE_REQUEST) and undecided,
        raise_question=may(actor, Deed.RAISE_PRIORITY_QUESTION)
        and (owner or actor.holds(Role.IT))
        and state in (RequestState.RANKED, RequestState.COMMITTED),
        post_update=may(actor, Deed.POST_UPDATE) and (owner or actor.holds(Role.IT)) and state not in ENDED,
        estimate_as=tuple(sorted(actor.team_ids)) if its(Deed.ESTIMATE_REQUEST, takes_estimates(request)) else (),
        start_delivery=its(Deed.START_DELIVERY, state is RequestState.COMMITTED),
        deliver=its(Deed.DELIVER_REQUEST, in_delivery),
        move_forecast=its(Deed.MOVE_FORECAST, working),
        record_dependency=its(Deed.RECORD_DEPENDENCY, state not in ENDED),
        ask_clarification=may(actor, Deed.ASK_CLARIFICATION) and state not in ENDED and not clarification_open,
        answer_clarification=may(actor, Deed.ANSWER_CLARIFICATION)
        and clarification_open
        and may_clarify(actor, request),
        reconfirm=owners(Deed.RECONFIRM_REQUEST, undecided and request.lane is not Lane.MANDATORY),
    )


def may_promise(actor: Actor, request: RequestRow) -> bool:
    """Whether somebody may add or drop a benefit: an owner of the unit before commitment, until the request is ranked
    also who brought it. IT promises no value, not even for a request of its own."""
    if actor.holds(Role.IT):
        return False
    if actor.owns(request.unit):
        return request.state in IN_ORDER or request.state is RequestState.PARKED
    brought = actor.person_id in (request.submitter, request.on_behalf_of)
    return brought and request.state in (RequestState.SUBMITTED, RequestState.ESTIMATED)


def may_clarify(actor: Actor, request: RequestRow) -> bool:
    """Whether somebody can say what the request means."""
    return actor.person_id in (request.submitter, request.on_behalf_of, request.sponsor) or actor.owns(request.unit)


def takes_estimates(request: RequestRow) -> bool:
    """Whether an estimate still says something: until delivery, whatever the business decided."""
    return request.state not in (*ENDED, *AFTER_GO_LIVE)


def who_decides(unit: str, deciders: Sequence[str]) -> str:
    """Who decides about a unit's requests, as a sentence for whoever may not."""
    if not deciders:
        return f"{unit} has no business owner yet; an administrator names one."
    return f"{' or '.join(deciders)} decides for {unit}."
