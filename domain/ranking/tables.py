"""Each unit's list, the moves that made it, and other units' support."""

from piccolo.table import Table

from domain.actor import Side
from domain.database import columns
from domain.database.constraints import References, Unique
from domain.demand.tables import Request
from domain.organisation.tables import Assignment, Person, Unit


class RankingList(Table):
    """A unit's list. Its row is locked and its version raised before any place changes, so moves queue up."""

    unit = columns.reference(Unit, primary_key=True)
    version = columns.integer(default=0, minimum=0)


class RankEntry(Table):
    """A request's place in its unit's list, 1 at the top, without gaps."""

    request = columns.reference(Request, primary_key=True)
    unit = columns.reference(Unit)
    place = columns.integer(minimum=1)
    dense = Unique("unit", "place", deferred=True)


class RankMove(Table):
    """One change of a list: replaying a unit's moves by version gives its places.

    `from_place` is null when the request came in, `to_place` when it left the list. A request that left because of
    its own new state (committed, parked, withdrawn) is taken out by its owner's next move.
    """

    id = columns.key()
    unit = columns.reference(Unit)
    version = columns.integer(minimum=1)
    request = columns.reference(Request)
    from_place = columns.integer(null=True, minimum=1)
    to_place = columns.integer(null=True, minimum=1)
    moved_by = columns.reference(Person)
    assignment = columns.identifier()
    side = columns.choice(Side, only=(Side.BUSINESS,))
    reason = columns.text(null=True, longest=2000)
    at = columns.moment()
    one_version = Unique("unit", "version")
    in_office = References(("assignment", "moved_by", "side"), Assignment, ("id", "person", "side"))


class Endorsement(Table):
    """Another unit's support for a request, with the share of its cost that the unit would carry."""

    id = columns.key()
    request = columns.reference(Request)
    unit = columns.reference(Unit)
    cost_share = columns.share()
    endorsed_by = columns.reference(Person)
    assignment = columns.identifier()
    side = columns.choice(Side, only=(Side.BUSINESS,))
    at = columns.moment()
    once = Unique("request", "unit")
    in_office = References(("assignment", "endorsed_by", "side"), Assignment, ("id", "person", "side"))


TABLES: tuple[type[Table], ...] = (RankingList, RankEntry, RankMove, Endorsement)
