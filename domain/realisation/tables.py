"""What came true: measurements with evidence, and the board's verdicts at fixed checkpoints."""

from piccolo.table import Table

from domain.actor import Side
from domain.database import columns
from domain.database.constraints import Index, References, Unique
from domain.demand.tables import Request
from domain.organisation.tables import Assignment, Person
from domain.realisation.rules import Verdict
from domain.value.tables import Benefit


class Measurement(Table):
    """A realised amount of one benefit in one month, with its evidence; a correction is a new row that supersedes."""

    id = columns.key()
    benefit = columns.reference(Benefit)
    month = columns.month()
    amount_cents = columns.cents(minimum=None)
    evidence = columns.text(longest=8000)
    measured_by = columns.reference(Person)
    assignment = columns.identifier()
    side = columns.choice(Side, only=(Side.BUSINESS,))
    at = columns.moment()
    supersedes = columns.reference("self", null=True, unique=True)
    in_office = References(("assignment", "measured_by", "side"), Assignment, ("id", "person", "side"))
    by_month = Index("benefit", "month", "at desc")
    first_once = Index("benefit", "month", unique=True, where="supersedes is null")


class ValueReview(Table):
    """A checkpoint so many months after go-live at which promised and realised are compared."""

    id = columns.key()
    request = columns.reference(Request)
    checkpoint_months = columns.integer(minimum=1)
    due_on = columns.day(index=True)
    opened_at = columns.moment(null=True)
    once = Unique("request", "checkpoint_months")


class ReviewVerdict(Table):
    """The board's verdict on a review, with the figures as they stood and the lesson; final."""

    id = columns.key()
    review = columns.reference(ValueReview, unique=True)
    verdict = columns.choice(Verdict)
    lesson = columns.text(longest=8000)
    promised_cents = columns.cents()
    realised_cents = columns.cents(minimum=None)
    measured_share = columns.share()
    closed_by = columns.reference(Person)
    assignment = columns.identifier()
    side = columns.choice(Side, only=(Side.BUSINESS,))
    at = columns.moment()
    in_office = References(("assignment", "closed_by", "side"), Assignment, ("id", "person", "side"))


TABLES: tuple[type[Table], ...] = (Measurement, ValueReview, ReviewVerdict)
