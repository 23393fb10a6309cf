"""What an import did, or would do: the whole answer to the person who brought the file."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from domain.errors import RuleViolation, Violation
from domain.exchange.fields import ImportKind
from domain.exchange.files import FileReading
from domain.exchange.meanings import RowError
from domain.exchange.sheet import FileProblem
from domain.exchange.snapshots import Change

SHOWN = 200  # of errors, changes and gone keys each


@dataclass(frozen=True, slots=True)
class Counts:
    """How the file differs from what its source said last. `rows` counts keys."""

    rows: int = 0
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    gone: int = 0


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did (`applied`) or would do. `reading` says how the file was read.

    `errors` are those of the file and those of what it says about here; at most SHOWN of `error_count`.
    `will_create` names the units and the like that the file brings along. `batch` is what the import is kept as;
    with `already_imported` it is that of the time before, and nothing was written.
    """

    kind: ImportKind
    source: str
    file_name: str
    reading: FileReading
    dry_run: bool
    applied: bool = False
    already_imported: bool = False
    batch: UUID | None = None
    counts: Counts = Counts()
    errors: tuple[RowError, ...] = ()
    error_count: int = 0
    notes: tuple[str, ...] = ()
    changes: tuple[tuple[int, str, tuple[Change, ...]], ...] = ()
    gone: tuple[str, ...] = ()
    will_create: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def usable(self) -> bool:
        """Whether the file can be imported as it is."""
        return self.reading.usable and not self.error_count


class FileRefused(RuleViolation):
    """The file is no table that can be read; `problem` says why, with row and column where there are any."""

    def __init__(self, problem: FileProblem) -> None:
        super().__init__(str(problem), rule="readable_file", path="file")
        self.problem = problem


class ImportRefused(RuleViolation):
    """The file says something that cannot be imported; `report` says what, row by row. Nothing was imported."""

    def __init__(self, report: ImportReport) -> None:
        reading = report.reading
        violations = (
            *reading.violations,
            *(Violation(f"answers.{one.column}", str(one)) for one in reading.questions),
            *(Violation(f"row {one.row}, column {one.column}", str(one)) for one in report.errors),
        )
        super().__init__(_why(report), rule="importable", violations=violations)
        self.report = report


def _why(report: ImportReport) -> str:
    parts = []
    if report.reading.violations:
        parts.append("The columns do not fit.")
    if report.reading.questions:
        count = len(report.reading.questions)
        parts.append(f"{count} {'question needs an answer' if count == 1 else 'questions need an answer'}.")
    if report.error_count:
        count = report.error_count
        parts.append(f"{count} {'cell is' if count == 1 else 'cells are'} wrong.")
    return f"Nothing was imported. {' '.join(parts)}"
