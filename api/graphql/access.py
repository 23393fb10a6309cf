"""Who may ask what: the permission matrix of the edge. What has no row here is denied to everybody.

Deeds take their row from `domain.actor.MAY` by name; reads, subscriptions and HTTP routes have theirs below. Every
object type says who sees it, in VISIBLE. A test walks the schema and fails for whatever is missing.
"""

from collections.abc import Callable
from enum import StrEnum
from functools import wraps
from inspect import isawaitable
from typing import Any

from graphql import GraphQLError, GraphQLField, GraphQLObjectType, GraphQLResolveInfo, GraphQLSchema
from strawberry.utils.str_converters import to_snake_case

from api.graphql.context import Context
from api.graphql.errors import problem
from domain.actor import Actor, Deed, Role, check
from domain.errors import Forbidden

READ_SCOPE = "read"  # what an API token needs for queries and subscriptions


class Audience(StrEnum):
    """Who may use an entry point before any look at the data."""

    PUBLIC = "public"  # everybody, signed in or not
    SIGNED_IN = "signed in"
    ADMIN = "administrators"
    OVERSIGHT = "the governance board and administrators"
    PROBES = "whoever reaches the port; a proxy keeps it inside"


_ROLES: dict[Audience, frozenset[Role]] = {
    Audience.ADMIN: frozenset({Role.ADMIN}),
    Audience.OVERSIGHT: frozenset({Role.BOARD, Role.ADMIN}),
}

READS: dict[str, Audience] = {
    "node": Audience.SIGNED_IN,
    "me": Audience.PUBLIC,  # null when nobody is signed in
    "requests": Audience.SIGNED_IN,
    "request": Audience.SIGNED_IN,
    "similarRequests": Audience.SIGNED_IN,
    "ranking": Audience.SIGNED_IN,
    "comparison": Audience.SIGNED_IN,  # one's own; null for who does not order the list
    "priorityCredits": Audience.SIGNED_IN,
    "entitlementRecord": Audience.SIGNED_IN,
    "equalShares": Audience.SIGNED_IN,
    "portfolio": Audience.SIGNED_IN,
    "plan": Audience.SIGNED_IN,
    "planningRoundPreview": Audience.SIGNED_IN,
    "planningRounds": Audience.SIGNED_IN,
    "calculation": Audience.SIGNED_IN,
    "calculations": Audience.SIGNED_IN,
    "capacity": Audience.SIGNED_IN,
    "budgets": Audience.SIGNED_IN,
    "priorityQuestions": Audience.SIGNED_IN,
    "priorityQuestion": Audience.SIGNED_IN,
    "valueReviews": Audience.SIGNED_IN,
    "valueReview": Audience.SIGNED_IN,
    "trackRecord": Audience.SIGNED_IN,
    "predictability": Audience.SIGNED_IN,
    "effortRecord": Audience.SIGNED_IN,
    "dateRecord": Audience.SIGNED_IN,
    "dateBuffer": Audience.SIGNED_IN,
    "regrets": Audience.SIGNED_IN,
    "perceptionGap": Audience.SIGNED_IN,
    "engagement": Audience.SIGNED_IN,
    "inbox": Audience.SIGNED_IN,
    "auditTrail": Audience.SIGNED_IN,  # the rows are cut to what the asker may see
    "units": Audience.SIGNED_IN,
    "teams": Audience.SIGNED_IN,
    "people": Audience.SIGNED_IN,
    "categories": Audience.SIGNED_IN,
    "policy": Audience.SIGNED_IN,
    "scenarios": Audience.SIGNED_IN,  # they decide nothing
    "scenario": Audience.SIGNED_IN,
    "compareScenarios": Audience.SIGNED_IN,
    "imports": Audience.OVERSIGHT,
}

SUBSCRIPTIONS: dict[str, Audience] = {"events": Audience.SIGNED_IN}

