"""Each unit's list with the ballots and moves that made it, other units' support, and days of priority."""

from piccolo.columns import UUID as PiccoloUuid  # noqa: N811
from piccolo.table import Table

from domain.actor import Side
from domain.database import columns
from domain.database.constraints import Check, Index, References, Unique
from domain.demand.tables import Request
from domain.organisation.tables import Assignment, Person, Unit
from domain.ranking.kinds import CreditKind


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


class Ballot(Table):
    """How one owner would order the unit's requests: tiers of request ids, best first, not necessarily all of them.

    Where a unit has several owners, its list follows from their ballots. A deputy casts the ballot of whom it stands
    in for. Ids that left the order count no more.
    """

    id = columns.key()
    unit = columns.reference(Unit)
    owner = columns.reference(Person)
    version = columns.integer(default=1, minimum=1)
    tiers = columns.json(default=[])
    cast_by = columns.reference(Person)
    assignment = columns.identifier()
    side = columns.choice(Side, only=(Side.BUSINESS,))
    at = columns.moment()
    once = Unique("unit", "owner")
    in_office = References(("assignment", "cast_by", "side"), Assignment, ("id", "person", "side"))


class Comparison(Table):
    """An owner's answer to "which of these first?": the best and the worst of two to five requests of the unit."""

    id = columns.key()
    unit = columns.reference(Unit)
    owner = columns.reference(Person)
    among = columns.listed(PiccoloUuid(), empty=False)
    best = columns.reference(Request)
    worst = columns.reference(Request)
    answered_by = columns.reference(Person)
    assignment = columns.identifier()
    side = columns.choice(Side, only=(Side.BUSINESS,))
    at = columns.moment()
    two_at_least = Check("best <> worst and best = any(among) and worst = any(among)")
    by_owner = Index("unit", "owner", "at")
    in_office = References(("assignment", "answered_by", "side"), Assignment, ("id", "person", "side"))


class PriorityCredit(Table):
    """Days of priority that a unit gained or gave: at a month's close by the clock, or lent from unit to unit.

    A loan is two rows of one `loan`, equal and opposite. Decidays; positive moves the unit's requests up.
    """

    id = columns.key()
    unit = columns.reference(Unit)
    month = columns.month()
    kind = columns.choice(CreditKind)
    credit_decidays = columns.decidays(minimum=None)
    loan = columns.identifier(null=True, index=True)
    reason = columns.text(null=True, longest=2000)
    given_by = columns.reference(Person, null=True)
    assignment = columns.identifier(null=True)
    side = columns.choice(Side, only=(Side.BUSINESS,), null=True)
    at = columns.moment()
    accrued_once = Index("unit", "month", unique=True, where="kind = 'accrued'")
    lent_by_owner = Check("kind = 'accrued' or (loan is not null and given_by is not null and assignment is not null)")
    in_office = References(("assignment", "given_by", "side"), Assignment, ("id", "person", "side"))


class Confirmation(Table):
    """An owner's word that an undecided request still matters; the time to decide it begins anew."""

    id = columns.key()
    request = columns.reference(Request)
    reason = columns.text(longest=2000)
    confirmed_by = columns.reference(Person)
    assignment = columns.identifier()
    side = columns.choice(Side, only=(Side.BUSINESS,))
    at = columns.moment()
    newest = Index("request", "at desc")
    in_office = References(("assignment", "confirmed_by", "side"), Assignment, ("id", "person", "side"))


TABLES: tuple[type[Table], ...] = (
    RankingList,
    RankEntry,
    RankMove,
    Endorsement,
    Ballot,
    Comparison,
    PriorityCredit,
    Confirmation,
)
