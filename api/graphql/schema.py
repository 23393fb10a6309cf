"""The whole contract, put together from the capabilities: each adds its classes as bases below, upstream first."""

import strawberry
from graphql import GraphQLError
from strawberry.schema.config import StrawberryConfig
from strawberry.types import ExecutionContext

from api.graphql import access, faults
from api.graphql.audit import AuditQuery
from api.graphql.calculation import CalculationMutation, CalculationQuery
from api.graphql.calibration import CalibrationQuery
from api.graphql.capacity import CapacityMutation, CapacityQuery
from api.graphql.credits import CreditsMutation, CreditsQuery
from api.graphql.decide_by import DecideByMutation
from api.graphql.decisions import DecisionsQuery
from api.graphql.decisions_deeds import DecisionsMutation
from api.graphql.delivery import DeliveryMutation, DeliveryQuery
from api.graphql.demand import DemandQuery
from api.graphql.demand_deeds import DemandMutation
from api.graphql.engagement import EngagementMutation, EngagementQuery
from api.graphql.entitlement import EntitlementQuery
from api.graphql.equal_shares import EqualSharesQuery
from api.graphql.errors import Refusals
from api.graphql.estimation import EstimationMutation
from api.graphql.events import EventsSubscription
from api.graphql.exchange import ExchangeQuery
from api.graphql.governance import GovernanceQuery
from api.graphql.governance_deeds import GovernanceMutation
from api.graphql.limits import Limits
from api.graphql.node import NodeQuery
from api.graphql.notifications import NotificationsQuery
from api.graphql.organisation import OrganisationQuery
from api.graphql.organisation_deeds import OrganisationMutation
from api.graphql.planning_deeds import PlanningMutation
from api.graphql.planning_rounds import PlanningQuery
from api.graphql.portfolio import PortfolioQuery
from api.graphql.ranking import RankingQuery
from api.graphql.ranking_comparison import ComparisonMutation, ComparisonQuery
from api.graphql.ranking_deeds import RankingMutation
from api.graphql.realisation_deeds import RealisationMutation, RealisationQuery
from api.graphql.regret import RegretQuery
from api.graphql.scalars import SCALARS
from api.graphql.scenarios import ScenariosMutation, ScenariosQuery
from api.graphql.value import ValueMutation
from api.graphql.viewer import ViewerMutation, ViewerQuery


@strawberry.type(description="What may be asked. Lists come in pages of at most 100.")
class Query(
    NodeQuery,
    AuditQuery,
    ViewerQuery,
    OrganisationQuery,
    GovernanceQuery,
    DemandQuery,
    CapacityQuery,
    CalibrationQuery,
    RankingQuery,
    ComparisonQuery,
    PlanningQuery,
    CreditsQuery,
    PortfolioQuery,
    EntitlementQuery,
    EqualSharesQuery,
    ScenariosQuery,
    CalculationQuery,
    DecisionsQuery,
    DeliveryQuery,
    RealisationQuery,
    RegretQuery,
    EngagementQuery,
    NotificationsQuery,
    ExchangeQuery,
):
    pass


@strawberry.type(description="What may be done: one mutation for each deed, answered by its payload or a Problem.")
class Mutation(
    ViewerMutation,
    OrganisationMutation,
    GovernanceMutation,
    DemandMutation,
    EstimationMutation,
    CapacityMutation,
    ValueMutation,
    RankingMutation,
    ComparisonMutation,
    CreditsMutation,
    DecideByMutation,
    ScenariosMutation,
    CalculationMutation,
    PlanningMutation,
    DecisionsMutation,
    DeliveryMutation,
    RealisationMutation,
    EngagementMutation,
):
    pass


@strawberry.type(description="What may be followed.")
class Subscription(
    EventsSubscription,
):
    pass


class Contract(strawberry.Schema):
    """The schema with the permission matrix in front, limits on documents and masked faults."""

    def process_errors(self, errors: list[GraphQLError], execution_context: ExecutionContext | None = None) -> None:
        # In place, because these are the errors that the client gets, from queries and subscriptions alike.
        errors[:] = [faults.told(error, execution_context) for error in errors]


schema = Contract(
    query=Query,
    mutation=Mutation,
    subscription=Subscription,
    config=StrawberryConfig(scalar_map=SCALARS, disable_field_suggestions=True, relay_max_results=100),
    extensions=[Limits],
    exception_handlers=[Refusals()],
)
access.guard(schema._schema)
