"""The board's settings, version by version."""

from piccolo.table import Table

from domain.actor import Side
from domain.database import columns
from domain.database.constraints import Check, References
from domain.organisation.tables import Assignment, Person


class Policy(Table):
    """One version of the policy, in force from `from_at` until the next; never edited.

    The first version comes with the installation and has no author.
    """

    id = columns.key()
    version = columns.integer(minimum=1, unique=True)
    from_at = columns.moment()
    settings = columns.json()
    reason = columns.text()
    set_by = columns.reference(Person, null=True)
    assignment = columns.identifier(null=True)
    side = columns.choice(Side, only=(Side.BUSINESS,), null=True)
    set_at = columns.moment()
    in_office = References(("assignment", "set_by", "side"), Assignment, ("id", "person", "side"))
    authored = Check("version = 1 or (set_by is not null and assignment is not null and side is not null)")


TABLES: tuple[type[Table], ...] = (Policy,)
