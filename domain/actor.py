"""Who asks, and what they may do: roles, deeds and the permission matrix.

The matrix is data and denies by default: a deed without a row may be done by nobody. IT decides no priority, and
this file is the first of the three places that keep it so (the others: no such operation in the API, no such grant in
the database).
"""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Self
from uuid import UUID

from domain.errors import Forbidden


class Role(StrEnum):
    """What a person is to the portfolio. Everyone signed in is a requester."""

    REQUESTER = "requester"
    OWNER = "owner"
    IT = "it"
    BOARD = "board"
    ADMIN = "admin"
    SYSTEM = "system"

    @property
    def who(self) -> str:
        """The role as it stands in a sentence."""
        return _WHO[self]

    @property
    def side(self) -> "Side":
        """Business decides, IT states facts; nobody is on both sides at once."""
        return _SIDE.get(self, Side.NEUTRAL)


class Side(StrEnum):
    BUSINESS = "business"
    IT = "it"
    NEUTRAL = "neutral"


_SIDE = {Role.OWNER: Side.BUSINESS, Role.BOARD: Side.BUSINESS, Role.IT: Side.IT}
_WHO = {
    Role.REQUESTER: "anyone signed in",
    Role.OWNER: "a business owner",
    Role.IT: "IT staff of the team",
    Role.BOARD: "the governance board",
    Role.ADMIN: "an administrator",
    Role.SYSTEM: "the system itself",
}


class Deed(StrEnum):
    """Everything that changes something, by the name that command, mutation and audit trail share."""

    # requests and what people say about them
    SUBMIT_REQUEST = "submit_request"
    SAVE_DRAFT = "save_draft"
    DISCARD_DRAFT = "discard_draft"
    COMMENT = "comment"
    ASK_CLARIFICATION = "ask_clarification"
    ANSWER_CLARIFICATION = "answer_clarification"
    FOLLOW = "follow"
    UNFOLLOW = "unfollow"
    GIVE_PULSE = "give_pulse"
    SPONSOR_REQUEST = "sponsor_request"
    WITHDRAW_REQUEST = "withdraw_request"
    PARK_REQUEST = "park_request"
    RESUME_REQUEST = "resume_request"
    CHOOSE_ROUTE = "choose_route"
    # facts from IT
    ESTIMATE_REQUEST = "estimate_request"
    RECORD_DEPENDENCY = "record_dependency"
    LOG_CAPACITY = "log_capacity"
    START_DELIVERY = "start_delivery"
    DELIVER_REQUEST = "deliver_request"
    MOVE_FORECAST = "move_forecast"
    POST_UPDATE = "post_update"
    # value and order
    DECLARE_BENEFIT = "declare_benefit"
    DROP_BENEFIT = "drop_benefit"
    RANK_REQUEST = "rank_request"
    ENDORSE_REQUEST = "endorse_request"
    SUBMIT_RANKING = "submit_ranking"
    COMPARE_REQUESTS = "compare_requests"
    RECONFIRM_REQUEST = "reconfirm_request"
    LEND_PRIORITY = "lend_priority"
    # decisions
    RAISE_PRIORITY_QUESTION = "raise_priority_question"
    ANSWER_PRIORITY_QUESTION = "answer_priority_question"
    COMMIT_REQUEST = "commit_request"
    # realised value
    RECORD_MEASUREMENT = "record_measurement"
    CLOSE_VALUE_REVIEW = "close_value_review"
    # the portfolio
    SET_POLICY = "set_policy"
    SET_BUDGET = "set_budget"
    SAVE_SCENARIO = "save_scenario"
    ADOPT_SCENARIO = "adopt_scenario"
    DISCARD_SCENARIO = "discard_scenario"
    HOLD_PLANNING_ROUND = "hold_planning_round"
    START_CALCULATION = "start_calculation"
    CANCEL_CALCULATION = "cancel_calculation"
    # people and access
    NAME_DEPUTY = "name_deputy"
    SET_PREFERENCES = "set_preferences"
    CHANGE_PASSWORD = "change_password"
    CREATE_API_TOKEN = "create_api_token"
    REVOKE_API_TOKEN = "revoke_api_token"
    ADD_PERSON = "add_person"
    ADD_UNIT = "add_unit"
    ADD_TEAM = "add_team"
    ASSIGN_ROLE = "assign_role"
    END_ASSIGNMENT = "end_assignment"
    IMPORT_PORTFOLIO = "import_portfolio"
    # what the clock does
    SIGN_IN = "sign_in"
    SIGN_OUT = "sign_out"
    ESCALATE_QUESTION = "escalate_question"
    OPEN_VALUE_REVIEW = "open_value_review"
    CLOSE_PERIOD = "close_period"
    KEEP_PLAN = "keep_plan"
    CALCULATE = "calculate"
    FOUND_INSTALLATION = "found_installation"


