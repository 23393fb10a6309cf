"""What a request must say before it can be submitted. Everything that is missing is said at once."""

from dataclasses import dataclass
from datetime import date

from domain.demand.rules import Lane, Route
from domain.errors import RuleViolation, Violation
from domain.quantities import Month
from domain.wording import day_name

LONGEST_TITLE = 200
LONGEST_TEXT = 20_000
LONGEST_CATEGORY = 80


@dataclass(frozen=True, slots=True)
class NewRequest:
    """A request as its submitter describes it. `unit` is an id or a code, `on_behalf_of` a person's id.

    `source` and `external_key` name where an imported request came from and its key there.
    """

    title: str
    problem: str
    outcome: str
    unit: str
    category: str
    route: Route = Route.IT_DELIVERY
    lane: Lane = Lane.NORMAL
    deadline: date | None = None
    earliest_start: Month | None = None
    on_behalf_of: str | None = None
    source: str | None = None
    external_key: str | None = None

    @property
    def imported(self) -> bool:
        return self.source is not None


def submission_violations(new: NewRequest, today: date) -> tuple[Violation, ...]:
    """Everything to change in the form before it can be submitted.

    A portfolio from elsewhere may leave the outcome open and carry dates that have passed.
    """
    found = [
        *text_violations("title", "The title", new.title, LONGEST_TITLE),
        *text_violations("problem", "The problem", new.problem, LONGEST_TEXT),
        *text_violations("outcome", "The outcome", new.outcome, LONGEST_TEXT, required=not new.imported),
        *text_violations("category", "The category", new.category, LONGEST_CATEGORY),
    ]
    if "\n" in new.title.strip():
        found.append(Violation("title", "The title is one line."))
    if new.imported:
        return tuple(found)
    if new.deadline and new.deadline < today:
        found.append(
            Violation("deadline", f"The deadline, {day_name(new.deadline)}, has passed; give a later day or none.")
        )
    if new.deadline and new.earliest_start and new.earliest_start.first > new.deadline:
        found.append(Violation("earliest_start", "The earliest start lies after the deadline."))
    return tuple(found)


def text_violations(path: str, what: str, text: str, longest: int, *, required: bool = True) -> tuple[Violation, ...]:
    """Whether a text is there and not too long; `what` starts the sentence."""
    if required and not text.strip():
        return (Violation(path, f"{what} is missing."),)
    if len(text) > longest:
        return (Violation(path, f"{what} has {len(text)} characters; {longest} are the most."),)
    return ()


def check_text(path: str, what: str, text: str, longest: int) -> str:
    """The text without surrounding blanks. Raises RuleViolation when it is blank or too long."""
    for violation in text_violations(path, what, text, longest):
        raise RuleViolation(violation.message, rule=f"{path}_given", path=path)
    return text.strip()


def check_reason(reason: str) -> str:
    """A decision says why: whoever follows the request reads it. Raises RuleViolation."""
    return check_text("reason", "The reason", reason, 4000)


def refuse_violations(violations: tuple[Violation, ...]) -> None:
    """Raise RuleViolation with all of them, or nothing when there are none."""
    if violations:
        message = violations[0].message if len(violations) == 1 else f"{len(violations)} things are to be changed."
        raise RuleViolation(message, rule="request_complete", violations=violations)
