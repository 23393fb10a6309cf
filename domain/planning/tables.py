"""What the plan must respect beyond order, estimates and capacity: committed slots and the outcomes of decisions."""

from piccolo.table import Table

from domain.database import columns
from domain.database.constraints import Check, Index
from domain.demand.tables import Request
from domain.organisation.tables import Team


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
    """Days bought for a team in a month by the outcome of a priority question, on top of its logged capacity."""

    id = columns.key()
    team = columns.reference(Team)
    month = columns.month()
    bought_decidays = columns.decidays()
    price_cents = columns.cents()
    question = columns.identifier()
    at = columns.moment()


class Scope(Table):
    """The share of a request's scope, effort and value that a priority question left; the newest counts."""

    id = columns.key()
    request = columns.reference(Request)
    kept = columns.share()
    question = columns.identifier()
    at = columns.moment()
    by_request = Index("request", "at desc")


TABLES: tuple[type[Table], ...] = (Slot, Deferral, FundedCapacity, Scope)
