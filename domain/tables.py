"""Every table in dependency order; migrations, grants and test clean-up read it."""

from piccolo.table import Table

import domain.calculation.tables
import domain.capacity.tables
import domain.decisions.tables
import domain.delivery.tables
import domain.demand.tables
import domain.engagement.tables
import domain.estimation.tables
import domain.exchange.tables
import domain.governance.tables
import domain.organisation.tables
import domain.planning.tables
import domain.ranking.tables
import domain.realisation.tables
import domain.scenarios.tables
import domain.value.tables
from domain.audit.tables import AuditEvent

TABLES: tuple[type[Table], ...] = (
    AuditEvent,
    *domain.organisation.tables.TABLES,
    *domain.governance.tables.TABLES,
    *domain.demand.tables.TABLES,
    *domain.estimation.tables.TABLES,
    *domain.capacity.tables.TABLES,
    *domain.value.tables.TABLES,
    *domain.ranking.tables.TABLES,
    *domain.planning.tables.TABLES,
    *domain.scenarios.tables.TABLES,
    *domain.calculation.tables.TABLES,
    *domain.decisions.tables.TABLES,
    *domain.delivery.tables.TABLES,
    *domain.realisation.tables.TABLES,
    *domain.engagement.tables.TABLES,
    *domain.exchange.tables.TABLES,
)