_ANYONE = (Role.REQUESTER,)
_OWNER = (Role.OWNER,)
_IT = (Role.IT,)
_BOARD = (Role.BOARD,)
_ADMIN = (Role.ADMIN,)
_SYSTEM = (Role.SYSTEM,)

# The order of roles matters: the first that the actor holds lends its database role to the deed.
MAY: dict[Deed, tuple[Role, ...]] = {
    Deed.SUBMIT_REQUEST: _ANYONE,
    Deed.SAVE_DRAFT: _ANYONE,
    Deed.DISCARD_DRAFT: _ANYONE,
    Deed.COMMENT: _ANYONE,
    Deed.ASK_CLARIFICATION: (Role.IT, Role.OWNER, Role.BOARD),
    Deed.ANSWER_CLARIFICATION: _ANYONE,
    Deed.FOLLOW: _ANYONE,
    Deed.UNFOLLOW: _ANYONE,
    Deed.GIVE_PULSE: _ANYONE,
    Deed.SPONSOR_REQUEST: _OWNER,
    Deed.WITHDRAW_REQUEST: _OWNER,
    Deed.PARK_REQUEST: _OWNER,
    Deed.RESUME_REQUEST: _OWNER,
    Deed.CHOOSE_ROUTE: _OWNER,
    Deed.ESTIMATE_REQUEST: _IT,
    Deed.RECORD_DEPENDENCY: _IT,
    Deed.LOG_CAPACITY: _IT,
    Deed.START_DELIVERY: _IT,
    Deed.DELIVER_REQUEST: _IT,
    Deed.MOVE_FORECAST: _IT,
    Deed.POST_UPDATE: (Role.OWNER, Role.IT),
    Deed.DECLARE_BENEFIT: (Role.OWNER, Role.REQUESTER),
    Deed.DROP_BENEFIT: (Role.OWNER, Role.REQUESTER),
    Deed.RANK_REQUEST: _OWNER,
    Deed.ENDORSE_REQUEST: _OWNER,
    Deed.SUBMIT_RANKING: _OWNER,
    Deed.COMPARE_REQUESTS: _OWNER,
    Deed.RECONFIRM_REQUEST: _OWNER,
    Deed.LEND_PRIORITY: _OWNER,
    Deed.RAISE_PRIORITY_QUESTION: (Role.OWNER, Role.IT, Role.SYSTEM),
    Deed.ANSWER_PRIORITY_QUESTION: (Role.OWNER, Role.BOARD),
    Deed.COMMIT_REQUEST: _OWNER,
    Deed.RECORD_MEASUREMENT: _OWNER,
    Deed.CLOSE_VALUE_REVIEW: _BOARD,
    Deed.SET_POLICY: _BOARD,
    Deed.SET_BUDGET: _BOARD,
    Deed.SAVE_SCENARIO: (Role.OWNER, Role.BOARD),
    Deed.ADOPT_SCENARIO: _BOARD,
    Deed.DISCARD_SCENARIO: (Role.OWNER, Role.BOARD),
    Deed.HOLD_PLANNING_ROUND: _BOARD,
    Deed.START_CALCULATION: (Role.OWNER, Role.BOARD, Role.IT, Role.SYSTEM),
    Deed.CANCEL_CALCULATION: (Role.OWNER, Role.BOARD, Role.IT),
    Deed.NAME_DEPUTY: (Role.OWNER, Role.BOARD),
    Deed.SET_PREFERENCES: _ANYONE,
    Deed.CHANGE_PASSWORD: _ANYONE,
    Deed.CREATE_API_TOKEN: _ANYONE,
    Deed.REVOKE_API_TOKEN: (Role.ADMIN, Role.REQUESTER),
    Deed.ADD_PERSON: _ADMIN,
    Deed.ADD_UNIT: _ADMIN,
    Deed.ADD_TEAM: _ADMIN,
    Deed.ASSIGN_ROLE: _ADMIN,
    Deed.END_ASSIGNMENT: _ADMIN,
    Deed.IMPORT_PORTFOLIO: _ADMIN,
    Deed.SIGN_IN: _SYSTEM,
    Deed.SIGN_OUT: _SYSTEM,
    Deed.ESCALATE_QUESTION: _SYSTEM,
    Deed.OPEN_VALUE_REVIEW: _SYSTEM,
    Deed.CLOSE_PERIOD: _SYSTEM,
    Deed.KEEP_PLAN: _SYSTEM,
    Deed.CALCULATE: _SYSTEM,
    Deed.FOUND_INSTALLATION: _SYSTEM,
}

