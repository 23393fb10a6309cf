"""What work takes, said by the teams that would do it; every version is kept."""

from piccolo.table import Table

from domain.actor import Side
from domain.database import columns
from domain.database.constraints import Check, Index, References, Unique
from domain.demand.tables import Request
from domain.estimation.rules import Confidence
from domain.organisation.tables import Assignment, Person, Team


class Estimate(Table):
    """One team's effort for a request in decidays (low, likely, high), with cost, confidence and assumptions.

    Only IT estimates: `side` is 'it', tied to an assignment of the estimator. An imported estimate names its `source`
    instead.
    """

    id = columns.key()
    request = columns.reference(Request)
    team = columns.reference(Team)
    version = columns.integer(minimum=1)
    low_decidays = columns.decidays()
    likely_decidays = columns.decidays()
    high_decidays = columns.decidays()
    one_off_cents = columns.cents(default=0)
    run_cents = columns.cents(default=0)
    confidence = columns.choice(Confidence)
    assumptions = columns.text(blank=True, longest=8000)
    made_by = columns.reference(Person)
    assignment = columns.identifier(null=True)
    side = columns.choice(Side, only=(Side.IT,), null=True)
    source = columns.text(null=True)
    made_at = columns.moment()
    in_office = References(("assignment", "made_by", "side"), Assignment, ("id", "person", "side"))
    by_it_or_imported = Check("source is not null or (assignment is not null and side is not null)")
    ordered = Check("low_decidays <= likely_decidays and likely_decidays <= high_decidays")
    one_version = Unique("request", "team", "version")
    newest = Index("request", "team", "version desc")


class EffortRecord(Table):
    """A finished piece of work with what was estimated and what it took, from Mandate or from before it.

    In person-days to a ten-thousandth, finer than plans are: a task of a quarter of an hour is 0.0312 days and not
    none. Records from elsewhere may know only one of the two.
    """

    id = columns.key()
    source = columns.text()
    external_key = columns.text()
    team = columns.reference(Team, null=True)
    category = columns.code(80, null=True)
    estimated_days = columns.numeric(12, 4, minimum=0, null=True)
    actual_days = columns.numeric(12, 4, minimum=0, null=True)
    finished_on = columns.day(null=True)
    at = columns.moment()
    once = Unique("source", "external_key")
    says_something = Check("estimated_days is not null or actual_days is not null")


TABLES: tuple[type[Table], ...] = (Estimate, EffortRecord)
