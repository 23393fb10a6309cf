"""Work under way: start and finish, forecasts beside the promise, and updates with the time of the next one."""

from piccolo.table import Table

from domain.actor import Side
from domain.database import columns
from domain.database.constraints import Check, Index, References
from domain.demand.tables import Request
from domain.organisation.tables import Assignment, Person


class Delivery(Table):
    """When IT started and delivered a request, and what it took."""

    request = columns.reference(Request, primary_key=True)
    started_on = columns.day()
    started_by = columns.reference(Person)
    assignment = columns.identifier()
    side = columns.choice(Side, only=(Side.IT,))
    delivered_on = columns.day(null=True)
    delivered_by = columns.reference(Person, null=True)
    actual_decidays = columns.decidays(null=True)
    in_office = References(("assignment", "started_by", "side"), Assignment, ("id", "person", "side"))
    ordered = Check("delivered_on is null or delivered_on >= started_on")


class Forecast(Table):
    """When IT expects to finish, with the reason for each move. It stands beside the promise, never over it."""

    id = columns.key()
    request = columns.reference(Request)
    finish_month = columns.month()
    reason = columns.text(longest=2000)
    made_by = columns.reference(Person)
    assignment = columns.identifier()
    side = columns.choice(Side, only=(Side.IT,))
    at = columns.moment()
    in_office = References(("assignment", "made_by", "side"), Assignment, ("id", "person", "side"))
    newest = Index("request", "at desc")


class ProgressUpdate(Table):
    """A message to the followers that says when the next one comes."""

    id = columns.key()
    request = columns.reference(Request)
    text = columns.text(longest=8000)
    next_update_at = columns.moment()
    author = columns.reference(Person)
    at = columns.moment()
    newest = Index("request", "at desc")


TABLES: tuple[type[Table], ...] = (Delivery, Forecast, ProgressUpdate)
