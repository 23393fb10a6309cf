"""How a person says that a file is to be read, over HTTP and on the command line."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError
from pydantic.alias_generators import to_camel

from domain.errors import RuleViolation, Violation
from domain.exchange.columns import ColumnMapping, Combine
from domain.exchange.efforts import WorkingTime
from domain.exchange.files import FileOptions
from domain.exchange.meanings import Choice, Question

Answers = dict[Question, Choice]
_ANSWERS = TypeAdapter(dict[str, Answers])


class _Form(BaseModel):
    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True, extra="forbid")


class ColumnForm(_Form):
    """One field: its column, or one value for all rows, and how the column is read."""

    header: str = ""
    value: str | None = None
    scale: Decimal | None = None
    unit: Choice | None = None
    missing: tuple[str, ...] = ()
    days_since: date | None = None
    answers: Answers = {}

    def mapping(self) -> ColumnMapping:
        return ColumnMapping(**{name: getattr(self, name) for name in type(self).model_fields})


class MappingForm(_Form):
    """A whole file. A field's column is its header, an object with more, or null to leave the field empty."""

    columns: dict[str, str | ColumnForm | None] = {}
    key_from: tuple[str, ...] = ()
    combine: Combine = Combine.REFUSE
    newest_by: str = "snapshot"
    leave_out_without: tuple[str, ...] = ()
    fiscal_year_starts: int = 4
    hours_per_day: Annotated[Decimal, Field(gt=0, le=24)] = WorkingTime().hours_per_day
    days_per_week: Annotated[Decimal, Field(gt=0, le=7)] = WorkingTime().days_per_week
    days_per_month: Annotated[Decimal, Field(gt=0, le=31)] = WorkingTime().days_per_month
    sheet: str | None = None
    encoding: str | None = None
    separator: str | None = None
    value_per_year: bool = False

    def options(self, answers: Mapping[str, Answers]) -> FileOptions:
        columns = {name: one.mapping() if isinstance(one, ColumnForm) else one for name, one in self.columns.items()}
        return FileOptions(
            columns,
            answers,
            self.key_from,
            self.combine,
            self.newest_by,
            self.leave_out_without,
            self.fiscal_year_starts,
            WorkingTime(self.hours_per_day, self.days_per_week, self.days_per_month),
            self.sheet,
            self.encoding,
            self.separator,
            self.value_per_year,
        )


def options_of(mapping: str | None, answers: str | None) -> FileOptions:
    """The options in two JSON texts. Raises RuleViolation naming everything that is not understood."""
    try:
        form = MappingForm.model_validate_json(mapping or "{}")
        answered: dict[str, Answers] = _ANSWERS.validate_json(answers or "{}")
    except ValidationError as wrong:
        raise _refused(wrong.errors(include_url=False, include_context=False, include_input=False)) from None
    return form.options(answered)


def _refused(errors: list[Any]) -> RuleViolation:
    violations = tuple(
        Violation(".".join(str(part) for part in each["loc"]) or "mapping", f"{each['msg']}.") for each in errors
    )
    return RuleViolation("The mapping is not understood.", rule="import_mapping", violations=violations)
