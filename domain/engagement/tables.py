"""How it felt, at the moments that matter."""

from piccolo.table import Table

from domain.actor import Side
from domain.database import columns
from domain.database.constraints import Index
from domain.demand.tables import Request
from domain.engagement.rules import Moment
from domain.organisation.tables import Person


class Pulse(Table):
    """One of five faces, 1 the worst, with an optional comment."""

    id = columns.key()
    moment = columns.choice(Moment)
    request = columns.reference(Request)
    person = columns.reference(Person)
    side = columns.choice(Side)
    face = columns.small_integer(minimum=1, maximum=5)
    comment = columns.text(null=True, longest=2000)
    at = columns.moment()
    once = Index("request", "person", "moment", unique=True)


TABLES: tuple[type[Table], ...] = (Pulse,)