# "METHOD path", with the parameters as Litestar writes them.
ROUTES: dict[str, Audience] = {
    "POST /graphql": Audience.PUBLIC,  # each field asks for itself
    "GET /graphql": Audience.PUBLIC,  # refused: no queries by GET, no editor
    "WS /graphql": Audience.SIGNED_IN,
    "GET /healthz": Audience.PROBES,
    "GET /readyz": Audience.PROBES,
    "GET /metrics": Audience.PROBES,
    "GET /": Audience.PUBLIC,
    "GET /{path:path}": Audience.PUBLIC,
    "POST /auth/sign-in": Audience.PUBLIC,
    "POST /auth/sign-out": Audience.PUBLIC,
    "POST /auth/password": Audience.SIGNED_IN,
    "GET /auth/options": Audience.PUBLIC,
    "GET /auth/oidc/start": Audience.PUBLIC,
    "POST /imports": Audience.ADMIN,
}

EVERYONE = "everyone signed in"
SELF = "the person alone"
FOLLOWS = "whoever sees what it belongs to"

# Object type → who sees its objects. The queries apply it; a type without a row fails the build.
VISIBLE: dict[str, str] = {
    "Query": EVERYONE,
    "Mutation": EVERYONE,
    "Subscription": EVERYONE,
    "PageInfo": FOLLOWS,
    "Money": FOLLOWS,
    "MoneyRange": FOLLOWS,
    "EffortRange": FOLLOWS,
    "Why": FOLLOWS,
    "Violation": FOLLOWS,
    "Problem": FOLLOWS,
    "Viewer": SELF,
    "Draft": "its author alone",
    "ApiToken": SELF,
    "Person": EVERYONE,
    "Assignment": EVERYONE,
    "Unit": EVERYONE,
    "Team": EVERYONE,
    "Request": EVERYONE,
    "ImportSource": FOLLOWS,
    "SourceStatement": FOLLOWS,
    "SourceFact": FOLLOWS,
    "Clarification": FOLLOWS,
    "NextStep": FOLLOWS,
    "RankPlace": FOLLOWS,
    "RankMove": EVERYONE,
    "Comment": FOLLOWS,
    "Update": FOLLOWS,
    "Endorsement": FOLLOWS,
    "PulseSummary": "everyone signed in, above the smallest group of the policy",
    "Delivery": FOLLOWS,
    "Forecast": FOLLOWS,
    "RequestPermissions": SELF,
    "Benefit": EVERYONE,
    "Measurement": EVERYONE,
    "Estimate": EVERYONE,
    "Promise": EVERYONE,
    "PromisedBenefit": EVERYONE,
    "Ranking": EVERYONE,
    "RankEntry": EVERYONE,
    "RankMargin": FOLLOWS,
    "Ballot": EVERYONE,
    "BallotTier": FOLLOWS,
    "Comparison": "the owner whose answers they are, and a deputy",
    "ComparisonQuestion": FOLLOWS,
    "ComparisonCircle": FOLLOWS,
    "Confirmation": EVERYONE,
    "PriorityCredit": EVERYONE,
    "PriorityCreditEdge": FOLLOWS,
    "PriorityCreditConnection": FOLLOWS,
    "EntitlementRecord": EVERYONE,
    "EntitlementRow": EVERYONE,
    "EntitlementAlarm": FOLLOWS,
    "EqualShares": EVERYONE,
    "PotPurchase": FOLLOWS,
    "PotPayment": FOLLOWS,
    "PotLeftOut": FOLLOWS,
    "PotShare": FOLLOWS,
    "PortfolioPlace": EVERYONE,
    "CommitLine": EVERYONE,
    "Plan": EVERYONE,
    "PlanChange": EVERYONE,
    "PlanningRound": EVERYONE,
    "PlanningRoundPreview": EVERYONE,
    "PlanningRoundEdge": FOLLOWS,
    "PlanningRoundConnection": FOLLOWS,
    "OrderDebt": EVERYONE,
    "Load": EVERYONE,
    "Calculation": EVERYONE,
    "MaximumValue": FOLLOWS,
    "TeamMonthWorth": FOLLOWS,
    "ValueDifference": FOLLOWS,
    "FinishForecast": FOLLOWS,
    "Scenario": EVERYONE,
    "ScenarioEdge": FOLLOWS,
    "ScenarioConnection": FOLLOWS,
    "ScenarioAdoption": FOLLOWS,
    "ScenarioChange": FOLLOWS,
    "ScenarioNewRequest": FOLLOWS,
    "ScenarioEffort": FOLLOWS,
    "ScenarioSummary": FOLLOWS,
    "ScenarioPart": FOLLOWS,
    "PlanFigures": FOLLOWS,
    "UnitEffect": FOLLOWS,
    "ScenarioComparison": EVERYONE,
    "ComparedPlan": FOLLOWS,
    "ComparedTotal": FOLLOWS,
    "ComparedRequest": FOLLOWS,
    "ComparedRequestEdge": FOLLOWS,
    "ComparedRequestConnection": FOLLOWS,
    "ComparedCell": FOLLOWS,
    "ComparedUnit": FOLLOWS,
    "UnitCell": FOLLOWS,
    "ComparedLoad": FOLLOWS,
    "LoadCell": FOLLOWS,
    "ValueWaterfall": FOLLOWS,
    "WaterfallStep": FOLLOWS,
    "MarginalWorth": EVERYONE,
    "CapacityMonth": EVERYONE,
    "Budget": EVERYONE,
    "PriorityQuestion": EVERYONE,
    "Binding": FOLLOWS,
    "BindingSet": FOLLOWS,
    "AskedParty": FOLLOWS,
    "Answer": EVERYONE,
    "Option": EVERYONE,
    "Displaced": FOLLOWS,
    "ExtraCapacity": FOLLOWS,
    "ValueReview": EVERYONE,
    "BenefitResult": FOLLOWS,
    "Calibration": EVERYONE,
    "TrackRecordRow": "everyone signed in; an owner's row only that owner and the governance board",
    "Predictability": EVERYONE,
    "EffortRecord": EVERYONE,
    "DateRecord": EVERYONE,
    "DateBuffer": EVERYONE,
    "CalibratedEffort": EVERYONE,
    "TeamEffort": FOLLOWS,
    "PriceOfWaiting": EVERYONE,
    "Regret": EVERYONE,
    "RegretEdge": FOLLOWS,
    "RegretConnection": FOLLOWS,
    "Engagement": "everyone signed in, above the smallest group of the policy",
    "InboxItem": SELF,
    "AuditEvent": "the board sees all; others what belongs to requests and to the common record, and their own doings",
    "SimilarRequest": EVERYONE,
    "Entitlement": EVERYONE,
    "Accountable": EVERYONE,
    "Policy": EVERYONE,
    "PolicyVersion": EVERYONE,
    "ImportBatch": "the governance board and administrators",
    "Event": "whoever sees the event in the audit trail",
    "RequestEdge": FOLLOWS,
    "RequestConnection": FOLLOWS,
    "PortfolioEdge": FOLLOWS,
    "PortfolioConnection": FOLLOWS,
    "PriorityQuestionEdge": FOLLOWS,
    "PriorityQuestionConnection": FOLLOWS,
    "ReviewStep": FOLLOWS,
    "ValueReviewEdge": FOLLOWS,
    "ValueReviewConnection": FOLLOWS,
    "InboxItemEdge": SELF,
    "InboxItemConnection": SELF,
    "AuditEventEdge": FOLLOWS,
    "AuditEventConnection": FOLLOWS,
    "DraftDiscarded": SELF,
    "TokenRevoked": SELF,
}

