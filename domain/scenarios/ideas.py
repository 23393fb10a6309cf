"""Requests that only a scenario knows, as planning sees them. Pure."""

from dataclasses import dataclass
from datetime import datetime
from uuid import NAMESPACE_OID, UUID, uuid5

from domain.demand.rules import Lane, RequestState, Route
from domain.planning.facts import WHOLE, Demand
from domain.quantities import cents
from domain.scenarios.changes import NewRequest

# Far above every request's number, so that sorting by number puts them last and their keys never meet a real one.
_FIRST = 10**9


@dataclass(frozen=True, slots=True)
class Idea(Demand):
    """A request that nobody has submitted. It is called NEW-1, NEW-2 … in its scenario."""

    @property
    def key(self) -> str:
        return key_of(self.number - _FIRST)


def key_of(number: int) -> str:
    """What a scenario calls its new request of a number, counted from 0."""
    return f"NEW-{number + 1}"


def idea(number: int, new: NewRequest, *, rank: int, at: datetime) -> Idea:
    """The new request of a number as a demand, ranked and estimated; the same input always gives the same id."""
    return Idea(
        id=uuid5(NAMESPACE_OID, f"{number}:{new.model_dump_json()}"),
        number=_FIRST + number,
        title=new.title.strip(),
        unit=new.unit,
        route=Route.IT_DELIVERY,
        lane=Lane.NORMAL,
        state=RequestState.RANKED,
        version=0,
        submitted_at=at,
        deadline=new.deadline,
        earliest_start=None,
        rank=rank,
        slot=None,
        started=None,
        forecast=None,
        not_before=None,
        kept=WHOLE,
        effort=_effort(new),
        one_off_cents=cents(new.one_off_cost),
        run_cents=0,
        value_cents=cents(new.value),
        needs=(),
        endorsed=(),
        estimated=_effort(new),
    )


def _effort(new: NewRequest) -> dict[UUID, int]:
    return {each.team: each.decidays for each in new.efforts}