# Where a deed is not said as a verb and one thing.
_SPOKEN = {
    Deed.COMMENT: "comment on a request",
    Deed.FOLLOW: "follow a request",
    Deed.UNFOLLOW: "stop following a request",
    Deed.ASK_CLARIFICATION: "ask for clarification",
    Deed.ANSWER_CLARIFICATION: "answer a call for clarification",
    Deed.POST_UPDATE: "post an update",
    Deed.LOG_CAPACITY: "state a team's capacity",
    Deed.START_DELIVERY: "start delivery",
    Deed.COMPARE_REQUESTS: "compare requests",
    Deed.RECONFIRM_REQUEST: "confirm a request anew",
    Deed.LEND_PRIORITY: "lend days of priority",
    Deed.SET_POLICY: "set the policy",
    Deed.SET_BUDGET: "set the budget",
    Deed.SET_PREFERENCES: "set preferences",
    Deed.CREATE_API_TOKEN: "create an API token",
    Deed.REVOKE_API_TOKEN: "revoke an API token",
    Deed.SIGN_IN: "sign in",
    Deed.SIGN_OUT: "sign out",
    Deed.KEEP_PLAN: "keep the plan",
    Deed.FOUND_INSTALLATION: "found the installation",
}
_DATABASE_ROLE = {
    Role.REQUESTER: "mandate_requester",
    Role.OWNER: "mandate_owner",
    Role.IT: "mandate_it",
    Role.BOARD: "mandate_board",
    Role.ADMIN: "mandate_admin",
    Role.SYSTEM: "mandate_worker",
}
# Deeds whose tables nobody else may touch: credentials, sessions and tokens.
_ACCESS_DEEDS = frozenset(
    {
        Deed.FOUND_INSTALLATION,
        Deed.SIGN_IN,
        Deed.SIGN_OUT,
        Deed.CHANGE_PASSWORD,
        Deed.CREATE_API_TOKEN,
        Deed.REVOKE_API_TOKEN,
        Deed.ADD_PERSON,
        Deed.END_ASSIGNMENT,
        Deed.ASSIGN_ROLE,
    }
)
ACCESS_ROLE = "mandate_access"
DATABASE_ROLES = (*_DATABASE_ROLE.values(), ACCESS_ROLE, "mandate_read")


SYSTEM_ID = UUID(int=0)


