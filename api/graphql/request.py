"""`Request`, put together from what each capability says about it."""

import strawberry

from api.graphql.audit import AuditOfRequest
from api.graphql.calculation import CalculationsOfRequest
from api.graphql.calibration import CalibrationOfRequest
from api.graphql.decide_by import DecideByOfRequest
from api.graphql.decisions import DecisionsOfRequest
from api.graphql.delivery import DeliveryOfRequest
from api.graphql.demand import DemandOfRequest
from api.graphql.engagement import EngagementOfRequest
from api.graphql.estimation import EstimationOfRequest
from api.graphql.exchange import ExchangeOfRequest
from api.graphql.portfolio import PortfolioOfRequest
from api.graphql.ranking import RankingOfRequest
from api.graphql.realisation import RealisationOfRequest
from api.graphql.value import ValueOfRequest
from api.graphql.waiting import WaitingOfRequest


@strawberry.type(description="An IT demand in business terms, with everything that became of it.")
class Request(
    # One line for each capability, upstream first.
    AuditOfRequest,
    DemandOfRequest,
    EstimationOfRequest,
    ValueOfRequest,
    CalibrationOfRequest,
    RankingOfRequest,
    DecideByOfRequest,
    PortfolioOfRequest,
    WaitingOfRequest,
    DecisionsOfRequest,
    CalculationsOfRequest,
    DeliveryOfRequest,
    RealisationOfRequest,
    EngagementOfRequest,
    ExchangeOfRequest,
):
    pass
