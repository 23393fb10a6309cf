"""Units, teams, people, the roles they hold over time, and what proves who they are."""

from piccolo.table import Table

from domain.actor import Role, Side
from domain.database import columns
from domain.database.constraints import Check, Exclude, Index, Unique


class Unit(Table):
    """A business unit: owns requests, a ranking and an entitlement."""

    id = columns.key()
    name = columns.code(160)
    code = columns.code(24, unique=True)
    created_at = columns.moment()


class Team(Table):
    """A delivery team of IT: estimates, logs capacity and delivers."""

    id = columns.key()
    name = columns.code(160)
    code = columns.code(24, unique=True)
    day_rate_cents = columns.cents()
    created_at = columns.moment()


class Person(Table):
    """Somebody who may sign in."""

    id = columns.key()
    email = columns.code(254)
    name = columns.code(160)
    locale = columns.code(16, default="en")
    time_zone = columns.code(64, default="UTC")
    active = columns.flag(default=True)
    created_at = columns.moment()
    one_email = Index("lower(email)", unique=True)


class Assignment(Table):
    """A role that a person holds for a time: owner of a unit, IT of a team, board, administrator.

    `side` follows from the role and tags every decision made under it; nobody is on the business and the IT side at the
    same time, whoever assigns the roles. A deputy's assignment names in `acts_for` whom it stands in for.
    """

    id = columns.key()
    person = columns.reference(Person)
    role = columns.choice(Role, only=(Role.OWNER, Role.IT, Role.BOARD, Role.ADMIN))
    side = columns.choice(Side)
    unit = columns.reference(Unit, null=True)
    team = columns.reference(Team, null=True)
    acts_for = columns.reference(Person, null=True)
    from_at = columns.moment()
    until_at = columns.moment(null=True)
    tagged = Unique("id", "person", "side")
    side_of_role = Check(
        "side = case role when 'owner' then 'business' when 'board' then 'business'"
        " when 'it' then 'it' else 'neutral' end"
    )
    scope_of_role = Check("(unit is not null) = (role = 'owner') and (team is not null) = (role = 'it')")
    period = Check("until_at is null or until_at >= from_at")
    not_oneself = Check("acts_for is null or acts_for <> person")
    one_side = Exclude(
        "using gist (person with =, side with <>, tstzrange(from_at, until_at) with &&)",
        where="side <> 'neutral'",
    )


class Credential(Table):
    """A password, as its argon2id hash."""

    person = columns.reference(Person, primary_key=True)
    password_hash = columns.text()
    changed_at = columns.moment()


class Session(Table):
    """A signed-in browser; only the digest of its cookie is kept."""

    id = columns.key()
    digest = columns.binary(length=32, unique=True)
    person = columns.reference(Person)
    created_at = columns.moment()
    expires_at = columns.moment()
    ended_at = columns.moment(null=True)
    user_agent = columns.text(blank=True, longest=400)


class ApiToken(Table):
    """A token for programs; only its digest is kept. `scopes` null means all that the person may do."""

    id = columns.key()
    digest = columns.binary(length=32, unique=True)
    prefix = columns.code(16)
    person = columns.reference(Person)
    name = columns.code(80)
    scopes = columns.listed(columns.text(), null=True)
    created_at = columns.moment()
    expires_at = columns.moment(null=True)
    revoked_at = columns.moment(null=True)


class SignInCount(Table):
    """How often somebody tried to sign in within the current minute, by account and by network address.

    `counted` is a digest, because people type passwords into the wrong field. Unlogged: it is written before every
    password check and worth nothing after a crash.
    """

    id = columns.key()
    counted = columns.binary(length=32, unique=True)
    since = columns.moment()
    tries = columns.integer(minimum=0)


TABLES: tuple[type[Table], ...] = (Unit, Team, Person, Assignment, Credential, Session, ApiToken, SignInCount)
