"""What leads from a promise to what came true at a checkpoint, part by part. All money is cents. Pure.

The parts add up: promised, what another month of delivery changed, what nobody measured, and for each measured benefit
how much more or less than promised it brought.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from domain.realisation.rules import EffectResult


class StepKind(StrEnum):
    PROMISED = "promised"
    DELIVERY = "delivery"
    NOT_MEASURED = "not_measured"
    BENEFIT = "benefit"
    REALISED = "realised"


@dataclass(frozen=True, slots=True)
class ValueStep:
    """One part, in cents; the first and the last are totals. `months` are those not measured, or those measured of a
    benefit; 0 where it is about none."""

    kind: StepKind
    cents: int
    benefit: UUID | None = None
    months: int = 0


def value_steps(results: Sequence[EffectResult]) -> tuple[ValueStep, ...]:
    """The way from the promised to the realised sum; what changes nothing is left out, benefits keep their order."""
    promised = sum(each.promised.likely for each in results)
    due = sum(each.due for each in results)
    expected = sum(each.expected for each in results)
    unmeasured = sum(each.months_due - each.months_measured for each in results if each.due)
    between = (
        ValueStep(StepKind.DELIVERY, due - promised),
        ValueStep(StepKind.NOT_MEASURED, expected - due, months=max(0, unmeasured)),
        *(
            ValueStep(StepKind.BENEFIT, each.realised - each.expected, each.benefit, each.months_measured)
            for each in results
            if each.realised is not None
        ),
    )
    return (
        ValueStep(StepKind.PROMISED, promised),
        *(step for step in between if step.cents),
        ValueStep(StepKind.REALISED, sum(each.realised or 0 for each in results)),
    )
