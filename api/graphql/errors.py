"""Refusals as answers: a DomainError that a deed raised becomes the `Problem` of its result, once for all deeds."""

from enum import Enum

import strawberry
from strawberry.pydantic import InputValidationError
from strawberry.schema.exception_handlers import ExceptionHandler
from strawberry.types.field import StrawberryField
from strawberry.types.info import Info
from strawberry.utils.str_converters import to_camel_case

from domain.errors import Conflict, DomainError, Forbidden, NotFound, RuleViolation


@strawberry.enum(description="What to do about a refusal: look elsewhere, ask somebody, reload or change the input.")
class ProblemCode(Enum):
    NOT_FOUND = strawberry.enum_value("NOT_FOUND", description="Nothing here under that name that you may see.")
    FORBIDDEN = strawberry.enum_value("FORBIDDEN", description="Somebody else decides this; the message says who.")
    CONFLICT = strawberry.enum_value("CONFLICT", description="The world moved on since you looked; reload.")
    RULE_VIOLATION = strawberry.enum_value("RULE_VIOLATION", description="The input breaks a rule; change it.")


@strawberry.type(description="One thing to change in the input.")
class Violation:
    path: str = strawberry.field(description="Where: the input fields with dots between, as in effortDays.likely.")
    message: str = strawberry.field(description="What to do, in plain words.")


@strawberry.type(description="Why a deed was refused. Nothing was changed.")
class Problem:
    code: ProblemCode = strawberry.field(description="What the asker can do about it.")
    message: str = strawberry.field(description="The refusal in plain words, to be shown as it is.")
    rule: str | None = strawberry.field(default=None, description="The name of the rule that the input breaks.")
    violations: list[Violation] = strawberry.field(
        default_factory=list, description="Everything to change in the input, all at once."
    )


_CODES: dict[type[DomainError], ProblemCode] = {
    NotFound: ProblemCode.NOT_FOUND,
    Forbidden: ProblemCode.FORBIDDEN,
    Conflict: ProblemCode.CONFLICT,
    RuleViolation: ProblemCode.RULE_VIOLATION,
}


def code_of(error: DomainError) -> ProblemCode:
    """Which of the four kinds a refusal is."""
    return next(code for kind, code in _CODES.items() if isinstance(error, kind))


def problem(error: DomainError) -> Problem:
    """A refusal as the GraphQL answer."""
    if not isinstance(error, RuleViolation):
        return Problem(code=code_of(error), message=error.message)
    return Problem(
        code=ProblemCode.RULE_VIOLATION,
        message=error.message,
        rule=error.rule,
        violations=[Violation(path=wire_path(each.path), message=each.message) for each in error.violations],
    )


def wire_path(path: str) -> str:
    """A path of the domain as the client knows it: effort_days.likely becomes effortDays.likely."""
    return ".".join(to_camel_case(part) for part in path.split("."))


class Refusals(ExceptionHandler[DomainError | InputValidationError, Problem]):
    """Turns what a resolver raised into the Problem of its result. The transaction has been rolled back by then."""

    def handle(self, exception: DomainError | InputValidationError, *, field: StrawberryField, info: Info) -> Problem:
        if isinstance(exception, DomainError):
            return problem(exception)
        # The first part of a location is the argument (`input`), which the form does not know.
        wrong = [
            Violation(path=wire_path(".".join(each.location[1:] or each.location)), message=each.message)
            for each in exception.errors
        ]
        return Problem(
            code=ProblemCode.RULE_VIOLATION,
            message=" ".join(each.message for each in wrong[:3]) or "The input is not complete.",
            rule="input",
            violations=wrong,
        )
