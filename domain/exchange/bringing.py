"""What every kind of import starts from, and what it answers before anything is written."""

import hashlib
import re
import unicodedata
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from domain.audit import trail
from domain.audit.actions import Action
from domain.audit.trail import Entry
from domain.database.columns import new_id
from domain.database.engine import Transaction
from domain.exchange.files import FileOptions
from domain.exchange.meanings import RowError
from domain.exchange.rules import Record
from domain.exchange.sheet import plain
from domain.exchange.snapshots import Change, Comparison
from domain.organisation.queries import UnitRow

LONGEST_KEY = 400  # characters; an index entry of PostgreSQL holds no more than some 2,700 bytes


@dataclass(frozen=True, slots=True)
class Bringing:
    """A file's records beside what their source said last. `subjects`: what each known key stands for here.

    `headers` names the column that fills a field, for errors.
    """

    source: str
    options: FileOptions
    headers: Mapping[str, str]
    comparison: Comparison
    subjects: Mapping[str, UUID]

    @property
    def said(self) -> tuple[tuple[Record, tuple[Change, ...]], ...]:
        """All records that say something new, with what changed (nothing for new ones)."""
        return (*((record, ()) for record in self.comparison.new), *self.comparison.changed)

    def error(self, record: Record, name: str, message: str) -> RowError:
        """What is wrong with a field of a record, by its row and column."""
        return RowError(record.row, self.headers.get(name, name), str(record.values.get(name) or ""), message)


@dataclass(frozen=True, slots=True)
class Weighed:
    """What the records mean here: what keeps them out, what will be created, and how to bring them.

    `bring` writes them inside the import's transaction and says what each key that had no subject stands for; a key
    without one is not kept.
    """

    bring: Callable[[Transaction], Awaitable[Mapping[str, UUID]]]
    errors: tuple[RowError, ...] = ()
    notes: tuple[str, ...] = ()
    will_create: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


class UnitsNamed:
    """Units as files name them, by code or name; unknown ones are planned and get their id at once."""

    def __init__(self, known: Iterable[UnitRow]) -> None:
        self._ids: dict[str, UUID] = {}
        self._codes: set[str] = set()
        self.planned: dict[UUID, tuple[str, str]] = {}
        units = tuple(known)
        for unit in units:
            self._ids.setdefault(plain(unit.name), unit.id)
        for unit in units:  # a code wins over another unit's name
            self._ids[plain(unit.code)] = unit.id
            self._codes.add(unit.code)

    def unit(self, code: str | None, name: str | None) -> UUID | None:
        """The unit that a row means; None when it names none."""
        for text in (code, name):
            if text and plain(text) in self._ids:
                return self._ids[plain(text)]
        spoken = name or code
        if not spoken:
            return None
        unit = new_id()
        made = self._free(code_of(code or spoken))
        self.planned[unit] = (made, shortened(spoken, 160))
        for text in (code, name, made):
            if text:
                self._ids.setdefault(plain(text), unit)
        return unit

    def _free(self, code: str) -> str:
        free, count = code, 1
        while free in self._codes:
            count += 1
            free = f"{code[:20].rstrip('-')}-{count}"
        self._codes.add(free)
        return free

    @property
    def spoken(self) -> tuple[str, ...]:
        """The planned units as a person reads them."""
        return tuple(f"{name} ({code})" for code, name in self.planned.values())

    async def create(self, tx: Transaction) -> None:
        """Add the planned units inside the import, each with its event."""
        await tx.execute_many(
            "insert into unit (id, code, name, created_at) values ($1, $2, $3, $4)",
            [(unit, code, name, tx.now) for unit, (code, name) in self.planned.items()],
        )
        entries = [Entry(unit, after={"code": code, "name": name}) for unit, (code, name) in self.planned.items()]
        await trail.record_many(tx, Action.UNIT_ADDED, subject_kind="unit", entries=entries)


def code_of(text: str) -> str:
    """A short code made of a name: letters and digits with dashes, at most 24."""
    bare = unicodedata.normalize("NFKD", text.replace("ß", "ss")).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", bare).strip("-")[:24].strip("-") or "unit"


def shortened(text: str, longest: int) -> str:
    """Text on one line that fits; what was cut off stays in the content of the import."""
    line = " ".join(text.split())
    return line if len(line) <= longest else line[: longest - 1].rstrip() + "…"


def stored_key(key: str) -> str:
    """The key as it is kept: long ones end in a digest of the whole, so that different keys stay different."""
    if len(key) <= LONGEST_KEY:
        return key
    return f"{key[: LONGEST_KEY - 20]} #{hashlib.sha256(key.encode()).hexdigest()[:18]}"
