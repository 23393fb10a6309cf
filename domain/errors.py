"""The four ways a deed can be refused, one for each thing that a caller can do next."""

from dataclasses import dataclass


class DomainError(Exception):
    """A refusal in business words. Raised by rules, commands and queries; never caught inside a transaction."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class NotFound(DomainError):
    """Nothing here under that name, or nothing that this person may see. Look elsewhere."""


class Forbidden(DomainError):
    """Somebody else decides this; the message says who. Ask them."""


class Conflict(DomainError):
    """The world moved on since the caller looked. Reload and decide again."""


@dataclass(frozen=True, slots=True)
class Violation:
    """One thing to change in the input: where (`path`, dotted, as in the form) and what to do."""

    path: str
    message: str


class RuleViolation(DomainError):
    """The input breaks a rule. `rule` names it, `violations` list everything to change, all at once."""

    def __init__(self, message: str, *, rule: str, path: str = "", violations: tuple[Violation, ...] = ()) -> None:
        super().__init__(message)
        self.rule = rule
        self.violations = violations or ((Violation(path, message),) if path else ())
