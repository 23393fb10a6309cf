"""What a request is to bring, benefit by benefit."""

from piccolo.table import Table

from domain.database import columns
from domain.database.constraints import Check, Unique
from domain.demand.tables import Request
from domain.organisation.tables import Person
from domain.value.rules import BenefitKind


class Benefit(Table):
    """One promised effect: a metric from baseline to target and, where it is money, cents a month.

    The money (low, likely, high) starts `starts_after_months` after go-live and lasts `duration_months`. A benefit
    without money keeps its unit of measure and is never turned into money.
    """

    id = columns.key()
    request = columns.reference(Request)
    number = columns.integer(minimum=1)
    metric = columns.code(200)
    unit_of_measure = columns.code(60)
    kind = columns.choice(BenefitKind)
    baseline = columns.numeric(18, 4, null=True)
    target = columns.numeric(18, 4, null=True)
    low_cents = columns.cents(null=True)
    likely_cents = columns.cents(null=True)
    high_cents = columns.cents(null=True)
    starts_after_months = columns.integer(default=0, minimum=0, maximum=60)
    duration_months = columns.integer(default=12, minimum=1, maximum=120)
    owner = columns.reference(Person)
    declared_by = columns.reference(Person)
    declared_at = columns.moment()
    dropped_at = columns.moment(null=True)
    numbered = Unique("request", "number")
    ordered = Check("low_cents <= likely_cents and likely_cents <= high_cents")
    money_whole = Check(
        "(low_cents is null) = (likely_cents is null) and (likely_cents is null) = (high_cents is null)"
    )


TABLES: tuple[type[Table], ...] = (Benefit,)
