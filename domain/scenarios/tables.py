"""Saved what-ifs, and what the board adopted."""

from piccolo.table import Table

from domain.actor import Side
from domain.database import columns
from domain.database.constraints import Check, References
from domain.organisation.tables import Assignment, Person
from domain.planning.tables import PlanningRound


class Scenario(Table):
    """A what-if: changes of capacity, budget, policy, order, and requests in or out, from one state of the data.

    A scenario is not edited: a changed one is saved as a new one that `follows` it. Discarding hides it.
    """

    id = columns.key()
    number = columns.serial()
    name = columns.code(160)
    purpose = columns.text(blank=True, longest=4000)
    changes = columns.json(default={})
    data_version = columns.big_integer()
    month = columns.month()
    follows = columns.reference("self", null=True)
    saved_by = columns.reference(Person)
    assignment = columns.identifier()
    side = columns.choice(Side, only=(Side.BUSINESS,))
    saved_at = columns.moment()
    discarded_at = columns.moment(null=True)
    in_office = References(("assignment", "saved_by", "side"), Assignment, ("id", "person", "side"))
    period = Check("discarded_at is null or discarded_at >= saved_at")


class ScenarioAdoption(Table):
    """The board made a scenario real: one deed, checked against the state of the data that the board saw."""

    scenario = columns.reference(Scenario, primary_key=True)
    planning_round = columns.reference(PlanningRound, null=True)
    data_version = columns.big_integer()
    reason = columns.text(longest=2000)
    adopted_by = columns.reference(Person)
    assignment = columns.identifier()
    side = columns.choice(Side, only=(Side.BUSINESS,))
    at = columns.moment()
    in_office = References(("assignment", "adopted_by", "side"), Assignment, ("id", "person", "side"))


TABLES: tuple[type[Table], ...] = (Scenario, ScenarioAdoption)
