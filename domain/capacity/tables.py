"""The days that teams have and the money that the board gives, by month."""

from piccolo.table import Table

from domain.actor import Side
from domain.database import columns
from domain.database.constraints import Check, References, Unique
from domain.organisation.tables import Assignment, Person, Team


class Capacity(Table):
    """A team's person-days in a month, in decidays: gross, less run work, leave and other; what is left is net."""

    id = columns.key()
    team = columns.reference(Team)
    month = columns.month()
    gross_decidays = columns.decidays()
    run_decidays = columns.decidays()
    leave_decidays = columns.decidays()
    other_decidays = columns.decidays()
    note = columns.text(blank=True, longest=2000)
    version = columns.integer(default=1, minimum=1)
    logged_by = columns.reference(Person)
    assignment = columns.identifier(null=True)
    side = columns.choice(Side, only=(Side.IT,), null=True)
    source = columns.text(null=True)
    logged_at = columns.moment()
    once = Unique("team", "month")
    in_office = References(("assignment", "logged_by", "side"), Assignment, ("id", "person", "side"))
    by_it_or_imported = Check("source is not null or (assignment is not null and side is not null)")
    net_not_negative = Check("run_decidays + leave_decidays + other_decidays <= gross_decidays")


class Budget(Table):
    """What may be spent on one-off cost in a month, set by the board."""

    id = columns.key()
    month = columns.month()
    amount_cents = columns.cents()
    version = columns.integer(default=1, minimum=1)
    set_by = columns.reference(Person)
    assignment = columns.identifier()
    side = columns.choice(Side, only=(Side.BUSINESS,))
    set_at = columns.moment()
    once = Unique("month")
    in_office = References(("assignment", "set_by", "side"), Assignment, ("id", "person", "side"))


TABLES: tuple[type[Table], ...] = (Capacity, Budget)