# The payload of a deed is seen by who did it.
PAYLOAD = "Payload"


def visible_to(type_name: str) -> str | None:
    """Who sees the objects of a type, or None when nobody has said."""
    if type_name.endswith(PAYLOAD):
        return "who did the deed"
    return VISIBLE.get(type_name)


def deed_of(mutation: str) -> Deed | None:
    """The deed that a mutation does: rankRequest → rank_request. None when there is no such deed."""
    name = to_snake_case(mutation)
    return Deed(name) if name in Deed._value2member_map_ else None


def undeclared(schema: GraphQLSchema) -> list[str]:
    """Every entry point and type of the schema that nobody has given a row."""
    reads = ((schema.query_type, READS), (schema.subscription_type, SUBSCRIPTIONS))
    missing = [f"{root.name}.{name}" for root, rows in reads if root for name in root.fields if name not in rows]
    if schema.mutation_type:
        missing += [f"Mutation.{name}" for name in schema.mutation_type.fields if deed_of(name) is None]
    missing += [
        name
        for name, kind in schema.type_map.items()
        if isinstance(kind, GraphQLObjectType) and not name.startswith("__") and visible_to(name) is None
    ]
    return missing


def guard(schema: GraphQLSchema) -> None:
    """Put the matrix in front of every root field."""
    if schema.query_type:
        for name, field in schema.query_type.fields.items():
            field.resolve = _read(field, READS.get(name))
    if schema.mutation_type:
        for name, field in schema.mutation_type.fields.items():
            field.resolve = _deed(field, deed_of(name))
    if schema.subscription_type:
        for name, field in schema.subscription_type.fields.items():
            field.subscribe = _stream(field, SUBSCRIPTIONS.get(name))