@dataclass(frozen=True, slots=True)
class Assignment:
    """One role of one person in force now: of which unit or team, and for whom as a deputy."""

    id: UUID
    role: Role
    unit_id: UUID | None = None
    team_id: UUID | None = None
    acts_for_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Actor:
    """The person (or the system) behind a deed, with the roles in force when it was asked for.

    `scopes` narrows an API token: None means everything that the person may do; else the deeds' names, with "read"
    for queries.
    """

    person_id: UUID
    name: str
    assignments: tuple[Assignment, ...] = ()
    scopes: frozenset[str] | None = None
    is_system: bool = False
    roles: frozenset[Role] = field(init=False)

    def __post_init__(self) -> None:
        held = {Role.SYSTEM} if self.is_system else {Role.REQUESTER, *(a.role for a in self.assignments)}
        object.__setattr__(self, "roles", frozenset(held))

    @classmethod
    def system(cls) -> Self:
        """The clock's own actor: reminds, escalates and opens reviews; decides nothing."""
        return cls(SYSTEM_ID, "Mandate", is_system=True)

    @property
    def unit_ids(self) -> frozenset[UUID]:
        """The units whose priorities this person decides, as owner or as an owner's deputy."""
        return frozenset(a.unit_id for a in self.assignments if a.role is Role.OWNER and a.unit_id)

    @property
    def team_ids(self) -> frozenset[UUID]:
        return frozenset(a.team_id for a in self.assignments if a.role is Role.IT and a.team_id)

    def owns(self, unit_id: UUID) -> bool:
        return unit_id in self.unit_ids

    def staffs(self, team_id: UUID) -> bool:
        return team_id in self.team_ids

    def holds(self, role: Role) -> bool:
        return role in self.roles

    def ownership(self, unit_id: UUID, *, of: str = "this unit") -> Assignment:
        """The assignment by which this person decides for a unit, the own one before a deputy's.

        Raises Forbidden naming the owner of the unit as the one who may.
        """
        return self._assignment(Role.OWNER, f"Only a business owner of {of} may do this.", unit_id=unit_id)

    def stands_in_for(self, unit_id: UUID) -> UUID | None:
        """Whose deputy this person is where they decide for a unit; None in an office of their own, or in none."""
        return self.ownership(unit_id).acts_for_id if self.owns(unit_id) else None

    def membership(self, team_id: UUID, *, of: str = "this team") -> Assignment:
        """The assignment by which this person states a team's facts. Raises Forbidden."""
        return self._assignment(Role.IT, f"Only IT staff of {of} may do this.", team_id=team_id)

    def seat(self) -> Assignment:
        """The assignment by which this person sits on the governance board. Raises Forbidden."""
        return self._assignment(Role.BOARD, "Only the governance board may do this.")

    def _assignment(
        self, role: Role, refusal: str, *, unit_id: UUID | None = None, team_id: UUID | None = None
    ) -> Assignment:
        held = [
            a
            for a in self.assignments
            if a.role is role
            and (unit_id is None or a.unit_id == unit_id)
            and (team_id is None or a.team_id == team_id)
        ]
        if not held:
            raise Forbidden(refusal)
        return min(held, key=lambda a: (a.acts_for_id is not None, a.id))


def may(actor: Actor, deed: Deed) -> bool:
    """Whether some role of the actor allows the deed at all; the command then checks unit, team or authorship."""
    return any(role in actor.roles for role in MAY.get(deed, ())) and (
        actor.scopes is None or deed.value in actor.scopes
    )


def check(actor: Actor, deed: Deed) -> None:
    """Refuse a deed that no role of the actor allows. Raises Forbidden that says who may."""
    if may(actor, deed):
        return
    if actor.scopes is not None and deed.value not in actor.scopes:
        raise Forbidden(f"This API token may not {spoken(deed)}; make one whose scopes include {deed.value}.")
    raise Forbidden(f"You may not {spoken(deed)}: {who_may(deed)} may.")


def who_may(deed: Deed) -> str:
    """Who may do a deed, as the subject of a sentence; the system only where nobody else may."""
    roles = MAY.get(deed, ())
    *others, last = [one.who for one in roles if one is not Role.SYSTEM] or [one.who for one in roles] or ["nobody"]
    return f"{', '.join(others)} or {last}" if others else last


def spoken(deed: Deed) -> str:
    """A deed as the verb of a sentence: "rank a request"."""
    if deed in _SPOKEN:
        return _SPOKEN[deed]
    verb, _, thing = deed.value.replace("_", " ").partition(" ")
    return f"{verb} {'an' if thing[0] in 'aeio' else 'a'} {thing}" if thing else verb


def database_role(actor: Actor, deed: Deed) -> str:
    """The database role that a deed runs as: the deed's need, never the actor's widest right."""
    if deed in _ACCESS_DEEDS:
        return ACCESS_ROLE
    allowed = MAY[deed]
    return _DATABASE_ROLE[next((role for role in allowed if role in actor.roles), allowed[0])]
