"""What the plan must respect beyond order, estimates and capacity: committed slots, the outcomes of decisions, and the
plan that stands since the last planning round."""

from piccolo.table import Table

from domain.actor import Side
from domain.database import columns
from domain.database.constraints import Check, Index, References
from domain.demand.tables import Request
from domain.organisation.tables import Assignment, Person, Team


class Slot(Table):
    """The months that a committed request holds in the plan; later planning leaves it where it is."""

    request = columns.reference(Request, primary_key=True)
    start_month = columns.month()
    finish_month = columns.month()
    held_at = columns.moment()
    ordered = Check("start_month <= finish_month")


class Deferral(Table):
    """A request is not planned before a month, because a priority question was decided so."""

    id = columns.key()
    request = columns.reference(Request)
    not_before = columns.month()
    question = columns.identifier()
    at = columns.moment()
    by_request = Index("request", "at desc")


class FundedCapacity(Table):
    """Days bought for a team in a month, on top of its logged capacity, by a priority question's outcome or by a
    scenario that the board adopted."""

    id = columns.key()
    team = columns.reference(Team)
    month = columns.month()
    bought_decidays = columns.decidays()
    price_cents = columns.cents()
    question = columns.identifier(null=True)
    scenario = columns.identifier(null=True)
    at = columns.moment()
    decided = Check("num_nonnulls(question, scenario) = 1")


class Scope(Table):
    """The share of a request's scope, effort and value that a priority question left; the newest counts."""

    id = columns.key()
    request = columns.reference(Request)
    kept = columns.share()
    question = columns.identifier()
    at = columns.moment()
    by_request = Index("request", "at desc")


class PlanningRound(Table):
    """A planning round that the board held: the plan made anew from the order, and what it changed.

    starts: month of each planned request, by its id; changes: {request, place, before, after} for every one that moved;
    ordinary: decidays of an ordinary month of each team, by its id, from which durations follow in this cycle.
    Between rounds nobody moves later without a named cause.
    """

    id = columns.key()
    number = columns.serial()
    month = columns.month()
    data_version = columns.big_integer()
    starts = columns.json(default={})
    changes = columns.json(default=[])
    ordinary = columns.json(default={})
    scenario = columns.identifier(null=True)
    reason = columns.text(longest=2000)
    held_by = columns.reference(Person)
    assignment = columns.identifier()
    side = columns.choice(Side, only=(Side.BUSINESS,))
    at = columns.moment()
    in_office = References(("assignment", "held_by", "side"), Assignment, ("id", "person", "side"))


class StandingPlan(Table):
    """The plan as it stands inside a cycle, the newest made for its round; each newer one is replanned from it.

    One row for each round, overwritten as the data move on. data_version and recent name the state of the data that it
    was made from, and month the one that it begins with. starts: month of each planned request, by its id; moves: why
    those became later that did since the round, by their ids, as sentences. It is no evidence: the trail holds that.
    """

    planning_round = columns.reference(PlanningRound, primary_key=True)
    data_version = columns.big_integer()
    recent = columns.integer(minimum=0)
    month = columns.month()
    starts = columns.json(default={})
    moves = columns.json(default={})
    at = columns.moment()


TABLES: tuple[type[Table], ...] = (Slot, Deferral, FundedCapacity, Scope, PlanningRound, StandingPlan)