def admit(actor: Actor | None, audience: Audience | None) -> None:
    """Let the asker through or raise: UNAUTHENTICATED, or FORBIDDEN that says who may."""
    if audience is Audience.PUBLIC:
        return
    if actor is None:
        raise GraphQLError("Sign in first.", extensions={"code": "UNAUTHENTICATED"})
    if audience is None:
        raise GraphQLError("Nobody may ask this.", extensions={"code": "FORBIDDEN"})
    if actor.scopes is not None and READ_SCOPE not in actor.scopes:
        raise GraphQLError("This API token may not read.", extensions={"code": "FORBIDDEN"})
    if audience in _ROLES and not _ROLES[audience] & actor.roles:
        raise GraphQLError(f"Only {audience.value} may see this.", extensions={"code": "FORBIDDEN"})


def _context(info: GraphQLResolveInfo[Any]) -> Context:
    context: Context = info.context
    return context


def _read(field: GraphQLField, audience: Audience | None) -> Callable[..., Any]:
    resolve = field.resolve
    assert resolve is not None

    @wraps(resolve)
    def admitted(root: Any, info: GraphQLResolveInfo[Any], **arguments: Any) -> Any:
        admit(_context(info).signed_in, audience)
        return resolve(root, info, **arguments)

    return admitted


def _stream(field: GraphQLField, audience: Audience | None) -> Callable[..., Any]:
    subscribe = field.subscribe
    assert subscribe is not None

    @wraps(subscribe)
    async def admitted(root: Any, info: GraphQLResolveInfo[Any], **arguments: Any) -> Any:
        admit(_context(info).signed_in, audience)
        stream = subscribe(root, info, **arguments)
        return await stream if isawaitable(stream) else stream

    return admitted


def _deed(field: GraphQLField, deed: Deed | None) -> Callable[..., Any]:
    resolve = field.resolve
    assert resolve is not None

    @wraps(resolve)
    async def admitted(root: Any, info: GraphQLResolveInfo[Any], **arguments: Any) -> Any:
        context = _context(info)
        actor = context.actor
        if deed is None:
            raise GraphQLError("Nobody may do this.", extensions={"code": "FORBIDDEN"})
        try:
            check(actor, deed)
        except Forbidden as refused:
            return problem(refused)
        context.forget()
        done = resolve(root, info, **arguments)
        try:
            return await done if isawaitable(done) else done
        finally:
            context.forget()

    return admitted
