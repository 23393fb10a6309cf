"""Calculations with their progress and results."""

from piccolo.table import Table

from domain.calculation.kinds import CalculationKind, CalculationState
from domain.database import columns
from domain.database.constraints import Check, Index
from domain.organisation.tables import Person
from domain.scenarios.tables import Scenario


class Calculation(Table):
    """One heavy calculation on one state of the data. progress: per cent; step: what it is doing, in words."""

    id = columns.key()
    kind = columns.choice(CalculationKind)
    scenario = columns.reference(Scenario, null=True)
    data_version = columns.big_integer()
    month = columns.month()
    state = columns.choice(CalculationState, default=CalculationState.WAITING)
    progress = columns.small_integer(default=0, minimum=0, maximum=100)
    step = columns.text(blank=True, longest=400, default="")
    asked_by = columns.reference(Person, null=True)
    asked_at = columns.moment()
    started_at = columns.moment(null=True)
    ended_at = columns.moment(null=True)
    result = columns.json(null=True)
    error = columns.text(null=True, longest=4000)
    done_with_result = Check("state <> 'done' or (result is not null and ended_at is not null)")
    newest = Index("kind", "asked_at desc")
    one_at_a_time = Index(
        "kind",
        "coalesce(scenario, '00000000-0000-0000-0000-000000000000')",
        "data_version",
        unique=True,
        where="state in ('waiting', 'running')",
    )


TABLES: tuple[type[Table], ...] = (Calculation,)
